"""The course that we wrote, and the deck that newcomers find in decks/."""

import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from click.testing import Result

from lecturedeck.lecture import Fact, Lecture, Question
from lecturedeck.reading.files import Place
from lecturedeck.reading.reader import read_lecture
from lecturedeck.text import text_of
from tests.conftest import PROJECT, assert_healthy, import_package

COURSE = sorted((PROJECT / "content" / "http-status-codes").glob("*.md"))
DECK = PROJECT / "decks" / "http-status-codes.apkg"

# IANA's registry of HTTP status codes; 104 is a temporary entry, 306 and 418 are "(Unused)".
REGISTRY = {
    "100": "Continue", "101": "Switching Protocols", "102": "Processing", "103": "Early Hints",
    "104": "Upload Resumption Supported",
    "200": "OK", "201": "Created", "202": "Accepted", "203": "Non-Authoritative Information", "204": "No Content",
    "205": "Reset Content", "206": "Partial Content", "207": "Multi-Status", "208": "Already Reported",
    "226": "IM Used",
    "300": "Multiple Choices", "301": "Moved Permanently", "302": "Found", "303": "See Other",
    "304": "Not Modified", "305": "Use Proxy", "306": "Unused", "307": "Temporary Redirect",
    "308": "Permanent Redirect",
    "400": "Bad Request", "401": "Unauthorized", "402": "Payment Required", "403": "Forbidden", "404": "Not Found",
    "405": "Method Not Allowed", "406": "Not Acceptable", "407": "Proxy Authentication Required",
    "408": "Request Timeout", "409": "Conflict", "410": "Gone", "411": "Length Required",
    "412": "Precondition Failed", "413": "Content Too Large", "414": "URI Too Long",
    "415": "Unsupported Media Type", "416": "Range Not Satisfiable", "417": "Expectation Failed", "418": "Unused",
    "421": "Misdirected Request", "422": "Unprocessable Content", "423": "Locked", "424": "Failed Dependency",
    "425": "Too Early", "426": "Upgrade Required", "428": "Precondition Required", "429": "Too Many Requests",
    "431": "Request Header Fields Too Large", "451": "Unavailable For Legal Reasons",
    "500": "Internal Server Error", "501": "Not Implemented", "502": "Bad Gateway", "503": "Service Unavailable",
    "504": "Gateway Timeout", "505": "HTTP Version Not Supported", "506": "Variant Also Negotiates",
    "507": "Insufficient Storage", "508": "Loop Detected", "510": "Not Extended",
    "511": "Network Authentication Required",
}  # fmt: skip
COMMON = {"200", "201", "204", "301", "302", "304", "400", "401", "403", "404", "500", "502", "503"}
SMALL_WORDS = {"not", "no", "for", "too", "also", "http"}


@pytest.fixture(scope="module")
def lectures() -> list[Lecture]:
    return [read_lecture(path.read_bytes(), Place(str(path))) for path in COURSE]


@pytest.fixture(scope="module")
def codes(lectures: list[Lecture]) -> dict[str, Fact]:
    return {fact.code: fact for lecture in lectures for fact in lecture.facts if fact.code}


@pytest.fixture(scope="module")
def questions(lectures: list[Lecture]) -> list[Question]:
    return [question for lecture in lectures for question in lecture.questions if not question.quiz]


def test_it_has_no_problem(lectures: list[Lecture]) -> None:
    assert {lecture.path: lecture.problems for lecture in lectures if lecture.problems} == {}
    assert (
        len({lecture.id for lecture in lectures}) == len({lecture.title for lecture in lectures}) == len(lectures)
    )


def test_every_registered_code_has_its_name_and_asks_both_ways(codes: dict[str, Fact]) -> None:
    assert {code: fact.name for code, fact in codes.items()} == REGISTRY
    for fact in codes.values():
        assert fact.tier == "careful"
        assert fact.category
        assert fact.reverse
        assert fact.term == f"{fact.code} {fact.name}"


def test_the_common_codes_come_first_by_class(lectures: list[Lecture], codes: dict[str, Fact]) -> None:
    assert {fact.code for fact in lectures[0].facts if fact.code} == COMMON
    assert {code: codes[code].category for code in COMMON} == {code: f"The {code[0]}xx Class" for code in COMMON}


def test_no_definition_holds_a_word_of_its_answer(codes: dict[str, Fact]) -> None:
    leaks = []
    for fact in codes.values():
        asked = re.findall(r"[a-z]+", text_of(f"{fact.reverse} {fact.category}").lower())
        for word in set(re.findall(r"[a-z]+", fact.name.lower())) - SMALL_WORDS:
            stem = word[:5]
            leaks += [(fact.term, other) for other in asked if other[:5] == stem or other == word]
    assert leaks == []


def test_no_two_codes_have_one_definition(codes: dict[str, Fact]) -> None:
    said = Counter(text_of(fact.reverse) for fact in codes.values())
    assert [text for text, count in said.items() if count > 1] == []


def test_every_wrong_answer_has_a_feedback_of_its_own(questions: list[Question]) -> None:
    assert len(questions) >= 40
    feedbacks = [option.feedback for question in questions for option in question.options if not option.correct]
    assert None not in feedbacks
    assert len(set(feedbacks)) == len(feedbacks)


def test_length_and_position_do_not_give_the_answer_away(questions: list[Question]) -> None:
    positions: Counter[int] = Counter()
    longest = 0
    for question in questions:
        lengths = [len(text_of(option.text)) for option in question.options]
        (right,) = (number for number, option in enumerate(question.options) if option.correct)
        positions[right] += 1
        longest += lengths.count(max(lengths)) == 1 and lengths[right] == max(lengths)
    assert longest <= len(questions) * 0.25
    assert set(positions) == {0, 1, 2, 3}
    assert max(positions.values()) <= len(questions) * 0.35


def test_every_gap_has_a_hint_without_its_answer(lectures: list[Lecture]) -> None:
    gaps = [gap for lecture in lectures for blank in lecture.blanks for gap in blank.gaps]
    assert len(gaps) >= 20
    for gap in gaps:
        assert gap.feedback
        assert text_of(gap.answer).lower() not in text_of(gap.feedback).lower()


def test_the_quizzes_have_ten_questions_each(lectures: list[Lecture]) -> None:
    quizzes = Counter(question.quiz for lecture in lectures for question in lecture.questions if question.quiz)
    assert quizzes == {1: 10, 2: 10}


def test_no_question_is_weak(lecturedeck: Callable[..., Result]) -> None:
    result = lecturedeck("check", "--quality", "--strict", PROJECT / "content")
    assert result.exit_code == 0, result.output


def everything(collection: Collection) -> list[tuple[object, ...]]:
    notes = [collection.get_note(number) for number in collection.find_notes("")]
    return sorted(
        (
            note.guid,
            note.id,
            tuple(note.fields),
            tuple(note.tags),
            [(card.id, card.ord, card.due) for card in note.cards()],
        )
        for note in notes
    )


def test_the_readmes_first_command_builds_the_committed_deck(
    lecturedeck: Callable[..., Result], collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "content").symlink_to(PROJECT / "content")
    shutil.copy(PROJECT / "lecturedeck.toml", tmp_path)
    (tmp_path / "decks").mkdir()
    shutil.copy(DECK.with_name("lecturedeck.lock"), tmp_path / "decks")
    monkeypatch.chdir(tmp_path)
    assert lecturedeck("build").exit_code == 0
    import_package(collection, DECK)
    other = Collection(str(tmp_path / "other.anki2"))
    import_package(other, tmp_path / "decks" / DECK.name)
    assert everything(collection) == everything(other)
    assert len(everything(collection)) > 150
    assert_healthy(collection)
    other.close()
