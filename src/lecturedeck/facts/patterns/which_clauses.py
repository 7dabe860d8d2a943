"""A marked term that a relative clause defines: "Another kind is the **X**, which is a graph with …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lecturedeck.facts import wording
from lecturedeck.facts.draft import Draft, Pattern, draft_of
from lecturedeck.facts.generic import is_generic
from lecturedeck.facts.page import Page, Passage
from lecturedeck.facts.patterns.item_sentences import is_api
from lecturedeck.facts.regex import regex

_WHICH = regex(
    r"(?P<kind>(?:\s+[a-z][a-z-]+){0,2})(?P<alias>\s*\([^()]{1,40}\))?,?\s+which\s+(?:is\s+(?:an?|the|used"
    r"|when|where)\b|are\b|allows?\b|lets?\b|"
    rf"refers?\s+to\b|means\b|defines\b|(?:{wording.THIRD_PERSON})\b)"
)
_LEAD = regex(
    r"(?:(?:next|finally|then|also|first|now|lastly),?\s+)?(?:another|the\s+(?:next|last|first|second"
    r"|third|final)|one|a\s+(?:common|popular)|there\s+(?:is|are)|"
    r"(?:next|finally),?\s+(?:is|are|we\s+have|there\s+is)|you\s+(?:also\s+)?(?:have"
    r"|can\s+(?:also\s+)?use)|we\s+(?:also\s+)?have)\b"
)


def _read(page: Page) -> Iterator[Draft]:
    if not page.article:
        return
    for passage in page.paragraphs:
        yield from _in(page, passage)


def _in(page: Page, passage: Passage) -> Iterator[Draft]:
    if not passage.flat.runs:
        return
    flat = passage.flat
    if "which" not in flat.lower:
        return
    for begin, end in flat.sentences:
        if (
            "which" not in flat.lower[begin:end]
            or not _LEAD.match(flat.lower, begin, end)
            or wording.points_away(flat.shadow[begin:end])
        ):
            continue
        for run in flat.runs:
            if run.kind not in ("strong", "code") or not begin < run.start < end:
                continue
            match = _WHICH.match(flat.lower, run.end, end)
            name = flat.text[run.start : run.end]
            if (
                match is None
                or name.removesuffix("()") in page.declared
                or is_generic(flat.shadow[run.start : run.end])
            ):
                break
            if (run.kind == "code" and not is_api(name)) or re.search(
                r"\b(?:and|or|of|in|is)\b", flat.shadow[slice(*match.span("kind"))]
            ):
                break
            stop = match.end("kind") if run.kind == "code" and match.group("kind") else run.end
            yield draft_of(passage, PATTERN.name, "careful", (run.start, stop), (begin, end))
            break


PATTERN = Pattern("which-clause", 35, True, _read)
