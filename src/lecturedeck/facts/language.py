"""Whether a text is English, told by its commonest little words."""

from __future__ import annotations

import re


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


def _byte_words(text: str) -> frozenset[bytes]:
    return frozenset(text.encode().split())


def either(text: str) -> str:
    """A regular expression for any of the words of a text; "_" in a word stands for space."""
    return "(?:" + "|".join(word.replace("_", r"\s+") for word in text.split()) + ")"


# A word is told by its bytes, which is several times faster: ASCII signs and digits end it, and those of Unicode's
# blocks of punctuation, arrows and pictures.
_LETTERS = bytes(byte | 0x20 if chr(byte).isalpha() else 0x20 for byte in range(128)) + bytes(range(128, 256))
_SIGNS = re.compile(
    rb"(?:\xc2|\xe2[\x80-\xaf]|\xe3\x80|\xef[\xb8\xbc\xbd]|\xf0\x9f[\x80-\xbf])[\x80-\xbf]|\xc3[\x97\xb7]"
)
_ENGLISH = _byte_words(
    "the a an and or of to in is are was be it its this that these those you your we our they can will"
    " with for"
    " as by on from at which when if not has have been how what use used using let do does into also but more"
)
_OTHERS = _byte_words(
    # German, Spanish, French, Portuguese, Italian; none of them an English word
    "der die das und ist sind ein eine einen mit für von zu den dem auf nicht werden wird wir sie ich hier"
    " el la los las una que es en del con por para como se su lo más está son cuando puede"
    " le les des une est dans pour pas sur qui avec sont vous nous"
    " não uma com os dos da um gli della che di nel questo sono"
)


_FEW = 200  # words of a page that need not hold little words


def _words(text: bytes) -> list[bytes]:
    """The words of a text in UTF-8, in lower case."""
    return (text if text.isascii() else _SIGNS.sub(b" ", text)).translate(_LETTERS).split()


def _count(words: list[bytes]) -> tuple[int, int]:
    """How many of some words are little English ones, and how many such words of another language."""
    ours = sum(map(_ENGLISH.__contains__, words))
    return ours, 0 if _OTHERS.isdisjoint(words) else sum(map(_OTHERS.__contains__, words))


def is_english(text: bytes, *, course: bool = False) -> bool:
    """Whether a longer text in UTF-8 (a page) is English; it may end within a character.

    The page of a language `course`, without what it teaches, may be a few words of headings and translations.
    """
    words = _words(text)
    ours, theirs = _count(words)
    if ours >= 0.12 * len(words):
        return ours > 2 * theirs
    return course and not theirs and text.isascii() and len(words) <= _FEW


def is_foreign(text: str) -> bool:
    """Whether a sentence in an English page speaks another language."""
    words = _words(text.encode())
    if text.isascii() and _OTHERS.isdisjoint(words):
        return False
    ours, theirs = _count(words)
    return theirs > ours or len([word for word in words if not word.isascii()]) * 3 > len(words)
