"""Step three: one file to what it gives to a package, above all the drafts of its notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from lecturedeck.anki.cards import answerable, drafts_of
from lecturedeck.anki.decks import deck_of
from lecturedeck.anki.identity import owner_key
from lecturedeck.anki.notes import Draft
from lecturedeck.building.options import Options
from lecturedeck.building.read import chosen, lecture_in
from lecturedeck.lecture import Lecture, Media, Problem
from lecturedeck.reading import problems
from lecturedeck.reading.files import Place


class Counts(NamedTuple):
    """How many of each a lecture holds, whatever is chosen of it; questions in quizzes count apart."""

    questions: int
    quizzes: int
    blanks: int
    facts: int


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one lecture gives to a package: its drafts, and what the report says of it.

    `owner` is whose notes they are (`owner_key`). `questions` and `facts` count what was chosen of the lecture,
    `unheard` its listening tasks that are skipped, and `holds` all that is in it.
    """

    path: str
    id: str
    owner: str
    title: str
    dashed_name: str
    deck: str
    questions: int
    facts: int
    unheard: int
    drafts: tuple[Draft, ...]
    media: tuple[Media, ...]
    problems: tuple[Problem, ...]
    holds: Counts

    @property
    def has_errors(self) -> bool:
        """Whether a problem keeps the lecture out of the package."""
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def id_is_unknown(self) -> bool:
        """Whether the lecture is so damaged that the notes which a package has of it cannot be told."""
        return self.has_errors and any(problems.is_about(problem, "id") for problem in self.problems)

    @property
    def own_id(self) -> str:
        """The id that the lecture's file gives; "" where it gives none."""
        return "" if any(problems.is_about(problem, "id") for problem in self.problems) else self.id

    @property
    def is_cut_short(self) -> bool:
        """Whether a section of the lecture is not read, so that its notes are missing by mistake."""
        return any(problems.is_about(problem, "section") for problem in self.problems)

    @property
    def depends_on_pictures(self) -> bool:
        """Whether the notes depend on other files than the lecture's own."""
        return bool(self.media) or any(problems.is_about(problem, "pictures") for problem in self.problems)

    @property
    def is_empty(self) -> bool:
        """Whether the lecture holds nothing that could become a card."""
        return not (self.questions or self.facts)


def contribute(content: bytes | OSError, place: Place, options: Options, *, named: bool) -> Contribution | None:
    """What a file gives to a package, from what `content_of` found in it; None where that is nothing."""
    lecture = lecture_in(content, place, named=named)
    return None if lecture is None else contribution(place, lecture, options)


def contribution(place: Place, whole: Lecture, options: Options) -> Contribution:
    """What a lecture gives to a package; one with an error gives no drafts."""
    lecture = chosen(whole, options)
    tasks = lecture.questions + lecture.blanks
    return Contribution(
        path=lecture.path,
        id=lecture.id,
        owner=owner_key(lecture.id, lecture.language),
        title=lecture.title,
        dashed_name=lecture.dashed_name,
        deck=options.publication.deck_of(deck_of(place, lecture, options.decks)),
        questions=len(tasks),
        facts=len(lecture.facts),
        unheard=sum(not answerable(lecture, task, options.audio) for task in tasks),
        drafts=() if lecture.has_errors else tuple(drafts(place, lecture, options)),
        media=lecture.media,
        problems=lecture.problems,
        holds=_counts(whole),
    )


def _counts(lecture: Lecture) -> Counts:
    quizzes = sum(question.quiz is not None for question in lecture.questions)
    return Counts(len(lecture.questions) - quizzes, quizzes, len(lecture.blanks), len(lecture.facts))


def drafts(place: Place, lecture: Lecture, options: Options) -> Iterator[Draft]:
    """The drafts of a lecture's notes, in its deck and with the address of its page."""
    page = f"{place.page}{quote(lecture.dashed_name, safe='')}" if place.page else ""
    deck = deck_of(place, lecture, options.decks)
    made = drafts_of(lecture, deck, page, options.audio, course=place.block_title, think_first=options.think_first)
    return map(options.publication.draft, made)


def all_drafts(contributions: Iterable[Contribution]) -> Iterator[Draft]:
    """The drafts of some lectures, in order."""
    for one in contributions:
        yield from one.drafts
