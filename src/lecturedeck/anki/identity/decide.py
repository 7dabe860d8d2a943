"""What the packages of a build hold: the fate of every note, its time, and what the lockfile remembers of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from html import unescape

import msgspec

from lecturedeck.anki.decks import moved_decks
from lecturedeck.anki.identity.assign import Identity, identify, places_of_cards
from lecturedeck.anki.identity.comparable import home_of
from lecturedeck.anki.identity.content import BOOKKEEPING, content_of_note
from lecturedeck.anki.identity.entry import Entry, adopted, entry_of
from lecturedeck.anki.identity.keys import key_of, owner_key, owner_of
from lecturedeck.anki.identity.lockfile import Lock, TypeEntry, newest
from lecturedeck.anki.identity.merge import join, merge
from lecturedeck.anki.identity.previous import Previous
from lecturedeck.anki.identity.times import later, stamp
from lecturedeck.anki.identity.types import stamp_types
from lecturedeck.anki.notes import RETIRED, Card, Draft, Note
from lecturedeck.anki.package.read import read_media
from lecturedeck.anki.summary import Fate, Line, Summary, name_of, plain
from lecturedeck.markup.safe import safe_audio, safe_html

# The owner of a lecture whose id cannot be known.
UNKNOWN_OWNER = ""
# How the tag of a note's lecture begins.
LECTURE = "lecturedeck::lecture::"

_FILE = re.compile(r"""(?:src|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))|\[sound:([^\]]+)\]""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contents:
    """A package before its notes have an identity: its name, its drafts, and the package that it follows.

    `left_out` are the owners (`owner_key`) of lectures that are not read whole: what is missing of them stays
    unchanged. UNKNOWN_OWNER among them is a lecture whose id cannot be known. With `leads`, times and content are
    those of `previous`, whatever the lockfile says: it is what learners have.
    """

    name: str
    drafts: Sequence[Draft]
    previous: Previous | None = None
    left_out: Set[str] = frozenset()
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the author wants of a release.

    `time` is that of all that changes, `drop_retired` leaves removed notes out, and `restamp` are globs of notes
    that get a new time though they did not change (`_is_chosen`).
    """

    time: int
    drop_retired: bool = False
    restamp: tuple[str, ...] = ()


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
class Decided:
    """The packages of a build, in order, and the lockfile that goes with them.

    `unmatched` are those of `Wishes.restamp` that name no note.
    """

    updates: tuple[Update, ...]
    lock: Lock
    unmatched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamped:
    """A draft with its identity, its time, and what becomes of it; `changed` are the fields that changed."""

    identity: Identity
    draft: Draft
    mod: int
    fate: Fate
    changed: tuple[str, ...]

    @property
    def guid(self) -> str:
        """The guid of the note."""
        return self.identity.guid


@dataclass(frozen=True, slots=True)
class Lost:
    """A remembered note that a package held and its lectures do not give any more.

    `entry` is what to remember of it now; `note` is None where it is not carried.
    """

    fate: Fate
    entry: Entry
    note: Note | None
    name: str


def decide(
    packages: Sequence[Contents], lock: Lock, wishes: Wishes, held: frozenset[str] = frozenset()
) -> Decided:
    """Decide what the packages of a build hold, all at once: a note may move from one to another.

    `held` are the names of packages that are up to date, and not built this time.
    """
    remembered = _remember(packages, lock)
    drafts, rows = join([merge(contents.drafts) for contents in packages])
    in_held = {guid for guid, entry in remembered.items() if not held.isdisjoint(entry.packages)}
    identities = identify(drafts, _pool(packages, drafts, remembered), in_held)
    stamped = [_stamped(one, wishes) for one in identities]
    holders = _holders(packages, rows, stamped, remembered)
    notes = [_notes(one, [stamped[n] for n in row], drafts, row) for one, row in zip(packages, rows, strict=True)]
    lost = [
        _lost(contents, own, remembered, holders, wishes) for contents, own in zip(packages, notes, strict=True)
    ]
    used = (note.note_type for own, gone in zip(notes, lost, strict=True) for note in (*own, *_carried(gone)))
    followed = [contents.previous.package for contents in packages if contents.previous]
    types = stamp_types({kind.id: kind for kind in used}.values(), lock.types, followed, wishes.time)
    updates = [
        _update(contents, [stamped[n] for n in row], own, gone, types)
        for contents, row, own, gone in zip(packages, rows, notes, lost, strict=True)
    ]
    entries = dict(remembered)
    for gone in lost:
        for one in gone:
            entries[one.entry.guid] = one.entry
    for own, row in zip(notes, rows, strict=True):
        for note, number in zip(own, row, strict=True):
            entries[note.guid] = _entry(note, stamped[number], holders[note.guid])
    unmatched = [
        glob for glob in wishes.restamp if not any(_is_chosen(one.draft, one.guid, [glob]) for one in stamped)
    ]
    return Decided(tuple(updates), Lock(entries, {**lock.types, **types}, lock.damaged), tuple(unmatched))


def notes_of(drafts: Iterable[Draft], time: int = 1, *, over: Iterable[Note] = ()) -> tuple[Note, ...]:
    """The notes of one package that follows some notes; those of a first release where it follows none."""
    lock = Lock({note.guid: adopted(note, "") for note in over})
    return decide([Contents("", [*drafts])], lock, Wishes(time)).updates[0].notes


def _remember(packages: Iterable[Contents], lock: Lock) -> dict[str, Entry]:
    """What is remembered of every note, by guid: from the lockfile, and from packages that know more."""
    entries = dict(lock.entries)
    for contents in packages:
        for note in contents.previous.notes if contents.previous else ():
            known = entries.get(note.guid)
            if known is None:
                entries[note.guid] = adopted(note, contents.name)
            elif contents.leads:
                entries[note.guid] = _as_released(known, note, contents.name)
            elif note.mod > known.time:
                entries[note.guid] = newest(adopted(note, contents.name), known)
    return entries


def _as_released(entry: Entry, note: Note, package: str) -> Entry:
    return msgspec.structs.replace(
        entry,
        time=note.mod,
        content=note.mod,
        fields=content_of_note(note),
        retired=note.mod if RETIRED in note.tags else 0,
        packages=tuple(sorted({*entry.packages, package})),
    )


def _pool(packages: Iterable[Contents], drafts: Iterable[Draft], remembered: Mapping[str, Entry]) -> list[Entry]:
    """The notes that a draft may match: not those of a lecture that cannot be read this time."""
    spared = {owner for contents in packages for owner in contents.left_out if owner}
    spared -= {owner_key(draft.lecture_id, draft.language) for draft in drafts}
    return [entry for entry in remembered.values() if entry.owner not in spared]


def _stamped(identity: Identity, wishes: Wishes) -> Stamped:
    """A draft with its time: a new one where its content changed, where it comes back, or where that is wished."""
    draft, before = identity.drafted.draft, identity.before
    chosen = _is_chosen(draft, identity.guid, wishes.restamp)
    if before is None:
        return Stamped(identity, draft, wishes.time, "new", ())
    fields = identity.drafted.fields
    changed = [name for name in draft.note_type.field_names if before.fields.get(name) != fields.get(name)]
    mod = stamp(before.time, wishes.time, changed=bool(changed) or chosen)
    if before.retired and mod == before.time:
        # Just enough for the tag to go, wherever the learner did not touch the note.
        mod = later(before.time, 0)
    changed += ["tags"] if before.retired else []
    changed += ["time"] if chosen and not changed else []
    return Stamped(identity, draft, mod, "changed" if mod > before.time else "unchanged", tuple(changed))


def _is_chosen(draft: Draft, guid: str, globs: Iterable[str]) -> bool:
    """Whether a glob names a note: by its text, its guid, or the id or name of its lecture."""
    lectures = (tag.removeprefix(LECTURE) for tag in draft.tags if tag.startswith(LECTURE))
    names = (draft.lecture_id, *lectures, guid, name_of(draft))
    return any(fnmatchcase(name.casefold(), glob.casefold()) for glob in globs for name in names)


def _holders(
    packages: Sequence[Contents],
    rows: Sequence[Sequence[int]],
    stamped: Sequence[Stamped],
    remembered: Mapping[str, Entry],
) -> dict[str, set[str]]:
    """The packages that hold each living note: those of this build, and others of the folder.

    A package of which every living note is in packages of this build has another name now, and counts no more.
    """
    built = {contents.name for contents in packages}
    holders: dict[str, set[str]] = defaultdict(set)
    for contents, row in zip(packages, rows, strict=True):
        for number in row:
            holders[stamped[number].guid].add(contents.name)
    others: dict[str, list[str]] = defaultdict(list)
    for entry in remembered.values():
        for name in entry.packages:
            if name not in built and not entry.retired:
                others[name].append(entry.guid)
    here = set(holders)
    for name, guids in others.items():
        if not here.issuperset(guids):
            for guid in guids:
                holders[guid].add(name)
    return holders


def _notes(
    contents: Contents, stamped: Sequence[Stamped], drafts: Sequence[Draft], row: Sequence[int]
) -> list[Note]:
    """The notes of a package, with the tags that learners gave those of the package that it follows."""
    former = contents.previous.by_guid if contents.previous else {}
    merged = merge(contents.drafts)
    notes = []
    for one, draft, number, due in zip(stamped, merged, row, places_of_cards(merged), strict=True):
        identity = one.identity
        own = former[one.guid].tags if one.guid in former else ()
        notes.append(
            Note(
                draft.note_type,
                _fields(draft, drafts[number], one.guid),
                one.guid,
                draft.deck,
                tuple(sorted({*draft.tags, *(tag for tag in own if not tag.startswith("lecturedeck::"))})),
                identity.note,
                one.mod,
                tuple(Card(identity.cards[ordinal], ordinal, place) for ordinal, place in due),
            )
        )
    return notes


def _fields(draft: Draft, first: Draft, guid: str) -> tuple[str, ...]:
    """The fields of a note. Where several packages hold it, all have the content of the first."""
    key = key_of(draft.lecture_id, draft.language, draft.kind, guid)
    return tuple(
        key if name == "Key" else own if name in BOOKKEEPING else value
        for name, own, value in zip(draft.note_type.field_names, draft.fields, first.fields, strict=True)
    )


def _lost(
    contents: Contents,
    notes: Sequence[Note],
    remembered: Mapping[str, Entry],
    holders: Mapping[str, Set[str]],
    wishes: Wishes,
) -> list[Lost]:
    """The notes that a package held and that its lectures do not give any more, with one fate each."""
    here = {note.guid for note in notes}
    before = [entry for entry in remembered.values() if contents.name in entry.packages]
    spared = _spared(contents, before, {owner_of(note.field("Key")) for note in notes})
    former = contents.previous.by_guid if contents.previous else {}
    lost = []
    for entry in before:
        if entry.guid in here:
            continue
        note = former.get(entry.guid)
        name = name_of(note) if note else plain(entry.text)
        if entry.owner in spared:
            lost.append(Lost("kept", entry, note, name))
        elif others := holders.get(entry.guid):
            lost.append(Lost("moved", msgspec.structs.replace(entry, packages=tuple(sorted(others))), None, name))
        elif wishes.drop_retired:
            names = tuple(one for one in entry.packages if one != contents.name)
            dropped = msgspec.structs.replace(entry, packages=names, retired=entry.retired or wishes.time)
            lost.append(Lost("dropped", dropped, None, name))
        else:
            retired = _retired(entry, wishes.time, published=note is not None)
            tagged = note and replace(note, tags=tuple(sorted({*note.tags, RETIRED})), mod=retired.time)
            lost.append(Lost("gone", retired, tagged, name))
    return lost


def _retired(entry: Entry, now: int, *, published: bool) -> Entry:
    """A removed note: its time is just late enough for the tag to reach learners who did not touch the note.

    A later one would overwrite the tags and edits of those who did.
    """
    if entry.retired:
        return entry
    time = later(entry.time, 0) if published else entry.time
    return msgspec.structs.replace(entry, retired=max(now, 1), time=time)


def _spared(contents: Contents, before: Iterable[Entry], owners: Set[str]) -> set[str]:
    """The owners of lost notes whose lecture only cannot be read this time.

    Where one is so damaged that its id cannot be known, it may be any lecture of which nothing was found: all
    their notes stay.
    """
    spared = set(contents.left_out)
    if UNKNOWN_OWNER in spared:
        spared |= {entry.owner for entry in before if not entry.retired} - owners
    return spared


def _carried(lost: Iterable[Lost]) -> list[Note]:
    return [one.note for one in lost if one.note]


def _beside(notes: Iterable[Note], carried: Iterable[Note]) -> Iterator[Note]:
    """The carried notes whose ids no other note has: a package that is not ours may give one id to two."""
    taken = {number for note in notes for number in _ids(note)}
    for note in carried:
        if taken.isdisjoint(_ids(note)):
            taken |= _ids(note)
            yield note


def _ids(note: Note) -> set[tuple[str, int]]:
    return {("note", note.id), *(("card", card.id) for card in note.cards)}


def _update(
    contents: Contents,
    stamped: Sequence[Stamped],
    notes: Sequence[Note],
    lost: Sequence[Lost],
    types: Mapping[int, TypeEntry],
) -> Update:
    carried = [_placed(_safe(note), len(notes)) for note in _beside(notes, _carried(lost))]
    times = {kind.id: types[kind.id].time for kind in (note.note_type for note in (*notes, *carried))}
    lines = [
        Line(one.fate, one.identity.drafted.kind, name_of(note), one.changed)
        for one, note in zip(stamped, notes, strict=True)
    ]
    lines += [Line(one.fate, one.entry.kind, one.name) for one in lost]
    return Update(
        tuple(notes),
        tuple(carried),
        max((*times.values(), *(note.mod for note in (*notes, *carried))), default=1),
        times,
        read_media(contents.previous.package, _files(carried)) if contents.previous else {},
        Summary(tuple(lines), *moved_decks((_deck_before(note, contents.previous), note.deck) for note in notes)),
    )


def _deck_before(note: Note, previous: Previous | None) -> str | None:
    old = previous.by_guid.get(note.guid) if previous else None
    return old.deck if old else None


def _entry(note: Note, stamped: Stamped, packages: Iterable[str]) -> Entry:
    """What to remember of a note."""
    identity, before = stamped.identity, stamped.identity.before
    lecture, _, language = identity.drafted.owner.rpartition(":")
    if before is not None and before.fields == identity.drafted.fields:
        return msgspec.structs.replace(
            before,
            lecture=lecture,
            language=language,
            note=identity.note,
            cards=identity.cards,
            time=stamped.mod,
            packages=tuple(sorted(packages)),
            retired=0,
            place=identity.place,
            home=home_of(note.tags),
        )
    said = replace(identity.drafted.comparable, guid=note.guid, place=identity.place)
    entry = entry_of(note, said, packages, content=stamped.mod, fields=identity.drafted.fields)
    return msgspec.structs.replace(entry, cards=identity.cards)


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


def _files(notes: Iterable[Note]) -> frozenset[str]:
    """The names of all files that these notes may show or play."""
    return frozenset(
        unescape(next(name for name in match.groups() if name is not None))
        for note in notes
        for value in note.fields
        for match in _FILE.finditer(value)
    )
