"""What a package was made of, so that a build in which nothing changed does nothing.

For each package the cache has a record of what it was made of, and of the package's own content. Where both are
the same, the package is what a build would give (building twice gives the same package twice), and only the report
is told again.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from lecturedeck.anki.summary import Summary
from lecturedeck.building.cache import Cache
from lecturedeck.building.options import Release
from lecturedeck.building.report import Built, Problems, Row
from lecturedeck.building.survey import Survey
from lecturedeck.reading.files import Place
from lecturedeck.storage import digest_of, file_digest


@dataclass(frozen=True, slots=True)
class Record:
    """What a package was made of, its own digest, and what the next build says of it if nothing changes."""

    made_of: str
    package: str
    rows: tuple[Row, ...]
    summary: Summary
    unheard: int
    size: int
    problems: Problems


@dataclass(frozen=True, slots=True)
class Records:
    """The records of the packages that a build may find up to date."""

    cache: Cache
    survey: Survey
    release: Release

    def recall(self, target: Path, places: Sequence[Place]) -> tuple[Built, Problems] | None:
        """What a build would say of a package that need not be built; None where it must be."""
        data = self.cache.get(record_key(target))
        if data is None:
            return None
        try:
            record = msgspec.msgpack.decode(data, type=Record)
            if record.made_of != self._made_of(places) or record.package != _digest(target):
                return None
        except (OSError, msgspec.DecodeError):
            return None
        built = Built(target, record.rows, record.summary, record.unheard, record.size, recalled=True)
        return built, record.problems

    def remember(self, built: Built, package: str, places: Sequence[Place], problems: Problems) -> None:
        """Keep what a package was made of; `package` is the digest of the bytes that were written."""
        made_of, summary = self._made_of(places), built.summary.next_time()
        record = Record(made_of, package, built.rows, summary, built.unheard, built.size, problems)
        with suppress(UnicodeEncodeError):  # a path is no text: the package is built each time
            self.cache.put(record_key(built.target), msgspec.msgpack.encode(record))

    def _made_of(self, places: Sequence[Place]) -> str:
        return self.survey.fingerprint(places, self.release)


def _digest(target: Path) -> str:
    with target.open("rb") as package:
        return file_digest(package)


def record_key(target: Path) -> bytes:
    """The key of a package's record in the cache."""
    return digest_of(b"record " + os.fsencode(target.absolute()))
