"""What stands above a question: the lecture's title, and its block's where the title is only a number."""

import pytest

from lecturedeck.anki.cards import drafts_of
from tests.conftest import blank_text, lecture_text, read


@pytest.mark.parametrize(
    ("lang", "title", "expected"),
    [
        ("es", "Task 21", "Greetings · Task 21"),
        ("es", "Dialogue 1: At the Stove", "Greetings · Dialogue 1: At the Stove"),
        ("es", "Talking About Tea Quiz", "Talking About Tea Quiz"),
        ("es", "Numbers 10 to 29 Quiz", "Numbers 10 to 29 Quiz"),
        ("", "Aufgabe 7", "Greetings · Aufgabe 7"),
        ("", "任务 2", "Greetings · 任务 2"),
        ("", "The 404 Not Found Code", "The 404 Not Found Code"),
        ("", "Teapots", "Teapots"),
    ],
)
def test_a_title_that_is_a_number_comes_with_its_block(lang: str, title: str, expected: str) -> None:
    matter = {"lang": lang} if lang else {}
    text = lecture_text(blank_text(), **matter).replace("title: Teapots", f"title: '{title}'")
    assert f"title: '{title}'" in text
    (draft,) = drafts_of(read(text), "Deck", course="Greetings")
    assert draft.fields[draft.note_type.field_names.index("Lecture")] == expected
