"""What of a lecture's text stands on a card: on the front what a question needs, on the back what answers it."""

from lecturedeck.anki.cards import drafts_of
from tests.conftest import blank_text, lecture_text, question_text, read

FILL = "Cups stand on saucers, spoons lie beside them, and nobody speaks of anything else all day long. " * 6
PROSE = [
    "A cosy is a cover of wool that keeps a pot of tea warm.",
    f"Water boils in a kettle. {FILL}",
    "A strainer catches the leaves:\n\n```js\npour(strainer)\n```",
    f"Biscuits come last. {FILL}",
]
COSY = (("A cover of wool, the cosy", None), ("Ice", "It cools."))
STRAINER = (("A strainer catches leaves", None), ("A spoon", "It stirs."))


def lecture(description: str, *questions: str, more: str = "") -> str:
    return lecture_text(f"# --description--\n\n{description}\n\n{more}# --questions--\n\n" + "".join(questions))


def test_a_short_text_is_the_passage_of_its_only_question() -> None:
    (question,) = read(lecture("One.\n\nTwo.", question_text())).questions
    assert question.passage == "<p>One.</p>\n<p>Two.</p>"


def test_in_a_long_text_the_passage_is_the_paragraph_that_says_it() -> None:
    cosy = question_text("What keeps a pot of tea warm?", COSY, 1)
    strainer = question_text("What catches leaves?", STRAINER, 1)
    first, second = read(lecture("\n\n".join(PROSE), cosy, strainer)).questions
    assert first.passage == PROSE[0]
    assert second.passage.startswith("<p>A strainer catches the leaves:</p>")
    assert "pour" in second.passage  # with the code that it announces


def test_where_it_cannot_be_told_there_is_no_passage() -> None:
    who = question_text("Who wrote this?", (("Nobody", None), ("I", None)), 1)
    (question,) = read(lecture("\n\n".join(PROSE), who)).questions
    assert question.passage == ""


def test_a_short_description_that_the_question_refers_to_stands_on_the_front() -> None:
    text = lecture("Ana has two pots.", question_text("In the passage above, who has pots?"))
    read_lecture = read(text)
    assert read_lecture.context == "Ana has two pots."
    assert read_lecture.questions[0].passage == ""


def test_instructions_stand_on_the_front() -> None:
    assert (
        read(lecture("x", question_text(), more="# --instructions--\n\nChoose one.\n\n")).context == "Choose one."
    )


def test_a_long_description_stays_off_the_front() -> None:
    text = lecture(f"Ana has two pots. {FILL}{FILL}", question_text("In the passage above, who has pots?"))
    assert read(text).context == ""


def test_the_description_of_a_blank_stands_on_its_back() -> None:
    text = lecture_text(f"# --description--\n\nA cosy is of wool.\n\n{blank_text()}")
    (draft,) = drafts_of(read(text), "Deck")
    fields = dict(zip(draft.note_type.field_names, draft.fields, strict=True))
    assert (fields["Passage"], fields["Context"]) == ("A cosy is of wool.", "")


def test_the_explanation_stands_on_the_back() -> None:
    (draft,) = drafts_of(read(lecture("x", question_text() + "# --explanation--\n\nBecause.\n")), "Deck")
    assert dict(zip(draft.note_type.field_names, draft.fields, strict=True))["Explanation"] == "Because."
    assert "Because" not in read(lecture("x", question_text())).context


def test_directives_are_no_text() -> None:
    text = lecture(":::note\n\nSee the table.\n\n:::", question_text())
    assert read(text).questions[0].passage == "See the table."


def test_where_two_paragraphs_say_it_there_is_no_passage() -> None:
    twice = [*PROSE, f"{PROSE[0]} Sheep agree."]
    first = question_text("What keeps a pot of tea warm?", COSY, 1)
    second = question_text("What catches leaves?", STRAINER, 1)
    assert read(lecture("\n\n".join(twice), first, second)).questions[0].passage == ""
