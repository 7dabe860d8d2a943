"""What `lecturedeck list` shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import blank_text, question_text, quiz_text
from tests.curricula import tea_course, write_lecture

Run = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tea_course(tmp_path / "checkout")


def rows(output: str) -> list[list[str]]:
    """The rows of the table below its rule, each as its words."""
    return [line.split() for line in output.split("---\n", 1)[1].splitlines()]


def test_superblocks_modules_and_blocks_stand_in_order_with_their_counts(lecturedeck: Run, root: Path) -> None:
    result = lecturedeck("list", root, "--superblock", "tea-course")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].split() == [
        "Block", "Name", "Lectures", "Questions", "Quizzes", "Blanks", "Facts",
    ]  # fmt: skip
    assert rows(result.stdout) == [
        ["Tea", "course"],
        ["01", "Water", "first"],
        ["01", "Lecture", "water", "lecture-water", "4", "4", "0", "0", "0"],
        ["02", "Tea", "Quiz", "quiz-tea", "1", "1", "0", "0", "0"],
        ["02", "Leaves"],
        ["01", "Lecture", "leaves", "lecture-leaves", "2", "2", "0", "0", "0"],
        ["3", "blocks", "7", "7", "0", "0", "0"],
    ]


def test_every_kind_is_counted(lecturedeck: Run, root: Path) -> None:
    body = "# --questions--\n\n" + question_text() + "# --quizzes--\n\n## --quiz--\n\n"
    write_lecture(root, "lecture-alone", "a1", body=body + quiz_text() + quiz_text("Two?") + blank_text())
    result = lecturedeck("list", root, "--block", "lecture-alone")
    assert rows(result.stdout)[0] == ["Lecture", "alone", "lecture-alone", "1", "1", "2", "1", "0"]


def test_a_block_without_cards_is_shown_too(lecturedeck: Run, root: Path) -> None:
    write_lecture(root, "workshop-tea", "s1", body="# --seed--\n")
    result = lecturedeck("list", root, "--block", "workshop-tea")
    assert rows(result.stdout)[0] == ["Workshop", "tea", "workshop-tea", "0", "0", "0", "0", "0"]


def test_languages_stand_apart(lecturedeck: Run, root: Path) -> None:
    result = lecturedeck("list", root, "--language", "espanol")
    assert rows(result.stdout)[0] == ["espanol"]
    assert "lecture-water" in result.stdout


def test_the_folder_one_stands_in_is_the_default(
    lecturedeck: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    assert lecturedeck("list").stdout == lecturedeck("list", root).stdout


def test_a_folder_that_is_no_curriculum_is_listed_by_file(lecturedeck: Run, root: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    source = root / "curriculum/challenges/english/blocks/lecture-pots/p1.md"
    (plain / "a.md").write_text(source.read_text())
    assert str(plain / "a.md") in lecturedeck("list", plain).stdout
