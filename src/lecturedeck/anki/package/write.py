"""Notes to an .apkg file: genanki's schema, note types and decks, our rows, and a file that is whole or not there.

genanki writes straight to the target, stamps every note with the clock, takes ids from it, and rewrites
all note types and decks for each deck. So it is asked for what it knows (the schema and the JSON of note
types and decks), and the rows are written here in one go.
"""

from __future__ import annotations

import errno
import json
import re
import shutil
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import IO

from lecturedeck.anki.ids import Ids
from lecturedeck.anki.library import genanki
from lecturedeck.anki.notes import Note
from lecturedeck.anki.notetypes import NOTE_TYPES, NoteType, Side, stylesheet, template_html
from lecturedeck.storage import file_digest, keep_backup, replacing, scratch

# A twentieth larger than zlib's default, in half the time.
_LEVEL = 4
_MUSTACHE = re.compile(r"{{.*?}}", re.DOTALL)
_PIECE = 1 << 16
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_NOTE_ROW = "INSERT INTO notes VALUES(?,?,?,?,-1,?,?,?,0,0,'')"
_CARD_ROW = "INSERT INTO cards VALUES(?,?,?,?,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')"


class PackageError(Exception):
    """A package that must not or cannot be written; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Written:
    """A package on disk: its size in bytes, and the digest of the bytes that were written.

    `backup` is where the file that it replaced was kept, None where it was not.
    """

    size: int
    digest: str
    backup: Path | None = None


def is_backup_name(name: str) -> bool:
    """Whether Anki takes a file of this name for a whole collection (qt aqt/importing.py)."""
    name = name.lower()
    return name == "collection.apkg" or (name.startswith("backup-") and name.endswith(".apkg"))


def check_name(target: Path) -> None:
    """Refuse names by which Anki takes a package for a whole collection (aqt/importing.py: it would replace
    everything the learner has). Raises PackageError."""
    if is_backup_name(target.name):
        raise PackageError(
            f"{target}: Anki takes a file of this name for a backup and would replace the whole collection; "
            "choose another name"
        )


def write_package(
    target: Path,
    notes: Sequence[Note],
    media: Mapping[str, Path | bytes],
    timestamp: int,
    *,
    type_times: Mapping[int, int] | None = None,
    descriptions: Mapping[str, str] | None = None,
    backup: bool = False,
) -> Written:
    """Write a package.

    `media` maps names in the package to files, or to their content. `type_times` are the times of note types
    by id where they are not `timestamp`, `descriptions` are HTML by the name of a deck. The target is replaced in
    one step, or left alone where it has these bytes already; with `backup` it is kept beside the new one
    (`keep_backup`). The same arguments give the same bytes. Raises PackageError (a name that Anki misunderstands,
    a guid that stands twice, a timestamp below 1, which Anki's database check does not survive) and OSError.
    """
    check_name(target)
    if timestamp < 1:
        raise PackageError("the time of a package must be at least 1: Anki cannot check a collection with time 0")
    repeated = [guid for guid, number in Counter(note.guid for note in notes).items() if number > 1]
    if repeated:
        raise PackageError(f"{target}: {len(repeated)} guids stand twice, such as {repeated[0]}")
    if broken := next((note for note in notes if "\x1f" in "".join(note.fields)), None):
        raise PackageError(f"{target}: a field holds the character that divides fields: {broken.fields[0][:60]!r}")
    kept = keep_backup(target) if backup else None
    # Beside the target: where a package has room, its database has too, whatever is left for temporary files.
    with replacing(target) as out, scratch(target.parent) as database:
        try:
            _write_database(database, notes, timestamp, type_times or {}, descriptions or {})
        except sqlite3.OperationalError as error:  # the disk is full, above all
            raise OSError(errno.EIO, str(error), str(target)) from None
        _write_zip(out, database, media)
        return Written(out.tell(), file_digest(out), kept)


def _write_database(
    path: Path,
    notes: Iterable[Note],
    timestamp: int,
    type_times: Mapping[int, int],
    descriptions: Mapping[str, str],
) -> None:
    # In the order of their ids, so that the bytes do not tell which note was carried over and which built.
    notes = sorted(notes, key=lambda note: note.id)
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?nolock=1", uri=True)) as connection:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;")
        genanki.Package([]).write_to_db(connection.cursor(), timestamp, count(1))
        decks = _deck_ids((*(note.deck for note in notes), *descriptions))
        used = [note_type for note_type in NOTE_TYPES if any(note.note_type is note_type for note in notes)]
        _write_collection(connection, used, decks, timestamp, type_times, descriptions)
        connection.executemany(
            _NOTE_ROW,
            (
                (
                    note.id,
                    note.guid,
                    note.note_type.id,
                    note.mod,
                    _tags(note),
                    "\x1f".join(note.fields),
                    note.fields[0],
                )
                for note in notes
            ),
        )
        connection.executemany(
            _CARD_ROW,
            (
                (card.id, note.id, decks[note.deck], card.ordinal, note.mod, card.due)
                for note, card in sorted(
                    ((note, card) for note in notes for card in note.cards), key=lambda pair: pair[1].id
                )
            ),
        )
        connection.commit()


def _write_collection(
    connection: sqlite3.Connection,
    note_types: Iterable[NoteType],
    decks: Mapping[str, int],
    timestamp: int,
    type_times: Mapping[int, int],
    descriptions: Mapping[str, str],
) -> None:
    (known,) = connection.execute("SELECT decks FROM col").fetchone()
    all_decks = json.loads(known)
    for name, number in decks.items():
        all_decks[str(number)] = {
            **genanki.Deck(number, name, descriptions.get(name, "")).to_json(),
            "mod": timestamp,
        }
    first = next(iter(decks.values()), 1)
    models = {
        str(kind.id): {**_model(kind).to_json(type_times.get(kind.id, timestamp), first), "did": None}
        for kind in note_types
    }
    connection.execute(
        "UPDATE col SET decks = ?, models = ?, mod = ?, scm = ?",
        (json.dumps(all_decks), json.dumps(models), timestamp * 1000, timestamp * 1000),
    )


def _model(note_type: NoteType) -> genanki.Model:
    model = _genanki_model(note_type, template_html)
    # Which fields a card needs depends on the tags of its template alone, and without all else genanki is quick.
    model.__dict__["_req"] = _genanki_model(note_type, _tags_of)._req
    return model


def _tags_of(stem: str, side: Side) -> str:
    return "".join(_MUSTACHE.findall(template_html(stem, side)))


def _genanki_model(note_type: NoteType, html: Callable[[str, Side], str]) -> genanki.Model:
    return genanki.Model(
        note_type.id,
        note_type.name,
        fields=[{"name": name, "id": number} for name, number in note_type.fields],
        templates=[
            {
                "name": template.name,
                "id": template.id,
                "qfmt": html(template.stem, "front"),
                "afmt": html(template.stem, "back"),
            }
            for template in note_type.templates
        ],
        css=stylesheet(),
        model_type=genanki.Model.CLOZE if note_type.cloze else genanki.Model.FRONT_BACK,
    )


def content_of(note_type: NoteType) -> tuple[object, ...]:
    """What a learner sees of a note type, to compare with `StoredType.content`."""
    templates = tuple(
        (template.name, template_html(template.stem, "front"), template_html(template.stem, "back"))
        for template in note_type.templates
    )
    return note_type.field_names, templates, stylesheet(), note_type.cloze


def _deck_ids(names: Iterable[str]) -> dict[str, int]:
    """An id for every deck, in the order of their names."""
    ids = Ids()
    return {name: ids.take(f"deck {name}") for name in sorted(set(names))}


def _tags(note: Note) -> str:
    return f" {' '.join(note.tags)} " if note.tags else ""


def _write_zip(out: IO[bytes], database: Path, media: Mapping[str, Path | bytes]) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        _add(package, "collection.anki2", database)
        names = dict(enumerate(sorted(media)))
        _add(package, "media", json.dumps({str(number): name for number, name in names.items()}).encode())
        for number, name in names.items():
            _add(package, str(number), media[name])


def _add(package: zipfile.ZipFile, name: str, data: bytes | Path) -> None:
    """Add a member from its content, or piece by piece from a file."""
    info = zipfile.ZipInfo(name, _ZIP_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info._compresslevel = _LEVEL  # type: ignore[attr-defined]  # as `writestr` sets it
    if isinstance(data, Path):
        info.file_size = data.stat().st_size
        with data.open("rb") as file, package.open(info, "w") as member:
            shutil.copyfileobj(file, member, _PIECE)
    else:
        package.writestr(info, data)
