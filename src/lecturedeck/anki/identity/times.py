"""When a note last changed: the one rule of what is newer.

Anki takes a note, or a note type, only where its time is newer than the learner's, in whole seconds, and then
overwrites what the learner changed (rslib apkg/import/notes.rs). So what is unchanged keeps its time, and what
changed gets one later than before, whatever clock or SOURCE_DATE_EPOCH says.
"""

from __future__ import annotations

from collections.abc import Iterable

# A time beyond the year 2100 is damage: taken as the newest, it would stop every later update.
_LAST_SECOND = 4_102_444_800


def newest(times: Iterable[int]) -> int:
    """The newest of some times, 0 where there is none."""
    return max((time for time in times if time <= _LAST_SECOND), default=0)


def later(old: int, now: int) -> int:
    """The time of a change to what had the time `old`."""
    return max(old + 1, now)


def stamp(old: int, now: int, *, changed: bool) -> int:
    """The time of what had the time `old`, after a build at `now`."""
    return later(old, now) if changed else old
