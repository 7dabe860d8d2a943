"""A term that a clause defines: "a **gaiwan**, which is a cup with a lid", "a whisk (a brush of bamboo)"."""

from __future__ import annotations

from collections.abc import Iterator

from lecturedeck.facts.candidates.candidate import Candidate, in_sentence
from lecturedeck.facts.candidates.marked import Named, named
from lecturedeck.facts.flat import Flat
from lecturedeck.facts.page import Page, Passage
from lecturedeck.facts.phrases import CONNECTIVE, trimmed
from lecturedeck.regex import regex

_CLAUSE = regex(
    r"(?P<alias>\s*\([^()]{1,40}\))?(?:"
    r"(?P<comma>,?)\s+(?P<which>which|that|where|who|meaning|used\s+(?:to|for)|for\s+\w+ing|to(?!\s+the\b|\s+an?\b))\s+(?P<verb>[\w'’-]+)"
    r"|(?:,|\s+[–—-]|:)\s+(?P<apposed>an?|the|one)\s+(?=\w)"
    r"|\s+\((?P<paren>an?|the|which|used|for|to)\s)"
)
_PLAIN = regex(
    r"\b(?:is|are|an?|the|called|named|as|with|have|has|of|use|uses|using|include|includes|and|or|into|to|provides?"
    r"|for|through|by|about|add|create|supports?|via|from|than|be|enters?|passes|creates?|offers?|prefer|call)\s+"
    r"(?:(?:an?|the)\s+)?"
    r"(?P<term>[a-z][\w'’-]+(?:\s+(?!is\b|are\b|to\b|and\b|or\b|that\b|which\b)[a-z0-9][\w'’-]*){0,2})"
    r"(?P<alias>\s+\([^()]{1,30}\))?"
    r"(?:,\s+|\s+[–—]\s+|\s+-\s+|\s+\((?=which|an?\s|the\s|meaning)|(?<=\w)\s+(?=which\s))"
    r"(?P<which>which\s+[\w’']+|or\s+the|meaning|(?:an?|the)\s+\w+)\s"
)
# What a clause behind a plain term cannot do without: looked for first, as it is found many times faster.
_PLAIN_NEEDS = regex(r"(?:,\s+|[–—]\s+|\s-\s+|\()(?:which|or|meaning|an?|the)\s")


def read(page: Page) -> Iterator[Candidate]:
    """Relative clauses, appositions and brackets behind a term that is no subject."""
    for passage in page.passages:
        flat = passage.flat
        label = passage.label if passage.item else None
        from_ = label.said if label is not None and label.sealed else 0
        for number, (begin, end) in enumerate(flat.sentences):
            if end <= from_:
                continue
            begin = max(begin, from_)
            marks = named(flat, begin, end)
            plain = flat.lower.find("which", begin, end) >= 0 or _PLAIN_NEEDS.search(flat.lower, begin, end)
            if not marks and not plain:
                continue
            connective = CONNECTIVE.match(flat.lower, begin, end)
            start = connective.end() if connective else begin
            seen: set[int] = set()
            for mark in marks:
                match = _CLAUSE.match(flat.lower, mark.stop, end)
                if match is None or (
                    match["which"] and match["which"][:3] in ("to", "for") and mark.how != "code"
                ):
                    continue
                seen.add(mark.stop)
                kind = match["which"] or match["apposed"] or match["paren"]
                way = "which" if match["which"] else "apposed" if match["apposed"] else "bracket"
                yield _candidate(
                    passage,
                    flat,
                    number,
                    mark,
                    start,
                    end,
                    match.end(),
                    (f"clause: {way}", f"clause opens: {kind}"),
                    match["verb"] or "",
                )
            for match in _PLAIN.finditer(flat.lower, begin, end) if plain else ():
                a, b = trimmed(flat, *match.span("term"))
                if a < b and b not in seen and "\x1a" not in flat.shadow[a:b]:
                    kind = match["which"].split()
                    yield _candidate(
                        passage,
                        flat,
                        number,
                        Named(a, b, "plain"),
                        start,
                        end,
                        match.end(),
                        (
                            "clause: plain",
                            f"clause opens: {' '.join(kind[:2]) if kind[0] == 'which' else kind[0]}",
                        ),
                        kind[1] if kind[0] == "which" and len(kind) > 1 else "",
                    )


def _candidate(
    passage: Passage,
    flat: Flat,
    number: int,
    mark: Named,
    start: int,
    end: int,
    said: int,
    marks: tuple[str, ...],
    verb: str,
) -> Candidate:
    before = flat.lower[start : mark.start].split()
    article = before[-1] if before and before[-1] in ("a", "an", "the", "another", "this") else ""
    if article:
        before = before[:-1]
    marks += (f"before it: {before[-1] if before else 'nothing'}", f"begins: {before[0] if before else 'with it'}")
    return in_sentence(
        "clause",
        passage,
        number,
        (mark.start, mark.stop),
        (said, start, end),
        marks=(*marks, f"marked: {mark.how}"),
        verb=verb,
        article=article,
        before=0,
    )
