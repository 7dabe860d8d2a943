"""Contributions as bytes, for the cache and for other processes: msgspec checks every value while it reads it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from lecturedeck.anki.notes import Draft
from lecturedeck.anki.notetypes import NOTE_TYPES
from lecturedeck.building.contribute import Contribution, Counts
from lecturedeck.lecture import Media, Problem
from lecturedeck.reading.files import Place
from lecturedeck.storage import digest_of


class _Draft(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A draft without what all drafts of its lecture share; `note_type` is an index into NOTE_TYPES."""

    note_type: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    kind: str
    text: str
    more: str


class _Packed(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A contribution without its path, which is that of the place where it is looked up."""

    holds: Counts
    own_id: str
    id: str
    language: str
    owner: str
    title: str
    dashed_name: str
    deck: str
    questions: int
    facts: int
    unheard: int
    media: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    drafts: tuple[_Draft, ...]


class _Head(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The beginning of a packed contribution, for those who only count or compare ids."""

    holds: Counts
    own_id: str


_LONGEST_ID = 40
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Packed | None)
NOTHING = _encoder.encode(None)
_head = msgspec.msgpack.Decoder(_Head | None)


class DamagedError(Exception):
    """Bytes that are no packed contribution."""


def pack(contribution: Contribution | None) -> bytes | None:
    """A contribution as bytes; None where it cannot be packed, since a path in it is no text."""
    try:
        return _encoder.encode(None if contribution is None else _packed(contribution))
    except UnicodeEncodeError:
        return None


def unpack(data: bytes | None, place: Place) -> Contribution | None:
    """The contribution in some bytes, as that of a file at `place`. Raises DamagedError, also for no bytes."""
    try:
        packed = _decoder.decode(data or b"")
        return None if packed is None else _contribution(packed, place)
    except (msgspec.DecodeError, IndexError, ValueError) as error:
        raise DamagedError from error


def head_of(packed: bytes) -> bytes:
    """The beginning of a packed contribution: enough to count and to compare ids. Raises DamagedError."""
    head = _head_in(packed)
    return NOTHING if head is None else _encoder.encode(head)


def unpack_counts(data: bytes | None) -> Counts | None:
    """How many of each the lecture of a packed contribution holds; its head will do. Raises DamagedError."""
    head = _head_in(data)
    return None if head is None else head.holds


def unpack_id(data: bytes | None) -> str:
    """The `short_id` of a packed contribution, "" where there is none; its head will do. Raises DamagedError."""
    head = _head_in(data)
    return "" if head is None else head.own_id


def short_id(contribution: Contribution) -> str:
    """What stands for a lecture's own id, and is never long: all heads are in memory."""
    own = contribution.own_id
    return own if len(own) <= _LONGEST_ID else digest_of(own.encode()).hex()


def _head_in(data: bytes | None) -> _Head | None:
    try:
        head: _Head | None = _head.decode(data or b"")
    except msgspec.DecodeError as error:
        raise DamagedError from error
    return head


def _packed(one: Contribution) -> _Packed:
    return _Packed(
        one.holds,
        short_id(one),
        one.id,
        one.drafts[0].language if one.drafts else "",
        one.owner,
        one.title,
        one.dashed_name,
        one.deck,
        one.questions,
        one.facts,
        one.unheard,
        tuple((picture.name, str(picture.path)) for picture in one.media),
        one.problems,
        tuple(
            _Draft(NOTE_TYPES.index(draft.note_type), draft.fields, draft.tags, draft.kind, draft.text, draft.more)
            for draft in one.drafts
        ),
    )


def _contribution(packed: _Packed, place: Place) -> Contribution:
    return Contribution(
        path=place.path,
        id=packed.id,
        owner=packed.owner,
        title=packed.title,
        dashed_name=packed.dashed_name,
        deck=packed.deck,
        questions=packed.questions,
        facts=packed.facts,
        unheard=packed.unheard,
        drafts=_drafts(packed),
        media=tuple(Media(name, Path(path)) for name, path in packed.media),
        problems=packed.problems,
        holds=packed.holds,
    )


def _drafts(packed: _Packed) -> tuple[Draft, ...]:
    once: dict[str, str] = {}  # the notes of a lecture share long texts, which packing made one for each
    return tuple([_draft(draft, packed, once) for draft in packed.drafts])


def _draft(draft: _Draft, packed: _Packed, once: dict[str, str]) -> Draft:
    note_type = NOTE_TYPES[draft.note_type]
    if len(draft.fields) != len(note_type.fields):
        raise ValueError("another number of fields")
    return Draft(
        note_type,
        tuple([once.setdefault(value, value) for value in draft.fields]),
        packed.deck,
        draft.tags,
        packed.id,
        packed.language,
        draft.kind,
        draft.text,
        draft.more,
    )
