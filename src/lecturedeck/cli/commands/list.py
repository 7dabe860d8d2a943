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

from lecturedeck.cli.lectures import find, read
from lecturedeck.cli.listing import HEADERS, rows
from lecturedeck.cli.options import LectureOptions, selection_options
from lecturedeck.cli.terminal import table
from lecturedeck.reading.files import Selection


@click.command("list", help=__doc__)
@click.argument("root", default=".", metavar="[ROOT]")
@selection_options
def command(root: str, selection: Selection) -> None:
    """Print the table."""
    options = LectureOptions((root,), selection)
    found = find(options)
    table(HEADERS, rows(found, list(read(found, LectureOptions()))))
