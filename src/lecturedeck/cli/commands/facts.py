"""Say why a sentence became a fact card, and why others did not.

Prints each fact of a lecture with its probability, what speaks for (+) and against (-) it, and whether it is asked
in both directions or why not; then the best sentences that were not taken. docs/facts.md says how to write so that
facts are found, and how to correct the result.

\b
Examples:
  lecturedeck facts lecture.md
  lecturedeck facts lecture.md --rejected 20
  lecturedeck facts content --json | jq 'select(.tier == "all")'
"""

from __future__ import annotations

import click

from lecturedeck.cli.lectures import find
from lecturedeck.cli.options import LectureOptions
from lecturedeck.cli.terminal import Failure, echo, echo_json
from lecturedeck.facts import Explained
from lecturedeck.reading.files import Place, printable, read_bytes
from lecturedeck.reading.kinds.facts import explained
from lecturedeck.reading.reader import open_file

_REASONS = 4


@click.command("facts", help=__doc__)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "--rejected",
    type=click.IntRange(0),
    default=8,
    show_default=True,
    metavar="N",
    help="How many sentences that were not taken.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines: one sentence a line, with all evidence.")
def command(sources: tuple[str, ...], rejected: int, *, as_json: bool) -> None:
    """Print the facts of each lecture, and the best of what is none."""
    silent = True
    for place in find(LectureOptions(sources)).places:
        found = _explained(place)
        taken = sorted((one for one in found if one.tier), key=lambda one: one.line)
        others = [one for one in found if not one.tier][:rejected]
        silent = silent and not (taken or others)
        if as_json:
            for one in (*taken, *others):
                echo_json({"path": printable(place.path), **one._asdict(), "evidence": dict(one.evidence)})
        elif taken or others:
            _print(place, taken, others)
    if silent:
        echo("no facts: no sentence here looks like a definition", err=True)


def _explained(place: Place) -> list[Explained]:
    try:
        return explained(open_file(read_bytes(place), place))
    except UnicodeDecodeError:
        raise Failure(f"{place.path}: not UTF-8; lecturedeck check says where") from None
    except OSError as error:
        raise Failure(f"{place.path}: cannot be read: {error.strerror}") from None


def _print(place: Place, taken: list[Explained], others: list[Explained]) -> None:
    echo((place.path, "bold"))
    for one in taken:
        _line(one, "green" if one.tier == "careful" else "yellow")
    if others:
        echo("  Not taken:")
    for one in others:
        _line(one, "dim")


def _line(one: Explained, style: str) -> None:
    tier = f" {one.tier}" if one.tier else ""
    echo(f"  {one.line}: ", (f"{100 * one.probability:.0f}%{tier}", style), f"  {one.term}: {one.definition}")
    for sign, reasons in (
        ("+", [pair for pair in one.evidence if pair[1] > 0]),
        ("-", [pair for pair in one.evidence if pair[1] < 0]),
    ):
        if reasons:
            echo("      ", sign, " ", "; ".join(f"{name} ({weight:+.1f})" for name, weight in reasons[:_REASONS]))
    if one.directions:
        echo("      ", _directions(one))


def _directions(one: Explained) -> str:
    if one.directions > 1:
        return "asked in both directions"
    return f"asked in one direction: {one.one_direction_because}"
