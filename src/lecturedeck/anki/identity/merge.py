"""Drafts of one and the same note become one draft: within a package, and over all packages of a build."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lecturedeck.anki.notes import Draft


def merge(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts of a package in order, each note once, with the tags of all its drafts.

    Two drafts are one note where lecture, language, kind, text and all that goes with the text are equal, or
    where they are one fact: the same term and definition in a lecture and its review.
    """
    first: dict[tuple[str, ...], Draft] = {}
    for draft in drafts:
        key = _says(draft)[1:] if draft.kind == "fact" else _says(draft)
        known = first.setdefault(key, draft)
        if known is not draft:
            first[key] = replace(known, tags=tuple(sorted({*known.tags, *draft.tags})))
    return list(first.values())


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


def _says(draft: Draft) -> tuple[str, ...]:
    return draft.lecture_id, draft.language, draft.kind, draft.text, draft.more
