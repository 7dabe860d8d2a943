"""Show what learners did to their cards, by file and line.

EXPORT.apkg is an export from Anki (with scheduling, to see flags and suspended cards). It is compared with the
packages that learners have: those that `lecturedeck build` writes, or --released. Prints
path:line: field: was → is for each correction, and then tagged, flagged and suspended cards.

\b
Examples:
  lecturedeck pull export.apkg
  lecturedeck pull export.apkg lectures/ --released course.apkg
  lecturedeck pull export.apkg --json | jq -r '.[].path'
"""

from __future__ import annotations

from pathlib import Path

import click

from lecturedeck.anki.summary import plain
from lecturedeck.cli.lectures import find, read
from lecturedeck.cli.options import LectureOptions, as_package, as_path, checked_output, lecture_options
from lecturedeck.cli.packages import package_at
from lecturedeck.cli.pulling import Finding, findings
from lecturedeck.cli.terminal import Failure, echo, echo_json
from lecturedeck.text import counted

_WIDTH = 200


@click.command("pull", help=__doc__)
@click.argument("export", callback=as_package, metavar="EXPORT.apkg")
@click.option(
    "--released",
    callback=as_path,
    metavar="PATH",
    help="A package that learners have, or a folder of them.  [default: what build writes]",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with whole field contents.")
@lecture_options()
def command(lectures: LectureOptions, export: Path, released: Path | None, as_json: bool) -> None:
    """Print what was done to the notes."""
    theirs = package_at(export)
    place = released or checked_output(lectures.configuration.output or "decks")
    files = sorted(place.glob("*.apkg")) if place.is_dir() else [place]
    if not files or not all(file.is_file() for file in files):
        raise Failure(f"{place}: no such package; name what learners have with --released")
    packages = [package_at(file) for file in files]
    found = findings(packages, theirs, list(read(find(lectures), lectures)))
    if as_json:
        echo_json([one.as_json for one in found], indent=2)
        return
    for one in found:
        _show(one)
    edited = sum(bool(one.edits) for one in found)
    others = counted(len(found) - edited, "note")
    echo(f"{counted(edited, 'note')} edited, {others} only tagged, flagged or suspended", err=True)


def _show(one: Finding) -> None:
    place = (f"{one.path}:{one.line}: " if one.path else "(not in these lectures): ", "bold")
    for edit in one.edits:
        was, now = plain(edit.was, _WIDTH), plain(edit.now, _WIDTH)
        if was == now:  # only the markup differs
            was, now = edit.was[:_WIDTH], edit.now[:_WIDTH]
        echo(place, f"{edit.field}: ", (was or "(empty)", "red"), " → ", (now or "(empty)", "green"))
    if one.tags:
        echo(place, f"tagged {' '.join(one.tags)}: {one.name}")
    if one.flags:
        echo(place, f"flagged {', '.join(one.flags)}: {one.name}")
    if one.suspended:
        echo(place, f"{counted(one.suspended, 'card')} suspended: {one.name}")
