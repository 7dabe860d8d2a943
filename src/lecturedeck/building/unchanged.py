"""What a package was built from, so that a build in which nothing changed does nothing.

For each package there is a record of what it was made of: the content of every file, where it stands, the options
and the program, and the package's own content. Where all that is the same, the package is what a build would give
(building twice gives the same package twice), and only the report is told again. A record may be deleted at any
time; where it cannot be read or written, the package is built.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from lecturedeck.anki.summary import Summary
from lecturedeck.building.cache import FOLDER, program
from lecturedeck.building.read import content_of
from lecturedeck.building.report import Built, Problems, Row
from lecturedeck.reading.files import Place
from lecturedeck.storage import digest_of, file_digest, write_bytes


class Fingerprint:
    """What stands for all that goes into a package: the program, the options, and the files with their places."""

    def __init__(self, *options: object) -> None:
        """Begin with the program and the options; `repr` must tell different options apart."""
        self._digest = hashlib.blake2b(program(), digest_size=20)
        self._digest.update(repr(options).encode())

    def add(self, place: Place, content: bytes | OSError) -> None:
        """Add a file: its place and its content; a file that cannot be read counts as empty."""
        self._digest.update(repr(place).encode(errors="surrogateescape"))
        self._digest.update(digest_of(b"" if isinstance(content, OSError) else content))

    @property
    def value(self) -> str:
        """The fingerprint of all that was added."""
        return self._digest.hexdigest()


def fingerprint(places: Sequence[Place], *options: object) -> str:
    """The fingerprint of some files with their present content."""
    found = Fingerprint(*options)
    for place in places:
        found.add(place, content_of(place))
    return found.value


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


def is_known(target: Path) -> bool:
    """Whether there is a record of what a package was made of."""
    return _path(target).exists()


def recall(target: Path, made_of: str) -> tuple[Built, Problems] | None:
    """What a build would say of a package that need not be built; None where it must be."""
    try:
        record = msgspec.json.decode(_path(target).read_bytes(), type=Record)
        with target.open("rb") as package:
            known = (made_of, file_digest(package))
    except (OSError, msgspec.DecodeError):
        return None
    if known != (record.made_of, record.package):
        return None
    return Built(target, record.rows, record.summary, record.unheard, record.size, recalled=True), record.problems


def remember(built: Built, package: str, made_of: str, problems: Problems) -> None:
    """Keep what a package was made of; `package` is the digest of the bytes that were written."""
    record = Record(made_of, package, built.rows, built.summary.next_time(), built.unheard, built.size, problems)
    path = _path(built.target)
    with suppress(OSError, UnicodeEncodeError):  # a path may be no text
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, msgspec.json.encode(record))


def forget(target: Path) -> None:
    """Drop the record of a package, since the package is about to change."""
    with suppress(OSError):
        _path(target).unlink(missing_ok=True)


def _path(target: Path) -> Path:
    return target.parent / FOLDER / f"{target.name}.json"
