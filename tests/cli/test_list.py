"""What `lecturedeck list` shows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.terminals import on_terminal, shown, widest
from tests.conftest import blank_text, question_text, quiz_text
from tests.curricula import tea_course, write_lecture

Run = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tea_course(tmp_path / "checkout")


def rows(output: str) -> list[list[str]]:
    """The rows of the table below its rule, each as its words."""
    return [line.split() for line in output.split("---\n", 1)[1].splitlines()]


def test_superblocks_modules_and_blocks_stand_in_order_with_the_names_to_type(
    lecturedeck: Run, root: Path
) -> None:
    result = lecturedeck("list", root, "--superblock", "tea-course", "--count")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].split() == ["Name", "Title", "Lectures", "Tasks", "Facts"]
    assert rows(result.stdout) == [
        ["english"],
        ["tea-course"],
        ["Water", "first"],
        ["lecture-water", "4", "4", "0"],
        ["quiz-tea", "Tea", "Quiz", "1", "1", "0"],
        ["Leaves"],
        ["lecture-leaves", "2", "2", "0"],
        ["3", "blocks", "7", "7", "0"],
    ]


def test_every_kind_is_counted(lecturedeck: Run, root: Path) -> None:
    body = "# --questions--\n\n" + question_text() + "# --quizzes--\n\n## --quiz--\n\n"
    write_lecture(root, "lecture-alone", "a1", body=body + quiz_text() + quiz_text("Two?") + blank_text())
    result = lecturedeck("list", root, "--block", "lecture-alone", "--count")
    assert rows(result.stdout)[1] == ["lecture-alone", "1", "4", "0"]


def test_a_number_is_shown_only_where_it_is_known(lecturedeck: Run, root: Path) -> None:
    first = lecturedeck("list", root, "--block", "lecture-l*")
    assert rows(first.stdout)[-1] == ["1", "block", "?", "?", "?"]
    assert "note: 1 block not counted yet; --count reads them\n" in first.stderr
    lecturedeck("list", root, "--block", "lecture-l*", "--count")
    again = lecturedeck("list", root, "--block", "lecture-l*")
    assert rows(again.stdout)[-1] == ["1", "block", "2", "2", "0"]
    assert "not counted" not in again.stderr
    write_lecture(root, "lecture-leaves", "l1", body="# --questions--\n\n" + question_text("Which leaf?"))
    assert rows(lecturedeck("list", root, "--block", "lecture-l*").stdout)[-1] == ["1", "block", "?", "?", "?"]


def test_what_gives_no_cards_is_shown_on_demand(lecturedeck: Run, root: Path) -> None:
    write_lecture(root, "workshop-tea", "s1", body="# --seed--\n")
    assert "workshop-tea" not in lecturedeck("list", root).stdout
    assert "workshop-tea" in lecturedeck("list", root, "--all").stdout
    only = lecturedeck("list", root, "--block", "workshop-tea")
    assert (only.exit_code, only.output.count("\n")) == (1, 1)
    assert "nothing here gives cards; see --all" in only.output


def test_one_language_is_shown_and_the_others_are_named(lecturedeck: Run, root: Path) -> None:
    result = lecturedeck("list", root)
    assert rows(result.stdout)[0] == ["english"]
    assert "note: also in espanol; select with --language\n" in result.stderr
    result = lecturedeck("list", root, "--language", "espanol")
    assert rows(result.stdout)[0] == ["espanol"]
    assert "lecture-water" in result.stdout


def test_the_current_folder_is_the_default(lecturedeck: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert lecturedeck("list").stdout == lecturedeck("list", root).stdout


def test_a_folder_that_is_no_curriculum_is_listed_by_file(lecturedeck: Run, root: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    source = root / "curriculum/challenges/english/blocks/lecture-pots/p1.md"
    (plain / "a.md").write_text(source.read_text())
    assert rows(lecturedeck("list", plain, "--count").stdout)[0] == [str(plain / "a.md"), "1", "1", "0"]


def test_the_json_has_the_whole_tree(lecturedeck: Run, root: Path) -> None:
    listed = json.loads(lecturedeck("list", root, "--json", "--count").stdout)
    (language,) = listed["languages"]
    course, pots = language["superblocks"]
    assert (language["name"], course["name"], pots["name"]) == ("english", "tea-course", "pots")
    water = course["modules"][0]["blocks"][0]
    assert water == {
        "name": "lecture-water", "title": "Lecture water",
        "lectures": 4, "questions": 4, "quizzes": 0, "blanks": 0, "facts": 0,
    }  # fmt: skip
    assert [block["name"] for block in pots["blocks"]] == ["lecture-pots", "lecture-water"]
    assert [block["name"] for block in language["blocks"]] == ["lecture-alone"]


def test_the_counts_are_those_of_a_build(lecturedeck: Run, root: Path, tmp_path: Path) -> None:
    listed = rows(lecturedeck("list", root, "--count").stdout)[-1]
    built = lecturedeck("build", root, "--language", "english", "-o", tmp_path / "x.apkg", "--json")
    package = json.loads(built.stdout)["packages"][0]
    assert int(listed[2]) == len(package["lectures"])
    assert int(listed[3]) == sum(lecture["tasks"] for lecture in package["lectures"])


@pytest.mark.parametrize("columns", [60, 120])
def test_a_terminal_shows_a_table_that_fits(root: Path, columns: int) -> None:
    output = on_terminal("list", root, "--count", columns=columns, folder=root)
    assert widest(output.partition("note:")[0]) <= columns
    assert "lecture-leaves" in shown(output)


def test_a_narrow_terminal_keeps_the_names_to_type_whole(root: Path) -> None:
    write_lecture(root, "quiz-all-that-one-can-know-of-pots", "p9", body="# --questions--\n\n" + question_text())
    for columns, title in ((60, False), (120, True)):
        output = shown(on_terminal("list", root, columns=columns, folder=root))
        assert "quiz-all-that-one-can-know-of-pots" in output
        assert ("Tea Quiz" in output) == title
