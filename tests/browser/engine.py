"""The real Anki engine: our note types in a collection, and the cards it renders from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from anki.collection import Collection

from lecturedeck.anki.notetypes import NOTE_TYPES, NoteType, stylesheet, template_html

CLOZE = 1  # the kind of note type in Anki's JSON
DECK = 1


@dataclass(frozen=True, slots=True)
class Rendered:
    """A card as the engine renders it: its ordinal and the HTML of its sides."""

    ordinal: int
    front: str
    back: str


def open_collection(folder: Path) -> Collection:
    """A new collection with our three note types."""
    collection = Collection(str(folder / "collection.anki2"))
    for note_type in NOTE_TYPES:
        model = collection.models.new(note_type.name)
        model["css"] = stylesheet()
        if note_type.cloze:
            model["type"] = CLOZE
        for name in note_type.field_names:
            collection.models.add_field(model, collection.models.new_field(name))
        for template in note_type.templates:
            made = collection.models.new_template(template.name)
            made["qfmt"], made["afmt"] = (
                template_html(template.stem, "front"),
                template_html(template.stem, "back"),
            )
            collection.models.add_template(model, made)
        collection.models.add(model)
    return collection


def render(collection: Collection, note_type: NoteType, fields: Sequence[str]) -> tuple[Rendered, ...]:
    """The cards that the engine makes of a note."""
    model = collection.models.by_name(note_type.name)
    assert model is not None
    note = collection.new_note(model)
    note.fields = list(fields)
    collection.add_note(note, DECK)  # type: ignore[arg-type]
    return tuple(Rendered(card.ord, card.question(), card.answer()) for card in note.cards())
