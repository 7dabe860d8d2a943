"""Guids and ids: from what is remembered, else from what a note says; never from its position or from a clock."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, count

from lecturedeck.anki.identity.comparable import Comparable, comparable
from lecturedeck.anki.identity.content import content_of_note
from lecturedeck.anki.identity.entry import Entry
from lecturedeck.anki.identity.keys import owner_key
from lecturedeck.anki.identity.match import match
from lecturedeck.anki.identity.places import places
from lecturedeck.anki.ids import Ids
from lecturedeck.anki.library import guid_for
from lecturedeck.anki.notes import Draft
from lecturedeck.anki.notetypes import BLANK, FACT
from lecturedeck.anki.render import ordinals

_FEW_GAPS = 6  # cards of a note with more gaps do not come one after the other


@dataclass(frozen=True)
class Drafted:
    """A draft that is to be matched; `guid` is the one that it gets if it matches no note."""

    draft: Draft
    guid: str
    place: int

    @property
    def owner(self) -> str:
        """The lecture as the Key field names it."""
        return owner_key(self.draft.lecture_id, self.draft.language)

    @property
    def kind(self) -> str:
        """The kind of note."""
        return self.draft.kind

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """The digests of its content."""
        return content_of_note(self.draft)

    @cached_property
    def comparable(self) -> Comparable:
        """What it says. Made on demand: in most builds most notes are equal field by field."""
        return comparable(self.guid, self.owner, self.draft, self.place)


@dataclass(frozen=True, slots=True)
class Identity:
    """Which note a draft is: its guid and ids (cards by ordinal), and what is remembered of it."""

    drafted: Drafted
    guid: str
    note: int
    cards: Mapping[int, int]
    place: int
    before: Entry | None = field(default=None)


def identify(drafts: Sequence[Draft], remembered: Iterable[Entry], held: Set[str] = frozenset()) -> list[Identity]:
    """Give every draft its identity: that of a remembered note if it matches one, else one of its own.

    Notes that are no longer in the lectures match only what no other note does. `held` are the guids of notes
    that lie in packages which are not built this time: only the very same note in another package matches them.
    """
    entries = sorted(remembered, key=lambda entry: entry.guid)
    drafted = [
        Drafted(draft, guid, number)
        for number, (draft, guid) in enumerate(zip(drafts, natural_guids(drafts), strict=True), 1)
    ]
    before = _held(drafted, [entry for entry in entries if entry.guid in held])
    for pool in (
        [entry for entry in entries if entry.guid not in held and not entry.retired],
        [entry for entry in entries if entry.guid not in held and entry.retired],
    ):
        rest = [number for number in range(len(drafted)) if number not in before]
        pairs = match([drafted[number] for number in rest], pool) if pool else {}
        before |= {rest[new]: pool[old] for new, old in pairs.items()}
    guids = _free(drafted, before, {entry.guid for entry in entries})
    ids = Ids()
    kept = {number for entry in entries for number in entry.ids if number > 0 and ids.keep(number)}
    ordered = _places(drafted, before)
    return [
        _identity(one, guids[number], before.get(number), ordered[number], ids, kept)
        for number, one in enumerate(drafted)
    ]


def _held(drafted: Sequence[Drafted], held: Sequence[Entry]) -> dict[int, Entry]:
    """The drafts that are the same notes as some that lie in packages which are not built this time."""
    if not held:
        return {}
    known = {(entry.owner, entry.kind, entry.text, entry.parts): entry for entry in held}
    owners = {entry.owner for entry in held}
    said = {number: one.comparable for number, one in enumerate(drafted) if one.owner in owners}
    return {
        number: known[one.owner, one.kind, one.text, one.parts]
        for number, one in said.items()
        if (one.owner, one.kind, one.text, one.parts) in known
    }


def _identity(one: Drafted, guid: str, before: Entry | None, place: int, ids: Ids, kept: Set[int]) -> Identity:
    known = before.cards if before else {}
    cards = {
        ordinal: known[ordinal] if known.get(ordinal) in kept else ids.take(f"{guid} {ordinal}")
        for ordinal in ordinals(one.draft.note_type, one.draft.fields)
    }
    # A card that the note has no longer keeps its id for the day when it comes back.
    cards |= {ordinal: number for ordinal, number in known.items() if number in kept and ordinal not in cards}
    note = before.note if before and before.note in kept else ids.take(guid)
    return Identity(one, guid, note, cards, place, before)


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


def _free(drafted: Sequence[Drafted], before: Mapping[int, Entry], remembered: Set[str]) -> list[str]:
    """The guid of each draft: its former note's, or its own if no note has that.

    Another note has it where the text from which it was made was edited, and now stands in another question.
    """
    taken = set(remembered)
    result = []
    for number, one in enumerate(drafted):
        if number in before:
            result.append(before[number].guid)
            continue
        others = (_guid(one.draft, one.draft.more, *([str(n)] if n > 1 else [])) for n in count(1))
        result.append(next(candidate for candidate in chain([one.guid], others) if candidate not in taken))
        taken.add(result[-1])
    return result


def _places(drafted: Sequence[Drafted], before: Mapping[int, Entry]) -> dict[int, int]:
    """Numbers that order the drafts of each lecture; a former number stays if it can."""
    lectures: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(drafted):
        lectures[one.owner].append(number)
    return {
        number: place
        for numbers in lectures.values()
        for number, place in zip(
            numbers, places([before[number].place if number in before else 0 for number in numbers]), strict=True
        )
    }


def places_of_cards(drafts: Sequence[Draft]) -> list[list[tuple[int, int]]]:
    """The cards of each draft as (ordinal, place among the new cards of its package from 1).

    The second direction of a fact comes after all else of its deck. Each of many gaps comes behind another note,
    so that a note does not answer its own next card; near the end of a deck the first of them come earlier.
    """
    cards = [ordinals(draft.note_type, draft.fields) for draft in drafts]
    decks: dict[str, list[int]] = defaultdict(list)
    for number, draft in enumerate(drafts):
        decks[draft.deck].append(number)
    order: list[tuple[int, bool, int, int, int, int]] = []
    for deck, numbers in enumerate(decks.values()):
        many = {n for n in numbers if drafts[n].note_type is BLANK and len(cards[n]) > _FEW_GAPS}
        others, behind = len(numbers) - len(many), -1
        for number in numbers:
            behind += number not in many
            step = int(number in many)
            first = max(0, min(behind, others - len(cards[number]))) if step else behind
            order += [
                (
                    deck,
                    drafts[number].note_type is FACT and ordinal == 1,
                    first + step * later,
                    step,
                    number,
                    ordinal,
                )
                for later, ordinal in enumerate(cards[number])
            ]
    dues: list[list[tuple[int, int]]] = [[] for _ in drafts]
    for place, (*_, number, ordinal) in enumerate(sorted(order), 1):
        dues[number].append((ordinal, place))
    return dues
