"""Properties of matching, over lectures of near twins: short texts of few words, easy to mix up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lecturedeck.anki.identity.comparable import comparable
from lecturedeck.anki.identity.similarity import THRESHOLD, similarity
from lecturedeck.lecture import Blank, Fact, Question
from tests.anki.lectures import TIME, aged, blank, drafts, fact, guids_by_content, lecture, question, release

words = st.sampled_from(["tea", "pot", "cup", "warm", "cold", "who", "why", "404", "403"])


texts = st.lists(words, min_size=1, max_size=5).map(" ".join)


questions = st.builds(
    lambda text, options, right: question(text, *options, right=right % len(options)),
    texts,
    st.lists(texts, min_size=2, max_size=4, unique=True),
    st.integers(0, 3),
)


contents = st.lists(
    st.one_of(
        questions,
        st.builds(fact, texts, texts),
        st.builds(lambda a, b: blank(f"{a} BLANK {b}", "x"), texts, texts),
    ),
    max_size=7,
)


@settings(deadline=None, max_examples=60)
@given(contents)
def test_unchanged_notes_are_found_again(parts: list[Question | Fact | Blank]) -> None:
    before = aged(release(lecture(*parts)))
    assert [note.guid for note in release(lecture(*parts), over=before)] == [note.guid for note in before]


@settings(deadline=None, max_examples=60)
@given(contents)
def test_nothing_changed_means_nothing_changes(parts: list[Question | Fact | Blank]) -> None:
    before = release(lecture(*parts))
    assert release(lecture(*parts), over=before, time=TIME + 99) == before


@settings(deadline=None, max_examples=60)
@given(contents, contents)
def test_no_note_is_given_twice(old: list[Question | Fact | Blank], new: list[Question | Fact | Blank]) -> None:
    before = release(lecture(*old))
    after = release(lecture(*new), over=before, time=TIME + 99)
    assert len({note.guid for note in after}) == len(after)
    ids = [note.id for note in after] + [card.id for note in after for card in note.cards]
    assert len(set(ids)) == len(ids)
    kinds = {note.guid: note.note_type for note in before}
    assert all(kinds.get(note.guid, note.note_type) is note.note_type for note in after)


@settings(deadline=None, max_examples=60)
@given(contents, st.data())
def test_the_order_of_notes_does_not_matter(parts: list[Question | Fact | Blank], data: st.DataObject) -> None:
    """Neither the order of the lecture nor that of the previous package; also when half of it is new."""
    cut = data.draw(st.integers(0, len(parts)))
    before = aged(release(lecture(*parts[cut:], *parts[:1])))
    straight = guids_by_content(release(lecture(*parts), over=before))
    shuffled = data.draw(st.permutations(parts))
    notes = data.draw(st.permutations(before))
    assert guids_by_content(release(lecture(*shuffled), over=notes)) == straight


@settings(deadline=None, max_examples=60)
@given(st.lists(texts, min_size=2, max_size=5, unique=True), st.data())
def test_notes_follow_texts_that_change_places(names: list[str], data: st.DataObject) -> None:
    """A question is its text: where texts change places among the options, every guid follows its text."""
    options = [(f"option {number} a", f"option {number} b") for number in range(len(names))]
    before = aged(release(lecture(*(question(name, *own) for name, own in zip(names, options, strict=True)))))
    moved = data.draw(st.permutations(names))
    after = release(
        lecture(*(question(name, *own) for name, own in zip(moved, options, strict=True))), over=before
    )
    assert {note.field("Question"): note.guid for note in after} == {
        note.field("Question"): note.guid for note in before
    }


@settings(deadline=None, max_examples=60)
@given(contents)
def test_similarity_is_symmetric_and_high_for_equal_notes(parts: list[Question | Fact | Blank]) -> None:
    said = [
        comparable(str(number), "aa:english", draft, number)
        for number, draft in enumerate(drafts(lecture(*parts)))
    ]
    for one in said:
        assert similarity(one, one) >= THRESHOLD
        for other in said:
            if one.kind == other.kind:
                assert similarity(one, other) == pytest.approx(similarity(other, one))
