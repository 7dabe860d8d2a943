"""What `# --quizzes--` promises."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from click.testing import Result

from lecturedeck.lecture import Spoken
from tests.conftest import (
    codes,
    import_package,
    lecture_text,
    note_fields,
    notes_of,
    question_text,
    quiz_text,
    read,
)

HEAD = "# --quizzes--\n\n## --quiz--\n\n"
AUDIO = """#### --audio--

```json
{
  "audio": {"filename": "pot.mp3"},
  "transcript": [{"character": "Ana", "text": "The pot is hot."}, {"character": "Ben", "text": "I know."}]
}
```

"""


def test_a_quiz_question_has_three_wrong_options_and_then_the_right_one() -> None:
    (question,) = read(lecture_text(HEAD + quiz_text())).questions
    assert [(option.text, option.correct, option.feedback) for option in question.options] == [
        ("Ice", False, None),
        ("A fan", False, None),
        ("Milk", False, None),
        ("A cosy", True, None),
    ]
    assert (question.quiz, question.line) == (1, 12)


def test_the_parts_of_a_question_may_come_in_any_order() -> None:
    body = HEAD + (
        "### --question--\n\n#### --answer--\n\nright\n\n#### --distractors--\n\na\n\n---\n\nb\n\n---\n\nc\n\n"
        "#### --text--\n\nWhich?\n"
    )
    (question,) = read(lecture_text(body)).questions
    assert [option.text for option in question.options] == ["a", "b", "c", "right"]


def test_quizzes_are_numbered() -> None:
    body = HEAD + quiz_text("One?") + quiz_text("Two?") + "## --quiz--\n\n" + quiz_text("Three?")
    questions = read(lecture_text(body)).questions
    assert [(question.text, question.quiz) for question in questions] == [("One?", 1), ("Two?", 1), ("Three?", 2)]


def test_questions_and_quizzes_stand_beside_each_other() -> None:
    body = "# --questions--\n\n" + question_text() + HEAD + quiz_text()
    assert [question.quiz for question in read(lecture_text(body)).questions] == [None, 1]


def test_code_tables_and_lists_stay_whole() -> None:
    answer = "```js\nlet a = 1;\n\n---\n```"
    (question,) = read(lecture_text(HEAD + quiz_text("Which?\n\n- a\n\n  - b", answer=answer))).questions
    assert question.text.count("<ul>") == 2
    assert "---" in question.options[3].text.replace("</span>", "").replace('<span class="o">', "")


def test_a_recording_says_what_its_transcript_says() -> None:
    (question,) = read(lecture_text(HEAD + quiz_text() + AUDIO)).questions
    assert question.spoken == (Spoken("Ana", "The pot is hot."), Spoken("Ben", "I know."))


def test_the_right_answer_stands_at_every_place_and_always_at_the_same() -> None:
    body = HEAD + "".join(quiz_text(f"Question {number}?") for number in range(40))
    places = []
    for _ in range(2):
        notes = notes_of(lecture_text(body))
        options = [re.findall("<li>(.*?)</li>", note.field("Options")) for note in notes]
        marks = [re.findall('<li class="(.*?)">', note.field("Feedback")) for note in notes]
        places.append([texts.index("A cosy") for texts in options])
        assert places[-1] == [classes.index("right") for classes in marks]
    assert places[0] == places[1]
    assert set(places[0]) == {0, 1, 2, 3}


def test_a_question_that_a_quiz_repeats_is_one_note_and_with_other_options_two(
    lecturedeck: Callable[..., Result], collection: Collection, tmp_path: Path
) -> None:
    body = HEAD + quiz_text() + quiz_text() + quiz_text(answer="A tea cosy")
    (tmp_path / "quiz.md").write_text(lecture_text(body))
    assert lecturedeck("build", tmp_path / "quiz.md", "-o", tmp_path / "x.apkg").exit_code == 0
    import_package(collection, tmp_path / "x.apkg")
    assert len(note_fields(collection)) == 2


@pytest.mark.parametrize(
    "audio",
    [
        AUDIO.replace("```json", "```yaml"),
        AUDIO.replace('"Ben"', '""'),
        AUDIO.replace('"filename"', '"file"'),
        AUDIO.replace("transcript", "script"),
        AUDIO.replace("}]", "]"),
        AUDIO.replace("{\n", "[\n"),
        "#### --audio--\n\nnone\n\n",
    ],
)
def test_a_recording_that_cannot_be_read_is_an_error(audio: str) -> None:
    lecture = read(lecture_text(HEAD + quiz_text() + audio))
    assert codes(lecture) == [("LD307", 34)]
    assert lecture.questions == ()
