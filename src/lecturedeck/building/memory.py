"""Step five: what is remembered of earlier releases: the lockfile, and the packages that are followed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lecturedeck.anki.identity import (
    NAME,
    Entry,
    Lock,
    NewerLockfile,
    Previous,
    adopted,
    newest,
    read_lock,
    read_previous,
)
from lecturedeck.anki.package import PackageError, UnreadablePackage
from lecturedeck.building.cache import cache_folder, make_folder
from lecturedeck.building.options import Release
from lecturedeck.storage import digest_of
from lecturedeck.text import counted


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of earlier releases.

    `previous` are the packages that are followed, by the package that follows, and `warnings` say why one could
    not be used. `has_lockfile` is false where there is no lockfile yet.
    """

    folder: Path
    lock: Lock
    has_lockfile: bool
    previous: Mapping[Path, Previous]
    warnings: Mapping[Path, str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is remembered."""
        return not (self.lock.entries or self.previous)

    def said(self, release: Release) -> str:
        """What the build remembers from, or what to do where it remembers nothing; "" where there is no need."""
        if self.lock.damaged:
            lines = ", ".join(map(str, self.lock.damaged[:5]))
            return f"{self.folder / NAME}: {counted(len(self.lock.damaged), 'line')} cannot be read (line {lines})"
        if self.is_empty and not (release.new or self.warnings) and was_released(self.folder):
            return (
                f"nothing is remembered of an earlier release, so every note is new: {self.folder} has no {NAME} "
                f"and no package. If learners have this deck, restore {NAME} or name their package with "
                "--previous; --new says that this is the first release"
            )
        return ""

    @property
    def source(self) -> str:
        """What the build remembers from: "decks/lecturedeck.lock (120 notes)", "" where that is nothing."""
        if self.has_lockfile and self.lock.entries:
            return f"{self.folder / NAME} ({counted(len(self.lock.entries), 'note')})"
        files = sorted({str(one.package.path) for one in self.previous.values()})
        return ", ".join([*files[:3], *(["…"] if len(files) > 3 else [])])


def was_released(folder: Path) -> bool:
    """Whether packages may have been released from a folder: it lies in a repository, or was built into before."""
    return is_in_repository(folder) or _mark(folder).exists()


def note_release(folder: Path) -> None:
    """Note in the user's cache that packages were built into a folder; without a cache, do without."""
    with suppress(OSError):
        make_folder(_mark(folder).parent)
        _mark(folder).touch()


def is_in_repository(folder: Path) -> bool:
    """Whether a folder belongs to a git repository."""
    return any((parent / ".git").exists() for parent in (folder.absolute(), *folder.absolute().parents))


def _mark(folder: Path) -> Path:
    return cache_folder() / "released" / digest_of(os.fsencode(folder.resolve())).hex()


def lockfile_of(folder: Path, release: Release) -> Path:
    """The lockfile to follow."""
    return (release.baseline or folder) / NAME


def read_lockfile(folder: Path, release: Release) -> Lock | None:
    """The lockfile to follow; None where there is none. Raises PackageError."""
    place = release.baseline or folder
    try:
        return read_lock(place)
    except NewerLockfile:
        raise PackageError(
            f"{place / NAME}: written by a newer version of Lecturedeck; update Lecturedeck"
        ) from None
    except OSError as error:
        raise PackageError(f"{place / NAME}: cannot be read: {error.strerror or error}") from None


def remember(targets: Iterable[Path], folder: Path, lock: Lock | None, release: Release) -> Memory:
    """What is remembered of the packages that are built: the lockfile, and those that they follow."""
    previous: dict[Path, Previous] = {}
    warnings: dict[Path, str] = {}
    for target in targets:
        path = release.before(target)
        try:
            previous[target] = read_previous(path)
        except FileNotFoundError:
            continue
        except UnreadablePackage as error:
            warnings[target] = f"{path}: not used as the previous package: {error}"
    known = lock or Lock({} if release.previous else _adopted(release.baseline or folder, previous))
    return Memory(folder, known, lock is not None, previous, warnings)


def _adopted(folder: Path, followed: Mapping[Path, Previous]) -> dict[str, Entry]:
    """The notes of the other packages of a folder without a lockfile: they may move into those that are built.

    A note that a followed package has too is only that package's: the other may be a copy of it.
    """
    known = {guid for one in followed.values() for guid in one.by_guid}
    entries: dict[str, Entry] = {}
    names = {target.name for target in followed}
    for path in sorted(path for path in folder.glob("*.apkg") if path.name not in names):
        with suppress(OSError, UnreadablePackage):
            for note in read_previous(path).notes:
                if note.guid not in known:
                    entry = adopted(note, path.stem)
                    entries[note.guid] = newest(entry, entries.get(note.guid, entry))
    return entries
