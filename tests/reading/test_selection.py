"""What of a curriculum is read, and into which packages it goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from click.testing import Result

from tests.conftest import blank_text, import_package, lecture_text, note_fields, question_text, quiz_text
from tests.curricula import tea_course, write_lecture

Run = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tea_course(tmp_path / "checkout")


@pytest.fixture
def packages(lecturedeck: Run, root: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """Build with some options into a folder; the names of the packages in it."""

    def build(*options: str) -> list[str]:
        result = lecturedeck("build", root, *options, "-o", tmp_path / "out")
        assert result.exit_code == 0, result.output
        return sorted(path.name for path in (tmp_path / "out").glob("*.apkg"))

    return build


def test_a_superblock_is_one_package(packages: Callable[..., list[str]]) -> None:
    assert packages("--superblock", "tea-course") == ["tea-course.apkg"]


def test_superblocks_may_be_globs_and_several(packages: Callable[..., list[str]]) -> None:
    assert packages("--superblock", "t*", "--superblock", "p?ts") == ["pots.apkg", "tea-course.apkg"]


def test_a_superblock_in_another_language_says_so(packages: Callable[..., list[str]]) -> None:
    assert packages("--superblock", "tea-course", "--language", "espanol") == ["tea-course.espanol.apkg"]


def test_without_a_superblock_there_is_one_package_a_block(packages: Callable[..., list[str]]) -> None:
    assert packages("--block", "lecture-*", "--language", "english") == [
        "lecture-alone.apkg",
        "lecture-leaves.apkg",
        "lecture-pots.apkg",
        "lecture-water.apkg",
    ]


def test_blocks_are_chosen_inside_a_superblock(
    packages: Callable[..., list[str]], tmp_path: Path, collection: Collection
) -> None:
    assert packages("--superblock", "tea-course", "--block", "quiz-tea") == ["tea-course.apkg"]
    import_package(collection, tmp_path / "out" / "tea-course.apkg")
    assert [note["Question"] for note in note_fields(collection)] == ["What is q1?"]


def test_a_file_name_takes_everything(
    lecturedeck: Run, root: Path, tmp_path: Path, collection: Collection
) -> None:
    assert lecturedeck("build", root, "--language", "*", "-o", tmp_path / "all.apkg").exit_code == 0
    import_package(collection, tmp_path / "all.apkg")
    assert collection.note_count() == 10
    names = [deck.name for deck in collection.decks.all_names_and_ids()]
    assert "Lecturedeck espanol::Tea course::01 Water first::01 Lecture water" in names


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--superblock", "tea-curse"), "no superblock is named tea-curse; did you mean tea-course?"),
        (("--block", "lecture-watr"), "no block is named lecture-watr; did you mean lecture-water"),
        (("--language", "spanish"), "no language is named spanish; did you mean espanol"),
        (("--block", "x*y*z"), "no block is named x*y*z"),
    ],
)
def test_an_unknown_name_is_one_line_with_a_close_one(
    lecturedeck: Run, root: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    result = lecturedeck("build", root, *options, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert said in result.output
    assert result.output.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_several_languages_are_never_built_unasked(lecturedeck: Run, root: Path, tmp_path: Path) -> None:
    result = lecturedeck("build", root, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert result.output == (
        "lecturedeck: several languages: english (9 files), espanol (1 file); select with --language,"
        " all of them with --language '*'\n"
    )
    assert not (tmp_path / "out").exists()


def test_a_selection_that_holds_nothing_is_one_line(lecturedeck: Run, root: Path) -> None:
    result = lecturedeck("build", root, "--superblock", "pots", "--block", "quiz-tea")
    assert result.exit_code == 1
    assert result.output.startswith("lecturedeck: ")
    assert result.output.count("\n") == 1


ALL = (
    "# --description--\n\nA **cosy** is a cover of wool for a pot of tea.\n\n"
    + "# --questions--\n\n"
    + question_text()
    + "# --quizzes--\n\n## --quiz--\n\n"
    + quiz_text("Who pours?")
    + blank_text()
)


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        ("questions", ["question"]),
        ("quizzes", ["quiz"]),
        ("blanks", ["blank"]),
        ("facts", ["fact"]),
        ("questions,blanks", ["blank", "question"]),
        ("facts, quizzes", ["fact", "quiz"]),
        ("", ["blank", "fact", "question", "quiz"]),
    ],
)
def test_only_some_kinds_of_content(
    lecturedeck: Run, tmp_path: Path, collection: Collection, only: str, kinds: list[str]
) -> None:
    (tmp_path / "a.md").write_text(lecture_text(ALL))
    result = lecturedeck("build", tmp_path / "a.md", "--only", only, "-o", tmp_path / "x.apkg", "--facts", "all")
    assert result.exit_code == 0, result.output
    import_package(collection, tmp_path / "x.apkg")
    tags = {tag.split("::")[-1] for tag in collection.tags.all() if "::kind::" in tag}
    assert sorted(tags) == kinds


def test_an_unknown_kind_is_a_usage_error(lecturedeck: Run) -> None:
    result = lecturedeck("build", "--only", "riddles")
    assert result.exit_code == 2
    assert "'riddles' is none of questions, quizzes, blanks, facts" in result.output


def test_a_folder_gives_one_package_a_lecture_and_no_two_of_one_name(lecturedeck: Run, tmp_path: Path) -> None:
    for name, id in (("a", "1"), ("b", "2"), ("c", "2")):
        (tmp_path / f"{name}.md").write_text(lecture_text("# --questions--\n\n" + question_text(), id=id))
    result = lecturedeck("build", tmp_path, "-o", tmp_path / "out")
    assert result.exit_code == 0
    names = sorted(path.name for path in (tmp_path / "out").glob("*.apkg"))
    assert len(names) == 3
    assert "teapots.apkg" in names


def test_a_bad_file_of_a_curriculum_costs_only_itself(lecturedeck: Run, root: Path, tmp_path: Path) -> None:
    write_lecture(root, "lecture-leaves", "l3", body="# --questions--\n\n" + question_text(solution=9))
    result = lecturedeck("build", root, "--block", "lecture-leaves", "-o", tmp_path / "x.apkg")
    assert result.exit_code == 1
    assert result.stderr.count("LD207") == 1
    assert ": 2 cards" in result.stdout
