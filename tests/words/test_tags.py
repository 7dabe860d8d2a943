"""Language tags: folders of the curriculum, and what front matter may say."""

from __future__ import annotations

import pytest

from lecturedeck.words.files import LANGUAGES
from lecturedeck.words.tags import script_of, tag_of

FOLDERS = {
    "arabic": "ar", "chinese": "zh-Hans", "chinese-traditional": "zh-Hant", "english": "en", "espanol": "es",
    "german": "de", "italian": "it", "japanese": "ja", "korean": "ko", "portuguese": "pt-BR", "swahili": "sw",
    "ukrainian": "uk",
}  # fmt: skip


def test_every_folder_of_the_curriculum_has_a_tag_and_words() -> None:
    assert {folder: tag_of(folder) for folder in FOLDERS} == FOLDERS
    assert {script_of(tag).partition("-")[0] for tag in FOLDERS.values()} == {
        language.partition("-")[0] for language in LANGUAGES
    }


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"), ("EN_us", "en-US"), ("zh-hant-hk", "zh-Hant-HK"), ("es-419", "es-419"), (" de ", "de"),
        ("sl-nedis", "sl-nedis"), ("en\n", "en"), ("", ""), ("e", ""), ("klingon", ""), ("en us", ""), ("en-", ""),
        ("en]x", ""), ("en]x[/anki:tts]<script>", ""), ('en" onload="x', ""), ("ən", ""),
    ],
)  # fmt: skip
def test_what_is_a_tag(text: str, tag: str) -> None:
    assert tag_of(text) == tag


def test_chinese_is_told_by_its_script() -> None:
    assert [script_of(tag) for tag in ("zh", "zh-CN", "zh-SG", "zh-Hans-HK")] == ["zh-Hans"] * 4
    assert [script_of(tag) for tag in ("zh-TW", "zh-HK", "zh-MO", "zh-Hant", "zh-Hant-SG")] == ["zh-Hant"] * 5
