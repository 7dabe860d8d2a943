"""The previous package: the notes of Lecturedeck that it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lecturedeck.anki.identity.times import newest
from lecturedeck.anki.notes import Note
from lecturedeck.anki.notetypes import NOTE_TYPES, NoteType
from lecturedeck.anki.package.read import read_package
from lecturedeck.anki.package.stored import Package, StoredType, UnreadablePackage


@dataclass(frozen=True, slots=True)
class Previous:
    """The notes of Lecturedeck in a package, with their fields in the order in which a build writes them.

    `time` is the newest time in the package: what a build changes gets a later one.
    """

    package: Package
    notes: tuple[Note, ...]
    time: int
    by_guid: Mapping[str, Note] = field(default_factory=dict)


def read_previous(path: Path) -> Previous:
    """Read a package as the previous one.

    Notes of other note types are left out; a clone of Lecturedeck's counts (Anki makes one where a learner changed
    the fields). Fields are read by name. Raises FileNotFoundError and UnreadablePackage, also where there is no
    note of Lecturedeck.
    """
    package = read_package(path)
    notes: dict[str, Note] = {}
    for stored in sorted(package.notes, key=lambda note: note.id):
        kind = our_type(stored.note_type)
        if kind is not None and stored.guid not in notes:
            values = stored.fields
            fields = tuple(values.get(name, "") for name in kind.field_names)
            notes[stored.guid] = Note(
                kind, fields, stored.guid, stored.deck, stored.tags, stored.id, stored.mod, stored.cards
            )
    if not notes:
        raise UnreadablePackage("it holds no note of Lecturedeck")
    times = [
        package.time,
        *(note.mod for note in package.notes),
        *(kind.mod for kind in package.note_types.values()),
    ]
    return Previous(package, tuple(notes.values()), newest(times), notes)


def our_type(stored: StoredType) -> NoteType | None:
    """The note type of Lecturedeck that this is, or is a clone of; None for all others."""
    for kind in NOTE_TYPES:
        if stored.id == kind.id or stored.name.startswith(kind.name):
            # A learner may have removed other fields, and an older release may not have had them.
            return kind if {kind.field_names[0], "Key"} <= set(stored.fields) else None
    return None
