"""A whole build: recall the packages that are up to date, gather, decide and write all others together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lecturedeck.anki.identity import Lock
from lecturedeck.anki.package import PackageError
from lecturedeck.building.contribute import Contribution, contribute
from lecturedeck.building.decide import decide
from lecturedeck.building.gather import Gathered, gather
from lecturedeck.building.lock import locked
from lecturedeck.building.memory import Memory, lockfile_of, read_lockfile, remember
from lecturedeck.building.options import Options, Release
from lecturedeck.building.plan import PackageNames, Plan
from lecturedeck.building.read import content_of
from lecturedeck.building.report import Built, Problems, Report
from lecturedeck.building.write import write, write_lockfile
from lecturedeck.reading.copies import copies
from lecturedeck.reading.files import Group, Place, once

if TYPE_CHECKING:
    from lecturedeck.building.unchanged import Records

# From so many files on, the cache pays for its own opening.
_MANY = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one group: its package, if there is one, and its problems.

    `ids` are those of its lectures, None where they were not looked at.
    """

    built: Built | None
    problems: Problems
    ids: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Pending:
    """A package to build: what its lectures give, where it goes, and what stands for all that it is made of."""

    gathered: Gathered
    target: Path
    made_of: bytes | None


@dataclass(frozen=True, slots=True)
class Wishes:
    """All that was asked of a build; `building.build` says what each of them is."""

    timestamp: int
    options: Options
    release: Release
    named: frozenset[str]
    jobs: int | None
    on_read: Callable[[Place], None]
    on_note: Callable[[str], None]


def run(plan: Plan, wishes: Wishes) -> Report:
    """Carry out a plan. Raises what `building.build` names."""
    carry_out = _run_small if len(plan.places) < _MANY else _run_large
    if wishes.release.dry_run:
        return carry_out(plan, wishes)
    with locked(plan.folder):
        return carry_out(plan, wishes)


def _run_small(plan: Plan, wishes: Wishes) -> Report:
    """Read each file when it is needed, and keep nothing for later: a cache takes longer to open."""

    ids: dict[str, str] = {}

    def read(place: Place) -> Contribution | None:
        wishes.on_read(place)
        found = contribute(content_of(place), place, wishes.options, named=place.path in wishes.named)
        ids[place.path] = found.own_id if found else ""
        return found

    lock = read_lockfile(plan.folder, wishes.release)
    return Run(
        plan, PackageNames(plan), wishes, read, lambda place: ids.get(place.path, ""), lambda: lock
    ).report()


def _run_large(plan: Plan, wishes: Wishes) -> Report:
    """Look at every file first, by way of the cache, and leave packages alone that are up to date."""
    from lecturedeck.building.cache import opened_cache
    from lecturedeck.building.processes import free_cores
    from lecturedeck.building.survey import Survey
    from lecturedeck.building.unchanged import Records, remembered

    release = wishes.release
    lock = cache(lambda: read_lockfile(plan.folder, release))
    plain = not (release.previous or release.drop_retired or release.dry_run or release.restamp)
    uses_records = plain and not wishes.options.strict
    if not uses_records:
        lock()  # where it cannot be read, that is said before all lectures are read
    with opened_cache() as kept:
        survey = Survey(wishes.options, wishes.named, kept, wishes.jobs or free_cores())
        records = None
        if uses_records:
            records = Records(kept, survey, release, remembered(kept, lockfile_of(plan.folder, release), lock))
        survey.look(plan.places, wishes.on_read)
        return Run(plan, PackageNames(plan), wishes, survey.contribution, survey.own_id, lock, records).report()


@dataclass(frozen=True, slots=True)
class Run:
    """One build. `contribution` is what a file gives, `lock` reads the lockfile once it is needed.

    `own_id` stands for the id of a lecture that was looked at, "" where its file gives none.

    `records` are None where none are used.
    """

    plan: Plan
    names: PackageNames
    wishes: Wishes
    contribution: Callable[[Place], Contribution | None]
    own_id: Callable[[Place], str]
    lock: Callable[[], Lock | None]
    records: Records | None = None

    def report(self) -> Report:
        """Build everything. All packages are decided together, since a note may move from one to another."""
        found = [self._look(group) for group in self.plan.groups]
        copied = tuple(copies((place, self.own_id(place)) for place in once(self.plan.places)))
        if self.wishes.options.strict and (copied or any(_problems(one) for one in found)):
            # Nothing is written before every lecture is known to be right.
            found = [_nothing(one.gathered) if isinstance(one, Pending) else one for one in found]
        pending = [one for one in found if isinstance(one, Pending)]
        source, built = self._build(pending, found) if pending else ("", {})
        outcomes = [built[one.target] if isinstance(one, Pending) else one for one in found]
        return _report(outcomes, copied, self.wishes.options, source)

    def _look(self, group: Group) -> Outcome | Pending:
        """A package that is up to date, or what to build."""
        target = self.names.expected(group)
        made_of = self.records.made_of(group.places) if self.records else None
        if target and self.records and made_of and (known := self.records.recall(target, made_of)):
            self.names.keep(target)
            return Outcome(*known, None)
        gathered = gather(group, self.contribution)
        if not gathered.used:
            return _nothing(gathered)
        first = gathered.used[0]
        target = self.names.take(group, first.dashed_name, first.id)
        records = None if gathered.depends_on_pictures else self.records
        if records and made_of and (known := records.recall(target, made_of)):
            return Outcome(known[0], gathered.problems, gathered.ids)
        return Pending(gathered, target, made_of)

    def _build(
        self, pending: Sequence[Pending], found: Sequence[Outcome | Pending]
    ) -> tuple[str, dict[Path, Outcome]]:
        """Decide and write; returns what was remembered from, and the outcomes by package."""
        wishes = self.wishes
        memory = remember([one.target for one in pending], self.plan.folder, self.lock(), wishes.release)
        self._warn(memory)
        held = frozenset(one.built.target.stem for one in found if isinstance(one, Outcome) and one.built)
        decisions, decided = decide(
            [(one.target, one.gathered) for one in pending], memory, wishes.timestamp, wishes.release, held=held
        )
        for glob in decided.unmatched:
            wishes.on_note(f"--restamp: no note matches {glob!r}")
        publication, dry_run = wishes.options.publication, wishes.release.dry_run
        written = [write(decision, publication, dry_run=dry_run) for decision in decisions]
        if not dry_run:
            # Last: until then, the packages that are written know more, and the next build believes them.
            write_lockfile(self.plan.folder, decided.lock)
        digests = decided.lock.digests() if self.records else {}
        if self.records and not dry_run:
            self.records.remember_lockfile(lockfile_of(self.plan.folder, wishes.release), digests)
        outcomes = {}
        for one, (built, digest) in zip(pending, written, strict=True):
            outcomes[one.target] = Outcome(built, one.gathered.problems, one.gathered.ids)
            if self.records and one.made_of and not one.gathered.depends_on_pictures:
                self.records.remember(built, digest, one.made_of, one.gathered.problems, digests)
        return memory.source, outcomes

    def _warn(self, memory: Memory) -> None:
        """Say what is amiss with what is remembered, before anything is written."""
        if self.wishes.options.strict and memory.warnings:
            raise PackageError(f"{next(iter(memory.warnings.values()))}; a strict build needs it")
        if said := memory.said(self.wishes.release):
            self.wishes.on_note(said)


def _problems(one: Outcome | Pending) -> Problems:
    return one.gathered.problems if isinstance(one, Pending) else one.problems


def _nothing(gathered: Gathered) -> Outcome:
    return Outcome(None, gathered.problems, gathered.ids)


def _report(every: Sequence[Outcome], copied: Problems, options: Options, source: str) -> Report:
    ids = {name for one in every for name in one.ids or ()}
    # Where lectures were not looked at, nothing is known of their ids.
    unknown = sorted(options.edits.keys() - ids) if all(one.ids is not None for one in every) else []
    return Report(
        tuple(one.built for one in every if one.built),
        (*(problem for one in every for problem in one.problems), *copied),
        tuple(unknown),
        source,
    )
