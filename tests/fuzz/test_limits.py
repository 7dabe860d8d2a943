"""A file of 64 kB that is made to take long, or to grow, does neither."""

from __future__ import annotations

import json

import pytest

from tests.conftest import blank_text, lecture_text, question_text
from tests.fuzz.checks import Finding, findings

pytestmark = pytest.mark.long
SIZE = 63_000


def filled(piece: str) -> str:
    """A piece of text again and again, up to the size."""
    return piece * (SIZE // len(piece.encode()))


def found_in(data: bytes) -> list[Finding]:
    return list(findings(data))


def asked(text: str) -> str:
    return "# --questions--\n\n" + question_text(text)


def told(text: str) -> str:
    return f"# --description--\n\n{text}\n"


LABELS = [f"- **tea**: {filled(sign)}" for sign in (".", "…", "?", "!", ". ", "e.g. ", "，", "。", ": ")]
PROSE = [
    f"A **pot** is {filled(sign)}" for sign in (".", "…", "?", "a.", "(", "of the ", "which ", "called ", "`a` ")
]
LANGUAGES = [
    "js",
    "html",
    "css",
    "python",
    "ts",
    "jsx",
    "bash",
    "c++",
    "java",
    "json",
    "yaml",
    "sql",
    "php",
    "rust",
]
CODE = [
    "a.a.",
    "<!--",
    "((",
    "{{",
    "/*",
    '"',
    "'",
    "`",
    "\\",
    "$(",
    "<a ",
    "# ",
    "a=",
    "1.",
    "[[",
    "::",
    "//",
    "<",
    "&",
]
MARKDOWN = [
    "1. ", "- ", "> ", "*", "**a", "_a", "`", "[", "![", "](", "[a](", "<b>", "<a href=x>", "<!--", "<![CDATA[", "<?",
    "&", "&amp;", "|a", "~~", "\\", "$", "$a", "$a+", "$a=$", "\\(", "{", ":::a\n", "```\n", "~~~", "#", "# a\n", "---\n",
    "a\n---\n", "[a]: b\n", "[a]: b\n\n[a] ", "http://a.b ", "<http://a.b> ", "a  \n", "\t", "\x07", "\x1f", "茶", "茶(a)",
    "`茶(a)` ", "-- a\n", "--text--\n\n", "<table><tr><td>", "<p>", "<script>", "<title>", "<i class=a id=b>", "<wbr>",
    "![a](b.png) ", "<img src=a>", "[sound:", "<font size=1><font size=2><font size=3><p>",
]  # fmt: skip
WHOLE = {
    "formatting that is never closed": asked(
        "".join(f"<b lang=a{number}>" for number in range(500)) + filled("<p>x")[:7_000]
    ),
    "much formatting that is never closed": asked(
        "".join(f"<i dir=a{number}>" for number in range(2_500)) + filled("<p>x")[:20_000]
    ),
    "spaces in a comment": "<!-- (audio)" + " " * 20_000 + filled("<!-- (audio)")[:40_000],
    "sections": filled("# --questions--\n\n## --text--\n\na\n\n"),
    "quizzes": "# --quizzes--\n\n" + filled("## --quiz--\n\n### --question--\n\n"),
    "misspelt markers": filled("# --qestions--\n\n"),
    "other markers": "".join(f"# --{number}-question--\n\n" for number in range(3_000)),
    "definitions": filled("[a]: b\n")[:30_000] + "# --questions--\n\n" + question_text("[a] " * 5_000),
    "answers": "# --questions--\n\n" + question_text(answers=(("a\n\n---\n\n" * 6_000, None), ("b", None))),
    "questions": "# --questions--\n\n" + question_text() * 400 + told("A **pot** is warm tea.\n\n" * 300),
    "a run of backticks": "# --questions--\n\n" + question_text() + told("A **pot** is warm: " + "`" * 12_000),
    "empty answers": "# --questions--\n\n" + question_text(answers=(("---\n\n" * 12_000, None),)),
    "a sentence of gaps": blank_text(filled("BLANK ")),
    "a Chinese gap": blank_text("A BLANK.", blanks=((filled("茶"), None),)),
    "a Chinese text without an end": blank_text(filled("茶 (") + " BLANK"),
    "what is said": f"<!-- (Audio) Tom: {filled('&')[:50_000]} -->\n\n" + asked("Listen: what is it?"),
    "what is said in Chinese": f"<!-- (Audio) {filled('茶')[:20_000]} -->\n\n" + asked("Listen: what is it?"),
    "what is said in short lines": f"<!-- (Audio)\n{filled('A:b' + chr(10))[:50_000]} -->\n\n" + asked("Listen!"),
    "a Chinese sentence": blank_text(filled("茶") + " BLANK"),
    "pronunciation": blank_text(filled("茶 (chá) ") + " BLANK"),
    "deep JSON": '# --scene--\n\n```json\n{"commands":' + "[" * 60_000 + "\n```\n",
    "deep quotes and lists": told("> - " * 15_000),
    "facts": told("- **tea**: warm\n" * 3_000),
    "other facts": told("".join(f"- **tea {number}**: a warm pot of tea\n" for number in range(1_300))),
    "one long sentence": told("A **pot** is " + filled("tea and ") + "."),
}
# A text in which everything is on that looks for signs: emphasis beside Chinese, formulas, directives, definitions.
ALL_ON = "茶 **「茶」**是 $a+b=c$ \\\\(x\\\\) [sound:a] `茶壶 (hú)` ![a](a.png)\n\n:::note\n\n[z]: https://tea.example\n\n"
SIGNS = {
    **{f"{piece!r} asked": asked(filled(piece)) for piece in MARKDOWN},
    **{f"{piece!r} told": told(filled(piece)) for piece in MARKDOWN},
    **{f"{piece!r} with all on": asked(ALL_ON + filled(piece)) for piece in MARKDOWN},
    **{
        f"{piece!r} with all on, in one line": told(ALL_ON + "茶 **「a」**是" + filled(piece))
        for piece in MARKDOWN
    },
}
SENTENCES = {
    **{f"label {text[:12]}": told(text) for text in LABELS},
    **{f"prose {text[10:20]}": told(text) for text in PROSE},
    **WHOLE,
}
BODIES = {
    **{(name, "zh-CN"): text for name, text in SIGNS.items()},
    **{(name, lang): text for name, text in SENTENCES.items() for lang in ("en-US", "zh-CN")},
}


@pytest.mark.parametrize(("name", "lang"), BODIES)
def test_a_hostile_body_takes_no_time_and_grows_no_field(name: str, lang: str) -> None:
    assert found_in(lecture_text(BODIES[name, lang], lang=lang).encode()[:64_000]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_code_takes_no_time(language: str) -> None:
    for piece in CODE:
        for size in (1_000, 60_000):
            code = "\n".join([piece * (900 // len(piece))] * (size // 900 + 1))
            data = lecture_text(asked(f"```{language}\n{code}\n```")).encode()[:64_000]
            assert [(piece, size, found) for found in found_in(data)] == []


@pytest.mark.parametrize(
    "matter", ["a: b\n", "a:\n", "- ", "a: &a [*a]\n", "[", "{a: ", "? ", "'", '"\\x07', "#", "a:\n - "]
)
def test_hostile_front_matter_takes_no_time(matter: str) -> None:
    data = f"---\nid: a\ntitle: b\n{filled(matter)}\n---\n\n{asked('Tea?')}".encode()
    assert found_in(data) == []


@pytest.mark.parametrize("piece", ["# ", "--a ", "$ ", "a ", "(a)", "a, ", "a or ", "\\\\(", "<b>", "ABC ", "茶"])
def test_hostile_edits_and_titles_take_no_time_and_grow_no_field(piece: str) -> None:
    long = filled(piece)[:30_000]
    edits = json.dumps({"skip": [long[:9_000]], "facts": [{"term": long[:9_000], "definition": f"tea {long}"}]})
    few = json.dumps(
        {"facts": [{"term": piece, "definition": long}, {"term": long[:290], "definition": long[:4_900]}]}
    )
    for line in (f"lecturedeck: {edits}", f"lecturedeck: {few}", f"tea: {json.dumps(long)}"):
        title = json.dumps(long) if line.startswith("tea") else "b"
        data = f"---\nid: a\ntitle: {title}\n{line}\n---\n\n{asked('Tea?')}".encode()
        assert found_in(data) == []


def test_many_keys_that_are_there_twice_take_no_time() -> None:
    keys = "".join(f"k{number}: a\nk{number}: b\n" for number in range(3_500))
    assert found_in(f"---\nid: a\ntitle: b\n{keys}---\n\n{asked('Tea?')}".encode()) == []


def test_equal_problems_are_counted_after_the_first_ones() -> None:
    from lecturedeck.reading.files import Place
    from lecturedeck.reading.reader import read_lecture

    lecture = read_lecture(lecture_text(told("\x07 " * 100)).encode(), Place("tea.md"))
    assert len(lecture.problems) == 20
    assert lecture.problems[-1].message.endswith("(and 80 more like it)")
