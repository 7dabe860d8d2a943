"""Whether a text is English, told by its commonest little words."""

from __future__ import annotations

from lecturedeck.reading.facts.regex import regex


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


def either(text: str) -> str:
    """A regular expression for any of the words of a text; "_" in a word stands for space."""
    return "(?:" + "|".join(word.replace("_", r"\s+") for word in text.split()) + ")"


_WORD = regex(r"[^\W\d_]+")
_LETTERS = {code: chr(code).lower() if chr(code).isalpha() else " " for code in range(128)}
_ENGLISH = word_set(
    "the a an and or of to in is are was be it its this that these those you your we our they can will"
    " with for"
    " as by on from at which when if not has have been how what use used using let do does into also but more"
)
_OTHERS = word_set(
    # German, Spanish, French, Portuguese, Italian; none of them an English word
    "der die das und ist sind ein eine einen mit für von zu den dem auf nicht werden wird wir sie ich hier"
    " el la los las una que es en del con por para como se su lo más está son cuando puede"
    " le les des une est dans pour pas sur qui avec sont vous nous"
    " não uma com os dos da um gli della che di nel questo sono"
)


def _words(text: str) -> list[str]:
    """The words of a text in lower case."""
    if text.isascii():  # letter by letter is faster than word by word
        return text.translate(_LETTERS).split()
    return _WORD.findall(text.lower())


def _count(words: list[str]) -> tuple[int, int]:
    """How many of some words are little English ones, and how many such words of another language."""
    ours = sum(map(_ENGLISH.__contains__, words))
    return ours, 0 if _OTHERS.isdisjoint(words) else sum(map(_OTHERS.__contains__, words))


def is_english(text: str) -> bool:
    """Whether a longer text (a page) is English."""
    words = _words(text)
    if not words:
        return False
    ours, theirs = _count(words)
    return ours > 2 * theirs and ours >= 0.12 * len(words)


def is_foreign(text: str) -> bool:
    """Whether a sentence in an English page speaks another language."""
    words = _words(text)
    if not _OTHERS.isdisjoint(words):
        ours, theirs = _count(words)
        if theirs > ours:
            return True
    return not text.isascii() and len([word for word in words if not word.isascii()]) * 3 > len(words)
