"""Who is who between two builds: what is equal, what is alike enough, and what is left alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lecturedeck.anki.cards import drafts_of
from lecturedeck.anki.identity.assign import settle
from lecturedeck.anki.identity.match import THRESHOLD, likeness, list_items, said_by_draft, said_by_note
from lecturedeck.anki.notes import Draft, Note
from lecturedeck.lecture import Blank, Fact, Gap, Lecture, Option, Question

TIME = 1_700_000_000


def question(text: str, *options: str, right: int = 0) -> Question:
    options = options or (f"{text} yes", f"{text} no")
    return Question(
        text, tuple(Option(option, number == right, None) for number, option in enumerate(options)), line=1
    )


def fact(term: str, definition: str) -> Fact:
    return Fact(term, definition, "Pots", "", "", "", 1, "test", "careful")


def blank(sentence: str, *answers: str) -> Blank:
    return Blank(sentence, tuple(Gap(answer, None) for answer in answers), 1)


def lecture(*contents: Question | Fact | Blank, id: str = "aa", language: str = "english") -> Lecture:
    return Lecture(
        "x.md",
        id,
        "Pots",
        "pots",
        language,
        "",
        questions=tuple(one for one in contents if isinstance(one, Question)),
        facts=tuple(one for one in contents if isinstance(one, Fact)),
        blanks=tuple(one for one in contents if isinstance(one, Blank)),
    )


def drafts(*lectures: Lecture) -> list[Draft]:
    return [draft for one in lectures for draft in drafts_of(one, "Deck")]


def release(*lectures: Lecture, over: Sequence[Note] = (), time: int = TIME) -> tuple[Note, ...]:
    return settle(drafts(*lectures), time, over)


def stays(
    old: Question | Fact | Blank | Sequence[Lecture], new: Question | Fact | Blank | Sequence[Lecture]
) -> bool:
    """Whether what was one note in a lecture is the same note afterwards."""
    befores = [lecture(old)] if isinstance(old, (Question, Fact, Blank)) else old
    afters = [lecture(new)] if isinstance(new, (Question, Fact, Blank)) else new
    before = release(*befores)
    return [note.guid for note in release(*afters, over=before)] == [note.guid for note in before]


WARM = question("Who keeps the tea warm in the pot?", "A cosy", "A sieve", "A spoon")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (WARM, replace(WARM, text="Who keeps teh tea warm in the pot?")),
        (WARM, replace(WARM, text="WHO keeps the <code>tea</code> warm in the pot")),
        (WARM, replace(WARM, text="What keeps tea warm while it is in the pot?")),
        (WARM, replace(WARM, options=WARM.options[::-1])),
        (WARM, question(WARM.text, "A cosy", "A sieve", "A spoon", right=2)),
        (WARM, question(WARM.text, "Wool", "Iron", "Water")),
        (WARM, question("Who keeps the tea warm in this pot?", "A cosy", "A sieve", "A cat", "A dog")),
        (fact("Spout", "What the tea leaves by."), fact("Spout", "A bent pipe for pouring.")),
        (fact("Spout", "What the tea leaves by."), fact("Beak", "What the tea leaves by.")),
        (fact("Spout", "What the tea leaves by."), fact("Spouts", "What the tea leaves it by.")),
        (blank("The tea BLANK hot.", "is"), blank("The tea BLANK hot.", "was")),
        (blank("The tea BLANK very hot.", "is"), blank("Our tea BLANK very hot.", "is")),
    ],
)
def test_an_edit_leaves_a_note_who_it_is(old: Question | Fact | Blank, new: Question | Fact | Blank) -> None:
    assert stays(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (WARM, question("Which fruit goes best with a scone?", "Figs", "Plums", "Pears")),
        (WARM, question("Who keeps the milk cold in the jug?", "Ice", "A cellar", "Snow")),
        (WARM, question("Who keeps the cat warm in the pot?", "Fur", "Wool", "Nobody at all")),
        (
            question("What does step 12 of the recipe do?", "Boils", "Stirs", "Pours"),
            question("What does step 13 of the recipe do?", "Boils", "Stirs", "Pours", right=1),
        ),
        (fact("Tea spout", "The bent part in front."), fact("Tea handle", "The round part behind.")),
        (fact("404 No tea", "The tea is not here."), fact("403 No tea", "The tea is not there.")),
        (fact("Lid", "On top."), fact("Base", "On top.")),
        (blank("I BLANK a pot.", "have"), blank("You BLANK a cup.", "hold")),
        (blank("The tea BLANK hot.", "is"), blank("BLANK tea BLANK hot.", "The", "is")),
    ],
)
def test_another_note_is_not_taken_for_it(old: Question | Fact | Blank, new: Question | Fact | Blank) -> None:
    assert not stays(old, new)


def test_options_that_many_questions_have_prove_nothing() -> None:
    """ "True" and "false" fit every question, so only the text decides, and it has to be nearly the same."""

    def both(text: str) -> Question:
        return question(text, "True", "False")

    others = [both("Tea is a drink."), both("A lid is round.")]
    old = lecture(both("Water boils at the top of a hill sooner."), *others)
    assert stays([old], [lecture(both("Water boils at the top of the hill sooner."), *others)])
    assert not stays([old], [lecture(both("Water boils at sea sooner than on a hill."), *others)])


def test_twins_with_the_same_options_each_survive_two_typos() -> None:
    """The options prove nothing, but each text is nearly the same as its own and less so as its twin's."""

    def both(part: str, option: str) -> Question:
        return question(
            f"What kind of heat does the {part} of a big pot take in every kitchen?", option, "Much", "None"
        )

    before = aged(release(lecture(both("bottom", "A little"), both("cover", "A little"))))
    mended = lecture(both("botom", "A litle"), both("covver", "A litle"))
    assert [note.guid for note in release(mended, over=before)] == [note.guid for note in before]
    other = lecture(both("handle", "A litle"))
    assert release(other, over=before)[0].guid not in {note.guid for note in before}


def test_two_that_are_equally_close_are_both_left_alone() -> None:
    old = [
        question("Is the pot on table A warm?", "Yes, A", "No"),
        question("Is the pot on table B warm?", "Yes, B", "No"),
    ]
    new = question("Is the pot on table C warm?", "Yes, C", "No")
    before = release(lecture(*old))
    (after,) = release(lecture(new), over=before)
    assert after.guid not in {note.guid for note in before}


def test_near_twins_with_a_typo_each_keep_apart() -> None:
    def twin(letter: str, word: str) -> Question:
        return question(f"{word} is the pot that stands on table {letter * 3} warm?", f"Very {letter}", "Not")

    before = release(lecture(twin("A", "Wyh"), twin("B", "Wyh")))
    after = release(lecture(twin("B", "Why"), twin("A", "Why")), over=before)
    assert [note.guid for note in after] == [note.guid for note in before][::-1]


def test_options_that_only_join_to_the_same_text_are_others() -> None:
    assert len(release(lecture(question("Which?", "tea", "pot"), question("Which?", "pot tea", "")))) == 2


def test_a_repeated_question_is_told_apart_by_its_options() -> None:
    one, two = question("Which?", "Milk", "Sugar"), question("Which?", "A cup", "A mug")
    before = release(lecture(one, two))
    after = release(lecture(replace(two, options=two.options[::-1]), one), over=before)
    assert [note.guid for note in after] == [note.guid for note in before][::-1]
    other = question("Which?", "A hill", "A valley")
    third = release(lecture(one, other), over=before)
    assert [note.guid == old.guid for note, old in zip(third, before, strict=True)] == [True, False]


def test_a_translation_is_another_note() -> None:
    english = lecture(WARM, fact("HTML", "A language for pages of the web."))
    spanish = replace(english, language="espanol")
    before = release(english)
    assert not {note.guid for note in before} & {note.guid for note in release(spanish, over=before)}


def test_a_new_id_takes_all_notes_along() -> None:
    """Also one whose text was mended in the same step, since the others say where the lecture went."""
    others = [question(f"What does part {word} do?") for word in ("one", "two", "three")]
    before = [lecture(WARM, *others)]
    after = lecture(replace(WARM, text="Who keeps teh tea warm in the pot?"), *others, id="bb")
    assert stays(before, [after])


def test_a_new_id_does_not_mix_up_swapped_texts() -> None:
    others = [question(f"What does part {word} do?") for word in ("one", "two", "three")]
    one, two = question("Who pours?", "A guest", "A host"), question("Who drinks?", "The cat", "The dog")
    swapped = replace(one, text=two.text), replace(two, text=one.text)
    before = aged(release(lecture(one, two, *others)))
    after = release(lecture(*swapped, *others, id="bb"), over=before)
    assert {note.field("Question"): note.guid for note in after} == {
        note.field("Question"): note.guid for note in before
    }


def test_facts_that_exchange_their_terms_go_with_the_terms() -> None:
    """Though a definition tells more than a term: also where a term stands twice, nobody gets another's note."""
    old = [fact("Lid", "The part that keeps the steam inside."), fact("Spout", "The part that the tea leaves by.")]
    twice = fact("Lid", "What a box has on top of it as well.")
    new = [replace(old[0], term="Spout"), replace(old[1], term="Lid")]
    before = aged(release(lecture(*old, twice)))
    after = release(lecture(*new, twice), over=before)
    known = {note.guid: note.field("Term") for note in before}
    assert all(known.get(note.guid, note.field("Term")) == note.field("Term") for note in after)
    assert after[2].guid == before[2].guid


def test_a_question_moves_to_another_lecture() -> None:
    one, two = lecture(WARM, question("Why?")), lecture(question("How?"), id="bb")
    before = release(one, two)
    after = release(lecture(question("Why?")), lecture(question("How?"), WARM, id="bb"), over=before)
    assert {note.field("Question"): note.guid for note in after} == {
        note.field("Question"): note.guid for note in before
    }


def test_a_fact_of_a_lecture_and_its_review_is_one_note_whichever_is_left() -> None:
    lid = fact("Lid", "The part that keeps the steam inside.")
    both = aged(release(lecture(lid, WARM), lecture(lid, id="bb")))
    assert len(both) == 2
    (review,) = release(lecture(lid, id="bb"), over=both)
    assert review.guid == both[0].guid
    again = release(lecture(lid, id="bb"), lecture(lid, WARM), over=both)
    assert {note.guid for note in again} == {note.guid for note in both}


def test_a_copy_in_another_lecture_is_a_note_of_its_own() -> None:
    before = release(lecture(WARM))
    after = release(lecture(WARM), lecture(WARM, id="bb"), over=before)
    assert after[0].guid == before[0].guid
    assert after[1].guid != before[0].guid


def test_a_text_changed_back_is_the_old_note() -> None:
    """Even where nothing is alike: the guid still says what the text once was."""
    first = release(lecture(WARM))
    other = replace(WARM, text="Was hält den Tee warm?")
    second = tuple(replace(note, fields=release(lecture(other))[0].fields) for note in first)
    second = tuple(replace(note, guid=first[0].guid) for note in second)
    (third,) = release(lecture(WARM), over=second)
    assert third.guid == first[0].guid


def test_a_mended_text_outweighs_an_old_guid() -> None:
    """The note goes with what it says now; the old wording that comes back as another question is new."""
    first = release(lecture(WARM))
    mended = replace(WARM, text="Who keeps a tea warm in the pot?")
    second = release(lecture(mended), over=first)
    again = question(WARM.text, "Nobody", "Everybody")
    third = release(lecture(again, replace(mended, text=mended.text + "!")), over=second)
    assert third[1].guid == first[0].guid
    assert third[0].guid != first[0].guid


def test_a_note_with_a_broken_key_is_known_by_its_guid_alone() -> None:
    (note,) = release(lecture(WARM))
    at = note.note_type.field_names.index("Key")
    broken = replace(note, fields=(*note.fields[:at], "???", *note.fields[at + 1 :]))
    assert release(lecture(WARM), over=[broken])[0].guid == note.guid
    assert release(lecture(replace(WARM, text=WARM.text + "!")), over=[broken])[0].guid != note.guid


def test_kept_ids_are_not_given_to_others() -> None:
    """A new note whose own id is taken by a kept one gets the next."""
    (new,) = release(lecture(WARM))
    (old,) = release(lecture(question("Why?")))
    old = replace(old, id=new.id)
    notes = release(lecture(WARM, question("Why?")), over=[old])
    ids = [note.id for note in notes] + [card.id for note in notes for card in note.cards]
    assert len(set(ids)) == 4
    assert notes[1].id == old.id


def test_list_items_keep_lists_inside_an_item_together() -> None:
    html = '<ol class="x"><li>a &lt;b&gt; <code>x</code></li><li><ul><li>1</li><li>2</li></ul></li><li></li></ol>'
    assert list_items(html) == ["a &lt;b&gt; <code>x</code>", "<ul><li>1</li><li>2</li></ul>", ""]


# Properties, over lectures of near twins: short texts of few words, so that likeness has something to get wrong.

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


def who(notes: Iterable[Note]) -> dict[tuple[object, ...], str]:
    """guid by what a note says."""
    said = [said_by_note(note) for note in notes]
    return {(one.kind, one.text, one.parts): one.guid for one in said}


def aged(notes: Iterable[Note]) -> tuple[Note, ...]:
    """The same notes with guids that come from texts of long ago, so that only the matching knows them."""
    return tuple(replace(note, guid=f"aged {note.guid}") for note in notes)


@settings(deadline=None, max_examples=60)
@given(contents)
def test_what_is_there_again_is_found_again(parts: list[Question | Fact | Blank]) -> None:
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
def test_the_order_of_things_never_says_who_is_who(
    parts: list[Question | Fact | Blank], data: st.DataObject
) -> None:
    """Neither the order of the lecture nor that of the previous package; also when half of it is new."""
    cut = data.draw(st.integers(0, len(parts)))
    before = aged(release(lecture(*parts[cut:], *parts[:1])))
    straight = who(release(lecture(*parts), over=before))
    shuffled = data.draw(st.permutations(parts))
    notes = data.draw(st.permutations(before))
    assert who(release(lecture(*shuffled), over=notes)) == straight


@settings(deadline=None, max_examples=60)
@given(st.lists(texts, min_size=2, max_size=5, unique=True), st.data())
def test_texts_that_change_places_take_their_notes_along(names: list[str], data: st.DataObject) -> None:
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
def test_likeness_is_one_for_the_same_and_the_same_both_ways(parts: list[Question | Fact | Blank]) -> None:
    said = [said_by_draft(draft, str(number)) for number, draft in enumerate(drafts(lecture(*parts)))]
    for one in said:
        assert likeness(one, one) >= THRESHOLD
        for other in said:
            if one.kind == other.kind:
                assert likeness(one, other) == pytest.approx(likeness(other, one))
