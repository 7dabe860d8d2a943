"""What files held when they were last read, so that a rebuild reads only what changed.

A cache is never asked what is true, only what was computed: its key is the content of the file together with
everything else that reading depends on (the program, its libraries, the file's language and block). So a file
that was edited, renamed or went back to an older text, and a program that was upgraded or downgraded, find
nothing or the right thing. A lecture with pictures is not kept: it depends on other files too. The cache may
be deleted at any time, and where it cannot be used, nothing is lost but time.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from lecturedeck import __version__, lecture
from lecturedeck.lecture import Lecture
from lecturedeck.reading.files import Place
from lecturedeck.reading.problems import ABOUT_PICTURES

FOLDER = ".lecturedeck"
_NAMES = ("Lecture", "Question", "Option", "Blank", "Gap", "Fact", "Problem", "Spoken")
_SAVE_EVERY = 500
_GONE_AFTER = 20_000  # rows; a checkout of the whole curriculum has some 8,000 lectures


class LectureCache:
    """Lectures by what they were read from, in one SQLite file that several builds may use at once."""

    def __init__(self, folder: Path) -> None:
        """Use the cache in a folder; where that cannot be, every lecture is read anew."""
        self._connection: sqlite3.Connection | None = None
        self._new: dict[bytes, bytes] = {}
        self._empty = True
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(folder / "lectures.sqlite", timeout=1)
            self._connection.executescript(
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
                "CREATE TABLE IF NOT EXISTS lectures (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID;"
            )
            self._empty = not self._connection.execute("SELECT EXISTS (SELECT 1 FROM lectures)").fetchone()[0]
        except (OSError, sqlite3.Error):
            self._connection = None

    def read(self, data: bytes, place: Place, reader: Callable[[bytes, Place], Lecture]) -> Lecture:
        """The lecture in a file's bytes: as it is kept, else as `reader` reads it."""
        key = _key(data, place)
        kept = self._get(key)
        if kept is not None:
            return kept if kept.path == place.path else replace(kept, path=place.path)
        found = reader(data, place)
        if not found.media and not any(problem.code in ABOUT_PICTURES for problem in found.problems):
            self._new[key] = pickle.dumps(found, protocol=5)
            if len(self._new) >= _SAVE_EVERY:
                self._save()
        return found

    def close(self) -> None:
        """Keep what was read."""
        self._save()
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _get(self, key: bytes) -> Lecture | None:
        if self._connection is None or self._empty:
            return None
        try:
            row = self._connection.execute("SELECT value FROM lectures WHERE key = ?", (key,)).fetchone()
            found = _Lectures(io.BytesIO(row[0])).load() if row else None
        except (
            sqlite3.Error,
            pickle.UnpicklingError,
            EOFError,
            TypeError,
            AttributeError,
            ValueError,
            IndexError,
        ):
            return None
        return found if isinstance(found, Lecture) else None

    def _save(self) -> None:
        if self._connection is None or not self._new:
            return
        try:
            with self._connection:
                (count,) = self._connection.execute("SELECT count(*) FROM lectures").fetchone()
                if count > _GONE_AFTER:
                    self._connection.execute("DELETE FROM lectures")
                self._connection.executemany("INSERT OR REPLACE INTO lectures VALUES (?, ?)", self._new.items())
        except sqlite3.Error:
            pass
        self._new.clear()


class _Lectures(pickle.Unpickler):
    """Loads lectures and nothing else: a cache that somebody sent along must not run their code."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of a kept value. Raises UnpicklingError for all but the values of a lecture."""
        if module == lecture.__name__ and name in _NAMES:
            return getattr(lecture, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a lecture")


def _key(data: bytes, place: Place) -> bytes:
    digest = hashlib.blake2b(program(), digest_size=20)
    digest.update(f"{place.language}\0{place.block}\0{Path(place.path).stem}\0".encode(errors="surrogateescape"))
    digest.update(data)
    return digest.digest()


@cache
def program() -> bytes:
    """What stands for this program: its version, its files, and the libraries whose output goes onto cards."""
    import nh3
    import pygments
    import pyromark

    versions = [__version__, *(str(getattr(library, "__version__", "")) for library in (nh3, pygments, pyromark))]
    digest = hashlib.blake2b(" ".join(versions).encode(), digest_size=20)
    for path in sorted(Path(__file__).parents[1].rglob("*")):
        if path.suffix in (".py", ".html", ".css", ".js", ".json"):
            about = path.stat()
            digest.update(f"{path.name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.digest()
