"""What is read of a package, value by value, and what is refused."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard
from anki.cards import CardId
from anki.collection import Collection

from lecturedeck.anki.notes import Card, Note
from lecturedeck.anki.notetypes import FACT
from lecturedeck.anki.package import (
    PackageError,
    UnreadablePackage,
    check_name,
    is_backup_name,
    read_media,
    read_package,
    write_package,
)
from lecturedeck.anki.package import read as reading
from lecturedeck.anki.package.collection import _unicase, read_collection
from lecturedeck.anki.package.write import content_of
from tests.anki.learner import export
from tests.anki.lectures import TIME, WARM, fact, lecture, release
from tests.conftest import import_package

NOTES = tuple(
    sorted(
        release(lecture(WARM, fact("Spout", "The tea leaves by it.", reverse="The tea leaves by it."))),
        key=lambda note: note.id,
    )
)


@pytest.fixture
def tea(tmp_path: Path) -> Path:
    """A package of a question and a fact, with two files."""
    write_package(tmp_path / "tea.apkg", NOTES, {"pot.png": b"pot", "cup.png": b"cup"}, TIME)
    return tmp_path / "tea.apkg"


def members(package: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(target: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target


def changed(package: Path, *statements: str) -> Path:
    """The package after some SQL."""
    files = members(package)
    database = package.with_name("database")
    database.write_bytes(files["collection.anki2"])
    with closing(sqlite3.connect(database)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return packed(package, {**files, "collection.anki2": database.read_bytes()})


def test_what_is_written_is_read_again(tea: Path) -> None:
    package = read_package(tea)
    assert [(one.guid, one.id, one.values, one.tags, one.mod, one.deck, one.cards) for one in package.notes] == [
        (one.guid, one.id, one.fields, one.tags, one.mod, "Deck", one.cards) for one in NOTES
    ]
    assert {one.id: one.content for one in package.note_types.values()} == {
        note.note_type.id: content_of(note.note_type) for note in NOTES
    }
    assert {one.mod for one in package.note_types.values()} == {package.time} == {TIME}
    assert package.media == {"cup.png": "0", "pot.png": "1"}
    assert all((one.suspended, one.flags) == (0, ()) for one in package.notes)


def test_files_are_read_by_name_as_far_as_they_are_there(tea: Path) -> None:
    package = read_package(tea)
    assert read_media(package, frozenset({"pot.png", "milk.png"})) == {"pot.png": b"pot"}
    assert read_media(package, frozenset()) == {}
    missing = replace(package, media={"cup.png": "0", "pot.png": "7"})
    assert read_media(missing, frozenset({"cup.png", "pot.png"})) == {"cup.png": b"cup"}


@pytest.mark.parametrize("legacy", [True, False])
def test_an_export_says_the_same_in_both_formats(tea: Path, collection: Collection, legacy: bool) -> None:
    Path(collection.media.dir(), "pot.png").write_bytes(b"pot")
    import_package(collection, tea)
    collection.sched.suspend_cards([CardId(NOTES[0].cards[0].id)])
    collection.set_user_flag_for_cards(7, [CardId(NOTES[1].cards[0].id)])
    package = read_package(export(collection, tea.with_name("mine.apkg"), legacy=legacy))
    assert package.zstd == (not legacy)
    assert [(one.guid, one.values, one.tags, one.deck) for one in package.notes] == [
        (one.guid, one.fields, one.tags, "Deck") for one in NOTES
    ]
    assert [(one.suspended, one.flags) for one in package.notes] == [(1, ()), (0, (7,))]
    kinds = {one.id: (one.name, one.content) for one in package.note_types.values()}
    assert all(kinds[one.id] == (one.name, content_of(one)) for one in (note.note_type for note in NOTES))


@pytest.mark.parametrize(
    ("time", "read"), [(0, 1), (1, 1), (-1, 1), ((1 << 32) - 1, (1 << 32) - 1), (1 << 32, 1), (2, 2)]
)
def test_a_time_that_cannot_be_is_the_oldest(tea: Path, time: int, read: int) -> None:
    assert {one.mod for one in read_package(changed(tea, f"UPDATE notes SET mod = {time}")).notes} == {read}


@pytest.mark.parametrize(("name", "end"), [("id", 1 << 53), ("ord", 1_000), ("due", 1 << 31), ("flags", 1 << 31)])
def test_the_largest_number_is_read_and_the_next_refused(tea: Path, name: str, end: int) -> None:
    one = f"WHERE id = {NOTES[0].cards[0].id}"
    last = changed(tea, f"UPDATE cards SET {name} = {end - 1} {one}")
    assert len(read_package(last).notes) == 2
    changed(tea, f"UPDATE cards SET {name} = {end} WHERE {name} = {end - 1}")
    with pytest.raises(UnreadablePackage, match="damaged"):
        read_package(tea)


def test_only_a_new_card_at_home_has_a_place(tea: Path) -> None:
    def places(*statements: str) -> list[int]:
        return [card.due for note in read_package(changed(tea, *statements)).notes for card in note.cards]

    assert places("UPDATE cards SET due = 5") == [5, 5, 5]
    assert places("UPDATE cards SET odid = 1") == [0, 0, 0]
    assert places("UPDATE cards SET odid = 0, due = -5") == [0, 0, 0]
    assert places("UPDATE cards SET due = 5, type = 1") == [0, 0, 0]


def test_a_note_is_in_the_deck_of_its_first_card_at_home(tea: Path) -> None:
    (deck,) = {one.deck for one in read_package(tea).notes}
    assert deck == "Deck"
    moved = "UPDATE cards SET odid = did, did = 1"
    assert {one.deck for one in read_package(changed(tea, moved)).notes} == {"Deck"}
    assert {one.deck for one in read_package(changed(tea, "UPDATE cards SET odid = 0")).notes} == {"Default"}
    assert {one.deck for one in read_package(changed(tea, "DELETE FROM cards")).notes} == {"Default"}
    assert {one.cards for one in read_package(tea).notes} == {()}


def test_of_two_cards_with_one_number_the_older_counts(tea: Path) -> None:
    twice = read_package(changed(tea, f"UPDATE cards SET ord = 0 WHERE nid = {fact_note().id}"))
    (note,) = [one for one in twice.notes if one.guid == fact_note().guid]
    oldest = min(fact_note().cards, key=lambda card: card.id)
    assert note.cards == (Card(oldest.id, 0, oldest.due),)


def fact_note() -> Note:
    (note,) = [note for note in NOTES if note.note_type is FACT]
    return note


def test_flags_are_told_once_each_and_a_flag_is_three_bits(tea: Path) -> None:
    first, second = fact_note().cards
    path = changed(
        tea,
        f"UPDATE cards SET flags = 8 + 3 WHERE id = {first.id}",
        f"UPDATE cards SET flags = 1, queue = -1 WHERE id = {second.id}",
    )
    found = {one.guid: (one.flags, one.suspended) for one in read_package(path).notes}
    assert found == {note.guid: (((1, 3), 1) if note is fact_note() else ((), 0)) for note in NOTES}
    changed(tea, "UPDATE cards SET flags = 8, queue = -2")
    assert {(one.flags, one.suspended) for one in read_package(tea).notes} == {((), 0)}


@pytest.mark.parametrize("table", ["notes", "cards", "col"])
@pytest.mark.parametrize("kind", ["view", "nothing", "table with a value that is computed"])
def test_only_plain_tables_are_read(tea: Path, table: str, kind: str) -> None:
    statements = {
        "view": (f"ALTER TABLE {table} RENAME TO x", f"CREATE VIEW {table} AS SELECT * FROM x"),
        "nothing": (f"DROP TABLE {table}",),
        "table with a value that is computed": (f"ALTER TABLE {table} ADD COLUMN x AS (1)",),
    }[kind]
    with pytest.raises(UnreadablePackage):
        read_package(changed(tea, *statements))


def test_a_database_that_asks_for_a_log_is_read(tea: Path) -> None:
    database = members(tea)["collection.anki2"]
    asking = database[:18] + b"\x02\x02" + database[20:]
    assert read_collection(asking, tables=False) == read_collection(database, tables=False)


@pytest.mark.parametrize("name", ["p" * 116 + ".png", "é" * 58 + ".png", "my pot.png", "p.png"])
def test_names_of_files_may_have_120_bytes(tea: Path, name: str) -> None:
    packed(tea, {**members(tea), "media": json.dumps({"0": name}).encode()})
    assert read_package(tea).media == {name: "0"}


@pytest.mark.parametrize(
    "name", ["", "p" * 117 + ".png", "é" * 59 + ".png", "a/b.png", ".png", "pot.", "pot ", "a:b", "a[b", "a\x7fb"]
)
def test_other_names_are_left_out(tea: Path, name: str) -> None:
    packed(tea, {**members(tea), "media": json.dumps({"0": name}).encode()})
    assert read_package(tea).media == {}


def test_a_package_may_have_no_list_of_files(tea: Path) -> None:
    packed(tea, {"collection.anki2": members(tea)["collection.anki2"]})
    assert read_package(tea).media == {}


def test_the_newer_of_two_databases_counts(tea: Path) -> None:
    files = members(tea)
    packed(
        tea, {**files, "collection.anki21": files["collection.anki2"], "collection.anki2": b"please update Anki"}
    )
    assert len(read_package(tea).notes) == 2
    packed(tea, {**files, "meta": b"\x08\x02"})
    with pytest.raises(UnreadablePackage, match="no collection"):
        read_package(tea)
    packed(tea, {**files, "meta": b"\x10\x02"})  # it says nothing of the version
    with pytest.raises(UnreadablePackage, match="newer format"):
        read_package(tea)


def test_what_unpacks_to_more_than_the_largest_size_is_refused(tea: Path) -> None:
    with zipfile.ZipFile(tea) as archive:
        assert reading._member(archive, "1", largest=3) == b"pot"
        with pytest.raises(UnreadablePackage, match="too large"):
            reading._member(archive, "1", largest=2)
    data = zstandard.compress(b"tea")
    assert reading._decompressed(data, 3) == b"tea"
    with pytest.raises(UnreadablePackage, match="too large"):
        reading._decompressed(data, 2)
    with pytest.raises(UnreadablePackage, match="damaged"):
        reading._decompressed(b"tea", 100)


def test_a_folder_is_no_package(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePackage, match="regular file"):
        read_package(tmp_path)
    with pytest.raises(FileNotFoundError):
        read_package(tmp_path / "none.apkg")


@pytest.mark.parametrize("name", ["collection.apkg", "Collection.APKG", "backup-tea.apkg", "BACKUP-.apkg"])
def test_a_name_that_anki_takes_for_a_backup_is_refused(tmp_path: Path, name: str) -> None:
    assert is_backup_name(name)
    with pytest.raises(PackageError, match="backup"):
        write_package(tmp_path / name, NOTES, {}, TIME)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    "name", ["tea.apkg", "my-backup-.apkg", "backup-tea.colpkg", "my-collection.apkg", "backup.apkg"]
)
def test_other_names_are_none(name: str) -> None:
    assert not is_backup_name(name)
    check_name(Path(name))


def test_a_package_has_a_time_from_1_on(tmp_path: Path) -> None:
    write_package(tmp_path / "tea.apkg", NOTES, {}, 1)
    assert read_package(tmp_path / "tea.apkg").time == 1
    with pytest.raises(PackageError, match="at least 1"):
        write_package(tmp_path / "tea.apkg", NOTES, {}, 0)


def test_a_field_may_not_hold_what_divides_fields(tmp_path: Path) -> None:
    broken = replace(NOTES[0], fields=("A\x1fB", *NOTES[0].fields[1:]))
    with pytest.raises(PackageError, match="divides fields"):
        write_package(tmp_path / "tea.apkg", [*NOTES[1:], broken], {}, TIME)


def test_what_was_written_is_told(tea: Path) -> None:
    before = tea.read_bytes()
    written = write_package(tea, NOTES[:1], {}, TIME, backup=True)
    assert written.size == tea.stat().st_size
    assert written.backup is not None
    assert written.backup.read_bytes() == before
    assert write_package(tea, NOTES[:1], {}, TIME).backup is None
    assert write_package(tea, NOTES, {}, TIME).digest != written.digest


def test_note_types_and_decks_have_times_and_descriptions_of_their_own(tea: Path) -> None:
    write_package(
        tea, NOTES, {}, TIME, type_times={FACT.id: 7}, descriptions={"Deck": "All of tea", "Cups": "Empty"}
    )
    assert {one.id: one.mod for one in read_package(tea).note_types.values()} == {
        note.note_type.id: 7 if note.note_type is FACT else TIME for note in NOTES
    }
    database = tea.with_name("database")
    database.write_bytes(members(tea)["collection.anki2"])
    with closing(sqlite3.connect(database)) as connection:
        (decks,) = connection.execute("SELECT decks FROM col").fetchone()
        (times,) = connection.execute("SELECT mod || ' ' || scm FROM col").fetchone()
        rows = connection.execute("SELECT usn, reps, lapses, left, odue, odid, flags, queue, type FROM cards")
        assert {*rows} == {(-1, 0, 0, 0, 0, 0, 0, 0, 0)}
    told = {deck["name"]: (deck["desc"], deck["mod"]) for deck in json.loads(decks).values()}
    assert told["Deck"] == ("All of tea", TIME)
    assert told["Cups"] == ("Empty", TIME)
    assert times == f"{TIME}000 {TIME}000"


def test_no_file_of_a_package_tells_when_or_where_it_was_made(tea: Path) -> None:
    with zipfile.ZipFile(tea) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == ["collection.anki2", "media", "0", "1"]
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.external_attr for info in infos} == {0o644 << 16}
    assert {info.compress_type for info in infos} == {zipfile.ZIP_DEFLATED}


def test_a_deck_has_an_id_of_its_own_and_its_cards_are_in_it(tea: Path) -> None:
    first, second = NOTES
    write_package(tea, [first, replace(second, deck="Cups::Small")], {}, TIME)
    assert [note.deck for note in read_package(tea).notes] == ["Deck", "Cups::Small"]
    write_package(tea, [], {}, TIME)
    assert read_package(tea).notes == ()


def test_a_note_without_tags_has_none(tea: Path) -> None:
    write_package(tea, [replace(NOTES[0], tags=()), replace(NOTES[1], tags=("tea", "pot"))], {}, TIME)
    assert [note.tags for note in read_package(tea).notes] == [(), ("tea", "pot")]


def test_guids_stand_once(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="1 guids stand twice"):
        write_package(tmp_path / "tea.apkg", [NOTES[0], NOTES[0], NOTES[1]], {}, TIME)


@pytest.mark.parametrize("change", ["mod = ''", "id = -1", f"id = {1 << 53}"])
def test_a_number_that_is_none_is_refused(tea: Path, change: str) -> None:
    changed(tea, f"UPDATE notes SET {change} WHERE id = {NOTES[0].id}")
    with pytest.raises(UnreadablePackage, match="damaged"):
        read_package(tea)


def test_an_id_may_be_0(tea: Path) -> None:
    read = read_package(changed(tea, f"UPDATE notes SET id = 0 WHERE id = {NOTES[0].id}"))
    assert [note.id for note in read.notes] == [0, NOTES[1].id]


def test_names_are_compared_without_case() -> None:
    pairs = (("tea", "TEA"), ("Cup", "pot"), ("pot", "Cup"))
    assert [_unicase(one, two) for one, two in pairs] == [0, -1, 1]
