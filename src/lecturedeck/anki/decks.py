"""Names of decks. They are an interface: Anki matches decks by name alone, and sorts them by it.

So a number before a title keeps the curriculum's order: `Lecturedeck::Tea course::01 Basics::02 Water`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

from lecturedeck.lecture import Lecture
from lecturedeck.reading.files import Place
from lecturedeck.text import clean_text, one_line

ROOT_DECK = "Lecturedeck"

# What has a deck of its own: Anki's manual advises against many small decks.
Depth = Literal["superblock", "module", "block", "lecture"]
DEPTHS: tuple[Depth, ...] = get_args(Depth)


def deck_of(place: Place, lecture: Lecture, depth: Depth = "block") -> str:
    """The full name of a lecture's deck: root, superblock, module and block, as far as they are known.

    With the depth "lecture", a lecture has a deck of its own below its block, but not the tasks of a language
    course, which are one card each. Outside a curriculum each lecture has its own.
    """
    levels = deck_levels(place)
    if not levels or (depth == "lecture" and not (place.alone or lecture.teaches)):
        levels += (_numbered(place.number, place.count, lecture.title),)
    elif depth == "module":
        levels = levels[:-1] or levels
    elif depth == "superblock":
        levels = levels[:1]
    return _joined(_root(place), *levels)


def deck_levels(place: Place) -> tuple[str, ...]:
    """The names of the decks above a lecture's own, without the root; () outside a curriculum."""
    return tuple(_numbered(level.number, level.count, level.title) for level in place.above)


def _root(place: Place) -> str:
    return ROOT_DECK if place.language == "english" or not place.above else f"{ROOT_DECK} {place.language}"


def _numbered(number: int, count: int, title: str) -> str:
    return f"{number:0{max(2, len(str(count)))}} {title}" if number else title


def _joined(*parts: str) -> str:
    """One deck name of its parts; Anki divides at `::`, and takes no quotation marks."""
    names: list[str] = []
    for part in parts:
        name = one_line(clean_text(part).replace("::", ":").replace('"', "'")).strip(":")
        if name and name not in names[-1:]:
            names.append(name)
    return "::".join(names)


class MovedDecks(NamedTuple):
    """Decks to rename in Anki, and decks whose cards have to be moved there by hand, all as (old, new)."""

    renamed: tuple[tuple[str, str], ...] = ()
    moved: tuple[tuple[str, str], ...] = ()


def moved_decks(notes: Iterable[tuple[str | None, str]]) -> MovedDecks:
    """What becomes of decks, from the deck that each note had before (None: it is new) and the one it has now.

    A deck can be renamed where all its notes are in one other deck now, and that has them from nowhere else.
    """
    moves: dict[str, Counter[str]] = {}
    still: set[str] = set()
    for old, new in notes:
        still.add(new)
        if old is not None:
            moves.setdefault(old, Counter())[new] += 1
    sources = Counter(new for targets in moves.values() for new in targets)
    renamed, moved = [], []
    for deck, targets in sorted(moves.items()):
        if len(targets) == 1 and sources[(new := next(iter(targets)))] == 1 and deck not in {new, *still}:
            renamed.append((deck, new))
        else:
            moved += [(deck, new) for new in sorted(targets) if new != deck]
    return MovedDecks(tuple(renamed), tuple(moved))
