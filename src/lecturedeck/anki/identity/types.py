"""When a note type last changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lecturedeck.anki.identity.comparable import digest
from lecturedeck.anki.identity.lockfile import TypeEntry
from lecturedeck.anki.identity.times import later
from lecturedeck.anki.notetypes import NoteType
from lecturedeck.anki.package.stored import Package
from lecturedeck.anki.package.write import content_of


def stamp_types(
    types: Iterable[NoteType], known: Mapping[int, TypeEntry], packages: Iterable[Package], now: int
) -> dict[int, TypeEntry]:
    """What to remember of the note types in use: unchanged ones keep their time, all others get a later one.

    They are looked up in the lockfile and in the packages that are followed.
    """
    stored: dict[int, list[TypeEntry]] = {}
    for package in packages:
        for kind in package.note_types.values():
            stored.setdefault(kind.id, []).append(TypeEntry(kind.id, digest(repr(kind.content)), kind.mod))
    result = {}
    for note_type in types:
        present = digest(repr(content_of(note_type)))
        before = [*stored.get(note_type.id, ()), *([known[note_type.id]] if note_type.id in known else [])]
        newest = max(before, key=lambda one: one.time, default=None)
        if newest is None or newest.digest != present:
            newest = TypeEntry(note_type.id, present, later(newest.time, now) if newest else now)
        result[note_type.id] = newest
    return result
