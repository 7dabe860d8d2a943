"""Step five: what the lectures of one package give, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lecturedeck.building.contribute import Contribution
from lecturedeck.building.report import Problems
from lecturedeck.reading.files import Group, Place


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the lectures of one package give, in order."""

    contributions: tuple[Contribution, ...]

    @property
    def used(self) -> tuple[Contribution, ...]:
        """The contributions that go into the package."""
        return tuple(one for one in self.contributions if not one.has_errors and not one.is_empty)

    @property
    def depends_on_pictures(self) -> bool:
        """Whether the package depends on other files than the lectures."""
        return any(one.depends_on_pictures for one in self.used)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all lectures that were read."""
        return frozenset(one.id for one in self.contributions)

    @property
    def problems(self) -> Problems:
        """The problems of every file, with its path."""
        return tuple((one.path, problem) for one in self.contributions for problem in one.problems)


def gather(group: Group, contribution: Callable[[Place], Contribution | None]) -> Gathered:
    """What the files of one package give; those that give nothing are left out."""
    found = (contribution(place) for place in group.places)
    return Gathered(tuple(one for one in found if one is not None))
