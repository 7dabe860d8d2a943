"""A difference between two packages as lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lecturedeck.anki.package.diff import OUTCOMES, Difference
from lecturedeck.anki.summary import plain
from lecturedeck.cli.table import counted

_WIDTH = 90


def as_text(difference: Difference) -> Iterator[str]:
    """The difference as lines: the counts, then each note that is not identical, field by field."""
    counts = Counter(entry.outcome for entry in difference.notes)
    yield ", ".join(f"{counts[outcome]} {text}" for outcome, text in OUTCOMES.items())
    for one in difference.note_types:
        if one.outcome != "identical":
            yield f"note type {one.note_type}: {OUTCOMES[one.outcome]}"
    for one in difference.notes:
        if one.outcome == "identical":
            continue
        cards = f"  (+{counted(one.new_cards, 'card')})" if one.new_cards and one.outcome == "updated" else ""
        yield f"{one.outcome:<9}  {one.note_type}  {one.name}{cards}"
        for change in one.changes:
            before, after = _excerpts(change.old, change.new)
            yield f"    {change.name}"
            yield f"      - {before}"
            yield f"      + {after}"


def _excerpts(old: str, new: str) -> tuple[str, str]:
    """Both values as one line of plain text, from shortly before where they part."""
    before, after = plain(old, 10**9), plain(new, 10**9)
    if before == after:
        before, after = " ".join(old.split()), " ".join(new.split())
    same = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = max(same - 20, 0) if max(len(before), len(after)) > _WIDTH else 0
    return _cut(before, start), _cut(after, start)


def _cut(text: str, start: int) -> str:
    text = "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
    end = "…" if len(text) > start + _WIDTH else ""
    return ("…" if start else "") + text[start : start + _WIDTH] + end
