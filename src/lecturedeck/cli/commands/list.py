"""List the superblocks, modules and blocks of a curriculum.

ROOT is a checkout of freeCodeCamp's curriculum, by default the current folder. Each block is shown with the
numbers of what it holds.

\b
Examples:
  lecturedeck list freeCodeCamp/
  lecturedeck list freeCodeCamp/ --language espanol --block 'lecture-*'
"""

from __future__ import annotations

import click

from lecturedeck import building
from lecturedeck.cli.lectures import find
from lecturedeck.cli.listing import HEADERS, rows
from lecturedeck.cli.options import LectureOptions, jobs_option, selection_options
from lecturedeck.cli.terminal import progress, table
from lecturedeck.reading.files import Selection


@click.command("list", help=__doc__)
@click.argument("root", default=".", metavar="[ROOT]")
@selection_options
@jobs_option
def command(root: str, selection: Selection, jobs: int | None) -> None:
    """Print the table."""
    options = LectureOptions((root,), selection)
    found = find(options)
    with progress("Reading lectures", len(found.places)) as tick:
        counts = list(building.counts(found.places, jobs=jobs, on_read=lambda _: tick()))
    table(HEADERS, rows(found, counts))
