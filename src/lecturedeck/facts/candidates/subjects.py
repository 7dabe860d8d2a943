"""A sentence whose subject is the term: "A linter is a tool that …", "Hoisting moves …", "while a lid keeps …"."""

from __future__ import annotations

from collections.abc import Iterator

from lecturedeck.facts import wording
from lecturedeck.facts.candidates.candidate import Candidate, in_sentence
from lecturedeck.facts.flat import Flat
from lecturedeck.facts.openings import subject as about
from lecturedeck.facts.page import Page, Passage
from lecturedeck.facts.phrases import CONNECTIVE, Subject, subjects, trimmed
from lecturedeck.regex import regex

_ALIAS = regex(
    r"^[\s,(–—]*(?:-\s+)?(?:(?:or|also\s+known\s+as|also\s+called|sometimes\s+called|commonly\s+known\s+as|known\s+as|short\s+for"
    r"|which\s+stands\s+for|also\s+referred\s+to\s+as|often\s+called|aka)\s+)?(?:an?\s+|the\s+)?(.{1,50}?)"
    r"(?:\s+for\s+short)?[\s,)–—]*$"
)
_NAMES = regex(
    r"\s*\(|,?\s*(?:or|also\s+known\s+as|also\s+called|sometimes\s+called|commonly\s+known\s+as|known\s+as"
    r"|short\s+for|which\s+stands\s+for|also\s+referred\s+to\s+as|often\s+called|aka)\s"
)
_ONE_WORD = regex(r"\s+[a-z][a-z-]+")
_ADJECTIVES = regex(
    r"(?:(?:built-in|global|new|special|static|following|optional|default|basic|simple|popular|common|standard|boolean|main"
    r"|CSS|HTML|JavaScript|Python|React|SQL|DOM|Bash|method|function|keyword|attribute|property|element|command|operator"
    r"|statement|symbol|value|flag|prop|hook|name|class|type|object|module)\s+)+"
)
_SECOND = regex(
    # The signs stand first and alone, so that the search runs from one to the next.
    r"[,;\s](?:(?:(?<=,)\s+|(?<=\s)\s*)(?:while|whereas|but|and|so)"
    r"|(?<=;)(?:\s+(?:while|whereas|but|and|meanwhile|however,))?)\s+"
    r"(?=(?:(?:an?|the)\s+)?(?:[a-z-]+\s+)?(?:\x1a|[A-Z][\w.]+\s)|(?:an?|the)\s+[a-z-]+(?:\s+[a-z-]+)?\s+[a-z]+s?\s)"
)
SECOND_CLAUSE = "a second clause"


def read(page: Page) -> Iterator[Candidate]:
    """Sentences with a subject, in passages and behind labels; of a task only what is bold or spelled out."""
    for candidate in _all(page):
        if page.article or candidate.bold or not candidate.reversible:
            yield candidate


def _all(page: Page) -> Iterator[Candidate]:
    for passage in page.passages:
        label = passage.label if passage.item else None
        flat = passage.flat
        for number, (begin, end) in enumerate(flat.sentences):
            behind = False
            if label is not None and label.sealed:
                if end <= label.said:
                    continue
                if begin < label.said:
                    begin, behind = label.said, True
                if about(flat, label, begin, end):
                    continue  # the label is the term
            yield from _in(passage, flat, number, begin, end, ("behind a label",) if behind else ())
            for match in _SECOND.finditer(flat.shadow, begin + 20, end):
                if end - match.end() > 20:
                    found = _in(passage, flat, number, match.end(), end, (SECOND_CLAUSE, match[0].strip(" ,;")))
                    yield from found


def _in(
    passage: Passage, flat: Flat, number: int, begin: int, end: int, marks: tuple[str, ...]
) -> Iterator[Candidate]:
    for choice, subject in enumerate(subjects(flat, begin, end)):
        start, stop = _term(flat, *trimmed(flat, subject.start, subject.stop))
        if start >= stop:
            continue
        if stop - start > 70:
            continue
        stopping = end
        if not marks or marks[0] == "behind a label":
            stopping = wording.with_next(flat, number, subject.verb_start)[1]
        connective = CONNECTIVE.match(flat.lower, begin, subject.start)
        more: tuple[str, ...] = ("the second verb",) if choice else ()
        more += () if subject.listed else ("the verb is in no list",)
        yield in_sentence(
            "subject",
            passage,
            number,
            (start, stop),
            (subject.verb_start, connective.end() if connective else begin, stopping),
            aliases=alias_of(flat, subject),
            marks=marks + more,
            verb=subject.verb,
            article=subject.article,
            lead=subject.lead[connective.end() - begin :] if connective else subject.lead,
            aside=subject.aside,
            adverb=subject.adverb,
            before=-1 if SECOND_CLAUSE in marks else 0,
            reversible=subject.verb not in ("stands", "stand"),
        )


def _term(flat: Flat, start: int, stop: int) -> tuple[int, int]:
    """The part of a subject that is its term: what is bold, or code with its kind noun."""
    bold = [run for run in flat.runs if run.kind == "strong" and start <= run.start < stop]
    if len(bold) == 1 and bold[0].end <= stop + 1:
        run = bold[0]
        single = " " not in flat.text[run.start : run.end].strip()
        return run.start, stop if single and _ONE_WORD.fullmatch(flat.shadow, run.end, stop) else min(
            run.end, stop
        )
    code = [run for run in flat.runs if run.kind == "code" and start < run.start < stop]
    if len(code) == 1 and _ADJECTIVES.fullmatch(flat.shadow, start, code[0].start):
        return code[0].start, stop
    return start, stop


def alias_of(flat: Flat, subject: Subject) -> tuple[str, ...]:
    """Other names that stand between a subject and its verb."""
    if not subject.aside or not _NAMES.match(subject.aside):
        return ()
    at = flat.lower.find(subject.aside, subject.start)
    found = _ALIAS.match(flat.text[at : at + len(subject.aside)])
    return (found[1],) if found and "," not in found[1] else ()
