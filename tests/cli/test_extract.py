"""What `lecturedeck extract` prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import Result

from lecturedeck import building
from lecturedeck.lecture import Lecture
from lecturedeck.reading.files import Place
from tests.cli.terminals import on_terminal
from tests.conftest import blank_text, lecture_text, question_text, quiz_text
from tests.curricula import tea_course

Run = Callable[..., Result]
BODY = (
    "# --description--\n\n**418 I'm a teapot** is returned when a pot is asked to brew coffee.\n\n"
    + "# --questions--\n\n"
    + question_text("Is `a < b` *warm*?")
    + "# --quizzes--\n\n## --quiz--\n\n"
    + quiz_text()
    + blank_text()
)


def test_the_keys_are_these_and_in_this_order(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(lecture_text(BODY).replace("title: Teapots\n", ""))
    result = lecturedeck("extract", tmp_path / "a.md")
    lecture: dict[str, Any] = json.loads(result.stdout)
    assert list(lecture) == [
        "path", "id", "title", "language", "block", "questions", "blanks", "facts", "problems",
    ]  # fmt: skip
    first, second = lecture["questions"]
    assert list(first) == ["text", "options", "passage", "quiz", "line"]
    assert list(first["options"][0]) == ["text", "correct", "feedback"]
    (blank,) = lecture["blanks"]
    assert list(blank) == ["sentence", "gaps", "line"]
    assert list(blank["gaps"][0]) == ["answer", "feedback"]
    (fact,) = lecture["facts"]
    assert list(fact)[:7] == ["term", "definition", "category", "detail", "code", "name", "line"]
    (problem,) = lecture["problems"]
    assert list(problem) == ["code", "message", "hint", "severity", "line", "column"]
    assert (first["quiz"], second["quiz"]) == (None, 1)
    assert (fact["code"], fact["name"]) == ("418", "I'm a teapot")
    assert problem["severity"] == "warning"


def test_texts_are_card_html_and_what_is_not_there_is_null(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(lecture_text(BODY))
    lecture = json.loads(lecturedeck("extract", tmp_path / "a.md").stdout)
    question = lecture["questions"][0]
    assert question["text"] == "Is <code>a &lt; b</code> <em>warm</em>?"
    assert [option["feedback"] for option in question["options"]] == ["It only holds leaves.", None]
    assert lecture["blanks"][0]["sentence"] == "<p>A BLANK keeps tea warm.</p>"
    assert lecture["block"] is None
    assert lecture["language"] == "english"


def test_a_lecture_of_a_curriculum_says_block_and_language(lecturedeck: Run, tmp_path: Path) -> None:
    root = tea_course(tmp_path / "checkout")
    result = lecturedeck("extract", root, "--language", "espanol")
    (lecture,) = map(json.loads, result.stdout.splitlines())
    assert (lecture["language"], lecture["block"], lecture["title"]) == ("espanol", "lecture-water", "El agua")


def test_one_lecture_a_line_in_order(lecturedeck: Run, tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.md").write_text(lecture_text(BODY, title=f"Té {name}"), encoding="utf-8")
    lines = lecturedeck("extract", tmp_path).stdout.splitlines()
    assert [json.loads(line)["title"] for line in lines] == ["Té a", "Té b", "Té c"]
    assert "Té a" in lines[0]  # letters stay letters


def test_a_bad_lecture_is_printed_with_its_problems_and_exit_code_1(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(lecture_text(BODY).replace("--\n\n2\n", "--\n\n9\n"))
    (tmp_path / "b.md").write_text(lecture_text(BODY))
    result = lecturedeck("extract", tmp_path)
    assert result.exit_code == 1
    first, second = map(json.loads, result.stdout.splitlines())
    assert [problem["code"] for problem in first["problems"]] == ["LD207"]
    assert [question["quiz"] for question in first["questions"]] == [1]
    assert second["problems"] == []


def test_it_streams_one_lecture_at_a_time(
    lecturedeck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lecture is printed before the next file is read."""
    events: list[str] = []
    read, echo = building.read, click.echo

    def noted_read(place: Place, *, named: bool) -> Lecture | None:
        events.append(f"read {Path(place.path).stem}")
        return read(place, named=named)

    def noted_echo(message: str, **more: Any) -> None:
        events.append("print")
        echo(message, **more)

    monkeypatch.setattr(building, "read", noted_read)
    monkeypatch.setattr(click, "echo", noted_echo)
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.md").write_text(lecture_text(BODY))
    lecturedeck("extract", tmp_path)
    assert events == ["read a", "print", "read b", "print", "read c", "print"]


def test_only_some_kinds(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(lecture_text(BODY))
    lecture = json.loads(lecturedeck("extract", tmp_path / "a.md", "--only", "blanks").stdout)
    assert (lecture["questions"], lecture["facts"]) == ([], [])
    assert lecture["blanks"]


def test_standard_input_is_a_source(lecturedeck: Run) -> None:
    result = lecturedeck("extract", "-", input=lecture_text(BODY))
    assert json.loads(result.stdout)["path"] == "-"
    assert result.exit_code == 0


def test_tsv_is_one_item_a_line_in_plain_text(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(lecture_text(BODY))
    result = lecturedeck("extract", tmp_path / "a.md", "--format", "tsv")
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert rows[0] == ["path", "line", "lecture", "kind", "text", "answer", "others"]
    assert {len(row) for row in rows} == {7}
    assert [row[3] for row in rows[1:]] == ["question", "quiz", "blank", "fact"]
    assert rows[1][4:] == ["Is a < b warm ?", "A cosy", "A sieve"]
    assert rows[3][4:] == ["A ___ keeps tea warm.", "cosy", ""]


@pytest.mark.parametrize("columns", [60, 120])
def test_a_terminal_gets_the_same_json(lecturedeck: Run, tmp_path: Path, columns: int) -> None:
    (tmp_path / "a.md").write_text(lecture_text(BODY))
    output = on_terminal("extract", tmp_path / "a.md", columns=columns)
    assert json.loads(output) == json.loads(lecturedeck("extract", tmp_path / "a.md").stdout)
