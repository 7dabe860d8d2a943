"""What reaches a card is safe, and says what the lecture says."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lecturedeck.markup.html import Renderer
from tests.conftest import lecture_text, question_text, read

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c63f8ffff3f0005fe02fe"
    "a7b5a2a60000000049454e44ae426082".replace(" ", "")
)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("plain text, no more", "plain text, no more"),
        ("1 + 1 = 2: a *sum*", "1 + 1 = 2: a <em>sum</em>"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("`<b>` and `::before`", "<code>&lt;b&gt;</code> and <code>::before</code>"),
        ("~~no~~ **yes**", "<del>no</del> <strong>yes</strong>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1986. A year", '<ol start="1986">\n<li>A year</li>\n</ol>'),
        (
            "|a|\n|-|\n|b|",
            '<div class="table"><table><thead><tr><th>a</th></tr></thead><tbody>\n'
            "<tr><td>b</td></tr>\n</tbody></table></div>",
        ),
        (":::interactive_editor\n\nhere\n\n:::", "here"),
        ("```txt\n:::kept\n```", '<pre class="code"><code>:::kept</code></pre>'),
        ("<!-- said: hello -->seen", "seen"),
        ("", ""),
    ],
)
def test_markdown_becomes_html(markdown: str, html: str) -> None:
    assert Renderer()(markdown) == html


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>x",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        '<a href="data:text/html,x">x</a>',
        '<div onclick="alert(1)">x</div>',
        "<style>body{display:none}</style>x",
        '<iframe src="https://evil.example"></iframe>',
        "![tracker](https://evil.example/pixel.png)",
        '<img src="//evil.example/pixel.png">',
        '<p style="background:url(https://evil.example)">x</p>',
        '<form action="https://evil.example"><input></form>',
        '<span class="right">x</span>',
        "<svg><script>alert(1)</script></svg>",
    ],
)
def test_nothing_dangerous_reaches_a_card(markdown: str) -> None:
    html = Renderer()(markdown).lower()
    for danger in (
        "<script",
        "onerror",
        "onclick",
        "javascript:",
        "<iframe",
        "<img",
        "<style",
        "url(",
        "<form",
        "class=",
    ):
        assert danger not in html
    assert "data:" not in html


def test_no_command_or_formula_comes_about_where_a_link_goes() -> None:
    """`<und:a>` is a link that may not be one: its text joins what stands before it."""
    assert Renderer()("Pots [so<und:a.mp3]>") == "Pots &#91;sound:a.mp3]"
    assert "\\(" not in Renderer()(r"Pots \\[(lid\\)](x:y)")


@pytest.mark.parametrize(
    "text", ["[sound:a.mp3]", "[latex]x[/latex]", "[$]x[/$]", "[$$]x[/$$]", "[anki:play:q:0]"]
)
@pytest.mark.parametrize("frame", ["{}", "`{}`", "```\n{}\n```", "```python\n{}\n```", "**{}**"])
def test_what_anki_would_run_stays_text(text: str, frame: str) -> None:
    html = Renderer()(frame.format(text))
    assert "[sound:" not in html
    assert "[latex]" not in html
    assert "[$" not in html
    assert "[anki:" not in html


def test_backslash_parentheses_do_not_become_a_formula() -> None:
    assert "\\(" not in Renderer()(r"a \\(b\\) c")
    assert (
        Renderer()("`\\(b\\)`").replace('<span class="tex2jax_ignore">\\</span>', "\\") == "<code>\\(b\\)</code>"
    )


def test_formulas_become_mathjax_only_in_lectures_that_have_formulas() -> None:
    maths = read(lecture_text("# --questions--\n\n" + question_text(r"What is $\frac{1}{2}$ of $x_1$?")))
    money = read(lecture_text("# --questions--\n\n" + question_text("Is $5 less than $6?")))
    assert maths.questions[0].text == r"What is \(\frac{1}{2}\) of \(x_1\)?"
    assert money.questions[0].text == "Is $5 less than $6?"


@pytest.mark.parametrize("formula", ["y = 2x", "x^2", "f(x)+1", "|x| = 1", r"\pi"])
def test_a_formula_needs_no_command(formula: str) -> None:
    lecture = read(lecture_text("# --questions--\n\n" + question_text(f"Is ${formula}$ and $z$ right?")))
    assert lecture.questions[0].text == rf"Is \({formula}\) and \(z\) right?"


@pytest.mark.parametrize(
    "text", ["$5 = 4 and $6", "a$b=c$d", "$HOME and $PATH", "US$ = $", "$a, $b", "costs $5+tax, not $6"]
)
def test_dollars_stay_dollars(text: str) -> None:
    lecture = read(lecture_text("# --questions--\n\n" + question_text(f"Is {text} right?")))
    assert lecture.questions[0].text == f"Is {text} right?"


@pytest.mark.parametrize("tag", ["title", "textarea", "style", "script", "svg", "template", "iframe", "plaintext"])
def test_a_tag_without_backticks_swallows_nothing(tag: str) -> None:
    assert Renderer()(f"What does <{tag}> do *here*?") == f"What does &lt;{tag}&gt; do <em>here</em>?"
    assert Renderer()(f"a <{tag}>b</{tag}> c") in ("a  c", "a b c", "a &lt;plaintext&gt;b c")


def test_code_is_highlighted_and_keeps_its_text() -> None:
    html = Renderer()("```python\ndef tea(): return '<b>'\n```")
    assert html.startswith('<pre class="code"><code><span class="k">def</span>')
    assert Seen(html).text == "def tea(): return '<b>'"


def test_an_unknown_language_is_plain_code() -> None:
    assert Renderer()("```klingon\na<b\n```") == '<pre class="code"><code>a&lt;b</code></pre>'


def test_a_picture_beside_the_lecture_is_named_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "my pot.png").write_bytes(PIXEL)
    render = Renderer(folder=tmp_path)
    html = render("![a pot](my%20pot.png)")
    (media,) = render.media.values()
    assert html == f'<img src="{media.name}" alt="a pot">'
    assert media.name.startswith("my-pot-")
    assert media.path == tmp_path / "my pot.png"


def test_a_remote_picture_is_a_link_and_nothing_is_fetched() -> None:
    html = Renderer()("![a <pot>](https://tea.example/pot.png)")
    assert html == '<a href="https://tea.example/pot.png">a &lt;pot&gt;</a>'


def test_a_file_outside_the_folder_never_reaches_a_card(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PIXEL)
    inside = tmp_path / "lectures"
    inside.mkdir()
    (inside / "link.png").symlink_to(tmp_path / "secret.png")
    for target in ("../secret.png", "link.png", str(tmp_path / "secret.png")):
        render = Renderer(folder=inside)
        assert render(f"![x]({target})") == "<em>x</em>"
        assert render.missing == {target: True}
        assert not render.media


class Seen(HTMLParser):
    """The text and the start tags of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))


@given(st.text())
def test_any_text_becomes_html_without_scripts_or_handlers(markdown: str) -> None:
    for tag, attributes in Seen(Renderer()(markdown)).tags:
        assert tag not in ("script", "style", "iframe", "object", "img", "svg", "form")
        assert not any(name.startswith("on") for name, _ in attributes)


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])))
def test_the_short_way_for_plain_text_gives_what_the_long_way_gives(text: str) -> None:
    from lecturedeck.markup.markdown import to_html

    assume(":::" not in text)  # a directive, which only the long way knows
    render = Renderer()
    assert render(text) == render.clean(to_html(text))


PIECES = [
    "`a &lt; b`",
    "**",
    "*",
    "x",
    "_",
    '"',
    "&",
    "\n",
    "\n\n",
    "- ",
    "\n```js\n",
    "~~",
    " ",
    "> ",
    "'",
    "`",
    "[sound:a]",
    "\\(",
    "<p>",
    "</p>",
    "<pre><code>",
    "</code></pre>",
    "<code>",
    "</code>",
    "<em>",
    "<b onclick=x>",
    "<",
]


@given(st.lists(st.sampled_from(PIECES)))
def test_simple_markdown_needs_no_sanitiser(pieces: list[str]) -> None:
    from lecturedeck.markup.markdown import to_html

    render, text = Renderer(), "".join(pieces).strip("\n")
    assert render(text) == render.clean(to_html(text))


def test_a_link_may_be_defined_elsewhere_in_the_lecture() -> None:
    render = Renderer(definitions="[pot]: https://tea.example")
    assert render("a [pot]") == 'a <a href="https://tea.example">pot</a>'
    assert render("a *pot*") == "a <em>pot</em>"
    assert render("a pot") == "a pot"
    assert Renderer()("a [pot]") == "a [pot]"


def test_code_is_ruby_and_dollars_are_formulas_only_where_that_is_wished() -> None:
    assert Renderer()("`茶 (chá)`") == "<code>茶 (chá)</code>"
    assert "<ruby>" in Renderer(ruby=True)("`茶 (chá)`")
    assert Renderer(ruby=True)("`tea`") == "<code>tea</code>"
    assert Renderer()("$x_1$") == "$x_1$"
    assert Renderer(math=True)("$x_1$ and $$x_2$$") == r"\(x_1\) and \[x_2\]"


def test_emphasis_beside_signs_of_other_scripts_is_emphasis() -> None:
    assert Renderer()("**「茶」**は") == "<strong>「茶」</strong>は"


def test_blanks_and_lines_around_a_snippet_are_no_part_of_it() -> None:
    assert Renderer()("\n tea \n\n") == "tea"
    assert Renderer()("\n\n*tea*\n") == "<em>tea</em>"
    assert Renderer()("") == Renderer()("\n") == ""
    assert Renderer().clean("\n<p> tea </p>\n") == "tea"
    assert Renderer().clean("<p>tea</p><p>milk</p>") == "<p>tea</p><p>milk</p>"


def test_a_picture_that_is_not_there_leaves_what_it_is_called(tmp_path: Path) -> None:
    render = Renderer(folder=tmp_path)
    assert render("![a pot](pot.png)") == "<em>a pot</em>"
    assert render("![](cups/cup.png)") == "<em>cup.png</em>"
    assert render.missing == {"pot.png": False, "cups/cup.png": False}
    assert Renderer()("tea![]()") == "tea"
    (tmp_path / "pot.png").write_bytes(PIXEL)
    assert render("![a pot](pot.png)").startswith("<img ")
    assert render.missing == {"cups/cup.png": False}


def test_a_picture_of_the_net_without_a_name_is_called_by_its_address() -> None:
    link = '<a href="http://tea.example/pot.png">http://tea.example/pot.png</a>'
    assert Renderer()("![](http://tea.example/pot.png)") == link


def test_a_link_that_leads_nowhere_is_text() -> None:
    assert Renderer()("a [pot](pot.html) and [tea](mailto:tea@tea.example)") == (
        'a pot and <a href="mailto:tea@tea.example">tea</a>'
    )
    assert Renderer()("<a>tea</a>") == "tea"


def test_directives_go_and_code_between_them_stays() -> None:
    text = ":::note\n\n```txt\n:::in\n```\n\n:::\n\n```txt\n:::two\n```\n\n::: \nend"
    assert Renderer()(text) == (
        '<pre class="code"><code>:::in</code></pre>\n<pre class="code"><code>:::two</code></pre>\n<p>end</p>'
    )


def test_a_formula_that_is_none_keeps_its_dollars() -> None:
    render = Renderer(math=True)
    assert render(r"$\unknown{x}$ then $x$") == r"$\unknown{x}$ then \(x\)"
    assert render(r"$$\unknown{x}$$ then $$x$$") == r"$$\unknown{x}$$ then \[x\]"
    assert "\\(" not in render("<b>\\\\(x\\\\)</b>")
