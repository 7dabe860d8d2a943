"""Each way between text and HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturedeck.text import clean_text, counted, one_line, plain_html, text_of, with_backslashes, words_of


def test_a_tag_leaves_nothing_or_a_space() -> None:
    html = "<li>t<b>e</b>a &amp;</li><li>milk</li>"
    assert text_of(html) == "tea &milk"
    assert one_line(words_of(html)) == "t e a & milk"


@given(st.text().map(clean_text))
def test_the_html_of_a_text_says_that_text(text: str) -> None:
    assert text_of(with_backslashes(plain_html(text))) == text


@pytest.mark.parametrize("text", ["[sound:a.mp3]", "[ANKI:play:q:0]", "[latex]", "[/latex]", "[$]", "[$$]"])
def test_what_anki_would_run_is_text(text: str) -> None:
    assert "[" not in plain_html(text)


@pytest.mark.parametrize("text", [r"\(x\)", r"\[x\]"])
def test_a_formula_is_text(text: str) -> None:
    assert r"\(" not in plain_html(text)
    assert r"\[" not in plain_html(text)


def test_numbers_agree_with_what_they_count() -> None:
    assert [counted(number, "card") for number in (0, 1, 2_000)] == ["0 cards", "1 card", "2,000 cards"]
