"""`lecturedeck new`: a lecture to start from."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_a_new_lecture_passes_check_and_holds_one_of_each_kind(lecturedeck: Run, tmp_path: Path) -> None:
    path = tmp_path / "course" / "all-about-lids.md"
    assert lecturedeck("new", path).output == f"{path}: written. Edit it, then run: lecturedeck check {path}\n"
    assert lecturedeck("check", path, "--strict").exit_code == 0
    lecture = json.loads(lecturedeck("extract", path).stdout)
    assert lecture["title"] == "All about lids"
    assert [question["quiz"] for question in lecture["questions"]] == [None, 1]
    assert (len(lecture["blanks"]), len(lecture["facts"])) == (1, 1)
    assert path.read_text().count("<!--") + path.read_text().count("\n# ") >= 9


def test_its_comments_reach_no_card(lecturedeck: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    lecturedeck("new", path)
    lecturedeck("preview", path, "-o", tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text()
    assert "thick cover of wool" in page
    for word in ("three dashes", "wrong answers and no feedback", "each direction", "needs no feedback"):
        assert word not in page


def test_its_fact_becomes_as_many_cards_as_its_comment_says(lecturedeck: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    lecturedeck("new", path, "--title", "How tea stays warm", "--kind", "facts")
    built = json.loads(lecturedeck("build", path, "-o", tmp_path / "a.apkg", "--new", "--json").stdout)
    assert "It becomes two cards, one in each direction." in path.read_text()
    assert (built["notes"]["added"], built["cards"]) == (1, 2)


def test_every_lecture_has_its_own_id(lecturedeck: Run, tmp_path: Path) -> None:
    ids = set()
    for name in ("a.md", "b.md"):
        lecturedeck("new", tmp_path / name)
        ids.add(json.loads(lecturedeck("extract", tmp_path / name).stdout)["id"])
    assert len(ids) == 2


@pytest.mark.parametrize("kind", ["questions", "quizzes", "blanks", "facts"])
def test_one_kind_alone_passes_check_too(lecturedeck: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.md"
    lecturedeck("new", path, "--kind", kind)
    assert lecturedeck("check", path, "--strict").exit_code == 0
    lecture = json.loads(lecturedeck("extract", path).stdout)
    numbers = [len(lecture["questions"]), len(lecture["blanks"]), len(lecture["facts"])]
    assert sorted(numbers) == [0, 0, 1]


@pytest.mark.parametrize("title", ['Tea: "hot" # or not', "茶", "- lids", "a\\b", "yes"])
def test_any_title_will_do(lecturedeck: Run, tmp_path: Path, title: str) -> None:
    path = tmp_path / "a.md"
    lecturedeck("new", path, "--title", title)
    assert json.loads(lecturedeck("extract", path).stdout)["title"] == title


def test_a_file_that_exists_is_left_alone(lecturedeck: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("mine")
    result = lecturedeck("new", path)
    assert (result.exit_code, result.output) == (1, f"lecturedeck: {path}: exists already; nothing was written\n")
    assert path.read_text() == "mine"
    assert lecturedeck("new", tmp_path / "a.txt").exit_code == 1
