"""The sanitiser is skipped only where it would change nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturedeck.markup.clean import clean, clean_markdown, cleaner, needs_no_cleaning
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


# What may stand in a lecture's HTML stays as it is …
ALLOWED = [
    '<a href="https://tea.example" title="t">t</a>',
    '<a href="http://tea.example">t</a>',
    '<a href="mailto:tea@tea.example">t</a>',
    '<code class="language-js">t</code>',
    '<img src="pot.png" alt="a pot">',
    '<ol start="3"><li>t</li></ol>',
    "<ruby>茶<rt>chá</rt></ruby>",
    '<span class="math">x</span>',
    '<span class="math-inline">x</span>',
    '<span class="math-display">x</span>',
    '<p lang="es" dir="rtl">té</p>',
    '<table><tbody><tr><td style="text-align:right" colspan="2" rowspan="3">t</td></tr></tbody></table>',
    '<table><tbody><tr><th style="text-align:right" colspan="2" rowspan="3">t</th></tr></tbody></table>',
]
# … and what may not goes, with its content where that is no text.
REMOVED = [
    ('<a href="javascript:alert(1)">t</a>', "<a>t</a>"),
    ('<a href="ftp://tea.example">t</a>', "<a>t</a>"),
    ('<p onclick="x()" id="a" class="b">t</p>', "<p>t</p>"),
    ('<span class="card">t</span>', '<span class="">t</span>'),
    ('<td style="color:red;text-align:left">t</td>', "t"),
    ("<form>t</form>", "t"),
    ("<bdi>t</bdi>", "t"),
    *(
        (f"a<{name}>t</{name}>b", "ab")
        for name in "script style template iframe object title textarea svg".split()
    ),
    ("a<noscript>t</noscript>b", "ab"),
    ("a<math>t</math>b", "ab"),
]


@pytest.mark.parametrize("html", ALLOWED)
def test_what_is_allowed_stays(html: str) -> None:
    assert cleaner(ours=False).clean(html) == html


@pytest.mark.parametrize(("html", "safe"), REMOVED)
def test_what_is_not_allowed_goes(html: str, safe: str) -> None:
    assert cleaner(ours=False).clean(html) == safe


def test_only_the_alignment_of_a_cell_is_styled() -> None:
    cell = '<table><tbody><tr><td style="color:red;text-align:left">t</td></tr></tbody></table>'
    assert cleaner(ours=False).clean(cell) == cell.replace("color:red;", "")


def test_a_card_may_also_have_classes_and_isolated_text() -> None:
    html = '<div class="ld back"><bdi>t</bdi></div>'
    assert cleaner(ours=True).clean(html) == html
    assert cleaner(ours=False).clean(html) == "<div>t</div>"
    assert cleaner(ours=True).clean("<script>x</script><p onclick=x()>t</p>") == "<p>t</p>"


def test_up_to_64_elements_may_nest() -> None:
    assert clean("<b>" * 64 + "t" + "</b>" * 64) == "<b>" * 64 + "t" + "</b>" * 64
    assert clean("<b>" * 65 + "t &lt; u" + "</b>" * 65).strip() == "t &lt; u"
    assert clean("<br>" * 70 + "<b>t</b>") == "<br>" * 70 + "<b>t</b>"
    assert clean("<b>t</b>" * 70) == "<b>t</b>" * 70


def test_what_is_closed_between_makes_the_rest_no_shallower() -> None:
    assert clean("<b><i>t</i>" * 65 + "</b>" * 65).split() == ["t"] * 65
    assert clean("</b>" * 65 + "<b>" * 65 + "t" + "</b>" * 65).strip() == "t"


def test_an_end_without_a_beginning_is_no_element() -> None:
    html = "<b>" * 64 + "t" + "</b>" * 64
    assert clean("</b></b>" + html) == html
    assert clean("<p>t</p><br><hr>" * 70) == "<p>t</p><br><hr>" * 70


def test_markdown_that_nests_too_deeply_is_text() -> None:
    markdown = "> " * 70 + "tea"
    assert clean_markdown(to_html(markdown), markdown).strip() == "tea"


def test_html_that_grows_is_text() -> None:
    html = "".join(
        f'<p><b lang="l{number}">t' for number in range(40)
    )  # each <b> would be opened again in all paragraphs after it
    assert clean(html).split() == ["t"] * 40


def test_html_may_grow_to_three_times_its_length_and_2000_more() -> None:
    def growing(paragraphs: int, language: int) -> str:
        return f'<p><b lang="{"x" * language}">t' + "<p>t" * paragraphs

    most, more = clean(growing(22, 89)), cleaner(ours=False).clean(growing(31, 58))
    assert len(most) == 3 * len(growing(22, 89)) + 2000
    assert len(more) == 3 * len(growing(31, 58)) + 2001
    assert clean(growing(31, 58)).split() == ["t"] * 32


@pytest.mark.parametrize("name", ["title", "TEXTAREA", "script", "plaintext"])
def test_a_tag_that_never_ends_takes_nothing_with_it(name: str) -> None:
    assert clean(f"<p>a <{name}> b</p>") == f"<p>a &lt;{name}&gt; b</p>"


def test_a_tag_that_ends_goes_with_its_content() -> None:
    assert clean("<p>a <title>x</title> b</p>") == "<p>a  b</p>"
    assert clean("<p>a <TITLE>x</title> b</p>") == "<p>a  b</p>"


def test_plain_markdown_loses_only_its_escaped_quotes() -> None:
    assert clean_markdown("<p>&quot;tea&quot;</p>\n", '"tea"') == '<p>"tea"</p>\n'


def test_a_nonbreaking_space_is_a_character() -> None:
    assert clean("<p>a&nbsp;b</p>") == "<p>a\xa0b</p>"
