"""Ids of notes, cards and decks, made from names: two devices that import one package agree on them."""

from __future__ import annotations

import hashlib

# They look like milliseconds between 2001 and 2023: Anki reads a note's id as the day it was added.
_FIRST_ID, _LAST_ID = 1_000_000_000_000, 1_700_000_000_000


class Ids:
    """Hands out ids: the same one for the same name, and never one twice."""

    def __init__(self) -> None:
        self._taken: set[int] = set()

    def take(self, name: str) -> int:
        """An id for a name, moved on by one while another name of this run has it."""
        digest = hashlib.sha256(name.encode()).digest()
        number = _FIRST_ID + int.from_bytes(digest[:8], "big") % (_LAST_ID - _FIRST_ID)
        while number in self._taken:
            number += 1
        self._taken.add(number)
        return number

    def keep(self, number: int) -> bool:
        """Take an id that a note already has; False where another has it in this run."""
        if number in self._taken:
            return False
        self._taken.add(number)
        return True
