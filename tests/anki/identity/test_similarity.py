"""How similar two notes are, and where one is no more than a translation of the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lecturedeck.anki.identity.comparable import Comparable, comparable, length, list_items
from lecturedeck.anki.identity.match import match
from lecturedeck.anki.identity.similarity import (
    THRESHOLD,
    has_other_code,
    have_parts_in_common,
    have_same_options,
    have_short_options,
    is_exchanged,
    numbers,
    similarity,
)
from lecturedeck.anki.identity.translated import evidence, is_translation, spread, translations
from lecturedeck.lecture import Blank, Fact, Gap, Lecture, Question
from tests.anki.lectures import aged, blank, drafts, fact, lecture, question, release


def choice(text: str, *options: str, right: int = 0, code: tuple[str, ...] = ()) -> Comparable:
    return Comparable("g", "aa:english", "choice", text, tuple(sorted(options)), options[right], code=code)


def gaps(text: str, *answers: str) -> Comparable:
    return Comparable("g", "aa:english", "blank", text, answers)


def defined(term: str, definition: str) -> Comparable:
    return Comparable("g", "aa:english", "fact", term, (definition,))


POT = choice("who keeps the tea warm", "a cosy", "a sieve", "a spoon")


def test_equal_notes_are_wholly_similar_and_punctuation_at_the_end_is_none() -> None:
    assert similarity(POT, POT) == 1
    assert similarity(POT, choice("who keeps the tea warm?!", "a cosy", "a sieve", "a spoon")) == 1
    assert similarity(POT, POT, telling=False) == 1


def test_the_correct_option_of_one_as_an_incorrect_one_of_the_other_is_another_question() -> None:
    other = choice("who keeps the tea warm now", "a cosy", "a sieve", "a spoon", right=1)
    assert is_exchanged(POT, other)
    assert similarity(POT, other) == 0
    assert not is_exchanged(POT, choice("x", "a cosy", "a cat", "a dog"))
    assert is_exchanged(POT, choice("x", "a lid", "a cosy", "a dog"))
    assert not is_exchanged(POT, choice("x", "a lid", "a cat", "a dog"))


def test_a_question_that_is_equal_may_have_another_correct_option() -> None:
    assert similarity(POT, choice(POT.text, "a cosy", "a sieve", "a spoon", right=1)) >= THRESHOLD


def test_numbers_tell_notes_apart() -> None:
    assert numbers('step 12 of "A" and \'xyz\', not "four" 3') == ["12", '"A"', "'xyz'", "3"]
    assert similarity(defined("tea 404", "no tea is here now"), defined("tea 403", "no tea is here yet")) == 0
    same = similarity(defined("tea 404", "no tea is here now"), defined("tea 403", "no tea is here now"))
    assert same >= THRESHOLD


def test_a_definition_of_ten_letters_is_enough_for_a_new_term() -> None:
    assert similarity(defined("lid", "x" * 10), defined("cover", "x" * 10)) == THRESHOLD
    assert similarity(defined("lid", "x" * 9), defined("cover", "x" * 9)) == 0


def test_a_definition_that_several_have_is_not_enough() -> None:
    assert similarity(defined("lid", "x" * 10), defined("cover", "x" * 10), telling=False) == 0


def test_where_parts_are_shared_the_text_must_be_nearly_equal() -> None:
    one, typo = "does water boil sooner at the top of a hill", "does water boil sooner at the top of the hill"
    assert similarity(choice(one, "true", "false"), choice(typo, "true", "false"), telling=False) > 0.9
    other = "does water boil sooner at the foot of all those hills"
    assert similarity(choice(one, "true", "false"), choice(other, "true", "false"), telling=False) == 0


def test_short_options_may_have_one_typo() -> None:
    assert have_short_options(POT, choice("x", "a cosy", "a sieve", "a spoone"))
    assert have_short_options(POT, choice("x", "a spoon", "a sieve", "a cosy"))
    assert not have_short_options(POT, choice("x", "a cosi", "a sieve", "a spoone"))
    assert not have_short_options(POT, choice("x", "a cosy", "a sieve", "milk"))
    assert not have_short_options(POT, choice("x", "a cosy", "a sieve"))
    assert not have_short_options(choice("x", "milk", "tea"), choice("x", "milk", "tea"))
    cups = choice("x", "1 cup of it", "a pot", "a jug")
    assert not have_short_options(cups, choice("x", "2 cup of it", "a pot", "a jug"))


def test_long_options_are_the_same_only_with_the_same_numbers_and_a_like_text() -> None:
    options = ("the cosy keeps it warm for 1 hour", "the sieve holds back every leaf", "the spoon stirs it slowly")
    one = choice("who keeps the tea warm", *options)
    assert have_same_options(one, choice("who keeps tea warm", *options))
    assert not have_same_options(one, choice("zzz", *options))
    later = options[0].replace("1", "2")
    assert not have_same_options(one, choice("who keeps the tea warm", later, *options[1:]))
    assert not have_same_options(POT, POT)
    assert have_same_options(choice("tea", "x" * 80), choice("tea", "x" * 80))
    assert not have_same_options(choice("tea", "x" * 79), choice("tea", "x" * 79))


def test_parts_are_in_common_whatever_their_order() -> None:
    assert have_parts_in_common(gaps("x", "milk", "sugar"), gaps("y", "sugar", "milk"))
    assert not have_parts_in_common(gaps("x", "milk", "sugar"), gaps("y", "lemon", "honey"))


def test_other_code_is_another_question_and_more_code_is_not() -> None:
    pour = choice("what does it give", "1", "2", code=("pour()",))
    assert has_other_code(pour, choice("x", "1", "2", code=("steep()",)))
    assert not has_other_code(pour, choice("x", "1", "2", code=("poor()",)))
    assert not has_other_code(pour, choice("x", "1", "2", code=("pour()", "steep()")))
    assert not has_other_code(pour, choice("x", "1", "2"))


def test_a_gap_keeps_its_number() -> None:
    one = gaps("the BLANK is warm and the BLANK is cold", "tea", "milk")
    assert similarity(one, gaps(one.text, "tea", "milk", "ice")) == pytest.approx(0.95)
    assert similarity(one, gaps(one.text, "ice", "tea", "milk")) < THRESHOLD
    assert similarity(gaps("the tea", "x"), gaps("the tea")) == 0


def test_a_question_is_compared_by_what_it_says() -> None:
    (draft,) = drafts(lecture(question("Who Pours <b>It</b>", "The  Host", "A guest", "The cat", right=2)))
    said = comparable("g", "aa:english", draft, 7)
    assert (said.text, said.parts, said.right) == ("who pours it", ("a guest", "the cat", "the host"), "the cat")
    assert (said.place, said.form, said.language) == (7, (3, 2), "english")
    assert said.shape[:4] == (12, 8, 7, 7)


def test_the_code_in_a_question_is_known_by_how_it_begins() -> None:
    text = "What is <code>" + "x" * 30 + "</code> or <code>b</code> or <code></code>?"
    (draft,) = drafts(lecture(question(text, "<code>a</code>", "no")))
    assert comparable("g", "aa:english", draft, 1).code == ("a", "b", "x" * 24)


def test_a_blank_and_a_fact_are_compared_by_what_they_say() -> None:
    fact_draft, blank_draft = drafts(lecture(fact("Lid", "On top."), blank("The BLANK is BLANK.", "tea", "hot")))
    said = comparable("g", "aa:english", fact_draft, 1)
    assert (said.text, said.parts, said.right, said.form) == ("lid", ("on top.",), "", ())
    said = comparable("g", "aa:english", blank_draft, 1)
    assert (said.text, said.parts, said.form) == ("the blank is blank .", ("tea", "hot"), (2,))


def test_a_chinese_character_is_as_long_as_three_letters() -> None:
    assert [length(text) for text in ("tea", "té", "茶", "\u2e80", "\u2e7f", "茶 t")] == [3, 2, 3, 3, 1, 5]


def test_items_of_a_list_may_have_attributes_and_lists_of_their_own() -> None:
    assert list_items('<ol><li class="x">a</li><li>b</li></ol>') == ["a", "b"]
    assert list_items("<ul><li>a<ol><li>b &amp; &#99;</li></ol>c</li></ul>d") == [
        "a<ol><li>b &amp; &#99;</li></ol>c"
    ]
    assert list_items("tea") == []


def told(
    text: str, *parts: str, place: int = 0, shape: tuple[int, ...] = (10, 5), code: tuple[str, ...] = ()
) -> Comparable:
    return Comparable("g", "aa:english", "choice", text, parts, "", place, (2, 0), shape, code)


def test_code_speaks_for_a_translation_or_against_it() -> None:
    one = told("what does pour() give back", code=("pour()", "cup"))
    assert evidence(one, told("was gibt pour() aus", code=("pour()", "cup"))) == "for"
    assert evidence(one, told("was gibt pour() aus", code=("pour()",))) == "against"
    assert evidence(one, told("was gibt das aus")) == "against"
    assert evidence(told("what does it give back"), told("was gibt das aus", code=("pour()",))) == "against"


def test_another_form_or_shape_speaks_against_a_translation() -> None:
    one = told("what does pour() give", code=("pour()",))
    assert evidence(one, told("was", code=("pour()",), shape=(10, 50))) == "against"
    assert evidence(one, told("was", code=("pour()",), shape=(20, 10))) == "for"


def test_names_that_stand_on_both_sides_speak_for_a_translation() -> None:
    one = told("anna and boris and carla pour the tea in london")
    assert evidence(one, told("анна anna и boris boris льют чай")) == "for"
    assert evidence(one, told("анна dora и emil fritz льют чай")) == "against"
    assert evidence(one, told("анна anna и dora льют чай дома")) == "none"
    assert evidence(one, told("анна льёт чай anna")) == "none"


def test_relatives_of_words_speak_for_a_translation() -> None:
    one = told("the information about the temperature")
    assert evidence(one, told("la información sobre la temperatura")) == "for"
    assert evidence(one, told("zwischen quarkig wurstbrot")) == "against"


def test_the_shape_is_in_proportion() -> None:
    assert spread((9, 9), (19, 19)) == 0
    assert spread((9, 99), (9, 99)) == 0
    assert spread((9, 9), (9,)) == spread((9, 0), (9, 9)) == spread((0, 9), (9, 9)) == float("inf")
    assert spread((9, 0), (19, 0)) == 0
    assert 0.3 < spread((9, 9), (19, 9)) < 0.4


def test_translations_follow_the_order_of_the_notes() -> None:
    old = [told("pour() now", code=("pour()",), place=2), told("steep() now", code=("steep()",), place=1)]
    new = [told("nun steep()", code=("steep()",), place=1), told("nun pour()", code=("pour()",), place=2)]
    assert sorted(translations(old, new)) == [(0, 1), (1, 0)]
    assert sorted(translations(old, new[:1])) == [(0, 1)]
    assert translations([old[0], old[0]], new[1:]) == []


def test_a_pair_without_evidence_is_believed_among_others_that_have_it() -> None:
    old = [told("pour() now", code=("pour()",), place=1), told("we go", place=2)]
    new = [told("nun pour()", code=("pour()",), place=1), told("wir gehen", place=2)]
    near, far = (20, 10), (10, 2)
    assert evidence(old[1], told("茶", shape=near)) == "none"
    assert evidence(old[1], told("茶", shape=far)) == "none"
    assert sorted(translations(old, [new[0], told("茶", place=2, shape=near)])) == [(0, 0), (1, 1)]
    assert sorted(translations(old, [new[0], told("茶", place=2, shape=far)])) == [(0, 0)]


def test_english_becomes_another_language_as_a_whole() -> None:
    english = told("what is the right answer for the one who pours the tea, and why is that so")
    spanish = told("cuál es la respuesta correcta para el que sirve el té, y por qué es así")
    chinese = told("谁在倒茶 为什么 这样 是 正确 的")
    assert is_translation([english], [spanish])
    assert is_translation([english], [chinese])
    assert not is_translation([english], [english])
    assert not is_translation([spanish], [english])
    assert not is_translation([spanish], [chinese])


def test_half_of_a_text_is_enough_beside_short_options_that_are_equal() -> None:
    """ "SAID" counts then; with a slip in one option, more of the text must be the same."""
    other = choice("who holds the tea hot", "a cosy", "a sieve", "a spoon")
    assert similarity(POT, other) == pytest.approx(0.875, abs=0.01)
    assert similarity(POT, choice("zz", "a cosy", "a sieve", "a spoon")) == 0
    assert similarity(POT, choice("who heats the tea", "a cosy", "a sieve", "a spoons")) >= THRESHOLD
    assert similarity(POT, choice("who holds the tea hot", "a cosy", "a sieve", "a spoons")) < THRESHOLD
    assert similarity(choice(POT.text, "milk", "tea"), choice("who holds the tea hot", "milk", "tea")) < THRESHOLD


def test_similarity_does_not_depend_on_which_note_is_first() -> None:
    notes = [
        POT,
        choice("who holds the tea hot", "a cosy", "a sieve", "a spoons"),
        choice("who keeps the milk cold", "ice", "a cellar", "snow"),
        choice("who keeps the tea warm", "a cosy", "a sieve"),
    ]
    for one in notes:
        for other in notes:
            assert similarity(one, other) == pytest.approx(similarity(other, one))
            assert similarity(one, other, telling=False) == pytest.approx(similarity(other, one, telling=False))


def test_nothing_is_nothing() -> None:
    assert match([], []) == {}


# Notes that meet in two builds, each with the least that is enough for a match, and with a little less.
WORDS = "The big brown pot on the table by the window keeps our tea warm for a whole long afternoon"


def elsewhere(*contents: Question | Fact | Blank) -> Lecture:
    """A lecture of another id and name."""
    return replace(lecture(*contents, id="bb"), dashed_name="cups")


def same(old: str, new: str, *answers: str, feedback: str | None = None) -> bool:
    """Whether a blank in another lecture is the old one."""

    def one(text: str) -> Blank:
        return Blank(text, tuple(Gap(answer, feedback) for answer in answers), 1)

    before = aged(release(lecture(one(old))))
    return release(elsewhere(one(new)), over=before)[0].guid == before[0].guid


def test_long_feedback_finds_a_sentence_in_another_lecture() -> None:
    old, new = f"{WORDS} and BLANK.", "Our tea is warm in the big brown pot by the window, and BLANK."
    assert same(old, new, "strong", feedback="It has been in the pot for very much too long.")
    assert not same(old, new, "strong", feedback="Too long.")
    assert not same(old, new, "strong")
    assert not same(old, "Zz BLANK.", "strong", feedback="It has been in the pot for very much too long.")


def test_a_fact_of_another_lecture_is_known_by_a_long_definition_of_its_own() -> None:
    def found(definition: str, *more: Fact) -> bool:
        before = aged(release(lecture(fact("Infuser", definition), *more)))
        after = release(elsewhere(fact("Basket", definition)), over=before)
        return after[0].guid == before[0].guid

    assert found("a" * 40)
    assert not found("a" * 39)
    assert not found("a" * 40, fact("Cosy", "a" * 40))


def test_what_is_nearly_equal_is_found_in_another_lecture() -> None:
    def found(old: Question, new: Question) -> bool:
        before = aged(release(lecture(old)))
        return release(elsewhere(new), over=before)[0].guid == before[0].guid

    one = question(WORDS, "A cosy does it", "A sieve does it", "A spoon does it")
    assert found(one, replace(one, text=WORDS.replace("brown", "brwn")))
    assert not found(one, question(WORDS.replace("brown pot", "grey jug"), "Wool", "Iron", "Milk"))
    assert not found(replace(one, text=WORDS + " 1"), replace(one, text=WORDS.replace("big", "bg") + " 2"))
    assert not found(question("Why tea?", "Yes", "No"), question("Why, tea?", "Yes", "No."))


def test_a_question_that_left_for_another_lecture_is_found_though_its_old_text_is_asked_again() -> None:
    """Its options are long, and its own; that the lecture asks as often as before proves nothing elsewhere."""
    text = "Who keeps the tea warm in the pot?"
    stays = question(text, "The guest who came first of all", "The guest who came last of all")
    moves = question(text, "A cosy of thick blue wool", "A sieve of very fine wire")
    added = question(text, "Only the moon and the stars", "Nothing but luck and rain")
    before = aged(release(lecture(stays, moves)))
    after = release(
        lecture(stays, added),
        elsewhere(replace(moves, text="Who of these keeps all our tea so warm?")),
        over=before,
    )
    assert [note.guid == before[1].guid for note in after] == [False, False, True]


def test_a_lecture_of_another_id_and_name_is_known_by_the_notes_that_it_took_along() -> None:
    """So that one with an equal text is the same there, whatever its options are now."""
    others = [question(f"What does part {word} do?") for word in ("one", "two", "three")]
    edited = question("Who keeps the tea warm in the pot?", "Wool", "Iron", "Water")
    was = replace(edited, options=question("x", "A cosy", "A sieve", "A spoon").options)
    before = aged(release(lecture(was, *others)))
    assert [note.guid for note in release(elsewhere(edited, *others), over=before)] == [one.guid for one in before]
    assert release(elsewhere(edited), over=before)[0].guid not in {note.guid for note in before}


def test_options_of_forty_letters_in_all_are_enough_for_a_text_that_was_put_differently() -> None:
    """Also where one of them changed a little; with one letter less, the texts decide."""

    def both(size: int, one: str, other: str) -> float:
        here = choice("who keeps the tea warm", "r" * size, "x" * 16 + one)
        return similarity(here, choice("who holds the tea hot", "r" * size, "x" * 16 + other))

    assert both(20, "aaaa", "aaaa") >= THRESHOLD > both(19, "aaaa", "aaaa")
    assert both(20, "aaaa", "bbbb") >= THRESHOLD > both(20, "aaaa", "bbbbb")


def test_three_letters_in_common_are_no_relation_of_words() -> None:
    assert evidence(told("pouring tea"), told("brewing tea")) == "against"
