"""Listening tasks are read aloud where their words are known, else skipped and counted."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from click.testing import Result

from lecturedeck.lecture import Spoken
from lecturedeck.reading.sound import asks_to_listen, dialogue, spoken_in_comments, voice
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


@pytest.mark.parametrize(
    ("text", "listens"),
    [
        ("Listen to the audio and choose.", True),
        ("What do you hear?", True),
        ("What is at the heart of it?", False),
        ("Which word describes the sentiment?", False),
        ("This task has no audio.", False),
        ("Read the text.", False),
        ("Escucha el audio.", True),
        ("Höre dir das Audio an.", True),
        ("Ascolta la frase.", True),
        ("Ouça o áudio.", True),
        ("Прослухайте аудіо.", True),
        ("请听音频。", True),
        ("音声を聞いてください。", True),
        ("오디오를 듣고 고르세요.", True),
        ("استمع إلى الصوت", True),
    ],
)
def test_what_asks_to_listen(text: str, listens: bool) -> None:
    assert asks_to_listen(text) is listens


def test_only_language_courses_need_sound() -> None:
    assert read(lecture_text(LISTEN + ASK, lang="en-US")).needs_sound
    assert not read(lecture_text(LISTEN + ASK)).needs_sound


@pytest.mark.parametrize(
    ("language", "tag"),
    [
        ("en-US", "en_US"), ("es", "es_ES"), ("zh-CN", "zh_CN"), ("pt-BR", "pt_BR"),
        ("de", "de_DE"), ("ja", "ja_JP"), ("uk", "uk_UA"), ("xx", "xx_XX"),
    ],
)  # fmt: skip
def test_a_voice_has_language_and_country(language: str, tag: str) -> None:
    assert voice(SAID, language) == f"[anki:tts lang={tag}]The pot is hot. Pour![/anki:tts]"


def test_a_voice_says_no_markup() -> None:
    lines = (Spoken("", "Say `茶 (chá)` *twice* [now] <b>"),)
    assert voice(lines, "zh-CN") == "[anki:tts lang=zh_CN]Say 茶 twice (now) &lt;b&gt;[/anki:tts]"
    assert voice((), "es") == ""


def test_a_dialogue_is_shown_as_text() -> None:
    lines = (Spoken("A<b>", "[sound:x.mp3] & \\(y\\)"), Spoken("", "Tea."))
    html = dialogue(lines)
    assert html.startswith("<p><b>A&lt;b&gt;:</b> &#91;sound:x.mp3] &amp; ")
    assert "\\(" not in html
    assert html.endswith("<p>Tea.</p>")


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
    assert sum("[anki:tts lang=en_US]The pot is hot." in note["Audio"] for note in fields) == voices


def test_the_device_speaks_on_the_front(lecturedeck: Run, collection: Collection, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(lecture_text(LISTEN + ASK + DIALOGUE, lang="es"))
    lecturedeck("build", tmp_path / "a.md", "-o", tmp_path / "x.apkg")
    import_package(collection, tmp_path / "x.apkg")
    card = collection.get_card(collection.find_cards("")[0])
    (tag,) = card.question_av_tags()
    assert getattr(tag, "lang", "") == "es_ES"
    assert getattr(tag, "field_text", "") == "The pot is hot. Pour!"
    assert "The pot is hot." not in card.question()
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
