"""What is said in a task: for a voice of the device, and as text."""

from __future__ import annotations

import pytest

from lecturedeck.anki.cards import drafts_of
from lecturedeck.anki.voice import dialogue, voice
from lecturedeck.lecture import Lecture, Option, Question, Spoken

SAID = (Spoken("Ana", "The pot is hot."), Spoken("Ana", "Pour!"))


@pytest.mark.parametrize(
    ("language", "tag"),
    [
        ("en-US", "en_US"), ("es", "es_ES"), ("es-MX", "es_MX"), ("pt-BR", "pt_BR"), ("pt", "pt_BR"),
        ("de", "de_DE"), ("uk", "uk_UA"), ("sw", "sw_KE"), ("ar", "ar_SA"), ("sr-Latn-RS", "sr_RS"),
        ("xx", "xx_XX"),
    ],
)  # fmt: skip
def test_a_voice_has_language_and_country(language: str, tag: str) -> None:
    assert voice(SAID, language) == f"[anki:tts lang={tag}]The pot is hot. Pour![/anki:tts]"


@pytest.mark.parametrize(
    ("language", "tag"),
    [("zh-CN", "zh_CN"), ("zh", "zh_CN"), ("zh-Hans", "zh_CN"), ("zh-Hant", "zh_TW"), ("zh-TW", "zh_TW")],
)
def test_chinese_is_read_in_its_own_country(language: str, tag: str) -> None:
    assert voice((Spoken("", "茶 (chá)"),), language) == f"[anki:tts lang={tag}]茶[/anki:tts]"


@pytest.mark.parametrize("language", ["", "en]x[/anki:tts]<script>alert(1)</script>", "e", "en US", "12"])
def test_what_is_no_language_has_no_voice(language: str) -> None:
    assert voice(SAID, language) == ""


def test_a_voice_says_no_markup_and_nothing_that_anki_runs() -> None:
    lines = (Spoken("", "Say `茶 (chá)` *twice* [/anki:tts] & go"),)
    assert voice(lines, "zh-CN") == "[anki:tts lang=zh_CN]Say 茶 twice (/anki:tts) &amp; go[/anki:tts]"
    assert voice((), "es") == ""


@pytest.mark.parametrize("text", ["lǘ", "mā, má, mǎ, mà", "(chá)"])
def test_no_chinese_voice_reads_bare_pinyin(text: str) -> None:
    assert voice((Spoken("", "茶"), Spoken("", text)), "zh-CN") == ""


@pytest.mark.parametrize("text", ["`<main>` is open.", "Call `pour()` now.", "a = b"])
def test_no_voice_reads_code(text: str) -> None:
    assert voice((Spoken("Ana", text),), "en-US") == ""


def test_two_speakers_are_named() -> None:
    lines = (Spoken("Ana", "The pot is hot."), Spoken("Ben", "Pour!"))
    assert voice(lines, "en") == "[anki:tts lang=en_US]Ana: The pot is hot. Ben: Pour![/anki:tts]"


def test_an_arabic_voice_stays_one_tag() -> None:
    said = (Spoken("", "HTML لغة"),)
    question = Question("ما هي؟", (Option("HTML لغة", True, None), Option("لا", False, None)), 1)
    lecture = Lecture(
        "a.md", "a", "a", "a", "arabic", "", lang="ar", teaches="ar", questions=(question,), spoken=said
    )
    (draft,) = drafts_of(lecture, "Tea")
    values = dict(zip(draft.note_type.field_names, draft.fields, strict=True))
    assert values["Audio"] == "[anki:tts lang=ar_SA]HTML لغة[/anki:tts]"
    assert values["Options"].startswith('<ol class="options"><li dir="rtl">')


def test_a_dialogue_is_shown_as_text() -> None:
    lines = (Spoken("A<b>", "[sound:x.mp3] & \\(y\\)"), Spoken("", "Tea."))
    html = dialogue(lines, "en-US", "en")
    assert html.startswith("<p><b>A&lt;b&gt;:</b> &#91;sound:x.mp3] &amp; ")
    assert "\\(" not in html
    assert html.endswith("<p>Tea.</p>")


def test_a_dialogue_shows_how_chinese_sounds() -> None:
    assert (
        dialogue((Spoken("", "茶 (chá)。"),), "zh-CN", "zh-Hans")
        == "<p><ruby>茶<rp>(</rp><rt>chá</rt><rp>)</rp></ruby>。</p>"
    )
