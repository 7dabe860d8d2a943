"""A list item that begins with a label and goes on to define it: "**Term**: This method …"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lecturedeck.facts import wording
from lecturedeck.facts.draft import Draft, Pattern, draft_of
from lecturedeck.facts.flat import CODE, Flat
from lecturedeck.facts.generic import is_generic
from lecturedeck.facts.label import SYNONYM, Label
from lecturedeck.facts.language import is_foreign, word_set
from lecturedeck.facts.openings import covering, main_part, opening, speaks_of, states, subject
from lecturedeck.facts.page import Page, Passage
from lecturedeck.facts.regex import regex
from lecturedeck.lecture import Tier

_TIERS: dict[str, Tier] = {
    "pronoun": "careful",
    "subject": "careful",
    "purpose": "careful",
    "verb": "careful",
    "article": "careful",
    "noun": "careful",
    "gerund": "careful",
    "imperative": "all",
    "plural": "all",
    "clause": "all",
    "phrase": "careful",
    "named": "all",
    "usage": "careful",
    "raised": "careful",
    "status": "careful",
}
# Under these headings an item says when, why or where, whatever its label.
_SKIP_HEADING = regex(
    r"^(?:when\s+to|how\s+to|why\b)|real-world|\b(?:advantages?|disadvantages?|benefits|drawbacks"
    r"|limitations|applications|pros|cons|use\s+cases|mistakes|checklist|examples?)\b"
)
_SKIP_FRAGMENT = regex(r"\b(?:best\s+practices|tips|differences?|steps|guidelines|improving)\b|\bvs\.?\b")
# Words that are a term under a heading of the same name, and a mere label elsewhere.
_TOPICS = word_set(
    "methods attributes properties parameters arguments values elements operators modules patterns methods"
)
_COMMAND_HEADING = regex(r"\b(?:commands?|operators?|shortcuts?|options?|flags?|keys?|operations?|expressions?)\b")


_VARIOUS = regex(r"\b(?:supports?|has|have|provides?|offers?)\s+(?:various|several|many|different|multiple)\b")
_RELATES = regex(
    r"\b(?:that|which|who|used|of|for|in|to|with|without|from|between|where|by|when|on"
    r"|representing|containing|consisting|describing|holding|storing|showing)\b"
)
_IDEOGRAPHS = regex(r"[\u3040-\u9fff]{6,}")
_DEFINES = regex(rf"\W*(?:\S+\s+){{1,5}}(?:{wording.DEFINES})")
_COMMAND_NAME = regex(r"[a-z][a-z0-9_.-]*(?: [a-z0-9_.-]+)?")
_FLAG = regex(r"`?--?\w")


@lru_cache(maxsize=64)  # the items of a list share their heading
def _is_advice(category: str) -> bool:
    return _SKIP_HEADING.search(category.lower()) is not None


def _repeats(flat: Flat, label: Label) -> bool:
    """Whether the definition begins with its label (in whatever language)."""
    name = flat.text[label.start : label.end].casefold()
    return len(name) > 1 and name in flat.text[label.said : label.said + len(name) + 12].casefold()


def _read(page: Page) -> Iterator[Draft]:
    glossary = bool(page.teaches) and page.review  # a language course lists its phrases in paragraphs, too
    for passage in page.passages:
        if passage.item or (glossary and passage.nodes[0].kind == "code"):
            yield from _in(page, passage)


def _in(page: Page, passage: Passage) -> Iterator[Draft]:
    flat = passage.flat
    label = passage.label
    if label is None or not label.sealed:
        return
    name = flat.text[label.start : label.end]
    titled = name.casefold() == passage.heading.plain.casefold() and name.casefold() in _TOPICS
    if (
        SYNONYM.fullmatch(name)
        or (is_generic(flat.shadow[label.start : label.end]) and not titled)
        or len(name) > 70
        or len(name.split()) > 9
    ):
        return
    if _is_advice(passage.category):
        return
    at = flat.sentence_at(label.said)
    if at is None:
        return
    end = flat.sentences[at][1]
    said = flat.shadow[label.said : end]
    opens = opening(flat, label) if page.english else ""
    if page.english and not opens and at + 1 < len(flat.sentences):
        follow = Label(label.kind, label.start, label.end, flat.sentences[at + 1][0], label.aliases, True)
        begin, close = flat.sentences[at + 1]
        if subject(flat, follow, begin, close) and _DEFINES.match(flat.lower[begin:close]):
            label, end, at, said = follow, close, at + 1, flat.shadow[begin:close]
            opens = opening(flat, label)
    if page.english and not is_foreign(flat.text):
        if page.teaches and page.review and not is_generic(flat.shadow[label.start : label.end]):
            opens = "phrase"
        if not opens and label.kind != "plain" and speaks_of(flat, label, end):
            opens = "named"
        if not opens and label.kind == "strong" and page.review and states(said):
            opens = "clause"
        various = _VARIOUS.search(said.lower())
        if various and various.end() <= len(main_part(said)):
            return
        if not opens or (wording.points_away(said) and opens != "phrase"):
            return
        fragment = opens in ("article", "noun", "gerund")
        if fragment and _SKIP_FRAGMENT.search(passage.category.lower()):
            return
        if opens == "gerund" and ("ing" in name or wording.FINITE.search(said.lower())):
            return
        if opens == "usage" and said.rstrip().endswith(":"):
            return
        code = CODE in flat.shadow[label.start : label.end]
        if (
            opens == "imperative"
            and not code
            and not _COMMAND_HEADING.search(f"{passage.category} {page.title}".lower())
        ):
            return
        if not page.article and fragment and not page.review:
            return
        tier = _TIERS[opens]
        if fragment and (label.kind == "plain" or (not wording.has_words(said, 4) or not _RELATES.search(said))):
            tier = "careful" if page.teaches and page.review and label.kind != "plain" else "all"
    else:
        if label.kind == "plain" or (not wording.has_words(said, 4) and not _IDEOGRAPHS.search(said)):
            return
        if not _repeats(flat, label) and CODE not in flat.shadow[label.start : label.end]:
            return
        if not page.article and not page.review:
            return
        opens, tier = "structure", "all"
    if (said.rstrip().endswith(("?", "...")) and opens != "phrase") or not wording.has_words(said, 2):
        return
    stop = end
    whole = covering(flat, label, at)
    if page.english and opens == "subject" and whole is None:
        return
    if page.english and opens == "subject" and whole:
        stop = whole
    elif page.english and opens == "pronoun" and not wording.has_words(said, 6):
        stop = wording.with_next(flat, at, label.said, always=True, pronoun=False)[1]
    elif page.english and opens in ("pronoun", "subject") and wording.is_vague(said):
        stop = wording.with_next(flat, at, label.said, pronoun=False)[1]
    term: tuple[int, int] | str = (label.start, label.end)
    aliases = label.aliases
    if _FLAG.match(name) and passage.parents and _COMMAND_NAME.fullmatch(passage.parents[-1]):
        term = f"`{passage.parents[-1]} {name}`" if "`" not in name else term
        aliases = (*aliases, name)
    yield draft_of(
        passage,
        f"label-{opens}"
        if opens
        in (
            "article",
            "noun",
            "gerund",
            "imperative",
            "plural",
            "clause",
            "structure",
            "phrase",
            "usage",
            "named",
        )
        else PATTERN.name,
        tier,
        term,
        (label.said, stop),
        aliases=aliases,
        again=True,
        least=1 if opens == "phrase" else 4,
    )


PATTERN = Pattern("label-item", 10, False, _read)
