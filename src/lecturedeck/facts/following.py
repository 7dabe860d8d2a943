"""What the paragraphs after a definition add to it: "These teas are all green."."""

from __future__ import annotations

import re

from lecturedeck.facts import wording
from lecturedeck.facts.page import Passage
from lecturedeck.regex import regex


def about_the_same(passage: Passage, at: int, term: str) -> tuple[str, str]:
    """What the next paragraphs say of a term whose definition is sentence `at` of a passage.

    Only while they open with "This/These … <last word of the term>". The first, where it is one short
    sentence, belongs to the definition (first value, Markdown), the others to the detail (second).
    """
    words = term.split()
    if at + 1 < len(passage.flat.sentences) or not words:
        return "", ""
    after = passage.after
    if after is None or not after.flat.text[:5].casefold().startswith(("this", "these")):
        return "", ""  # before an expression is compiled for nothing
    head = re.escape(words[-1].casefold().rstrip("s").rstrip("()"))
    opens = re.compile(rf"(?:This|These)\s+(?:[\w-]+\s+)?{head}s?\b", re.I)
    short = ""
    more: list[str] = []
    while after is not None and not after.item and opens.match(after.flat.text):
        text = after.flat.markdown(0, len(after.flat.text))
        shadow = after.flat.shadow
        alone = len(after.flat.sentences) == 1 and wording.words(shadow) <= 12 and shadow.rstrip().endswith(".")
        if alone and not short and not more and not wording.points_away(shadow):
            short = text
        else:
            more.append(text)
        after = after.after
    return short, "\n\n".join(more)


# How a sentence says that the list behind it completes its meaning.
_COMPLETED = regex(
    r"\b(?:conditions?|requirements|rules|criteria|if|when|must|should|stands?\s+for|consists?\s+of|made\s+up\s+of|parts)\b"
    r"[^.:]{0,60}:\s*$"
)
_MOST, _LONGEST = 6, 140  # items, and letters of one


def listed_conditions(passage: Passage, end: int) -> str:
    """The list (Markdown) without which a definition that ends at `end` is not whole, "" where there is none."""
    if passage.item or passage.fences or end < len(passage.flat.text.rstrip()):
        return ""
    if not _COMPLETED.search(passage.flat.lower):
        return ""
    items: list[str] = []
    after = passage.after
    while after is not None and after.item and not after.parents and after.lead is passage.flat:
        text = after.flat.markdown(0, len(after.flat.text)).strip()
        if len(text) > _LONGEST or after.rest or len(items) == _MOST:
            return ""
        items.append(f"- {text}")
        after = after.after
    return "\n".join(items) if len(items) > 1 else ""
