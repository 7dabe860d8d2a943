"""`CHANGES-<version>.md`: what is new in a release, in words that learners understand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lecturedeck.anki.decks import MovedDecks, moved_decks
from lecturedeck.anki.notes import RETIRED
from lecturedeck.anki.package import Package
from lecturedeck.anki.package.diff import Difference, Entry
from lecturedeck.cli.terminal import visible
from lecturedeck.storage import read_regular
from lecturedeck.text import counted

_KINDS = {"Lecturedeck Choice": "Question", "Lecturedeck Fact": "Fact", "Lecturedeck Blank": "Blank"}
BEFORE_IMPORT = "Before you import"
WHY_DECKS = "An import never moves a card that you have already. If you have an earlier version:"
_LARGEST = 10_000_000  # bytes
_MOST = 100  # notes of one heading
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
_PART = re.compile(r"^## (.+)\.apkg\n\n(.+)$", re.MULTILINE)


def changes_file(folder: Path, version: str) -> Path:
    """Return where the changes of a version are."""
    return folder / f"CHANGES-{version}.md"


def read_changes(folder: Path, version: str) -> dict[str, str]:
    """Return what is new in each package by its name; {} where nothing is written about a version."""
    try:
        text = read_regular(changes_file(folder, version), _LARGEST).decode()
    except (OSError, UnicodeDecodeError):
        return {}
    return {name: summary.rstrip(".") for name, summary in _PART.findall(text)}


def decks_of_release(before: Mapping[str, Package], now: Mapping[str, Package]) -> MovedDecks:
    """Return what learners of the release before have to do with their decks; both are packages by name."""
    return moved_decks(_decks(before, now))


def _decks(before: Mapping[str, Package], now: Mapping[str, Package]) -> Iterator[tuple[str | None, str]]:
    """The deck of each note in the release before, None for a new one, and its deck now."""
    here = {name: {note.guid for note in package.notes} for name, package in now.items()}
    # A note that is still in its package has not left it for another.
    left = {
        note.guid: note.deck
        for name, package in before.items()
        for note in package.notes
        if note.guid not in here.get(name, ())
    }
    for name, package in now.items():
        known = {note.guid: note.deck for note in before[name].notes} if name in before else {}
        for note in package.notes:
            if RETIRED not in note.tags:  # those that are gone stay where they are
                yield known.get(note.guid, left.get(note.guid)), note.deck


def deck_lines(decks: MovedDecks) -> list[str]:
    """Return what to do with decks, a sentence each."""
    lines = [f"Deck {visible(old)} is now {visible(new)}: rename it in Anki." for old, new in decks.renamed]
    return lines + [
        f"Cards of deck {visible(old)} belong in {visible(new)} now: move the cards in Anki."
        for old, new in decks.moved
    ]


def changes_text(version: str, differences: Mapping[str, Difference | None], decks: MovedDecks) -> str:
    """Return the file for a release; a package without a difference is new."""
    parts = [f"# Version {version}", "Import the packages as before: what you know keeps its schedule."]
    if lines := deck_lines(decks):
        parts += [f"## {BEFORE_IMPORT}", WHY_DECKS, "\n".join(f"- {_escaped(line)}" for line in lines)]
    for name, difference in differences.items():
        parts.append(f"## {name}.apkg")
        parts += ["First version."] if difference is None else _part(difference)
    return "\n\n".join(parts) + "\n"


def _part(difference: Difference) -> Iterator[str]:
    notes = {
        "Added": [one for one in difference.notes if one.outcome == "new"],
        "Updated": [one for one in difference.notes if one.outcome == "updated" and not _was_retired(one)],
        "Removed": [one for one in difference.notes if one.outcome == "gone" or _was_retired(one)],
    }
    if not any(notes.values()):
        yield "No changes."
        return
    yield ", ".join(f"{len(own):,} {word.lower()}" for word, own in notes.items() if own) + "."
    for word, own in notes.items():
        if own:
            lines = [
                f"- {_KINDS.get(one.note_type) or _escaped(one.note_type)}: {_escaped(one.name)}"
                for one in own[:_MOST]
            ]
            rest = [f"- and {counted(len(own) - _MOST, 'other')}"] if len(own) > _MOST else []
            yield f"{word}:\n\n" + "\n".join([*lines, *rest])
    if notes["Removed"]:
        yield f"Cards of removed notes stay in your collection; search for `tag:{RETIRED}` to delete them."


def _was_retired(note: Entry) -> bool:
    """Whether the new package says for the first time that a note is no longer in the lectures."""
    return any(
        change.name == "tags" and RETIRED in change.new.split() and RETIRED not in change.old.split()
        for change in note.changes
    )


def _escaped(name: str) -> str:
    return _SPECIAL.sub(r"\\\1", visible(name))
