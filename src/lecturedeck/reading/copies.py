"""Lectures that have the id of another lecture, as a copied file has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lecturedeck.lecture import Position, Problem
from lecturedeck.reading import problems
from lecturedeck.reading.files import STDIN, Place, printable, read_bytes

_ID = re.compile(rb"^[\"']?id[\"']?[ \t]*:", re.MULTILINE)


def copies(lectures: Iterable[tuple[Place, str]]) -> Iterator[tuple[str, Problem]]:
    """The problems of lectures with an id that an earlier one of their language has, as (path, problem).

    Each lecture is a place with its id, "" where that is not known, and each file is there once. A translation has
    the id of its original.
    """
    first: dict[tuple[str, str], Place] = {}
    for place, lecture_id in lectures:
        original = first.setdefault((place.language, lecture_id), place)
        if lecture_id and original is not place:
            yield place.path, problems.SAME_ID.at(_position(place), path=printable(original.path))


def _position(place: Place) -> Position:
    """Where the id of a file stands; the beginning where that can no longer be told."""
    try:
        data = b"" if place.path == STDIN else read_bytes(place)
    except OSError:
        return Position(1)
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    found = _ID.search(data)
    return Position(data.count(b"\n", 0, found.start()) + 1 if found else 1)
