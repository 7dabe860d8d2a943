"""Reading an Anki package back: ours, or one exported from Anki in either of its formats.

Three formats are about (rslib/src/import_export/package/meta.rs): `collection.anki2` (what genanki and we
write), `collection.anki21` (Anki's "support older versions" export), both with note types and decks as JSON,
and `collection.anki21b`, compressed with zstd, with tables and protobuf messages in their place.
"""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lecturedeck.anki.notes import Card, Note
from lecturedeck.anki.notetypes import NOTE_TYPES, NoteType
from lecturedeck.storage import parse_json

RETIRED = "lecturedeck::retired"

# Nothing that we write comes near; a file that claims more is no deck but an attack on the memory.
_LARGEST = 4_000_000_000
# A time beyond the year 2100 is damage: taken as "newest", it would stop every later update.
_LAST_SECOND = 4_102_444_800
_DATABASES = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}
_ZSTD = 3


class UnreadablePackage(Exception):
    """A file that cannot be used as the previous package; the text says why, in one line without the path."""


@dataclass(frozen=True, slots=True)
class StoredType:
    """A note type in a package; `templates` are (name, front, back), `mod` is in seconds."""

    id: int
    name: str
    fields: tuple[str, ...]
    templates: tuple[tuple[str, str, str], ...]
    css: str
    cloze: bool
    mod: int

    @property
    def content(self) -> tuple[object, ...]:
        """All that a learner sees of it: where this is equal, there is nothing to update."""
        return self.fields, self.templates, self.css, self.cloze


@dataclass(frozen=True, slots=True)
class StoredNote:
    """A note of any note type in a package. `deck` is where its first card lies."""

    guid: str
    id: int
    note_type: StoredType
    values: tuple[str, ...]
    tags: tuple[str, ...]
    mod: int
    deck: str
    cards: tuple[Card, ...]

    @property
    def fields(self) -> dict[str, str]:
        """The values by field name."""
        return dict(zip(self.note_type.fields, self.values, strict=False))


@dataclass(frozen=True, slots=True)
class Package:
    """What a package holds. `media` maps the names of its files to their members of the zip."""

    path: Path
    note_types: Mapping[int, StoredType]
    notes: tuple[StoredNote, ...]
    media: Mapping[str, str]
    time: int
    zstd: bool = False


@dataclass(frozen=True, slots=True)
class Previous:
    """The memory of a build: the notes of ours that a package holds, as we would write them.

    `time` is the newest time in the package: what a build changes gets a later one.
    """

    package: Package
    notes: tuple[Note, ...]
    time: int
    by_guid: Mapping[str, Note] = field(default_factory=dict)


def read_previous(path: Path) -> Previous:
    """The memory that a package holds.

    Only notes of our note types count, also where Anki has cloned one (it does when a learner changed its
    fields): same name in front, and our field names. The fields come by name. Raises UnreadablePackage,
    also where there is no note of ours, and FileNotFoundError.
    """
    package = read_package(path)
    notes: dict[str, Note] = {}
    for stored in sorted(package.notes, key=lambda note: note.id):
        kind = our_type(stored.note_type)
        if kind is not None and stored.guid not in notes:
            values = stored.fields
            fields = tuple(values.get(name, "") for name in kind.field_names)
            notes[stored.guid] = Note(
                kind, fields, stored.guid, stored.deck, stored.tags, stored.id, stored.mod, stored.cards
            )
    if not notes:
        raise UnreadablePackage("it holds no note of Lecturedeck")
    times = [
        package.time,
        *(note.mod for note in package.notes),
        *(kind.mod for kind in package.note_types.values()),
    ]
    newest = max((time for time in times if time <= _LAST_SECOND), default=0)
    return Previous(package, tuple(notes.values()), newest, notes)


def our_type(stored: StoredType) -> NoteType | None:
    """Which of our note types this is, or is a clone of; None where it is somebody else's."""
    for kind in NOTE_TYPES:
        if stored.id == kind.id or stored.name.startswith(kind.name):
            return kind if set(kind.field_names) <= set(stored.fields) else None
    return None


def read_package(path: Path) -> Package:
    """Everything in a package that matters for an update. Raises UnreadablePackage and FileNotFoundError."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _read_archive(path, archive)
    except FileNotFoundError:
        raise
    except UnreadablePackage:
        raise
    except OSError as error:
        raise UnreadablePackage(f"it cannot be read: {error.strerror or error}") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise UnreadablePackage("it is damaged, or no Anki package") from None
    except (sqlite3.Error, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError):
        # Every way in which a database can have another shape than Anki's: there is no closed list of them.
        raise UnreadablePackage("its database is damaged, or of an unknown format") from None
    except (MemoryError, RecursionError):
        raise UnreadablePackage("it is too large") from None


def read_media(package: Package, names: frozenset[str]) -> dict[str, bytes]:
    """Some files of a package by name; those that are not there or cannot be read are left out."""
    found: dict[str, bytes] = {}
    wanted = {name: member for name, member in package.media.items() if name in names}
    if not wanted:
        return found
    try:
        with zipfile.ZipFile(package.path) as archive:
            for name, member in wanted.items():
                found[name] = _member(archive, member, zstd=package.zstd)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, UnreadablePackage):
        return found
    return found


def _read_archive(path: Path, archive: zipfile.ZipFile) -> Package:
    names = set(archive.namelist())
    version = _version(archive, names)
    name = _DATABASES.get(version)
    if name is None:
        raise UnreadablePackage("it is of a newer format than this version of Lecturedeck reads")
    if name not in names:
        raise UnreadablePackage("it is no Anki package: it holds no collection")
    zstd = version == _ZSTD
    with tempfile.TemporaryDirectory(prefix="lecturedeck-") as folder:
        database = Path(folder, "collection")
        database.write_bytes(_member(archive, name, zstd=zstd))
        with closing(sqlite3.connect(database)) as connection:
            connection.create_collation("unicase", _unicase)
            types = dict(_types_of_tables(connection) if zstd else _types_of_json(connection))
            decks = dict(_decks_of_tables(connection) if zstd else _decks_of_json(connection))
            notes = tuple(_notes(connection, types, decks))
            (time,) = connection.execute("SELECT mod FROM col").fetchone()
    return Package(path, types, notes, dict(_media(archive, names, zstd=zstd)), int(time) // 1000, zstd)


def _version(archive: zipfile.ZipFile, names: set[str]) -> int:
    """1 to 3, or a number that we do not know."""
    if "meta" in names:
        return next((int(value) for number, value in _message(_member(archive, "meta")) if number == 1), 0)
    return 2 if "collection.anki21" in names else 1


def _member(archive: zipfile.ZipFile, name: str, *, zstd: bool = False) -> bytes:
    if archive.getinfo(name).file_size > _LARGEST:
        raise UnreadablePackage("it is too large")
    data = archive.read(name)
    return _decompressed(data) if zstd else data


def _decompressed(data: bytes) -> bytes:
    # Only here: a package that we wrote needs no zstd.
    import zstandard

    out = bytearray()
    try:
        with zstandard.ZstdDecompressor().stream_reader(data) as reader:
            while chunk := reader.read(1 << 20):
                out += chunk
                if len(out) > _LARGEST:
                    raise UnreadablePackage("it is too large")
    except zstandard.ZstdError:
        raise UnreadablePackage("it is damaged") from None
    return bytes(out)


def _unicase(one: str, two: str) -> int:
    """Anki's collation, which the newer tables name; SQLite wants it to be there even where it sorts nothing."""
    first, second = one.casefold(), two.casefold()
    return (first > second) - (first < second)


def _types_of_json(connection: sqlite3.Connection) -> Iterator[tuple[int, StoredType]]:
    (text,) = connection.execute("SELECT models FROM col").fetchone()
    for key, model in parse_json(text).items():
        templates = tuple((str(one["name"]), str(one["qfmt"]), str(one["afmt"])) for one in model["tmpls"])
        names = tuple(str(one["name"]) for one in model["flds"])
        cloze = model.get("type") == 1
        yield (
            int(key),
            StoredType(
                int(key), str(model["name"]), names, templates, str(model["css"]), cloze, int(model["mod"])
            ),
        )


def _decks_of_json(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    (text,) = connection.execute("SELECT decks FROM col").fetchone()
    for key, deck in parse_json(text).items():
        yield int(key), str(deck["name"])


def _types_of_tables(connection: sqlite3.Connection) -> Iterator[tuple[int, StoredType]]:
    """Note types from tables; the numbers are those of anki/notetypes.proto."""
    fields: dict[int, list[str]] = {}
    for number, name in connection.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields.setdefault(number, []).append(name)
    templates: dict[int, list[tuple[str, str, str]]] = {}
    for number, name, config in connection.execute("SELECT ntid, name, config FROM templates ORDER BY ntid, ord"):
        values = dict(_message(config))
        templates.setdefault(number, []).append((name, _text(values.get(1)), _text(values.get(2))))
    for number, name, mod, config in connection.execute("SELECT id, name, mtime_secs, config FROM notetypes"):
        values = dict(_message(config))
        yield (
            number,
            StoredType(
                number,
                name,
                tuple(fields.get(number, ())),
                tuple(templates.get(number, ())),
                _text(values.get(3)),
                values.get(1) == 1,
                int(mod),
            ),
        )


def _decks_of_tables(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    for number, name in connection.execute("SELECT id, name FROM decks"):
        yield number, name.replace("\x1f", "::")


def _notes(
    connection: sqlite3.Connection, types: Mapping[int, StoredType], decks: Mapping[int, str]
) -> Iterator[StoredNote]:
    cards: dict[int, list[tuple[Card, str]]] = {}
    rows = connection.execute("SELECT id, nid, did, odid, ord, type, due FROM cards ORDER BY nid, ord, id")
    for number, note, deck, home, ordinal, kind, due in rows:
        # `due` is a place among the new cards for a new card only; for others it is a day or a time.
        card = Card(int(number), int(ordinal), int(due) if kind == 0 and not home else 0)
        cards.setdefault(note, []).append((card, decks.get(home or deck, "Default")))
    for number, guid, kind, mod, tags, values in connection.execute(
        "SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id"
    ):
        own = cards.get(number, [])
        yield StoredNote(
            str(guid),
            int(number),
            types[kind],
            tuple(str(values).split("\x1f")),
            tuple(str(tags).split()),
            int(mod),
            own[0][1] if own else "Default",
            tuple({card.ordinal: card for card, _ in reversed(own)}.values())[::-1],
        )


def _media(archive: zipfile.ZipFile, names: set[str], *, zstd: bool) -> Iterator[tuple[str, str]]:
    """The files of a package as (name, member); anki/import_export.proto has the newer form."""
    if "media" not in names:
        return
    data = _member(archive, "media", zstd=zstd)
    if not zstd:
        for member, name in parse_json(data).items():
            yield str(name), str(member)
        return
    entries = [value for number, value in _message(data) if number == 1 and isinstance(value, bytes)]
    for place, entry in enumerate(entries):
        values = dict(_message(entry))
        yield _text(values.get(1)), str(values.get(255, place))


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else ""


def _message(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a protobuf message as (number, value), without its schema (protobuf.dev, "Encoding").

    Numbers come as int, all else as bytes. Raises ValueError for what is no message.
    """
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        wire = tag & 7
        if wire == 0:
            number, at = _varint(data, at)
            yield tag >> 3, number
            continue
        if wire == 2:
            size, at = _varint(data, at)
        elif wire in (1, 5):
            size = 8 if wire == 1 else 4
        else:
            raise ValueError(f"wire type {wire}")
        if at + size > len(data):
            raise ValueError("the message ends too early")
        yield tag >> 3, data[at : at + size]
        at += size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    result = shift = 0
    while shift < 70:
        if at >= len(data):
            raise ValueError("the message ends too early")
        byte = data[at]
        at += 1
        result |= (byte & 0x7F) << shift
        if byte < 0x80:
            return result, at
        shift += 7
    raise ValueError("a number of more than ten bytes")
