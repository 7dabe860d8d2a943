"""A list item whose bold or code beginning is the subject of its sentence: "- `len()` returns …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lecturedeck.facts import wording
from lecturedeck.facts.draft import Draft, Pattern, draft_of
from lecturedeck.facts.generic import is_generic
from lecturedeck.facts.page import Page, Passage
from lecturedeck.facts.patterns.bold_subjects import bold_term
from lecturedeck.facts.regex import regex

_CODE_VERB = regex(
    r"(?P<kind>(?:\s+(?:method|function|property|attribute|element|operator|keyword|statement|command|hook"
    r"|tag|event|selector|object|class|module|pseudo-class|pseudo-element|rule|value|type|flag|file|header"
    r"|option|directive))?)\s+"
    r"(?:is\s+used\s+(?:to|for)|is\s+an?\b|is\s+the\b|returns?|means|represents|refers\s+to|stands\s+for"
    r"|indicates|specifies|defines|checks|converts|"
    r"creates|removes|adds|sets|allows|lets|gets|selects|matches|determines|displays|shows|prints|deletes"
    r"|controls|contains|holds|provides|stores)\b"
)
_EXAMPLE_CODE = regex(r"[=\"'“”,;]|\(\s*[^\s)]")


def is_api(code: str) -> bool:
    """Whether a code span names something of a language, and is no piece of an example."""
    return not _EXAMPLE_CODE.search(code) and len(code) <= 40 and not re.fullmatch(r"[\d.\s%-]+\w{0,3}", code)


def _read(page: Page) -> Iterator[Draft]:
    for passage in page.items:
        yield from _in(page, passage)


def _in(page: Page, passage: Passage) -> Iterator[Draft]:
    flat = passage.flat
    label = passage.label
    if label is None or label.sealed or not flat.sentences:
        return
    begin, end = flat.sentences[0]
    sentence = flat.shadow[begin:end]
    if passage.in_example or wording.points_away(sentence) or is_generic(flat.shadow[label.start : label.end]):
        return
    run = flat.run_at(label.start, "strong", "code")
    if run is None:
        return
    if run.kind == "strong":
        term = bold_term(flat, run, begin)
        if term is None:
            return
    else:
        match = _CODE_VERB.match(flat.lower, run.end)
        code = flat.text[run.start : run.end]
        if match is None or not is_api(code) or code.removesuffix("()") in page.declared:
            return
        term = run.start, match.end("kind")
    start, stop = wording.with_next(flat, 0, term[1])
    if not wording.has_words(flat.shadow[term[1] : stop], 4):
        return
    name = "bold-item-verb" if run.kind == "strong" else "code-item-verb"
    yield draft_of(
        passage, name, "careful" if run.kind == "strong" or page.article else "all", term, (start, stop)
    )


PATTERN = Pattern("item-sentence", 15, True, _read)
