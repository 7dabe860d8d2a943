"""A whole build, group by group: recall what is up to date, and gather, decide and write the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lecturedeck.anki.package import PackageError
from lecturedeck.building.cache import FOLDER, LectureCache
from lecturedeck.building.decide import decide
from lecturedeck.building.gather import Gathered, gather
from lecturedeck.building.options import Options, Release
from lecturedeck.building.plan import PackageNames, Plan
from lecturedeck.building.read import Reader
from lecturedeck.building.report import Built, Problems, Report
from lecturedeck.building.unchanged import Fingerprint, fingerprint, forget, is_known, recall, remember
from lecturedeck.building.write import write
from lecturedeck.reading.files import Group, Place
from lecturedeck.reading.reader import read_lecture
from lecturedeck.storage import sweep


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one group: its package, if there is one, and its problems.

    `ids` are those of its lectures, None where they were not read.
    """

    built: Built | None
    problems: Problems
    ids: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Run:
    """One build: its plan, and all that was asked for."""

    plan: Plan
    timestamp: int
    options: Options
    release: Release
    named: frozenset[str]
    on_read: Callable[[Place], None]

    def report(self) -> Report:
        """Build everything."""
        names = PackageNames(self.plan)
        if not self.release.dry_run:
            for folder in (self.plan.folder, self.plan.folder / FOLDER):
                sweep(folder)
        with self._reader() as reader:
            build = self._build_strictly if self.options.strict else self._build
            return _report(build(names, reader), self.options)

    def _build(self, names: PackageNames, reader: Reader) -> Iterator[Outcome]:
        for group in self.plan.groups:
            yield self._recall(group, names) or self._finish(group, self._gather(group, reader), names)

    def _build_strictly(self, names: PackageNames, reader: Reader) -> Iterator[Outcome]:
        """Write nothing before every lecture is known to be right."""
        every = [(group, self._gather(group, reader)) for group in self.plan.groups]
        wrong = any(gathered.problems for _, gathered in every)
        for group, gathered in every:
            yield _nothing(gathered) if wrong else self._finish(group, gathered, names)

    def _recall(self, group: Group, names: PackageNames) -> Outcome | None:
        """The outcome of a group whose package is known to be up to date; no lecture is read for it."""
        target = names.expected(group)
        if target is None or not self._keeps_records or not is_known(target):
            return None
        known = recall(target, fingerprint(group.places, self.options, self.release))
        if known is None:
            return None
        for place in group.places:
            self.on_read(place)
        names.keep(target)
        return Outcome(*known, None)

    def _gather(self, group: Group, reader: Reader) -> Gathered:
        made_of = Fingerprint(self.options, self.release)
        return gather(group, self.options, made_of, named=self.named, reader=reader, on_read=self.on_read)

    def _finish(self, group: Group, gathered: Gathered, names: PackageNames) -> Outcome:
        """Decide and write, unless the package turns out to be up to date."""
        if not gathered.used:
            return _nothing(gathered)
        first = gathered.used[0]
        target = names.take(group, first.dashed_name, first.id)
        recorded = self._keeps_records and not any(one.depends_on_pictures for one in gathered.used)
        if recorded and (known := recall(target, gathered.fingerprint)):
            return Outcome(known[0], gathered.problems, gathered.ids)
        if self.plan.is_large:
            forget(target)
        built, digest = self._write(target, gathered)
        if recorded:
            remember(built, digest, gathered.fingerprint, gathered.problems)
        return Outcome(built, gathered.problems, gathered.ids)

    def _write(self, target: Path, gathered: Gathered) -> tuple[Built, str]:
        decision = decide(target, gathered, self.timestamp, self.release)
        if decision.warning and self.options.strict:
            raise PackageError(f"{decision.warning}; a strict build needs it")
        return write(decision, dry_run=self.release.dry_run)

    @property
    def _keeps_records(self) -> bool:
        """Whether packages have records: not those of a small build or with unusual wishes."""
        release = self.release
        plain = release.previous is None and not release.drop_retired and not self.options.strict
        return plain and self._keeps_lectures

    @property
    def _keeps_lectures(self) -> bool:
        return self.plan.is_large and not self.release.dry_run

    @contextmanager
    def _reader(self) -> Iterator[Reader]:
        """What makes lectures: by way of the cache where a build is large enough to gain by it."""
        if not self._keeps_lectures:
            yield read_lecture
            return
        cache = LectureCache(self.plan.folder / FOLDER)
        try:
            yield partial(cache.read, reader=read_lecture)
        finally:
            cache.close()


def _nothing(gathered: Gathered) -> Outcome:
    return Outcome(None, gathered.problems, gathered.ids)


def _report(outcomes: Iterable[Outcome], options: Options) -> Report:
    every = list(outcomes)
    ids = {name for one in every for name in one.ids or ()}
    # Where lectures were not read, nothing is known of their ids.
    unknown = sorted(options.edits.keys() - ids) if all(one.ids is not None for one in every) else []
    return Report(
        tuple(one.built for one in every if one.built),
        tuple(problem for one in every for problem in one.problems),
        tuple(unknown),
    )
