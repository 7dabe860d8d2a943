"""Facts worth learning in a lecture's prose: terms with their definitions (docs/facts.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from lecturedeck.facts.candidates import candidates_of
from lecturedeck.facts.choice import Judged, Weights, choose, judge, weights
from lecturedeck.facts.finish import Finished, finish
from lecturedeck.facts.language import is_english
from lecturedeck.facts.masking import mask, normalised_term
from lecturedeck.facts.page import Page, read_page
from lecturedeck.lecture import Fact
from lecturedeck.markup.markdown import Node, Source

__all__ = ["Explained", "explain", "mask", "normalised_term", "read_facts"]

# Without plain sentences, every shape needs bold type, a table, or code or a colon in a list.
_MARKS = (b"**", b"__", b"called", b"known as", b"stands for", b"short for")
_MARKED_LINE = re.compile(
    rb"\n[ \t]*(?:\||(?:[-*+]|\d+[.)])[ \t].*(?:[:`\xef]| -|\xe2)|`[^`\n]+`.{0,60}(?: -|\xe2|:))"
)
_CODE = re.compile(rb"`[^`\n]*`")
# Kinds of challenge that are written as a text to read: none given, a lecture, a review.
_ARTICLES = frozenset({"", "19", "31"})
_REVIEW = "31"
# Blocks whose prose is about the program that the reader is to write.
_EXERCISES = ("workshop-", "lab-", "build-", "daily-coding-", "project-euler-")


def read_facts(
    source: Source,
    prose: Sequence[Sequence[Node]],
    *,
    title: str,
    teaches: str,
    render: Callable[[str], str],
    block: str = "",
    kind: str = "",
    asked: str = "",
    known: Weights | None = None,
) -> tuple[Fact, ...]:
    """The facts in a lecture's prose, in document order.

    `prose` are the blocks of each section with prose, `title` the lecture's plain title, `teaches` the
    language that a language course is about ("" elsewhere), `render` makes safe card HTML from a snippet of
    Markdown (and unwraps a single paragraph). `block` and `kind` are the folder and the challengeType of a
    curriculum file, where known: plain sentences are only read as definitions in texts that are written as
    lectures. `asked` is the text of the lecture's own questions, which tell what it teaches. `known` are
    other weights than those that come with the program.
    """
    known = known or weights()
    page = page_of(source, prose, title=title, teaches=teaches, block=block, kind=kind, asked=asked)
    judged = judge(page, candidates_of(page), block, known) if page is not None else []
    if not judged:
        return ()
    return tuple([one.fact for one in finish(source, choose(judged, known.all), render, known)])


class Explained(NamedTuple):
    """A sentence that may define a term, and what speaks for it (weights above 0) and against it.

    `tier` is "" where it is no fact, `directions` in how many it is asked, and `one_direction_because` says in
    plain words why not in both.
    """

    term: str
    definition: str
    line: int
    shape: str
    probability: float
    tier: str
    evidence: tuple[tuple[str, float], ...]
    directions: int
    one_direction_because: str


def explain(
    source: Source,
    prose: Sequence[Sequence[Node]],
    *,
    title: str,
    teaches: str,
    render: Callable[[str], str],
    block: str = "",
    kind: str = "",
    asked: str = "",
) -> list[Explained]:
    """All candidates of a lecture's prose, the likeliest first."""
    page = page_of(source, prose, title=title, teaches=teaches, block=block, kind=kind, asked=asked)
    if page is None:
        return []
    known = weights()
    judged = judge(page, candidates_of(page), block, thorough=True)
    finished = finish(source, choose(judged, known.all), render, known)
    taken = {one.judged.candidate.place: one for one in finished}
    likeliest = sorted(judged, key=lambda one: -one.probability)
    return [_explained(source, one, taken.get(one.candidate.place)) for one in likeliest]


def _explained(source: Source, judged: Judged, finished: Finished | None) -> Explained:
    candidate = judged.candidate
    evidence = sorted(
        ((name, weight) for name, weight in judged.evidence if weight), key=lambda pair: -abs(pair[1])
    )
    return Explained(
        " ".join(candidate.name.split()),
        " ".join(candidate.flat.text[candidate.start : candidate.end].split()),
        source.line(candidate.offset),
        candidate.shape,
        round(judged.probability, 3),
        finished.fact.tier if finished else "",
        tuple(evidence),
        (2 if finished.fact.reverse else 1) if finished else 0,
        finished.one_direction if finished else "",
    )


def page_of(
    source: Source,
    prose: Sequence[Sequence[Node]],
    *,
    title: str,
    teaches: str,
    block: str = "",
    kind: str = "",
    asked: str = "",
) -> Page | None:
    """The prose as passages and tables, None where nothing in it can give a fact."""
    if block.startswith(_EXERCISES):
        return None
    texts = [source.data[blocks[0].start : blocks[-1].end] for blocks in prose if blocks]
    article = not teaches and kind in _ARTICLES and not block.startswith("learn-")
    marked = any(map(_is_marked, texts))
    if not article and not marked:
        return None
    text = b"\n".join(texts)
    # What a course teaches stands in code: its own language is that of the rest.
    english = is_english(_CODE.sub(b"", text)[:1500], course=True) if teaches else is_english(text[:1500])
    if not english and not marked:
        return None
    return read_page(
        source,
        prose,
        title=title,
        teaches=teaches,
        english=english,
        article=article,
        review=kind == _REVIEW,
        asked=asked,
    )


def _is_marked(text: bytes) -> bool:
    """Whether a section (whole lines) has anything that a shape needs."""
    return any(map(text.__contains__, _MARKS)) or _MARKED_LINE.search(b"\n" + text) is not None
