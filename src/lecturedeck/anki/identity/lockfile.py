"""`lecturedeck.lock`: what is remembered of every note of an output folder, as text that git can merge.

One note a line, as JSON, in the order of the guids. Nothing in it is trusted over content: a note whose lecture
says something else than its line counts as changed. Where two branches were merged and a note has several lines,
or git left its marks, the line with the newest time holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from types import MappingProxyType

import msgspec

from lecturedeck.anki.identity.entry import Entry
from lecturedeck.storage import keep_backup, read_regular, replacing

NAME = "lecturedeck.lock"
_VERSION = 1
_LARGEST = 500_000_000  # bytes
_HEAD = f"# lecturedeck.lock {_VERSION}: which note is which. Commit this file with the lectures; do not edit it."
_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


class TypeEntry(msgspec.Struct, frozen=True):
    """A note type in the lockfile: a digest of all that a learner sees of it, and when that last changed."""

    type: int
    digest: str
    time: int


class NewerLockfile(Exception):
    """A lockfile of a newer version of Lecturedeck."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What a lockfile holds, by guid and by note type; `damaged` are the numbers of lines that cannot be read."""

    entries: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))
    types: Mapping[int, TypeEntry] = field(default_factory=lambda: MappingProxyType({}))
    damaged: tuple[int, ...] = ()

    def digests(self) -> dict[str, str]:
        """A digest of all that is remembered of each package, by its name."""
        found: dict[str, hashlib.blake2b] = {}
        for entry in _sorted(self):
            line = _line(entry) + b"\n"
            for name in entry.packages:
                found.setdefault(name, hashlib.blake2b(digest_size=20)).update(line)
        return {name: digest.hexdigest() for name, digest in found.items()}


def read_lock(folder: Path) -> Lock | None:
    """The lockfile of a folder; None where there is none. Raises NewerLockfile and OSError."""
    try:
        data = read_regular(folder / NAME, _LARGEST)
    except (FileNotFoundError, NotADirectoryError):
        return None
    entries: dict[str, Entry] = {}
    types: dict[int, TypeEntry] = {}
    damaged = []
    for number, line in enumerate(data.splitlines(), 1):
        if line.startswith(b"# lecturedeck.lock"):
            if _version(line) > _VERSION:
                raise NewerLockfile
        elif line.strip() and not line.startswith((b"#", *(mark.encode() for mark in _MARKS))):
            try:
                if line.startswith(b'{"type"'):
                    kind = msgspec.json.decode(line, type=TypeEntry)
                    types[kind.type] = max(kind, types.get(kind.type, kind), key=lambda one: one.time)
                else:
                    entry = msgspec.json.decode(line, type=Entry)
                    twin = entries.get(entry.guid)
                    ordered = len(entry.packages) < 2  # as in nearly all lines
                    entries[entry.guid] = entry if ordered and twin is None else newest(entry, twin or entry)
            except msgspec.DecodeError:
                damaged.append(number)
    return Lock(entries, types, tuple(damaged))


def newest(one: Entry, other: Entry) -> Entry:
    """The line that holds where a note has two, in the packages of both."""
    # Equal times: the choice must not depend on the order in which git left the lines.
    best = max(one, other, key=lambda entry: (entry.time, entry.content, not entry.retired, _line(entry)))
    packages = tuple(sorted({*one.packages, *other.packages}))
    return best if best.packages == packages else msgspec.structs.replace(best, packages=packages)


def write_lock(folder: Path, lock: Lock) -> None:
    """Write the lockfile of a folder, in one step. A file with damaged lines is kept. Raises OSError."""
    if lock.damaged:
        keep_backup(folder / NAME)
    types = (msgspec.json.encode(kind) for kind in sorted(lock.types.values(), key=lambda one: one.type))
    with replacing(folder / NAME) as out:  # line by line: all of them at once would be the most that a build holds
        for line in chain([_HEAD.encode()], types, map(_line, _sorted(lock))):
            out.write(line + b"\n")


def _sorted(lock: Lock) -> list[Entry]:
    return sorted(lock.entries.values(), key=lambda entry: entry.guid)


def _line(entry: Entry) -> bytes:
    # A mapping keeps the order in which it was made; the line must not depend on that.
    fields, cards = entry.fields, entry.cards
    if not (_is_sorted(fields) and _is_sorted(cards)):
        entry = msgspec.structs.replace(
            entry, fields=dict(sorted(fields.items())), cards=dict(sorted(cards.items()))
        )
    return msgspec.json.encode(entry)


def _is_sorted(keys: Iterable[object]) -> bool:
    names = list(keys)
    return names == sorted(names)  # type: ignore[type-var]


def _version(line: bytes) -> int:
    words = line.split()
    number = words[2].rstrip(b":") if len(words) > 2 else b""
    return int(number[:9]) if number.isdigit() else _VERSION
