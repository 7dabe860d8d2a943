"""A label and what follows it: "**Term**: This method …"; and labels that only say "Definition"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lecturedeck.facts import wording
from lecturedeck.facts.candidates.candidate import Candidate
from lecturedeck.facts.flat import CODE, Flat
from lecturedeck.facts.label import SYNONYM, Label, read_label
from lecturedeck.facts.openings import covering, opening, subject
from lecturedeck.facts.page import Heading, Page, Passage
from lecturedeck.facts.phrases import subjects, trimmed
from lecturedeck.regex import regex

_COMMAND_NAME = regex(r"[a-z][a-z0-9_.-]*(?: [a-z0-9_.-]+)?")
_FLAG = regex(r"`?--?\w")
_DEFINES = regex(rf"\W*(?:\S+\s+){{1,5}}(?:{wording.DEFINES})")
_IDEOGRAPHS = regex(r"[\u3040-\u9fff]{6,}")
_STRIP = regex(
    r"^(?:introduction\s+to|intro\s+to|working\s+with|basics\s+of|improving|understanding|using|about"
    r"|overview\s+of|what\s+(?:is|are)"
    r"|exploring|learning|creating|defining|the\s+basics\s+of)\s+|^(?:the|an?)\s+|\s+(?:basics|overview"
    r"|review|in\s+depth)$|\?$",
    2,
)
_SEVERAL = regex(
    r"\b(?:and|or|vs\.?|versus|in|for|with|from|to|when|how|why|common|key|best|different|types|other)\b|[,&/:]", 2
)


def read(page: Page) -> Iterator[Candidate]:
    """Labels of items, and of paragraphs that begin in bold or code."""
    for passage in page.passages:
        if page.foreign_course and passage.nodes[0].kind == "code":
            continue  # a phrase
        if passage.item:
            label = passage.label
        elif passage.nodes[0].kind in ("strong", "code"):
            label = read_label(passage.flat)
        else:
            continue
        if label is not None and label.sealed:
            yield from _in(page, passage, label)


def _in(page: Page, passage: Passage, label: Label) -> Iterator[Candidate]:
    flat = passage.flat
    name = flat.text[label.start : label.end]
    at = flat.sentence_at(label.said)
    if len(name) > 70 or len(name.split()) > 9 or at is None:
        return
    synonym = SYNONYM.fullmatch(name.strip()) if label.kind != "code" else None
    if synonym:
        yield from _of_heading(passage, label, synonym, at)
        return
    end = flat.sentences[at][1]
    opens = ""
    if page.english:
        opens = opening(flat, label)
        if not opens and at + 1 < len(flat.sentences):
            begin, close = flat.sentences[at + 1]
            follow = label._replace(said=begin)
            if subject(flat, follow, begin, close) and _DEFINES.match(flat.lower[begin:close]):
                label, end, at = follow, close, at + 1
                opens = opening(flat, label) or "subject"
    said = flat.shadow[label.said : end]
    if not page.english and not _stands_alone(flat, label, said):
        return
    if not wording.has_words(said, 1) and not _IDEOGRAPHS.search(said):
        return
    marks = [f"label: {label.kind}", f"opens: {opens or 'otherwise'}"]
    if not passage.item:
        marks.append("a paragraph with a label")
    stop = end
    whole = covering(flat, label, at)
    if whole is None:
        marks.append("names only one of its label's codes")
    if page.english and opens == "subject" and whole:
        stop = whole
    elif page.english and opens == "pronoun" and not wording.has_words(said, 6):
        stop = wording.with_next(flat, at, label.said, always=True, pronoun=False)[1]
    elif page.english and opens in ("pronoun", "subject") and wording.is_vague(said):
        stop = wording.with_next(flat, at, label.said, pronoun=False)[1]
    term, aliases = flat.term_markdown(label.start, label.end), label.aliases
    if _FLAG.match(name) and passage.parents and _COMMAND_NAME.fullmatch(passage.parents[-1]):
        term = f"`{passage.parents[-1]} {name}`" if "`" not in name else term
        aliases = (*aliases, name)
    yield Candidate(
        "label" if page.english else "structure",
        passage,
        passage.heading,
        flat,
        at,
        term,
        name,
        (label.start, label.end),
        label.said,
        label.said,
        stop,
        passage.start,
        aliases=aliases,
        marks=tuple(marks),
        repeats=True,
    )


def _stands_alone(flat: Flat, label: Label, said: str) -> bool:
    """Whether a label is defined in whatever language: it is code, or its text repeats it."""
    if label.kind == "plain" or (not wording.has_words(said, 4) and not _IDEOGRAPHS.search(said)):
        return False
    name = flat.text[label.start : label.end].casefold()
    repeated = len(name) > 1 and name in flat.text[label.said : label.said + len(name) + 12].casefold()
    return repeated or CODE in flat.shadow[label.start : label.end]


def _of_heading(passage: Passage, label: Label, synonym: re.Match[str], at: int) -> Iterator[Candidate]:
    """A label such as "Definition": its own rest, the subject of its sentence, or the heading is the term."""
    flat = passage.flat
    end = flat.sentences[at][1]
    group = next((name for name in ("of", "own", "asked") if synonym.group(name)), "")
    pronoun = wording.continues(flat.shadow[label.said : end])
    places = [] if pronoun else subjects(flat, label.said, end)
    aliases: tuple[str, ...] = ()
    if group:
        begin = label.start + synonym.start(group)
        stop = begin + len(synonym.group(group))
        term, name, source = flat.term_markdown(begin, stop), flat.text[begin:stop], "its own"
    elif places and not places[0].lead and len(places[0].article) < 4:
        from lecturedeck.facts.candidates.subjects import alias_of

        start, stop = trimmed(flat, places[0].start, places[0].stop)
        if start >= stop:
            return
        term, name, source = flat.term_markdown(start, stop), flat.text[start:stop], "its sentence's subject"
        aliases = alias_of(flat, places[0])
    else:
        heading = from_heading(passage.heading)
        if heading is None:
            return
        (term, name), source = heading, "its heading"
        aliases = (name,)
    verb = places[0].verb_start if places else label.said
    yield Candidate(
        "definition label",
        passage,
        passage.heading,
        flat,
        at,
        term,
        name,
        None,
        verb,
        label.said,
        wording.with_next(flat, at, verb, pronoun=False)[1],
        passage.start,
        aliases=aliases,
        marks=(f"its term is {source}", "a pronoun" if pronoun else "no pronoun"),
        verb=places[0].verb if places else "",
        repeats=True,
    )


def from_heading(heading: Heading) -> tuple[str, str] | None:
    """The term (Markdown, plain) that a heading stands for, None where it holds several or none."""
    flat = heading.flat
    if flat is None:
        return None
    text = flat.text.strip()
    begin, end = flat.text.find(text), flat.text.find(text) + len(text)
    while True:
        match = _STRIP.search(flat.shadow[begin:end])
        if match is None or match.end() == match.start():
            break
        begin, end = (begin + match.end(), end) if match.start() == 0 else (begin, begin + match.start())
    if end <= begin or _SEVERAL.search(flat.shadow[begin:end]) or end - begin > 50:
        return None
    return flat.term_markdown(begin, end), flat.text[begin:end]
