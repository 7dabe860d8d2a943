"""A bold term as the subject of its paragraph's sentence: "The code **200 OK** is returned when …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lecturedeck.facts import wording
from lecturedeck.facts.draft import Draft, Pattern, draft_of
from lecturedeck.facts.flat import Flat, Run
from lecturedeck.facts.following import about_the_same
from lecturedeck.facts.generic import is_generic
from lecturedeck.facts.page import Page, Passage
from lecturedeck.facts.regex import regex

_OPENING = regex(
    wording.DOMAIN
    + r"(?:in\s+(?:this\s+context|contrast|short|other\s+words),\s+)?(?:(?:an?|the)\s+)?(?:(?:code|command"
    r"|method|term|operator|function)\s+)?$"
)
_KIND = r"(?:\s+(?:[a-z-]+)){0,3}"
_APPOSITION = (
    r"(?:\s*\([^()]{1,60}\)|,\s+(?:or|also\s+known\s+as|also\s+called|which\s+stands\s+for"
    r"|short\s+for|sometimes\s+called)\s+[^,]{1,60},|\s+or\s+\S+)?"
)
_VERB = regex(
    rf"({_KIND})({_APPOSITION})\s+(?:{wording.DEFINES}|(?:is|are|can\s+be|works?|uses?|stores?|helps?"
    rf"|occurs?|happens?|has|have|lies?|checks?|creates?|makes?|takes?|gives?|holds?|adds?|removes?|runs?"
    rf"|tells?|{wording.THIRD_PERSON})\b)"
)
_NOT_KIND = regex(r"\b(?:and|or|that|which|is|are|can|you|we|to|of|in|with|for|will|not|as|by|on|from|at)\b")
_MODIFIER = regex(r"\s+([a-z][a-z-]+)$")


def bold_term(flat: Flat, run: Run, begin: int) -> tuple[int, int] | None:
    """Where the defining verb's term lies when the sentence at `begin` has the bold run as its subject.

    Returns the range of the term (with the kind noun after a one-word modifier), None where the run is
    no subject.
    """
    if not _OPENING.fullmatch(flat.lower, begin, run.start):
        return None
    verb = _VERB.match(flat.lower, run.end)
    if verb is None or _NOT_KIND.search(verb.group(1)):
        return None
    kind = _MODIFIER.fullmatch(flat.shadow, *verb.span(1))
    single = len(flat.text[run.start : run.end].split()) == 1
    return run.start, verb.end(1) if kind and single else run.end


def _within(flat: Flat, run: Run, begin: int) -> tuple[int, int] | None:
    """The bold term of "In **X**, every …"."""
    after = flat.shadow[run.end : run.end + 2]
    return (
        (run.start, run.end)
        if flat.shadow[begin : run.start] in ("In ", "In a ", "In an ") and after == ", "
        else None
    )


def _aliases(flat: Flat, run: Run) -> tuple[str, ...]:
    match = re.match(
        r"\s*\(([^()]{1,40})\)|,\s+(?:or|also\s+known\s+as|also\s+called)\s+([^,]{1,40}),",
        flat.text[run.end :],
    )
    return tuple(part for part in match.groups() if part) if match else ()


def _read(page: Page) -> Iterator[Draft]:
    for passage in page.paragraphs:
        yield from _in(passage)


def _in(passage: Passage) -> Iterator[Draft]:
    flat = passage.flat
    if not flat.runs:
        return
    for at, (begin, end) in enumerate(flat.sentences):
        run = next((run for run in flat.runs if run.kind == "strong" and begin <= run.start < end), None)
        if run is None or run.end > end:
            continue
        term = bold_term(flat, run, begin) or _within(flat, run, begin)
        label = flat.text[run.start : run.end]
        if term is None or is_generic(flat.shadow[run.start : run.end]) or len(label.split()) > 7:
            continue
        if wording.points_away(flat.shadow[begin:end]):
            continue
        start, stop = wording.with_next(flat, at, term[1], pronoun=False)
        if at and wording.is_vague(flat.shadow[term[1] : stop]):
            continue
        if wording.only_praise(re.sub(r"^\s*\w+\s*", "", flat.shadow[term[1] : end])) and stop == end:
            continue
        last = at if stop == end else at + 1
        extra, more = about_the_same(passage, last, flat.text[term[0] : term[1]])
        yield draft_of(
            passage,
            PATTERN.name,
            "careful",
            term,
            (start, stop),
            extra=extra,
            more=more,
            aliases=_aliases(flat, run),
        )


PATTERN = Pattern("bold-subject", 20, True, _read)
