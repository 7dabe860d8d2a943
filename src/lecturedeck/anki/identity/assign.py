"""Who a note is: guids and ids that come from what a note says, never from where it stands or from a clock."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from itertools import chain, count

from genanki import guid_for

from lecturedeck.anki.notes import Card, Draft, Note
from lecturedeck.anki.notetypes import FACT
from lecturedeck.anki.render import ordinals
from lecturedeck.text import one_line, words_of

# Ids look like milliseconds between 2001 and 2023: Anki reads a note's id as the day it was added.
_FIRST_ID, _LAST_ID = 1_000_000_000_000, 1_700_000_000_000
_NOT_IN_KEY = re.compile(r"[^A-Za-z0-9_-]+")


def normalised(html: str) -> str:
    """What a text says whatever its markup, case, spacing and Unicode form; for comparing, not for showing."""
    return one_line(unicodedata.normalize("NFKC", words_of(html))).casefold()


def settle(drafts: Iterable[Draft], timestamp: int, previous: Sequence[Note] = ()) -> tuple[Note, ...]:
    """Give every draft its guid and ids; drafts of one and the same note become one, with all their tags.

    A draft that was a note of the `previous` package (`matching.match` says which) keeps that note's guid,
    its ids, tags of the learner's own, and its time unless its fields or tags are others now; then its time
    is `timestamp`, and later than before in any case, since Anki skips what is not newer.

    All others get a guid from lecture id, language, kind and text. Where two different notes of a lecture
    share these (a quiz that asks the same twice with other options), what else they say is added to both.
    Two drafts are one note where they agree in all of that, or are one fact: the same term and definition
    in a lecture and its review. New cards come in the order of the drafts, except that all reverse cards
    of a deck come after its other cards.
    """
    merged = _merged(drafts)
    shared = Counter(_place(draft) for draft in merged)
    guids = [_guid(draft, draft.more) if shared[_place(draft)] > 1 else _guid(draft) for draft in merged]
    before: dict[int, Note] = {}
    if previous:
        # Only here: matching knows this module.
        from lecturedeck.anki.identity.match import match

        before = match(merged, guids, previous)
    guids = _free(merged, guids, before, {note.guid for note in previous})
    dues = _dues(merged)
    ids = Ids()
    kept = {
        number
        for note in previous
        for number in (note.id, *(card.id for card in note.cards))
        if number > 0 and ids.keep(number)
    }
    notes = []
    for number, (draft, guid, due) in enumerate(zip(merged, guids, dues, strict=True)):
        key = key_of(draft.lecture_id, draft.language, draft.kind, guid)
        at = draft.note_type.field_names.index("Key")
        fields = (*draft.fields[:at], key, *draft.fields[at + 1 :])
        old = before.get(number)
        known = {card.ordinal: card.id for card in old.cards if card.id in kept} if old else {}
        cards = tuple(
            Card(known.get(ordinal) or ids.take(f"{guid} {ordinal}"), ordinal, place) for ordinal, place in due
        )
        if old is None:
            notes.append(
                Note(draft.note_type, fields, guid, draft.deck, draft.tags, ids.take(guid), timestamp, cards)
            )
            continue
        own = (tag for tag in old.tags if not tag.startswith("lecturedeck::"))
        tags = tuple(sorted({*draft.tags, *own}))
        same = fields == old.fields and tags == tuple(sorted(old.tags))
        mod = old.mod if same else max(old.mod + 1, timestamp)
        note_id = old.id if old.id in kept else ids.take(guid)
        notes.append(Note(draft.note_type, fields, guid, draft.deck, tags, note_id, mod, cards))
    return tuple(notes)


def _guid(draft: Draft, *more: str) -> str:
    return str(guid_for("lecturedeck", *_place(draft), *more))


def _free(
    drafts: Sequence[Draft], guids: Sequence[str], before: Mapping[int, Note], previous: Set[str]
) -> list[str]:
    """The guid of each draft: its note's, or its own where no note has that.

    A guid is taken where the text that it was made from has been mended, and now stands in another question.
    """
    taken = set(previous)
    result = []
    for number, (draft, guid) in enumerate(zip(drafts, guids, strict=True)):
        if number in before:
            result.append(before[number].guid)
            continue
        others = (_guid(draft, draft.more, *([str(n)] if n > 1 else [])) for n in count(1))
        result.append(next(candidate for candidate in chain([guid], others) if candidate not in taken))
        taken.add(result[-1])
    return result


def _place(draft: Draft) -> tuple[str, str, str, str]:
    return draft.lecture_id, draft.language, draft.kind, draft.text


def _merged(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts in order, each note once, with the tags of all its drafts."""
    first: dict[tuple[str, ...], Draft] = {}
    for draft in drafts:
        who = (draft.language, draft.kind, draft.text, draft.more)
        name = who if draft.kind == "fact" else (draft.lecture_id, *who)
        known = first.setdefault(name, draft)
        if known is not draft:
            first[name] = replace(known, tags=tuple(sorted({*known.tags, *draft.tags})))
    return list(first.values())


def _dues(drafts: Sequence[Draft]) -> list[list[tuple[int, int]]]:
    """For each draft its cards as (ordinal, place among the new cards from 1)."""
    cards = [ordinals(draft.note_type, draft.fields) for draft in drafts]
    order: list[tuple[int, bool, int, int]] = []
    decks: dict[str, int] = {}
    for number, (draft, own) in enumerate(zip(drafts, cards, strict=True)):
        deck = decks.setdefault(draft.deck, len(decks))
        order += [(deck, draft.note_type is FACT and ordinal == 1, number, ordinal) for ordinal in own]
    dues: list[list[tuple[int, int]]] = [[] for _ in drafts]
    for place, (_, _, number, ordinal) in enumerate(sorted(order), 1):
        dues[number].append((ordinal, place))
    return dues


@lru_cache(maxsize=1024)
def owner_key(lecture_id: str, language: str) -> str:
    """How a Key field begins for every note of a lecture."""
    return ":".join(_NOT_IN_KEY.sub("-", part) for part in (lecture_id, language))


def owner_of(key: str) -> str:
    """The lecture that a Key field names, as `owner_key` writes it."""
    return key.rsplit(":", 2)[0]


def key_of(lecture_id: str, language: str, kind: str, guid: str) -> str:
    """The Key field: whose note this is, in letters that are safe in HTML and in Anki's search."""
    return f"{owner_key(lecture_id, language)}:{kind}:{hashlib.sha256(guid.encode()).hexdigest()[:10]}"


class Ids:
    """Hands out ids: the same one for the same name, and never one twice."""

    def __init__(self) -> None:
        self._taken: set[int] = set()

    def take(self, name: str) -> int:
        """An id for a name, moved on by one while another name of this run has it."""
        digest = hashlib.sha256(name.encode()).digest()
        number = _FIRST_ID + int.from_bytes(digest[:8], "big") % (_LAST_ID - _FIRST_ID)
        while number in self._taken:
            number += 1
        self._taken.add(number)
        return number

    def keep(self, number: int) -> bool:
        """Take an id that a note already has; False where another has it in this run."""
        if number in self._taken:
            return False
        self._taken.add(number)
        return True
