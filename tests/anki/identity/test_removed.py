"""Notes that are no longer in the lectures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lecturedeck.anki.identity import read_lock
from lecturedeck.anki.notes import RETIRED
from tests.anki.learner import (
    COLD,
    NAMES,
    POUR,
    TEA,
    WARM,
    Learner,
    guids_with,
    progress,
)
from tests.conftest import lecture_text, question_text
from tests.markup.test_html import PIXEL


def test_an_error_elsewhere_does_not_keep_what_is_gone(learner: Learner) -> None:
    """A lecture that never could be read keeps no note of another lecture."""
    learner.start()
    wrong = learner.folder / "wrong.md"
    wrong.write_text(replace(TEA.with_question(0, solution=9), id="cc").markdown())
    result = learner.build(replace(TEA, questions=(WARM, COLD)), wrong)
    assert "1 removed, 5 unchanged" in result.output
    gone = learner.folder / "other.md"
    gone.write_text(lecture_text("# --questions--\n\n" + question_text("Why is it hot?"), id="dd", title="Other"))
    learner.run("build", gone, wrong, "-o", learner.package)
    assert guids_with(learner.package, RETIRED) == 6


def test_removed_notes_are_carried_and_named_until_they_are_dropped(learner: Learner) -> None:
    learner.build(TEA)
    for text in (WARM.text, WARM.text + "!", WARM.text + "?"):
        shorter = replace(TEA.with_question(0, text=text), questions=(replace(WARM, text=text), COLD))
        result = learner.build(shorter, "-v")
        assert "1 removed" in result.output
        assert f"removed    choice  {POUR.text}" in result.output
        assert guids_with(learner.package, RETIRED) == 1
    assert "0 removed, 1 dropped" in learner.build(shorter, "--drop-retired").output
    assert guids_with(learner.package, RETIRED) == 0
    assert "0 removed, 5 unchanged" in learner.build(shorter).output


def test_the_tag_reaches_learners_who_left_a_removed_note_alone(learner: Learner) -> None:
    learner.build(TEA)
    learner.import_it()
    learner.update(replace(TEA, questions=(WARM, COLD)))
    assert list(learner.collection.find_notes(f"tag:{RETIRED}")) == [progress(learner.collection)[POUR.text].note]
    learner.update(TEA)
    assert list(learner.collection.find_notes(f"tag:{RETIRED}")) == []


@pytest.mark.parametrize("options", [(), ("--drop-retired",)], ids=["carried", "dropped"])
def test_a_removed_note_that_comes_back_is_the_old_one(learner: Learner, options: tuple[str, ...]) -> None:
    """Whatever happened in between, and however long that was."""
    before = learner.start()
    for text in (WARM.text + "!", WARM.text + "?", WARM.text):
        shorter = replace(TEA, questions=(replace(WARM, text=text), COLD))
        learner.update(shorter, *options)
    learner.update(TEA)
    learner.keeps(before, changed=(WARM.text,))


def test_a_removed_note_stays_in_the_lockfile_for_good(learner: Learner) -> None:
    learner.build(TEA)
    learner.build(replace(TEA, questions=(WARM, COLD)), "--drop-retired")
    learner.build(replace(TEA, questions=(COLD,)), "--drop-retired")
    lock = read_lock(learner.folder)
    assert lock
    assert sum(entry.retired > 0 for entry in lock.entries.values()) == 2
    assert len(lock.entries) == len(NAMES)


def test_pictures_of_carried_notes_travel_along(learner: Learner) -> None:
    learner.folder.mkdir()
    (learner.folder / "pot.png").write_bytes(PIXEL)
    pictured = replace(WARM, text="Is ![a pot](pot.png) warm on a cold day?")
    learner.build(replace(TEA, questions=(pictured, POUR)))
    learner.build(replace(TEA, questions=(POUR,)))
    assert guids_with(learner.package, RETIRED) == 1
    learner.import_it()
    (name,) = [path.name for path in Path(learner.collection.media.dir()).iterdir()]
    assert any(name in note.fields[0] for note in progress(learner.collection).values())
