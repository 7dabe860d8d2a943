"""`CHANGES-<version>.md`: what is new in a release, in words that learners understand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lecturedeck.anki.notes import RETIRED
from lecturedeck.anki.package.diff import Difference, Entry
from lecturedeck.cli.terminal import visible
from lecturedeck.storage import read_regular
from lecturedeck.text import counted

_KINDS = {"Lecturedeck Choice": "Question", "Lecturedeck Fact": "Fact", "Lecturedeck Blank": "Blank"}
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


def changes_text(version: str, differences: Mapping[str, Difference | None]) -> str:
    """Return the file for a release; a package without a difference is new."""
    parts = [f"# Version {version}", "Import the packages as before: what you know keeps its schedule."]
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
