"""What a build does to the notes of the previous package, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from lecturedeck.anki.notes import Draft, Note
from lecturedeck.anki.notetypes import BLANK, FACT
from lecturedeck.anki.render import GAP
from lecturedeck.text import line_of

Fate = Literal["new", "changed", "gone", "dropped", "kept", "moved", "unchanged"]
"""What becomes of a note.

"gone": no longer in the lectures; it stays in the package, tagged RETIRED. "dropped": gone, and left out.
"kept": unchanged, since its lecture could not be read this time. "moved": in another package now.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One note of the summary: its fate, its name in plain text, and which fields changed."""

    fate: Fate
    kind: str
    name: str
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build does to the notes of the previous package.

    `renamed` are decks to rename, and `moved` decks whose cards have to be moved in Anki, both as (old, new).
    """

    lines: tuple[Line, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    moved: tuple[tuple[str, str], ...] = ()

    def count(self, fate: Fate) -> int:
        """How many notes have this fate."""
        return sum(line.fate == fate for line in self.lines)

    def next_time(self) -> Summary:
        """What the next build does if nothing changes: all that is in the package now stays unchanged."""
        written: tuple[Fate, ...] = ("new", "changed", "unchanged")
        return Summary(
            tuple(
                replace(line, fate="unchanged", changed=()) if line.fate in written else line
                for line in self.lines
                if line.fate not in ("dropped", "moved")
            )
        )


def kind_of(note: Note) -> str:
    """The kind of a note in one word: "choice", "fact" or "blank"."""
    return note.note_type.templates[0].stem


def name_of(note: Draft | Note) -> str:
    """A short name for a note, as one line of plain text: the question, the term, the sentence."""
    if note.note_type is FACT:
        return plain(note.fields[note.note_type.field_names.index("Term")])
    text = note.fields[0]
    return plain(GAP.sub("___", text) if note.note_type is BLANK else text)


def plain(html: str, width: int = 70) -> str:
    """HTML as one line of plain text of at most `width` characters, without tags and control characters."""
    text = line_of(html)
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
