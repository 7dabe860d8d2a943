"""Step two: a file to its lecture, and of the lecture what is wanted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lecturedeck.building.options import Options
from lecturedeck.lecture import Lecture, Position
from lecturedeck.markup.html import Renderer
from lecturedeck.reading import problems
from lecturedeck.reading.edits import apply_edits
from lecturedeck.reading.files import Place, printable, read_bytes
from lecturedeck.reading.kinds import only
from lecturedeck.reading.reader import may_hold_cards, read_lecture

_TIERS = {"careful": ("careful",), "all": ("careful", "all"), "none": ()}


def read(place: Place, *, named: bool) -> Lecture | None:
    """The lecture of a file; None where the file can hold no card and was not named by the user.

    A named file that gives nothing comes with a problem that says so.
    """
    return lecture_in(content_of(place), place, named=named)


def content_of(place: Place) -> bytes | OSError:
    """The bytes of a file, or why it cannot be read."""
    try:
        return read_bytes(place)
    except OSError as error:
        return error


def lecture_in(content: bytes | OSError, place: Place, *, named: bool) -> Lecture | None:
    """The lecture in what `content_of` found in a file, as `read` returns it."""
    if isinstance(content, OSError):
        return _unreadable(place, content)
    if not named and not may_hold_cards(content):
        return None
    lecture = read_lecture(content, place)
    if lecture.questions or lecture.blanks or lecture.facts or lecture.has_errors:
        return lecture
    if named:
        return replace(lecture, problems=(*lecture.problems, problems.EMPTY.at(Position(1))))
    return lecture if lecture.problems else None


def _unreadable(place: Place, error: OSError) -> Lecture:
    stem = printable(Path(place.path).stem)
    problem = problems.UNREADABLE.at(Position(1), reason=error.strerror or str(error))
    return Lecture(place.path, "", stem, stem, place.language, place.block, problems=(problem,))


def chosen(lecture: Lecture, options: Options) -> Lecture:
    """The lecture with what the options want of it: its edited facts, those that are trusted, and its kinds."""
    if lecture.id in options.edits:
        at = Position(1)
        where = f", which the edits of {lecture.id} want left out"
        lecture = apply_edits(lecture, options.edits[lecture.id], Renderer(), lambda _: at, where)
    tiers = _TIERS[options.facts]
    facts = tuple(fact for fact in lecture.facts if fact.tier in tiers)
    if len(facts) < len(lecture.facts):
        lecture = replace(lecture, facts=facts)
    return only(lecture, options.kinds) if options.kinds else lecture
