"""The problems of lectures as lines for people, for programs and for GitHub."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from lecturedeck.cli.table import counted
from lecturedeck.lecture import Lecture, Problem
from lecturedeck.reading.files import printable
from lecturedeck.reading.kinds import KINDS


def problems_of(lecture: Lecture, *, strict: bool) -> tuple[Problem, ...]:
    """What is wrong with a lecture; `strict` adds what the format allows but learners will miss."""
    if not strict:
        return lecture.problems
    return (*lecture.problems, *(problem for kind in KINDS for problem in kind.strict(lecture)))


def sort_key(found: tuple[str, Problem]) -> tuple[str, int, int, str]:
    """Problems in the order in which one mends them: by file, line and column."""
    path, problem = found
    return path, problem.line, problem.column, problem.code


def shown(path: str, problem: Problem, form: str) -> str:
    """One problem as a line: "text", "json" (an object) or "github" (a workflow command)."""
    path = printable(path)
    if form == "json":
        return json.dumps({"path": path, **asdict(problem)}, ensure_ascii=False)
    if form == "github":
        place = f"file={_property(path)},line={problem.line},col={problem.column},title={problem.code}"
        return f"::{problem.severity} {place}::{_data(f'{problem.message}. {problem.hint}.')}"
    return (
        f"{path}:{problem.line}:{problem.column}: {problem.severity} {problem.code}: {problem.message}."
        f" {problem.hint}."
    )


def summary(found: Sequence[tuple[str, Problem]], files: int) -> str:
    """How much is wrong, in one line."""
    every = counted(files, "file")
    if not found:
        return f"{every}, no problems"
    errors = sum(problem.severity == "error" for _, problem in found)
    paths = len({path for path, _ in found})
    return f"{counted(errors, 'error')} and {counted(len(found) - errors, 'warning')} in {paths} of {every}"


def _data(text: str) -> str:
    """Text for the message of a workflow command (GitHub's escapes for %, CR and LF)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
