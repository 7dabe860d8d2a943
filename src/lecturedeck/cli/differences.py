"""The difference of two packages, printed for people."""

from __future__ import annotations

from lecturedeck.anki.package.diff import Difference, Outcome
from lecturedeck.anki.summary import plain
from lecturedeck.cli.terminal import echo
from lecturedeck.text import counted, one_line

# What an import does with a note in a word, what that means, and its style.
_OUTCOMES: dict[Outcome, tuple[str, str, str]] = {
    "new": ("added", "", "green"),
    "updated": ("updated", "", "yellow"),
    "conflict": ("in conflict", "another note type: never updated", "bold red"),
    "not newer": ("skipped", "different, but not newer", "yellow"),
    "gone": ("removed", "learners keep it", "red"),
    "identical": ("identical", "", "dim"),
}
_WIDTH = 90


def show(difference: Difference) -> None:
    """Print the counts, then each note that is not identical, field by field."""
    echo(", ".join(_counted(outcome, difference.count(outcome)) for outcome in _OUTCOMES))
    for kind in difference.note_types:
        if kind.outcome != "identical":
            word, meaning, style = _OUTCOMES[kind.outcome]
            echo(f"note type {kind.note_type}: ", (word, style), f" ({meaning})" if meaning else "")
    for note in difference.notes:
        if note.outcome == "identical":
            continue
        word, _, style = _OUTCOMES[note.outcome]
        cards = f"  (+{counted(note.new_cards, 'card')})" if note.new_cards and note.outcome == "updated" else ""
        echo((f"{word:<11}", style), f"  {note.note_type}  {note.name}{cards}")
        for change in note.changes:
            before, after = _excerpts(change.old, change.new)
            echo(f"    {change.name}")
            echo("      ", (f"- {before}", "red"))
            echo("      ", (f"+ {after}", "green"))


def _counted(outcome: Outcome, number: int) -> str:
    word, meaning, _ = _OUTCOMES[outcome]
    return f"{number} {word} ({meaning})" if number and meaning else f"{number} {word}"


def _excerpts(old: str, new: str) -> tuple[str, str]:
    """Return both values as one line of plain text, from shortly before where they part."""
    before, after = plain(old, 10**9), plain(new, 10**9)
    if before == after:
        before, after = one_line(old), one_line(new)
    same = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = max(same - 20, 0) if max(len(before), len(after)) > _WIDTH else 0
    return _cut(before, start), _cut(after, start)


def _cut(text: str, start: int) -> str:
    end = "…" if len(text) > start + _WIDTH else ""
    return ("…" if start else "") + text[start : start + _WIDTH] + end
