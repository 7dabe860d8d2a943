"""Paragraphs of Markdown and what the readers make of them: `fixtures/*.md`, refusals first.

`python -m tests.reading.test_fixtures` writes what they give now into the files; read the difference before you
commit it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lecturedeck.lecture import Lecture
from lecturedeck.reading.files import Place
from lecturedeck.reading.reader import read_lecture
from tests.conftest import lecture_text
from tests.fixtures import Case, cases, rewritten

FILES = sorted((Path(__file__).parent / "fixtures").glob("*.md"))
CASES = [case for file in FILES for case in cases(file)]
_ABOVE = lecture_text("").count("\n")


def told(body: str) -> str:
    """What the readers make of a body, a line each; lines of the file are those of the body."""
    lecture = read_lecture(lecture_text(body).encode(), Place("teapots.md", Path(__file__).parent / "nowhere"))
    return "".join(f"{line}\n" for line in _lines(lecture))


def _lines(lecture: Lecture) -> Iterator[str]:
    for problem in lecture.problems:
        yield f"{problem.severity} {problem.code} in line {max(problem.line - _ABOVE, 0)}"
    for question in lecture.questions:
        quiz = f" of quiz {question.quiz}" if question.quiz else ""
        yield f"question{quiz} in line {question.line - _ABOVE}: {question.text}"
        for option in question.options:
            feedback = f" | {option.feedback}" if option.feedback else ""
            yield f"  {'right' if option.correct else 'wrong'}: {option.text}{feedback}"
        yield from (f"  {line.speaker} says: {line.text}" for line in question.spoken)
    for blank in lecture.blanks:
        yield f"blank in line {blank.line - _ABOVE}: {blank.sentence}"
        yield from (f"  gap: {gap.answer}{f' | {gap.feedback}' if gap.feedback else ''}" for gap in blank.gaps)
    for name in ("context", "passage", "explanation"):
        if html := getattr(lecture, name):
            yield f"{name}: {html}"
    yield from (f"{line.speaker} says: {line.text}" for line in lecture.spoken)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_text_gives_what_its_fixture_expects(case: Case) -> None:
    assert told(case.text) == case.expected


def test_every_fixture_file_has_cases() -> None:
    assert [file.stem for file in FILES if not cases(file)] == []
    assert len(CASES) > 60


if __name__ == "__main__":
    for file in FILES:
        file.write_text(rewritten(file, told), encoding="utf-8")
