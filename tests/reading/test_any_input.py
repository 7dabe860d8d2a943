"""Whatever a file holds, reading it never fails, and what was written well is read as it was written."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lecturedeck.anki.render import ordinals, render_card
from lecturedeck.cli.as_json import as_json
from lecturedeck.cli.checking import problems_of
from lecturedeck.lecture import Lecture
from lecturedeck.reading.markers import MARKERS as KNOWN
from lecturedeck.reading.reader import may_hold_cards
from tests.conftest import blank_text, lecture_text, notes_of, question_text, quiz_text, read

MARKERS = st.builds(
    "{} --{}--{}".format,
    st.integers(1, 6).map(lambda level: "#" * level),
    st.sampled_from([*KNOWN, "seed", "Questions", "anwsers", ""]),
    st.sampled_from(["", "", "", " ", "\u00a0", " #", " **x**", "\n---", " text"]),
)
PIECES = MARKERS | st.sampled_from(
    [
        "---", "***", "___", "===", "1", "2", "**2**", "`BLANK`", "`BLANK BLANK`", "`x`", "`` ` ``", "Text.",
        "two\nlines", "text\n---", "> quote\n>\n> ---", "- a\n\n  - b\n", "1. a\n2. b", "```js\n---\n```", "```",
        "~~~\n", ":::note", ":::", "<!-- x -->", "<!--", "<div>\n", "<title>", "![x](y.png)",
        "![](../z.png)", "[a]: b", "[a]", "$\\frac{1}{2}$", "    code", "\t", "", "\\", "&nbsp;", "茶 (chá)",
        "`茶 (chá) BLANK`", "{{c1::x}}", '```json\n{"commands": [{"dialogue": {"text": "Hi"}}]}\n```',
        "```json\n{\n```", "| a |\n|---|\n| b |", "\u2028", "\x0b", "\ufeff", "\r",
    ]
)  # fmt: skip
BODIES = st.lists(PIECES, max_size=25).flatmap(
    lambda pieces: st.sampled_from(["\n\n", "\n", "\n\n\n"]).map(lambda between: between.join(pieces))
)
WELL_FORMED = (
    "# --questions--\n\n" + question_text() + "# --quizzes--\n\n## --quiz--\n\n" + quiz_text() + blank_text()
).split("\n\n")


@st.composite
def nearly_well_formed(draw: st.DrawFn) -> str:
    """A good body in which some pieces are gone, and some others stand between."""
    pieces = list(WELL_FORMED)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(pieces) - 1))
        pieces[at : at + draw(st.integers(0, 2))] = draw(st.lists(PIECES, max_size=2))
        pieces = pieces or [""]
    return "\n\n".join(pieces)


MATTER = st.sampled_from(
    [
        "---\nid: a\ntitle: Tea\nlang: zh-CN\n---\n",
        "---\nid: a\ntitle: Tea\nlang: es\nchallengeType: 8\n---\n",
        "---\nid: 'a'\ntitle: \"🍵: a primer\"\ndashedName: tea\n---\n",
        "---\nid: a\ntitle: >-\n  A long\n  title\n---\n",
        "---\nid: a\ntitle: a: b\n---\n",
        "---\nid: [a]\nlecturedeck: 3\n---\n",
        "---\n",
        "---\n---\n",
        "",
        "\ufeff---\r\nid: a\r\n---\r\n",
    ]
)


def use(lecture: Lecture, text: str) -> None:
    """Do with a lecture what every command does with it."""
    lines = re.sub(r"\r\n?", "\n", text).count("\n") + 1
    for problem in problems_of(lecture, strict=True):
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert problem.message
        assert problem.hint
    as_json(lecture)
    for question in lecture.questions:
        assert sum(option.correct for option in question.options) == 1
        assert 1 <= question.line <= lines
    for note in notes_of(lecture):
        for ordinal in ordinals(note.note_type, note.fields):
            front, _ = render_card(note.note_type, note.fields, ordinal)
            assert front
    for blank in lecture.blanks:
        assert blank.sentence.count("BLANK") == len(blank.gaps) > 0


@given(st.binary(max_size=300))
def test_any_bytes_are_read(data: bytes) -> None:
    may_hold_cards(data)
    use(read(data), data.decode("latin-1"))


@settings(max_examples=300, deadline=None)
@given(MATTER, BODIES | nearly_well_formed())
def test_anything_like_a_lecture_is_read(matter: str, body: str) -> None:
    use(read(matter + body), matter + body)


@settings(deadline=None)
@given(BODIES)
def test_other_line_ends_change_nothing(body: str) -> None:
    text = lecture_text(body.replace("\r", ""))
    assert read(text.replace("\n", "\r\n")) == read(text)


# Words that mean what they say in Markdown, in HTML and in Anki.
WORD = st.text("abcdeéèüßñ茶水теа日本شاي0123", min_size=1, max_size=8)
# What Markdown would read otherwise is written as an author would write it: with a backslash.
SPECIAL = st.sampled_from("* _ ` < > & [ ] # ~ \\ | $ : ! ( ) { }".split())
PHRASE = st.lists(WORD | SPECIAL, min_size=1, max_size=6).map(lambda words: " ".join(["a", *words]))


def written(phrase: str) -> str:
    """A phrase as Markdown that says just that."""
    return re.sub(r"([*_`<>&\[\]#~\\|$:!(){}])", r"\\\1", phrase)


def said(html: str | None) -> str | None:
    """What some card HTML says."""
    return None if html is None else unescape(re.sub(r"</?[a-z][^<>]*>", "", html))


FEEDBACK = st.none() | PHRASE
ANSWERS = st.lists(st.tuples(PHRASE, FEEDBACK), min_size=2, max_size=5, unique_by=lambda pair: pair[0])


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, list[tuple[str, str | None]], int]:
    answers = draw(ANSWERS)
    right = draw(st.integers(1, len(answers)))
    kept = [(text, None if number == right else why) for number, (text, why) in enumerate(answers, 1)]
    return draw(PHRASE), kept, right


@settings(deadline=None)
@given(st.lists(questions(), min_size=1, max_size=3))
def test_questions_are_read_as_they_were_written(
    asked: list[tuple[str, list[tuple[str, str | None]], int]],
) -> None:
    body = "# --questions--\n\n"
    for text, answers, right in asked:
        pairs = tuple((written(answer), why and written(why)) for answer, why in answers)
        body += question_text(written(text), pairs, right)
    lecture = read(lecture_text(body))
    assert lecture.problems == ()
    got = [
        (
            said(question.text),
            [(said(option.text), said(option.feedback)) for option in question.options],
            [option.correct for option in question.options].index(True) + 1,
        )
        for question in lecture.questions
    ]
    assert got == asked


@settings(deadline=None)
@given(st.lists(st.tuples(PHRASE, st.tuples(PHRASE, PHRASE, PHRASE), PHRASE), min_size=1, max_size=3))
def test_quizzes_are_read_as_they_were_written(asked: list[tuple[str, tuple[str, str, str], str]]) -> None:
    body = "# --quizzes--\n\n## --quiz--\n\n"
    for text, wrong, right in asked:
        first, second, third = map(written, wrong)
        body += quiz_text(written(text), (first, second, third), written(right))
    lecture = read(lecture_text(body))
    assert lecture.problems == ()
    got = [(said(one.text), *(said(option.text) for option in one.options)) for one in lecture.questions]
    assert got == [(text, *wrong, right) for text, wrong, right in asked]


CODE = st.lists(WORD | SPECIAL.filter(lambda letter: letter != "`"), min_size=1, max_size=5).map(" ".join)


@settings(deadline=None)
@given(st.lists(st.tuples(CODE, CODE, FEEDBACK), min_size=1, max_size=4))
def test_blanks_are_read_as_they_were_written(gaps: list[tuple[str, str, str | None]]) -> None:
    sentence = " ".join(f"{before} BLANK" for before, _, _ in gaps)
    blanks = tuple((answer, why and written(why)) for _, answer, why in gaps)
    lecture = read(lecture_text(blank_text(sentence, blanks=blanks)))
    assert lecture.problems == ()
    (blank,) = lecture.blanks
    assert said(blank.sentence) == sentence
    assert [(said(gap.answer), said(gap.feedback)) for gap in blank.gaps] == [
        (answer, why) for _, answer, why in gaps
    ]
    (note,) = notes_of(lecture)
    assert ordinals(note.note_type, note.fields) == tuple(range(len(gaps)))


@pytest.mark.parametrize(
    ("answer", "html"),
    [
        ("`a`", "<code>a</code>"),
        ("`` `a` ``", "<code>`a`</code>"),
        ("```\na\n\n---\n```", '<pre class="code"><code>a\n\n---</code></pre>'),
        ("- a\n  - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
        ("a\n\nb", "<p>a</p>\n<p>b</p>"),
        ("a\\\nb", "a<br>\nb"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("a <!-- not this --> b", "a  b"),
        ("![](gone.png)", "<em>gone.png</em>"),
        (r"\*a\* &copy; &#35;", "*a* © #"),
        ("1\\. a", "1. a"),
        ("*a*", "<em>a</em>"),
        ("# a", "<h1>a</h1>"),
        ("[a](https://tea.example)", '<a href="https://tea.example">a</a>'),
    ],
)
@pytest.mark.parametrize("rule", ["---", "***", "___", "- - -"])
def test_an_answer_may_be_any_markdown(answer: str, html: str, rule: str) -> None:
    body = "# --questions--\n\n" + question_text(answers=((answer, "No."), ("b", None)))
    body = body.replace("No.\n\n---", f"No.\n\n{rule}")
    (question,) = read(lecture_text(body)).questions
    assert question.options[0].text == html
    assert question.options[0].feedback == "No."


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('title: "Tea: a primer"', "Tea: a primer"),
        ("title: 'It''s tea'", "It's tea"),
        ("title: 🍵 tea", "🍵 tea"),
        ("title: C# and tea", "C# and tea"),
        ("title: >-\n  Tea\n  time", "Tea time"),
        ("title: |\n  Tea", "Tea"),
        ("title: 418", "418"),
        ("title: yes", "yes"),
        ("title: 'Tea' # a note", "Tea"),
    ],
)
def test_a_title_may_be_any_yaml_text(line: str, title: str) -> None:
    text = lecture_text("# --questions--\n\n" + question_text()).replace("title: Teapots", line)
    lecture = read(text)
    assert lecture.problems == ()
    assert lecture.title == title


@given(
    st.dictionaries(
        st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,8}", fullmatch=True),
        st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20),
        max_size=5,
    )
)
def test_plain_front_matter_is_read_as_yaml_reads_it(values: dict[str, str]) -> None:
    import yaml

    from lecturedeck.reading.front_matter import _HANDLER

    text = "".join(f"{key}: {value}\n" for key, value in values.items())
    try:
        expected = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        with pytest.raises(yaml.YAMLError):
            _HANDLER.load(text)
        return
    assert (_HANDLER.load(text) or None) == (expected or None)
