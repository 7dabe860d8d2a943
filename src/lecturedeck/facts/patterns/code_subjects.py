"""A code span as the subject of a defining sentence: "The `filter()` method returns …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lecturedeck.facts import wording
from lecturedeck.facts.draft import Draft, Pattern, draft_of
from lecturedeck.facts.page import Page, Passage
from lecturedeck.facts.patterns.item_sentences import is_api
from lecturedeck.facts.regex import regex
from lecturedeck.lecture import Tier

_OPENING = regex(
    r"(?:(?:on\s+the\s+other\s+hand|lastly|finally|next|then),\s+)?"
    + wording.DOMAIN
    + r"(?:(?:an?|the)\s+)?(?:(?!\w+ing\b)[a-z-]+\s+)?(?:\(\s*)?$"
)
_KIND = regex(
    r"\s+(?:(?:[a-z-]+\s+)?(?:method|function|property|attribute|element|operator|keyword|statement"
    r"|command|hook|tag|event|selector|"
    r"object|class|constructor|module|pseudo-class|pseudo-element|at-rule|rule|value|type|flag|file|header"
    r"|option|directive|clause|package|"
    r"api|symbol|combinator|interface|library|component|prop|loop|parameter|data\s+type|unit|decorator"
    r"|declaration|block)s?)\b"
)
_VERB = regex(rf"(?:,?\s+on\s+the\s+other\s+hand,?)?\s+(?:{wording.DEFINES}|(?P<third>\w+))")
_NO = regex(
    r"\b(?:also|both|same|either|too|already|not|another|other|different|similar|just|however|still|now"
    r"|only)\b"
)
_LANGUAGE = regex(r"[():@.#<>-]|[a-z][A-Z]|^[A-Z]{2,}")


def _read(page: Page) -> Iterator[Draft]:
    if not page.article:
        return
    for passage in page.paragraphs:
        yield from _in(page, passage)


def _in(page: Page, passage: Passage) -> Iterator[Draft]:
    flat = passage.flat
    if not flat.runs:
        return
    for at, (begin, end) in enumerate(flat.sentences):
        run = next((run for run in flat.runs if run.kind == "code" and begin <= run.start < end), None)
        if run is None or run.start - begin > 50 or not _OPENING.fullmatch(flat.lower, begin, run.start):
            continue
        code = flat.text[run.start : run.end]
        kind = _KIND.match(flat.lower, run.end)
        stop = kind.end() if kind else run.end
        verb = _VERB.match(flat.lower, stop)
        sentence = flat.shadow[begin:end]
        if verb is None or (verb["third"] and verb["third"] not in wording.THIRD_PERSONS):
            continue
        if not is_api(code) or code.removesuffix("()") in page.declared or wording.points_away(sentence):
            continue
        if _NO.search(flat.lower[begin : min(verb.end() + 20, end)]) or sentence.endswith("?"):
            continue
        if kind is None and not _LANGUAGE.search(code):
            continue
        if at and not kind:
            continue
        if re.match(r"\s+is\s+where\b|\s+contains?\b", flat.shadow[verb.start() : end]) and not kind:
            continue
        if wording.only_praise(re.sub(r"^\s*(?:is|are)\s+", "", flat.shadow[verb.start() : end])):
            continue
        if at and re.match(r"\s+(?:contains?|is\s+one\s+of|is\s+known\s+as)\b", flat.shadow[verb.start() : end]):
            continue
        first = flat.shadow[begin : run.start].split()
        if first and first[0].casefold() in wording.NOUN_STOP:
            continue
        start, finish = wording.with_next(flat, at, verb.start())
        if not wording.has_words(flat.shadow[verb.start() : finish], 5):
            continue
        trusted = (at == 0 or kind) and not passage.explains(code)
        tier: Tier = "careful" if trusted else "all"
        yield draft_of(passage, PATTERN.name, tier, (run.start, stop), (start, finish))


PATTERN = Pattern("code-subject", 50, True, _read)
