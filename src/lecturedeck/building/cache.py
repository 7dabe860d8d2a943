"""The user's own cache: bytes by key, in one SQLite file that several builds may use at once.

A value may have a head: what those need to know who do not need all of it. Heads come with the keys.

A cache is never asked what is true, only what was computed: a key stands for everything that its value was made
of, the program included. It lies in the user's cache folder (LECTUREDECK_CACHE names another one) and not beside
the lectures, so nothing in it can come with them. All the same, a file that is anything but this one plain table
is thrown away, and a value that does not belong to its key counts as missing. The cache may be deleted at any
time; where it cannot be used, nothing is lost but time.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from lecturedeck import __version__

_TABLE = "CREATE TABLE entries (key BLOB PRIMARY KEY, head BLOB, value BLOB) WITHOUT ROWID"
_SCHEMA = [("table", "entries", _TABLE)]
_SAVE_EVERY = 500
_LARGEST_FILE = 500_000_000  # the whole curriculum takes some 50 MB for each version of the program
_LARGEST_VALUE = 50_000_000
_CHECK = 8  # bytes
_LONGEST_HEAD = 100  # bytes: all heads are in memory


class Cache:
    """Bytes by key, for this build and later ones."""

    def __init__(self, folder: Path) -> None:
        """Use the cache in a folder; where that cannot be, it lasts as long as this object."""
        self._new: dict[bytes, tuple[bytes, bytes]] = {}  # head and value
        self._connection = _opened(folder / "lectures.sqlite")
        self._known = self._keys()

    def __contains__(self, key: bytes) -> bool:
        """Whether there is something under a key; `get` may still find that it is damaged."""
        return key in self._new or key in self._known

    def __len__(self) -> int:
        """How many values there are."""
        return len(self.keys)

    @property
    def keys(self) -> frozenset[bytes]:
        """All keys."""
        return frozenset(self._known.keys() | self._new.keys())

    def get(self, key: bytes) -> bytes | None:
        """What was put under a key; None where that is missing or damaged."""
        if key in self._new:
            return self._new[key][1]
        if self._connection is None or key not in self._known:
            return None
        try:
            row = self._connection.execute("SELECT value FROM entries WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            row = None
        value = _checked(key, row[0] if row else None)
        if value is None:
            self._known.pop(key, None)
        return value

    def head(self, key: bytes) -> bytes | None:
        """The head of a value; None where the value or its head is missing, or the head is damaged."""
        if key in self._new:
            return self._new[key][0]
        return _checked(key, self._known.get(key))

    def put(self, key: bytes, value: bytes, head: bytes = b"") -> None:
        """Keep a value under a key."""
        self._new[key] = head, value
        if self._connection is not None and len(self._new) >= _SAVE_EVERY:
            self._save()

    def close(self) -> None:
        """Save what is new."""
        if self._connection is not None:
            self._save()
            self._connection.close()
            self._connection = None

    def _keys(self) -> dict[bytes, object]:
        """All keys of the file, with the heads of their values."""
        if self._connection is None:
            return {}
        try:
            select = f"SELECT key, CASE WHEN length(head) <= {_LONGEST_HEAD} THEN head END FROM entries"
            return dict(self._connection.execute(select))
        except sqlite3.Error:
            return {}

    def _save(self) -> None:
        assert self._connection is not None
        heads = {key: _check(key, head) + head for key, (head, _) in self._new.items()}
        rows = ((key, heads[key], _check(key, value) + value) for key, (_, value) in self._new.items())
        try:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", rows)
        except sqlite3.Error:
            return  # a full disk, or another build is writing: what is new stays in memory
        self._known.update(heads)
        self._new.clear()


@contextmanager
def opened_cache() -> Iterator[Cache]:
    """The user's cache; what is new in it is saved at the end, also where the build has failed."""
    cache = Cache(cache_folder())
    try:
        yield cache
    finally:
        cache.close()


def cache_folder() -> Path:
    """The folder of the user's cache."""
    if given := os.environ.get("LECTUREDECK_CACHE"):
        return Path(given)
    from platformdirs import user_cache_path

    return user_cache_path("lecturedeck", appauthor=False)


def make_folder(folder: Path) -> None:
    """Make a folder that only the user can write into. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _opened(path: Path) -> sqlite3.Connection | None:
    """A connection to the file with our one table, made anew where the file is anything else."""
    for _ in range(2):
        try:
            make_folder(path.parent)
            if not _is_usable(path):
                _remove(path)
            connection = sqlite3.connect(path, timeout=1)
        except (OSError, sqlite3.Error):
            return None
        try:
            if _has_our_table(connection):
                return connection
        except sqlite3.OperationalError:  # locked, read-only or full: no reason to remove it
            connection.close()
            return None
        except sqlite3.Error:
            pass
        connection.close()
        try:
            _remove(path)
        except OSError:
            return None
    return None


def _is_usable(path: Path) -> bool:
    try:
        about = path.lstat()
    except FileNotFoundError:
        return True
    return stat.S_ISREG(about.st_mode) and about.st_size <= _LARGEST_FILE


def _has_our_table(connection: sqlite3.Connection) -> bool:
    """Whether the one table is there and nothing else; it is made in an empty file."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_VALUE)
    connection.execute("PRAGMA trusted_schema=OFF")
    found = _schema(connection)
    if not found:
        connection.executescript(f"PRAGMA journal_mode=WAL; {_TABLE.replace('TABLE', 'TABLE IF NOT EXISTS', 1)};")
        found = _schema(connection)
    connection.execute("PRAGMA synchronous=OFF")
    return found == _SCHEMA


def _schema(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return connection.execute("SELECT type, name, sql FROM sqlite_master LIMIT 9").fetchall()


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def _checked(key: bytes, value: object) -> bytes | None:
    """A stored value without its check; None where that is wrong."""
    if isinstance(value, bytes) and value[:_CHECK] == _check(key, value[_CHECK:]):
        return value[_CHECK:]
    return None


def _check(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=_CHECK, key=key).digest()


@cache
def program() -> bytes:
    """What stands for this program: its version, its files, Python and every installed library."""
    digest = hashlib.blake2b(f"{__version__} {sys.version}\n".encode(), digest_size=20)
    for line in (*_files(Path(__file__).parents[1]), *_libraries()):
        digest.update(line.encode(errors="surrogateescape"))
    return digest.digest()


def _files(folder: Path) -> Iterable[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name == "__pycache__":
                continue
            if entry.is_dir():
                yield from _files(Path(entry.path))
            else:
                about = entry.stat()
                yield f"{entry.path} {about.st_size} {about.st_mtime_ns}\n"


def _libraries() -> Iterable[str]:
    """The installed distributions with their versions, as the folders of their metadata are called."""
    for folder in sys.path:
        if "-packages" in folder:
            with suppress(OSError):
                yield from sorted(f"{name}\n" for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208
