"""The sanitiser is skipped only where it would change nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturedeck.markup.clean import clean, needs_no_cleaning
from lecturedeck.markup.markdown import to_html

PIECES = st.one_of(
    st.sampled_from(
        [
            *"<>&\"'`*_~[]()!#\\ \n/=;:|-",
            "\n\n",
            "```",
            "```js\n",
            "    ",
            "- ",
            "> ",
            "1. ",
            "<p>",
            "</p>",
            "<code>",
            "</code>",
            '<code class="language-js">',
            "<strong>",
            "</em>",
            "<pre>",
            "<b>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "&lt;",
            "&quot;",
            "&nbsp;",
            "\xa0",
            "\x0b",
            "\x1f",
            "<title>",
            "onclick=x",
            "javascript:",
            "~~tea~~",
            "**tea**",
        ]
    ),
    st.text(max_size=3),
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_what_needs_no_cleaning_stays_the_same_when_cleaned(markdown: str) -> None:
    html = to_html(markdown)
    if needs_no_cleaning(html, markdown):
        assert clean(html) == html.replace("&quot;", '"')


@pytest.mark.parametrize(
    "markdown", ["Tea is `warm`.", "- one\n- two", "```js\nlet tea = 1;\n```", "**Tea** & *milk*"]
)
def test_plain_markdown_needs_no_cleaning(markdown: str) -> None:
    assert needs_no_cleaning(to_html(markdown), markdown)


@pytest.mark.parametrize("markdown", ["<b>tea</b>", "[tea](https://tea.example)", "1. one", "<p>tea", "a\xa0b"])
def test_other_markdown_is_cleaned(markdown: str) -> None:
    assert not needs_no_cleaning(to_html(markdown), markdown)
