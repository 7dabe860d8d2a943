"""The problems of lectures, printed for people, for programs and for GitHub."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from lecturedeck.cli.quality import weaknesses
from lecturedeck.cli.terminal import Span, echo, echo_json
from lecturedeck.lecture import Lecture, Problem, Severity
from lecturedeck.reading import problems
from lecturedeck.reading.copies import copies
from lecturedeck.reading.files import Found, printable
from lecturedeck.reading.kinds import KINDS
from lecturedeck.text import counted

SEVERITIES: dict[Severity, str] = {"error": "bold red", "warning": "yellow"}


def problems_of(lecture: Lecture, *, strict: bool, quality: bool = False) -> tuple[Problem, ...]:
    """Return the problems of a lecture.

    `strict` adds what the format allows but learners will miss, and `quality` what makes a question weak.
    """
    found = lecture.problems
    if strict:
        found += tuple(problem for kind in KINDS for problem in kind.strict(lecture))
    return (*found, *weaknesses(lecture)) if quality else found


def copied(found: Found, lectures: Iterable[Lecture]) -> Iterator[tuple[str, Problem]]:
    """Yield the problems of lectures that have the id of an earlier one."""
    ids = {
        lecture.path: lecture.id
        for lecture in lectures
        if not any(problems.is_about(problem, "id") for problem in lecture.problems)
    }
    return copies((place, ids.get(place.path, "")) for place in found.places)


def sort_key(found: tuple[str, Problem]) -> tuple[str, int, int, str]:
    """Sort problems in the order in which an author fixes them: by file, line and column."""
    path, problem = found
    return path, problem.line, problem.column, problem.code


def show(path: str, problem: Problem, form: str) -> None:
    """Print one problem on a line: "text", "json" (an object) or "github" (a workflow command)."""
    if form == "json":
        echo_json(as_json(path, problem))
    elif form == "github":
        place = f"file={_property(path)},line={problem.line},col={problem.column},title={problem.code}"
        echo(f"::{problem.severity} {place}::{_data(f'{problem.message}. {problem.hint}.')}")
    else:
        echo(*spans(path, problem))


def as_json(path: str, problem: Problem) -> dict[str, object]:
    """Return one problem as JSON values."""
    return {"path": printable(path), **asdict(problem)}


def spans(path: str, problem: Problem) -> list[Span]:
    """Return one problem as a line for people, with its styles."""
    return [
        (f"{path}:{problem.line}:{problem.column}: ", "bold"),
        (problem.severity, SEVERITIES[problem.severity]),
        f" {problem.code}: {problem.message}. ",
        (f"{problem.hint}.", "dim"),
    ]


def summary(found: Sequence[tuple[str, Problem]], files: int, empty: int = 0) -> str:
    """Return the numbers of problems and files, in one line; `empty` files hold nothing to check."""
    every = counted(files, "file")
    without = f" ({empty} without lecture content)" if empty else ""
    if empty == files:
        return f"{every} without lecture content: no questions, quizzes, blanks or facts"
    if not found:
        return f"{every}, no problems{without}"
    errors = sum(problem.severity == "error" for _, problem in found)
    paths = len({path for path, _ in found})
    problems = f"{counted(errors, 'error')} and {counted(len(found) - errors, 'warning')}"
    return f"{problems} in {paths} of {every}{without}"


def _data(text: str) -> str:
    """Text for the message of a workflow command (GitHub's escapes for %, CR and LF)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
