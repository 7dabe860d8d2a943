"""A term that frames its sentence: "In cold brewing, …", "Think of a kettle as …"."""

from __future__ import annotations

from collections.abc import Iterator

from lecturedeck.facts.candidates.candidate import Candidate, in_sentence
from lecturedeck.facts.flat import CODE
from lecturedeck.facts.page import Page
from lecturedeck.facts.phrases import CONNECTIVE, trimmed
from lecturedeck.regex import regex

_NOUNS = (
    r"[a-z\x1a][\w\x1a'’-]*(?:\s+(?!(?:is|are|to|and|or|that|which|you|we|with|for|in|on|of|as|like|such)\b)"
    r"[a-z\x1a][\w\x1a'’-]*){0,3}"
)
_LEAD = regex(
    r"(?P<how>in|with|as\s+for|for|when\s+using|by\s+using|using)\s+(?:(?:an?|the)\s+)?"
    r"(?!(?:this|these|that|those|our|your|such|other|addition|general|contrast|short|fact|most|some|many|both|all"
    rf"|each|every|example|instance|order|case|here|it|them|more|now)\b)(?P<term>{_NOUNS})"
    r"(?:\s+(?:like|such\s+as)\s[^,]{2,40})?,\s+(?=(?P<who>\S+))"
)
_LIKENED = regex(
    rf"(?:you\s+can\s+|you\s+could\s+|we\s+can\s+)?(?P<how>think\s+of|describe|imagine|see)\s+(?:(?:an?|the)\s+)?(?!(?:it|them|this|these|that)\b)(?P<term>{_NOUNS})"
    r"\s+as\s+(?=\S)"
)


def read(page: Page) -> Iterator[Candidate]:
    """Sentences whose term stands in their frame, not in their subject."""
    for passage in page.passages:
        flat, label = passage.flat, passage.label if passage.item else None
        if label is not None and label.sealed:
            continue
        lower = flat.lower
        for number, (begin, end) in enumerate(flat.sentences):
            connective = CONNECTIVE.match(lower, begin, end)
            at = connective.end() if connective else begin
            for shape, form in (("lead", _LEAD), ("likened", _LIKENED)):
                match = form.match(lower, at, end)
                if match is None:
                    continue
                start, stop = trimmed(flat, *match.span("term"))
                if start >= stop or (shape == "lead" and CODE in flat.shadow[start:stop]):
                    continue
                how = match["how"].split()
                yield in_sentence(
                    shape,
                    passage,
                    number,
                    (start, stop),
                    (match.end(), at, end),
                    marks=(
                        f"framed by: {how[0]}",
                        f"goes on: {match['who'].strip(',.')}" if shape == "lead" else "",
                        f"framed by: {' '.join(how[:2])}",
                    ),
                    before=0,
                )
                break
