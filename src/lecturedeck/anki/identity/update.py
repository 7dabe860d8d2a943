"""A build over a previous package: which notes are new, changed, gone or as they were, and what time they get.

Anki takes a note only where its time is newer than the learner's (rslib apkg/import/notes.rs), and an update
overwrites what the learner changed. So all that is as it was keeps its time, and all that is not gets one later
than anything in the previous package, whatever clock or SOURCE_DATE_EPOCH says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from html import unescape

from lecturedeck.anki.identity.assign import owner_of, settle
from lecturedeck.anki.notes import Card, Draft, Note
from lecturedeck.anki.notetypes import BLANK, FACT
from lecturedeck.anki.package.read import RETIRED, Previous, read_media
from lecturedeck.anki.package.write import content_of
from lecturedeck.anki.render import GAP
from lecturedeck.anki.summary import Fate, Line, Summary
from lecturedeck.text import one_line, visible, words_of

# Stands among owners for one that cannot be known.
ANYBODY = ""

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


def update(
    drafts: Iterable[Draft],
    timestamp: int,
    previous: Previous | None = None,
    *,
    left_out: Set[str] = frozenset(),
    drop_retired: bool = False,
) -> Update:
    """The notes of a package that follows `previous`.

    `left_out` are the owners (`identity.owner_key`) of lectures with an error: their notes are carried as they
    were. ANYBODY among them is a lecture whose id cannot be known.

    A note that is gone is carried once, tagged RETIRED; with that tag already it is dropped, but only where
    something else changes too, so that building twice gives the same package twice. With `drop_retired`, gone
    notes are dropped at once.
    """
    if previous is None:
        notes = settle(drafts, timestamp)
        return Update(notes, (), timestamp, summary=Summary(tuple(_line("new", note) for note in notes)))
    now = max(timestamp, previous.time + 1)
    notes = settle(drafts, now, previous.notes)
    here = {note.guid for note in notes}
    lost = [note for note in previous.notes if note.guid not in here]
    spared = _spared(lost, notes, previous, left_out)
    kept = [note for note in lost if note.guid in spared]
    gone = [note for note in lost if note.guid not in spared and RETIRED not in note.tags]
    old = [note for note in lost if note.guid not in spared and RETIRED in note.tags]
    type_times, types_changed = _type_times((*notes, *lost), previous, now)
    quiet = not (gone or types_changed or any(_is_news(note, previous) for note in notes))
    carried = list(kept)
    if not drop_retired:
        carried += [_retired(note, now) for note in gone]
        if quiet:
            carried += old
    dropped = bool(old) and (drop_retired or not quiet)
    lines = [_fate(note, previous) for note in notes]
    lines += [_line("dropped" if drop_retired else "gone", note) for note in gone]
    lines += [_line("dropped" if dropped else "gone", note) for note in old]
    lines += [_line("kept", note) for note in kept]
    return Update(
        notes,
        tuple(_carried(note, len(notes)) for note in carried),
        previous.package.time if quiet and not dropped else now,
        type_times,
        read_media(previous.package, _files(carried)),
        Summary(tuple(lines), _renamed(notes, previous)),
    )


def _is_news(note: Note, previous: Previous) -> bool:
    old = previous.by_guid.get(note.guid)
    return old is None or note.mod != old.mod


def _spared(lost: Sequence[Note], notes: Sequence[Note], previous: Previous, left_out: Set[str]) -> set[str]:
    """The guids of lost notes whose lecture is only unreadable this time.

    Where one is so damaged that its id cannot be known, every lecture of which nothing was found may be it: all
    their notes stay.
    """
    if not left_out:
        return set()
    owners = set(left_out)
    if ANYBODY in left_out:
        before = {owner_of(note.field("Key")) for note in previous.notes}
        owners |= before - {owner_of(note.field("Key")) for note in notes}
    return {note.guid for note in lost if owner_of(note.field("Key")) in owners}


def _retired(note: Note, now: int) -> Note:
    return replace(note, tags=tuple(sorted({*note.tags, RETIRED})), mod=max(now, note.mod + 1))


def _carried(note: Note, number: int) -> Note:
    """A note as it was, with a place among the new cards where an export from Anki gave it none."""
    cards = tuple(Card(card.id, card.ordinal, card.due if card.due > 0 else number + 1) for card in note.cards)
    return replace(note, cards=cards)


def _type_times(notes: Iterable[Note], previous: Previous, now: int) -> tuple[dict[int, int], bool]:
    """The time of each note type in use, and whether one of them is not as it was."""
    times: dict[int, int] = {}
    news = False
    for note_type in {note.note_type.id: note.note_type for note in notes}.values():
        old = previous.package.note_types.get(note_type.id)
        if old is not None and old.content == content_of(note_type):
            times[note_type.id] = old.mod
        else:
            times[note_type.id] = now
            news = True
    return times, news


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


def _fate(note: Note, previous: Previous) -> Line:
    old = previous.by_guid.get(note.guid)
    if old is None:
        return _line("new", note)
    if note.mod == old.mod:
        return _line("unchanged", note)
    pairs = zip(note.note_type.field_names, old.fields, note.fields, strict=True)
    changed = [name for name, before, after in pairs if before != after]
    if set(old.tags) != set(note.tags):
        changed.append("tags")
    return _line("changed", note, tuple(changed))


def _line(fate: Fate, note: Note, changed: tuple[str, ...] = ()) -> Line:
    return Line(fate, kind_of(note), name_of(note), changed)


def kind_of(note: Note) -> str:
    """The kind of a note in one word: "choice", "fact" or "blank"."""
    return note.note_type.templates[0].stem


def name_of(note: Note) -> str:
    """What a note is known by, as one short line of plain text: the question, the term, the sentence."""
    if note.note_type is FACT:
        return plain(note.field("Term"))
    text = note.fields[0]
    return plain(GAP.sub("___", text) if note.note_type is BLANK else text)


def plain(html: str, width: int = 70) -> str:
    """HTML as one line of plain text of at most `width` characters; tags and control characters are gone."""
    text = visible(one_line(words_of(html)))
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
