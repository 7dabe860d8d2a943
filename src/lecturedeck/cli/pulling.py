"""What learners did to their cards: corrections, own tags, flags and suspended cards, by lecture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from lecturedeck.anki.identity import owner_key, owner_of
from lecturedeck.anki.package import Package, StoredNote
from lecturedeck.anki.summary import plain
from lecturedeck.lecture import Lecture

FLAGS = ("", "red", "orange", "green", "blue", "pink", "turquoise", "purple")
_OURS = "lecturedeck::"


@dataclass(frozen=True, slots=True)
class Edit:
    """A field that a learner changed."""

    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a learner did to one note; `path` and `line` are where it comes from ("" and 0: not found)."""

    path: str
    line: int
    name: str
    key: str
    edits: tuple[Edit, ...] = ()
    tags: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    suspended: int = 0

    @property
    def as_json(self) -> dict[str, Any]:
        """The finding as JSON values."""
        return asdict(self)


def findings(released: Iterable[Package], export: Package, lectures: Sequence[Lecture]) -> list[Finding]:
    """Return what was done to each note of an export, in the order of the lectures.

    A note that differs counts as edited only where it is newer than the released one: else the learner only has an
    older release.
    """
    before = {note.guid: note for package in released for note in package.notes}
    places = _Places(lectures)
    found = [
        finding
        for note in export.notes
        if note.guid in before and (finding := _finding(before[note.guid], note, places)) is not None
    ]
    return sorted(found, key=lambda one: (not one.path, one.path, one.line, one.name))


def _finding(old: StoredNote, new: StoredNote, places: _Places) -> Finding | None:
    edits = tuple(_edits(old.fields, new.fields)) if new.mod > old.mod else ()
    tags = tuple(sorted(tag for tag in {*new.tags} - {*old.tags} if not tag.startswith(_OURS)))
    flags = tuple(FLAGS[flag] for flag in new.flags)
    if not (edits or tags or flags or new.suspended):
        return None
    key = old.fields.get("Key", "")
    path, line = places.of(owner_of(key), old.values[0], old.fields)
    name = plain(old.fields.get("Term", "") or old.values[0])
    return Finding(path, line, name, key, edits, tags, flags, new.suspended)


def _edits(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Edit]:
    for name, was in old.items():
        if new.get(name, was) != was:
            yield Edit(name, was, new[name])


class _Places:
    """Where notes come from: file and line by lecture and text."""

    def __init__(self, lectures: Sequence[Lecture]) -> None:
        self._lectures = {owner_key(lecture.id, lecture.language): lecture for lecture in lectures}

    def of(self, owner: str, text: str, fields: Mapping[str, str]) -> tuple[str, int]:
        """The file and line of a note; line 1 where only the lecture is known, "" and 0 where not even that."""
        lecture = self._lectures.get(owner)
        if lecture is None:
            return "", 0
        said = plain(text, 10**6)
        for question in lecture.questions:
            if plain(question.text, 10**6) == said:
                return lecture.path, question.line
        for fact in lecture.facts:
            if plain(fact.term, 10**6) == plain(fields.get("Term", ""), 10**6):
                return lecture.path, fact.line
        if lecture.blanks and "{{c1::" in text:
            return lecture.path, lecture.blanks[0].line
        return lecture.path, 1
