"""Notes that are no longer in the lectures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lecturedeck.anki.notes import RETIRED
from tests.anki.learner import (
    COLD,
    NAMES,
    POUR,
    TEA,
    WARM,
    Learner,
    guids,
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
    assert guids_with(learner.package, RETIRED) == 5


def test_a_retired_note_is_carried_for_one_release(learner: Learner) -> None:
    learner.start()
    shorter = replace(TEA, questions=(WARM, COLD))
    first = learner.build(shorter)
    assert "1 removed" in first.output
    assert guids_with(learner.package, RETIRED) == 1
    data = learner.package.read_bytes()
    learner.build(shorter)
    assert learner.package.read_bytes() == data, "a build that changes nothing is no new release"
    second = learner.build(shorter.with_question(0, text=WARM.text + "!"))
    assert "0 removed, 1 dropped" in second.output
    assert guids_with(learner.package, RETIRED) == 0


def test_drop_retired_leaves_gone_notes_out_at_once(learner: Learner) -> None:
    learner.start()
    result = learner.build(replace(TEA, questions=(WARM, COLD)), "--drop-retired", "-v")
    assert "dropped" in result.output
    assert guids_with(learner.package, RETIRED) == 0
    assert len(guids(learner.package)) == len(NAMES) - 1


def test_a_retired_note_that_comes_back_loses_the_tag(learner: Learner) -> None:
    before = learner.start()
    learner.update(replace(TEA, questions=(WARM, COLD)))
    learner.update(TEA)
    learner.keeps(before, changed=(POUR.text,))
    assert list(learner.collection.find_notes(f"tag:{RETIRED}")) == []


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
