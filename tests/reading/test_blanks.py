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
    assert "Not cold." not in front + second_front
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
