"""The smaller rules of identity, each on its own: times, keys, lines of the lockfile, what drafts share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from lecturedeck.anki.cards import drafts_of
from lecturedeck.anki.identity import (
    NAME,
    Entry,
    Lock,
    NewerLockfile,
    adopted,
    in_several_lectures,
    newest,
    notes_of,
    read_lock,
    write_lock,
)
from lecturedeck.anki.identity.assign import natural_guids
from lecturedeck.anki.identity.content import BOOKKEEPING, content_of_note
from lecturedeck.anki.identity.decide import Contents, Wishes, decide
from lecturedeck.anki.identity.keys import key_of, language_of, owner_key, owner_of
from lecturedeck.anki.identity.lockfile import TypeEntry
from lecturedeck.anki.identity.merge import join, merge
from lecturedeck.anki.identity.previous import our_type, read_previous
from lecturedeck.anki.identity.times import later, stamp
from lecturedeck.anki.identity.times import newest as newest_time
from lecturedeck.anki.notes import RETIRED, Draft
from lecturedeck.anki.notetypes import CHOICE, FACT
from lecturedeck.anki.package import StoredType, write_package
from tests.anki.lectures import TIME, WARM, blank, drafts, fact, lecture, question, release

LID = fact("Lid", "The part that keeps the steam inside.")
YEAR_2100 = 4_102_444_800


def test_a_change_is_later_than_before_by_a_second_at_least() -> None:
    assert (later(5, 9), later(9, 9), later(9, 5)) == (9, 10, 10)
    assert (stamp(5, 9, changed=True), stamp(5, 9, changed=False)) == (9, 5)


def test_a_time_after_2100_is_no_time() -> None:
    assert newest_time([]) == 0
    assert newest_time([3, 7, 5]) == 7
    assert newest_time([3, YEAR_2100]) == YEAR_2100
    assert newest_time([3, YEAR_2100 + 1]) == 3


def test_a_key_names_lecture_language_and_kind() -> None:
    key = key_of("tea & pots", "english", "fact", "guid")
    assert key.rsplit(":", 1)[0] == "tea-pots:english:fact"
    assert len(key.rsplit(":", 1)[1]) == 10
    assert owner_of(key) == owner_key("tea & pots", "english") == "tea-pots:english"
    assert language_of("tea-pots:english") == "english"


def test_a_damaged_key_belongs_to_no_lecture() -> None:
    (note,) = release(lecture(WARM))
    at = note.note_type.field_names.index("Key")
    assert adopted(note, "tea").owner == "aa:english"
    for key in ("", "aa:english", "aa:english:choice", "aa:english:choice:1:2"):
        damaged = replace(note, fields=(*note.fields[:at], key, *note.fields[at + 1 :]))
        assert adopted(damaged, "tea").owner == ""


def test_what_a_package_says_of_a_note_is_remembered() -> None:
    (note,) = release(lecture(question("Who pours?", "A guest", "The host", right=1)))
    entry = adopted(note, "tea")
    assert (entry.packages, entry.retired, entry.time, entry.content) == (("tea",), 0, TIME, TIME)
    assert (entry.place, entry.comparable.right, entry.right) == (1, "the host", 1)
    assert entry.ids == (note.id, note.cards[0].id)
    gone = replace(note, tags=(*note.tags, RETIRED), cards=(replace(note.cards[0], due=0),))
    assert (adopted(gone, "tea").retired, adopted(gone, "tea").place) == (TIME, 0)
    assert msgspec.structs.replace(entry, right=-1).comparable.right == ""
    assert msgspec.structs.replace(entry, right=0).comparable.right == "a guest"
    assert msgspec.structs.replace(entry, right=2).comparable.right == ""


def line(
    guid: str = "a", *, time: int = 1, content: int = 1, packages: tuple[str, ...] = ("tea",), retired: int = 0
) -> Entry:
    return Entry(
        guid=guid,
        lecture="aa",
        language="english",
        kind="fact",
        note=1,
        cards={0: 2},
        time=time,
        content=content,
        fields={"Term": "x"},
        packages=packages,
        retired=retired,
    )


@pytest.mark.parametrize(
    ("best", "other"),
    [
        (line(time=2), line(content=9)),
        (line(content=2, retired=5), line(content=1)),
        (line(), line(retired=5)),
    ],
)
def test_of_two_lines_the_newer_one_holds_in_the_packages_of_both(best: Entry, other: Entry) -> None:
    other = msgspec.structs.replace(other, packages=("cups", "tea"))
    both = msgspec.structs.replace(best, packages=("cups", "tea"))
    assert newest(best, other) == newest(other, best) == both


def test_lines_of_equal_times_do_not_depend_on_their_order() -> None:
    one, other = line(), msgspec.structs.replace(line(), text="tea")
    assert newest(one, other) == newest(other, one)


def test_a_lockfile_with_two_lines_of_a_note_and_of_a_type_holds_the_newest(tmp_path: Path) -> None:
    old, new = (msgspec.json.encode(line(time=time)) for time in (1, 2))
    types = [msgspec.json.encode(TypeEntry(7, "x", time)) for time in (1, 3, 2)]
    head = b"# lecturedeck.lock 1: tea"
    (tmp_path / NAME).write_bytes(
        b"\n".join([head, *types, old, b"<<<<<<< a", new, b"", old, b">>>>>>> b", b"tea"])
    )
    lock = read_lock(tmp_path)
    assert lock is not None
    assert (lock.entries["a"].time, lock.types[7].time, lock.damaged) == (2, 3, (11,))


def test_the_packages_of_a_line_are_read_in_order(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(msgspec.json.encode(line(packages=("tea", "cups"))))
    lock = read_lock(tmp_path)
    assert lock is not None
    assert lock.entries["a"].packages == ("cups", "tea")


@pytest.mark.parametrize(
    "head", ["# lecturedeck.lock 1: x", "# lecturedeck.lock", "# lecturedeck.lock tea", "# lecturedeck.lock 0"]
)
def test_a_lockfile_of_this_version_is_read(tmp_path: Path, head: str) -> None:
    (tmp_path / NAME).write_text(head + "\n")
    assert read_lock(tmp_path) == Lock()


@pytest.mark.parametrize("version", ["2:", "2", "10:", "9" * 30])
def test_a_lockfile_of_a_later_version_is_not(tmp_path: Path, version: str) -> None:
    (tmp_path / NAME).write_text(f"# lecturedeck.lock {version}\n")
    with pytest.raises(NewerLockfile):
        read_lock(tmp_path)


def test_a_lockfile_is_written_in_one_order_and_a_damaged_one_kept(tmp_path: Path) -> None:
    one = line("b")
    other = msgspec.structs.replace(line("a"), fields={"Term": "x", "Definition": "y"}, cards={1: 3, 0: 2})
    types = {9: TypeEntry(9, "x", 1), 7: TypeEntry(7, "x", 1)}
    write_lock(tmp_path, Lock({"b": one, "a": other}, types))
    lines = (tmp_path / NAME).read_text().splitlines()
    assert [text[:11] for text in lines] == [
        "# lecturede",
        '{"type":7,"',
        '{"type":9,"',
        '{"guid":"a"',
        '{"guid":"b"',
    ]
    assert lines[3].index('"Definition"') < lines[3].index('"Term"')
    assert '"cards":{"0":2,"1":3}' in lines[3]
    assert len([*tmp_path.iterdir()]) == 1
    write_lock(tmp_path, Lock({"b": one}, types, damaged=(3,)))
    assert len([*tmp_path.iterdir()]) == 2


def test_the_digest_of_a_package_is_that_of_its_lines() -> None:
    one, two = line("a", packages=("tea",)), line("b", packages=("cups", "tea"))
    found = Lock({"a": one, "b": two}).digests()
    assert found.keys() == {"tea", "cups"}
    assert found == Lock({"b": two, "a": one}).digests()
    assert found["cups"] == Lock({"b": two}).digests()["cups"]
    assert found["tea"] != Lock({"b": two}).digests()["tea"]
    assert len(found["tea"]) == 40


def test_what_several_lectures_share_is_counted() -> None:
    one, two = drafts(lecture(LID, WARM)), drafts(lecture(LID, id="bb"))
    assert in_several_lectures([one, two]) == 1
    assert in_several_lectures([one, one, two]) == 2
    assert in_several_lectures([[*one, *one]]) == 0


def test_packages_with_the_same_lecture_hold_the_same_notes() -> None:
    one, two = drafts(lecture(LID, WARM)), drafts(lecture(WARM))
    joined, rows = join([one, two, one])
    assert len(joined) == 2
    assert rows == [[0, 1], [rows[0][[draft.kind for draft in one].index("choice")]], [0, 1]]


def test_a_definition_begins_where_it_says_something() -> None:
    def one(*definitions: str) -> int:
        return len(merge([draft for text in definitions for draft in drafts(lecture(fact("Lid", text)))]))

    assert one("keeps the steam in.", "It keeps the steam in.", "A lid keeps the steam in.") == 1
    assert one("keeps the steam in.", "keeps the tea in.") == 2
    assert one("the", "a") == 2


def test_a_guid_of_its_own_comes_from_the_text_and_where_two_share_it_from_more() -> None:
    (draft,) = drafts(lecture(WARM))
    other = replace(draft, more="other")
    (alone,) = natural_guids([draft])
    both = natural_guids([draft, other])
    assert alone not in both
    assert len({*both}) == 2
    assert natural_guids([replace(draft, more="third")]) == [alone]


def test_bookkeeping_and_empty_fields_are_no_content() -> None:
    (note,) = release(lecture(LID))
    content = content_of_note(note)
    assert {"Term", "Definition"} <= content.keys()
    assert not content.keys() & BOOKKEEPING
    assert all(note.field(name) for name in content)


def kind(id: int, name: str, *fields: str) -> StoredType:
    return StoredType(id, name, fields, (), "", False, 1)


def test_a_note_type_is_ours_by_its_id_or_by_how_its_name_begins() -> None:
    names = CHOICE.field_names
    assert our_type(kind(CHOICE.id, "Tea", *names)) is CHOICE
    assert our_type(kind(5, CHOICE.name + "-x", *names)) is CHOICE
    assert our_type(kind(CHOICE.id, "Tea", "Question", "Key")) is CHOICE
    assert our_type(kind(5, "Tea", *names)) is None
    assert our_type(kind(CHOICE.id, "Tea", "Question")) is None
    assert our_type(kind(FACT.id, "Tea", *names)) is None


NOTHING = Lock()


def built(
    *drafted: Draft, lock: Lock = NOTHING, time: int = TIME, restamp: tuple[str, ...] = (), **more: bool
) -> Lock:
    return decide([Contents("tea", drafted)], lock, Wishes(time, restamp=restamp, **more)).lock


def test_only_the_notes_that_are_named_get_a_new_time() -> None:
    both = drafts(replace(lecture(WARM, LID), dashed_name="all-about-pots"))
    lock = built(*both)
    warm, lid = (next(one for one in lock.entries.values() if one.kind == kind) for kind in ("choice", "fact"))
    for glob, chosen in {
        "aa": {warm.guid, lid.guid},
        "LID": {lid.guid},
        warm.guid: {warm.guid},
        "who keeps*": {warm.guid},
        "all-about-pots": {warm.guid, lid.guid},
        "bb": set(),
    }.items():
        result = decide([Contents("tea", both)], lock, Wishes(TIME + 9, restamp=(glob,)))
        assert {one.guid for one in result.lock.entries.values() if one.time == TIME + 9} == chosen
        assert result.unmatched == (() if chosen else (glob,))


def test_a_removed_note_is_remembered_as_removed_and_comes_back_later() -> None:
    warm, lid = drafts(lecture(WARM)), drafts(lecture(LID))
    lock = built(*warm, *lid)
    gone = built(*warm, lock=lock, time=TIME + 9)
    (entry,) = [one for one in gone.entries.values() if one.retired]
    assert (entry.kind, entry.retired, entry.time) == ("fact", TIME + 9, TIME)
    again = built(*warm, lock=gone, time=TIME + 20)
    assert again.entries[entry.guid] == entry
    back = built(*warm, *lid, lock=again, time=TIME + 30)
    assert (back.entries[entry.guid].retired, back.entries[entry.guid].time) == (0, TIME + 1)
    dropped = built(*warm, lock=lock, time=TIME + 9, drop_retired=True)
    assert (dropped.entries[entry.guid].packages, dropped.entries[entry.guid].retired) == ((), TIME + 9)


def test_a_lecture_that_cannot_be_read_loses_no_note() -> None:
    warm, lid = drafts(lecture(WARM)), drafts(lecture(LID, id="bb"))
    lock = built(*warm, *lid)
    for left_out in ({"bb:english"}, {""}):
        result = decide([Contents("tea", warm, left_out=frozenset(left_out))], lock, Wishes(TIME + 9))
        assert not any(one.retired for one in result.lock.entries.values())
    result = decide([Contents("tea", warm, left_out=frozenset({"cc:english"}))], lock, Wishes(TIME + 9))
    assert sum(one.retired > 0 for one in result.lock.entries.values()) == 1


def test_a_note_of_two_packages_is_remembered_in_both_and_of_one_in_one() -> None:
    warm, lid = drafts(lecture(WARM)), drafts(lecture(LID))
    first = decide([Contents("tea", [*warm, *lid]), Contents("cups", warm)], Lock(), Wishes(TIME)).lock
    assert sorted(one.packages for one in first.entries.values()) == [("cups", "tea"), ("tea",)]
    moved = decide([Contents("tea", warm), Contents("cups", lid)], first, Wishes(TIME + 9)).lock
    assert {one.kind: (one.packages, one.retired) for one in moved.entries.values()} == {
        "choice": (("tea",), 0),
        "fact": (("cups",), 0),
    }


def test_a_note_that_changed_has_the_time_of_the_build_and_its_ids() -> None:
    lock = built(*drafts(lecture(LID)))
    (old,) = lock.entries.values()
    edited = drafts(lecture(fact("Lid", "A part that keeps the steam inside.")))
    (new,) = built(*edited, lock=lock, time=TIME + 9).entries.values()
    assert (new.guid, new.note, new.cards) == (old.guid, old.note, old.cards)
    assert (new.time, new.content) == (TIME + 9, TIME + 9)
    (same,) = built(*edited, lock=built(*edited, lock=lock, time=TIME + 9), time=TIME + 20).entries.values()
    assert same == new


def test_a_gap_that_is_gone_keeps_its_id_for_later() -> None:
    two, one = (
        drafts_of(lecture(blank(text, *gaps)), "Deck")
        for text, gaps in (
            ("The BLANK is warm, and the BLANK is cold in there.", ("tea", "milk")),
            ("The BLANK is warm, and the milk is cold in there.", ("tea",)),
        )
    )
    lock = built(*two)
    (old,) = lock.entries.values()
    less = built(*one, lock=lock, time=TIME + 1)
    assert any(entry.cards == old.cards for entry in less.entries.values()) or len(less.entries) == 2
    assert built(*two, lock=less, time=TIME + 2).entries[old.guid].cards == old.cards


def test_a_note_that_is_carried_keeps_its_place_or_comes_last(tmp_path: Path) -> None:
    """An export from Anki says of no studied card where it stood."""
    warm, lid, pour = (release(lecture(one))[0] for one in (WARM, LID, question("Who pours?")))
    gone = [
        replace(note, cards=(replace(note.cards[0], due=due),)) for note, due in ((warm, 1), (lid, 0), (pour, 2))
    ]
    write_package(tmp_path / "tea.apkg", gone, {}, TIME)
    previous = read_previous(tmp_path / "tea.apkg")
    (update,) = decide(
        [Contents("tea", drafts(lecture(fact("Cup", "It holds tea."))), previous)], NOTHING, Wishes(TIME)
    ).updates
    assert {note.guid: note.cards[0].due for note in update.carried} == {warm.guid: 1, lid.guid: 2, pour.guid: 2}
    assert {RETIRED in note.tags for note in update.carried} == {True}
    assert {note.mod for note in update.carried} == {TIME + 1}
    assert update.time == TIME + 1
    assert len(update.all_notes) == 4


def test_what_is_carried_is_cleaned_and_brings_its_files(tmp_path: Path) -> None:
    (note,) = release(lecture(WARM))
    html = "<img src='my pot.png'><script>x</script><img src=cup.png>[sound:sip.mp3]<a href=\"x.html\">x</a>"
    dirty = replace(note, fields=tuple(html if field == WARM.text else field for field in note.fields))
    files = {"my pot.png": b"1", "cup.png": b"2", "sip.mp3": b"3", "other.png": b"4"}
    write_package(tmp_path / "tea.apkg", [dirty], dict(files), TIME)
    contents = Contents("tea", drafts(lecture(LID)), read_previous(tmp_path / "tea.apkg"))
    (update,) = decide([contents], NOTHING, Wishes(TIME)).updates
    assert update.media == {name: data for name, data in files.items() if name != "other.png"}
    assert "<script" not in update.carried[0].field("Question")


def test_of_two_carried_notes_with_one_id_only_the_first_stays(tmp_path: Path) -> None:
    one, other = (release(lecture(one))[0] for one in (WARM, LID))
    write_package(tmp_path / "tea.apkg", [one, other], {}, TIME)
    previous = read_previous(tmp_path / "tea.apkg")
    twin = [replace(note, cards=(replace(note.cards[0], id=5),)) for note in previous.notes]
    previous = replace(previous, notes=tuple(twin), by_guid={note.guid: note for note in twin})
    (update,) = decide(
        [Contents("tea", drafts(lecture(question("Why?"))), previous)], NOTHING, Wishes(TIME)
    ).updates
    assert len(update.carried) == 1


def test_the_tags_of_a_learner_stay_and_those_of_a_build_are_new(tmp_path: Path) -> None:
    (note,) = release(lecture(LID))
    write_package(tmp_path / "tea.apkg", [replace(note, tags=("mine", "lecturedeck::old"))], {}, TIME)
    contents = Contents("tea", drafts(lecture(LID)), read_previous(tmp_path / "tea.apkg"))
    (update,) = decide([contents], NOTHING, Wishes(TIME + 9)).updates
    assert update.notes[0].tags == tuple(sorted({*note.tags, "mine"}))
    assert (update.notes[0].guid, update.notes[0].mod) == (note.guid, TIME)


def test_notes_of_no_time_are_as_old_as_any() -> None:
    assert {note.mod for note in notes_of(drafts(lecture(WARM)))} == {1}
