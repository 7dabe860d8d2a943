"""Write a web page that shows every card, front and back.

The page needs no network and no Anki. It is made from the same templates as the cards.

\b
Examples:
  lecturedeck preview
  lecturedeck preview lecture.md --open
  lecturedeck preview freeCodeCamp/ --block 'lecture-*-css' -o css.html
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from lecturedeck import building
from lecturedeck.cli.checking import spans
from lecturedeck.cli.lectures import find, read
from lecturedeck.cli.options import LectureOptions, as_path, lecture_options
from lecturedeck.cli.terminal import Failure, echo
from lecturedeck.lecture import Lecture
from lecturedeck.preview import render_preview
from lecturedeck.storage import write_bytes
from lecturedeck.text import counted


@click.command("preview", help=__doc__)
@click.option(
    "-o",
    "--output",
    default="preview.html",
    callback=as_path,
    metavar="FILE",
    help="The page to write.  [default: preview.html]",
)
@click.option("--open", "show", is_flag=True, help="Open the page in your browser.")
@lecture_options(content=True, audio=True)
def command(lectures: LectureOptions, output: Path, show: bool) -> None:
    """Write the page."""
    if output.suffix.lower() not in (".html", ".htm"):
        raise Failure(f"{output}: a preview is a web page; give it a name that ends in .html")
    cards, failed = write_preview(lectures, output)
    echo(f"{output}: {counted(cards, 'card')}")
    if show:
        click.launch(str(output))
    sys.exit(1 if failed else 0)


def write_preview(lectures: LectureOptions, output: Path) -> tuple[int, bool]:
    """Write the page; returns how many cards it shows, and whether a lecture had errors. Raises Failure."""
    options = lectures.for_build()
    found = find(lectures, one_language=True)
    by_path = {place.path: place for place in found.places}
    failed = False
    pairs = []
    for lecture in read(found, lectures):
        lecture = building.chosen(lecture, options)
        failed = failed or lecture.has_errors
        for problem in lecture.problems:
            echo(*spans(lecture.path, problem), err=True)
        pairs.append((by_path[lecture.path], lecture))
    notes, media = building.notes_to_preview(pairs, options)
    if not notes:
        raise Failure("nothing was written: no cards")
    try:
        title = _title([lecture for _, lecture in pairs])
        write_bytes(output, render_preview(notes, media, title).encode())
    except OSError as error:
        raise Failure(f"{output}: cannot be written: {error.strerror or error}") from None
    return sum(len(note.cards) for note in notes), failed


def _title(lectures: Sequence[Lecture]) -> str:
    """The title of the page: that of its only lecture, or how many it shows."""
    shown = lectures[0].title if len(lectures) == 1 else counted(len(lectures), "lecture")
    return f"{shown} – Lecturedeck"
