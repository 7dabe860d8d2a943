"""What `build` prints about what it did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lecturedeck.anki.summary import Fate, Summary
from lecturedeck.building.report import Built, Report
from lecturedeck.cli.checking import as_json, spans
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
    "moved": ("moved", "yellow"),
    "unchanged": ("unchanged", "dim"),
}
_ALWAYS: tuple[Fate, ...] = ("new", "changed", "gone", "unchanged")
# More lectures or problems than these are shown only on demand.
_FEW = 20


def show(report: Report, lectures: LectureOptions, *, verbose: bool) -> None:
    """Print packages, totals and problems; with `verbose` each lecture, problem and note too."""
    if report.remembered_from:
        echo(f"remembered from {report.remembered_from}")
    rows = [(row.title, row.tasks, row.facts, row.cards) for built in report.packages for row in built.rows]
    if rows and (verbose or len(rows) <= _FEW):
        table(["Lecture", "Tasks", "Facts", "Cards"], rows)
        if shared := sum(built.shared for built in report.packages):
            stands, cards = ("stand", "their cards count") if shared > 1 else ("stands", "its cards count")
            echo(f"{counted(shared, 'note')} {stands} in several lectures; {cards} once")
    for built in report.packages:
        _show_package(built, len(report.packages) > 1, verbose)
    if len(report.packages) > 1:
        packages = counted(len(report.packages), "package")
        echo((f"{packages}: {_contents(report.packages)}", "bold"))
        echo(*fates([built.summary for built in report.packages]))
    show_problems(report, verbose=verbose)
    for name in report.unknown_ids[:_FEW]:
        echo(("note: ", "bold"), f"{lectures.edits}: no lecture was read that has the id {name!r}", err=True)
    if (more := len(report.unknown_ids) - _FEW) > 0:
        echo(("note: ", "bold"), f"{lectures.edits}: and {counted(more, 'other id')}", err=True)
    show_decks(
        {pair for package in report.packages for pair in package.summary.renamed},
        {pair for package in report.packages for pair in package.summary.moved},
    )


def show_problems(report: Report, *, verbose: bool = False) -> None:
    """Print what is wrong with packages and lectures on standard error; of many warnings only their number."""
    show_warnings(report)
    every = verbose or len(report.problems) <= _FEW
    for path, problem in report.problems:
        if every or problem.severity == "error":
            echo(*spans(path, problem), err=True)
    if not every:
        warnings = sum(problem.severity == "warning" for _, problem in report.problems)
        echo(("note: ", "bold"), f"{counted(warnings, 'warning')}; see lecturedeck check", err=True)
    if (skipped := _skipped(report)) and report.packages:
        echo((f"{counted(len(skipped), 'lecture')} skipped because of errors", "bold red"), err=True)


def show_warnings(report: Report) -> None:
    """Print on standard error which files in the place of packages were none, and where they are kept."""
    for built in report.packages:
        if built.warning:
            echo(("warning: ", "yellow"), built.warning, err=True)


def fates(summaries: Iterable[Summary]) -> list[Span]:
    """Return how many notes were added, updated, removed and so on: "1 added, 0 updated, …"."""
    parts: list[Span] = []
    for fate, count in _counts(summaries).items():
        if count or fate in _ALWAYS:
            word, style = FATES[fate]
            parts += [", " if parts else "", (f"{count:,} {word}", style if count else "")]
    return parts


def report_as_json(report: Report) -> dict[str, Any]:
    """Return the report as JSON values."""
    return {
        "packages": [
            {
                "path": str(built.target),
                "cards": _cards([built]),
                "size": built.size or None,
                "notes_in_several_lectures": built.shared,
                "listening_tasks_skipped": built.unheard,
                "notes": _json_counts([built.summary]),
                "lectures": [
                    {"title": row.title, "tasks": row.tasks, "facts": row.facts, "cards": row.cards}
                    for row in built.rows
                ],
            }
            for built in report.packages
        ],
        "cards": _cards(report.packages),
        "remembered_from": report.remembered_from or None,
        "notes": _json_counts(built.summary for built in report.packages),
        "skipped": sorted(_skipped(report)),
        "problems": [as_json(path, problem) for path, problem in report.problems],
    }


def _show_package(built: Built, is_one_of_several: bool, verbose: bool) -> None:
    changes = fates([built.summary])
    if is_one_of_several:
        echo(f"{built.target}: {_contents([built])}; ", *changes)
    else:
        echo((f"{built.target}: {_contents([built])}", "bold"))
        echo(*changes)
    for line in built.summary.lines if verbose else ():
        word, style = FATES[line.fate]
        fields = f" ({', '.join(line.changed)})" if line.changed else ""
        echo("  ", (f"{word:<9}", style), f"  {line.kind:<6}  {line.name}{fields}")


def show_decks(renamed: Iterable[tuple[str, str]], moves: Iterable[tuple[str, str]]) -> None:
    """Say which decks to rename, and once what to do with cards that change decks in any other way."""
    for old, new in sorted(renamed):
        echo(f"deck {old} is now {new}: rename it in Anki before you import (docs/updating.md)")
    moved = sorted(moves)
    if moved:
        old, new = moved[0]
        more = f", and so on for {counted(len(moved), 'deck')}" if len(moved) > 1 else ""
        echo(f"cards of deck {old} belong in {new} now{more}: move the cards in Anki (docs/updating.md)")


def _contents(packages: Sequence[Built]) -> str:
    """The cards and the size of some packages: "46 cards, 25 kB"."""
    bytes_written = sum(built.size for built in packages)
    skipped = sum(built.unheard for built in packages)
    return ", ".join(
        filter(
            None,
            [
                counted(_cards(packages), "card"),
                size(bytes_written) if bytes_written else "not written",
                f"{counted(skipped, 'listening task')} skipped (needs audio)" if skipped else "",
            ],
        )
    )


def _cards(packages: Iterable[Built]) -> int:
    return sum(row.cards for built in packages for row in built.rows)


def _counts(summaries: Iterable[Summary]) -> dict[Fate, int]:
    every = list(summaries)
    return {fate: sum(summary.count(fate) for summary in every) for fate in FATES}


def _json_counts(summaries: Iterable[Summary]) -> dict[str, int]:
    return {FATES[fate][0].replace(" ", "_"): count for fate, count in _counts(summaries).items()}


def _skipped(report: Report) -> set[str]:
    """The files that an error kept out."""
    return {path for path, problem in report.problems if problem.severity == "error"}
