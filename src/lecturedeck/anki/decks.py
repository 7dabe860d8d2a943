"""Names of decks. They are an interface: Anki matches decks by name alone, and sorts them by it.

So a number before a title keeps the curriculum's order: `Lecturedeck::Tea course::01 Basics::02 Water`.
"""

from __future__ import annotations

from typing import Literal, get_args

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
