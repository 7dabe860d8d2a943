"""A list item that begins with a label and goes on to define it: "**Term**: This method …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lecturedeck.lecture import Tier
from lecturedeck.reading.facts import wording
from lecturedeck.reading.facts.draft import Draft, Pattern, draft_of
from lecturedeck.reading.facts.flat import CODE, Flat
from lecturedeck.reading.facts.label import Label, read_label
from lecturedeck.reading.facts.language import is_foreign
from lecturedeck.reading.facts.masking import places
from lecturedeck.reading.facts.page import Page, Passage

_PRONOUN = re.compile(r"(?:This|These|It|They)(?:['’]s)?\b(?!\s+(?:example|code|section|lecture|lesson|snippet|means\s+you|helps?|makes?|ensures?|depends|can\s+be|could|may|might|also|is\s+(?:important|possible|common|recommended|best|good|often|easy|hard|because|why|useful|helpful|not|more|less|very|better|especially|particularly|where\s+you|done|usually|generally|considered)|are\s+(?:important|common|recommended|often|useful|very|better|not|especially)|should|must|improves?|reduces?|saves?|gives\s+you)\b)")
_PURPOSE = re.compile(r"(?:Used|Defined|Responsible|Designed|Short\s+for|Stands\s+for|Refers|Known\s+as|Occurs|Raised|Thrown|Returned|Sent|Triggered|Fired|Happens)\b")
_THIRD = re.compile(rf"(?:(?:Automatically|Simply|Immediately|Randomly|Only)\s+)?(?:{wording.THIRD_PERSON})\b", re.I)
_ARTICLE_NOUN = re.compile(r"(?:An?|The)\s")
_GERUND = re.compile(r"[A-Z][a-z]+ing\s")
_OTHER = re.compile(
    r"(?:you|we|if|when|for|to|as|by|with|in|on|at|from|since|because|while|although|though|after|before|once|unlike|like|"
    r"instead|here|there|there['’]s|remember|note|try|consider|also|both|each|every|all|some|many|most|there|what|why|how|"
    r"not|no|yes|and|or|but|so|then|now|let['’]s|one|think|imagine|sometimes|usually|often|always|never|e\.g|i\.e|see|i|my)\b",
    re.I,
)


def opening(flat: Flat, label: Label) -> str:
    """How the definition of a label opens; "" for openings that are not to be trusted."""
    begin = label.said
    end = next((b for a, b in flat.sentences if b > begin), len(flat.text))
    first = flat.shadow[begin:end]
    if _PRONOUN.match(first):
        return "pronoun"
    if _subject(flat, label, begin, end):
        return "subject"
    if _PURPOSE.match(first):
        return "purpose"
    if _OTHER.match(first) or first.startswith(CODE):
        return ""
    if _THIRD.match(first):
        return "verb"
    before = re.split(r"\b(?:that|which|who|where|used|for|when|whose)\b", first, maxsplit=1)[0]
    if wording.FINITE.search(before):
        return ""
    if _ARTICLE_NOUN.match(first):
        return "article"
    if _GERUND.match(first):
        return "gerund"
    return "noun"


def _subject(flat: Flat, label: Label, begin: int, end: int) -> bool:
    """Whether the definition begins with the term itself, or with its last word."""
    term = flat.text[label.start : label.end]
    said = flat.text[begin:end]
    skip = re.match(r"(?:in\s+[\w.+# ]{2,24},\s+)?(?:(?:an?|the)\s+)?[\"“]?", said, re.I)
    at = skip.end() if skip else 0
    head = term.split()[-1] if term.split() else ""
    for name in (term, head):
        if any(a <= at < b and re.match(r"\s*[\"”]?\s*(?:\S+\s+){0,3}?(?:is|are|refers?|means?|\w+s|can|let|allow)\b", said[b:]) for a, b in places(name, label.aliases, said[: at + 80])):
            return True
    return False


_TIERS: dict[str, Tier] = {
    "pronoun": "careful", "subject": "careful", "purpose": "careful", "verb": "careful",
    "article": "all", "noun": "all", "gerund": "all",
}
_SKIP_HEADING = re.compile(
    r"^(?:when\s+to|how\s+to|why\b)|real-world|\b(?:advantages?|disadvantages?|benefits|drawbacks|limitations|applications|"
    r"best\s+practices|pros|cons|use\s+cases|tips|mistakes|comparison|differences?|steps|checklist)\b|\bvs\.?\b",
    re.I,
)


def _read(page: Page) -> Iterator[Draft]:
    for passage in page.passages:
        if passage.item:
            yield from _in(page, passage)


def _in(page: Page, passage: Passage) -> Iterator[Draft]:
    flat = passage.flat
    label = read_label(flat)
    if label is None or not label.sealed:
        return
    name = flat.text[label.start : label.end]
    if wording.is_generic(flat.shadow[label.start : label.end]) or len(name) > 70 or len(name.split()) > 9:
        return
    if _SKIP_HEADING.search(passage.category):
        return
    at = next((n for n, (a, b) in enumerate(flat.sentences) if b > label.said), None)
    if at is None:
        return
    end = flat.sentences[at][1]
    said = flat.shadow[label.said : end]
    if page.english and not is_foreign(flat.text):
        opens = opening(flat, label)
        if not opens or wording.points_away(said):
            return
        if label.kind == "plain" and _TIERS[opens] != "careful":
            return
        tier = _TIERS[opens]
    else:
        if label.kind == "plain" or wording.words(said) < 4 and not re.search(r"[\u3040-\u9fff]{6,}", said):
            return
        opens, tier = "structure", "all"
    if said.rstrip().endswith(("?", "...")) or wording.words(said) < 2:
        return
    stop = end
    if page.english and wording.is_vague(said) and opens in ("pronoun", "subject"):
        stop = wording.with_next(flat, at, label.said)[1]
    yield draft_of(
        passage,
        PATTERN.name if tier == "careful" else "label-fragment",
        tier,
        (label.start, label.end),
        (label.said, stop),
        aliases=label.aliases,
        again=True,
    )


PATTERN = Pattern("label-item", 10, False, _read)
