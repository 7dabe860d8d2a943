"""What becomes of every note and note type, and in which order `diff` tells it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lecturedeck.anki.notes import Card
from lecturedeck.anki.package import Package, StoredNote, StoredType, as_json, diff

KIND = StoredType(7, "Tea", ("Front", "Back"), (("Card", "{{Front}}", "{{Back}}"),), "", False, 50)
NOTE = StoredNote("pot", 1, KIND, ("A pot", "holds tea"), ("tea", "pot"), 50, "Tea", (Card(11, 0, 1),))


def package(*notes: StoredNote) -> Package:
    return Package(Path("tea.apkg"), {note.note_type.id: note.note_type for note in notes}, notes, {}, 50)


def outcome(old: StoredNote, new: StoredNote) -> str:
    return diff(package(old), package(new)).notes[0].outcome


def test_a_note_is_updated_only_where_its_time_is_newer() -> None:
    edited = replace(NOTE, values=("A pot", "holds coffee"))
    assert outcome(NOTE, replace(edited, mod=51)) == "updated"
    assert outcome(NOTE, edited) == outcome(NOTE, replace(edited, mod=49)) == "not newer"
    assert outcome(NOTE, NOTE) == outcome(NOTE, replace(NOTE, mod=49)) == "identical"


def test_a_note_type_is_updated_only_where_its_time_is_newer() -> None:
    def kind(mod: int, css: str) -> str:
        new = replace(NOTE, note_type=replace(KIND, mod=mod, css=css))
        return diff(package(NOTE), package(new)).note_types[0].outcome

    assert [kind(mod, "b {}") for mod in (49, 50, 51)] == ["not newer", "not newer", "updated"]
    assert kind(51, "") == "identical"


def test_a_note_of_another_note_type_is_a_conflict_only_where_it_is_newer() -> None:
    other = replace(NOTE, note_type=replace(KIND, id=8))
    assert outcome(NOTE, replace(other, mod=51)) == "conflict"
    assert outcome(NOTE, other) == "identical"


@pytest.mark.parametrize(
    "kind",
    [replace(KIND, fields=("Front", "Side")), replace(KIND, templates=(("Other", "{{Front}}", "{{Back}}"),))],
)
def test_other_names_of_fields_or_templates_are_a_conflict_even_where_nothing_is_newer(kind: StoredType) -> None:
    difference = diff(package(NOTE), package(replace(NOTE, note_type=kind)))
    assert [entry.outcome for entry in (*difference.notes, *difference.note_types)] == ["conflict", "conflict"]


def test_notes_come_in_the_order_of_their_outcomes() -> None:
    gone, new, changed = (replace(NOTE, guid=guid) for guid in ("gone", "new", "changed"))
    difference = diff(package(gone, NOTE, changed), package(NOTE, replace(changed, tags=(), mod=51), new))
    assert [(entry.guid, entry.outcome) for entry in difference.notes] == [
        ("new", "new"),
        ("changed", "updated"),
        ("gone", "gone"),
        ("pot", "identical"),
    ]
    assert [difference.count(one) for one in ("new", "updated", "gone", "identical")] == [1, 1, 1, 1]


def test_the_first_of_two_notes_with_one_guid_is_the_one_that_counts() -> None:
    twin = replace(NOTE, values=("Another pot", ""))
    assert [entry.outcome for entry in diff(package(NOTE, twin), package(NOTE)).notes] == ["identical"]


def test_changes_name_the_field_or_the_tags_and_the_order_of_tags_is_none() -> None:
    assert diff(package(NOTE), package(replace(NOTE, tags=("pot", "tea")))).notes[0].changes == ()
    new = replace(NOTE, values=("A pot", "holds coffee"), tags=("pot", "cup"), mod=51)
    (entry,) = as_json(diff(package(NOTE), package(new)))["notes"]
    assert entry["changes"] == [
        {"field": "Back", "old": "holds tea", "new": "holds coffee"},
        {"field": "tags", "old": "pot tea", "new": "cup pot"},
    ]
    assert (entry["guid"], entry["name"], entry["new_cards"]) == ("pot", "A pot", 0)


def test_cards_that_the_note_has_not_had_are_counted() -> None:
    more = replace(NOTE, cards=(Card(11, 0, 1), Card(12, 1, 2), Card(13, 2, 3)), mod=51)
    assert diff(package(NOTE), package(more)).notes[0].new_cards == 2
    assert diff(package(more), package(NOTE)).notes[0].new_cards == 0
    assert diff(package(), package(more)).notes[0].new_cards == 3


def test_a_note_type_that_no_note_has_is_not_told() -> None:
    unused = replace(KIND, id=9, name="Milk")
    both = replace(package(NOTE), note_types={7: KIND, 9: unused})
    assert [entry.name for entry in diff(package(), both).note_types] == ["Tea"]
    assert [entry.outcome for entry in diff(package(), both).note_types] == ["new"]
