"""Problems that follow from another one in the same file: their hint names the cause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from lecturedeck.lecture import Problem
from lecturedeck.reading import problems

_MARKER = re.compile(r"--([A-Za-z-]+)--")
# A marker that is not read as one, and what is missing then.
_CAUSES = {
    rule.code
    for rule in (
        problems.NEAR_MARKER,
        problems.MARKER_LEVEL,
        problems.INDENTED_MARKER,
        problems.OPEN_FENCE,
        problems.NO_DIVIDER,
    )
}
_MISSING = {
    rule.code
    for rule in (
        problems.NO_TEXT,
        problems.NO_ANSWERS,
        problems.NO_SOLUTION,
        problems.NO_QUIZ,
        problems.NO_QUIZ_QUESTION,
        problems.NO_QUIZ_TEXT,
        problems.DISTRACTORS,
        problems.NO_ANSWER,
        problems.NO_SENTENCE,
        problems.NO_BLANKS,
    )
}
# What comes out wrong where answers are cut at the wrong place.
_MISCOUNTED = {
    rule.code
    for rule in (
        problems.SOLUTION_OUT_OF_RANGE,
        problems.FEEDBACK_WITHOUT_ANSWER,
        problems.DISTRACTORS,
        problems.BLANK_COUNT,
    )
}


def with_causes(found: Iterable[Problem]) -> list[Problem]:
    """Return the problems, where those that follow from another one say so in their hint."""
    every = list(found)
    misplaced = {problem.line for problem in every if problem.code == problems.MARKER_LEVEL.code}
    # A section at the wrong level ends at its first part: it only seems to have none.
    every = [one for one in every if one.code != problems.NO_QUESTIONS.code or one.line not in misplaced]
    causes = [problem for problem in every if problem.code in _CAUSES]
    if not causes:
        return every
    explained = [_explained(problem, causes) for problem in every]
    # A part at the wrong level ends its question, which then lacks all that stands below.
    ended = {
        one.line: one.hint for one in explained for line in misplaced if one.hint == f"Correct line {line} first"
    }
    return [
        replace(one, hint=ended[one.line]) if one.code in _MISSING and one.line in ended else one
        for one in explained
    ]


def _explained(problem: Problem, causes: Sequence[Problem]) -> Problem:
    cause = None
    if problem.code in _MISSING:
        wanted = {*_MARKER.findall(problem.hint)}
        cause = next((one for one in causes if wanted & {*_MARKER.findall(one.hint)}), None)
        here = next((one for one in causes if one.line == problem.line), None)
        if here is not None:
            return replace(problem, hint=here.hint)
    if cause is None and problem.code in _MISCOUNTED:
        before = [one for one in causes if one.line <= problem.line]
        cause = before[-1] if before else None
    return replace(problem, hint=f"Correct line {cause.line} first") if cause else problem
