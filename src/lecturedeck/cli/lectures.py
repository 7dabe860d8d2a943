"""From the options of a command to its lectures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lecturedeck import building
from lecturedeck.cli.configuration import line_of_source
from lecturedeck.cli.options import LectureOptions
from lecturedeck.cli.terminal import Failure, echo, progress
from lecturedeck.lecture import Lecture
from lecturedeck.reading.files import Found, SourceError, asked_for, find_lectures
from lecturedeck.reading.taught import completed, read_completed, up_to
from lecturedeck.text import counted


def find(options: LectureOptions, *, one_language: bool = False) -> Found:
    """Find the files that a command reads, and print what there is to know about them. Raises Failure.

    With `one_language`, a curriculum in several languages fails unless languages are selected.
    """
    try:
        found = find_lectures(options.sources, options.selection, options.configuration.lang or "")
        if options.through:
            found = up_to(found, options.through)
        if options.completed:
            found = completed(found, _completed_ids(options.completed))
    except SourceError as error:
        hint = "" if options.named or options.configuration.file else "; name a SOURCE, or see lecturedeck --help"
        raise Failure(f"{configured_at(options, error.source)}{error}{hint}") from None
    languages = Counter(place.language for place in found.places if place.block)
    if one_language and len(languages) > 1 and not options.selection.languages:
        counts = ", ".join(f"{name} ({counted(number, 'file')})" for name, number in languages.items())
        raise Failure(f"several languages: {counts}; select with --language, all of them with --language '*'")
    for note in found.notes:
        echo(("note: ", "bold"), note, err=True)
    return found


def configured_at(options: LectureOptions, source: str) -> str:
    """The line of lecturedeck.toml that names a source, with a colon and a space; "" where none does."""
    configuration = options.configuration
    if options.named or source not in configuration.sources:
        return ""
    return f"{configuration.file}:{line_of_source(configuration, source)}: "


def _completed_ids(path: Path) -> tuple[str, ...]:
    try:
        return read_completed(path)
    except OSError as error:
        raise Failure(f"{path}: cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise Failure(f"{path}: neither a list of ids nor the JSON of a profile: {error}") from None


def read(found: Found, options: LectureOptions, *, while_printing: bool = False) -> Iterator[Lecture]:
    """Read the lectures of all files, one at a time, with a progress bar where that takes long."""
    named = asked_for(options.named)
    with progress("Reading lectures", len(found.places), while_printing=while_printing) as tick:
        for place in found.places:
            lecture = building.read(place, named=place.path in named)
            tick()
            if lecture is not None:
                yield lecture
