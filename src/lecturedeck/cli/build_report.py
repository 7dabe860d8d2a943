"""What `build` prints about what it did."""

from __future__ import annotations

from collections.abc import Sequence

from lecturedeck.anki.summary import Fate, Summary
from lecturedeck.building.report import Built, Report
from lecturedeck.cli.checking import spans
from lecturedeck.cli.options import LectureOptions
from lecturedeck.cli.terminal import Span, echo, size, table
from lecturedeck.text import counted

# What becomes of a note, and its style.
FATES: dict[Fate, tuple[str, str]] = {
    "new": ("added", "green"),
    "changed": ("updated", "yellow"),
    "gone": ("removed", "red"),
    "dropped": ("dropped", "red"),
    "kept": ("held back", "yellow"),
    "moved": ("moved to another package", "yellow"),
    "unchanged": ("unchanged", "dim"),
}
_ALWAYS: tuple[Fate, ...] = ("new", "changed", "gone", "unchanged")


def show(report: Report, lectures: LectureOptions, *, verbose: bool) -> None:
    """Print problems, packages, and what became of the notes; with `verbose` each note."""
    show_problems(report)
    for name in report.unknown_ids:
        echo(("note: ", "bold"), f"{lectures.edits}: no lecture was read that has the id {name!r}", err=True)
    rows = [row for package in report.packages for row in _rows(package)]
    if rows:
        table(["Lecture", "Questions", "Facts", "Cards", "Package"], rows)
    for package in report.packages:
        cards = sum(row.cards for row in package.rows)
        tasks = counted(package.unheard, "listening task")
        skipped = f", {tasks} skipped (needs audio)" if package.unheard else ""
        echo(f"{package.target}: {counted(cards, 'card')}{skipped}{'' if package.size else ' (not written)'}")
    if report.remembered_from:
        echo(f"remembered from {report.remembered_from}")
    for package in report.packages:
        _show_notes(package, len(report.packages) > 1, verbose)
    _show_decks(report)


def show_problems(report: Report) -> None:
    """Print the problems of all lectures on standard error."""
    for path, problem in report.problems:
        echo(*spans(path, problem), err=True)


def fates(summaries: Sequence[Summary]) -> list[Span]:
    """Return how many notes were added, updated, removed and so on: "1 added, 0 updated, …"."""
    counts = {fate: sum(summary.count(fate) for summary in summaries) for fate in FATES}
    parts: list[Span] = []
    for fate, (word, style) in FATES.items():
        if counts[fate] or fate in _ALWAYS:
            parts += [", " if parts else "", (f"{counts[fate]} {word}", style if counts[fate] else "")]
    return parts


def _rows(package: Built) -> list[tuple[str | int, ...]]:
    written = [size(package.size) if package.size else "", *[""] * len(package.rows)]
    return [
        (row.title, row.questions, row.facts, row.cards, text)
        for row, text in zip(package.rows, written, strict=False)
    ]


def _show_notes(package: Built, is_one_of_several: bool, verbose: bool) -> None:
    if package.warning:
        echo(("warning: ", "yellow"), package.warning, err=True)
    echo(f"{package.target.name}: " if is_one_of_several else "", *fates([package.summary]))
    for line in package.summary.lines if verbose else ():
        word, style = FATES[line.fate]
        fields = f" ({', '.join(line.changed)})" if line.changed else ""
        echo("  ", (f"{word:<9}", style), f"  {line.kind:<6}  {line.name}{fields}")


def _show_decks(report: Report) -> None:
    """Say which decks to rename, and once what to do with cards that change decks in any other way."""
    for old, new in sorted({pair for package in report.packages for pair in package.summary.renamed}):
        echo(f"deck {old} is now {new}: rename it in Anki before you import (docs/updating.md)")
    moved = sorted({pair for package in report.packages for pair in package.summary.moved})
    if moved:
        old, new = moved[0]
        more = f", and so on for {counted(len(moved), 'deck')}" if len(moved) > 1 else ""
        echo(f"cards of deck {old} belong in {new} now{more}: move the cards in Anki (docs/updating.md)")
