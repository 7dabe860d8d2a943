"""From source files to packages, one module a step: plan → read → gather → decide → write → report.

The values between the steps are frozen, and only `write` touches a package; `run` puts the steps together. Two
things spare work: `cache` keeps what files held when they were last read, `unchanged` what a package was made of.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lecturedeck.building.options import KINDS, FactTier, Kind, Options, Release
from lecturedeck.building.read import chosen, read
from lecturedeck.lecture import Lecture
from lecturedeck.reading.files import Group, Place

if TYPE_CHECKING:
    from lecturedeck.anki.notes import Note
    from lecturedeck.building.contribute import Counts
    from lecturedeck.building.report import Report

__all__ = [
    "KINDS",
    "FactTier",
    "Kind",
    "Options",
    "Release",
    "build",
    "chosen",
    "copy_packages",
    "counts",
    "known_counts",
    "notes_to_preview",
    "read",
]


def _ignore(_: object) -> None:
    """Show nothing."""


# What needs Anki's part of the program is imported where it is used: checking a lecture must not wait for it.


def build(
    groups: Sequence[Group],
    output: Path,
    timestamp: int,
    options: Options,
    release: Release,
    *,
    named: frozenset[str] = frozenset(),
    jobs: int | None = None,
    on_read: Callable[[Place], None] = _ignore,
    on_note: Callable[[str], None] = _ignore,
) -> Report:
    """Write packages: one for all where `output` is an `.apkg` name, else one a group in that folder.

    A lecture with an error is left out. `named` are the paths that the user named, `jobs` is the number of
    processes that may read (None: as many as have a free core), and `on_read` is called with each file that is
    done with, for a progress bar. `on_note` is told what to know before anything is written. Raises PackageError,
    ReaderCrashError, BusyError and OSError.
    """
    from lecturedeck.building.plan import plan_build
    from lecturedeck.building.run import Wishes, run

    plan = plan_build(groups, output, release)
    return run(plan, Wishes(timestamp, options, release, named, jobs, on_read, on_note))


def known_counts(places: Iterable[Place], options: Options) -> Iterator[tuple[Place, Counts | None, bool]]:
    """What earlier builds and counts found in some files; True where only reading the file would say it."""
    from lecturedeck.building.cache import opened_cache
    from lecturedeck.building.survey import Survey

    with opened_cache() as cache:
        yield from Survey(options, frozenset(), cache, 1).known(places)


def counts(
    places: Sequence[Place],
    options: Options,
    *,
    jobs: int | None = None,
    on_read: Callable[[Place], None] = _ignore,
) -> Iterator[tuple[Place, Counts]]:
    """How many of each the lectures in some files hold, in order; files without a lecture are left out.

    `jobs` and `on_read` are as in `build`. Raises ReaderCrashError.
    """
    from lecturedeck.building.cache import opened_cache
    from lecturedeck.building.processes import free_cores
    from lecturedeck.building.survey import Survey

    with opened_cache() as cache:
        survey = Survey(options, frozenset(), cache, jobs or free_cores())
        survey.look(places, on_read)
        for place in places:
            found = survey.counts(place)
            if found is not None:
                yield place, found


def copy_packages(output: Path, folder: Path) -> None:
    """Copy the lockfile and the packages that a build is going to replace, for `Release.baseline`."""
    from lecturedeck.anki.identity import NAME

    one_file = output.suffix.lower() == ".apkg"
    targets = [output] if one_file else output.glob("*.apkg")
    for target in (*targets, (output.parent if one_file else output) / NAME):
        if target.is_file():
            shutil.copy2(target, folder / target.name)


def notes_to_preview(
    pairs: Iterable[tuple[Place, Lecture]], options: Options
) -> tuple[tuple[Note, ...], dict[str, Path]]:
    """The notes that a first build of some lectures would write, and their pictures by name."""
    from lecturedeck.building.contribute import contribution
    from lecturedeck.building.decide import new_notes, pictures

    options = replace(options, kinds=(), facts="all", edits={})  # the lectures are chosen already
    every = [contribution(place, lecture, options) for place, lecture in pairs if not lecture.has_errors]
    return new_notes(every), pictures(every)
