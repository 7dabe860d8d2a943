"""Language tags (BCP 47): what a folder of the curriculum is called, and what `lang` may say."""

from __future__ import annotations

import re

# The folders of the curriculum's translations. A tag names the script where the language alone leaves it open.
_FOLDERS = {
    "arabic": "ar",
    "chinese": "zh-Hans",
    "chinese-traditional": "zh-Hant",
    "english": "en",
    "espanol": "es",
    "french": "fr",
    "german": "de",
    "hindi": "hi",
    "indonesian": "id",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "persian": "fa",
    "polish": "pl",
    "portuguese": "pt-BR",
    "russian": "ru",
    "swahili": "sw",
    "turkish": "tr",
    "ukrainian": "uk",
    "urdu": "ur",
    "vietnamese": "vi",
}
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<rest>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-x(?:-[a-z0-9]{1,8})+)?)",
    re.IGNORECASE | re.ASCII,
)


def tag_of(text: str) -> str:
    """The language tag that a text is, in its usual spelling ("zh_cn": "zh-CN"); "" where it is none.

    A folder name of the curriculum counts as the tag of its language.
    """
    name = text.strip()
    known = _FOLDERS.get(name.lower())
    if known:
        return known
    match = _TAG.fullmatch(name.replace("_", "-"))
    if match is None:
        return ""
    script, region = match["script"] or "", match["region"] or ""
    parts = [match["language"].lower(), script.title(), region.upper()]
    return "-".join(filter(None, parts)) + match["rest"].lower()


def script_of(tag: str) -> str:
    """The language of a tag; Chinese with its script, "zh-Hans" or "zh-Hant"."""
    language, *rest = tag.split("-")
    if language != "zh":
        return language
    return "zh-Hant" if "Hans" not in rest and {"Hant", "TW", "HK", "MO"} & set(rest) else "zh-Hans"
