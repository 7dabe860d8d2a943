"""A whole build, group by group: recall what is up to date, and gather, decide and write the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lecturedeck.anki.package import PackageError
from lecturedeck.building.contribute import Contribution, contribute
from lecturedeck.building.decide import decide
from lecturedeck.building.gather import Gathered, gather
from lecturedeck.building.lock import locked
from lecturedeck.building.options import Options, Release
from lecturedeck.building.plan import PackageNames, Plan
from lecturedeck.building.read import content_of
from lecturedeck.building.report import Built, Problems, Report
from lecturedeck.building.write import write
from lecturedeck.reading.files import Group, Place

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
class Wishes:
    """All that was asked of a build; `building.build` says what each of them is."""

    timestamp: int
    options: Options
    release: Release
    named: frozenset[str]
    jobs: int | None
    on_read: Callable[[Place], None]


def run(plan: Plan, wishes: Wishes) -> Report:
    """Carry out a plan. Raises what `building.build` names."""
    carry_out = _run_small if len(plan.places) < _MANY else _run_large
    if wishes.release.dry_run:
        return carry_out(plan, wishes)
    with locked(plan.folder):
        return carry_out(plan, wishes)


def _run_small(plan: Plan, wishes: Wishes) -> Report:
    """Read each file when it is needed, and keep nothing for later: a cache takes longer to open."""

    def read(place: Place) -> Contribution | None:
        wishes.on_read(place)
        return contribute(content_of(place), place, wishes.options, named=place.path in wishes.named)

    return Run(plan.groups, PackageNames(plan), wishes, read).report()


def _run_large(plan: Plan, wishes: Wishes) -> Report:
    """Look at every file first, by way of the cache, and leave packages alone that are up to date."""
    from lecturedeck.building.cache import opened_cache
    from lecturedeck.building.processes import free_cores
    from lecturedeck.building.survey import Survey
    from lecturedeck.building.unchanged import Records

    with opened_cache() as cache:
        survey = Survey(wishes.options, wishes.named, cache, wishes.jobs or free_cores())
        survey.look(plan.places, wishes.on_read)
        release = wishes.release
        plain = release.previous is None and not (release.drop_retired or release.dry_run or wishes.options.strict)
        records = Records(cache, survey, release) if plain else None
        return Run(plan.groups, PackageNames(plan), wishes, survey.contribution, records).report()


@dataclass(frozen=True, slots=True)
class Run:
    """One build. `contribution` is what a file gives; `records` are None where none are used."""

    groups: tuple[Group, ...]
    names: PackageNames
    wishes: Wishes
    contribution: Callable[[Place], Contribution | None]
    records: Records | None = None

    def report(self) -> Report:
        """Build everything."""
        every = self._build_strictly() if self.wishes.options.strict else map(self._build, self.groups)
        return _report(every, self.wishes.options)

    def _build(self, group: Group) -> Outcome:
        target = self.names.expected(group)
        if target and self.records and (known := self.records.recall(target, group.places)):
            self.names.keep(target)
            return Outcome(*known, None)
        return self._finish(group, gather(group, self.contribution))

    def _build_strictly(self) -> Iterator[Outcome]:
        """Write nothing before every lecture is known to be right."""
        every = [(group, gather(group, self.contribution)) for group in self.groups]
        wrong = any(gathered.problems for _, gathered in every)
        for group, gathered in every:
            yield _nothing(gathered) if wrong else self._finish(group, gathered)

    def _finish(self, group: Group, gathered: Gathered) -> Outcome:
        """Decide and write, unless the package turns out to be up to date."""
        if not gathered.used:
            return _nothing(gathered)
        first = gathered.used[0]
        target = self.names.take(group, first.dashed_name, first.id)
        records = None if gathered.depends_on_pictures else self.records
        if records and (known := records.recall(target, group.places)):
            return Outcome(known[0], gathered.problems, gathered.ids)
        built, digest = self._write(target, gathered)
        if records:
            records.remember(built, digest, group.places, gathered.problems)
        return Outcome(built, gathered.problems, gathered.ids)

    def _write(self, target: Path, gathered: Gathered) -> tuple[Built, str]:
        decision = decide(target, gathered, self.wishes.timestamp, self.wishes.release)
        if decision.warning and self.wishes.options.strict:
            raise PackageError(f"{decision.warning}; a strict build needs it")
        return write(decision, dry_run=self.wishes.release.dry_run)


def _nothing(gathered: Gathered) -> Outcome:
    return Outcome(None, gathered.problems, gathered.ids)


def _report(outcomes: Iterable[Outcome], options: Options) -> Report:
    every = list(outcomes)
    ids = {name for one in every for name in one.ids or ()}
    # Where lectures were not looked at, nothing is known of their ids.
    unknown = sorted(options.edits.keys() - ids) if all(one.ids is not None for one in every) else []
    return Report(
        tuple(one.built for one in every if one.built),
        tuple(problem for one in every for problem in one.problems),
        tuple(unknown),
    )
