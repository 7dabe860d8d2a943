"""Colours of code."""

from __future__ import annotations

import re
from html import unescape
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturedeck.markup.highlight import COLOURED, highlighted

LANGUAGES = ["js", "python", "html", "css", "sql", "bash", "jsx", "klingon"]


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


@given(st.sampled_from(LANGUAGES), st.text(st.characters(codec="utf-8", exclude_characters="\r\ufeff")))
def test_code_keeps_its_text_in_every_language(language: str, code: str) -> None:
    html = highlighted(language, code)
    assert text_of(html) == code
    assert set(re.findall("<[^>]*>", html)) <= {f'<span class="{name}">' for name in COLOURED} | {"</span>"}


def test_the_cards_have_a_colour_for_each_class_and_a_class_for_each_colour() -> None:
    style = files("lecturedeck.anki.notetypes").joinpath("style.css").read_text(encoding="utf-8")
    rules = re.findall(r"^\.ld pre (\S.*?) \{ color:", style, re.MULTILINE)
    assert set(re.findall(r"\.([a-z0-9]+)", " ".join(rules))) == COLOURED


@pytest.mark.parametrize(
    ("language", "code", "html"),
    [
        ("js", "let pot = 'hot'", """<span class="kd">let</span> pot = <span class="s1">'hot'</span>"""),
        ("js", "/* hot\n   tea */", '<span class="cm">/* hot\n   tea */</span>'),
        ("python", "pot = tea(cups)", "pot = tea(cups)"),
        ("html", "<b>tea</b>", '&lt;<span class="nt">b</span>&gt;tea&lt;/<span class="nt">b</span>&gt;'),
    ],
)
def test_names_signs_and_spaces_have_no_markup(language: str, code: str, html: str) -> None:
    assert highlighted(language, code) == html


def test_a_kind_of_token_without_a_name_has_the_colour_of_its_parent() -> None:
    # What is written plainly in YAML has a kind of its own, a literal's.
    assert highlighted("yaml", "tea: hot") == '<span class="nt">tea</span>: <span class="l">hot</span>'
