"""How similar two notes are: from 0 to 1, and 0 wherever that leaves doubt (docs/updating.md has the figures)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from lecturedeck.anki.identity.comparable import Comparable
from lecturedeck.regex import regex

# Two notes match from this similarity on, ...
THRESHOLD = 0.85
# ... if the text or the parts are nearly equal, ...
ANCHOR = 0.9
# (the text must be as near as this where the parts are common to several notes, and not quite equal),
STRONG = 0.95
# ... and the other is not entirely different, ...
FLOOR = 0.35
# ... and no other note comes closer to either of them than this.
MARGIN = 0.02
# Parts that are this similar have something in common; any two of a language are half as similar as that or more.
AKIN = 0.65
# Two definitions of this many letters are not equal by chance, nor are options of so many in all: ...
LONG, LONG_PARTS = 10, 40
# ... with options that are this STRONG, a text counts as similar as this even if it was put differently.
SAID = 0.75
# So do three or more short options, where half of the text is the same, or SLIP of it and of one option.
HALF, SLIP = 0.5, 0.7
# Code that is less similar than this is other code, and no typo.
SAME_CODE = 0.6

# What tells two questions apart though all else is equal: numbers, and short names in quotation marks.
_NUMBER = regex(r"\d+|[\"'“‘][^\"'”’]{1,3}[\"'”’]")
Ratio = Callable[[str, str], float]


def similarity(one: Comparable, other: Comparable, *, telling: bool = True) -> float:
    """How similar two notes of one kind are; below THRESHOLD they are two notes.

    Half of it is the text and half its parts: the options and the correct one of a question, the definition, the
    answers. It is 0 where neither is nearly equal (ANCHOR), where the weaker is entirely different (FLOOR), and
    where numbers in the text differ though the parts do too: "404" is no typo of "403". Other code in the text, or
    another of the same options as the answer, is another question too. A fact with an equal
    definition of some length is the same fact, whatever its term, and a question with nearly equal options of some
    length is the same question, however it is put. Where the parts are not `telling` (several
    notes share them), they must be nearly equal, and the text decides. Whatever ends below THRESHOLD may be 0.
    """
    # Only here: a build in which nothing changed compares nothing.
    from rapidfuzz.fuzz import ratio

    text = ratio(_bare(one.text), _bare(other.text)) / 100
    if one.kind == "fact" and telling and one.parts == other.parts and len(one.parts[0]) >= LONG:
        text = max(text, 2 * THRESHOLD - 1)
    # What the parts must reach; most pairs end here, before anything else is compared.
    least = max(FLOOR, 2 * THRESHOLD - max(text, SAID), ANCHOR if text < ANCHOR else 0) if telling else ANCHOR
    if text < (FLOOR if telling else ANCHOR) or least > 1:
        return 0.0
    if (
        one.kind == "choice"
        and one.text != other.text
        and (is_exchanged(one, other) or has_other_code(one, other))
    ):
        return 0.0
    parts = _parts(one, other, least, ratio)
    same_numbers = numbers(one.text) == numbers(other.text)
    if not telling:
        enough = text >= ANCHOR if parts == 1 else text >= STRONG and parts >= ANCHOR
        return text if enough and same_numbers else 0.0
    if parts < least or (parts < 1 and not same_numbers):
        return 0.0
    if one.kind == "choice" and parts >= ANCHOR:
        long = parts >= STRONG and sum(map(len, one.parts)) >= LONG_PARTS
        if long or (text >= (HALF if parts == 1 else SLIP) and have_short_options(one, other)):
            text = max(text, SAID)
    return (text + parts) / 2


def have_parts_in_common(one: Comparable, other: Comparable) -> bool:
    """Whether the parts of two notes are as much alike as those of one note that was edited."""
    from rapidfuzz.fuzz import ratio

    return _in_any_order(one.parts, other.parts, ratio) >= AKIN


def have_same_options(one: Comparable, other: Comparable) -> bool:
    """Whether two questions have options that are too long to be the same by chance, and similar texts."""
    from rapidfuzz.fuzz import ratio

    return (
        one.kind == "choice"
        and sum(map(len, one.parts)) >= 2 * LONG_PARTS
        and numbers(" ".join(one.parts)) == numbers(" ".join(other.parts))
        and ratio(one.text, other.text) >= 100 * HALF
        and _parts(one, other, STRONG, ratio) >= STRONG
    )


def have_short_options(one: Comparable, other: Comparable) -> bool:
    """Whether two questions have the same three or more options, but for a typo in one of them."""
    from rapidfuzz.fuzz import ratio

    here, there = Counter(one.parts) - Counter(other.parts), Counter(other.parts) - Counter(one.parts)
    if len(one.parts) < 3 or here.total() != there.total() or here.total() > 1:
        return False
    return all(
        ratio(_bare(a), _bare(b)) >= 100 * SLIP and numbers(a) == numbers(b)
        for a, b in zip(here, there, strict=True)
    )


def is_exchanged(one: Comparable, other: Comparable) -> bool:
    """Whether the correct option of one question is an incorrect one of the other."""
    return one.right != other.right and (one.right in other.parts or other.right in one.parts)


def has_other_code(one: Comparable, other: Comparable) -> bool:
    """Whether two questions speak of different code, such as two functions with the same options."""
    from rapidfuzz.fuzz import ratio

    here, there = ({*a.code} - {*b.code} for a, b in ((one, other), (other, one)))
    return bool(here and there) and _in_any_order([*here], [*there], ratio) < SAME_CODE


def _bare(text: str) -> str:
    """A text without the punctuation at its end."""
    return text.rstrip(" .!?") or text


def numbers(text: str) -> list[str]:
    """The numbers and short quoted names in a text, in order."""
    return _NUMBER.findall(text)


def _parts(one: Comparable, other: Comparable, least: float, ratio: Ratio) -> float:
    """How similar the parts of two notes are; anything below `least` will do where they do not reach that."""
    if one.kind == "blank":
        return _in_place(one.parts, other.parts, ratio)
    if one.kind == "fact":
        return _in_any_order(one.parts, other.parts, ratio)
    right = ratio(one.right, other.right) / 100
    if (1 + right) / 2 < least:
        return 0.0
    return (_in_any_order(one.parts, other.parts, ratio) + right) / 2


def _in_place(one: Sequence[str], other: Sequence[str], ratio: Ratio) -> float:
    """How similar the gaps of two sentences are, each at its place: a card belongs to the number of its gap.

    A gap added at the end does little harm; one in front moves all others, and then none is like the old.
    """
    pairs = list(zip(one, other, strict=False))
    if not pairs:
        return 0.0
    mean = sum(ratio(a, b) for a, b in pairs) / 100 / len(pairs)
    return mean if len(one) == len(other) else 0.9 * mean


def _in_any_order(one: Sequence[str], other: Sequence[str], ratio: Ratio) -> float:
    """How similar two lists are whatever their order: each part with the one most like it, best pairs first."""
    same = Counter(one) & Counter(other)
    left, right = list((Counter(one) - same).elements()), list((Counter(other) - same).elements())
    total = float(same.total())
    scores = sorted(
        ((ratio(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right)),
        key=lambda score: -score[0],
    )
    ones, others = set(range(len(left))), set(range(len(right)))
    for score, i, j in scores:
        if i in ones and j in others:
            ones.remove(i)
            others.remove(j)
            total += score / 100
    return total / max(len(one), len(other), 1)
