"""The database inside a package: note types and decks as JSON or as tables, notes and cards as rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from lecturedeck.anki.notes import Card
from lecturedeck.anki.package.proto import message, text_of
from lecturedeck.anki.package.stored import StoredNote, StoredType
from lecturedeck.storage import parse_json


def read_collection(database: Path, *, tables: bool) -> tuple[dict[int, StoredType], tuple[StoredNote, ...], int]:
    """The note types, the notes and the time in milliseconds of a database.

    With `tables` it is of Anki's newer format. Raises whatever a database of another shape gives rise to.
    """
    with closing(sqlite3.connect(database)) as connection:
        connection.create_collation("unicase", _unicase)
        types = dict(_types_of_tables(connection) if tables else _types_of_json(connection))
        decks = dict(_decks_of_tables(connection) if tables else _decks_of_json(connection))
        notes = tuple(_notes(connection, types, decks))
        (time,) = connection.execute("SELECT mod FROM col").fetchone()
    return types, notes, int(time)


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
