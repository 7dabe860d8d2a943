"""What `lecturedeck check` prints, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import lecture_text, question_text
from tests.curricula import tea_course, write_lecture

Run = Callable[..., Result]
GOOD = lecture_text("# --questions--\n\n" + question_text())
RANGE = GOOD.replace("--\n\n2\n", "--\n\n9\n")
TWO = lecture_text("# --questions--\n\n" + question_text(solution=1) + question_text(solution="x"))
SAME = lecture_text("# --questions--\n\n" + question_text(answers=(("a", "No."), ("b", None), ("a", "No."))))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"a/two.md": TWO, "b.md": GOOD, "c, d.md": RANGE, "e.md": SAME}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text.replace("0aa", f"0{name[0]}a"))
    return tmp_path


def test_all_problems_of_all_files_in_one_run_sorted(lecturedeck: Run, folder: Path) -> None:
    result = lecturedeck("check", folder)
    assert result.exit_code == 1
    places = [line.split(" ")[0] if "c, d" not in line else "c" for line in result.stdout.splitlines()]
    assert places == [f"{folder}/a/two.md:18:1:", f"{folder}/a/two.md:48:1:", "c", f"{folder}/e.md:28:1:"]
    assert result.stderr == "3 errors and 1 warning in 3 of 4 files\n"


def test_a_line_of_text_has_place_severity_code_message_and_hint(lecturedeck: Run, folder: Path) -> None:
    result = lecturedeck("check", folder / "c, d.md")
    assert result.stdout == (
        f"{folder}/c, d.md:28:1: error LD207: right answer is given as 9, but the question has 2 answers."
        " Write the number of the right answer, from 1 to 2.\n"
    )


def test_json_is_one_object_a_line(lecturedeck: Run, folder: Path) -> None:
    lines = [json.loads(line) for line in lecturedeck("check", folder, "--format", "json").stdout.splitlines()]
    assert len(lines) == 4
    for line in lines:
        assert list(line) == ["path", "code", "severity", "message", "hint", "line", "column"]
    assert (lines[2]["path"], lines[2]["code"], lines[2]["line"]) == (f"{folder}/c, d.md", "LD207", 28)


def test_github_gets_workflow_commands(lecturedeck: Run, folder: Path) -> None:
    lines = lecturedeck("check", folder, "--format", "github").stdout.splitlines()
    path = f"{folder}/c%2C d.md".replace(":", "%3A")
    assert lines[2].startswith(f"::error file={path},line=28,col=1,title=LD207::right answer is given as 9, but")
    assert lines[3].startswith(f"::warning file={folder}/e.md,line=28,col=1,title=LD212::")


def test_nothing_wrong_is_exit_code_0(lecturedeck: Run, folder: Path) -> None:
    result = lecturedeck("check", folder / "b.md")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "1 file, no problems\n")


def test_a_warning_is_exit_code_1(lecturedeck: Run, folder: Path) -> None:
    assert lecturedeck("check", folder / "e.md").exit_code == 1


def test_strictness_asks_for_every_feedback(lecturedeck: Run, folder: Path) -> None:
    path = folder / "b.md"
    path.write_text(GOOD.replace("### --feedback--\n\nIt only holds leaves.\n", ""))
    assert lecturedeck("check", path).exit_code == 0
    result = lecturedeck("check", path, "--strict")
    assert result.exit_code == 1
    assert "warning LD221: wrong answer 1 has no feedback" in result.stdout


def test_an_unknown_format_is_exit_code_2(lecturedeck: Run) -> None:
    assert lecturedeck("check", "--format", "xml").exit_code == 2


def test_files_without_lecture_content_are_counted(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Notes\n\nNo lecture.\n")
    (tmp_path / "b.md").write_text(GOOD)
    (tmp_path / "c.md").write_text(lecture_text("# --description--\n\nTea.\n"))
    result = lecturedeck("check", tmp_path)
    assert (result.exit_code, result.output) == (0, "3 files, no problems (2 without lecture content)\n")
    alone = lecturedeck("check", tmp_path / "a.md")
    assert alone.exit_code == 1
    assert alone.output == "1 file without lecture content: no questions, quizzes, blanks or facts\n"


def test_a_misspelt_first_marker_is_found_in_a_folder(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD.replace("# --questions--", "# --question--"))
    result = lecturedeck("check", tmp_path)
    assert "warning LD132: # --question-- has the wrong heading level. Write # --questions--" in result.stdout


def test_one_block_of_a_curriculum_is_checked(lecturedeck: Run, tmp_path: Path) -> None:
    root = tea_course(tmp_path / "checkout")
    write_lecture(root, "quiz-tea", "q2", body="# --questions--\n\n" + question_text(solution=9))
    assert lecturedeck("check", root, "--block", "lecture-*").exit_code == 0
    result = lecturedeck("check", root, "--block", "quiz-*")
    assert result.exit_code == 1
    assert result.stderr.endswith("1 error and 0 warnings in 1 of 2 files\n")


def test_a_bad_file_costs_only_itself(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff\xfe")
    (tmp_path / "b.md").mkdir()
    (tmp_path / "c.md").write_bytes(b"---\nid: 1\ntitle: [\n---\n# --questions--\n")
    (tmp_path / "d.md").symlink_to(tmp_path / "nowhere")
    result = lecturedeck("check", tmp_path)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert [line.split(" ")[2] for line in result.stdout.splitlines()][-1] == "LD101:"
    assert "c.md:4:" in result.stdout


def test_a_copied_file_is_reported_with_its_original(lecturedeck: Run, tmp_path: Path) -> None:
    text = lecture_text("# --questions--\n\n" + question_text())
    for name in ("pot", "copy"):
        (tmp_path / f"{name}.md").write_text(text)
    result = lecturedeck("check", tmp_path / "pot.md", tmp_path / "copy.md", tmp_path / "pot.md")
    assert (result.exit_code, result.stdout) == (1, (
        f"{tmp_path}/copy.md:2:1: warning LD122: id is also that of {tmp_path}/pot.md. "
        "Give each lecture an id of its own; if this is a copy, change the id here.\n"
    ))  # fmt: skip
    assert lecturedeck("check", tmp_path / "pot.md").exit_code == 0
