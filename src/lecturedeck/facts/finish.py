"""From drafts to facts: rendered, checked, masked, in document order and without doubles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from lecturedeck.facts.draft import Draft, paragraphs
from lecturedeck.facts.masking import normalised_term, plain, reverse_of
from lecturedeck.facts.regex import regex
from lecturedeck.lecture import Fact
from lecturedeck.markup.markdown import Source

MAX_TERM = 80
_SECONDARY = frozenset({"stands-for"})  # says what a name is short for: its thing may still be defined
# A status code and its name: "404 Not Found", "404: Not Found", "404 (Not Found)"; not "200 px".
_CODE = regex(r"([1-5]\d\d)\s*[:–—-]?\s+\(?([A-Z][A-Za-z’'-]*(?:\s+[A-Za-z’'-]+){0,5})\)?")
_CODE_SPAN = regex(r"<(code|pre)\b.*?</\1>", re.S)
_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>&#~|!"})
_LETTER = regex(r"\w")
_QUESTION = regex(r"^(?:what|who)\s+(?:is|are)\s+(?:an?\s+|the\s+)?(.+?)\?$", re.I)


def finish(source: Source, drafts: Iterable[tuple[Draft, int]], render: Callable[[str], str]) -> tuple[Fact, ...]:
    """The facts of a lecture from the drafts of all its patterns, each with the rank of its pattern."""
    facts: list[Fact] = []
    categories: dict[str, str] = {}  # the lecture's headings come again with every fact under them
    seen: set[tuple[str, str]] = set()
    line, counted = 1, 0
    for draft in _chosen(drafts):
        if draft.line_at < counted:
            line, counted = 1, 0
        line += source.data.count(b"\n", counted, draft.line_at)
        counted = draft.line_at
        if draft.category not in categories:
            categories[draft.category] = render(escaped(draft.category))
        fact = _fact(draft, categories[draft.category], line, render)
        if fact is None:
            continue
        key = normalised_term(fact.term), " ".join(plain(fact.definition).split()).casefold()
        if key not in seen:
            seen.add(key)
            facts.append(fact)
    return _singled_out(facts)


def _singled_out(facts: list[Fact]) -> tuple[Fact, ...]:
    """The facts, without the reverse cards that ask the same for several terms."""
    questions = [plain(fact.reverse).casefold() for fact in facts]
    asked: dict[str, set[str]] = {}
    for fact, question in zip(facts, questions, strict=True):
        if question:
            asked.setdefault(question, set()).add(normalised_term(fact.term))
    return tuple(
        [
            replace(fact, reverse="") if question and len(asked[question]) > 1 else fact
            for fact, question in zip(facts, questions, strict=True)
        ]
    )


def _chosen(drafts: Iterable[tuple[Draft, int]]) -> list[Draft]:
    """One draft a sentence, and (but for labels) one a term; the trusted pattern wins, then the first."""
    by_place: dict[tuple[int, int], tuple[tuple[bool, int], Draft]] = {}
    for draft, rank in drafts:
        trust = draft.tier == "all", rank
        if draft.place not in by_place or trust < by_place[draft.place][0]:
            by_place[draft.place] = trust, draft
    chosen: list[Draft] = []
    first: dict[str, int] = {}
    for _, (_, draft) in sorted(by_place.items()):
        names = {_singular(normalised_term(name)) for name in (_bare(draft.term), *draft.aliases)}
        known = [first[name] for name in names if name in first]
        if known and not draft.again:
            at = min(known)
            if draft.tier == "careful" and chosen[at].tier == "all" and not chosen[at].again:
                chosen[at] = draft
            continue
        for name in names if draft.pattern not in _SECONDARY else ():
            first.setdefault(name, len(chosen))
        chosen.append(draft)
    return chosen


def _singular(term: str) -> str:
    return term[:-1] if term.endswith("s") and not term.endswith("ss") else term


def _bare(markdown: str) -> str:
    return markdown.replace("`", "").replace("*", "")


def _fact(draft: Draft, category: str, line: int, render: Callable[[str], str]) -> Fact | None:
    term = render(_tidy_term(draft.term))
    name = " ".join(plain(term).split())
    definition = render(_tidy_definition(draft.definition))
    said = plain(definition).strip()
    if not name or len(name) > MAX_TERM or "<pre" in definition or not _LETTER.search(said):
        return None
    if "<code" in definition and not _LETTER.search(plain(_CODE_SPAN.sub("", definition))):
        return None
    code, code_name = code_of(name)
    aliases = (*draft.aliases, *filter(None, (code, code_name)))
    reverse = reverse_of(name, aliases, draft.category, definition, draft.least) if draft.reversible else ""
    return Fact(
        term=term,
        definition=definition,
        category=category,
        detail=render(draft.detail) if draft.detail else "",
        code=code,
        name=code_name,
        line=line,
        pattern=draft.pattern,
        tier=draft.tier,
        example=render(paragraphs(*draft.examples)) if draft.examples else "",
        reverse=reverse,
    )


def code_of(term: str) -> tuple[str, str]:
    """The code and the name in a plain term such as "404 Not Found"; ("", "") where it begins with no code."""
    found = _CODE.fullmatch(term) if term[:1].isdigit() else None
    return (found[1], found[2]) if found else ("", "")


def escaped(text: str) -> str:
    """Plain text as Markdown that says the same."""
    return text.translate(_SPECIAL)


def _tidy_term(term: str) -> str:
    term = term.strip().rstrip(":：").strip()
    asked = _QUESTION.match(term) if term.endswith("?") else None
    return asked[1] if asked else term


def _tidy_definition(definition: str) -> str:
    text = definition.strip()
    return text[:-1] + "." if text.endswith((":", "：", ",", ";")) else text
