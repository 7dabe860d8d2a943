"""Drafts of one and the same note become one draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lecturedeck.anki.notes import Draft


def merge(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts in order, each note once, with the tags of all its drafts.

    Two drafts are one note where lecture, language, kind, text and all that goes with the text are equal, or
    where they are one fact: the same term and definition in a lecture and its review.
    """
    first: dict[tuple[str, ...], Draft] = {}
    for draft in drafts:
        says = (draft.language, draft.kind, draft.text, draft.more)
        key = says if draft.kind == "fact" else (draft.lecture_id, *says)
        known = first.setdefault(key, draft)
        if known is not draft:
            first[key] = replace(known, tags=tuple(sorted({*known.tags, *draft.tags})))
    return list(first.values())
