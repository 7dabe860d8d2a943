"""The words of a text as a search knows them: by their stems, in the languages of the curriculum."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise

import Stemmer

from lecturedeck.regex import regex
from lecturedeck.text import HAN, HANGUL, KANA

# Words of alphabets; runs of scripts without spaces, which then count in pairs of characters.
_NARROW_WORD = regex(r"[^\W_]+")
_WIDE = regex(f"[{KANA}{HAN}{HANGUL}]")
_WORD = regex(rf"[^\W_{KANA}{HAN}{HANGUL}]+|[{KANA}{HAN}]+|[{HANGUL}]+")
_TOKEN = regex(r"[^\W_]+|[^\w\s]+")
# The stemmer for each folder of the curriculum; the other languages of the curriculum have none.
_STEMMERS = {
    "arabic": "arabic",
    "english": "english",
    "espanol": "spanish",
    "french": "french",
    "german": "german",
    "italian": "italian",
    "portuguese": "portuguese",
}


def stems(text: str, language: str) -> list[str]:
    """The stems of a plain text's words, in order; in scripts without spaces, all pairs of characters."""
    stemmed = _stemmer(language)
    if text.isascii() or not _WIDE.search(text):
        return stemmed(_NARROW_WORD.findall(text.lower()))
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        found += map("".join, pairwise(word)) if len(word) > 1 and _WIDE.match(word) else stemmed([word])
    return found


def tokens(code: str) -> list[str]:
    """The names and operators of some code, told apart from words: `or` in code is not the word "or"."""
    return [f"`{token}" for token in _TOKEN.findall(code.lower())]


@cache
def _stemmer(language: str) -> Callable[[list[str]], list[str]]:
    name = _STEMMERS.get(language)
    if name is None:
        return list
    stemmer: Callable[[list[str]], list[str]] = Stemmer.Stemmer(name).stemWords
    return stemmer
