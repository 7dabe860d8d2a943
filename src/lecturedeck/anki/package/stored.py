"""What a package holds, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lecturedeck.anki.notes import Card


class UnreadablePackage(Exception):
    """A file that cannot be read as a package; the text says why, in one line without the path."""


@dataclass(frozen=True, slots=True)
class StoredType:
    """A note type in a package; `templates` are (name, front, back), `mod` is in seconds."""

    id: int
    name: str
    fields: tuple[str, ...]
    templates: tuple[tuple[str, str, str], ...]
    css: str
    cloze: bool
    mod: int

    @property
    def content(self) -> tuple[object, ...]:
        """All that a learner sees of it: where this is equal, there is nothing to update."""
        return self.fields, self.templates, self.css, self.cloze


@dataclass(frozen=True, slots=True)
class StoredNote:
    """A note of any note type in a package. `deck` is the deck of its first card.

    `suspended` counts the cards that the learner suspended, `flags` are the colours of flagged ones (1 to 7).
    """

    guid: str
    id: int
    note_type: StoredType
    values: tuple[str, ...]
    tags: tuple[str, ...]
    mod: int
    deck: str
    cards: tuple[Card, ...]
    suspended: int = 0
    flags: tuple[int, ...] = ()

    @property
    def fields(self) -> dict[str, str]:
        """The values by field name."""
        return dict(zip(self.note_type.fields, self.values, strict=False))


@dataclass(frozen=True, slots=True)
class Package:
    """What a package holds. `media` maps the names of its files to their members of the zip."""

    path: Path
    note_types: Mapping[int, StoredType]
    notes: tuple[StoredNote, ...]
    media: Mapping[str, str]
    time: int
    zstd: bool = False
