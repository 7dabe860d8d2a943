"""A plain sentence that defines its subject: "A linter is a tool that …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lecturedeck.lecture import Tier
from lecturedeck.reading.facts import wording
from lecturedeck.reading.facts.draft import Draft, Pattern, draft_of
from lecturedeck.reading.facts.language import is_foreign
from lecturedeck.reading.facts.page import Page, Passage

_SUBJECT = re.compile(
    r"(?:in\s+[A-Za-z+#.\s]{2,30},\s+)?(?P<article>(?:An?|The)\s+)?(?P<term>[^\s,.:;(][^,.:;()]{0,60}?(?:\.js)?)"
    r"(?P<alias>\s*\([^()]{1,40}\)|,\s+(?:or|also\s+known\s+as|also\s+called|sometimes\s+called)\s+(?:an?\s+|the\s+)?[^,]{1,50},)?"
    r"\s+(?P<verb>(?:is|are)\s+(?:an?|the|one)\b|(?:is|are)\s+(?:(?:commonly|often|typically|usually|mainly|primarily)\s+)?"
    r"(?:used\s+(?:to|for|when)|designed\s+to|defined\s+as|responsible\s+for)\b|(?:is|are)\s+(?:when|where|how)\b"
    r"|(?:is|are)\s+(?:returned|sent|triggered|fired|raised|thrown)\s+(?:when|whenever|if|by|after)\b"
    r"|refers?\s+to\b|means\b|are\s+(?=(?:[\w-]+\s+){1,5}(?:that|which|used|with|of|for)\b))",
    re.I,
)
_GENUS = re.compile(r"\b(?:that|which|used\s+(?:to|for|by|in)|of|where|with|for|who|whose|when|to|without|by|from|in)\b")
_PRAISE = re.compile(
    r"^\s*(?:an?|the|one)?\s*(?:very\s+|most\s+|an\s+|incredibly\s+|extremely\s+)*(?:powerful|important|essential|popular|great|crucial|useful|"
    r"common|key|fundamental|vital|helpful|good|best|excellent|convenient|easy|simple|handy|valuable|effective|another|other|"
    r"same|only|first|second|last|next|most|main|part|perfect|must|big|major|significant|better|bit|lot|number|few)\b",
    re.I,
)
_NO = re.compile(r"\b(?:also|too|already|same|both|either|instead|therefore|however|just|still|actually|even|now|always|never|probably|not)\b", re.I)
_WEAK = re.compile(r"\b(?:you|we|I|our|your|us)\b")


def _read(page: Page) -> Iterator[Draft]:
    if not page.article:
        return
    for passage in page.passages:
        yield from _in(passage)


def _in(passage: Passage) -> Iterator[Draft]:
    flat = passage.flat
    for at, (begin, end) in enumerate(flat.sentences):
        match = _SUBJECT.match(flat.shadow, begin, end)
        if match is None:
            continue
        term = match.span("term")
        if not wording.is_noun_phrase(flat.shadow[slice(*term)]):
            continue
        sentence = flat.shadow[begin:end]
        if wording.points_away(sentence) or _NO.search(sentence[: match.end("verb") + 12 - begin]):
            continue
        if sentence.endswith((":", "?")):
            continue
        refers = not match.group("verb").casefold().startswith(("is a", "is the", "is one", "are a", "are the", "are one", "are"))
        body = flat.shadow[match.end("verb") : end]
        if match.group("article") is not None and match.group("article").strip() == "The" and not refers and at:
            continue
        if _PRAISE.match(flat.shadow[match.start("verb") :end].split(None, 1)[1]) and not re.search(r"\b(?:that|which)\b", body):
            continue
        if not refers and not _GENUS.search(body):
            continue
        if at and not (refers or (match.group("article") or "").strip() in ("A", "An", "a", "an")):
            continue
        if wording.is_generic(flat.shadow[slice(*term)]):
            continue
        if is_foreign(sentence):
            continue
        start, stop = wording.with_next(flat, at, match.end("verb"))
        if wording.words(flat.shadow[match.end("verb") : stop]) < 5:
            continue
        tier: Tier = "careful"
        if _WEAK.search(flat.shadow[slice(*term)]):
            continue
        alias = match.group("alias")
        names = re.sub(r"^[\s,(]*(?:or|also known as|also called|sometimes called)?\s*(?:an?\s+|the\s+)?|[\s,)]+$", "", flat.text[slice(*match.span("alias"))]) if alias else ""
        yield draft_of(passage, PATTERN.name, tier, term, (start, stop), aliases=(names,) if names else ())


PATTERN = Pattern("definitional-sentence", 60, True, _read)
