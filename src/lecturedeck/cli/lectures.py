"""From the options of a command to its lectures."""

from __future__ import annotations

from collections.abc import Iterator

from lecturedeck import building
from lecturedeck.cli.options import LectureOptions
from lecturedeck.cli.terminal import Failure, echo, progress
from lecturedeck.lecture import Lecture
from lecturedeck.reading.files import Found, SourceError, asked_for, find_lectures


def find(options: LectureOptions) -> Found:
    """Find the files that a command reads, and print what there is to know about them. Raises Failure."""
    try:
        found = find_lectures(options.sources, options.selection)
    except SourceError as error:
        hint = "" if options.named else "; name a SOURCE, or see lecturedeck --help"
        raise Failure(f"{error}{hint}") from None
    for note in found.notes:
        echo(("note: ", "bold"), note, err=True)
    return found


def read(found: Found, options: LectureOptions, *, while_printing: bool = False) -> Iterator[Lecture]:
    """Read the lectures of all files, one at a time, with a progress bar where that takes long."""
    named = asked_for(options.named)
    with progress("Reading lectures", len(found.places), while_printing=while_printing) as tick:
        for place in found.places:
            lecture = building.read(place, named=place.path in named)
            tick()
            if lecture is not None:
                yield lecture
