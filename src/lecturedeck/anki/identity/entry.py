"""What is remembered of a note: which one it is, when it changed, and what is needed to find it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import msgspec

from lecturedeck.anki.identity.comparable import Comparable, comparable
from lecturedeck.anki.identity.content import content_of_note
from lecturedeck.anki.identity.keys import owner_of
from lecturedeck.anki.notes import RETIRED, Note


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """One note in the lockfile. Times are in seconds since 1970.

    `note` and `cards` are its ids (cards by ordinal), `time` the time of the note, `content` the time at which its
    content last changed, `fields` the digests of its content. `packages` are the names of the packages that hold
    it, and `retired` is since when no lecture has it, 0 while one has. The rest is `Comparable`; `right` is the
    number of the correct option among `parts`.
    """

    guid: str
    lecture: str
    language: str
    kind: str
    note: int
    cards: Mapping[int, int]
    time: int
    content: int
    fields: Mapping[str, str]
    packages: tuple[str, ...] = ()
    retired: int = 0
    place: int = 0
    text: str = ""
    parts: tuple[str, ...] = ()
    right: int = -1
    form: tuple[int, ...] = ()
    shape: tuple[int, ...] = ()
    code: tuple[str, ...] = ()
    feedback: str = ""
    home: str = ""

    @property
    def owner(self) -> str:
        """The lecture as the Key field names it, "" where that was damaged."""
        return f"{self.lecture}:{self.language}" if self.language else ""

    @property
    def ids(self) -> Iterable[int]:
        """The ids of the note and its cards."""
        return (self.note, *self.cards.values())

    @cached_property
    def comparable(self) -> Comparable:
        """What the note says."""
        right = self.parts[self.right] if 0 <= self.right < len(self.parts) else ""
        return Comparable(
            self.guid,
            self.owner,
            self.kind,
            self.text,
            self.parts,
            right,
            self.place,
            self.form,
            self.shape,
            self.code,
            self.feedback,
            self.home,
        )


def entry_of(
    note: Note,
    said: Comparable,
    packages: Iterable[str],
    *,
    content: int,
    fields: Mapping[str, str],
    retired: int = 0,
) -> Entry:
    """What to remember of a note; `content` is when its content last changed, `fields` are the digests of that."""
    lecture, _, language = said.owner.rpartition(":")
    return Entry(
        guid=note.guid,
        lecture=lecture,
        language=language,
        kind=said.kind,
        note=note.id,
        cards={card.ordinal: card.id for card in note.cards},
        time=note.mod,
        content=content,
        fields=fields,
        packages=tuple(sorted(packages)),
        retired=retired,
        place=said.place,
        text=said.text,
        parts=said.parts,
        right=said.parts.index(said.right) if said.right in said.parts else -1,
        form=said.form,
        shape=said.shape,
        code=said.code,
        feedback=said.feedback,
        home=said.home,
    )


def adopted(note: Note, package: str) -> Entry:
    """What a package says of one of its notes. A note whose Key field was damaged belongs to no lecture."""
    key = note.field("Key")
    owner = owner_of(key) if key.count(":") == 3 else ""
    place = min((card.due for card in note.cards if card.due > 0), default=0)
    said = comparable(note.guid, owner, note, place)
    retired = note.mod if RETIRED in note.tags else 0
    return entry_of(note, said, (package,), content=note.mod, fields=content_of_note(note), retired=retired)
