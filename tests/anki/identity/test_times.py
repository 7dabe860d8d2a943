"""A change always arrives, whatever the clock says, and what is unchanged keeps its time."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from typing import Any

import pytest
from anki.collection import Collection

from lecturedeck.anki.identity import read_previous
from lecturedeck.anki.package import write as writing
from tests.anki.learner import (
    FIRST,
    LATER,
    NAMES,
    TEA,
    WARM,
    Learner,
    progress,
)


def test_two_changes_in_one_second_both_arrive(learner: Learner) -> None:
    before = learner.start()
    for text in ("Who keeps the tea warm in a pot?", "Who keeps our tea warm in a pot?"):
        learner.clock = LATER
        learner.update(TEA.with_question(0, text=text))
        assert text in progress(learner.collection)
    learner.keeps(before, renamed={WARM.text: text}, changed=(WARM.text,))


def test_a_fixed_time_is_no_obstacle(learner: Learner) -> None:
    """SOURCE_DATE_EPOCH stays years back: what changed is newer than what it replaces all the same."""
    learner.build(TEA)
    learner.import_it()
    learner.clock = 1_000_000
    log = learner.update(TEA.with_question(0, text=WARM.text + "!"))
    assert (len(log.updated), len(log.duplicate)) == (1, len(NAMES) - 1)


def test_new_templates_arrive_under_a_fixed_time(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note type updates only where its time is newer, and no note is touched for it."""
    before = learner.start()
    monkeypatch.setattr(writing, "stylesheet", lambda: ".card { color: teal }")
    learner.clock = FIRST - 10
    log = learner.update(TEA)
    assert len(log.duplicate) == len(NAMES)
    assert {model["css"] for model in ours(learner.collection)} == {".card { color: teal }"}
    learner.keeps(before)


def ours(collection: Collection) -> list[Any]:
    return [model for model in collection.models.all() if model["name"].startswith("Lecturedeck")]


def test_an_impossible_time_does_not_stop_updates(learner: Learner) -> None:
    learner.build(TEA)
    with zipfile.ZipFile(learner.package) as archive:
        (learner.folder / "database").write_bytes(archive.read("collection.anki2"))
    database = sqlite3.connect(learner.folder / "database")
    database.execute("UPDATE col SET mod = 9000000000000000000")
    database.commit()
    database.close()
    with zipfile.ZipFile(learner.package, "w") as archive:
        archive.write(learner.folder / "database", "collection.anki2")
        archive.writestr("media", json.dumps({}))
    assert read_previous(learner.package).time < 2_000_000_000
    assert "1 updated" in learner.build(TEA.with_question(0, text=WARM.text + "!")).output
