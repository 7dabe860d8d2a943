"""A curriculum as rows: superblocks, modules and blocks with what they hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from lecturedeck.anki.decks import deck_levels
from lecturedeck.reading.files import Found, Place
from lecturedeck.text import counted

if TYPE_CHECKING:
    from lecturedeck.building.contribute import Counts

HEADERS = ["Block", "Name", "Lectures", "Questions", "Quizzes", "Blanks", "Facts"]


def rows(found: Found, holds: Iterable[tuple[Place, Counts]]) -> list[list[str | int]]:
    """Return the blocks of all files below their superblocks and modules, with the numbers of what they hold."""
    by_path = {place.path: numbers for place, numbers in holds}
    counts: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    names: dict[tuple[str, ...], str] = {}
    for place in found.places:
        levels = deck_levels(place) or (place.path,)
        if place.above and place.language != "english":
            levels = (place.language, *levels)
        row = counts[levels]
        names[levels] = place.block
        if place.path in by_path:
            counts[levels] = [old + new for old, new in zip(row, (1, *by_path[place.path]), strict=True)]
    table: list[list[str | int]] = []
    above: tuple[str, ...] = ()
    for levels, row in counts.items():
        for depth, level in enumerate(levels[:-1]):
            if levels[: depth + 1] != above[: depth + 1]:
                table.append(["  " * depth + level])
        table.append(["  " * (len(levels) - 1) + levels[-1], names[levels], *row])
        above = levels[:-1]
    total = [sum(column) for column in zip(*counts.values(), strict=True)]
    table.append([counted(len(counts), "block"), "", *total])
    return table
