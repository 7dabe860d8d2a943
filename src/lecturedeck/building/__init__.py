"""From SOURCE to lectures to packages: what the commands share."""

from __future__ import annotations

import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lecturedeck.building.cache import FOLDER, LectureCache
from lecturedeck.building.report import Built, Report, Row
from lecturedeck.building.unchanged import Fingerprint, fingerprint, forget, is_known, recall, remember
from lecturedeck.lecture import Lecture, Position, Problem
from lecturedeck.markup.html import Renderer
from lecturedeck.reading import problems
from lecturedeck.reading.edits import Edits, apply_edits
from lecturedeck.reading.files import Group, Place, once, printable, read_bytes
from lecturedeck.reading.kinds import WITH_CARDS, only
from lecturedeck.reading.reader import may_hold_cards, read_lecture

if TYPE_CHECKING:
    from lecturedeck.anki.cards import Audio
    from lecturedeck.anki.notes import Draft, Note
    from lecturedeck.anki.package.read import Previous

# From so many files on a cache pays for its own opening.
_MANY = 20
FactTier = Literal["careful", "all", "none"]
Kind = str
KINDS = tuple(kind.name for kind in WITH_CARDS)


@dataclass(frozen=True, slots=True)
class Memory:
    """What a build does with the package before it, and whether it writes at all.

    `previous` is another file than the one that is replaced. `kept_in` is a folder with the packages as they
    were, by name: what is built while somebody writes is nobody's yet, and no release. With `drop_retired`
    gone notes are left out at once.
    """

    previous: Path | None = None
    kept_in: Path | None = None
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


@dataclass(frozen=True, slots=True)
class Options:
    """What of a lecture becomes cards.

    `kinds` are the kinds of content (() for all), `audio` what becomes of tasks that one hears, `facts` how
    far a fact must be trusted, `edits` what the learner wants of a lecture's facts, by lecture id. `strict`
    builds nothing where anything is wrong.
    """

    kinds: tuple[str, ...] = ()
    audio: Audio = "tts"
    facts: FactTier = "careful"
    edits: Mapping[str, Edits] = field(default_factory=dict)
    strict: bool = False


Reader = Callable[[bytes, Place], Lecture]


def read(
    place: Place, *, asked: bool, reader: Reader = read_lecture, made_of: Fingerprint | None = None
) -> Lecture | None:
    """The lecture of a file; None where the file can hold no card and nobody asked for it by name.

    A file that somebody asked for and that gives nothing comes with a problem that says so. `reader` makes
    the lecture from the file's bytes, and the file is added to `made_of`.
    """
    try:
        data = read_bytes(place)
        if made_of is not None:
            made_of.add(place, data)
    except OSError as error:
        if made_of is not None:
            made_of.add(place, b"")
        stem = printable(Path(place.path).stem)
        problem = problems.UNREADABLE.at(Position(1), reason=error.strerror or str(error))
        return Lecture(place.path, "", stem, stem, place.language, place.block, problems=(problem,))
    if not asked and not may_hold_cards(data):
        return None
    lecture = reader(data, place)
    if lecture.questions or lecture.blanks or lecture.facts or lecture.has_errors:
        return lecture
    if asked:
        return replace(lecture, problems=(*lecture.problems, problems.EMPTY.at(Position(1))))
    return lecture if lecture.problems else None


def chosen(lecture: Lecture, options: Options) -> Lecture:
    """The lecture with what is wanted of it: the edits of its facts, their tier, and the kinds of content."""
    if lecture.id in options.edits:
        at = Position(1)
        where = f", which the edits of {lecture.id} want left out"
        lecture = apply_edits(lecture, options.edits[lecture.id], Renderer(), lambda _: at, where)
    tiers = {"careful": ("careful",), "all": ("careful", "all"), "none": ()}[options.facts]
    facts = tuple(fact for fact in lecture.facts if fact.tier in tiers)
    lecture = replace(lecture, facts=facts) if len(facts) < len(lecture.facts) else lecture
    return only(lecture, options.kinds) if options.kinds else lecture


def build(
    groups: Sequence[Group],
    output: Path,
    timestamp: int,
    options: Options = Options(),
    *,
    asked: frozenset[str] = frozenset(),
    memory: Memory = Memory(),
) -> Iterator[Place | Report]:
    """Write packages: one for all where `output` is an `.apkg` name, else one a group in that folder.

    Yields every place before it is read (for a progress bar), and at the end the report. A lecture with an
    error is left out. Raises PackageError and OSError.
    """
    from lecturedeck.anki.package.write import PackageError, check_name

    one_file = output.suffix.lower() == ".apkg"
    folder = output.parent if one_file else output
    if one_file:
        check_name(output)
        groups = [Group(output.stem, once(place for group in groups for place in group.places))]
    if memory.previous is not None and len(groups) > 1:
        raise PackageError(
            f"--previous names one package, and this build gives {len(groups)}; name one .apkg with --output"
        )
    many = len({place.path for group in groups for place in group.places}) >= _MANY and not memory.dry_run
    kept = LectureCache(folder / FOLDER) if many else None
    reader = partial(kept.read, reader=read_lecture) if kept else read_lecture
    quick = many and memory.previous is None and not memory.drop_retired and not options.strict
    report = Report(unknown_ids=sorted(options.edits))
    waiting: list[Job] = []
    taken: set[str] = set()
    try:
        for group in groups:
            target = output if one_file else folder / f"{safe_name(group.name)}.apkg"
            # A group without a name is named by its lecture, which must be read before one can look.
            look = quick and group.name and is_known(target)
            as_it_was = recall(target, fingerprint(group.places, (options, memory))) if look else None
            if as_it_was:
                yield from group.places
                report.unknown_ids = []  # whether they are here was not looked at again
                taken.add(target.stem)
                report.packages.append(as_it_was[0])
                report.problems += as_it_was[1]
                continue
            made_of = Fingerprint((options, memory))
            job, problems_found = yield from _read_group(group, options, asked, reader, made_of)
            report.unknown_ids = [name for name in report.unknown_ids if name not in job.ids]
            report.problems += problems_found
            if not job.pairs:
                continue
            if not one_file:
                target = folder / f"{_file_name(group, job.pairs[0][1], taken)}.apkg"
            job = replace(job, target=target)
            record = quick and not job.has_pictures
            as_it_was = recall(target, made_of.value) if record else None
            if as_it_was:
                report.packages.append(as_it_was[0])
            elif options.strict:
                waiting.append(job)  # nothing is written before everything is known to be right
            else:
                if many:
                    forget(target)
                report.packages.append(_write(job, timestamp, options, memory))
                if record:
                    remember(report.packages[-1], made_of.value, problems_found)
        if not report.problems:
            report.packages += [_write(job, timestamp, options, memory) for job in waiting]
    finally:
        if kept:
            kept.close()
    yield report


@dataclass(frozen=True, slots=True)
class Job:
    """A package to write: where, its lectures, the owners of those that an error left out, and the ids of all."""

    target: Path
    pairs: tuple[tuple[Place, Lecture], ...]
    left_out: frozenset[str]
    ids: frozenset[str]

    @property
    def has_pictures(self) -> bool:
        """Whether the package depends on files that are no lectures."""
        return any(
            lecture.media or any(problems.is_about(problem, "pictures") for problem in lecture.problems)
            for _, lecture in self.pairs
        )


def _read_group(
    group: Group, options: Options, asked: frozenset[str], reader: Reader, made_of: Fingerprint
) -> Generator[Place, None, tuple[Job, list[tuple[str, Problem]]]]:
    """Read the lectures of one package; yields every place before it is read, and returns what to write.

    Every file is added to `made_of`.
    """
    from lecturedeck.anki.identity.assign import owner_key
    from lecturedeck.anki.identity.update import ANYBODY

    pairs: list[tuple[Place, Lecture]] = []
    left_out: set[str] = set()
    ids: set[str] = set()
    found: list[tuple[str, Problem]] = []
    for place in group.places:
        yield place
        lecture = read(place, asked=place.path in asked, reader=reader, made_of=made_of)
        if lecture is None:
            continue
        ids.add(lecture.id)
        lecture = chosen(lecture, options)
        found += [(lecture.path, problem) for problem in lecture.problems]
        if lecture.has_errors:
            left_out.add(owner_key(lecture.id, lecture.language))
            if any(problems.is_about(problem, "id") for problem in lecture.problems):
                left_out.add(ANYBODY)
        elif lecture.questions or lecture.blanks or lecture.facts:
            pairs.append((place, lecture))
    return Job(Path(), tuple(pairs), frozenset(left_out), frozenset(ids)), found


def _file_name(group: Group, lecture: Lecture, taken: set[str]) -> str:
    """The package's name without its ending: the group's, else its lecture's dashed name; never one twice."""
    from lecturedeck.anki.package.write import is_backup_name

    name = safe_name(group.name or lecture.dashed_name)
    if is_backup_name(f"{name}.apkg"):
        name = f"lecture-{name}"  # the name came with the lecture; nobody chose it for a package
    numbered = (f"{name}-{number}" for number in range(2, 100_000))
    for candidate in (name, f"{name}-{safe_name(lecture.id)}", *numbered):
        if candidate not in taken:
            taken.add(candidate)
            return candidate
    raise AssertionError("unreachable")


def safe_name(text: str) -> str:
    """Text as a file name on every system."""
    name = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in text)
    return name.strip("-.")[:100] or "lecture"


def _write(job: Job, timestamp: int, options: Options, memory: Memory) -> Built:
    from lecturedeck.anki.cards import single_out
    from lecturedeck.anki.identity.update import update
    from lecturedeck.anki.package.write import PackageError, write_package

    media = {picture.name: picture.path for _, lecture in job.pairs for picture in lecture.media}
    every = single_out(draft for pair in job.pairs for draft in drafts(*pair, options.audio))
    before = memory.kept_in / job.target.name if memory.kept_in else job.target
    previous, warning = _remember(memory.previous or before)
    if warning and options.strict:
        raise PackageError(f"{warning}; --strict builds nothing then")
    result = update(every, timestamp, previous, left_out=job.left_out, drop_retired=memory.drop_retired)
    size = 0
    if not memory.dry_run:
        job.target.parent.mkdir(parents=True, exist_ok=True)
        size = write_package(
            job.target,
            result.all_notes,
            {**result.media, **media},
            result.time,
            type_times=result.type_times,
            backup=bool(warning) and memory.previous is None,
        )
    rows = tuple(_rows(job.pairs, result.notes))
    return Built(job.target, rows, result.summary, _unheard(job.pairs, options.audio), size, warning)


def keep_packages(output: Path, folder: Path) -> None:
    """Copy the packages that a build is going to replace, for `Memory.kept_in`."""
    targets = [output] if output.suffix.lower() == ".apkg" else output.glob("*.apkg")
    for target in targets:
        if target.is_file():
            shutil.copy2(target, folder / target.name)


def _remember(path: Path) -> tuple[Previous | None, str]:
    """The memory in a package, or none and why not; no package is no memory and nothing to warn of."""
    from lecturedeck.anki.package.read import UnreadablePackage, read_previous

    try:
        return read_previous(path), ""
    except FileNotFoundError:
        return None, ""
    except UnreadablePackage as error:
        return None, f"{path}: not used as the previous package: {error}"


def drafts(place: Place, lecture: Lecture, audio: Audio) -> Iterator[Draft]:
    """The drafts of a lecture's notes, in its deck and with the address of its page."""
    from lecturedeck.anki.cards import drafts_of
    from lecturedeck.anki.decks import deck_of

    page = f"{place.page}{lecture.dashed_name}" if place.page else ""
    return drafts_of(lecture, deck_of(place, lecture), page, audio)


def notes_to_preview(
    pairs: Iterable[tuple[Place, Lecture]], audio: Audio
) -> tuple[tuple[Note, ...], dict[str, Path]]:
    """The notes that a build of some lectures would write, and their pictures by name."""
    from lecturedeck.anki.cards import single_out
    from lecturedeck.anki.identity.assign import settle

    every = [(place, lecture) for place, lecture in pairs if not lecture.has_errors]
    media = {picture.name: picture.path for _, lecture in every for picture in lecture.media}
    return settle(single_out(draft for pair in every for draft in drafts(*pair, audio)), 1), media


def _rows(pairs: Sequence[tuple[Place, Lecture]], notes: Iterable[Note]) -> Iterator[Row]:
    from lecturedeck.anki.decks import deck_of
    from lecturedeck.anki.identity.assign import owner_key, owner_of

    cards: Counter[tuple[str, str]] = Counter()
    for note in notes:
        cards[owner_of(note.field("Key")), note.deck] += len(note.cards)
    for place, lecture in pairs:
        own = cards.pop((owner_key(lecture.id, lecture.language), deck_of(place, lecture)), 0)
        yield Row(lecture.title, len(lecture.questions) + len(lecture.blanks), len(lecture.facts), own)


def _unheard(pairs: Sequence[tuple[Place, Lecture]], audio: Audio) -> int:
    from lecturedeck.anki.cards import answerable

    tasks = ((lecture, task) for _, lecture in pairs for task in lecture.questions + lecture.blanks)
    return sum(not answerable(lecture, task, audio) for lecture, task in tasks)
