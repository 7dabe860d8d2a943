"""What `# --fillInTheBlank--` promises."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from anki.collection import Collection
from click.testing import Result

from lecturedeck.anki.render import ordinals
from tests.conftest import (
    assert_healthy,
    blank_text,
    codes,
    import_package,
    lecture_text,
    notes_of,
    read,
)

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("`tea`", "tea"),
        ("`` `tea` ``", "`tea`"),
        ("` tea `", "tea"),
        ("`a < b & c`", "a &lt; b &amp; c"),
        ("`&lt;`", "&amp;lt;"),
        (r"`\n`", r"\n"),
        ("plain", "plain"),
        ("**bold**", "bold"),
        ("`two\nlines`", "two lines"),
    ],
)
def test_an_answer_is_the_text_between_backticks(code: str, answer: str) -> None:
    body = blank_text().replace("`cosy`", code)
    (blank,) = read(lecture_text(body)).blanks
    assert blank.gaps[0].answer == answer


def test_a_sentence_may_hold_backticks_and_markup_as_text() -> None:
    body = blank_text().replace("`A BLANK keeps tea warm.`", "`` `x` BLANK <b> &amp; *y* ``")
    (blank,) = read(lecture_text(body)).blanks
    assert blank.sentence == "<p>`x` BLANK &lt;b&gt; &amp;amp; *y*</p>"


def test_blank_glued_to_letters_is_a_gap() -> None:
    (blank,) = read(lecture_text(blank_text("TeaBLANKs are BLANK.", blanks=(("pot", None), ("hot", None))))).blanks
    assert blank.sentence.count("BLANK") == len(blank.gaps) == 2


def cards(collection: Collection, lecturedeck: Run, folder: Path, text: str) -> list[tuple[str, str]]:
    """Front and back of the cards of one blank, through the engine."""
    (folder / "blank.md").write_text(text)
    result = lecturedeck("build", folder / "blank.md", "-o", folder / "x.apkg")
    assert result.exit_code == 0, result.output
    import_package(collection, folder / "x.apkg")
    assert_healthy(collection)
    found = [collection.get_card(number) for number in collection.find_cards("")]
    return [(card.question(), card.answer()) for card in sorted(found, key=lambda card: card.ord)]


def test_each_gap_is_a_card_and_the_others_are_filled(
    collection: Collection, lecturedeck: Run, tmp_path: Path
) -> None:
    body = blank_text("A BLANK keeps tea BLANK.", blanks=(("cosy", "It is a cover."), ("warm", "Not cold.")))
    both = cards(collection, lecturedeck, tmp_path, lecture_text(body + "# --explanation--\n\nWool helps.\n"))
    assert len(both) == 2
    (front, back), (second_front, second_back) = both
    assert "[...]" in front
    assert "warm" in front
    assert ">cosy<" not in front
    for text in ("It is a cover.", "Not cold."):  # the feedback of a gap is a hint, folded until a tap
        before, folded = front.split('<details class="more hint">')
        assert text not in before
        assert text in folded
    assert ">cosy<" in second_front
    assert "cosy" in back
    for side in (back, second_back):
        assert "Wool helps." in side
    assert "It is a cover." in back
    assert "Not cold." in second_back


@pytest.mark.parametrize(
    "answer",
    [
        "a::b", "::", "::before", "a}}b", "}", "}}", "}}}", "{{", "{{c2::x}}", "{{c1::x::y}}", "<b>", "a:", ":a",
        "[...]", "&amp;", "[sound:a.mp3]", r"\(x\)", "[latex]x[/latex]", "[anki:tts lang=en_US]x[/anki:tts]",
    ],
)  # fmt: skip
def test_an_answer_of_any_characters_stays_one_gap(
    collection: Collection, lecturedeck: Run, tmp_path: Path, answer: str
) -> None:
    text = lecture_text(blank_text("say BLANK now", blanks=((answer, None),)))
    ((front, back),) = cards(collection, lecturedeck, tmp_path, text)
    (shown,) = re.findall(r'<span class="cloze" data-ordinal="1">(.*?)</span> now', back, re.DOTALL)
    assert unescape(re.sub(r"</?[a-z][^>]*>", "", shown)) == answer
    assert re.search(r'say <span class="cloze"[^>]*>\[\.\.\.\]</span> now', front)
    assert "[anki:play" not in back
    assert "[latex" not in back


@pytest.mark.parametrize(
    "words",
    ["{{c2::x}} BLANK", "{BLANK}", "{{BLANK}}", "a::BLANK::b", "}}BLANK{{", "{{c1::BLANK", "[sound:x.mp3] BLANK"],
)
def test_a_sentence_of_any_characters_has_its_gaps_and_no_others(
    collection: Collection, lecturedeck: Run, tmp_path: Path, words: str
) -> None:
    text = lecture_text(blank_text(words, blanks=(("tea", None),)))
    ((_, back),) = cards(collection, lecturedeck, tmp_path, text)
    (shown,) = re.findall(r"<p>(.*?)</p>", back)
    assert unescape(re.sub(r"</?[a-z][^>]*>", "", shown)) == words.replace("BLANK", "tea")


def test_our_own_rendering_knows_the_same_gaps() -> None:
    for answer in ("a::b", "}}", "{{c2::x}}", "}"):
        (note,) = notes_of(lecture_text(blank_text(blanks=((answer, None),))))
        assert ordinals(note.note_type, note.fields) == (0,)


def test_two_feedbacks_of_one_gap_are_reported_and_the_first_is_read() -> None:
    body = blank_text().replace("It is a cover.", "It is a cover.\n\n### --feedback--\n\nTwice.")
    lecture = read(lecture_text(body))
    assert codes(lecture) == [("LD409", 22)]
    assert lecture.blanks[0].gaps[0].feedback == "It is a cover."


def _field(name: str, text: str, **matter: str) -> str:
    (note,) = notes_of(lecture_text(text, **matter))
    return note.field(name)


def test_the_feedback_of_a_gap_is_its_hint() -> None:
    hint = _field("Hint", blank_text("A BLANK and a BLANK.", blanks=(("cosy", "It is warm."), ("sieve", None))))
    assert hint == '<ol class="feedback"><li>It is warm.</li><li></li></ol>'


@pytest.mark.parametrize(
    ("answer", "feedback", "matter"),
    [
        ("cosy", "A `cosy` is a cover.", {}),
        ("Tea leaves", "The tea leaves come first.", {}),
        ("茶 (chá)", "`茶 (chá)` is what leaves make.", {"lang": "zh-CN"}),
        ("茶 (chá)", "It is said as chá.", {"lang": "zh-CN"}),
        ("お茶", "ここでは「お茶」といいます。", {}),
    ],
)
def test_feedback_that_says_its_answer_is_no_hint(answer: str, feedback: str, matter: dict[str, str]) -> None:
    text = blank_text("It is BLANK.", blanks=((answer, feedback),))
    assert _field("Hint", text, **matter) == ""
    assert _field("Feedback", text, **matter) != ""


def test_a_part_of_another_word_does_not_give_the_answer_away() -> None:
    assert _field("Hint", blank_text("BLANK tea.", blanks=(("a", "A small word, as in that."),))) == ""
    assert _field("Hint", blank_text("BLANK tea.", blanks=(("at", "Small words, as in that."),))) != ""


def _chosen_from(instructions: str, *answers: str) -> str:
    gaps = blank_text("Say " + "BLANK, " * len(answers), blanks=tuple((answer, None) for answer in answers))
    return _field("Text", f"# --instructions--\n\n{instructions}\n\n{gaps}")


def test_a_text_whose_answers_stand_beside_it_says_so() -> None:
    assert _chosen_from("Choose from `cosy`, and `tea leaves`.", "tea leaves", "cosy").startswith(
        '<div class="bank">'
    )


@pytest.mark.parametrize(
    "answers", [("tea leaves", "pot"), ("cosy",), ("cosy", "cosy"), ("cosy", "tea leave"), ("and", "tea leaves")]
)
def test_other_texts_do_not(answers: tuple[str, ...]) -> None:
    assert "bank" not in _chosen_from("Choose from `cosy`, and `tea leaves`.", *answers)


def test_a_small_word_counts_where_it_is_quoted() -> None:
    assert "bank" in _chosen_from("Choose from `on` and `at`.", "at", "on")


@pytest.mark.parametrize(
    ("sentence", "instructions", "hint"),
    [
        ("BLANK", "Write this number.", '<ol class="feedback needed"><li>It is 7.</li></ol>'),
        ("7 = BLANK", "Write this number.", '<ol class="feedback"><li>It is 7.</li></ol>'),
        ("BLANK", "Listen to the audio and write.", '<ol class="feedback"><li>It is 7.</li></ol>'),
    ],
)
def test_where_there_is_only_a_gap_and_no_sound_its_hint_is_needed(
    sentence: str, instructions: str, hint: str
) -> None:
    gaps = blank_text(sentence, blanks=(("siete", "It is 7."),))
    said = "<!-- (Audio) Ana: Siete. -->\n\n"
    assert _field("Hint", f"{said}# --instructions--\n\n{instructions}\n\n{gaps}", lang="es") == hint


@pytest.mark.parametrize(
    ("instructions", "shown"),
    [
        ("This task doesn't have audio. Read the text.", "Read the text."),
        ("This task has no audio.\n\nRead the text.", "Read the text."),
        ("Esta tarea no tiene audio. Lee el texto.", "Lee el texto."),
        ("Read the text. It is **short**.", "Read the text. It is <strong>short</strong>."),
    ],
)
def test_that_a_task_has_no_audio_need_not_be_said(instructions: str, shown: str) -> None:
    context = _field("Context", f"# --instructions--\n\n{instructions}\n\n{blank_text()}", lang="es")
    assert context.replace("<p>", "").replace("</p>", "") == shown


def test_elsewhere_a_sentence_about_audio_stays() -> None:
    text = "A page has no audio. Read the text."
    assert _field("Context", f"# --instructions--\n\n{text}\n\n{blank_text()}") == text


@pytest.mark.parametrize(
    ("said", "passage"),
    [
        ("Ana: A cosy keeps tea warm!", ""),
        (
            "Ana: A cosy keeps tea warm. Ben: Pour!",
            "<p><b>Ana:</b> A cosy keeps tea warm.</p><p><b>Ben:</b> Pour!</p>",
        ),
    ],
)
def test_a_dialogue_that_only_repeats_the_sentence_is_not_shown(said: str, passage: str) -> None:
    shown = _field("Passage", f"<!-- (Audio) {said} -->\n\n{blank_text()}", lang="en")
    assert re.sub(r' lang="[a-z]+"', "", shown) == passage


def test_nor_is_one_with_other_pronunciations() -> None:
    text = blank_text("我喝 (wǒ hē) BLANK。", blanks=(("茶 (chá)", None),))
    assert _field("Passage", f"<!-- (Audio) Ana: 我 (wǒ) 喝茶 (hē chá) ! -->\n\n{text}", lang="zh-CN") == ""
