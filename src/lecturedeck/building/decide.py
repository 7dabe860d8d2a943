"""Step four: what becomes of each note, given the package before; nothing is written yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lecturedeck.anki.cards import single_out
from lecturedeck.anki.identity import (
    UNKNOWN_OWNER,
    Previous,
    Update,
    assign_identity,
    owner_of,
    read_previous,
    update,
)
from lecturedeck.anki.notes import Note
from lecturedeck.anki.package import UnreadablePackage
from lecturedeck.building.contribute import Contribution, all_drafts
from lecturedeck.building.gather import Gathered
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
    unheard: int
    warning: str
    backup: bool


def decide(target: Path, gathered: Gathered, timestamp: int, release: Release) -> Decision:
    """What becomes of the notes of a package, and of those in the package that it follows."""
    used = gathered.used
    previous, warning = _previous(release.before(target))
    result = update(
        single_out(all_drafts(used)),
        timestamp,
        previous,
        left_out=frozenset(_left_out(gathered.contributions)),
        drop_retired=release.drop_retired,
    )
    return Decision(
        target,
        result,
        {**result.media, **pictures(used)},
        tuple(_rows(used, result.notes)),
        sum(one.unheard for one in used),
        warning,
        backup=bool(warning) and release.previous is None,
    )


def new_notes(contributions: Sequence[Contribution]) -> tuple[Note, ...]:
    """The notes of some lectures as a first build makes them."""
    return assign_identity(single_out(all_drafts(contributions)), 1)


def pictures(contributions: Iterable[Contribution]) -> dict[str, Path]:
    """The pictures of some lectures, by their names in the package."""
    return {picture.name: picture.path for one in contributions for picture in one.media}


def _previous(path: Path) -> tuple[Previous | None, str]:
    """The notes of a package, or why they cannot be used; no package needs no warning."""
    try:
        return read_previous(path), ""
    except FileNotFoundError:
        return None, ""
    except UnreadablePackage as error:
        return None, f"{path}: not used as the previous package: {error}"


def _left_out(contributions: Iterable[Contribution]) -> Iterator[str]:
    """The owners of notes that an error keeps out this time."""
    for one in contributions:
        if one.has_errors:
            yield one.owner
        if one.id_is_unknown:
            yield UNKNOWN_OWNER


def _rows(contributions: Iterable[Contribution], notes: Iterable[Note]) -> Iterator[Row]:
    cards: Counter[tuple[str, str]] = Counter()
    for note in notes:
        cards[owner_of(note.field("Key")), note.deck] += len(note.cards)
    for one in contributions:
        yield Row(one.title, one.questions, one.facts, cards.pop((one.owner, one.deck), 0))
