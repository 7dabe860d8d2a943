"""What an import of one package would do to a learner who has another: Anki's own rule, spelt out.

The rule is that of rslib/src/import_export/package/apkg/import/notes.rs with the options that the dialog shows at
first: a note is known by its guid alone; it is updated where its time is newer, in whole seconds, and only while
its note type is the same with the same fields and templates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from lecturedeck.anki.package.stored import Package, StoredNote, StoredType
from lecturedeck.anki.summary import plain

Outcome = Literal["new", "updated", "conflict", "not newer", "gone", "identical"]

OUTCOMES: tuple[Outcome, ...] = ("new", "updated", "conflict", "not newer", "gone", "identical")


@dataclass(frozen=True, slots=True)
class Change:
    """A field, or "tags", with what it holds in the old package and in the new."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One note or note type and what becomes of it; `new_cards` are cards that the note has not had."""

    outcome: Outcome
    note_type: str
    name: str
    guid: str = ""
    changes: tuple[Change, ...] = ()
    new_cards: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """All notes of both packages, and all note types of the new one."""

    notes: tuple[Entry, ...]
    note_types: tuple[Entry, ...]

    def count(self, outcome: Outcome) -> int:
        """How many notes come out so."""
        return sum(entry.outcome == outcome for entry in self.notes)


def diff(old: Package, new: Package) -> Difference:
    """What importing `new` would do to a collection that holds what `old` does."""
    types = tuple(_type_entry(old.note_types.get(kind.id), kind) for kind in _used_types(new))
    clones = {kind.id for kind in new.note_types.values() if _is_conflict(old.note_types.get(kind.id), kind)}
    known = {note.guid: note for note in reversed(old.notes)}
    entries = [_note_entry(known.get(note.guid), note, clones) for note in new.notes]
    here = {note.guid for note in new.notes}
    entries += [
        Entry("gone", note.note_type.name, _name(note), note.guid) for note in old.notes if note.guid not in here
    ]
    return Difference(tuple(sorted(entries, key=lambda entry: OUTCOMES.index(entry.outcome))), types)


def as_json(difference: Difference) -> dict[str, Any]:
    """The difference as JSON values, with whole field contents."""

    def entry(one: Entry) -> dict[str, Any]:
        values: dict[str, Any] = {"outcome": one.outcome, "note_type": one.note_type}
        if one.guid:
            values |= {"guid": one.guid, "name": one.name, "new_cards": one.new_cards}
        changes = [{"field": change.name, "old": change.old, "new": change.new} for change in one.changes]
        return {**values, "changes": changes}

    return {
        "counts": {outcome.replace(" ", "_"): difference.count(outcome) for outcome in OUTCOMES},
        "note_types": [entry(one) for one in difference.note_types],
        "notes": [entry(one) for one in difference.notes],
    }


def _used_types(package: Package) -> list[StoredType]:
    used = {note.note_type.id for note in package.notes}
    return [kind for kind in package.note_types.values() if kind.id in used]


def _is_conflict(old: StoredType | None, new: StoredType) -> bool:
    """Whether Anki would put the new note type beside the old: it compares the names of fields and templates."""
    if old is None:
        return False
    return (old.fields, [one[0] for one in old.templates]) != (new.fields, [one[0] for one in new.templates])


def _type_entry(old: StoredType | None, new: StoredType) -> Entry:
    if old is None:
        return Entry("new", new.name, new.name)
    if _is_conflict(old, new):
        return Entry("conflict", new.name, new.name)
    if old.content == new.content:
        return Entry("identical", new.name, new.name)
    return Entry("updated" if old.mod < new.mod else "not newer", new.name, new.name)


def _note_entry(old: StoredNote | None, new: StoredNote, clones: set[int]) -> Entry:
    if old is None:
        return Entry("new", new.note_type.name, _name(new), new.guid, new_cards=len(new.cards))
    changes = tuple(_changes(old, new))
    added = len({card.ordinal for card in new.cards} - {card.ordinal for card in old.cards})
    newer = old.mod < new.mod
    outcome: Outcome
    if new.note_type.id in clones or (newer and old.note_type.id != new.note_type.id):
        outcome = "conflict"
    elif newer:
        outcome = "updated"
    else:
        outcome = "not newer" if changes else "identical"
    return Entry(outcome, new.note_type.name, _name(new), new.guid, changes, added)


def _changes(old: StoredNote, new: StoredNote) -> Iterator[Change]:
    before, after = old.fields, new.fields
    for name in dict.fromkeys((*before, *after)):
        if before.get(name, "") != after.get(name, ""):
            yield Change(name, before.get(name, ""), after.get(name, ""))
    if set(old.tags) != set(new.tags):
        yield Change("tags", " ".join(sorted(old.tags)), " ".join(sorted(new.tags)))


def _name(note: StoredNote) -> str:
    return plain(note.values[0]) or note.guid
