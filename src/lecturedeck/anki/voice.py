"""What is said in a task, on a card: as text, and for a voice of the learner's device."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from lecturedeck.lecture import Spoken
from lecturedeck.markup.ruby import ruby_html, without_pairs
from lecturedeck.regex import regex
from lecturedeck.text import plain_html
from lecturedeck.words.tags import script_of, tag_of

# Anki wants a voice's language with its country. Where the tag names none, this one is meant.
_COUNTRY = {
    "ar": "SA", "de": "DE", "en": "US", "es": "ES", "fr": "FR", "hi": "IN", "it": "IT", "ja": "JP", "ko": "KR",
    "nl": "NL", "pl": "PL", "pt": "BR", "ru": "RU", "sw": "KE", "tr": "TR", "uk": "UA", "vi": "VN",
    "zh-Hans": "CN", "zh-Hant": "TW",
}  # fmt: skip
_REGION = regex(r"[A-Z]{2}")
_CODE = regex(r"[<>{}=\\\\|]|\w\(\)")
# A Chinese or Japanese voice needs characters: it would spell pinyin out, or read it as English.
_CHARACTERS = {
    "zh-Hans": regex(r"[\u3400-\u9fff]"),
    "zh-Hant": regex(r"[\u3400-\u9fff]"),
    "ja": regex(r"[\u3041-\u30ff\u3400-\u9fff]"),
    "ko": regex(r"[\uac00-\ud7a3]"),
}


def voice(lines: Sequence[Spoken], language: str) -> str:
    """Anki's text-to-speech tag for some lines in a language (BCP 47); "" where no voice can say them all.

    Where there are several speakers, the voice names each before what they say: it has only one sound for all.
    """
    tag = _voice_of(language)
    if not tag or not lines or not all(_can_be_said(line.text, language) for line in lines):
        return ""
    several = len({line.speaker for line in lines}) > 1
    said = (f"{line.speaker}: {line.text}" if several and line.speaker else line.text for line in lines)
    return f"[anki:tts lang={tag}]{' '.join(map(_plain, said))}[/anki:tts]"


def _voice_of(language: str) -> str:
    tag = tag_of(language)
    if not tag:
        return ""
    code, *rest = tag.split("-")
    country = next(filter(_REGION.fullmatch, rest), None) or _COUNTRY.get(script_of(tag), code.upper())
    return f"{code}_{country}"


def _can_be_said(text: str, language: str) -> bool:
    spoken = without_pairs(text)
    characters = _CHARACTERS.get(script_of(tag_of(language)))
    return not _CODE.search(spoken) and (characters is None or characters.search(spoken) is not None)


def _plain(text: str) -> str:
    plain = without_pairs(text).replace("`", "").replace("*", "")
    return escape(" ".join(plain.replace("[", "(").replace("]", ")").split()), quote=False)


def dialogue(lines: Sequence[Spoken], language: str, around: str) -> str:
    """Some lines as card HTML, a paragraph each with the speaker before it, Chinese with its pronunciation.

    `language` is that of the lines and `around` that of their card: a paragraph says its own where they differ.
    """
    own = tag_of(language)
    start = f'<p lang="{own}">' if own and own.partition("-")[0] != around.partition("-")[0] else "<p>"
    return "".join(
        f"{start}<b>{plain_html(f'{line.speaker}:')}</b> {ruby_html(line.text)}</p>"
        if line.speaker
        else f"{start}{ruby_html(line.text)}</p>"
        for line in lines
    )
