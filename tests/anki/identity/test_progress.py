"""What a learner keeps when a lecture is edited, built over its last package, and imported again.

Every promise is a whole round trip on the real engine: import, study with the real scheduler, edit, build, import.
Each holds with the lockfile and the package, and with either alone; and each fails without matching.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.anki.learner import (
    COLD,
    NAMES,
    POUR,
    TEA,
    WARM,
    Asked,
    Learner,
    progress,
    with_slips,
)
from tests.conftest import lecture_text, question_text


def test_what_the_database_check_completes_is_no_change(learner: Learner) -> None:
    before = learner.start()
    assert learner.collection.db is not None
    learner.collection.db.execute("UPDATE cards SET data = json_remove(data, '$.lrt') WHERE ord = 0")
    learner.keeps(before)
    assert progress(learner.collection) == before
    learner.collection.db.execute("UPDATE cards SET due = due + 1 WHERE ord = 0")
    assert progress(learner.collection) != before


def test_the_start_is_a_studied_deck(learner: Learner) -> None:
    before = learner.start()
    assert sorted(before) == sorted(NAMES)
    cards = [card for was in before.values() for card in was.cards]
    assert len(cards) == learner.collection.card_count() >= 7
    assert all(card[7] == 1 for card in cards)
    assert {card[3] for card in cards} >= {-1, 2}
    assert [card[10] for card in cards if card[10]] == [3]
    assert all(was.log for was in before.values())


def test_a_typo_in_a_question(learner: Learner) -> None:
    before = learner.start()
    fixed = "Who keeps the tea warm in a pot?"
    learner.update(TEA.with_question(0, text=fixed))
    learner.keeps(before, renamed={WARM.text: fixed}, changed=(WARM.text,))


def test_a_typo_in_an_option(learner: Learner) -> None:
    before = learner.start()
    learner.update(TEA.with_question(0, answers=(*WARM.answers[:2], ("A teaspoon", "It only stirs."))))
    learner.keeps(before, changed=(WARM.text,))
    assert "A teaspoon" in progress(learner.collection)[WARM.text].fields[1]


def test_typos_in_a_question_and_in_its_options(learner: Learner) -> None:
    before = learner.start()
    fixed = "Who keeps the tea warm in its pot?"
    answers = (("The sieve", "It only holds leaves."), *WARM.answers[1:])
    learner.update(TEA.with_question(0, text=fixed, answers=answers))
    learner.keeps(before, renamed={WARM.text: fixed}, changed=(WARM.text,))


def test_a_feedback_is_edited(learner: Learner) -> None:
    before = learner.start()
    learner.update(TEA.with_question(0, answers=(("A sieve", "It holds nothing but leaves."), *WARM.answers[1:])))
    learner.keeps(before, changed=(WARM.text,))


def test_another_answer_is_right(learner: Learner) -> None:
    before = learner.start()
    answers = (("A sieve", None), ("A cosy", "It keeps nothing warm."), WARM.answers[2])
    learner.update(TEA.with_question(0, answers=answers, solution=1))
    learner.keeps(before, changed=(WARM.text,))


def test_options_in_another_order(learner: Learner) -> None:
    before = learner.start()
    learner.update(TEA.with_question(0, answers=WARM.answers[::-1]))
    learner.keeps(before, changed=(WARM.text,))


def test_questions_in_another_order(learner: Learner) -> None:
    before = learner.start()
    learner.update(replace(TEA, questions=TEA.questions[::-1], facts=TEA.facts[::-1]))
    learner.keeps(before)


def test_a_question_in_the_middle(learner: Learner) -> None:
    before = learner.start()
    added = Asked("How long does green tea stay in the pot?", (("An hour", "Bitter."), ("Two minutes", None)), 2)
    learner.update(replace(TEA, questions=(WARM, added, POUR, COLD)))
    learner.keeps(before, new=(added.text,))


def test_a_question_is_deleted(learner: Learner) -> None:
    """Its note stays where it is, with all its progress, and with the tags and edits of the learner."""
    before = learner.start()
    learner.update(replace(TEA, questions=(WARM, COLD)))
    learner.keeps(before)


def test_the_file_moves(learner: Learner) -> None:
    before = learner.start()
    learner.file = learner.folder / "elsewhere" / "about-pots.md"
    learner.update(TEA)
    learner.keeps(before)


def test_the_file_moves_and_gets_another_id(learner: Learner) -> None:
    before = learner.start()
    learner.file = learner.folder / "elsewhere" / "about-pots.md"
    fixed = "Who keeps the tea warm in a pot?"
    learner.update(replace(TEA.with_question(0, text=fixed), id="5f00000000000000000000bb"))
    learner.keeps(before, renamed={WARM.text: fixed}, changed=(WARM.text,))


def test_two_texts_are_swapped(learner: Learner) -> None:
    """Each question keeps its own schedule, though it stands where the other stood."""
    before = learner.start()
    assert before[WARM.text].cards != before[POUR.text].cards
    swapped = replace(TEA, questions=(replace(WARM, text=POUR.text), replace(POUR, text=WARM.text), COLD))
    learner.update(swapped)
    learner.keeps(before, changed=(WARM.text, POUR.text))


def test_two_questions_are_swapped_whole(learner: Learner) -> None:
    before = learner.start()
    learner.update(replace(TEA, questions=(POUR, WARM, COLD)))
    learner.keeps(before)


def test_a_definition_changes(learner: Learner) -> None:
    before = learner.start()
    facts = (("Spout", "a bent pipe for pouring that every pot has."), TEA.facts[1])
    learner.update(replace(TEA, facts=facts))
    learner.keeps(before, changed=("Spout",))
    assert "pipe for pouring" in " ".join(progress(learner.collection)["Spout"].fields)


def test_a_term_is_renamed(learner: Learner) -> None:
    before = learner.start()
    learner.update(replace(TEA, facts=(("Beak", TEA.facts[0][1]), TEA.facts[1])))
    learner.keeps(before, renamed={"Spout": "Beak"}, changed=("Spout",))


def test_a_typo_in_a_sentence(learner: Learner) -> None:
    before = learner.start()
    learner.update(replace(TEA, sentences=(("The tea BLANK really hot in the BLANK.", ("is", "pot")),)))
    learner.keeps(before, renamed={NAMES[5]: NAMES[5].replace("very", "really")}, changed=(NAMES[5],))


def test_a_sentence_gets_another_gap(learner: Learner) -> None:
    """The old gaps keep their schedule, and the new one is a new card of the same note."""
    before = learner.start()
    learner.update(
        replace(TEA, sentences=(("The tea BLANK very hot in the BLANK. BLANK!", ("is", "pot", "Yes")),))
    )
    name = NAMES[5] + " {{c3::Yes}}!"
    learner.keeps(before, renamed={NAMES[5]: name}, changed=(NAMES[5],))
    assert [card[7] for card in progress(learner.collection)[name].cards] == [1, 1, 0]


def test_what_is_unchanged_keeps_the_learners_edits(learner: Learner) -> None:
    """Nothing changed, and the clock is years on: no field, no tag and no schedule of any note moves."""
    before = learner.start()
    log = learner.update(TEA)
    assert len(log.duplicate) == len(NAMES)
    learner.keeps(before)


def test_bookkeeping_costs_no_tag_and_no_edit(learner: Learner) -> None:
    """Another title, id, file and block, all at once: nothing that a learner studies is different."""
    before = learner.start()
    learner.file = learner.folder / "curriculum" / "challenges" / "english" / "blocks" / "tea" / "pots.md"
    learner.file.parent.mkdir(parents=True)
    learner.update(replace(TEA, id="5f00000000000000000000bb", title="All about pots"))
    learner.keeps(before)


def test_a_lecture_with_an_error_keeps_its_notes(learner: Learner) -> None:
    """It is left out of the build, but its cards are not gone: nothing is tagged, nothing is touched."""
    before = learner.start()
    other = learner.folder / "other.md"
    other.write_text(lecture_text("# --questions--\n\n" + question_text("Why is it hot?"), id="cc", title="Other"))
    learner.update(TEA.with_question(0, solution=9), other, exit_code=1)
    learner.keeps(before, new=("Why is it hot?",))
    learner.update(TEA, other)
    learner.keeps(before, new=("Why is it hot?",))


@pytest.mark.parametrize("wrong", ["# --question--", "# --qestions--", "    # --questions--", "## --questions--"])
def test_a_misspelt_marker_removes_no_note(learner: Learner, wrong: str) -> None:
    """The questions below it are not read, but they are not gone: the rest of the lecture is built."""
    before = learner.start()
    learner.file.write_text(TEA.markdown().replace("# --questions--", wrong))
    result = learner.run("build", learner.file, "-o", learner.package)
    assert "0 removed" in result.output
    assert "3 held back" in result.output
    learner.import_it()
    learner.keeps(before)


@pytest.mark.parametrize("wrong", ["# --question--", "# --qestions--", "# -- questions --", "# --quizes--"])
@pytest.mark.parametrize("alone", [True, False])
def test_a_lecture_with_nothing_but_a_misspelt_marker_keeps_its_notes(
    learner: Learner, wrong: str, alone: bool
) -> None:
    """It is an error, whether the file is named or one of a folder."""
    only = replace(TEA, facts=(), sentences=())
    before = learner.start(only)
    other = learner.file.with_name("other.md")
    other.write_text(lecture_text("# --questions--\n\n" + question_text("Why is it hot?"), id="cc", title="Other"))
    text = only.markdown().replace("# --questions--", wrong)
    if wrong == "# --quizes--":  # and nothing else in the file that is ours
        text = text[: text.index("## --")] + "Tea.\n"
    learner.file.write_text(text)
    files = [learner.file, other] if alone else [learner.file.parent]
    result = learner.run("build", *files, "-o", learner.package)
    assert result.exit_code == 1
    assert "LD121" in result.output
    assert "0 removed, 3 held back" in result.output
    learner.import_it()
    learner.keeps(before, new=("Why is it hot?",))


def test_a_lecture_too_damaged_to_have_an_id_keeps_its_notes(learner: Learner) -> None:
    """It may be any lecture, so none that is missing now counts as removed."""
    before = learner.start()
    other = learner.folder / "other.md"
    other.write_text(lecture_text("# --questions--\n\n" + question_text("Why is it hot?"), id="cc", title="Other"))
    learner.update(TEA, other)
    learner.file.write_bytes(b"\xff\xfe" + TEA.markdown().encode())
    result = learner.run("build", learner.file, other, "-o", learner.package)
    assert "6 held back, 1 unchanged" in result.output
    learner.import_it()
    learner.keeps(before, new=("Why is it hot?",))


PROMISES = [
    test_a_typo_in_a_question,
    test_a_typo_in_an_option,
    test_typos_in_a_question_and_in_its_options,
    test_a_feedback_is_edited,
    test_another_answer_is_right,
    test_options_in_another_order,
    test_questions_in_another_order,
    test_a_question_in_the_middle,
    test_a_question_is_deleted,
    test_the_file_moves,
    test_the_file_moves_and_gets_another_id,
    test_two_texts_are_swapped,
    test_two_questions_are_swapped_whole,
    test_a_definition_changes,
    test_a_term_is_renamed,
    test_a_typo_in_a_sentence,
    test_a_sentence_gets_another_gap,
    test_what_is_unchanged_keeps_the_learners_edits,
    test_bookkeeping_costs_no_tag_and_no_edit,
    test_a_lecture_with_an_error_keeps_its_notes,
    test_a_lecture_too_damaged_to_have_an_id_keeps_its_notes,
]


by_promise = pytest.mark.parametrize(
    "promise", PROMISES, ids=lambda promise: promise.__name__.removeprefix("test_")
)


@by_promise
@pytest.mark.parametrize("memory", ["lockfile", "package"])
def test_a_promise_holds_with_one_of_lockfile_and_package(
    learner: Learner, promise: Callable[[Learner], None], memory: str
) -> None:
    learner.remembers = memory
    promise(learner)


@by_promise
def test_without_matching_a_build_costs_progress(learner: Learner, promise: Callable[[Learner], None]) -> None:
    learner.remembers = "nothing"
    with pytest.raises(AssertionError):
        promise(learner)


def test_a_natural_guid_is_not_given_to_another_question(learner: Learner) -> None:
    """A text is edited, and its old wording comes back as another question: that one is new."""
    before = learner.start()
    slip = with_slips(TEA).questions[0]
    again = replace(slip, answers=(("The host", None), ("Every guest", "Not so.")), solution=1)
    log = learner.update(replace(TEA, questions=(*TEA.questions, again)))
    assert len(log.new) == 1
    learner.keeps(before, new=(again.text,))


def test_a_gap_in_front_takes_no_schedule_from_the_others(learner: Learner) -> None:
    """Cards belong to the number of their gap, so a sentence whose gaps all move on is another note."""
    before = learner.start()
    sentence = "BLANK tea BLANK very hot in the BLANK."
    learner.update(replace(TEA, sentences=((sentence, ("The", "is", "pot")),)))
    name = "{{c1::The}} tea {{c2::is}} very hot in the {{c3::pot}}."
    learner.keeps(before, new=(name,))
    assert [card[7] for card in progress(learner.collection)[name].cards] == [0, 0, 0]
