"""Guids and ids: made from what a note says, never from where it stands."""

from __future__ import annotations

from dataclasses import replace

from lecturedeck.anki.cards import drafts_of
from lecturedeck.anki.identity import notes_of
from tests.anki.lectures import TIME, WARM, lecture, question, release
from tests.conftest import lecture_text, question_text, read


def test_the_order_of_questions_does_not_change_their_guids() -> None:
    first, second = question_text("Who pours?"), question_text("Who drinks?")
    one = notes_of(drafts_of(read(lecture_text("# --questions--\n\n" + first + second)), "Deck"), TIME)
    two = notes_of(drafts_of(read(lecture_text("# --questions--\n\n" + second + first)), "Deck"), TIME)
    assert [note.guid for note in one] == [note.guid for note in two][::-1]
    assert [note.id for note in one] == [note.id for note in two][::-1]
    assert len({note.guid for note in one}) == 2


def test_guids_differ_between_languages_lectures_and_kinds() -> None:
    text = lecture_text("# --questions--\n\n" + question_text())
    other = lecture_text("# --questions--\n\n" + question_text(), id="5f00000000000000000000bb")
    notes = [
        *notes_of(drafts_of(read(text), "Deck"), TIME),
        *notes_of(drafts_of(read(text, language="espanol"), "Deck"), TIME),
        *notes_of(drafts_of(read(other), "Deck"), TIME),
    ]
    assert len({note.guid for note in notes}) == 3


def test_one_question_asked_twice_with_other_options_is_two_notes() -> None:
    first = question_text(answers=(("a", None), ("b", None)))
    second = question_text(answers=(("c", None), ("b", None)))
    both = notes_of(drafts_of(read(lecture_text("# --questions--\n\n" + first + second)), "Deck"), TIME)
    turned = notes_of(drafts_of(read(lecture_text("# --questions--\n\n" + second + first)), "Deck"), TIME)
    assert len({note.guid for note in both}) == 2
    assert [note.guid for note in both] == [note.guid for note in turned][::-1]


def test_one_question_asked_twice_alike_is_one_note() -> None:
    text = lecture_text("# --questions--\n\n" + question_text() + question_text())
    assert len(notes_of(drafts_of(read(text), "Deck"), TIME)) == 1


def test_kept_ids_are_not_given_to_others() -> None:
    """A new note whose own id is taken by a kept one gets the next."""
    (new,) = release(lecture(WARM))
    (old,) = release(lecture(question("Why?")))
    old = replace(old, id=new.id)
    notes = release(lecture(WARM, question("Why?")), over=[old])
    ids = [note.id for note in notes] + [card.id for note in notes for card in note.cards]
    assert len(set(ids)) == 4
    assert notes[1].id == old.id
