"""A lecture about thirteen codes, from a file to a card."""

from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from click.testing import Result

from lecturedeck.lecture import Fact, Lecture
from lecturedeck.reading.files import Place
from lecturedeck.reading.reader import read_lecture
from tests.conftest import assert_healthy, import_package
from tests.whole import CODE_LECTURES

CODES = {
    "200": "OK", "201": "Created", "204": "No Content", "301": "Moved Permanently", "302": "Found",
    "304": "Not Modified", "400": "Bad Request", "401": "Unauthorized", "403": "Forbidden", "404": "Not Found",
    "500": "Internal Server Error", "502": "Bad Gateway", "503": "Service Unavailable",
}  # fmt: skip
CLASSES = {
    "2": "Success Codes",
    "3": "Redirection Codes",
    "4": "Client Error Codes",
    "5": "Server Error Codes",
}


@pytest.fixture(params=CODE_LECTURES, ids=lambda path: str(path.stem))
def path(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


@pytest.fixture
def lecture(path: Path) -> Lecture:
    return read_lecture(path.read_bytes(), Place(str(path)))


def code_facts(lecture: Lecture) -> dict[str, Fact]:
    return {fact.code: fact for fact in lecture.facts if fact.code}


def test_it_has_three_questions_with_nine_feedbacks_and_no_problem(lecture: Lecture) -> None:
    assert lecture.problems == ()
    assert [sum(option.feedback is not None for option in question.options) for question in lecture.questions] == [
        3
    ] * 3
    assert [[option.correct for option in question.options].index(True) for question in lecture.questions] == [
        3,
        1,
        3,
    ]


def test_its_thirteen_codes_have_name_class_and_a_defining_sentence(lecture: Lecture) -> None:
    facts = code_facts(lecture)
    assert {code: fact.name for code, fact in facts.items()} == CODES
    for code, fact in facts.items():
        assert fact.category == CLASSES[code[0]]
        assert fact.term == f"{code} {fact.name}"
        assert any(verb in fact.definition for verb in (" is returned ", " indicates that ", " means that ")), code
        assert fact.reverse
        assert code not in fact.reverse
        assert fact.name not in fact.reverse


def test_a_sentence_that_only_relates_a_code_to_something_is_not_its_definition(lecture: Lecture) -> None:
    assert "credentials" in code_facts(lecture)["401"].definition


def test_the_classes_state_their_first_digit(lecture: Lecture) -> None:
    for digit, name in (("2", "success codes"), ("3", "redirection codes"), ("4", "client error codes")):
        (fact,) = [fact for fact in lecture.facts if fact.term.lower() == name]
        assert f"number {digit}" in fact.definition + fact.detail


def test_it_imports_whole(
    lecturedeck: Callable[..., Result], path: Path, lecture: Lecture, collection: Collection, tmp_path: Path
) -> None:
    assert lecturedeck("build", path, "-o", tmp_path / "x.apkg").exit_code == 0
    import_package(collection, tmp_path / "x.apkg")
    choices = [collection.get_card(card) for card in collection.find_cards('"note:Lecturedeck Choice"')]
    assert len(choices) == 3
    assert sum(card.note()["Options"].count("<li>") for card in choices) == 12
    for question in lecture.questions:
        (card,) = [card for card in choices if card.note()["Question"] == question.text]
        for option in question.options:
            assert option.text in card.question()
            assert option.feedback is None or option.feedback not in card.question()
        feedbacks = [option.feedback for option in question.options if option.feedback]
        assert sum(card.answer().count(feedback) for feedback in set(feedbacks)) == len(feedbacks) == 3
    for code in CODES:
        assert len(collection.find_cards(f'"note:Lecturedeck Fact" Code:{code}')) == 2
    assert_healthy(collection)
