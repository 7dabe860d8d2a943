"""Whether a text says some words."""

from __future__ import annotations

import re

from lecturedeck.markup.ruby import sounds_of, without_pairs
from lecturedeck.regex import regex
from lecturedeck.text import HAN, HANGUL, KANA, words_of

_WIDE = regex(f"[{HAN}{KANA}{HANGUL}]")
_WORD = re.compile(r"\w+")


def says(html: str, answer: str) -> bool:
    """Whether a text says an answer: its words in a row, or its characters where a script has no spaces."""
    said, wanted = words_of(html).casefold(), words_of(answer).casefold()
    sounds = sounds_of(wanted)
    characters = without_pairs(wanted)
    if _WIDE.search(characters):
        spelt = "".join(_WORD.findall(characters)) in "".join(_WORD.findall(without_pairs(said)))
        return spelt or bool(sounds and _in_a_row(sounds, said))
    return _in_a_row(wanted, said)


def _in_a_row(wanted: str, said: str) -> bool:
    words = " ".join(_WORD.findall(wanted))
    return f" {words} " in f" {' '.join(_WORD.findall(said))} " if words else wanted.strip() in said
