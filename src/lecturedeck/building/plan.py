"""Step one: which packages to build, and where they go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lecturedeck.anki.package import PackageError, check_name, is_backup_name
from lecturedeck.building.options import Release
from lecturedeck.reading.files import Group, Place, once


class SeveralPackagesError(PackageError):
    """A build that gives several packages and should follow a single one."""

    def __init__(self, count: int) -> None:
        super().__init__(f"this build gives {count} packages, which cannot all follow one")
        self.count = count


@dataclass(frozen=True, slots=True)
class Plan:
    """The packages to build: one for each group of files, all in one folder.

    `file` is the one package of a build that gives only one, None where each group names its own.
    """

    groups: tuple[Group, ...]
    folder: Path
    file: Path | None

    @property
    def places(self) -> tuple[Place, ...]:
        """All files, in order."""
        return tuple(place for group in self.groups for place in group.places)


def plan_build(groups: Sequence[Group], output: Path, release: Release) -> Plan:
    """The packages of a build: one for all where `output` is an `.apkg` name, else one a group in that folder.

    Raises PackageError; SeveralPackagesError where all of them should follow one package.
    """
    if output.suffix.lower() == ".apkg":
        if output.is_symlink() and output.resolve().suffix.lower() == ".apkg":
            output = output.resolve()  # the package that the link means; any other link is replaced
        check_name(output)
        every = Group(output.stem, once(place for group in groups for place in group.places))
        return Plan((every,), output.parent, output)
    if release.previous is not None and len(groups) > 1:
        raise SeveralPackagesError(len(groups))
    return Plan(tuple(groups), output, None)


class PackageNames:
    """Hands out the paths of a build's packages, and never one twice."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._taken: set[str] = set()

    def expected(self, group: Group) -> Path | None:
        """The path that a group's package most likely has; None where its lecture must be read to know."""
        if self._plan.file or not group.name:
            return self._plan.file
        return self._plan.folder / f"{safe_name(group.name)}.apkg"

    def take(self, group: Group, dashed_name: str, lecture_id: str) -> Path:
        """The path of a group's package, which has the group's name or else that of its lecture."""
        if self._plan.file:
            return self._plan.file
        name = safe_name(group.name or dashed_name)
        if is_backup_name(f"{name}.apkg"):
            name = f"lecture-{name}"  # the name came with the lecture; the author did not choose it for a package
        free = next(one for one in _candidates(name, lecture_id) if one not in self._taken)
        return self.keep(self._plan.folder / f"{free}.apkg")

    def keep(self, path: Path) -> Path:
        """Note that a path is taken; returns it."""
        self._taken.add(path.stem)
        return path


def safe_name(text: str) -> str:
    """Text as a file name on every system."""
    name = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in text)
    return name.strip("-.")[:100] or "lecture"


def _candidates(name: str, lecture_id: str) -> Iterator[str]:
    yield name
    yield f"{name}-{safe_name(lecture_id)}"
    for number in range(2, 100_000):
        yield f"{name}-{number}"
