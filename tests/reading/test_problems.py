"""Every problem is reported, at the right line and with a hint."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lecturedeck import building
from lecturedeck.cli.checking import problems_of
from lecturedeck.lecture import Lecture
from lecturedeck.reading import problems
from lecturedeck.reading.copies import copies
from lecturedeck.reading.files import Place
from lecturedeck.reading.problems import RULES, Rule
from tests.conftest import PROJECT, blank_text, lecture_text, question_text, read
from tests.reading.test_fixtures import CASES

# What the fixtures expect: (code, body).
SHOWN = [(code, case.text) for case in CASES for code in re.findall(r"\b(LD\d{3}) in line", case.expected)]
# The body of a lecture begins on line 8.
ASK = "# --questions--\n\n" + question_text()


def swap(text: str, old: str, new: str, count: int = -1) -> str:
    assert old in text
    return text.replace(old, new, count)


# What a fixture cannot show: a control character, and a problem of the whole file. The line is that of the file.
BODIES: list[tuple[str, str, int]] = [
    ("LD103", swap(ASK, "tea warm", "tea\x07 warm"), 12),
    ("LD104", swap(ASK, "tea warm", "tea " + "<" * 5_000), 1),
    ("LD120", "# --description--\n\nSome tea.\n", 1),
]
# What is wrong with a whole file.
FILES: list[tuple[str, bytes, int]] = [
    ("LD102", b"---\nid: 1\ntitle: \xe9t\xe9\n---\n", 3),
    ("LD110", b"# --questions--\n", 1),
    ("LD111", b"---\nid: 1\ntitle: x\n", 4),
    ("LD112", b"---\nid: 1\ntitle: a: b\n---\n", 3),
    ("LD113", b"---\n- a\n---\n", 2),
    ("LD114", b"---\ntitle: Teapots\n---\n", 1),
    ("LD115", b"---\nid: 12\n---\n", 1),
    ("LD116", b"---\nid: 12\ntitle: [a]\n---\n", 3),
    ("LD118", b"---\nid: 12\ntitle: Pots\nlang: 'en]x'\n---\n", 4),
    ("LD117", b"---\nid: 12\ntitle: Pots\nid: 13\n---\n", 2),
    ("LD118", b"---\nid: 12\ntitle: Pots\nlang: Klingon\n---\n", 4),
    ("LD119", b"---\nid: 12\ntittle: Pots\n---\n", 3),
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
    lecture = building.read(Place(str(path), path.parent), named=True)
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
    lecture = building.read(Place(str(tmp_path / "gone.md"), tmp_path), named=False)
    assert lecture is not None
    assert [problem.code for problem in lecture.problems] == ["LD101"]


def test_a_lecture_with_the_id_of_another_is_named_where_its_id_stands(tmp_path: Path) -> None:
    places = []
    for name in ("lecture", "copy", "again", "other"):
        path = tmp_path / f"{name}.md"
        path.write_text("---\ntitle: Teapots\nid: 12\n---\n")
        places.append(Place(str(path), tmp_path))
    found = list(copies(zip(places, ("12", "12", "12", "13"), strict=True)))
    assert [(path, problem.code, problem.line) for path, problem in found] == [
        (places[1].path, "LD122", 3), (places[2].path, "LD122", 3),
    ]  # fmt: skip
    assert all(problem.message.endswith(f"of {places[0].path}") for _, problem in found)


def test_a_translation_and_a_lecture_without_an_id_have_the_id_of_no_other() -> None:
    english, spanish = (Place(f"{name}/a.md", None, name) for name in ("english", "espanol"))
    assert list(copies([(english, "12"), (spanish, "12"), (Place("b.md"), ""), (Place("c.md"), "")])) == []


@pytest.mark.parametrize("code", STRICT)
def test_strictness_names_what_learners_will_miss(code: str) -> None:
    body, line = STRICT[code]
    lecture = read(lecture_text(body))
    assert problems_of(lecture, strict=False) == ()
    assert [(problem.code, problem.line) for problem in problems_of(lecture, strict=True)] == [(code, line)]


def test_every_rule_is_produced_by_a_test() -> None:
    produced = {code for code, _ in SHOWN} | {code for code, _, _ in BODIES}
    produced |= {code for code, _, _ in FILES} | {"LD101"} | {"LD122"} | STRICT.keys()
    assert produced == RULES.keys()


def test_codes_are_unique_and_every_problem_has_a_hint() -> None:
    rules = [rule for rule in vars(problems).values() if isinstance(rule, Rule)]
    assert len(RULES) == len(rules)
    for rule in rules:
        assert rule.hint
        assert rule.hint[-1] not in ".!"
        assert rule.message[-1] not in ".!"
        assert rule.hint[0].isupper()
        assert not rule.message[0].isupper() or rule.message.startswith("LD")


@pytest.mark.parametrize(("code", "body"), SHOWN)
def test_an_error_costs_the_lecture_and_a_warning_does_not(code: str, body: str) -> None:
    lecture = read(lecture_text(body))
    if RULES[code].severity == "error":
        assert lecture.has_errors
    for problem in lecture.problems:
        assert 1 <= problem.line <= lecture_text(body).count("\n") + 1
        assert "{" not in (problem.message + problem.hint).replace("{{", "")


def test_the_guide_lists_every_problem() -> None:
    """The table in docs/problems.md is what the rules say; `python -m tests.reading.test_problems` prints it."""
    guide = (PROJECT / "docs" / "problems.md").read_text(encoding="utf-8")
    assert table() in guide


def test_the_lectures_in_the_guide_are_read_without_a_problem() -> None:
    guide = (PROJECT / "docs" / "format.md").read_text(encoding="utf-8")
    texts = re.findall(r"^````markdown\n(.*?)^````$", guide, re.MULTILINE | re.DOTALL)
    lectures = [read(text) for text in texts]
    assert [lecture.problems for lecture in lectures] == [()] * 3
    assert [(len(lecture.questions), len(lecture.blanks)) for lecture in lectures] == [(1, 0), (1, 0), (0, 1)]
    (fact,) = lectures[0].facts
    assert (fact.term, bool(fact.reverse)) == ("cosy", True)  # "asked in both directions"
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
