"""What the paragraphs after a definition add to it: "These teas are all green."."""

from __future__ import annotations

import re

from lecturedeck.facts import wording
from lecturedeck.facts.page import Passage


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
