"""Lectures, drafts and notes made from values, without any file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from lecturedeck.anki.cards import drafts_of
from lecturedeck.anki.identity import notes_of
from lecturedeck.anki.identity.entry import adopted
from lecturedeck.anki.notes import Draft, Note
from lecturedeck.lecture import Blank, Fact, Gap, Lecture, Option, Question

TIME = 1_700_000_000


def question(text: str, *options: str, right: int = 0) -> Question:
    options = options or (f"{text} yes", f"{text} no")
    return Question(
        text, tuple(Option(option, number == right, None) for number, option in enumerate(options)), line=1
    )


WARM = question("Who keeps the tea warm in the pot?", "A cosy", "A sieve", "A spoon")


def fact(term: str, definition: str, **more: Any) -> Fact:
    values = {
        "category": "Pots",
        "detail": "",
        "code": "",
        "name": "",
        "line": 1,
        "pattern": "test",
        "tier": "careful",
    }
    return Fact(term, definition, **{**values, **more})


def blank(sentence: str, *answers: str) -> Blank:
    return Blank(sentence, tuple(Gap(answer, None) for answer in answers), 1)


def lecture(*contents: Question | Fact | Blank, id: str = "aa", language: str = "english") -> Lecture:
    return Lecture(
        "x.md",
        id,
        "Pots",
        "pots",
        language,
        "",
        questions=tuple(one for one in contents if isinstance(one, Question)),
        facts=tuple(one for one in contents if isinstance(one, Fact)),
        blanks=tuple(one for one in contents if isinstance(one, Blank)),
    )


def drafts(*lectures: Lecture) -> list[Draft]:
    return [draft for one in lectures for draft in drafts_of(one, "Deck")]


def release(*lectures: Lecture, over: Sequence[Note] = (), time: int = TIME) -> tuple[Note, ...]:
    return notes_of(drafts(*lectures), time, over=over)


def guids_by_content(notes: Iterable[Note]) -> dict[tuple[object, ...], str]:
    """The guid of each note by what it says."""
    said = [adopted(note, "").comparable for note in notes]
    return {(one.kind, one.text, one.parts): one.guid for one in said}


def aged(notes: Iterable[Note]) -> tuple[Note, ...]:
    """The same notes with guids that come from texts of long ago, so that only the matching knows them."""
    return tuple(replace(note, guid=f"aged {note.guid}") for note in notes)
