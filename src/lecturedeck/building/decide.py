"""Step six: what becomes of each note, given the packages and the lockfile before; nothing is written yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lecturedeck.anki import identity
from lecturedeck.anki.cards import single_out
from lecturedeck.anki.identity import UNKNOWN_OWNER, Contents, Decided, Update, owner_of
from lecturedeck.anki.notes import Note
from lecturedeck.building.contribute import Contribution, all_drafts
from lecturedeck.building.gather import Gathered
from lecturedeck.building.memory import Memory
from lecturedeck.building.options import Release
from lecturedeck.building.report import Row


@dataclass(frozen=True, slots=True)
class Decision:
    """A package that is ready to be written.

    `warning` says why the package before it was no help, "" where it was or there is none; `backup` whether it
    must be kept.
    """

    target: Path
    update: Update
    media: Mapping[str, Path | bytes]
    rows: tuple[Row, ...]
    shared: int
    unheard: int
    warning: str
    backup: bool


def decide(
    packages: Sequence[tuple[Path, Gathered]],
    memory: Memory,
    timestamp: int,
    release: Release,
    *,
    held: frozenset[str] = frozenset(),
) -> tuple[list[Decision], Decided]:
    """What becomes of the notes of all packages, and the lockfile to write with them.

    `held` are the names of packages that are up to date.
    """
    contents = [_contents(target, gathered, memory, release) for target, gathered in packages]
    wishes = identity.Wishes(timestamp, drop_retired=release.drop_retired, restamp=release.restamp)
    decided = identity.decide(contents, memory.lock, wishes, held)
    return [
        _decision(target, gathered, update, memory, release)
        for (target, gathered), update in zip(packages, decided.updates, strict=True)
    ], decided


def new_notes(contributions: Sequence[Contribution]) -> tuple[Note, ...]:
    """The notes of some lectures as a first build makes them."""
    return identity.notes_of(single_out(all_drafts(contributions)))


def pictures(contributions: Iterable[Contribution]) -> dict[str, Path]:
    """The pictures of some lectures, by their names in the package."""
    return {picture.name: picture.path for one in contributions for picture in one.media}


def _contents(target: Path, gathered: Gathered, memory: Memory, release: Release) -> Contents:
    return Contents(
        target.stem,
        single_out(all_drafts(gathered.used)),
        memory.previous.get(target),
        frozenset(_left_out(gathered.contributions)),
        leads=release.previous is not None,
    )


def _decision(target: Path, gathered: Gathered, update: Update, memory: Memory, release: Release) -> Decision:
    used, warning = gathered.used, memory.warnings.get(target, "")
    return Decision(
        target,
        update,
        {**update.media, **pictures(used)},
        tuple(_rows(used, update.notes)),
        identity.in_several_lectures(one.drafts for one in used),
        sum(one.unheard for one in used),
        warning,
        backup=bool(warning) and release.previous is None,
    )


def _left_out(contributions: Iterable[Contribution]) -> Iterator[str]:
    """The owners of notes that an error or a misspelt marker keeps out this time."""
    for one in contributions:
        if one.has_errors or one.is_cut_short:
            yield one.owner
        if one.id_is_unknown:
            yield UNKNOWN_OWNER


def _rows(contributions: Iterable[Contribution], notes: Iterable[Note]) -> Iterator[Row]:
    cards: Counter[tuple[str, str]] = Counter()
    for note in notes:
        cards[owner_of(note.field("Key")), note.deck] += len(note.cards)
    for one in contributions:
        yield Row(one.title, one.questions, one.facts, cards.pop((one.owner, one.deck), 0))
