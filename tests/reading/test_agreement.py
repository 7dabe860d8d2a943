"""What we read is what freeCodeCamp's own parser reads, over whole curricula; see docs/development/parser.md.

Run with -s to see the counts.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection

from lecturedeck import building
from lecturedeck.anki.identity import notes_of as identified
from lecturedeck.building.contribute import drafts
from lecturedeck.cli.as_json import as_json
from lecturedeck.reading.files import Place, find_lectures
from lecturedeck.reading.reader import read_lecture
from tests.conftest import assert_healthy, import_package
from tests.whole import CURRICULA, Curriculum

# Where the reference only says that something is wrong, and where.
STEPS = {"questions": "LD2", "quizzes": "LD3", "fillInTheBlank": "LD4"}
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MATH = re.compile(r"\\\((.*?)\\\)", re.DOTALL)


def same_words(html: str | None) -> str | None:
    """A text as its words: no tags, no comments, no entities, single spaces; `\\(x\\)` as `$x$`."""
    if html is None:
        return None
    text = _TAG.sub("", _COMMENT.sub("", _MATH.sub(r"$\1$", html)))
    return " ".join(unescape(text).split())


def same_letters(html: str | None) -> str | None:
    """A text as its letters only, so that it does not matter where a tag stood between two words."""
    if html is None:
        return None
    text = _TAG.sub(" ", _COMMENT.sub("", _MATH.sub(r"$\1$", html)))
    return "".join(unescape(text).split())


Normaliser = Callable[[str | None], str | None]


def theirs(entry: dict[str, Any], normal: Normaliser) -> dict[str, Any]:
    """The reference's questions, quizzes and blanks, in one shape for both."""
    questions, quizzes, blanks = [], [], []
    for question in entry["questions"] or []:
        answers = [(normal(answer["answer"]), normal(answer["feedback"])) for answer in question["answers"]]
        questions.append((normal(question["text"]), answers, question["solution"]))
    for number, quiz in enumerate(entry["quizzes"] or [], 1):
        for question in quiz["questions"]:
            wrong = sorted(str(normal(text)) for text in question["distractors"])
            quizzes.append((number, normal(question["text"]), wrong, [normal(question["answer"])]))
    for blank in [entry["fillInTheBlank"]] if entry["fillInTheBlank"] else []:
        gaps = [(normal(gap["answer"]), normal(gap["feedback"])) for gap in blank["blanks"]]
        blanks.append((normal(blank["sentence"]), gaps))
    return {"questions": questions, "quizzes": quizzes, "blanks": blanks}


def ours(lecture: dict[str, Any], normal: Normaliser) -> dict[str, Any]:
    """The same of what `extract` prints."""
    questions, quizzes, blanks = [], [], []
    for question in lecture["questions"]:
        text, options = normal(question["text"]), question["options"]
        right = [number for number, option in enumerate(options, 1) if option["correct"]]
        if question["quiz"] is None:
            answers = [(normal(option["text"]), normal(option["feedback"])) for option in options]
            questions.append((text, answers, *right))
        else:
            wrong = sorted(str(normal(option["text"])) for option in options if not option["correct"])
            answer = [normal(options[number - 1]["text"]) for number in right]
            quizzes.append((question["quiz"], text, wrong, answer))
    for blank in lecture["blanks"]:
        gaps = [(normal(gap["answer"]), normal(gap["feedback"])) for gap in blank["gaps"]]
        blanks.append((normal(blank["sentence"]), gaps))
    return {"questions": questions, "quizzes": quizzes, "blanks": blanks}


@pytest.mark.parametrize(
    ("curriculum", "language"),
    [(curriculum, language) for curriculum in CURRICULA for language in curriculum.languages],
    ids=str,
)
def test_every_question_quiz_and_blank_agrees(
    curriculum: Curriculum, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same texts, options, right answers, feedbacks, sentences and gaps, and a problem for the same files."""
    folder = curriculum.folder(language)
    counts: Counter[str] = Counter()
    different = []
    for entry in curriculum.expected(language):
        path = folder / entry["path"]
        lecture = read_lecture(path.read_bytes(), Place(str(path), None, language, path.parent.name))
        counts["files"] += 1
        errors = {problem.code[:3] for problem in lecture.problems if problem.severity == "error"}
        if {STEPS[error["step"]] for error in entry["errors"]} != errors:
            different.append((entry["path"], "errors", entry["errors"], lecture.problems))
        if not entry["errors"] and lecture.problems:
            different.append((entry["path"], "warnings", None, lecture.problems))
        counts["files with an error"] += bool(errors)
        read = json.loads(json.dumps(as_json(lecture)))
        for normal in (same_words, same_letters):
            said, got = theirs(entry, normal), ours(read, normal)
            different += [(entry["path"], kind, said[kind], got[kind]) for kind in said if said[kind] != got[kind]]
        for question in lecture.questions:
            kind = "quiz questions" if question.quiz else "questions"
            counts[kind] += 1
            counts[f"options of {kind}"] += len(question.options)
            counts["feedbacks of options"] += sum(option.feedback is not None for option in question.options)
        for blank in lecture.blanks:
            counts["sentences"] += 1
            counts["gaps"] += len(blank.gaps)
            counts["feedbacks of gaps"] += sum(gap.feedback is not None for gap in blank.gaps)
    with capsys.disabled():
        print(f"\n{language}: " + ", ".join(f"{count:,} {name}" for name, count in counts.items() if count))
    assert different[:3] == []
    assert counts["files"] > 0


@pytest.fixture(params=CURRICULA, ids=str)
def curriculum(request: pytest.FixtureRequest) -> Curriculum:
    assert isinstance(request.param, Curriculum)
    return request.param


def test_no_file_makes_a_traceback_and_no_two_notes_share_a_guid(curriculum: Curriculum) -> None:
    """All notes of all languages are settled together, as they are for one package."""
    root = curriculum.root
    found = find_lectures([str(root)])
    files = 0
    options = building.Options(facts="all", audio="keep")

    def every() -> Iterator[Any]:
        nonlocal files
        for place in found.places:
            lecture = building.read(place, named=False)
            files += 1
            if lecture is not None and not lecture.has_errors:
                yield from drafts(place, building.chosen(lecture, options), options)

    notes = identified(every(), 1)
    assert files == sum(1 for _ in root.glob("curriculum/challenges/*/blocks/*/*.md"))
    assert len({note.guid for note in notes}) == len({note.id for note in notes}) == len(notes) >= curriculum.notes
    cards = [card.id for note in notes for card in note.cards]
    assert len(set(cards)) == len(cards)


def test_the_package_of_all_arrives_whole(
    curriculum: Curriculum, collection: Collection, tmp_path: Path, lecturedeck: Callable[..., Any]
) -> None:
    """The engine has as many notes and cards as build said, and finds nothing to fix."""
    target = tmp_path / "all.apkg"
    result = lecturedeck("build", curriculum.root, "--language", "*", "-o", target)
    assert result.exit_code == 1  # some files have an error, and only they are left out
    assert {line.split(" ")[2] for line in result.stderr.splitlines() if ": error " in line} <= {
        "LD207:",
        "LD208:",
    }
    said = re.search(rf"{re.escape(str(target))}: ([\d,]+) cards", result.stdout)
    assert said is not None
    import_package(collection, target)
    assert collection.card_count() == int(said[1].replace(",", ""))
    assert collection.db is not None
    assert (
        collection.db.scalar("SELECT count(DISTINCT guid) FROM notes")
        == collection.note_count()
        >= curriculum.notes
    )
    assert_healthy(collection)


def test_the_decks_of_a_superblock_stand_in_curriculum_order(
    curriculum: Curriculum, collection: Collection, tmp_path: Path, lecturedeck: Callable[..., Any]
) -> None:
    root, name = curriculum.root, curriculum.superblock
    lecturedeck("build", root, "--superblock", name, "-o", tmp_path / "x.apkg")
    import_package(collection, tmp_path / "x.apkg")
    decks = [deck.name for deck in collection.decks.all_names_and_ids(include_filtered=False) if "::" in deck.name]
    structure = json.loads((root / "curriculum" / "structure" / "superblocks" / f"{name}.json").read_text())
    modules = [module for chapter in structure["chapters"] for module in chapter["modules"]]
    blocks = [block for module in modules for block in module["blocks"]]
    there = curriculum.folder("english")
    wanted = [block for block in blocks if (there / block).is_dir()]
    cards = collection.find_cards("", order="c.due asc")
    tags = [
        next(tag for tag in collection.get_card(card).note().tags if "::block::" in tag).split("::")[-1]
        for card in cards
        if collection.get_card(card).ord == 0
    ]
    got = list(dict.fromkeys(tags))
    assert got == [block for block in wanted if block in got]
    assert len(got) >= curriculum.blocks
    # Anki shows decks by name: the same order again.
    first_card: dict[str, int] = {}
    for card in cards:
        deck = collection.decks.name(collection.get_card(card).did)
        first_card.setdefault(deck, len(first_card))
    assert sorted(first_card) == sorted(first_card, key=lambda deck: first_card[deck])
    top = {deck.split("::")[1] for deck in decks}
    assert top == {curriculum.top_deck}
    assert all(re.match(r"\d\d ", part) for deck in decks for part in deck.split("::")[2:])
