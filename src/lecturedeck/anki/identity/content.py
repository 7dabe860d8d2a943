"""What a learner studies of a note, and what is only kept with it."""

from __future__ import annotations

from lecturedeck.anki.identity.comparable import digest
from lecturedeck.anki.notes import Draft, Note

# Where a note comes from and how it is shown. A change here is no news for a learner, and is not worth the tags
# and edits that an import overwrites: it waits for the next change of content. All other fields are content.
BOOKKEEPING = frozenset({"Lecture", "Key", "Passage", "Category", "Language", "Teaches", "Report"})


def content_of_note(note: Draft | Note) -> dict[str, str]:
    """A digest of every field with content, by name; empty fields are left out."""
    return {
        name: digest(value)
        for name, value in zip(note.note_type.field_names, note.fields, strict=True)
        if value and name not in BOOKKEEPING
    }
