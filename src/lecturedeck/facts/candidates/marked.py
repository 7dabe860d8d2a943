"""What a sentence may name besides its subject: bold, code, quoted words, and the noun phrase it ends in."""

from __future__ import annotations

from typing import NamedTuple

from lecturedeck.facts.flat import Flat
from lecturedeck.facts.phrases import trimmed
from lecturedeck.regex import regex

_KIND = regex(
    r"\s+(?:[a-z-]+\s+)?(?:method|function|property|attribute|element|operator|keyword|statement|command|hook|tag|event"
    r"|selector|object|class|constructor|module|pseudo-class|pseudo-element|at-rule|rule|value|type|flag|file|header"
    r"|option|directive|clause|package|api|symbol|combinator|interface|library|component|prop|loop|parameter"
    r"|data\s+type|unit|decorator|declaration|block|algorithm|variable|structure|role|error|exception|argument"
    r"|specifier|character|query|key|state)s?\b"
)
_BAD_KIND = regex(r"\s+(?:and|or|is|are|to|for|as|in|with|on|of|that|which|then|if|by|has|returns|from|can|was)\s")
_QUOTED = regex(r"[\"“]([^\"“”\x1a]{2,50})[\"”]")


class Named(NamedTuple):
    """A range of flat text that names something, and how it is marked."""

    start: int
    stop: int
    how: str


def named(flat: Flat, begin: int, end: int) -> list[Named]:
    """What is marked in a sentence, in order; code has its kind noun ("`sip()` method")."""
    found: list[Named] = []
    if not flat.runs and not flat.quotes:
        return found
    last = -1
    for run in flat.runs:
        if run.start < begin or run.start < last or run.kind not in ("strong", "code"):
            continue
        if run.start >= end:
            break
        last = run.end
        stop = run.end
        kind = _KIND.match(flat.lower, stop, end)
        if kind and not _BAD_KIND.match(flat.lower, stop, kind.end()):
            stop = kind.end()
        found.append(Named(run.start, stop, run.kind))
    if flat.quotes:
        found += [Named(*match.span(1), "quoted") for match in _QUOTED.finditer(flat.shadow, begin, end)]
        found.sort()
    return found


_LAST = regex(
    r"\b(?:is|are|be|use|uses|using|called|named|have|has|about|at|of|with|to|through|include|includes|known\s+as|via|by|and"
    r"|into|on|add|adds|offer|offers|take|takes|enter|enters|pass|passes|create|supports?|support|consider|considering|as|for"
    r"|provides?|where|meet|learn|an?|the)"
    r"\s+(?:(?:an?|the|another|something)\s+)?(?:called\s+)?(?:(?:an?|the)\s+)?"
    r"([a-z][\w'’-]*(?:\s+(?!is\b|are\b|to\b|and\b|or\b|that\b|which\b|you\b|we\b|with\b|for\b|in\b|on\b|by\b|as\b"
    r"|an?\b|the\b|comes?\b)[\w'’-]+){0,3})(?:\s+comes?\s+(?:in|into\s+play|in\s+handy))?\s*[.:!]?$"
)


def last_phrase(flat: Flat, begin: int, end: int) -> Named | None:
    """The noun phrase that a sentence ends in: "Next, let's look at **steeping time**."."""
    match = _LAST.search(flat.lower, max(begin, end - 70), end)
    if match is None:
        return None
    start, stop = trimmed(flat, *match.span(1))
    return Named(start, stop, "plain") if start < stop else None


_CUT = regex(
    r"(?:an?|the|is|are|be|use|uses|using|of|with|to|in|on|for|by|and|or|as|have|has|your|our|another|these|this|that|called|via"
    r"|through|add|into|from|like|which|its|their|at|look|see|discuss|learn|explore|next|now|today|some|many|each|every|also|there|two|three|such|create|creates|pass|passes|enter"
    r"|enters|offer|offers|come|comes|provides?|take|takes|about|other|common|last|first|second|third|most|it|you|we)$"
)


def named_before(flat: Flat, begin: int, end: int, noun: str) -> Named | None:
    """The noun phrase of a sentence that ends in a noun which the next one takes up ("this problem")."""
    root = noun.rstrip("s")[:7] if len(noun) > 3 else noun
    lower, at = flat.lower, end
    while (at := lower.rfind(root, begin, at)) > begin:
        if not lower[at - 1].isspace():
            continue
        stop = at
        while stop < end and (lower[stop].isalnum() or lower[stop] in "-’'"):
            stop += 1
        start, words = at, 0
        for word in reversed(lower[begin:at].split(" ")[:-1]):
            if not word or words == 3 or _CUT.match(word) or not word[-1].isalnum() or word[0] == "\x1a":
                break
            start -= len(word) + 1
            words += 1
        if words and start >= begin:
            start, stop = trimmed(flat, start, stop)
            return Named(start, stop, "plain") if start < stop else None
    return None
