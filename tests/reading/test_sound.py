"""Listening tasks are read aloud where their words are known, else skipped and counted."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from click.testing import Result

from lecturedeck.lecture import Spoken
from lecturedeck.reading.sound import spoken_in_comments
from tests.conftest import codes, import_package, lecture_text, note_fields, question_text, quiz_text, read

Run = Callable[..., Result]
LISTEN = "# --instructions--\n\nListen to the audio and answer.\n\n"
ASK = "# --questions--\n\n" + question_text()
SAID = (Spoken("Ana", "The pot is hot."), Spoken("Ben", "Pour!"))


def scene(*lines: tuple[str, str]) -> str:
    commands: list[dict[str, object]] = [{"character": "Ana", "startTime": 0}]
    commands += [{"character": who, "dialogue": {"text": text, "align": "left"}} for who, text in lines]
    return f"# --scene--\n\n```json\n{json.dumps({'setup': {}, 'commands': commands})}\n```\n"


DIALOGUE = scene(("Ana", "The pot is hot."), ("Ben", "Pour!"))


def test_a_scene_is_what_is_said_in_it() -> None:
    lecture = read(lecture_text(ASK + DIALOGUE, lang="en-US"))
    assert lecture.spoken == SAID
    assert codes(lecture) == []


@pytest.mark.parametrize(
    "commands", ["{}", '{"commands": 1}', '{"commands": [1]}', "[]", "1", '{"commands": null}']
)
def test_a_scene_of_another_shape_is_a_warning(commands: str) -> None:
    lecture = read(lecture_text(ASK + f"# --scene--\n\n```json\n{commands}\n```\n", lang="en-US"))
    assert codes(lecture) == [("LD601", 33)]
    assert lecture.questions


def test_a_comment_may_hold_what_is_said() -> None:
    said = "<!-- (Audio) Ana: The pot is hot.\nBen: Pour! -->\n\n"
    assert spoken_in_comments(said) == SAID
    assert spoken_in_comments("<!-- (AUDIO)  Tea. -->") == (Spoken("", "Tea."),)
    assert spoken_in_comments("<!-- Ana: no recording -->") == ()
    assert read(lecture_text(said + LISTEN + ASK, lang="en-US")).spoken == SAID


def test_only_language_courses_need_sound() -> None:
    assert read(lecture_text(LISTEN + ASK, lang="en-US")).needs_sound
    assert not read(lecture_text(LISTEN + ASK)).needs_sound


@pytest.mark.parametrize(
    "letter",
    ["I'd love to hear from you. Listen to your heart!", "`listen to the audio`", "> Listen to me, please."],
)
def test_a_word_inside_a_letter_or_code_asks_for_no_sound(letter: str) -> None:
    lecture = read(lecture_text(f"# --description--\n\nRead the mail.\n\n{letter}\n\n" + ASK, lang="en-US"))
    assert not lecture.needs_sound


def test_a_comment_may_say_that_there_is_no_recording() -> None:
    for comment in ("<!-- NO AUDIO -->", "<!-- (No Audio) -->"):
        lecture = read(lecture_text(f"# --description--\n\n{comment}\n\n" + LISTEN + ASK, lang="en-US"))
        assert not lecture.needs_sound


def test_what_the_comment_says_counts_before_the_scene() -> None:
    said = "<!-- (Audio) Ana: The pot is hot, now. Ben: Pour! -->\n\n"
    assert read(lecture_text(said + ASK + DIALOGUE, lang="en-US")).spoken == (
        Spoken("Ana", "The pot is hot, now."),
        Spoken("Ben", "Pour!"),
    )
    for whole in ("whole audio.", "The whole dialogue", "Teil des Dialogs"):
        pointer = f"<!-- (Audio) {whole} -->\n\n"
        assert read(lecture_text(pointer + ASK + DIALOGUE, lang="en-US")).spoken == SAID
    part = "<!-- (Audio) The pot is hot! -->\n\n"
    assert read(lecture_text(part + ASK + DIALOGUE, lang="en-US")).spoken == (Spoken("", "The pot is hot!"),)


@pytest.mark.parametrize(
    ("said", "teaches"),
    [
        ("The tea is ready, and the pot is on the table.", "en"),
        ("El té está listo y la tetera está en la mesa con los vasos.", "es"),
        ("Pour!", ""),
    ],
)
def test_a_dialogue_shows_which_language_a_task_is_about_where_no_lang_says_so(said: str, teaches: str) -> None:
    lecture = read(lecture_text(LISTEN + ASK + scene(("Ana", said))))
    assert lecture.teaches == teaches
    assert lecture.needs_sound  # whether or not a voice is known


@pytest.mark.parametrize(
    ("audio", "body", "notes", "voices", "left_out"),
    [
        ("tts", LISTEN + ASK + DIALOGUE, 1, 1, 0),
        ("tts", LISTEN + ASK, 0, 0, 1),
        ("skip", LISTEN + ASK + DIALOGUE, 0, 0, 1),
        ("keep", LISTEN + ASK, 1, 0, 0),
        ("keep", LISTEN + ASK + DIALOGUE, 1, 0, 0),
        ("tts", ASK, 1, 0, 0),
        ("skip", ASK, 1, 0, 0),
    ],
)
def test_what_becomes_of_a_task_that_one_hears(
    lecturedeck: Run,
    collection: Collection,
    tmp_path: Path,
    audio: str,
    body: str,
    notes: int,
    voices: int,
    left_out: int,
) -> None:
    (tmp_path / "a.md").write_text(lecture_text(body, lang="en-US"))
    quiz = "# --quizzes--\n\n## --quiz--\n\n" + quiz_text()  # so that there is always a card
    (tmp_path / "b.md").write_text(lecture_text(quiz, id="5f00000000000000000000bb", lang="en-US"))
    result = lecturedeck("build", tmp_path, "-o", tmp_path / "x.apkg", "--audio", audio)
    assert result.exit_code == 0
    assert ("1 listening task skipped (needs audio)" in result.output) is (left_out == 1)
    import_package(collection, tmp_path / "x.apkg")
    fields = note_fields(collection)
    assert len(fields) == notes + 1
    assert sum("[anki:tts lang=en_US]Ana: The pot is hot. Ben:" in note["Audio"] for note in fields) == voices


def test_the_device_speaks_on_the_front(lecturedeck: Run, collection: Collection, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(lecture_text(LISTEN + ASK + DIALOGUE, lang="es"))
    lecturedeck("build", tmp_path / "a.md", "-o", tmp_path / "x.apkg")
    import_package(collection, tmp_path / "x.apkg")
    card = collection.get_card(collection.find_cards("")[0])
    (tag,) = card.question_av_tags()
    assert getattr(tag, "lang", "") == "es_ES"
    assert getattr(tag, "field_text", "") == "Ana: The pot is hot. Ben: Pour!"
    before, fold, inside = card.question().partition('<details class="more transcript">')
    assert "The pot is hot." not in before  # what is said opens on a tap
    assert fold
    assert "The pot is hot." in inside.partition("</details>")[0]
    assert "The pot is hot." in card.answer()


def test_a_quiz_question_has_its_own_recording(lecturedeck: Run, collection: Collection, tmp_path: Path) -> None:
    said = {"audio": {"filename": "a.mp3"}, "transcript": [{"character": "Ana", "text": "Tea!"}]}
    audio = f"#### --audio--\n\n```json\n{json.dumps(said)}\n```\n\n"
    body = "# --quizzes--\n\n## --quiz--\n\n" + quiz_text("What is said?") + audio
    (tmp_path / "a.md").write_text(lecture_text(body, lang="en-US"))
    lecturedeck("build", tmp_path / "a.md", "-o", tmp_path / "x.apkg")
    import_package(collection, tmp_path / "x.apkg")
    (note,) = note_fields(collection)
    assert note["Audio"] == "[anki:tts lang=en_US]Tea![/anki:tts]"
