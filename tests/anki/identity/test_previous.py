"""The previous package: the one that is replaced, another, an export from Anki, or one that is damaged."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import genanki
import pytest
from anki.decks import DeckId
from anki.models import ChangeNotetypeRequest, NotetypeId

from lecturedeck.anki.cards import drafts_of
from lecturedeck.anki.identity import NAME, notes_of, read_previous
from lecturedeck.anki.notetypes import CHOICE
from lecturedeck.anki.package import (
    UnreadablePackage,
    read_media,
    read_package,
)
from tests.anki.learner import (
    NAMES,
    TEA,
    WARM,
    Learner,
    Run,
    content,
    export,
    progress,
    rows_of,
)
from tests.conftest import assert_healthy, read
from tests.markup.test_html import PIXEL


def test_another_package_can_be_the_previous_one(learner: Learner) -> None:
    before = learner.start()
    released = learner.package
    learner.package = learner.folder / "next.apkg"
    fixed = "Who keeps the tea warm in a pot?"
    result = learner.build(TEA.with_question(0, text=fixed), "--previous", released)
    assert "0 added, 1 updated, 0 removed, 5 unchanged" in result.output
    learner.import_it()
    learner.keeps(before, renamed={WARM.text: fixed}, changed=(WARM.text,))


def test_one_previous_package_for_several_packages_is_refused(learner: Learner) -> None:
    learner.build(TEA)
    (learner.folder / "other.md").write_text(replace(TEA, id="bb", title="Cups").markdown())
    result = learner.run("build", learner.folder, "-o", learner.folder / "decks", "--previous", learner.package)
    assert result.exit_code == 1
    assert "--previous names one package" in result.output
    assert not (learner.folder / "decks").exists()


def test_our_own_package_comes_back_as_it_was_written(learner: Learner) -> None:
    from lecturedeck.anki.package.write import write_package

    notes = notes_of(drafts_of(read(TEA.markdown()), "Deck::Below"), 1_700_000_000)
    learner.folder.mkdir()
    write_package(learner.package, notes, {"p.png": PIXEL}, 1_700_000_000)
    previous = read_previous(learner.package)
    assert sorted(previous.notes, key=lambda note: note.guid) == sorted(notes, key=lambda note: note.guid)
    assert previous.time == previous.package.time == 1_700_000_000
    assert read_media(previous.package, frozenset({"p.png", "q.png"})) == {"p.png": PIXEL}


@pytest.mark.parametrize("legacy", [True, False], ids=["collection.anki21", "collection.anki21b"])
def test_an_export_from_anki_comes_back_as_the_collection_has_it(learner: Learner, legacy: bool) -> None:
    learner.folder.mkdir()
    (learner.folder / "pot.png").write_bytes(PIXEL)
    learner.build(TEA.with_question(0, text="Is ![a pot](pot.png) warm?"))
    learner.import_it()
    ours = content(read_previous(learner.package).notes)
    exported = export(learner.collection, learner.folder / "mine.apkg", legacy=legacy)
    with zipfile.ZipFile(exported) as archive:
        assert ("collection.anki21b" in archive.namelist()) is not legacy
    previous = read_previous(exported)
    assert content(previous.notes) == ours
    (name,) = previous.package.media
    assert read_media(previous.package, frozenset({name})) == {name: PIXEL}
    own = read_package(learner.package)
    for number, kind in own.note_types.items():
        assert previous.package.note_types[number].content == kind.content


@pytest.mark.parametrize("legacy", [True, False], ids=["collection.anki21", "collection.anki21b"])
def test_a_build_over_an_export_costs_no_progress(learner: Learner, legacy: bool) -> None:
    """Built over an export: schedules stay, the learner's tags stay even on a note that changed, and a field
    that the learner edited goes back to the lecture's text, since a build cannot tell who changed it."""
    before = learner.start()
    exported = export(learner.collection, learner.folder / "mine.apkg", legacy=legacy)
    learner.package.unlink()
    fixed = "Who keeps the tea warm in a pot?"
    learner.update(TEA.with_question(0, text=fixed), "--previous", exported)
    after = progress(learner.collection)
    assert sorted(after) == sorted(fixed if name == WARM.text else name for name in before)
    for name, was in before.items():
        now = after[fixed if name == WARM.text else name]
        assert (now.note, now.cards, now.log, now.tags) == (was.note, was.cards, was.log, was.tags)
        assert "mine" in now.tags
    assert_healthy(learner.collection)


def test_notes_of_other_note_types_are_left_out(learner: Learner) -> None:
    learner.start()
    basic = learner.collection.models.by_name("Basic")
    assert basic is not None
    note = learner.collection.new_note(basic)
    note["Front"] = "Something else"
    learner.collection.add_note(note, DeckId(1))
    exported = export(learner.collection, learner.folder / "mine.apkg", legacy=False)
    assert len(read_package(exported).notes) == len(NAMES) + 1
    assert len(read_previous(exported).notes) == len(NAMES)


def choice(learner: Learner) -> Any:
    return learner.collection.models.get(NotetypeId(CHOICE.id))


def test_fields_are_read_by_name(learner: Learner) -> None:
    """A learner may add fields to a note type, and put them in another order."""
    learner.start()
    models = learner.collection.models
    model = choice(learner)
    models.add_field(model, models.new_field("My own"))
    models.reposition_field(model, model["flds"][0], 3)
    models.update_dict(model)
    exported = export(learner.collection, learner.folder / "mine.apkg", legacy=False)
    texts = {note.field("Question") for note in read_previous(exported).notes if note.note_type is CHOICE}
    assert texts == {asked.text for asked in TEA.questions}


def test_a_note_in_a_clone_of_the_note_type_keeps_its_guid(learner: Learner) -> None:
    """Anki makes a clone where a learner's note type has other fields; the notes in it are ours all the same."""
    learner.start()
    models = learner.collection.models
    model = models.copy(choice(learner))
    model["name"] = "Lecturedeck Choice+"
    models.update_dict(model)
    (number,) = learner.collection.find_notes(f'"Question:{WARM.text}"')
    before = content(read_previous(learner.package).notes)
    models.change_notetype_of_notes(
        ChangeNotetypeRequest(
            note_ids=[number],
            new_fields=list(range(len(CHOICE.fields))),
            new_templates=[0],
            old_notetype_id=CHOICE.id,
            new_notetype_id=model["id"],
            current_schema=rows_of(learner.collection, "SELECT scm FROM col")[0][0],
            old_notetype_name="Lecturedeck Choice",
        )
    )
    exported = export(learner.collection, learner.folder / "mine.apkg", legacy=False)
    assert len({note.note_type.id for note in read_package(exported).notes}) == 4
    assert content(read_previous(exported).notes).keys() == before.keys()


def broken(folder: Path, good: Path) -> dict[str, tuple[Path, str]]:
    """Files that cannot be used, with a word from the reason that must be given."""

    def of_zip(name: str, **members: bytes) -> Path:
        with zipfile.ZipFile(folder / name, "w") as archive:
            for member, data in members.items():
                archive.writestr(member.replace("_", "."), data)
        return folder / name

    def of_bytes(name: str, data: bytes) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    def of_database(name: str, *statements: str) -> Path:
        with zipfile.ZipFile(good) as archive:
            (folder / "database").write_bytes(archive.read("collection.anki2"))
        database = sqlite3.connect(folder / "database")
        for statement in statements:
            database.execute(statement)
        database.commit()
        database.close()
        return of_zip(name, collection_anki2=(folder / "database").read_bytes(), media=b"{}")

    deck = genanki.Deck(1_234_567_890, "Another tool's")
    deck.add_note(genanki.Note(genanki.BASIC_MODEL, ["front", "back"]))
    genanki.Package(deck).write_to_file(folder / "other.apkg")
    data = good.read_bytes()
    with zipfile.ZipFile(good) as archive:
        database = archive.read("collection.anki2")
    return {
        "empty": (of_bytes("empty.apkg", b""), "damaged"),
        "text": (of_bytes("text.apkg", b"no package at all"), "damaged"),
        "cut short": (of_bytes("cut.apkg", data[: len(data) // 2]), "damaged"),
        "one byte wrong": (of_bytes("bit.apkg", data[:3000] + bytes([data[3000] ^ 255]) + data[3001:]), "damaged"),
        "no collection": (of_zip("none.apkg", media=b"{}"), "no Anki package"),
        "no database": (of_zip("nodb.apkg", collection_anki2=b"no database", media=b"{}"), "damaged"),
        "half a database": (
            of_zip("halfdb.apkg", collection_anki2=database[: len(database) // 2], media=b"{}"),
            "damaged",
        ),
        "no tables": (of_database("tables.apkg", "DROP TABLE notes"), "damaged"),
        "no row": (of_database("row.apkg", "DELETE FROM col"), "damaged"),
        "no JSON": (of_database("json.apkg", "UPDATE col SET models = '{'"), "damaged"),
        "other JSON": (of_database("other.apkg.json", "UPDATE col SET models = '[]'"), "damaged"),
        "no note type": (of_database("type.apkg", "UPDATE notes SET mid = 5"), "damaged"),
        "no number": (of_database("number.apkg", "UPDATE notes SET mod = 'soon'"), "damaged"),
        "no note": (of_database("note.apkg", "DELETE FROM notes"), "no note of Lecturedeck"),
        "another tool": (folder / "other.apkg", "no note of Lecturedeck"),
        "a newer format": (of_zip("new.apkg", meta=b"\x08\x09", collection_anki99=b""), "newer format"),
        "a broken meta": (of_zip("meta.apkg", meta=b"\x0a\xff", collection_anki2=b""), "damaged"),
        "no zstd": (of_zip("zstd.apkg", meta=b"\x08\x03", collection_anki21b=b"no zstd", media=b""), "damaged"),
    }


CASES = (
    "empty,text,cut short,one byte wrong,no collection,no database,half a database,no tables,no row,no JSON,"
    "other JSON,no note type,no number,no note,another tool,a newer format,a broken meta,no zstd"
).split(",")


@pytest.mark.parametrize("case", CASES)
def test_an_unusable_previous_package_gives_a_warning_and_is_kept(learner: Learner, case: str) -> None:
    learner.build(TEA)
    (learner.folder / "cases").mkdir()
    path, word = broken(learner.folder / "cases", learner.package)[case]
    with pytest.raises(UnreadablePackage, match=word):
        read_previous(path)
    data = path.read_bytes()
    shutil.copyfile(path, learner.package)
    learner.package.with_name(NAME).unlink()
    result = learner.build(TEA)
    assert result.exit_code == 0
    (warning,) = [line for line in result.output.splitlines() if "warning" in line]
    assert word in warning
    assert "6 added, 0 updated, 0 removed" in result.output
    assert learner.package.with_name("teapots.apkg.bak").read_bytes() == data
    learner.import_it()
    assert sorted(progress(learner.collection)) == sorted(NAMES)


def test_a_damaged_package_costs_nothing_beside_a_lockfile(learner: Learner) -> None:
    before = learner.start()
    learner.package.write_text("damaged")
    log = learner.update(TEA)
    assert len(log.duplicate) == len(NAMES)
    learner.keeps(before)


def test_the_list_of_cases_is_whole(learner: Learner) -> None:
    learner.build(TEA)
    (learner.folder / "cases").mkdir()
    assert sorted(broken(learner.folder / "cases", learner.package)) == sorted(CASES)


def test_a_kept_file_is_never_overwritten(learner: Learner) -> None:
    learner.build(TEA)
    for text in ("one", "two", "one", "two"):
        learner.package.write_text(text)
        learner.build(TEA)
    kept = {path.name: path.read_text() for path in learner.folder.iterdir() if ".bak" in path.name}
    assert kept == {"teapots.apkg.bak": "one", "teapots.apkg.bak2": "two"}


def test_a_dry_run_over_a_damaged_file_keeps_nothing_and_touches_nothing(learner: Learner) -> None:
    learner.build(TEA)
    learner.package.write_text("damaged")
    result = learner.build(TEA, "--dry-run")
    assert "warning" in result.output
    assert learner.package.read_text() == "damaged"
    assert not list(learner.folder.glob("*.bak"))


def test_strict_builds_nothing_over_a_damaged_file(learner: Learner) -> None:
    learner.build(TEA)
    learner.package.write_text("damaged")
    result = learner.build(TEA, "--strict")
    assert result.exit_code == 1
    assert "a strict build needs it" in result.output
    assert learner.package.read_text() == "damaged"


def test_a_damaged_file_named_as_previous_is_a_warning(learner: Learner, lecturedeck: Run) -> None:
    learner.build(TEA)
    wrong = learner.folder / "wrong.apkg"
    wrong.write_text("damaged")
    result = learner.build(TEA, "--previous", wrong)
    assert result.exit_code == 0
    assert f"{wrong}: not used as the previous package" in result.output
    assert wrong.read_text() == "damaged"
    missing = lecturedeck("build", learner.file, "-o", learner.package, "--previous", learner.folder / "missing")
    assert missing.exit_code == 1


def test_zstd_is_loaded_only_where_it_is_needed(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:

    learner.build(TEA)
    monkeypatch.setitem(sys.modules, "zstandard", None)
    monkeypatch.setitem(sys.modules, "rapidfuzz.fuzz", None)
    assert "6 unchanged" in learner.build(TEA).output
