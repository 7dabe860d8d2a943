"""Numbers that order the notes of a lecture, and seldom change: a note in the middle gets one in between."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

_STEP = 1000


def places(before: Sequence[int]) -> list[int]:
    """Rising numbers for notes in order, from the numbers that they had (0 for a new one).

    As many as can keep theirs; all are numbered anew only where there is no room left.
    """
    kept = _longest_rising(before)
    result: list[int] = []
    for at in range(len(before)):
        if at in kept:
            result.append(before[at])
            continue
        start = result[-1] if result else 0
        following = [number for number in kept if number > at]
        if not following:
            result.append(start + _STEP)
            continue
        end, gaps = before[min(following)], min(following) - at + 1
        if end - start < gaps:
            return [_STEP * number for number in range(1, len(before) + 1)]
        result.append(start + (end - start) // gaps)
    return result


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The places of a longest row of rising numbers above 0."""
    ends: list[int] = []
    last: list[int] = []
    previous: dict[int, int | None] = {}
    for at, number in enumerate(numbers):
        if number <= 0:
            continue
        size = bisect_left(ends, number)
        previous[at] = last[size - 1] if size else None
        ends[size : size + 1] = [number]
        last[size : size + 1] = [at]
    row: set[int] = set()
    here = last[-1] if last else None
    while here is not None:
        row.add(here)
        here = previous[here]
    return row
