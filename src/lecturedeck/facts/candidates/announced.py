"""A term that one sentence names and the next defines: "Let's talk about **green teas**. These teas are …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lecturedeck.facts import wording
from lecturedeck.facts.candidates.candidate import Candidate
from lecturedeck.facts.candidates.marked import Named, last_phrase, named, named_before
from lecturedeck.facts.flat import Flat
from lecturedeck.facts.language import word_set
from lecturedeck.facts.page import Page, Passage
from lecturedeck.facts.phrases import subjects, trimmed
from lecturedeck.regex import regex

_GOES_ON = regex(
    r"(?:(?:with|in|using|when|if|just|basically|simply|essentially|on|for|like|as|instead|unlike|think\s+of)\b[^,.;:]{0,60},\s+|and\s+|think\s+of\s+(?=it\s|them\s))?"
    r"(?P<pronoun>this|these|it|they|its|their|such)\b(?:['’]s\b)?\s*(?P<noun>[\w\x1a-]*)(?:\s+(?P<next>[\w-]+))?"
)
_VERBISH = word_set(
    "is are was can will has have allows allow lets let means mean refers returns return helps help makes make"
    " takes gives provides provide works work uses use creates create contains contain does do checks specifies"
    " tells sets also simply just only often typically usually ensures would should may must enables represents"
    " defines adds removes stores runs keeps shows displays changes involves consists requires happens prevents"
    " indicates"
)
_STEM = 4


def read(page: Page) -> Iterator[Candidate]:
    """Sentences that open with a pronoun, for each thing that the sentence before them names."""
    previous: Passage | None = None
    topic: tuple[Flat, tuple[int, int]] | None = None
    for passage in page.passages:
        flat = passage.flat
        if previous is not None and previous.heading is not passage.heading:
            topic = None
        for number, (begin, end) in enumerate(flat.sentences):
            match = _GOES_ON.match(flat.lower, begin, end)
            if match is None:
                topic = flat, (begin, end)
                continue
            if number:
                where, source = flat, flat.sentences[number - 1]
                near = "in the same paragraph"
            elif (
                previous is not None
                and not passage.item
                and previous.heading is passage.heading
                and previous.flat.sentences
            ):
                where, source = previous.flat, previous.flat.sentences[-1]
                near = "across a program" if previous.fences else "in the paragraph before"
                if previous.item:
                    near = "in a list before"
            else:
                continue
            label = passage.label if passage.item else None
            if label is not None and label.sealed and begin <= label.said:
                continue
            yield from _defined(passage, number, match, where, source, near)
            if topic is not None and topic != (where, source):
                yield from _defined(passage, number, match, *topic, "farther back")
        previous = passage


def _defined(
    passage: Passage, number: int, match: re.Match[str], where: Flat, source: tuple[int, int], near: str
) -> Iterator[Candidate]:
    flat = passage.flat
    begin, end = flat.sentences[number]
    noun = match["noun"]
    bare = noun in _VERBISH or not noun
    verb = noun if bare else (match["next"] or "")
    opener = match["pronoun"]
    marks = named(where, *source)
    distinct = {where.text[mark.start : mark.stop] for mark in marks}
    choices: list[tuple[Named, str]] = []
    for at, mark in enumerate(marks[:4]):
        place = (
            "the only one marked"
            if len(distinct) == 1
            else "the first marked"
            if not at
            else "the last marked"
            if at == len(marks) - 1
            else "marked between"
        )
        choices.append((mark, place))
    starts = {mark.start for mark, _ in choices}
    for subject in subjects(where, *source)[:1]:
        a, b = trimmed(where, subject.start, subject.stop)
        if a < b and a not in starts:
            choices.append((Named(a, b, "plain"), "the subject"))
    phrase = last_phrase(where, *source)
    if (
        phrase is not None
        and phrase.start not in starts
        and not any(a.start <= phrase.start < a.stop for a, _ in choices)
    ):
        choices.append((phrase, "the last words"))
    if noun and not bare and len(noun) > 2:
        again_ = named_before(where, *source, noun)
        if again_ is not None and not any(a.start <= again_.start < a.stop for a, _ in choices):
            choices.append((again_, "what it takes up"))
    opening = where.lower[source[0] : source[1]].split()[:2]
    if near == "farther back":
        choices = [choice for choice in choices if choice[1] == "the only one marked"]
    for mark, place in choices:
        name = where.text[mark.start : mark.stop]
        if not 1 < len(name) <= 60:
            continue
        again = (
            bool(noun)
            and not bare
            and any(word[:_STEM] == noun[:_STEM] and len(noun) > 2 for word in name.casefold().split())
        )
        stopping = wording.with_next(flat, number, begin)[1] if number else end
        yield Candidate(
            "announced",
            passage,
            passage.heading,
            flat,
            number,
            (where, mark.start, mark.stop),
            name,
            (mark.start, mark.stop) if where is flat else None,
            match.end("pronoun"),
            begin,
            stopping,
            passage.start,
            marks=(
                f"named: {place}",
                f"marked: {mark.how}",
                f"opens: {opener}" + ("" if bare else " and a noun"),
                "the noun is in the term" if again else "a bare pronoun" if bare else "another noun",
                near,
                f"announced by: {opening[0] if opening else ''}",
                f"announced by: {' '.join(opening)}",
                "announced alone, and named again" if again and place == "the only one marked" else "",
                "the announcement ends in it" if source[1] - mark.stop <= 2 else "the announcement goes on",
            ),
            verb=verb,
            before=-1,
        )
