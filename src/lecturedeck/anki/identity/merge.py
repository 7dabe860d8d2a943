"""Drafts of one and the same note become one draft: within a package, and over all packages of a build."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from lecturedeck.anki.notes import Draft
from lecturedeck.facts.masking import KIND_NOUNS
from lecturedeck.facts.stems import stem
from lecturedeck.text import words_of

# What a definition may begin with and say nothing: "This method returns …" is "returns …".
_OPENS = frozenset({"a", "an", "the", "this", "these", "it", "they", "its", "is", "are", "used", "to"})
_WORD = re.compile(r"[^\W_]+|[^\w\s.,;:()]+")


def merge(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts of a package in order, each note once, with the tags of all its drafts.

    Two drafts are one note where lecture, language, kind, text and all that goes with the text are equal, or
    where they are one fact: the same term and definition in a lecture and its review. Of definitions that only
    open in other words ("returns …", "This method returns …") the fuller one is kept.
    """
    first: dict[tuple[str, ...], Draft] = {}
    for draft in drafts:
        key = _key(draft)
        known = first.setdefault(key, draft)
        if known is not draft:
            fuller = max(known, draft, key=lambda one: len(one.more))  # the first of equal ones
            first[key] = replace(fuller, tags=tuple(sorted({*known.tags, *draft.tags})))
    return list(first.values())


def in_several_lectures(lectures: Iterable[Iterable[Draft]]) -> int:
    """How many notes of a package are in more than one of its lectures, given the drafts of each."""
    counts = Counter(key for drafts in lectures for key in {_key(draft) for draft in drafts})
    return sum(count > 1 for count in counts.values())


def join(packages: Sequence[Sequence[Draft]]) -> tuple[list[Draft], list[list[int]]]:
    """The drafts of all packages, each note once, and for each package the numbers of its own.

    Packages that hold the same lecture hold the same notes.
    """
    number: dict[tuple[str, ...], int] = {}
    drafts: list[Draft] = []
    rows = []
    for package in packages:
        row = []
        for draft in package:
            if (at := number.setdefault(_says(draft), len(drafts))) == len(drafts):
                drafts.append(draft)
            row.append(at)
        rows.append(row)
    return drafts, rows


def _key(draft: Draft) -> tuple[str, ...]:
    return _defines(draft) if draft.kind == "fact" else _says(draft)


def _says(draft: Draft) -> tuple[str, ...]:
    return draft.lecture_id, draft.language, draft.kind, draft.text, draft.more


def _defines(draft: Draft) -> tuple[str, ...]:
    """What a fact says: its term, and its definition from the first word that says something."""
    words = _WORD.findall(words_of(draft.more).casefold())
    term = {stem(word) for word in _WORD.findall(words_of(draft.text).casefold())}
    begin = next(
        (
            at
            for at, word in enumerate(words)
            if not (word in _OPENS or word in KIND_NOUNS or stem(word) in term or not word[0].isalnum())
        ),
        0,
    )
    return draft.language, draft.kind, draft.text, *map(stem, words[begin:])
