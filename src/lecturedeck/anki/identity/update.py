"""A build over a previous package: the fate of every note, and the times of all that the package holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from html import unescape

from lecturedeck.anki.identity.assign import assign_identity
from lecturedeck.anki.identity.keys import owner_of
from lecturedeck.anki.identity.previous import Previous
from lecturedeck.anki.identity.times import later
from lecturedeck.anki.notes import RETIRED, Card, Draft, Note
from lecturedeck.anki.notetypes import NoteType
from lecturedeck.anki.package.read import read_media
from lecturedeck.anki.package.write import content_of
from lecturedeck.anki.summary import Fate, Line, Summary, kind_of, name_of
from lecturedeck.markup.safe import safe_audio, safe_html

# The owner of a lecture whose id cannot be known.
UNKNOWN_OWNER = ""

_FILE = re.compile(r"""(?:src|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))|\[sound:([^\]]+)\]""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Update:
    """What goes into a package: the notes of the lectures, and those carried over from the previous package.

    `time` is the package's own, `type_times` those of the note types by id, `media` the files of the carried
    notes.
    """

    notes: tuple[Note, ...]
    carried: tuple[Note, ...]
    time: int
    type_times: Mapping[int, int] = field(default_factory=dict)
    media: Mapping[str, bytes] = field(default_factory=dict)
    summary: Summary = field(default_factory=Summary)

    @property
    def all_notes(self) -> tuple[Note, ...]:
        """Every note of the package."""
        return self.notes + self.carried


@dataclass(frozen=True, slots=True)
class Fated:
    """A note with its fate, and the note that it was in the previous package, if any."""

    fate: Fate
    note: Note
    old: Note | None = None

    @property
    def line(self) -> Line:
        """The note in the build's summary."""
        return Line(self.fate, kind_of(self.note), name_of(self.note), tuple(self._changed()))

    def _changed(self) -> Iterable[str]:
        if self.fate == "changed" and self.old is not None:
            pairs = zip(self.note.note_type.field_names, self.old.fields, self.note.fields, strict=True)
            yield from (name for name, before, after in pairs if before != after)
            if set(self.old.tags) != set(self.note.tags):
                yield "tags"


def update(
    drafts: Iterable[Draft],
    timestamp: int,
    previous: Previous | None = None,
    *,
    left_out: Set[str] = frozenset(),
    drop_retired: bool = False,
) -> Update:
    """Decide what a package holds that follows `previous`.

    `left_out` are the owners (`owner_key`) of lectures with an error: their notes are carried unchanged.
    UNKNOWN_OWNER among them is a lecture whose id cannot be known.

    A note that is gone is carried once, tagged RETIRED; with that tag already it is dropped, but only where
    something else changes too, so that building twice gives the same package twice. With `drop_retired`, gone
    notes are dropped at once.
    """
    if previous is None:
        notes = assign_identity(drafts, timestamp)
        return Update(notes, (), timestamp, summary=Summary(tuple(Fated("new", note).line for note in notes)))
    now = later(previous.time, timestamp)
    notes = assign_identity(drafts, now, previous.notes)
    built = [_built(note, previous) for note in notes]
    here = {note.guid for note in notes}
    lost = [note for note in previous.notes if note.guid not in here]
    spared = _spared(lost, notes, previous, left_out)
    news = _new_types((*notes, *lost), previous)
    quiet = (
        not news
        and all(one.fate == "unchanged" for one in built)
        and all(note.guid in spared or RETIRED in note.tags for note in lost)
    )
    fates: list[Fated] = []
    for note in lost:
        if note.guid in spared:
            fates.append(Fated("kept", note))
        elif drop_retired or (RETIRED in note.tags and not quiet):
            fates.append(Fated("dropped", note))
        else:
            fates.append(Fated("gone", note if RETIRED in note.tags else _retired(note, now)))
    carried = [_placed(_safe(one.note), len(notes)) for one in fates if one.fate != "dropped"]
    same = quiet and not any(one.fate == "dropped" for one in fates)
    return Update(
        notes,
        tuple(carried),
        previous.package.time if same else now,
        {
            kind.id: now if kind.id in news else previous.package.note_types[kind.id].mod
            for kind in _types((*notes, *lost))
        },
        read_media(previous.package, _files(carried)),
        Summary(tuple(one.line for one in (*built, *fates)), _renamed(notes, previous)),
    )


def _built(note: Note, previous: Previous) -> Fated:
    old = previous.by_guid.get(note.guid)
    if old is None:
        return Fated("new", note)
    return Fated("unchanged" if note.mod == old.mod else "changed", note, old)


def _spared(lost: Sequence[Note], notes: Sequence[Note], previous: Previous, left_out: Set[str]) -> set[str]:
    """The guids of lost notes whose lecture only cannot be read this time.

    Where one is so damaged that its id cannot be known, it may be any lecture of which nothing was found: all
    their notes stay.
    """
    if not left_out:
        return set()
    owners = set(left_out)
    if UNKNOWN_OWNER in left_out:
        before = {owner_of(note.field("Key")) for note in previous.notes}
        owners |= before - {owner_of(note.field("Key")) for note in notes}
    return {note.guid for note in lost if owner_of(note.field("Key")) in owners}


def _retired(note: Note, now: int) -> Note:
    return replace(note, tags=tuple(sorted({*note.tags, RETIRED})), mod=later(note.mod, now))


def _placed(note: Note, number: int) -> Note:
    """A carried note, with a place among the new cards where an export from Anki gave it none."""
    cards = tuple(Card(card.id, card.ordinal, card.due if card.due > 0 else number + 1) for card in note.cards)
    return replace(note, cards=cards)


def _safe(note: Note) -> Note:
    """A carried note, as safe as a new one: it may come from anyone's package."""
    names = note.note_type.field_names
    values = zip(names, note.fields, strict=True)
    return replace(
        note, fields=tuple(safe_audio(value) if name == "Audio" else safe_html(value) for name, value in values)
    )


def _types(notes: Iterable[Note]) -> Iterable[NoteType]:
    """The note types in use, each once."""
    return {note.note_type.id: note.note_type for note in notes}.values()


def _new_types(notes: Iterable[Note], previous: Previous) -> set[int]:
    """The ids of the note types in use that the previous package does not hold as they are now."""
    stored = previous.package.note_types
    return {
        kind.id for kind in _types(notes) if kind.id not in stored or stored[kind.id].content != content_of(kind)
    }


def _files(notes: Iterable[Note]) -> frozenset[str]:
    """The names of all files that these notes may show or play."""
    return frozenset(
        unescape(next(name for name in match.groups() if name is not None))
        for note in notes
        for value in note.fields
        for match in _FILE.finditer(value)
    )


def _renamed(notes: Sequence[Note], previous: Previous) -> tuple[tuple[str, str], ...]:
    """Decks whose notes are all in one other deck now."""
    moves: dict[str, Counter[str]] = {}
    for note in notes:
        old = previous.by_guid.get(note.guid)
        if old is not None:
            moves.setdefault(old.deck, Counter())[note.deck] += 1
    still = {note.deck for note in notes}
    return tuple(
        (old, next(iter(new))) for old, new in sorted(moves.items()) if len(new) == 1 and old not in {*new, *still}
    )
