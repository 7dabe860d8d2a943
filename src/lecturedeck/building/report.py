"""What a build did, as plain values for whoever prints it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from lecturedeck.anki.summary import Summary
from lecturedeck.lecture import Problem


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the build's table: a lecture and how many of each it gave."""

    title: str
    questions: int
    facts: int
    cards: int


@dataclass(frozen=True, slots=True)
class Built:
    """One package: where, its lectures, and what it does to the notes of the one before.

    `unheard` counts the tasks left out for want of sound, `size` its bytes, 0 where nothing was written.
    `warning` says why the previous package was no help.
    """

    target: Path
    rows: tuple[Row, ...]
    summary: Summary
    unheard: int = 0
    size: int = 0
    warning: str = ""


@dataclass(slots=True)
class Report:
    """What a build did: the packages, and the problems of every file as (path, problem).

    `unknown_ids` are ids of the learner's edits that no lecture has.
    """

    packages: list[Built] = field(default_factory=list)
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    unknown_ids: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether a lecture was left out."""
        return any(problem.severity == "error" for _, problem in self.problems)
