"""A term that one sentence announces and the next defines: "Let's talk about **X**. These codes …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lecturedeck.facts import wording
from lecturedeck.facts.draft import Draft, Pattern, draft_of
from lecturedeck.facts.following import about_the_same
from lecturedeck.facts.generic import is_generic
from lecturedeck.facts.masking import KIND_NOUNS
from lecturedeck.facts.page import Page, Passage
from lecturedeck.facts.regex import regex

_ANNOUNCES = regex(
    r"(?:(?:now|next|finally|first|then|lastly|also|so),?\s+)*(?:"
    r"(?:let['’]s|let\s+us|we['’]ll|we\s+will|we)\s+(?:now\s+|also\s+|first\s+)?(?:start(?:\s+diving)?"
    r"|begin|talk|look|move|turn|have|take\s+a\s+look|discuss|go|continue)\b"
    r"|(?:next|finally|then)\s+(?:is|are|up|we\s+have)\b"
    r"|(?:another|the\s+(?:next|last|first|second|third|final))\s+[\w\s-]{2,50}?\s(?:is|are)\b"
    r"|(?:there\s+is|there['’]s|you\s+also\s+have|we\s+also\s+have)\b)"
)
_AFTER = regex(r"\s*(?:[a-z-]+)?(?:\s+[a-z-]+)?\s*[.:]?\s*$")


def _read(page: Page) -> Iterator[Draft]:
    for passage in page.paragraphs:
        yield from _in(passage)


def _in(passage: Passage) -> Iterator[Draft]:
    flat = passage.flat
    if not flat.runs:
        return
    for at, (begin, end) in enumerate(flat.sentences):
        if not _ANNOUNCES.match(flat.lower, begin, end):
            continue
        runs = [run for run in flat.runs if run.kind in ("strong", "code") and begin <= run.start < end]
        named = {flat.text[run.start : run.end] for run in runs}
        if len(named) != 1:
            continue
        run = runs[0]
        tail = flat.shadow[run.end : end]
        if not _AFTER.match(tail) or is_generic(flat.shadow[run.start : run.end]):
            continue
        kind = re.match(r"\s+([a-z-]+(?:\s+[a-z-]+)?)\s*[.:]?\s*$", tail)
        stop = run.end + kind.end(1) if kind and run.kind == "code" else run.end
        if stop - run.start > 60:
            continue
        term = flat.term_markdown(run.start, stop)
        plain = flat.text[run.start : stop]
        if at + 1 < len(flat.sentences):
            yield from _defined(passage, at + 1, term, plain)
        elif passage.after is not None and not passage.after.item:
            yield from _defined(passage.after, 0, term, plain)


def _defined(passage: Passage, at: int, term: str, plain: str) -> Iterator[Draft]:
    flat = passage.flat
    begin, end = flat.sentences[at]
    sentence = flat.shadow[begin:end]
    subject = re.match(r"(?:This|These|(?:When|If)\s[^,.]{3,60},\s+this)\s+([\w-]+)(?:\s+([\w-]+))?", sentence)
    bare = re.match(
        r"(?:It|They|This|These)\s+(?:is|are|will|can|allows?|refers?|means?|lets?|checks?|returns?"
        r"|helps?)\b",
        sentence,
    )
    if (subject is None and bare is None) or plain in ("true", "false", "null", "undefined"):
        return
    if subject is not None and bare is None:
        stems = {word.rstrip("s") for word in plain.casefold().split()}
        nouns = [word.casefold() for word in subject.groups() if word]
        if not any(noun in KIND_NOUNS or noun.rstrip("s") in stems for noun in nouns):
            return
    if wording.points_away(sentence) or not wording.has_words(sentence, 6):
        return
    extra, more = about_the_same(passage, at, plain)
    yield draft_of(
        passage,
        PATTERN.name,
        "careful",
        term,
        (begin, end),
        lead=(0, begin),
        extra=extra,
        more=more,
    )


PATTERN = Pattern("announced", 30, True, _read)
