"""The stems of words: "boiling", "boils" and "boiled" are "boil"."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

import Stemmer

_STEMMER = Stemmer.Stemmer("english")


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The stem of an English word in lower case."""
    return cast(str, _STEMMER.stemWord(word))
