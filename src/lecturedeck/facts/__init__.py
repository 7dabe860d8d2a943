"""Facts worth learning in a lecture's prose: terms with their definitions (docs/facts.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lecturedeck.facts.finish import finish
from lecturedeck.facts.language import is_english
from lecturedeck.facts.masking import mask, normalised_term
from lecturedeck.facts.page import read_page
from lecturedeck.facts.patterns import PATTERNS
from lecturedeck.lecture import Fact
from lecturedeck.markup.markdown import Node, Source

__all__ = ["mask", "normalised_term", "read_facts"]

# Without plain sentences, every pattern needs bold type, a table, or code or a colon in a list.
_MARKS = (b"**", b"__", b"called", b"known as", b"stands for", b"short for")
_MARKED_LINE = re.compile(rb"\n[ \t]*(?:\||(?:[-*+]|\d+[.)])[ \t].*(?:[:`\xef]| -|\xe2))")
# Kinds of challenge that are written as a text to read: none given, a lecture, a review.
_ARTICLES = frozenset({"", "19", "31"})


def read_facts(
    source: Source,
    prose: Sequence[Sequence[Node]],
    *,
    title: str,
    teaches: str,
    render: Callable[[str], str],
    block: str = "",
    kind: str = "",
) -> tuple[Fact, ...]:
    """The facts in a lecture's prose, in document order.

    `prose` are the blocks of each section with prose, `title` the lecture's plain title, `teaches` the
    language that a language course is about ("" elsewhere), `render` makes safe card HTML from a snippet of
    Markdown (and unwraps a single paragraph). `block` and `kind` are the folder and the challengeType of a
    curriculum file, where known: plain sentences are only read as definitions in texts that are written as
    lectures.
    """
    texts = [source.data[blocks[0].start : blocks[-1].end] for blocks in prose if blocks]
    article = not teaches and kind in _ARTICLES and not block.startswith("learn-")
    if not article and not any(map(_is_marked, texts)):
        return ()
    english = is_english(b"\n".join(texts)[:1500])
    page = read_page(
        source, prose, title=title, teaches=teaches, english=english, article=article, review=kind == "31"
    )
    drafts = [
        (draft, pattern.rank)
        for pattern in PATTERNS
        if english or not pattern.english
        for draft in pattern.read(page)
    ]
    return finish(source, drafts, render)


def _is_marked(text: bytes) -> bool:
    """Whether a section (whole lines) has anything that a pattern needs."""
    return any(map(text.__contains__, _MARKS)) or _MARKED_LINE.search(b"\n" + text) is not None
