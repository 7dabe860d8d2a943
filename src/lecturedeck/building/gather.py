"""Step three: the lectures of one package to drafts of notes, each lecture by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from lecturedeck.anki.cards import Audio, answerable, drafts_of
from lecturedeck.anki.decks import deck_of
from lecturedeck.anki.identity import owner_key
from lecturedeck.anki.notes import Draft
from lecturedeck.building.options import Options
from lecturedeck.building.read import Reader, chosen, content_of, lecture_in
from lecturedeck.building.report import Problems
from lecturedeck.building.unchanged import Fingerprint
from lecturedeck.lecture import Lecture, Media, Problem
from lecturedeck.reading import problems
from lecturedeck.reading.files import Group, Place


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one lecture gives to a package: its drafts, and what the report says of it.

    `owner` is whose notes they are (`owner_key`). `questions` and `facts` count what the lecture holds,
    `unheard` its listening tasks that are skipped. `depends_on_pictures` is true where other files than the
    lecture have a say.
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

    @property
    def has_errors(self) -> bool:
        """Whether a problem keeps the lecture out of the package."""
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def id_is_unknown(self) -> bool:
        """Whether the lecture is so damaged that the notes which a package has of it cannot be told."""
        return self.has_errors and any(problems.is_about(problem, "id") for problem in self.problems)

    @property
    def depends_on_pictures(self) -> bool:
        """Whether the notes depend on other files than the lecture's own."""
        return bool(self.media) or any(problems.is_about(problem, "pictures") for problem in self.problems)

    @property
    def is_empty(self) -> bool:
        """Whether the lecture holds nothing that could become a card."""
        return not (self.questions or self.facts)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the lectures of one package give, in order, and the fingerprint of all that it was made from."""

    contributions: tuple[Contribution, ...]
    fingerprint: str

    @property
    def used(self) -> tuple[Contribution, ...]:
        """The contributions that go into the package."""
        return tuple(one for one in self.contributions if not one.has_errors and not one.is_empty)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all lectures that were read."""
        return frozenset(one.id for one in self.contributions)

    @property
    def problems(self) -> Problems:
        """The problems of every file, with its path."""
        return tuple((one.path, problem) for one in self.contributions for problem in one.problems)


def gather(
    group: Group,
    options: Options,
    made_of: Fingerprint,
    *,
    named: frozenset[str],
    reader: Reader,
    on_read: Callable[[Place], None],
) -> Gathered:
    """Read the lectures of one package; `on_read` is called with each file before it is read."""
    contributions = []
    for place in group.places:
        on_read(place)
        content = content_of(place)
        made_of.add(place, content)
        lecture = lecture_in(content, place, named=place.path in named, reader=reader)
        if lecture is not None:
            contributions.append(contribution(place, chosen(lecture, options), options.audio))
    return Gathered(tuple(contributions), made_of.value)


def contribution(place: Place, lecture: Lecture, audio: Audio) -> Contribution:
    """What a lecture gives to a package; one with an error gives no drafts."""
    tasks = lecture.questions + lecture.blanks
    return Contribution(
        path=lecture.path,
        id=lecture.id,
        owner=owner_key(lecture.id, lecture.language),
        title=lecture.title,
        dashed_name=lecture.dashed_name,
        deck=deck_of(place, lecture),
        questions=len(tasks),
        facts=len(lecture.facts),
        unheard=sum(not answerable(lecture, task, audio) for task in tasks),
        drafts=() if lecture.has_errors else tuple(drafts(place, lecture, audio)),
        media=lecture.media,
        problems=lecture.problems,
    )


def drafts(place: Place, lecture: Lecture, audio: Audio) -> Iterator[Draft]:
    """The drafts of a lecture's notes, in its deck and with the address of its page."""
    page = f"{place.page}{quote(lecture.dashed_name, safe='')}" if place.page else ""
    return drafts_of(lecture, deck_of(place, lecture), page, audio)


def all_drafts(contributions: Iterable[Contribution]) -> Iterator[Draft]:
    """The drafts of some lectures, in order."""
    for one in contributions:
        yield from one.drafts
