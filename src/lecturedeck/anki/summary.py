"""What a build does to the notes of the package before it, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Fate = Literal["new", "changed", "gone", "dropped", "kept", "unchanged"]


@dataclass(frozen=True, slots=True)
class Line:
    """One note of the summary: what becomes of it, its name in plain text, and which fields changed.

    "gone": no longer in the lectures, in the package once more with the tag RETIRED. "dropped": gone, and not
    in the package. "kept": as it was, since its lecture could not be read this time.
    """

    fate: Fate
    kind: str
    name: str
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build does to the notes of the previous package; `renamed` are decks as (old, new)."""

    lines: tuple[Line, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()

    def count(self, fate: Fate) -> int:
        """How many notes have this fate."""
        return sum(line.fate == fate for line in self.lines)

    def next_time(self) -> Summary:
        """What the next build does if nothing changes: all that is in the package now stays unchanged."""
        written: tuple[Fate, ...] = ("new", "changed", "unchanged")
        return Summary(
            tuple(
                replace(line, fate="unchanged", changed=()) if line.fate in written else line
                for line in self.lines
                if line.fate != "dropped"
            )
        )
