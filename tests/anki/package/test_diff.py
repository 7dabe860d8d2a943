"""`lecturedeck diff` says what Anki does: held against the engine's own log of the same import."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from anki.models import NotetypeId

from lecturedeck.anki.notetypes import CHOICE
from lecturedeck.anki.package import (
    as_json,
    diff,
    read_package,
)
from tests.anki.learner import (
    COLD,
    TEA,
    Asked,
    Learner,
    export,
)
from tests.conftest import import_package

ADDED = Asked("How long does it take?", (("An hour", "Bitter."), ("Two minutes", None)), 2)


EDITED = replace(
    TEA.with_question(0, text="Who keeps the tea warm in a pot?"),
    facts=(("Spout", "a bent pipe for pouring that every pot has."), TEA.facts[1]),
)


def two_packages(learner: Learner) -> tuple[Path, Path]:
    """A released package and the next one: a question new, one edited, one gone, a definition changed."""
    learner.build(TEA)
    old = learner.package.rename(learner.folder / "old.apkg")
    questions = (EDITED.questions[0], ADDED, COLD)
    learner.build(replace(EDITED, questions=questions), "--previous", old, "--drop-retired")
    return old, learner.package


def outcomes(old: Path, new: Path) -> dict[str, int]:
    return dict(as_json(diff(read_package(old), read_package(new)))["counts"])


def logged(log: Any) -> dict[str, int]:
    return {"new": len(log.new), "updated": len(log.updated), "conflict": len(log.conflicting)}


def test_the_counts_are_those_of_a_real_import(learner: Learner) -> None:
    old, new = two_packages(learner)
    import_package(learner.collection, old)
    counts = outcomes(old, new)
    assert counts == {"new": 1, "updated": 2, "conflict": 0, "not_newer": 0, "gone": 1, "identical": 3}
    log: Any = import_package(learner.collection, new)
    assert logged(log) == {name: counts[name] for name in ("new", "updated", "conflict")}
    assert len(log.duplicate) == counts["identical"] + counts["not_newer"]


def test_an_older_package_updates_nothing(learner: Learner) -> None:
    old, new = two_packages(learner)
    import_package(learner.collection, new)
    counts = outcomes(new, old)
    assert (counts["updated"], counts["not_newer"]) == (0, 2)
    log: Any = import_package(learner.collection, old)
    assert logged(log) == {name: counts[name] for name in ("new", "updated", "conflict")}


def test_a_note_type_with_another_field_is_a_conflict(learner: Learner) -> None:
    """As learners have it who added a field: Anki puts our note type beside theirs, and updates nothing."""
    old, new = two_packages(learner)
    import_package(learner.collection, old)
    models = learner.collection.models
    model = models.get(NotetypeId(CHOICE.id))
    assert model is not None
    models.add_field(model, models.new_field("My own"))
    models.update_dict(model)
    exported = export(learner.collection, learner.folder / "mine.apkg", legacy=False)
    difference = diff(read_package(exported), read_package(new))
    assert {entry.note_type: entry.outcome for entry in difference.note_types}["Lecturedeck Choice"] == "conflict"
    log: Any = import_package(learner.collection, new)
    expected = {name: outcomes(exported, new)[name] for name in ("new", "updated", "conflict")}
    assert logged(log) == expected
    assert expected["conflict"] == 2


def test_a_learners_own_edit_is_shown_as_not_newer(learner: Learner) -> None:
    """An edit of the learner's is newer than the package, so an import skips the note."""
    learner.build(TEA)
    learner.import_it()
    (number,) = learner.collection.find_notes('"Term:Lid"')
    note = learner.collection.get_note(number)
    note["Example"] = "my own"
    learner.collection.update_note(note)
    exported = export(learner.collection, learner.folder / "mine.apkg", legacy=True)
    difference = diff(read_package(exported), read_package(learner.package))
    (entry,) = [entry for entry in difference.notes if entry.outcome == "not newer"]
    assert [(change.name, change.old, change.new) for change in entry.changes] == [("Example", "my own", "")]


def test_a_package_against_itself_is_identical(learner: Learner) -> None:
    learner.build(TEA)
    package = read_package(learner.package)
    difference = diff(package, package)
    assert {entry.outcome for entry in (*difference.notes, *difference.note_types)} == {"identical"}
