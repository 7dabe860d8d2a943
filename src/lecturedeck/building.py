"""From SOURCE to packages: what `build`, `extract` and `check` share."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lecturedeck.lecture import Lecture, Position, Problem
from lecturedeck.reading import problems
from lecturedeck.reading.files import lecture_files, read_bytes
from lecturedeck.reading.reader import Place, may_hold_cards, read_lecture

if TYPE_CHECKING:
    from lecturedeck.anki.notes import Draft
    from lecturedeck.anki.previous import Previous
    from lecturedeck.anki.update import Summary

ROOT_DECK = "Lecturedeck"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the build's table: a lecture and how many of each it gave."""

    title: str
    questions: int
    facts: int
    cards: int


@dataclass(frozen=True, slots=True)
class Built:
    """One package: where, its lectures, what it does to the notes of the one before, and how many bytes.

    `size` is 0 where nothing was written. `warning` says why the previous package was no help.
    """

    target: Path
    rows: tuple[Row, ...]
    summary: Summary
    size: int = 0
    warning: str = ""


@dataclass(slots=True)
class Report:
    """What a build did: the packages, and the problems of every file as (path, problem)."""

    packages: list[Built] = field(default_factory=list)
    problems: list[tuple[str, Problem]] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether a lecture was left out."""
        return any(problem.severity == "error" for _, problem in self.problems)


@dataclass(frozen=True, slots=True)
class Memory:
    """What a build does with the package before it, and whether it writes at all.

    `previous` is another file than the one that is replaced. With `drop_retired` gone notes are left out at once.
    """

    previous: Path | None = None
    drop_retired: bool = False
    dry_run: bool = False


def build_time() -> int:
    """Seconds since 1970 for what this build changes: SOURCE_DATE_EPOCH, else now.

    Raises ValueError where the variable is no whole number of at least 1.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not given:
        return int(time.time())
    if not given.isdecimal() or int(given) < 1:
        raise ValueError(f"SOURCE_DATE_EPOCH is {given!r}; it must be a whole number of seconds, at least 1")
    return int(given)


def places(sources: Iterable[str]) -> list[Place]:
    """All files of all SOURCEs, each once. Raises SourceError."""
    found: dict[str, Place] = {}
    for source in sources:
        for place in lecture_files(source):
            found.setdefault(place.path, place)
    return list(found.values())


def read(files: Iterable[Place], named: frozenset[str]) -> Iterator[Lecture]:
    """The lectures of some files, one at a time.

    A file that can hold no card is passed over, unless its path is in `named`: then somebody asked for it,
    and it comes with a problem that says why it gives nothing.
    """
    for place in files:
        try:
            data = read_bytes(place)
        except OSError as error:
            reason = error.strerror or str(error)
            yield _without_content(place, problems.UNREADABLE.at(Position(1), reason=reason))
            continue
        asked = place.path in named
        if not asked and not may_hold_cards(data):
            continue
        lecture = read_lecture(data, place)
        if not (lecture.questions or lecture.blanks or lecture.facts or lecture.has_errors):
            if not asked:
                continue
            empty = problems.EMPTY.at(Position(1))
            lecture = replace(lecture, problems=(*lecture.problems, empty))
        yield lecture


def _without_content(place: Place, problem: Problem) -> Lecture:
    stem = Path(place.path).stem
    return Lecture(place.path, "", stem, stem, place.language, place.block, problems=(problem,))


def build(
    lectures: Iterable[Lecture],
    output: Path,
    timestamp: int,
    *,
    strict: bool = False,
    memory: Memory = Memory(),
) -> Report:
    """Write packages: one `.apkg` for all where `output` is such a name, else one a lecture in that folder.

    A lecture with an error is left out. Raises PackageError and OSError.
    """
    from lecturedeck.anki.identity import owner_key
    from lecturedeck.anki.package import PackageError, check_name

    report = Report()
    one_file = output.suffix.lower() == ".apkg"
    if one_file:
        check_name(output)
    good = []
    left_out = set()
    for lecture in lectures:
        report.problems += [(lecture.path, problem) for problem in lecture.problems]
        if lecture.has_errors:
            left_out.add(owner_key(lecture.id, lecture.language))
        if (lecture.questions or lecture.blanks or lecture.facts) and not lecture.has_errors:
            good.append(lecture)
    if (strict and report.problems) or not good:
        return report
    plans = (
        [(output, good)] if one_file else [(output / f"{name}.apkg", [lecture]) for name, lecture in _named(good)]
    )
    if memory.previous is not None and len(plans) > 1:
        raise PackageError(
            f"--previous names one package, and this build gives {len(plans)}; name one .apkg with --output"
        )
    if not memory.dry_run:
        (output.parent if one_file else output).mkdir(parents=True, exist_ok=True)
    for target, its_lectures in plans:
        report.packages.append(_write(target, its_lectures, timestamp, frozenset(left_out), memory, strict=strict))
    return report


def _named(lectures: Iterable[Lecture]) -> Iterator[tuple[str, Lecture]]:
    """A file name for each lecture: its dashed name, with its id behind it where two have the same."""
    taken: set[str] = set()
    for lecture in lectures:
        name = safe_name(lecture.dashed_name)
        for candidate in (
            name,
            f"{name}-{safe_name(lecture.id)}",
            *(f"{name}-{n}" for n in range(2, 10_000)),
        ):
            if candidate not in taken:
                taken.add(candidate)
                yield candidate, lecture
                break


def safe_name(text: str) -> str:
    """Text as a file name on every system."""
    name = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in text)
    return name.strip("-.")[:100] or "lecture"


def deck_name(*parts: str) -> str:
    """A deck's full name from the names of its levels; a level that repeats the one above it is left out."""
    names: list[str] = []
    for part in parts:
        name = " ".join(part.replace("::", ":").replace('"', "'").split()).strip(":")
        if name and name not in names[-1:]:
            names.append(name)
    return "::".join(names)


def _write(
    target: Path,
    lectures: Sequence[Lecture],
    timestamp: int,
    left_out: frozenset[str],
    memory: Memory,
    *,
    strict: bool,
) -> Built:
    from lecturedeck.anki.cards import drafts_of
    from lecturedeck.anki.identity import owner_key, owner_of
    from lecturedeck.anki.package import PackageError, write_package
    from lecturedeck.anki.update import update

    drafts: list[Draft] = []
    media: dict[str, Path | bytes] = {}
    for lecture in lectures:
        drafts += drafts_of(lecture, deck_name(ROOT_DECK, lecture.title))
        media.update({picture.name: picture.path for picture in lecture.media})
    previous, warning = _remember(memory.previous or target)
    if warning and strict:
        raise PackageError(f"{warning}; --strict builds nothing then")
    result = update(drafts, timestamp, previous, left_out=left_out, drop_retired=memory.drop_retired)
    size = 0
    if not memory.dry_run:
        size = write_package(
            target,
            result.all_notes,
            {**result.media, **media},
            result.time,
            type_times=result.type_times,
            backup=bool(warning) and memory.previous is None,
        )
    cards: Counter[str] = Counter()
    for note in result.notes:
        cards[owner_of(note.field("Key"))] += len(note.cards)
    rows = [
        Row(
            lecture.title,
            len(lecture.questions) + len(lecture.blanks),
            len(lecture.facts),
            cards.pop(owner_key(lecture.id, lecture.language), 0),
        )
        for lecture in lectures
    ]
    return Built(target, tuple(rows), result.summary, size, warning)


def _remember(path: Path) -> tuple[Previous | None, str]:
    """The memory in a package, or none and why not; no package is no memory and nothing to warn of."""
    from lecturedeck.anki.previous import UnreadablePackage, read_previous

    try:
        return read_previous(path), ""
    except FileNotFoundError:
        return None, ""
    except UnreadablePackage as error:
        return None, f"{path}: not used as the previous package: {error}"
