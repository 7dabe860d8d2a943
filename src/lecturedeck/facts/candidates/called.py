"""A sentence that names its term last: "Adding a cup to the stack is called a **push**."."""

from __future__ import annotations

from collections.abc import Iterator

from lecturedeck.facts.candidates.candidate import Candidate, in_sentence
from lecturedeck.facts.candidates.marked import named
from lecturedeck.facts.page import Page
from lecturedeck.facts.phrases import CONNECTIVE, trimmed
from lecturedeck.regex import regex

_CALLED = regex(
    r"(?P<be>\b(?:is|are|it['’]s|they['’]re|that['’]s|be|process|something|technique|concept)\s+)?(?P<also>(?:also|often|commonly|sometimes|then|simply|usually|typically|generally)\s+)*"
    r"(?P<how>called|known\s+as|referred\s+to\s+as|named|termed)\s+(?:an?\s+|the\s+)?"
)
_WAYS = ("called", "known as", "referred to as", "named ", "termed")
_NAME = regex(
    r"[\"“]?(?P<term>[^\s\"”.,;:()][^\"”.,;:()]{0,50}?)[\"”]?(?=\s*(?:[.,;:(!]|$)|[\"”]|\s+(?:and|which|that|where|in|to|because|is|for|when|are|you|or|method|with)\b)"
)
_DANGLING = regex(r"(?:this|these|that|it|they|such)\b")


def read(page: Page) -> Iterator[Candidate]:
    """Terms behind "called", "known as" and the like."""
    for passage in page.passages:
        flat = passage.flat
        lower = flat.lower
        if not any(way in lower for way in _WAYS):
            continue
        for number, (begin, end) in enumerate(flat.sentences):
            if not any(lower.find(way, begin, end) >= 0 for way in _WAYS):
                continue
            for match in _CALLED.finditer(lower, begin, end):
                found = _NAME.match(flat.shadow, match.end(), end)
                mark = next((one for one in named(flat, match.end(), end) if one.start <= match.end() + 1), None)
                if mark is not None:
                    start, stop = mark.start, mark.stop
                elif found is not None:
                    start, stop = trimmed(flat, *found.span("term"))
                else:
                    continue
                if start >= stop or len(flat.text[start:stop].split()) > 5:
                    continue
                connective = CONNECTIVE.match(lower, begin, end)
                at = connective.end() if connective else begin
                first = number
                dangling = _DANGLING.match(lower, at, end)
                if dangling and not number:
                    continue  # what it is, stands in another paragraph
                if dangling:
                    first, at = number - 1, flat.sentences[number - 1][0]
                place = "at the end" if end - stop <= 3 else "in the middle"
                opening = lower[at:end].split()
                yield in_sentence(
                    "called",
                    passage,
                    first,
                    (start, stop),
                    (at, at, end),
                    marks=(
                        f"called: {match['how'].split()[0]} {place}",
                        f"called by: {(match['be'] or 'no verb').strip()}",
                        "also called" if match["also"] else "simply called",
                        f"begins: {opening[0] if opening else ''}",
                        *(("with the sentence before",) if first < number else ()),
                        f"words before: {min(len(lower[at : match.start()].split()) // 4, 4)}",
                    ),
                    verb="called",
                    before=0,
                )
