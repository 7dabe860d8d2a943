"""The lecture that we wrote, and the deck that newcomers find in decks/."""

from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from click.testing import Result

from lecturedeck.lecture import Lecture
from lecturedeck.reading.files import Place
from lecturedeck.reading.reader import read_lecture
from tests.anki.test_seed import CLASSES, CODES, code_facts
from tests.conftest import PROJECT, assert_healthy, import_package

LECTURE = PROJECT / "content" / "http-response-codes.md"
DECK = PROJECT / "decks" / "http-response-codes.apkg"


@pytest.fixture
def lecture() -> Lecture:
    return read_lecture(LECTURE.read_bytes(), Place(str(LECTURE)))


def test_every_wrong_answer_has_a_feedback_of_its_own(lecture: Lecture) -> None:
    assert len(lecture.questions) >= 6
    feedbacks = [
        option.feedback for question in lecture.questions for option in question.options if not option.correct
    ]
    assert None not in feedbacks
    assert len(set(feedbacks)) == len(feedbacks)
    assert lecture.problems == ()


def test_all_thirteen_codes_are_there_with_name_and_class(lecture: Lecture) -> None:
    facts = code_facts(lecture)
    assert {code: fact.name for code, fact in facts.items()} == CODES
    assert {code: fact.category for code, fact in facts.items()} == {code: CLASSES[code[0]] for code in CODES}
    assert all(fact.reverse for fact in facts.values())


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


def test_the_committed_deck_is_what_the_lecture_gives(
    lecturedeck: Callable[..., Result], collection: Collection, tmp_path: Path
) -> None:
    assert lecturedeck("build", LECTURE, "-o", tmp_path / "new.apkg").exit_code == 0
    import_package(collection, DECK)
    other = Collection(str(tmp_path / "other.anki2"))
    import_package(other, tmp_path / "new.apkg")
    assert everything(collection) == everything(other)
    assert len(everything(collection)) > 20
    assert_healthy(collection)
    other.close()


def test_pasting_the_first_command_builds_it(
    lecturedeck: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "content").symlink_to(PROJECT / "content")
    monkeypatch.chdir(tmp_path)
    result = lecturedeck("build")
    assert result.exit_code == 0
    assert Path("decks/http-response-codes.apkg").exists()
