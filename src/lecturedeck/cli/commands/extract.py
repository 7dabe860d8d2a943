"""Print the content of lectures as JSON, one lecture a line.

docs/extract.md describes the keys.

\b
Examples:
  lecturedeck extract lecture.md
  lecturedeck extract lectures/ > lectures.jsonl
  lecturedeck extract content | jq -r '.facts[] | [.term, .definition] | @tsv'
"""

from __future__ import annotations

import sys

import click

from lecturedeck import building
from lecturedeck.cli.as_json import as_json
from lecturedeck.cli.lectures import find, read
from lecturedeck.cli.options import LectureOptions, lecture_options
from lecturedeck.cli.terminal import echo_json


@click.command("extract", help=__doc__)
@lecture_options(content=True)
def command(lectures: LectureOptions) -> None:
    """Print each lecture as soon as it is read."""
    options = lectures.for_build()
    failed = False
    for lecture in read(find(lectures), lectures, while_printing=True):
        echo_json(as_json(building.chosen(lecture, options)))
        failed = failed or lecture.has_errors
    sys.exit(1 if failed else 0)
