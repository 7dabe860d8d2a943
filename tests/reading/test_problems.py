"""Every problem that can be found is found, at the right line, and says how to mend it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lecturedeck import building
from lecturedeck.cli.checking import problems_of
from lecturedeck.lecture import Lecture
from lecturedeck.reading import problems
from lecturedeck.reading.files import Place
from lecturedeck.reading.problems import Rule
from tests.conftest import PROJECT, blank_text, lecture_text, question_text, quiz_text, read

RULES = {rule.code: rule for rule in vars(problems).values() if isinstance(rule, Rule)}

# The body of a lecture begins on line 8.
ASK = "# --questions--\n\n" + question_text()
QUIZ = "# --quizzes--\n\n## --quiz--\n\n" + quiz_text()
BLANK = blank_text()
TWO = (("A sieve", "It only holds leaves."), ("A cosy", None), ("Ice\n\nIt melts.", None), ("A fan", "It blows."))
SCENE = "# --scene--\n\n```json\n{}\n```\n\n"


def swap(text: str, old: str, new: str, count: int = -1) -> str:
    assert old in text
    return text.replace(old, new, count)


# What is wrong with a body, and the line it is reported at.
BODIES: list[tuple[str, str, int]] = [
    ("LD103", swap(ASK, "tea warm", "tea\x07 warm"), 12),
    ("LD131", swap(ASK, "# --questions--", "# --Questions--"), 8),
    ("LD131", swap(ASK, "# --questions--", "# --questions--\u00a0"), 8),
    ("LD131", swap(ASK, "# --questions--", "# **--questions--**"), 8),
    ("LD131", swap(ASK, "# --questions--", "#--questions--"), 8),
    ("LD131", swap(ASK, "# --questions--", "# -- questions --"), 8),
    ("LD131", swap(ASK, "# --questions--", "# –questions–"), 8),
    ("LD131", swap(ASK, "## --answers--", "## --anwsers--"), 14),
    ("LD131", swap(ASK, "### --feedback--", "--feedback--"), 18),
    ("LD132", swap(ASK, "### --feedback--", "#### --feedback--"), 18),
    ("LD132", swap(BLANK, "## --sentence--", "### --sentence--"), 10),
    ("LD133", ASK + "## --video-solution--\n\n1\n", 30),
    ("LD133", "# --explanation--\n\nOne.\n\n# --explanation--\n\nTwo.\n", 12),
    ("LD133", QUIZ + "#### --answer--\n\nTwo.\n", 34),
    ("LD134", swap(ASK, "leaves.\n\n---", "leaves.\n---"), 20),
    ("LD201", swap(ASK, "## --text--", "Hello.\n\n## --text--"), 10),
    ("LD202", swap(ASK, "Who keeps tea warm?", ""), 10),
    ("LD202", swap(ASK, "Who keeps tea warm?", "<!-- to be written -->"), 10),
    ("LD202", ASK + swap(question_text(), "## --text--", "--text--"), 30),
    ("LD203", swap(ASK, "## --answers--", "## --replies--"), 10),
    ("LD204", swap(ASK, "\nA cosy\n", "\n"), 14),
    ("LD204", swap(ASK, "A cosy\n", "A cosy\n\n---\n"), 14),
    ("LD205", swap(ASK, "## --video-solution--\n\n2", ""), 10),
    ("LD205", swap(ASK, "--\n\n2\n", "--\n"), 26),
    ("LD206", swap(ASK, "--\n\n2\n", "--\n\n**2**\n"), 28),
    ("LD206", swap(ASK, "--\n\n2\n", "--\n\n2.\n"), 28),
    ("LD206", swap(ASK, "--\n\n2\n", "--\n\n1.5\n"), 28),
    ("LD206", swap(ASK, "--\n\n2\n", "--\n\nzwei\n"), 28),
    ("LD207", swap(ASK, "--\n\n2\n", "--\n\n3\n"), 28),
    ("LD207", swap(ASK, "--\n\n2\n", "--\n\n0\n"), 28),
    ("LD208", swap(ASK, "--\n\n2\n", "--\n\n1\n"), 18),
    ("LD209", swap(ASK, "leaves.", "leaves.\n\n### --feedback--\n\nTwice."), 22),
    ("LD210", swap(ASK, "A sieve\n", "\n"), 18),
    ("LD211", "# --questions--\n\n" + question_text(answers=(("Yes", None),), solution=1), 16),
    ("LD212", "# --questions--\n\n" + question_text(answers=(("Ice", "No."), ("Tea", None), ("Ice", None))), 28),
    ("LD213", "# --questions--\n\n# --notes--\n", 8),
    ("LD214", ASK + ASK, 30),
    ("LD215", "# --questions--\n\n" + question_text(answers=TWO), 30),
    ("LD301", "# --quizzes--\n\nSoon.\n", 8),
    ("LD302", "# --quizzes--\n\n## --quiz--\n\nSoon.\n", 10),
    ("LD303", swap(QUIZ, "Who keeps tea warm?", ""), 12),
    ("LD304", swap(QUIZ, "\n\n---\n\nMilk", ""), 18),
    ("LD304", swap(QUIZ, "#### --distractors--", "#### Distractors"), 12),
    ("LD305", swap(QUIZ, "A cosy", ""), 12),
    ("LD306", swap(QUIZ, "A fan\n\n", ""), 18),
    ("LD307", QUIZ + "#### --audio--\n\n```json\n{}\n```\n", 34),
    ("LD401", swap(BLANK, "`A BLANK keeps tea warm.`", ""), 10),
    ("LD401", swap(BLANK, "## --sentence--\n\n`A BLANK keeps tea warm.`", ""), 8),
    ("LD402", swap(BLANK, "`A BLANK keeps tea warm.`", "A BLANK keeps tea warm."), 12),
    ("LD402", swap(BLANK, "`A BLANK keeps tea warm.`", "`A BLANK`\n`keeps tea warm.`"), 12),
    ("LD402", swap(BLANK, "`A BLANK keeps tea warm.`", "```\nA BLANK keeps tea warm.\n```"), 12),
    ("LD402", swap(BLANK, "`A BLANK keeps tea warm.`", "`A BLANK`\n\n<!-- x -->"), 14),
    ("LD403", swap(BLANK, "## --blanks--", "## --notes--"), 8),
    ("LD404", swap(BLANK, "A BLANK", "A cosy"), 12),
    ("LD404", swap(BLANK, "tea warm", "BLANK warm"), 12),
    ("LD406", BLANK + "## --blanks--\n\n`x`\n", 22),
    ("LD407", swap(BLANK, "`cosy`", ""), 18),
    ("LD407", swap(BLANK, "`cosy`", "```\ncosy\n```"), 16),
    ("LD407", BLANK + "---\n", 14),
    ("LD408", swap(BLANK, "`cosy`", "`cosy` or `cover`"), 16),
    ("LD409", BLANK + "### --feedback--\n\nTwice.\n", 22),
    ("LD601", SCENE, 10),
    ("LD601", swap(SCENE, "{}", "{"), 10),
    ("LD602", swap(ASK, "A cosy", "![a cosy](pot%20two.png)"), 24),
    ("LD603", swap(ASK, "A cosy", "![a cosy](../../pot.png)"), 24),
    ("LD120", "# --description--\n\nSome tea.\n", 1),
]  # fmt: skip
# What is wrong with a whole file.
FILES: list[tuple[str, bytes, int]] = [
    ("LD102", b"---\nid: 1\ntitle: \xe9t\xe9\n---\n", 3),
    ("LD110", b"# --questions--\n", 1),
    ("LD111", b"---\nid: 1\ntitle: x\n", 1),
    ("LD112", b"---\nid: 1\ntitle: a: b\n---\n", 3),
    ("LD113", b"---\n- a\n---\n", 2),
    ("LD114", b"---\ntitle: Teapots\n---\n", 1),
    ("LD115", b"---\nid: 12\n---\n", 1),
    ("LD116", b"---\nid: 12\ntitle: [a]\n---\n", 3),
    ("LD118", b"---\nid: 12\ntitle: Pots\nlang: 'en]x'\n---\n", 4),
    ("LD117", b"---\nid: 12\ntitle: Pots\nid: 13\n---\n", 2),
    ("LD501", b"---\nid: 12\ntitle: Pots\nlecturedeck:\n  skip: [Nothing]\n---\n", 5),
    ("LD502", b"---\nid: 12\ntitle: Pots\nlecturedeck: [a]\n---\n", 4),
]
# What only `check --strict` names.
STRICT = {
    "LD221": (swap(ASK, "### --feedback--\n\nIt only holds leaves.\n\n", ""), 10),
    "LD421": (blank_text(blanks=(("cosy", None),)), 8),
}


def found_in(data: bytes, folder: Path) -> Lecture:
    (folder / "lectures").mkdir()
    path = folder / "lectures" / "teapots.md"
    path.write_bytes(data)
    (folder.parent / "pot.png").write_bytes(b"")
    lecture = building.read(Place(str(path), path.parent), asked=True)
    assert lecture is not None
    return lecture


@pytest.mark.parametrize(("code", "body", "line"), BODIES)
def test_what_is_wrong_in_a_body_is_named_with_its_line(code: str, body: str, line: int, tmp_path: Path) -> None:
    lecture = found_in(lecture_text(body).encode(), tmp_path)
    assert (code, line) in [(problem.code, problem.line) for problem in lecture.problems]


@pytest.mark.parametrize(("code", "data", "line"), FILES)
def test_what_is_wrong_in_a_file_is_named_with_its_line(code: str, data: bytes, line: int, tmp_path: Path) -> None:
    lecture = found_in(data, tmp_path)
    assert (code, line) in [(problem.code, problem.line) for problem in lecture.problems]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    lecture = building.read(Place(str(tmp_path / "gone.md"), tmp_path), asked=False)
    assert lecture is not None
    assert [problem.code for problem in lecture.problems] == ["LD101"]


@pytest.mark.parametrize("code", STRICT)
def test_strictness_names_what_learners_will_miss(code: str) -> None:
    body, line = STRICT[code]
    lecture = read(lecture_text(body))
    assert problems_of(lecture, strict=False) == ()
    assert [(problem.code, problem.line) for problem in problems_of(lecture, strict=True)] == [(code, line)]


def test_every_rule_is_produced_by_a_test_above() -> None:
    produced = {code for code, _, _ in BODIES} | {code for code, _, _ in FILES} | {"LD101"} | STRICT.keys()
    assert produced == RULES.keys()


def test_codes_are_unique_and_say_how_to_mend() -> None:
    rules = [rule for rule in vars(problems).values() if isinstance(rule, Rule)]
    assert len(RULES) == len(rules)
    for rule in rules:
        assert rule.hint
        assert rule.hint[-1] not in ".!"
        assert rule.message[-1] not in ".!"


@pytest.mark.parametrize(("code", "body", "line"), BODIES)
def test_an_error_costs_the_lecture_and_a_warning_does_not(code: str, body: str, line: int) -> None:
    lecture = read(lecture_text(body))
    if RULES[code].severity == "error":
        assert lecture.has_errors
    for problem in lecture.problems:
        assert 1 <= problem.line <= lecture_text(body).count("\n") + 1, line
        assert "{" not in (problem.message + problem.hint).replace("{{", "")


def test_the_guide_lists_every_problem() -> None:
    """The table in docs/format.md is what the rules say; `python -m tests.reading.test_problems` prints it."""
    guide = (PROJECT / "docs" / "format.md").read_text(encoding="utf-8")
    assert table() in guide


def test_the_lectures_in_the_guide_are_read_without_a_problem() -> None:
    guide = (PROJECT / "docs" / "format.md").read_text(encoding="utf-8")
    texts = re.findall(r"^````markdown\n(.*?)^````$", guide, re.MULTILINE | re.DOTALL)
    lectures = [read(text) for text in texts]
    assert [lecture.problems for lecture in lectures] == [()] * 3
    assert [(len(lecture.questions), len(lecture.blanks)) for lecture in lectures] == [(1, 0), (1, 0), (0, 1)]
    assert [fact.term for fact in lectures[0].facts] == ["cosy"]
    for lecture in lectures:
        assert problems_of(lecture, strict=True) == ()


def table() -> str:
    """All rules as a Markdown table."""
    rows = [
        f"| {rule.code} | {rule.severity} | {_cell(rule.message)} | {_cell(rule.hint)} |"
        for _, rule in sorted(RULES.items())
    ]
    return "\n".join(["| code | severity | what is wrong | what to do |", "|---|---|---|---|", *rows])


def _cell(text: str) -> str:
    """A message with its {names} as `…`, as one cell of a table."""
    return re.sub(r"\{[^{}]*\}", "…", text).replace("|", "\\|").replace("`", "")


if __name__ == "__main__":
    print(table())
