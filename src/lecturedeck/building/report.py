"""What a build did, as plain values for whoever prints it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lecturedeck.anki.summary import Summary
from lecturedeck.lecture import Problem

Problems = tuple[tuple[str, Problem], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the build's table: a lecture and how many of each it gave.

    `tasks` are its questions, quiz questions and blanks.
    """

    title: str
    tasks: int
    facts: int
    cards: int


@dataclass(frozen=True, slots=True)
class Built:
    """One package: where it is, its lectures, and what it does to the notes of the package before it.

    `shared` counts the notes that stand in several lectures, `unheard` the listening tasks that were skipped,
    `size` its bytes, 0 where nothing was written. `warning` says why the previous package was no help, and where
    it is kept if it was replaced. `recalled` is true where nothing had changed, so that the package was neither
    made nor written.
    """

    target: Path
    rows: tuple[Row, ...]
    summary: Summary
    shared: int = 0
    unheard: int = 0
    size: int = 0
    warning: str = ""
    recalled: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: the packages, and the problems of every file as (path, problem).

    `unknown_ids` are the lecture ids in the user's edits that no lecture has, and `remembered_from` names what the
    notes of earlier releases were known from.
    """

    packages: tuple[Built, ...] = ()
    problems: Problems = ()
    unknown_ids: tuple[str, ...] = ()
    remembered_from: str = ""

    @property
    def failed(self) -> bool:
        """Whether a lecture was left out."""
        return any(problem.severity == "error" for _, problem in self.problems)
