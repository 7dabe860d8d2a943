"""Initials spelled out: "SQL stands for Structured Query Language."."""

from __future__ import annotations

from collections.abc import Iterator

from lecturedeck.facts import wording
from lecturedeck.facts.draft import Draft, Pattern, draft_of
from lecturedeck.facts.page import Page, Passage
from lecturedeck.facts.regex import regex

_STANDS = regex(
    wording.DOMAIN + r"(?:(?:the|an?)\s+(?:acronym\s+|term\s+|abbreviation\s+"
    r"|name\s+)?)?[\"“]?(?P<term>[a-z\x1a][\w./&+\x1a-]{1,14})[\"”]?,?\s+"
    r"(?:is\s+an?\s+(?:acronym|abbreviation)\s+(?:that\s+stands\s+)?for|which\s+stands\s+for|stands\s+for"
    r"|is\s+short\s+for)\s+(?=\S)"
)


def _read(page: Page) -> Iterator[Draft]:
    for passage in page.passages:
        yield from _in(passage)


def _in(passage: Passage) -> Iterator[Draft]:
    text = passage.flat.shadow
    if " for" not in text or not (
        "stands" in text or "short for" in text or "acronym" in text or "abbrev" in text
    ):
        return
    flat = passage.flat
    for begin, end in flat.sentences:
        match = _STANDS.match(flat.lower, begin, end)
        if match is None or wording.points_away(text[begin:end]):
            continue
        term = match.span("term")
        name = flat.text[slice(*term)]
        if name.casefold() in wording.NOUN_STOP or len(name) < 2:
            continue
        yield draft_of(passage, PATTERN.name, "careful", term, (begin, end), reversible=False, again=True)


PATTERN = Pattern("stands-for", 8, True, _read)
