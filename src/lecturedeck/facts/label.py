"""The label at the beginning of a list item: "**Term** (short): …", "`code` - …", "Term: …"."""

from __future__ import annotations

import re
from typing import NamedTuple

from lecturedeck.facts.flat import CODE, Flat
from lecturedeck.regex import regex

_ARTICLE = regex(r"(?:the|an?)\s+", re.I)
_NUMBER = regex(r"\d+[.)]\s+")
# What may stand between a marked label and its colon: "(…)", a kind noun or two, "or Y", "and z".
_MIDDLE = regex(
    r"(?:\s*\([^()]{1,60}\))?(?:(?:\s*,\s*|\s+(?:or|and|/)\s+"
    r"|\s*/\s*)[^\s:()–—]{1,30}(?:\s[^\s:()–—]{1,20})?){0,4}"
    r"(?:\s+[a-z][\w-]*){0,3}(?:\s*\([^()]{1,60}\))?"
)
_COLON = regex(r"\s*[:：]\s*|\s+[–—]\s*|\s+-{1,2}\s+")
_ENDS = regex(r"[:：–—]|\s-")
_PLAIN = regex(r"([\"“]?[^\W\d_][^:：.!?;\n]{0,44}?)(?::\s+|：\s*|\s+[–—]\s+|\s+-\s+)(?=\S)")
_INSIDE = regex(r"\s*[:：]\s*$")
_COLON_INSIDE = regex(r"[:：]\s")
_ALIAS = regex(r"(?<![\w$])\(([^()]+)\)")
# A label that says "here comes a definition" and is no term itself.
SYNONYM = regex(
    r"(?:definitions?|introduction|topic|explanation|overview|description|meaning|concept|basics|background)"
    r"(?:\s+(?:of|for|to)\s+(?P<of>.+))?|(?P<own>\S.*?)\s+(?:definition|overview|introduction|explanation"
    r"|basics)"
    r"|what\s+(?:is|are)\s+(?P<asked>.+?)\??",
    re.I,
)


class Label(NamedTuple):
    """A label in flat text: its term is [start, end), its definition begins at `said`.

    `kind` is "strong", "code" or "plain"; `aliases` are other names that the label itself gives.
    `sealed` is False where no colon or dash ends it: the item reads on as a sentence.
    """

    kind: str
    start: int
    end: int
    said: int
    aliases: tuple[str, ...]
    sealed: bool


def read_label(flat: Flat) -> Label | None:
    """The label of an item, None where it begins with none."""
    shadow, text = flat.shadow, flat.text
    start = len(shadow) - len(shadow.lstrip())
    number = _NUMBER.match(shadow, start) if shadow[start : start + 1].isdigit() else None
    if number:
        start = number.end()
    run = flat.run_at(start, "strong", "code")
    if run is None:
        article = _ARTICLE.match(shadow, start)
        if article:
            run = flat.run_at(article.end(), "strong", "code")
    if run is None:
        return _plain(flat, start)
    inner = _INSIDE.search(shadow, run.start, run.end)
    if inner:
        if text[run.end :].strip():
            return _sealed(flat, run.kind, run.start, inner.start(), run.end)
        return None
    inside = _COLON_INSIDE.search(shadow, run.start, run.end)
    if inside:
        return None
    here = run.end
    follow = _COLON.match(shadow, here)
    if follow:
        return _sealed(flat, run.kind, run.start, here, follow.end()) if text[follow.end() :].strip() else None
    middle = _MIDDLE.match(shadow, here) if _ENDS.search(shadow, here, here + 200) else None
    if middle and middle.end() > here:
        for stop in range(middle.end(), here, -1):
            follow = _COLON.match(shadow, stop)
            if follow and text[follow.end() :].strip() and "." not in shadow[here:stop].replace("...", ""):
                return _sealed(flat, run.kind, run.start, stop, follow.end())
    if run.kind == "strong" or CODE in shadow[run.start : run.end]:
        return Label(run.kind, run.start, run.end, run.end, (), False)
    return None


def _sealed(flat: Flat, kind: str, start: int, end: int, said: int) -> Label:
    while said < len(flat.text) and flat.text[said].isspace():
        said += 1
    number = _NUMBER.match(flat.shadow, start) if flat.shadow[start].isdigit() else None
    if number and number.end() < end:
        start = number.end()
    aliases = [part for part in _ALIAS.findall(flat.text[start:end]) if part.strip()]
    return Label(kind, start, end, said, tuple(aliases), True)


def _plain(flat: Flat, start: int) -> Label | None:
    match = _PLAIN.match(flat.shadow, start)
    if match is None or len(match.group(1).split()) > 6:
        return None
    stop = match.end(1)
    if flat.shadow[start] in '"“' and flat.shadow[stop - 1] in '"”':
        start, stop = start + 1, stop - 1
    return Label("plain", start, stop, match.end(), (), True)
