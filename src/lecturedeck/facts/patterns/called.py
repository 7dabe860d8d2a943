"""A sentence that ends in its term: "Adding an element to the top is called a push operation."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lecturedeck.facts import wording
from lecturedeck.facts.draft import Draft, Pattern, draft_of
from lecturedeck.facts.generic import is_generic
from lecturedeck.facts.page import Page, Passage
from lecturedeck.facts.regex import regex

_PROCESS = regex(
    r"(?:(?:the|this)\s+(?:process|act|action|practice|technique|method|ability|concept|idea|operation"
    r"|property)\s+(?:of|where|in\s+which)\b"
    r"|(?:[A-Z][a-z]+ing)\s+(?:an?|the|elements?|data|code|items?)\b)(?P<body>.+?)\s+(?:is"
    r"|are)\s+(?:called|known\s+as|referred\s+to\s+as)\s+",
)
_CONDITION = regex(
    r"(?:If|When)\s(?P<body>.+?),?\s+(?:it['’]s|it\s+is|they['’]re|they\s+are|this\s+is"
    r"|that['’]s)\s+(?:called|known\s+as|referred\s+to\s+as)\s+"
)
_NAME = regex(
    r"(?:an?\s+|the\s+)?[\"“]?(?P<term>[^\s\"”.,;:()][^\"”.,;:()]{0,45}?)[\"”]?(?=\s*(?:[.,;(]|$)|[\"”])"
)


# "… a storage area known as X, where …", "a process called X, a technique which …"
_APPOSED = regex(
    r"[^.]*?\b(?:called|known\s+as)\s+(?:an?\s+"
    r"|the\s+)?[\"“]?(?P<term>[^\s\"”.,;:()][^\"”.,;:()]{0,40}?)[\"”]?,\s+(?:where|which"
    r"|an?\s+\w+)\s(?P<body>[^.]+)"
)
_ENDING = regex(
    r"(?P<body>[A-Z][a-z]+ing\s[^.;:]{15,120}),\s+(?:also|often|commonly)\s+(?:called"
    r"|known\s+as)\s+(?P<term>[^.,;:]{2,40})\.?$"
)
_POPULAR = regex(
    r"(?:An?|One)\s+(?:very\s+)?(?:popular|common|well-known"
    r"|widely\s+used)\s+[\w.+# -]{4,60}?\s+is\s+(?P<term>[A-Z\x1a][\w.\x1a]{1,30})\."
)


def _read(page: Page) -> Iterator[Draft]:
    for passage in page.passages:
        yield from _in(page, passage)


def _in(page: Page, passage: Passage) -> Iterator[Draft]:
    text = passage.flat.shadow
    if " is " in text and ("popular" in text or "common" in text or "used" in text):
        yield from _popular(passage)
    if "called" not in text and "known as" not in text and "referred to as" not in text:
        return
    flat = passage.flat
    if page.article:
        yield from _apposed(passage)
    for begin, end in flat.sentences:
        match = _PROCESS.match(text, begin, end) or _CONDITION.match(text, begin, end)
        if match is None:
            continue
        aside = re.search(r",\s+like\s[^,]*\bin\s+this\s+example,", text[begin:end])
        if wording.points_away(text[begin:end].replace(aside.group(), "") if aside else text[begin:end]):
            continue
        name = _NAME.match(text, match.end(), end)
        if name is None or len(name.group("term").split()) > 4 or not wording.has_words(match.group("body"), 3):
            continue
        start, stop = name.span("term")
        run = next((run for run in flat.runs if run.start == start), None)
        if run is not None:
            stop = max(run.end, start + 1) if run.kind == "code" else stop
        if text[start:stop].split()[-1].casefold() in ("operation", "operations") and start + 1 < stop:
            stop = start + len(text[start:stop].rsplit(None, 1)[0].rstrip('"” '))
        cut = re.search(r",\s+like\b.*$|,\s+as\s+in\b.*$", text[begin:end])
        finish = begin + cut.start() if cut and begin + cut.start() > stop else end
        yield draft_of(passage, PATTERN.name, "careful", (start, stop), (begin, finish))


def _apposed(passage: Passage) -> Iterator[Draft]:
    """A term in the middle of its definition, or at its end behind a comma."""
    flat = passage.flat
    for begin, end in flat.sentences:
        match = _APPOSED.match(flat.shadow, begin, end) or _ENDING.match(flat.shadow, begin, end)
        if match is None or wording.points_away(flat.shadow[begin:end]):
            continue
        if wording.continues(flat.shadow[begin:end]):
            continue
        term = match.span("term")
        shadow = flat.shadow[slice(*term)]
        if len(shadow.split()) > 4 or not wording.has_words(match.group("body"), 4) or is_generic(shadow):
            continue
        if any(run.start < term[0] < run.end or run.start < term[1] < run.end for run in flat.runs):
            continue
        yield draft_of(passage, "called-apposed", "all", term, (begin, end))


def _popular(passage: Passage) -> Iterator[Draft]:
    """ "A popular linter is X.": the name of a well-known example of a kind."""
    flat = passage.flat
    for begin, end in flat.sentences:
        match = _POPULAR.fullmatch(flat.shadow, begin, end)
        if match is not None and match.group("term").casefold() not in wording.NOUN_STOP:
            yield draft_of(passage, "popular-example", "all", match.span("term"), (begin, end))


PATTERN = Pattern("called", 40, True, _read)
