"""The three note types, frozen: ids, fields and templates never change again (docs/architecture.md).

Their HTML, CSS and script are real files beside this one and may change freely.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Literal

from lecturedeck.words.cards import word_style

Side = Literal["front", "back"]


@dataclass(frozen=True, slots=True)
class Template:
    """One card of a note type: its name, its permanent id, and the stem of its two HTML files.

    `needs` names the field without which there is no such card; "" where every note has one.
    """

    name: str
    id: int
    stem: str
    needs: str = ""


@dataclass(frozen=True)
class NoteType:
    """A note type: name, model id, fields as (name, permanent id) in order, and its templates.

    The ids let Anki recognise a field or template that a user renamed (`id` in the note type's JSON).
    """

    name: str
    id: int
    fields: tuple[tuple[str, int], ...]
    templates: tuple[Template, ...]
    cloze: bool = False

    @cached_property
    def field_names(self) -> tuple[str, ...]:
        """The field names in order."""
        return tuple(name for name, _ in self.fields)


def _numbered(base: int, *names: str) -> tuple[tuple[str, int], ...]:
    return tuple((name, base + number) for number, name in enumerate(names, 1))


# What every note has behind its own fields. Nothing can be added once learners have a note type, so there are
# spare fields, and a spare card where a note type can have a second one: it is made where "Extra front" is filled.
_ABOUT = ("Lecture", "Key")
_SHARED = ("Language", "Teaches", "Transcript", "Hint", "Report")
_SPARE_CARD = ("Extra front", "Extra back")
_SPARE = ("Extra 1", "Extra 2", "Extra 3", "Extra 4", "Extra 5")

CHOICE = NoteType(
    "Lecturedeck Choice",
    1_763_800_000_101,
    _numbered(
        7_146_101_000,
        "Question",
        "Options",
        "Feedback",
        "Explanation",
        "Context",
        "Passage",
        "Audio",
        *_ABOUT,
        *_SHARED,
        *_SPARE_CARD,
        *_SPARE,
    ),
    (
        Template("Choice", 7_146_101_901, "choice"),
        Template("Extra", 7_146_101_902, "extra", needs="Extra front"),
    ),
)

FACT = NoteType(
    "Lecturedeck Fact",
    1_763_800_000_102,
    _numbered(
        7_146_102_000,
        "Prompt",
        "Term",
        "Definition",
        "Reverse prompt",
        "Code",
        "Category",
        "Detail",
        "Example",
        "Audio",
        *_ABOUT,
        *_SHARED,
        *_SPARE_CARD,
        *_SPARE,
    ),
    (
        Template("Forward", 7_146_102_901, "fact"),
        Template("Reverse", 7_146_102_902, "reverse", needs="Reverse prompt"),
        Template("Extra", 7_146_102_903, "extra", needs="Extra front"),
    ),
)

BLANK = NoteType(
    "Lecturedeck Blank",
    1_763_800_000_103,
    _numbered(
        7_146_103_000,
        "Text",
        "Feedback",
        "Explanation",
        "Context",
        "Passage",
        "Audio",
        *_ABOUT,
        *_SHARED,
        *_SPARE,
    ),
    (Template("Blank", 7_146_103_901, "blank"),),
    cloze=True,
)

NOTE_TYPES = (CHOICE, FACT, BLANK)

# The scripts that templates name; `template_html` puts them in.
SCRIPTS = ("choice.js", "card.js")


@cache
def asset(name: str) -> str:
    """The text of a file of this folder, such as "choice.front.html" or "style.css"."""
    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")


_SCRIPT = re.compile(r'<script src="([a-z]+\.js)"></script>')


@cache
def template_html(stem: str, side: Side) -> str:
    """One side of a card template as Anki gets it: the file's text, with its script inline.

    A package could carry the script as a file, but Anki never updates a file that is already there.
    """
    return _SCRIPT.sub(lambda tag: f"<script>\n{asset(tag[1])}</script>", asset(f"{stem}.{side}.html"))


def stylesheet() -> str:
    """The CSS that all three note types share, with the words of the cards in every language."""
    return f"{asset('style.css')}\n{word_style()}"
