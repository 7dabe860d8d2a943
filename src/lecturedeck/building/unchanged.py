"""What a package was built from, so that a build in which nothing changed does nothing.

Beside the output lies, for each package, what it was made of: the content of every file, where it stands, the
options and the program, and the package's own content. Where all that is as it was, the package is as it
should be (building twice gives the same package twice), and only the report is told again. The record may be
deleted at any time; where it cannot be read or written, the package is built.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

from lecturedeck.anki.summary import Line, Summary
from lecturedeck.building.cache import FOLDER, program
from lecturedeck.building.report import Built, Row
from lecturedeck.lecture import Problem
from lecturedeck.reading.files import Place, read_bytes

Problems = Sequence[tuple[str, Problem]]


class Fingerprint:
    """What stands for all that goes into a package: the program, the options, and the files with their places."""

    def __init__(self, options: object) -> None:
        """Begin with the program and the options; `repr` must tell different options apart."""
        self._digest = hashlib.blake2b(program(), digest_size=20)
        self._digest.update(repr(options).encode())

    def add(self, place: Place, data: bytes) -> None:
        """Add a file: its place and its content (b"" where it cannot be read)."""
        about = (
            *(place.path, place.language, place.lang, place.block, place.levels),
            *(place.number, place.own_deck, place.page),
        )
        self._digest.update(repr(about).encode())
        self._digest.update(hashlib.blake2b(data, digest_size=20).digest())

    @property
    def value(self) -> str:
        """The fingerprint of all that was added."""
        return self._digest.hexdigest()


def fingerprint(places: Sequence[Place], options: object) -> str:
    """The fingerprint of some files as they are now."""
    found = Fingerprint(options)
    for place in places:
        try:
            found.add(place, read_bytes(place))
        except OSError:
            found.add(place, b"")
    return found.value


def is_known(target: Path) -> bool:
    """Whether there is a record of what a package was made of."""
    return _record(target).exists()


def recall(target: Path, made_of: str) -> tuple[Built, list[tuple[str, Problem]]] | None:
    """What a build would say of a package that need not be built; None where it must be."""
    try:
        record = json.loads(_record(target).read_text(encoding="utf-8"))
        if record["made_of"] != made_of or record["package"] != _digest(target):
            return None
        built = Built(
            target,
            tuple(Row(*row) for row in record["rows"]),
            Summary(tuple(Line(fate, kind, name) for fate, kind, name in record["lines"])),
            record["unheard"],
            record["size"],
        )
        return built, [(path, Problem(*problem)) for path, problem in record["problems"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(built: Built, made_of: str, problems: Problems) -> None:
    """Keep what a package was made of, and what the next build would say of it."""
    record: dict[str, Any] = {
        "made_of": made_of,
        "package": _digest(built.target),
        "rows": [astuple(row) for row in built.rows],
        "lines": [[line.fate, line.kind, line.name] for line in _next_time(built.summary)],
        "unheard": built.unheard,
        "size": built.size,
        "problems": [[path, astuple(problem)] for path, problem in problems],
    }
    path = _record(built.target)
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(record), encoding="utf-8")
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)


def forget(target: Path) -> None:
    """Drop what is known of a package, since it is about to change."""
    with suppress(OSError):
        _record(target).unlink(missing_ok=True)


def _next_time(summary: Summary) -> list[Line]:
    """The lines of a summary as they will be when nothing has changed."""
    here = ("new", "changed", "unchanged")
    return [
        replace(line, fate="unchanged" if line.fate in here else line.fate)
        for line in summary.lines
        if line.fate != "dropped"
    ]


def _record(target: Path) -> Path:
    return target.parent / FOLDER / f"{target.name}.json"


def _digest(target: Path) -> str:
    return hashlib.blake2b(target.read_bytes(), digest_size=20).hexdigest()
