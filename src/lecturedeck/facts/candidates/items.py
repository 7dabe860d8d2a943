"""An item that names its term first and goes on without a verb: "- Gaiwan, a cup with a lid"."""

from __future__ import annotations

from collections.abc import Iterator

from lecturedeck.facts.candidates.candidate import Candidate, in_sentence
from lecturedeck.facts.page import Page
from lecturedeck.facts.phrases import trimmed
from lecturedeck.regex import regex

_ITEM = regex(
    r"(?:\d+[.)]\s+)?(?:and\s+)?(?:(?:the|an?)\s+)?"
    r"(?P<term>(?!to\b|if\b|this\b|these\b|it\b|when\b|you\b|for\b)[^\s,.;:()]+"
    r"(?:\s+(?!(?:is|are|was|to|that|which|who|where|for|with|has|have|can|used|and|or|meaning|will|must|in|on|by|stands?|only|does|do|not|your)\b)"
    r"[^\s,.;:()]+){0,6})"
    r"(?P<alias>\s*\([^()]{1,40}\)|,\s+\x1a+)?"
    r"(?:,?\s+(?P<opens>which|that|where|who|meaning|used\s+to|used\s+for|for)\s+|,\s+(?P<apposed>an?|the|to)\s+)(?=\S)"
)
_SENTENCE = regex(r"\s(?:is|are|can|will|has|have)\s")  # "The water for tea is …": no noun phrase alone
_WHOLE = ("which", "that", "where", "who")  # what cannot stand at the beginning of a definition


def read(page: Page) -> Iterator[Candidate]:
    """Items without a label that begin with a noun phrase and say what it is."""
    for passage in page.passages:
        flat = passage.flat
        if not passage.item or not flat.sentences or (passage.label is not None and passage.label.sealed):
            continue
        begin, end = flat.sentences[0]
        match = _ITEM.match(flat.lower, begin, end)
        if match is None:
            continue
        start, stop = trimmed(flat, *match.span("term"))
        how = (match["opens"] or match["apposed"]).split()[0]
        if start >= stop or end - match.end() < 8:
            continue
        if how == "for" and _SENTENCE.search(flat.lower, match.end(), end):
            continue
        alias = match["alias"] or ""
        said = match.start("opens") if match["opens"] else match.start("apposed")
        at = flat.text[match.start("alias") : match.end("alias")].strip(" ,()") if alias else ""
        yield in_sentence(
            "item",
            passage,
            0,
            (start, stop),
            (said, begin if how in _WHOLE else said, end),
            aliases=(at,) if at else (),
            marks=(f"goes on: {how}", "a name in brackets" if alias else "no other name"),
            before=-1,
            repeats=True,
        )
