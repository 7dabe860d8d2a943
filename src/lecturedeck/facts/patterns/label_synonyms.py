"""A label that only says "here comes a definition": the term is in the heading or in the sentence itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lecturedeck.facts import wording
from lecturedeck.facts.draft import Draft, Pattern, draft_of
from lecturedeck.facts.flat import Flat
from lecturedeck.facts.generic import is_generic
from lecturedeck.facts.label import SYNONYM
from lecturedeck.facts.openings import is_fragment
from lecturedeck.facts.page import Page, Passage
from lecturedeck.facts.regex import regex

_SUBJECT = regex(
    r"(?:in\s+[a-z+#. ]{2,30},\s+)?(?:(?:an?"
    r"|the)\s+)?[\"“]?(?P<term>[^\s,.:;\"”(][^,.:;\"”()]{0,50}?)[\"”]?"
    r"(?P<alias>\s*\([^()]{1,40}\)|,\s+(?:or|also\s+known\s+as|also\s+called)\s+[^,]{1,50},)?"
    r"\s+(?:is|are|was|were|has|have|allows?|lets?|enables?|helps?|provides?|represents?|defines?"
    r"|specif(?:y|ies)|contains?|refers?|means?|stands?|"
    r"stores?|describes?|determines?|returns?|modif(?:y|ies)|consists?|makes?|adds|creates?|offers?"
    rf"|involves?|occurs?|happens?|converts?|works?|uses?|takes?|{wording.THIRD_PERSON})\b"
)
_STRIP = regex(
    r"^(?:introduction\s+to|intro\s+to|working\s+with|basics\s+of|improving|understanding|using|about"
    r"|overview\s+of|what\s+(?:is|are)"
    r"|exploring|learning|creating|defining|the\s+basics\s+of)\s+|^(?:the|an?)\s+|\s+(?:basics|overview"
    r"|review|in\s+depth)$|\?$",
    re.I,
)
_SEVERAL = regex(
    r"\b(?:and|or|vs\.?|versus|in|for|with|from|to|when|how|why|common|key|best|different|types|other)\b"
    r"|[,&/:]",
    re.I,
)


def from_heading(heading: Flat | None) -> tuple[str, str] | None:
    """The term (Markdown, plain) that a heading stands for, None where it holds several or none."""
    if heading is None:
        return None
    text = heading.text.strip()
    begin, end = heading.text.find(text), heading.text.find(text) + len(text)
    while True:
        match = _STRIP.search(heading.shadow[begin:end])
        if match is None or match.end() == match.start():
            break
        begin, end = (begin + match.end(), end) if match.start() == 0 else (begin, begin + match.start())
    if end <= begin or _SEVERAL.search(heading.shadow[begin:end]) or end - begin > 50:
        return None
    if is_generic(heading.shadow[begin:end]):
        return None
    return heading.term_markdown(begin, end), heading.text[begin:end]


def _read(page: Page) -> Iterator[Draft]:
    for passage in page.items:
        yield from _in(passage)


def _in(passage: Passage) -> Iterator[Draft]:
    flat = passage.flat
    label = passage.label
    if label is None or not label.sealed or label.kind == "code":
        return
    synonym = SYNONYM.fullmatch(flat.text[label.start : label.end].strip())
    at = flat.sentence_at(label.said)
    if synonym is None or at is None:
        return
    end = flat.sentences[at][1]
    said = flat.shadow[label.said : end]
    if wording.points_away(said) or said.rstrip().endswith("?"):
        return
    aliases: tuple[str, ...] = ()
    group = next((name for name in ("of", "own", "asked") if synonym.group(name)), "")
    subject = _SUBJECT.match(flat.lower, label.said, end)
    pronoun = wording.continues(said)
    heading = from_heading(passage.heading.flat)
    if group:
        begin = label.start + synonym.start(group)
        term = flat.term_markdown(begin, begin + len(synonym.group(group)))
        if is_generic(synonym.group(group)):
            return
    elif subject is not None and not pronoun and wording.is_noun_phrase(flat.shadow[slice(*subject.span("term"))]):
        term = flat.term_markdown(*subject.span("term"))
        if subject.group("alias"):
            aliases = (
                re.sub(
                    r"^[\s,(]*(?:or|also known as|also called)?\s*|[\s,)]+$",
                    "",
                    flat.text[slice(*subject.span("alias"))],
                ),
            )
    elif heading is not None and (pronoun or is_fragment(said)):
        term, plain = heading
        aliases = (plain,)
    else:
        return
    stop = wording.with_next(flat, at, subject.end() if subject else label.said, pronoun=False)[1]
    yield draft_of(passage, PATTERN.name, "careful", term, (label.said, stop), aliases=aliases, again=True)


PATTERN = Pattern("label-synonym", 5, True, _read)
