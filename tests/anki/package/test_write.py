"""What a package promises, seen through Anki's own engine."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection

from lecturedeck.anki.cards import drafts_of
from lecturedeck.anki.identity import notes_of
from lecturedeck.anki.package import (
    PackageError,
    write_package,
)
from lecturedeck.anki.package import write as writing
from lecturedeck.lecture import Lecture
from tests.anki.learner import (
    Run,
)
from tests.anki.lectures import TIME, fact
from tests.conftest import PROJECT, assert_healthy, import_package, lecture_text, note_fields, question_text, read
from tests.markup.test_html import PIXEL

ANSWERS = (("Milk", "It cools."), ("A cosy", None), ("Ice", "It melts."), ("A fan", "It blows."))


LECTURE = lecture_text("# --questions--\n\n" + question_text(answers=ANSWERS) + question_text("Who pours?"))


def test_every_note_and_card_arrives_with_its_feedback(
    lecturedeck: Run, collection: Collection, tmp_path: Path
) -> None:
    (tmp_path / "teapots.md").write_text(LECTURE)
    assert lecturedeck("build", tmp_path / "teapots.md", "-o", tmp_path / "x.apkg").exit_code == 0
    import_package(collection, tmp_path / "x.apkg")
    assert (collection.note_count(), collection.card_count()) == (2, 2)
    (number,) = collection.find_cards('"Question:Who keeps tea warm?"')
    card = collection.get_card(number)
    front, back = card.question(), card.answer()
    for answer, feedback in ANSWERS:
        assert answer in front
        assert answer in back
        if feedback:
            assert feedback in back
            assert feedback not in front
    assert_healthy(collection)


def test_a_front_does_not_know_the_right_answer(tmp_path: Path) -> None:
    """Lectures that differ in nothing but which answer is right have the very same front."""
    fronts = set()
    for right in (1, 2, 3, 4):
        answers = tuple((text, None if number == right else "No.") for number, text in enumerate("abcd", 1))
        body = lecture_text("# --questions--\n\n" + question_text(answers=answers, solution=right))
        (note,) = notes_of(drafts_of(read(body), "Deck"), TIME)
        write_package(tmp_path / f"{right}.apkg", [note], {}, TIME)
        other = Collection(str(tmp_path / f"{right}.anki2"))
        import_package(other, tmp_path / f"{right}.apkg")
        fronts.add(other.get_card(other.find_cards("")[0]).question())
        other.close()
    assert len(fronts) == 1


def test_the_same_input_gives_the_same_bytes(
    lecturedeck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "teapots.md").write_text(LECTURE)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(TIME))
    for name in ("a", "b"):
        lecturedeck("build", tmp_path / "teapots.md", "-o", tmp_path / name / "x.apkg")
    assert (tmp_path / "a" / "x.apkg").read_bytes() == (tmp_path / "b" / "x.apkg").read_bytes()


def test_the_order_in_which_python_walks_a_set_does_not_matter(tmp_path: Path) -> None:
    packages = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": str(TIME)}
        target = tmp_path / seed / "x.apkg"
        command = [sys.executable, "-m", "lecturedeck", "build", str(PROJECT / "content"), "-o", str(target)]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        packages.append(target.read_bytes())
    assert packages[0] == packages[1]


def test_facts_have_both_directions_far_apart(collection: Collection, tmp_path: Path) -> None:
    facts = (
        fact("Spout", "The part that tea leaves by.", reverse="The part that tea leaves by."),
        fact(
            "418 I'm a teapot",
            "Says it cannot brew.",
            code="418",
            name="I'm a teapot",
            reverse="Says it cannot brew.",
        ),
        fact("Lid", "It is on top."),
    )
    lecture = Lecture("x.md", "id", "Pots", "pots", "english", "", facts=facts)
    write_package(tmp_path / "x.apkg", notes_of(drafts_of(lecture, "Deck"), TIME), {}, TIME)
    import_package(collection, tmp_path / "x.apkg")
    cards = [collection.get_card(number) for number in collection.find_cards("", order="c.due")]
    assert [(card.note()["Prompt"], card.ord) for card in cards] == [
        ("Spout", 0),
        ("418", 0),
        ("Lid", 0),
        ("Spout", 1),
        ("418", 1),
    ]
    assert "418" in cards[1].question()
    assert "teapot" not in cards[1].question()
    assert "I'm a teapot" in cards[1].answer()
    assert_healthy(collection)


def test_importing_twice_changes_nothing(lecturedeck: Run, collection: Collection, tmp_path: Path) -> None:
    (tmp_path / "teapots.md").write_text(LECTURE)
    lecturedeck("build", tmp_path / "teapots.md", "-o", tmp_path / "x.apkg")
    import_package(collection, tmp_path / "x.apkg")
    before = note_fields(collection)
    log: Any = import_package(collection, tmp_path / "x.apkg")
    assert len(log.duplicate) == 2
    assert not log.new
    assert not log.updated
    assert note_fields(collection) == before


def test_a_repeated_guid_is_refused(tmp_path: Path) -> None:
    notes = notes_of(drafts_of(read(LECTURE), "Deck"), TIME)
    with pytest.raises(PackageError, match="stand twice"):
        write_package(tmp_path / "x.apkg", [*notes, notes[0]], {}, TIME)
    assert not (tmp_path / "x.apkg").exists()


@pytest.mark.parametrize("step", ["_write_database", "_write_zip", "os.fsync", "Path.replace"])
def test_an_interruption_leaves_the_old_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    target = tmp_path / "x.apkg"
    target.write_bytes(b"the old one")

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    owner = {"os.fsync": os, "Path.replace": Path}.get(step, writing)
    monkeypatch.setattr(owner, step.split(".")[-1], stop)
    with pytest.raises(KeyboardInterrupt):
        write_package(target, notes_of(drafts_of(read(LECTURE), "Deck"), TIME), {}, TIME)
    assert target.read_bytes() == b"the old one"
    assert [path.name for path in tmp_path.iterdir()] == ["x.apkg"]


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    write_package(tmp_path / "x.apkg", notes_of(drafts_of(read(LECTURE), "Deck"), TIME), {}, TIME)
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_package_is_deflated_and_holds_what_genanki_writes(tmp_path: Path) -> None:
    write_package(tmp_path / "x.apkg", notes_of(drafts_of(read(LECTURE), "Deck"), TIME), {}, TIME)
    with zipfile.ZipFile(tmp_path / "x.apkg") as package:
        assert {info.compress_type for info in package.infolist()} == {zipfile.ZIP_DEFLATED}
        assert json.loads(package.read("media")) == {}
        package.extract("collection.anki2", tmp_path)
    database = sqlite3.connect(tmp_path / "collection.anki2")
    assert database.execute("SELECT count(*) FROM notes").fetchone() == (2,)
    assert database.execute("SELECT DISTINCT mod FROM notes").fetchall() == [(TIME,)]
    database.close()


def test_tags_say_kind_block_lecture_and_class_of_code() -> None:
    lecture = Lecture(
        "x.md",
        "id",
        "Pots",
        "All about pots",
        "english",
        "tea course",
        facts=(fact("404 Not Found", "No.", code="404"),),
    )
    (note,) = notes_of(drafts_of(lecture, "Deck"), TIME)
    assert note.tags == (
        "lecturedeck::block::tea-course",
        "lecturedeck::code::4xx",
        "lecturedeck::kind::fact",
        "lecturedeck::lecture::all-about-pots",
    )


def test_pictures_travel_with_the_package(lecturedeck: Run, collection: Collection, tmp_path: Path) -> None:
    (tmp_path / "pot.png").write_bytes(PIXEL)
    text = lecture_text("# --questions--\n\n" + question_text("Is ![a pot](pot.png) warm?"))
    (tmp_path / "teapots.md").write_text(text)
    assert lecturedeck("build", tmp_path / "teapots.md", "-o", tmp_path / "x.apkg").exit_code == 0
    import_package(collection, tmp_path / "x.apkg")
    (name,) = [path.name for path in Path(collection.media.dir()).iterdir()]
    assert f'<img src="{name}"' in note_fields(collection)[0]["Question"]
    assert_healthy(collection)


def test_the_database_check_of_these_tests_can_fail(
    lecturedeck: Run, collection: Collection, tmp_path: Path
) -> None:
    (tmp_path / "teapots.md").write_text(LECTURE)
    lecturedeck("build", tmp_path / "teapots.md", "-o", tmp_path / "x.apkg")
    import_package(collection, tmp_path / "x.apkg")
    assert_healthy(collection)
    assert collection.db is not None
    collection.db.execute("DELETE FROM notes WHERE id = (SELECT min(id) FROM notes)")
    with pytest.raises(AssertionError):
        assert_healthy(collection)
