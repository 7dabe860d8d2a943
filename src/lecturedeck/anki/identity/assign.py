"""Drafts to notes: guids and ids that come from what a note says, never from its position or from a clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain, count

from lecturedeck.anki.identity.comparable import Candidate
from lecturedeck.anki.identity.keys import key_of
from lecturedeck.anki.identity.match import match
from lecturedeck.anki.identity.merge import merge
from lecturedeck.anki.identity.times import stamp
from lecturedeck.anki.ids import Ids
from lecturedeck.anki.library import guid_for
from lecturedeck.anki.notes import Card, Draft, Note
from lecturedeck.anki.notetypes import FACT
from lecturedeck.anki.render import ordinals


def assign_identity(drafts: Iterable[Draft], timestamp: int, previous: Sequence[Note] = ()) -> tuple[Note, ...]:
    """Give every draft its guid and ids: merge, match, assign, stamp.

    A draft that was a note of the `previous` package (`match`) keeps that note's guid, its ids, the learner's own
    tags and, unless fields or tags changed, its time; a changed note gets `timestamp`, or the second after its
    former time where that is later. New cards come in the order of the drafts, except that all reverse cards of a
    deck come after its other cards.
    """
    merged = merge(drafts)
    guids = natural_guids(merged)
    before = _before(merged, guids, previous) if previous else {}
    guids = _free(merged, guids, before, {note.guid for note in previous})
    ids = Ids()
    kept = {number for note in previous for number in _ids_of(note) if number > 0 and ids.keep(number)}
    return tuple(
        _note(draft, guid, cards, before.get(number), ids, kept, timestamp)
        for number, (draft, guid, cards) in enumerate(zip(merged, guids, _dues(merged), strict=True))
    )


def _before(drafts: Sequence[Draft], guids: Sequence[str], previous: Sequence[Note]) -> dict[int, Note]:
    """The note of the previous package that each draft was, by the draft's number."""
    new = [Candidate.of_draft(draft, guid) for draft, guid in zip(drafts, guids, strict=True)]
    return {one: previous[other] for one, other in match(new, [*map(Candidate.of_note, previous)]).items()}


def _note(
    draft: Draft,
    guid: str,
    due: Sequence[tuple[int, int]],
    old: Note | None,
    ids: Ids,
    kept: Set[int],
    timestamp: int,
) -> Note:
    """The note of a draft. `kept` are the ids of former notes and cards, `due` its cards as `_dues` has them."""
    at = draft.note_type.field_names.index("Key")
    key = key_of(draft.lecture_id, draft.language, draft.kind, guid)
    fields = (*draft.fields[:at], key, *draft.fields[at + 1 :])
    known = {card.ordinal: card.id for card in old.cards if card.id in kept} if old else {}
    cards = tuple(
        Card(known.get(ordinal) or ids.take(f"{guid} {ordinal}"), ordinal, place) for ordinal, place in due
    )
    if old is None:
        return Note(draft.note_type, fields, guid, draft.deck, draft.tags, ids.take(guid), timestamp, cards)
    tags = tuple(sorted({*draft.tags, *(tag for tag in old.tags if not tag.startswith("lecturedeck::"))}))
    changed = fields != old.fields or tags != tuple(sorted(old.tags))
    note_id = old.id if old.id in kept else ids.take(guid)
    mod = stamp(old.mod, timestamp, changed=changed)
    return Note(draft.note_type, fields, guid, draft.deck, tags, note_id, mod, cards)


def natural_guids(drafts: Sequence[Draft]) -> list[str]:
    """The guid that each draft gets where it matches no note: from lecture id, language, kind and text.

    Where notes of a lecture share all these (a quiz that asks the same twice), all that goes with the text is
    added for each of them.
    """
    shared = Counter(_title(draft) for draft in drafts)
    return [_guid(draft, draft.more) if shared[_title(draft)] > 1 else _guid(draft) for draft in drafts]


def _guid(draft: Draft, *more: str) -> str:
    return str(guid_for("lecturedeck", *_title(draft), *more))


def _title(draft: Draft) -> tuple[str, str, str, str]:
    return draft.lecture_id, draft.language, draft.kind, draft.text


def _free(
    drafts: Sequence[Draft], guids: Sequence[str], before: Mapping[int, Note], previous: Set[str]
) -> list[str]:
    """The guid of each draft: its former note's, or its own if no note has that.

    Another note has it where the text from which it was made was edited, and now stands in another question.
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


def _dues(drafts: Sequence[Draft]) -> list[list[tuple[int, int]]]:
    """The cards of each draft as (ordinal, place among the new cards from 1)."""
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


def _ids_of(note: Note) -> Iterable[int]:
    return (note.id, *(card.id for card in note.cards))


settle = assign_identity
