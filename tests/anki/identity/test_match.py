"""Which note is which between two builds: what is equal, what is similar enough, and what is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from lecturedeck.anki.identity.comparable import list_items
from lecturedeck.anki.identity.merge import merge
from lecturedeck.lecture import Blank, Fact, Lecture, Question
from tests.anki.lectures import WARM, aged, blank, drafts, fact, guids_by_content, lecture, question, release


def stays(
    old: Question | Fact | Blank | Sequence[Lecture], new: Question | Fact | Blank | Sequence[Lecture]
) -> bool:
    """Whether what was one note in a lecture is the same note afterwards."""
    befores = [lecture(old)] if isinstance(old, (Question, Fact, Blank)) else old
    afters = [lecture(new)] if isinstance(new, (Question, Fact, Blank)) else new
    before = release(*befores)
    return [note.guid for note in release(*afters, over=before)] == [note.guid for note in before]


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
        (
            question("Which part of the pot keeps the leaves back?", "Lid", "Sieve", "Spout", right=1),
            question("What keeps back all of the leaves in a pot?", "Spout", "Lid", "Sieve", right=2),
        ),
        (blank("The tea BLANK hot.", "is"), blank("The tea BLANK hot.", "was")),
        (blank("The tea BLANK very hot.", "is"), blank("Our tea BLANK very hot.", "is")),
    ],
)
def test_an_edited_note_is_still_the_same_note(old: Question | Fact | Blank, new: Question | Fact | Blank) -> None:
    assert stays(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (WARM, question("Which fruit goes best with a scone?", "Figs", "Plums", "Pears")),
        (WARM, question("Who keeps the milk cold in the jug?", "Ice", "A cellar", "Snow")),
        (WARM, question("Who keeps the cat warm in the pot?", "Fur", "Wool", "No one at all")),
        (
            question("What does step 12 of the recipe do?", "Boils", "Stirs", "Pours"),
            question("What does step 13 of the recipe do?", "Boils", "Stirs", "Pours", right=1),
        ),
        (
            question("What does the left screw hold?", "The left side", "The lift side", "No side"),
            question("What does the lift screw hold?", "The left side", "The lift side", "No side", right=1),
        ),
        (
            question("What does <code>pour()</code> give back?", "A number", "A text", "A list"),
            question("What does <code>steep()</code> give back?", "A number", "A text", "A list"),
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


def test_options_that_several_questions_share_prove_nothing() -> None:
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
    fixed = lecture(both("botom", "A litle"), both("covver", "A litle"))
    assert [note.guid for note in release(fixed, over=before)] == [note.guid for note in before]
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


def test_a_question_that_other_lectures_ask_too_is_told_apart_by_its_options() -> None:
    """ "Which of these is right?" says nothing, and two lectures become one here."""

    def right(*options: str) -> Question:
        return question("Which of these is right?", *options)

    one = right("A lid keeps the steam in.", "A lid is made of tea.", "A lid has a handle inside.")
    two = right("Green tea wants cooler water.", "Mint grows on trees.", "Oolong is a herb.")
    before = aged(release(lecture(one, question("Why?")), lecture(two, question("How?"), id="bb")))
    edited = replace(one, text="Only one of these sentences about lids is right: which?")
    after = release(lecture(edited, question("Why?"), two, question("How?")), over=before)
    assert [note.guid for note in after] == [note.guid for note in before]
    other = right("Milk is poured first in Devon.", "Sugar melts in cold tea.", "Honey is a kind of leaf.")
    (third, *_) = release(lecture(other, question("Why?")), lecture(two, question("How?"), id="bb"), over=before)
    assert third.guid not in {note.guid for note in before}


def test_what_is_equal_elsewhere_outweighs_a_text_that_is_equal_here() -> None:
    """Two lectures have a fact of the same name, and become one; one of the two has a typo then."""
    here = fact("Infuser", "A basket of wire in which the leaves lie.")
    there = fact("Infuser", "Any person who makes tea all day long.")
    before = aged(release(lecture(here, WARM), lecture(there, id="bb")))
    after = release(lecture(replace(here, term="Infusser"), there, WARM), over=before)
    assert guids_by_content(after) == {
        ("fact", "infusser", ("a basket of wire in which the leaves lie.",)): before[0].guid,
        ("fact", "infuser", ("any person who makes tea all day long.",)): before[2].guid,
        ("choice", "who keeps the tea warm in the pot?", ("a cosy", "a sieve", "a spoon")): before[1].guid,
    }


def test_a_near_twin_of_a_note_that_is_there_is_new() -> None:
    """The other that is like it is gone, but it is more like the one that stayed."""
    old = [fact("Warm pot", "Keeps tea warm for an hour."), fact("Warm pots", "Keep tea warm for hours.")]
    before = aged(release(lecture(*old)))
    after = release(lecture(old[0], fact("Warm pot.", "Keeps tea warm for an hour!")), over=before)
    assert after[0].guid == before[0].guid
    assert after[1].guid not in {note.guid for note in before}


def test_a_new_id_is_known_by_the_name_of_the_lecture() -> None:
    """Also where no note is as it was, and each says too little to be found anywhere."""
    short = blank("BLANK", "tea")
    before = [replace(lecture(short), block="cups")]
    assert stays(before, [replace(lecture(blank("BLANK!", "tea"), id="bb"), block="cups")])
    assert not stays(before, [replace(lecture(blank("BLANK!", "tea"), id="bb"), block="cups", dashed_name="tea")])


def test_long_options_find_a_reworded_question_in_another_lecture() -> None:
    options = (
        "The cosy keeps it warm for an hour.",
        "The sieve holds back every leaf.",
        "The spoon only stirs it slowly.",
    )
    old = question("Who keeps the tea warm in the pot?", *options)
    new = question("Who of these keeps our tea warm in a pot?", options[0], options[1] + "..", options[2])
    others = [question(f"What does part {word} do?") for word in ("one", "two")]
    before = [replace(lecture(old, others[0]), dashed_name="one"), lecture(others[1], id="bb")]
    after = [replace(lecture(others[0]), dashed_name="one"), lecture(others[1], new, id="bb")]
    guids = {note.field("Question"): note.guid for note in release(*before)}
    assert release(*after, over=release(*before))[2].guid == guids[old.text]


def test_a_translation_is_another_note() -> None:
    english = lecture(WARM, fact("HTML", "A language for pages of the web."))
    spanish = replace(english, language="espanol")
    before = release(english)
    assert not {note.guid for note in before} & {note.guid for note in release(spanish, over=before)}


def test_a_new_id_takes_all_notes_along() -> None:
    """Also one whose text was edited in the same step, since the others say where the lecture went."""
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


def test_facts_that_exchange_their_terms_follow_the_terms() -> None:
    """Though a definition tells more than a term; also where a term stands twice, no note is mixed up."""
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


def test_an_edited_text_outweighs_an_old_guid() -> None:
    """The note goes with what it says now; the old wording that comes back as another question is new."""
    first = release(lecture(WARM))
    fixed = replace(WARM, text="Who keeps a tea warm in the pot?")
    second = release(lecture(fixed), over=first)
    again = question(WARM.text, "No guest", "Every guest")
    third = release(lecture(again, replace(fixed, text=fixed.text + "!")), over=second)
    assert third[1].guid == first[0].guid
    assert third[0].guid != first[0].guid


def test_a_note_with_a_broken_key_is_known_by_its_guid_alone() -> None:
    (note,) = release(lecture(WARM))
    at = note.note_type.field_names.index("Key")
    broken = replace(note, fields=(*note.fields[:at], "???", *note.fields[at + 1 :]))
    assert release(lecture(WARM), over=[broken])[0].guid == note.guid
    assert release(lecture(replace(WARM, text=WARM.text + "!")), over=[broken])[0].guid != note.guid


def test_list_items_keep_lists_inside_an_item_together() -> None:
    html = '<ol class="x"><li>a &lt;b&gt; <code>x</code></li><li><ul><li>1</li><li>2</li></ul></li><li></li></ol>'
    assert list_items(html) == ["a &lt;b&gt; <code>x</code>", "<ul><li>1</li><li>2</li></ul>", ""]


def test_a_fact_that_opens_in_other_words_is_one_note_with_the_fuller_text_and_both_tags() -> None:
    short, full = "returns the warmest cup.", "This method returns the warmest cup."
    one, two = drafts(lecture(fact("pick()", short)), lecture(fact("pick()", full), id="bb"))
    (draft,) = merge([one, replace(two, tags=(*two.tags, "review"))])
    assert draft.more == two.more
    assert {*one.tags, "review"} == set(draft.tags)
    (note,) = release(lecture(fact("pick()", short)), lecture(fact("pick()", full), id="bb"))
    assert note.field("Definition") == full
    (same,) = release(lecture(fact("pick()", full)), lecture(fact("pick()", short), id="bb"), over=(note,))
    assert same.guid == note.guid


def test_facts_that_differ_in_more_than_their_opening_stay_two_notes() -> None:
    notes = release(
        lecture(fact("pick()", "Returns the warmest cup.")),
        lecture(fact("pick()", "Returns the warmest cup that is clean."), id="bb"),
    )
    assert len(notes) == 2
