"""Front matter: every value is a text, and what is wrong has its line."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lecturedeck.markup.markdown import Source
from lecturedeck.reading.front_matter import FrontMatter, read_front_matter, simple_values


def matter(text: str) -> FrontMatter:
    return read_front_matter(Source(text.encode()))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1e5", "1e5"),
        ("0123", "0123"),
        ("yes", "yes"),
        ("2026-11-24", "2026-11-24"),
        ("'Tea: a primer'", "Tea: a primer"),
        ('"Tea\\tpots"', "Tea pots"),
        ("  Tea  pots  # and more", "Tea pots"),
        ("茶", "茶"),
        ("", ""),
        ("[a]", ""),
    ],
)
def test_a_value_is_the_text_that_is_written(written: str, value: str) -> None:
    assert matter(f"---\nid: a\ntitle: {written}\n---\n").text("title") == value


def test_the_body_begins_after_the_second_line_of_hyphens() -> None:
    text = "---\nid: a\ntitle: b\n---\n\n# --description--\n"
    assert text[matter(text).end :].strip() == "# --description--"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Tea.\n", "LD110", 1),
        ("---\nid: a\n", "LD111", 3),
        ("---\nid: a\ntitle: b: c\n---\n", "LD112", 3),
        ("---\nTea\n---\n", "LD113", 2),
        ("---\ntitle: b\n---\n", "LD114", 1),
        ("---\nid: a\n---\n", "LD115", 1),
        ("---\nid: a\ntitle: b\nlang:\n  de: x\n---\n", "LD116", 4),
        ("---\nid: a\ntitle: b\ntitle: c\n---\n", "LD117", 3),
        ('---\nid: a\ntitle: "b\\x07"\n---\n', "LD103", 3),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, code: str, line: int) -> None:
    assert [(problem.code, problem.line) for problem in matter(text).problems] == [(code, line)]


def test_text_between_rules_below_an_empty_line_is_no_front_matter() -> None:
    text = "\n---\n\n# --questions--\n\n---\n"
    assert [(problem.code, problem.message) for problem in matter(text).problems] == [
        ("LD110", "file has no front matter")
    ]
    assert matter(text).end == 0


VALUES = st.lists(
    st.sampled_from([*"aZ09:#'\"\\-_,[]{}&*!|>%@`?.~=<\t", " ", "null", "é", "\xa0"]), max_size=8
).map("".join)
LINES = st.tuples(
    st.sampled_from(["id: ", "title:  ", "b-c:", "D_e :", "- ", ""]),
    st.one_of(VALUES, VALUES.map(lambda value: f'"{value}"'), VALUES.map(lambda value: f"'{value}'")),
).map("".join)


@given(st.lists(LINES, max_size=5).map("\n".join))
def test_simple_front_matter_is_read_as_yaml_reads_it(written: str) -> None:
    values = simple_values(written)
    if values is not None:
        assert (yaml.load(written, Loader=yaml.BaseLoader) or {}) == values


def test_the_usual_front_matter_is_simple() -> None:
    written = '\nid: 65a1\ntitle: What Is a Kettle?\nchallengeType: 19\ndashedName: "what-is-a-kettle"\n'
    assert simple_values(written) == {
        "id": "65a1",
        "title": "What Is a Kettle?",
        "challengeType": "19",
        "dashedName": "what-is-a-kettle",
    }
