"""Notes, before and after they have an identity."""

from __future__ import annotations

from dataclasses import dataclass

from lecturedeck.anki.notetypes import NoteType

# The tag of a note that is no longer in the lectures.
RETIRED = "lecturedeck::retired"


@dataclass(frozen=True, slots=True)
class Draft:
    """A note that has no guid yet. Its Key field is still empty.

    `lecture_id`, `language` and `kind` ("choice", "fact", "blank") say where it belongs. `text` is the question,
    the term or the sentence, and `more` what tells it from another note of the same text (the options, the
    definition, the answers); both are normalised.
    """

    note_type: NoteType
    fields: tuple[str, ...]
    deck: str
    tags: tuple[str, ...]
    lecture_id: str
    language: str
    kind: str
    text: str
    more: str


@dataclass(frozen=True, slots=True)
class Card:
    """One card of a note: its id, which template or gap it is (from 0), and its place among the new cards."""

    id: int
    ordinal: int
    due: int


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it stands in a package. `mod` is when its content last changed, in seconds since 1970."""

    note_type: NoteType
    fields: tuple[str, ...]
    guid: str
    deck: str
    tags: tuple[str, ...]
    id: int = 0
    mod: int = 0
    cards: tuple[Card, ...] = ()

    def field(self, name: str) -> str:
        """The value of a field."""
        return self.fields[self.note_type.field_names.index(name)]
