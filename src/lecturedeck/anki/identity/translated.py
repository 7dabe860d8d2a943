"""Which notes of a lecture are translations of which.

A translated curriculum holds the English text until it is translated, so that a learner may study a question in
English today and in Spanish tomorrow. Text says nothing then. What survives a translation does: the order of the
notes, the number of options and the place of the correct one, the code, names and numbers, and how long the parts
are in proportion to each other (docs/updating.md has the figures).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from math import log
from statistics import pstdev
from typing import Literal

from lecturedeck.anki.identity.comparable import Comparable, length
from lecturedeck.facts.language import is_english, is_foreign

Evidence = Literal["for", "none", "against"]

# Lengths may differ from the proportion of the whole by this much (the spread of their logarithms), ...
SPREAD = 0.4
# ... and by this much where nothing else speaks for a pair.
CLOSE = 0.3
# So much of the code must be the same on both sides, where there is any.
CODE = 0.85
# Of the Latin words in a text of another script so much must stand in the other; below the second they contradict.
NAMES, NO_NAMES = 0.6, 0.3
# Of the beginnings of words in a Latin text, likewise.
STEMS, NO_STEMS = 0.2, 0.08

_WORD = re.compile(r"[a-z0-9]{2,}")
_STEM = 4


def is_translation(old: Iterable[Comparable], new: Iterable[Comparable]) -> bool:
    """Whether English notes of a lecture stand in another language now, as a whole."""
    before, after = (" ".join(note.text for note in notes) for notes in (old, new))
    return is_english(before.encode()) and (is_foreign(after) or not _is_latin(after))


def translations(old: Sequence[Comparable], new: Sequence[Comparable]) -> list[tuple[int, int]]:
    """Pair the notes of a lecture with their translations: (number in `new`, number in `old`).

    A pair by place needs evidence of its own, or must be among pairs that have it, without any that speaks
    against. What is left is paired where each is the only translation of the other.
    """
    ones = sorted(range(len(new)), key=lambda number: new[number].place)
    others = sorted(range(len(old)), key=lambda number: old[number].place)
    pairs: list[tuple[int, int]] = []
    if len(ones) == len(others):
        found = [(one, other, evidence(old[other], new[one])) for one, other in zip(ones, others, strict=True)]
        pairs = [(one, other) for one, other, speaks in found if speaks == "for"]
        if pairs and not any(speaks == "against" for *_, speaks in found):
            pairs = [
                (one, other)
                for one, other, speaks in found
                if speaks == "for" or spread(old[other].shape, new[one].shape) <= CLOSE
            ]
    left = [one for one in ones if one not in dict(pairs)]
    rest = [other for other in others if other not in {other for _, other in pairs}]
    likely = [(one, other) for one in left for other in rest if evidence(old[other], new[one]) == "for"]
    return pairs + [
        (one, other)
        for one, other in likely
        if [pair[0] for pair in likely].count(one) == [pair[1] for pair in likely].count(other) == 1
    ]


def evidence(old: Comparable, new: Comparable) -> Evidence:
    """What speaks for or against one note being the translation of another."""
    if old.form != new.form or spread(old.shape, new.shape) > SPREAD:
        return "against"
    if old.code or new.code:
        both, either = set(old.code) & set(new.code), {*old.code, *new.code}
        return "for" if len(both) >= CODE * len(either) else "against"
    before, after = _plain_words(old), _plain_words(new)
    if _is_latin(_text(new)):
        stems = _stems(after)
        shared, enough, too_few = len(stems & _stems(before)), STEMS, NO_STEMS
        total = min(len(stems), len(_stems(before)))
    else:
        shared, total, enough, too_few = len(after & before), len(after), NAMES, NO_NAMES
    if total < 2:
        return "none"
    return "for" if shared >= enough * total else "against" if shared < too_few * total else "none"


def spread(old: Sequence[int], new: Sequence[int]) -> float:
    """How far the proportions of two rows of lengths are apart; infinite where only one has some part."""
    if len(old) != len(new) or any((a == 0) != (b == 0) for a, b in zip(old, new, strict=True)):
        return float("inf")
    ratios = [log(1 + a) - log(1 + b) for a, b in zip(old, new, strict=True) if a]
    return pstdev(ratios) if len(ratios) > 1 else 0.0


def _text(note: Comparable) -> str:
    return " ".join((note.text, *note.parts))


def _plain_words(note: Comparable) -> set[str]:
    text = unicodedata.normalize("NFKD", _text(note).replace("blank", " "))
    return set(_WORD.findall("".join(letter for letter in text if not unicodedata.combining(letter))))


def _is_latin(text: str) -> bool:
    """Whether less than a quarter of a text is written in another script; the rest may be names and code."""
    other = "".join(letter for letter in text if letter.isalpha() and letter >= "\u0250")
    return 4 * length(other) < sum(map(str.isalpha, text))


def _stems(words: Iterable[str]) -> set[str]:
    """All runs of four letters in the words: a word and its relative in another language share some."""
    return {word[at : at + _STEM] for word in words for at in range(len(word) - _STEM + 1)}
