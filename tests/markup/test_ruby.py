"""Chinese with its pronunciation becomes ruby, and no character is lost."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from anki.collection import Collection
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from lecturedeck.markup.ruby import ruby_html, without_pairs
from tests.conftest import blank_text, import_package, lecture_text, question_text, read

TEA = "<ruby>茶<rp>(</rp><rt>chá</rt><rp>)</rp></ruby>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("茶 (chá)", TEA),
        ("茶(chá)", TEA),
        ("茶  ( chá )", TEA),
        ("喝 茶 (chá)！", f"喝 {TEA}！"),
        ("3-4 茶 (chá) + A_1", f"3-4 {TEA} + A_1"),
        ("BLANK 茶 (chá)", f"BLANK {TEA}"),
        ("茶 (chá), 茶 (chá)", f"{TEA}, {TEA}"),
        ("茶 (<b>)", "<ruby>茶<rp>(</rp><rt>&lt;b&gt;</rt><rp>)</rp></ruby>"),
        ("no pair (here)", "no pair (here)"),
    ],
)
def test_pairs_become_ruby_and_all_else_stays(text: str, html: str) -> None:
    assert ruby_html(text) == html


@given(st.text(st.sampled_from("茶水 ()（）aá3-+_BLANK<&\\[](sound:")))
def test_no_character_is_lost(text: str) -> None:
    shown = unescape(re.sub(r"</?(?:ruby|rp|rt|span)[^>]*>", "", ruby_html(text)))
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)


def test_a_voice_leaves_the_pronunciation_out() -> None:
    assert without_pairs("喝茶 (hē chá)！") == "喝茶！"


def test_only_chinese_lectures_have_ruby() -> None:
    body = "# --questions--\n\n" + question_text("What is `茶 (chá)`?")
    assert read(lecture_text(body, lang="zh-CN")).questions[0].text == f"What is {TEA}?"
    assert read(lecture_text(body)).questions[0].text == "What is <code>茶 (chá)</code>?"
    assert read(lecture_text(body, lang="es")).questions[0].text == "What is <code>茶 (chá)</code>?"


def test_what_anki_would_run_stays_text_beside_ruby() -> None:
    body = "# --questions--\n\n" + question_text(r"What is `[sound:x.mp3] 茶 (chá) \(x\)`?")
    html = read(lecture_text(body, lang="zh-CN")).questions[0].text
    assert "[sound:" not in html
    assert r"\(" not in html
    assert TEA in html


def test_a_gap_is_filled_with_ruby_and_extracted_as_text(
    collection: Collection, lecturedeck: Callable[..., Result], tmp_path: Path
) -> None:
    body = blank_text("我喝 (wǒ hē) BLANK。", blanks=(("茶 (chá)", None),))
    text = lecture_text(body, lang="zh-CN")
    assert read(text).blanks[0].gaps[0].answer == "茶 (chá)"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    lecturedeck("build", tmp_path / "a.md", "-o", tmp_path / "x.apkg")
    import_package(collection, tmp_path / "x.apkg")
    (number,) = collection.find_cards("")
    assert TEA in collection.get_card(number).answer()
    assert TEA not in collection.get_card(number).question()


def test_a_gap_in_the_pronunciation_is_a_gap() -> None:
    body = blank_text("BLANK 茶 (BLANK)", blanks=(("喝", None), ("chá", None)))
    lecture = read(lecture_text(body, lang="zh-CN"))
    assert lecture.problems == ()
    assert lecture.blanks[0].sentence == "<p>BLANK <ruby>茶<rp>(</rp><rt>BLANK</rt><rp>)</rp></ruby></p>"
