"""The database inside a package: note types and decks as JSON or as tables, notes and cards as rows."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from contextlib import closing
from itertools import count

from lecturedeck.anki.notes import Card
from lecturedeck.anki.package.proto import message, text_of
from lecturedeck.anki.package.stored import StoredNote, StoredType
from lecturedeck.storage import parse_json
from lecturedeck.text import clean_text

# What is read; a package in which one of these is no table of its own is not Anki's.
_TABLES = frozenset({"col", "notes", "cards"})
_MORE_TABLES = _TABLES | {"fields", "templates", "notetypes", "decks"}
_LONGEST_VALUE = 100_000_000  # bytes
_MOST_STEPS, _STEPS = 20_000, 100_000  # of SQLite's own machine: enough for two million notes
_SUSPENDED = -1  # the queue of a suspended card
_LATEST = 1 << 32  # seconds: the year 2106
_LARGEST_ID = 1 << 53  # what every client of Anki can write


def read_collection(database: bytes, *, tables: bool) -> tuple[dict[int, StoredType], tuple[StoredNote, ...], int]:
    """The note types, the notes and the time in milliseconds of a database.

    With `tables` it is of Anki's newer format. Raises whatever a database of another shape gives rise to.
    """
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(_without_wal(database))
        connection.create_collation("unicase", _unicase)
        _guard(connection, _MORE_TABLES if tables else _TABLES)
        types = dict(_types_of_tables(connection) if tables else _types_of_json(connection))
        decks = dict(_decks_of_tables(connection) if tables else _decks_of_json(connection))
        notes = tuple(_notes(connection, types, decks))
        (time,) = connection.execute("SELECT mod FROM col").fetchone()
    return types, notes, int(time)


def _without_wal(database: bytes) -> bytes:
    """A database whose header asks for no write-ahead log, which a database in memory cannot have."""
    return database[:18] + b"\x01\x01" + database[20:]


def _guard(connection: sqlite3.Connection, names: Set[str]) -> None:
    """Let a database that came from a stranger do nothing but give the rows of some tables.

    A view or a table of another kind runs what its author wrote, and may never end.
    """
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    steps = count()
    connection.set_progress_handler(lambda: next(steps) > _MOST_STEPS, _STEPS)
    marks = ", ".join("?" * len(names))
    rows = connection.execute(f"SELECT name, type, sql FROM sqlite_master WHERE name IN ({marks})", sorted(names))
    found = {name for name, kind, sql in rows if kind == "table" and _PLAIN_TABLE.match(sql or "")}
    if found != names:
        raise ValueError("a table is missing, or is none")


_PLAIN_TABLE = re.compile(r"(?!.*\b(?:GENERATED|AS)\b)\s*CREATE\s+TABLE\b", re.IGNORECASE | re.DOTALL)


def _time(value: object) -> int:
    """A time in seconds; 1, which is older than any, for one that cannot be."""
    number = int(str(value))
    return number if 0 < number < _LATEST else 1


def _number(value: object, end: int) -> int:
    """A whole number from 0 up to `end`. Raises ValueError for all others."""
    number = int(str(value))
    if not 0 <= number < end:
        raise ValueError(f"{number} is out of range")
    return number


def _unicase(one: str, two: str) -> int:
    """Anki's collation, which the newer tables name; SQLite asks for it even where it sorts nothing."""
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
                _number(key, _LARGEST_ID),
                str(model["name"]),
                names,
                templates,
                str(model["css"]),
                cloze,
                _time(model["mod"]),
            ),
        )


def _decks_of_json(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    (text,) = connection.execute("SELECT decks FROM col").fetchone()
    for key, deck in parse_json(text).items():
        yield int(key), clean_text(str(deck["name"]))


def _types_of_tables(connection: sqlite3.Connection) -> Iterator[tuple[int, StoredType]]:
    """Note types from tables; the numbers are those of anki/notetypes.proto."""
    fields: dict[int, list[str]] = {}
    for number, name in connection.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields.setdefault(number, []).append(name)
    templates: dict[int, list[tuple[str, str, str]]] = {}
    for number, name, config in connection.execute("SELECT ntid, name, config FROM templates ORDER BY ntid, ord"):
        values = dict(message(config))
        templates.setdefault(number, []).append((name, text_of(values.get(1)), text_of(values.get(2))))
    for number, name, mod, config in connection.execute("SELECT id, name, mtime_secs, config FROM notetypes"):
        values = dict(message(config))
        yield (
            number,
            StoredType(
                number,
                name,
                tuple(fields.get(number, ())),
                tuple(templates.get(number, ())),
                text_of(values.get(3)),
                values.get(1) == 1,
                _time(mod),
            ),
        )


def _decks_of_tables(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    for number, name in connection.execute("SELECT id, name FROM decks"):
        yield number, clean_text(name.replace("\x1f", "::"))


def _notes(
    connection: sqlite3.Connection, types: Mapping[int, StoredType], decks: Mapping[int, str]
) -> Iterator[StoredNote]:
    cards: dict[int, list[tuple[Card, str]]] = {}
    suspended: Counter[int] = Counter()
    flags: dict[int, set[int]] = {}
    rows = connection.execute(
        "SELECT id, nid, did, odid, ord, type, due, queue, flags FROM cards ORDER BY nid, ord, id"
    )
    for number, note, deck, home, ordinal, kind, due, queue, flag in rows:
        suspended[note] += queue == _SUSPENDED
        if colour := _number(flag, 1 << 31) & 7:
            flags.setdefault(note, set()).add(colour)
        # `due` is a place among the new cards for a new card only; for others it is a day or a time.
        place = max(0, int(due)) if kind == 0 and not home else 0
        card = Card(_number(number, _LARGEST_ID), _number(ordinal, 1_000), _number(place, 1 << 31))
        cards.setdefault(note, []).append((card, decks.get(home or deck, "Default")))
    for number, guid, kind, mod, tags, values in connection.execute(
        "SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id"
    ):
        own = cards.get(number, [])
        yield StoredNote(
            clean_text(str(guid)),
            _number(number, _LARGEST_ID),
            types[kind],
            tuple([clean_text(value) if value else "" for value in str(values).split("\x1f")]),
            tuple(clean_text(str(tags)).split()),
            _time(mod),
            own[0][1] if own else "Default",
            tuple({card.ordinal: card for card, _ in reversed(own)}.values())[::-1],
            suspended[number],
            tuple(sorted(flags.get(number, ()))),
        )
