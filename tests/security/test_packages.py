"""A previous package from a stranger: what it holds is bounded, cleaned, or refused in one line."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from click.testing import Result

from lecturedeck.anki.notetypes import CHOICE
from lecturedeck.anki.package.read import read_package
from lecturedeck.anki.package.stored import UnreadablePackage
from tests.conftest import assert_healthy, import_package, lecture_text, note_fields, question_text
from tests.fuzz.checks import unsafe

Run = Callable[..., Result]
TWO = lecture_text("# --questions--\n\n" + question_text() + question_text("Who pours the tea?"))
ONE = lecture_text("# --questions--\n\n" + question_text())


@pytest.fixture
def package(lecturedeck: Run, tmp_path: Path) -> Path:
    """A package of two notes, one of which is no longer in its lecture."""
    (tmp_path / "tea.md").write_text(TWO)
    assert lecturedeck("build", tmp_path / "tea.md", "-o", tmp_path / "tea.apkg").exit_code == 0
    (tmp_path / "tea.md").write_text(ONE)
    for lock in tmp_path.glob("*.lock"):
        lock.unlink()  # only the package tells of the second note
    return tmp_path / "tea.apkg"


def change(package: Path, *statements: str, media: dict[str, str] | None = None) -> None:
    """Run SQL on the collection of a package."""
    with zipfile.ZipFile(package) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    database = package.with_suffix(".db")
    database.write_bytes(files["collection.anki2"])
    connection = sqlite3.connect(database)
    for statement in statements:
        connection.executescript(statement)
    connection.commit()
    connection.close()
    files["collection.anki2"] = database.read_bytes()
    database.unlink()
    if media is not None:
        files["media"] = json.dumps(media).encode()
        files |= dict.fromkeys(media, b"x")
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def rebuilt(lecturedeck: Run, package: Path, collection: Collection) -> str:
    """Build over a package; Anki must take the result."""
    result = lecturedeck("build", package.with_suffix(".md"), "-o", package)
    assert result.exit_code == 0, result.output
    assert "Traceback" not in result.output
    import_package(collection, package)
    assert_healthy(collection)
    return result.output


FIELDS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    '<img src="https://evil.example/x.png">',
    "[anki:tts lang=en_US]x[/anki:tts]",
)


@pytest.mark.parametrize("html", FIELDS)
def test_a_removed_note_is_carried_as_safe_as_a_new_one(
    lecturedeck: Run, package: Path, collection: Collection, html: str
) -> None:
    change(package, f"UPDATE notes SET flds = replace(flds, 'Who pours the tea?', '{html} Who pours the tea?')")
    rebuilt(lecturedeck, package, collection)
    found = note_fields(collection)
    assert len(found) == 2
    assert any("Who pours the tea?" in fields["Question"] for fields in found)
    assert [value for fields in found for name, value in fields.items() if name != "Audio" and unsafe(value)] == []


@pytest.mark.parametrize("number", ["1e30", "9223372036854775807", "-5", "99999999999999"])
@pytest.mark.parametrize("column", ["notes.mod", "notes.id", "cards.id", "cards.ord", "cards.due", "col.mod"])
def test_a_number_out_of_range_is_not_carried(
    lecturedeck: Run, package: Path, collection: Collection, column: str, number: str
) -> None:
    table, name = column.split(".")
    one = "" if table == "col" else f" WHERE rowid = (SELECT max(rowid) FROM {table})"
    if not (number == "1e30" and name == "id"):  # which SQLite itself refuses
        change(package, f"UPDATE {table} SET {name} = {number}{one}")
    rebuilt(lecturedeck, package, collection)


@pytest.mark.parametrize("guid", ["x'ff'", "''", "'other'", "char(27)"])
def test_a_note_with_the_id_of_another_is_not_carried(
    lecturedeck: Run, package: Path, collection: Collection, guid: str
) -> None:
    """The lockfile knows the note by its own guid, a package from elsewhere by another."""
    package.with_name("tea.md").write_text(TWO)
    assert lecturedeck("build", package.with_suffix(".md"), "-o", package.parent / "b" / "tea.apkg").exit_code == 0
    change(package, f"UPDATE notes SET guid = {guid} WHERE id = (SELECT max(id) FROM notes)")
    result = lecturedeck(
        "build", package.with_suffix(".md"), "-o", package.parent / "b" / "tea.apkg", "--previous", package
    )
    assert result.exit_code == 0, result.output
    import_package(collection, package.parent / "b" / "tea.apkg")
    assert_healthy(collection)
    assert len(note_fields(collection)) == 2


@pytest.mark.parametrize("time", [10**30, -1, 2**63, 2**40])
def test_a_time_of_a_note_type_out_of_range_is_not_carried(
    lecturedeck: Run, package: Path, collection: Collection, time: int
) -> None:
    with zipfile.ZipFile(package) as archive:
        (package.with_suffix(".x")).write_bytes(archive.read("collection.anki2"))
    connection = sqlite3.connect(package.with_suffix(".x"))
    models = json.loads(connection.execute("SELECT models FROM col").fetchone()[0])
    connection.close()
    models[str(CHOICE.id)]["mod"] = time
    text = json.dumps(models).replace("'", "''")
    change(package, f"UPDATE col SET models = '{text}'")
    rebuilt(lecturedeck, package, collection)


@pytest.mark.parametrize(
    "name", ["../../evil.png", "/etc/passwd", "a\\b.png", "..", "a" * 200 + ".png", "x\x00.png", "c:x.png"]
)
def test_a_file_name_that_anki_refuses_is_not_carried(
    lecturedeck: Run, package: Path, collection: Collection, name: str
) -> None:
    html = f'<img src="{name}">'.replace("\x00", "").replace("'", "''")
    change(package, f"UPDATE notes SET flds = replace(flds, 'Who pours', '{html} Who pours')", media={"0": name})
    assert name not in read_package(package).media
    rebuilt(lecturedeck, package, collection)


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i"


@pytest.mark.parametrize(
    "statements",
    [
        f"ALTER TABLE cards RENAME TO c; CREATE VIEW cards AS {ENDLESS} id, 1 nid, 1 did, 0 odid, 0 ord, 0 type, 0 due FROM n",
        "ALTER TABLE notes RENAME TO n; CREATE VIEW notes AS SELECT * FROM n",
        "ALTER TABLE notes RENAME TO n; CREATE TABLE notes(id, guid, mid, mod, tags, flds AS (hex(zeroblob(900000000))))",
        "DROP TABLE cards",
    ],
)
def test_only_real_tables_are_read(package: Path, statements: str) -> None:
    change(package, statements)
    with pytest.raises(UnreadablePackage):
        read_package(package)


def test_a_small_file_that_unpacks_to_a_large_one_is_refused(package: Path) -> None:
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("collection.anki2", "w", force_zip64=True) as member:
            for _ in range(450):
                member.write(bytes(1_000_000))
        archive.writestr("media", "{}")
    assert package.stat().st_size < 4_000_000
    with pytest.raises(UnreadablePackage, match="too large"):
        read_package(package)


def test_media_json_that_is_nested_too_deeply_is_refused(package: Path) -> None:
    change(package)
    with zipfile.ZipFile(package) as archive:
        data = archive.read("collection.anki2")
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("collection.anki2", data)
        archive.writestr("media", "[" * 100_000)
    with pytest.raises(UnreadablePackage):
        read_package(package)
