"""What a package was made of, so that a build in which nothing changed does nothing.

For each package the cache has a record of what it was made of, and of the package's own content. Where both are
the same, the package is what a build would give (building twice gives the same package twice), and only the report
is told again.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from lecturedeck.anki.identity import Lock
from lecturedeck.anki.summary import Summary
from lecturedeck.building.cache import Cache, program
from lecturedeck.building.options import Release
from lecturedeck.building.report import Built, Problems, Row
from lecturedeck.building.survey import Survey
from lecturedeck.reading.files import Place
from lecturedeck.storage import digest_of, file_digest


@dataclass(frozen=True, slots=True)
class Record:
    """What a package was made of, its own digest, and what the next build says of it if nothing changes.

    `locked` is the digest of what the lockfile remembers of it.
    """

    made_of: bytes
    locked: str
    package: str
    rows: tuple[Row, ...]
    summary: Summary
    shared: int
    unheard: int
    size: int
    problems: Problems


@dataclass(frozen=True, slots=True)
class Records:
    """The records of the packages that a build may find up to date.

    `locked` says for each package what the lockfile remembers of it, as a digest.
    """

    cache: Cache
    survey: Survey
    release: Release
    locked: Mapping[str, str]

    def made_of(self, places: Sequence[Place]) -> bytes:
        """What stands for all that a package of some files is made of."""
        return self.survey.fingerprint(places, self.release)

    def recall(self, target: Path, made_of: bytes) -> tuple[Built, Problems] | None:
        """What a build would say of a package that need not be built; None where it must be."""
        data = self.cache.get(record_key(target))
        if data is None:
            return None
        try:
            record = msgspec.msgpack.decode(data, type=Record)
            if (record.made_of, record.locked) != (made_of, self.locked.get(target.stem, "")):
                return None
            if record.package != _digest(target):
                return None
        except (OSError, msgspec.DecodeError):
            return None
        built = Built(
            target, record.rows, record.summary, record.shared, record.unheard, record.size, recalled=True
        )
        return built, record.problems

    def remember_lockfile(self, lockfile: Path, digests: Mapping[str, str]) -> None:
        """Keep what a lockfile that was just written remembers of each package."""
        with suppress(OSError):
            self.cache.put(_lockfile_key(lockfile), msgspec.msgpack.encode(digests))

    def remember(
        self, built: Built, package: str, made_of: bytes, problems: Problems, locked: Mapping[str, str]
    ) -> None:
        """Keep what a package was made of.

        `package` is the digest of the bytes that were written, `locked` of what the lockfile remembers now.
        """
        summary = built.summary.next_time()
        record = Record(
            made_of,
            locked.get(built.target.stem, ""),
            package,
            built.rows,
            summary,
            built.shared,
            built.unheard,
            built.size,
            problems,
        )
        with suppress(UnicodeEncodeError):  # a path is no text: the package is built each time
            self.cache.put(record_key(built.target), msgspec.msgpack.encode(record))


def remembered(cache: Cache, lockfile: Path, lock: Callable[[], Lock | None]) -> Mapping[str, str]:
    """What a lockfile remembers of each package, as digests; read only where the cache does not know its bytes."""
    try:
        key = _lockfile_key(lockfile)
    except OSError:
        key = None
    if key and (data := cache.get(key)):
        with suppress(msgspec.DecodeError):
            return msgspec.msgpack.decode(data, type=dict[str, str])
    found = lock()
    digests = found.digests() if found else {}
    if key:
        cache.put(key, msgspec.msgpack.encode(digests))
    return digests


def _lockfile_key(lockfile: Path) -> bytes:
    return digest_of(b"lockfile " + program() + _digest(lockfile).encode())


def _digest(path: Path) -> str:
    if not path.is_file():
        raise OSError(errno.EINVAL, "Not a regular file", str(path))
    with path.open("rb") as file:
        return file_digest(file)


def record_key(target: Path) -> bytes:
    """The key of a package's record in the cache."""
    return digest_of(b"record " + os.fsencode(target.absolute()))
