"""What a pattern hands over: a fact in Markdown, not yet rendered, masked or compared with others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from lecturedeck.facts.page import Page, Passage
from lecturedeck.lecture import Tier


class Draft(NamedTuple):
    """A fact that a pattern has found.

    `place` is its passage or row, and where in it the definition begins (one sentence gives one fact);
    `line_at` the offset whose line is reported. `term`, `definition` and `detail` are Markdown, `aliases`
    plain text. `reversible` is False where the definition does not single the term out. `again` lets a
    term be a fact a second time in a lecture; without it the first definition wins. `least` is how many
    words of substance the masked definition must keep for a reverse card: a translation may be short.
    """

    pattern: str
    tier: Tier
    place: tuple[int, int]
    line_at: int
    category: str
    term: str
    definition: str
    detail: str = ""
    examples: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    reversible: bool = True
    again: bool = False
    least: int = 4


class Pattern(NamedTuple):
    """A named reader. `english` marks one that leans on English wording; a lower `rank` wins a tie."""

    name: str
    rank: int
    english: bool
    read: Callable[[Page], Iterable[Draft]]


def paragraphs(*parts: str) -> str:
    """Markdown paragraphs, without the empty ones."""
    return "\n\n".join(part for part in parts if part)


def draft_of(
    passage: Passage,
    pattern: str,
    tier: Tier,
    term: tuple[int, int] | str,
    definition: tuple[int, int],
    *,
    lead: tuple[int, int] | None = None,
    extra: str = "",
    more: str = "",
    aliases: tuple[str, ...] = (),
    reversible: bool = True,
    again: bool = False,
    least: int = 4,
) -> Draft:
    """A draft from places in a passage's flat text.

    `definition` is a range; what follows it in the passage becomes the detail, then `more`, then the
    item's further paragraphs. `lead` is a range that stays out of the detail (the sentence that only
    names the term); `extra` is Markdown that joins the definition.
    """
    flat = passage.flat
    rest = flat.markdown(definition[1], len(flat.text)) if definition[1] < len(flat.text.rstrip()) else ""
    before = ""
    first = flat.sentences[0][0] if flat.sentences else 0
    if lead is None and definition[0] > first and not passage.item:
        before = flat.markdown(first, definition[0])
    text = flat.markdown(*definition)
    return Draft(
        pattern,
        tier,
        (passage.start, definition[0]),
        passage.start,
        passage.category,
        term if isinstance(term, str) else flat.term_markdown(*term),
        f"{text} {extra}".strip(),
        paragraphs(before, rest, more, passage.more),
        passage.examples,
        aliases,
        reversible,
        again,
        least,
    )
