"""What `lecturedeck pull` says of what learners did, held against the real engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from anki.collection import Collection
from anki.notes import NoteId

from tests.anki.conftest import learner
from tests.anki.learner import COLD, POUR, TEA, WARM, Learner, Run, export
from tests.cli.terminals import on_terminal, shown

__all__ = ["learner"]


def note_of(collection: Collection, text: str) -> NoteId:
    (number,) = [one for one in collection.find_notes("") if text in collection.get_note(one).fields[0]]
    return number


@pytest.fixture
def exported(learner: Learner) -> Path:
    """An export of a learner who corrected a field, tagged, flagged and suspended."""
    learner.build(TEA)
    learner.import_it()
    collection = learner.collection
    note = collection.get_note(note_of(collection, WARM.text))
    note["Question"] = WARM.text.replace("tea", "green tea")
    collection.update_note(note)
    tagged = collection.get_note(note_of(collection, POUR.text))
    tagged.tags.append("wrong")
    collection.update_note(tagged)
    cold = note_of(collection, COLD.text)
    cards = collection.card_ids_of_note(cold)
    collection.set_user_flag_for_cards(1, cards)
    collection.sched.suspend_cards(cards)
    return export(collection, learner.folder / "export.apkg", legacy=False)


def line_of(path: Path, text: str) -> int:
    """The line of the text heading above a question."""
    lines = path.read_text().splitlines()
    return max(n for n, line in enumerate(lines, 1) if line == "## --text--" and n < lines.index(text) + 1)


def test_corrections_come_back_with_file_and_line(learner: Learner, exported: Path, lecturedeck: Run) -> None:
    result = lecturedeck("pull", exported, learner.file, "--released", learner.package)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    place = f"{learner.file}:{line_of(learner.file, WARM.text)}"
    assert f"{place}: Question: {WARM.text} → {WARM.text.replace('tea', 'green tea')}" in lines
    assert f"{learner.file}:{line_of(learner.file, POUR.text)}: tagged wrong: {POUR.text}" in lines
    cold = f"{learner.file}:{line_of(learner.file, COLD.text)}"
    assert f"{cold}: flagged red: {COLD.text}" in lines
    assert f"{cold}: 1 card suspended: {COLD.text}" in lines
    assert len(lines) == 4
    assert result.stderr == "1 note edited, 2 notes only tagged, flagged or suspended\n"


def test_the_json_holds_whole_fields(learner: Learner, exported: Path, lecturedeck: Run) -> None:
    found = json.loads(lecturedeck("pull", exported, learner.file, "--released", learner.package, "--json").stdout)
    (edited,) = [one for one in found if one["edits"]]
    assert edited["edits"] == [
        {"field": "Question", "was": WARM.text, "now": WARM.text.replace("tea", "green tea")}
    ]
    assert {tuple(one["tags"]) for one in found} == {(), ("wrong",)}
    assert all(one["key"] and one["path"] == str(learner.file) for one in found)


def test_a_learner_with_an_older_release_has_edited_nothing(learner: Learner, lecturedeck: Run) -> None:
    learner.build(TEA)
    learner.import_it()
    old = export(learner.collection, learner.folder / "export.apkg", legacy=True)
    learner.build(TEA.with_question(0, text="Who keeps the tea warm in a pot?"))
    result = lecturedeck("pull", old, learner.file, "--released", learner.package)
    assert (result.stdout, result.exit_code) == ("", 0)


@pytest.mark.parametrize("columns", [60, 120])
def test_a_terminal_shows_was_and_is_in_colours(learner: Learner, exported: Path, columns: int) -> None:
    output = on_terminal("pull", exported, learner.file, "--released", learner.package, columns=columns)
    assert f"\x1b[31m{WARM.text}\x1b[0m → \x1b[32m" in output
    assert "tagged wrong" in shown(output)


def test_a_package_that_is_missing_is_one_line(learner: Learner, lecturedeck: Run, tmp_path: Path) -> None:
    learner.build(TEA)
    result = lecturedeck("pull", learner.package, learner.file, "--released", tmp_path / "none.apkg")
    assert result.exit_code == 1
    assert (
        result.output
        == f"lecturedeck: {tmp_path}/none.apkg: no such package; name what learners have with --released\n"
    )
