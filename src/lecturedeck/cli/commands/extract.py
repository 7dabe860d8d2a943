"""Print the content of lectures for other programs.

As JSON, one lecture a line (docs/extract.md describes the keys), or as tab-separated plain text, one question,
blank or fact a line.

\b
Examples:
  lecturedeck extract lecture.md
  lecturedeck extract lectures/ > lectures.jsonl
  lecturedeck extract content | jq -r '.facts[] | [.term, .definition] | @tsv'
  lecturedeck extract lectures/ --format tsv > lectures.tsv
"""

from __future__ import annotations

import sys

import click

from lecturedeck import building
from lecturedeck.cli.as_json import as_json
from lecturedeck.cli.as_tsv import HEADERS, as_tsv
from lecturedeck.cli.lectures import find, read
from lecturedeck.cli.options import LectureOptions, lecture_options
from lecturedeck.cli.terminal import echo_cells, echo_json


@click.command("extract", help=__doc__)
@lecture_options(content=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "tsv"]),
    default="json",
    show_default=True,
    help="JSON Lines, or tab-separated text with a line of headers.",
)
def command(lectures: LectureOptions, form: str) -> None:
    """Print each lecture as soon as it is read."""
    options = lectures.for_build()
    if form == "tsv":
        echo_cells("\t".join(HEADERS))
    failed = False
    for lecture in read(find(lectures), lectures, while_printing=True):
        chosen = building.chosen(lecture, options)
        if form == "json":
            echo_json(as_json(chosen))
        else:
            for line in as_tsv(chosen):
                echo_cells(line)
        failed = failed or lecture.has_errors
    sys.exit(1 if failed else 0)
