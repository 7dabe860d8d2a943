"""A sentence that may define a term, before anything is decided."""

from __future__ import annotations

from typing import NamedTuple

from lecturedeck.facts.flat import Flat
from lecturedeck.facts.page import Heading, Passage


class Candidate(NamedTuple):
    """A term and a text that may define it.

    `shape` names the reader that saw it. The definition is flat.text[start:end] and begins to say something at
    `said` (behind a label, or at the verb); `written` is the term's Markdown, or where that is cut from, `name` is
    the plain term; `term_at` is where the term stands in `flat`, if it does. `marks` are what only the shape can
    know, as evidence. `lead` is where the detail's text before the definition begins (-1: none of it belongs to
    the detail). `scope` is the language of a phrase.
    """

    shape: str
    passage: Passage | None
    heading: Heading
    flat: Flat
    sentence: int
    written: str | tuple[Flat, int, int]
    name: str
    term_at: tuple[int, int] | None
    said: int
    start: int
    end: int
    offset: int
    aliases: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    verb: str = ""
    article: str = ""
    lead: str = ""
    aside: str = ""
    adverb: str = ""
    before: int = -1
    detail: str = ""
    repeats: bool = False
    reversible: bool = True
    least: int = 4
    group: int = -1
    scope: str = ""

    @property
    def term(self) -> str:
        """The term as Markdown: cut only for candidates that are looked at twice."""
        if isinstance(self.written, str):
            return self.written
        flat, start, stop = self.written
        return flat.term_markdown(start, stop)

    @property
    def place(self) -> tuple[str, int, int, str]:
        """What tells a candidate from the others of its lecture, however its definition is cut."""
        return self.shape, self.offset, self.start, self.name

    @property
    def last(self) -> int:
        """The number of the last sentence of the definition."""
        sentences = self.flat.sentences
        return next((at for at, (_, end) in enumerate(sentences) if end >= self.end), len(sentences) - 1)

    @property
    def bold(self) -> bool:
        """Whether the term is bold where it stands."""
        if self.term_at is None or not self.flat.runs:
            return False
        at = self.term_at[0]
        return any(run.kind == "strong" and run.start <= at < run.end for run in self.flat.runs)


def in_sentence(
    shape: str,
    passage: Passage,
    sentence: int,
    term: tuple[int, int],
    definition: tuple[int, int, int],
    *,
    marks: tuple[str, ...],
    aliases: tuple[str, ...] = (),
    verb: str = "",
    article: str = "",
    lead: str = "",
    aside: str = "",
    adverb: str = "",
    before: int = 0,
    repeats: bool = False,
    reversible: bool = True,
) -> Candidate:
    """A candidate whose term stands in the sentence that defines it: ranges of the passage's text.

    `definition` is where it begins to say something, where it begins, and where it ends.
    """
    flat = passage.flat
    said, start, end = definition
    return Candidate(
        shape,
        passage,
        passage.heading,
        flat,
        sentence,
        (flat, *term),
        flat.text[slice(*term)],
        term,
        said,
        start,
        end,
        passage.start,
        aliases=aliases,
        marks=marks,
        verb=verb,
        article=article,
        lead=lead,
        aside=aside,
        adverb=adverb,
        before=before,
        repeats=repeats,
        reversible=reversible,
    )
