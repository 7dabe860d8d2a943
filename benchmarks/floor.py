"""The least that building a curriculum can cost: read and filter every file, write ready rows, store.

    python benchmarks/floor.py FOLDER READY.apkg OUT.apkg

READY.apkg is a package that `lecturedeck build FOLDER` wrote: its rows are the ready rows. They are written
with plain SQLite and stored without compression; nothing is parsed.
"""

from __future__ import annotations

import os
import pickle
import sqlite3
import sys
import tempfile
import zipfile
from pathlib import Path

MARKERS = (b"--questions--", b"--quizzes--", b"--fillInTheBlank--", b"--description--", b"--interactive--")


def prepare(ready: Path, rows: Path) -> None:
    """Put the rows of a package where `floor` can read them without unpacking anything."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(ready) as package:
        connection = sqlite3.connect(package.extract("collection.anki2", folder))
        script = [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")]
        tables = {
            name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in ("col", "notes", "cards")
        }
        connection.close()
    rows.write_bytes(pickle.dumps((script, tables)))


def floor(folder: str, rows: Path, out: Path) -> int:
    """Read, filter, write, store; returns how many files passed the filter."""
    passed = 0
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".md"):
                with open(os.path.join(root, name), "rb") as file:  # noqa: PTH118, PTH123 - the fastest way
                    data = file.read()
                passed += any(marker in data for marker in MARKERS)
    script, tables = pickle.loads(rows.read_bytes())
    with tempfile.TemporaryDirectory() as temporary:
        database = Path(temporary, "collection.anki2")
        connection = sqlite3.connect(database)
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + ";".join(script))
        for name, values in tables.items():
            if values:
                marks = ",".join("?" * len(values[0]))
                connection.executemany(f"INSERT INTO {name} VALUES({marks})", values)
        connection.commit()
        connection.close()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
            package.write(database, "collection.anki2")
            package.writestr("media", "{}")
    return passed


if __name__ == "__main__":
    if sys.argv[1] == "--prepare":
        prepare(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        floor(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
