"""What `lecturedeck build` prints."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.terminals import on_terminal, shown, widest
from tests.conftest import blank_text, lecture_text, question_text, quiz_text

Run = Callable[..., Result]
GOOD = lecture_text("# --questions--\n\n" + question_text())
WRONG = lecture_text(
    "# --questions--\n\n" + question_text(solution=9), id="5f00000000000000000000ff", title="Lids"
)
SAME = question_text(answers=(("a", "No."), ("b", None), ("a", "No.")))


def folder_of(path: Path, count: int, text: str = GOOD) -> Path:
    path.mkdir(exist_ok=True)
    for number in range(count):
        (path / f"{number:02}.md").write_text(text.replace("0aa", f"0{number:02}"))
    return path


@pytest.mark.parametrize("flags", [(), ("--quiet",), ("--json",)])
def test_a_file_in_the_place_of_the_package_is_kept_and_named(
    lecturedeck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(lecture_text("# --questions--\n\n" + question_text()))
    (tmp_path / "no.apkg").write_text("a letter")
    result = lecturedeck("build", "a.md", "-o", "no.apkg", *flags)
    assert result.exit_code == 0, result.output
    assert result.stderr == (
        "warning: no.apkg: not used as the previous package: it is damaged, or no Anki package; "
        "kept as no.apkg.bak\n"
    )
    assert (tmp_path / "no.apkg.bak").read_text() == "a letter"
    assert lecturedeck("build", "a.md", "-o", "no.apkg", *flags).stderr == ""


@pytest.mark.parametrize(("command", "name"), [("build", "one.apkg"), ("preview", "one.html")])
def test_one_card_is_not_called_several(lecturedeck: Run, tmp_path: Path, command: str, name: str) -> None:
    lecture, output = tmp_path / "tea.md", tmp_path / name
    lecture.write_text(GOOD)
    output_lines = lecturedeck(command, lecture, "-o", output).output.splitlines()
    assert any(line.startswith(f"{output}: 1 card") and "cards" not in line for line in output_lines)


def test_it_runs_as_a_module_and_is_quiet_in_a_pipe(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "lectures", 60)  # enough for a progress bar on a terminal
    done = subprocess.run(
        [sys.executable, "-m", "lecturedeck", "build", str(folder), "-o", str(tmp_path / "x.apkg"), "--new"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    first, second = done.stdout.splitlines()
    assert first.startswith(f"{tmp_path / 'x.apkg'}: 60 cards, ")
    assert second == "60 added, 0 updated, 0 removed, 0 unchanged"
    assert "\x1b" not in done.stdout
    assert "\r" not in done.stdout


def test_it_ends_with_packages_and_totals(lecturedeck: Run, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "lectures", 3)
    (folder / "x.md").write_text(WRONG)
    result = lecturedeck("build", folder, "-o", tmp_path / "out", "--new")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert [line.split(":")[0] for line in lines[-5:-2]] == [
        str(tmp_path / "out" / name)
        for name in ("teapots.apkg", *(f"teapots-5f0000000000000000000{n:03}.apkg" for n in (1, 2)))
    ]
    assert lines[-2].startswith("3 packages: 3 cards, ")
    assert lines[-1] == "3 added, 0 updated, 0 removed, 0 unchanged"
    problem, last = result.stderr.splitlines()
    assert problem.startswith(f"{folder}/x.md:28:1: error LD207")
    assert last == "1 lecture skipped because of errors"


def test_the_table_counts_questions_quiz_questions_and_blanks_as_tasks(lecturedeck: Run, tmp_path: Path) -> None:
    lecture = tmp_path / "tea.md"
    quiz = "# --quizzes--\n\n## --quiz--\n\n" + quiz_text(text="What holds back the leaves?")
    lecture.write_text(lecture_text(f"# --questions--\n\n{question_text()}{quiz}{blank_text()}"))
    head, _, row, *_ = lecturedeck("build", lecture, "-o", tmp_path / "x.apkg", "--new").stdout.splitlines()
    assert head.split() == ["Lecture", "Tasks", "Facts", "Cards"]
    assert row.split() == ["Teapots", "3", "0", "3"]


def test_the_rows_of_lectures_that_share_a_note_add_up(lecturedeck: Run, tmp_path: Path) -> None:
    fact = (
        "# --description--\n\nA **cosy** is a thick cover of wool that fits over a pot and keeps the tea warm.\n"
    )
    for name in ("lecture", "review"):
        text = lecture_text(f"{fact}\n# --questions--\n\n{question_text(f'Why a {name}?')}", id=name, title=name)
        (tmp_path / f"{name}.md").write_text(text)
    built = lecturedeck("build", tmp_path, "-o", tmp_path / "x.apkg", "--new")
    rows = [list(map(int, line.split()[1:])) for line in built.stdout.splitlines()[2:4]]
    assert "\n1 note stands in several lectures; its cards count once\n" in built.stdout
    assert f"{sum(tasks + facts for tasks, facts, _ in rows) - 1} added" in built.stdout
    assert f": {sum(cards for *_, cards in rows)} cards" in built.stdout
    built = lecturedeck("build", tmp_path / "review.md", "-o", tmp_path / "y.apkg", "--new")
    assert "several lectures" not in built.stdout


@pytest.mark.parametrize("others", [0, 30])  # few files are read one by one, many by way of the cache
def test_a_copied_file_is_reported_in_each_build(lecturedeck: Run, tmp_path: Path, others: int) -> None:
    folder = folder_of(tmp_path / "lectures", others)
    text = lecture_text("# --questions--\n\n" + question_text(), id="x" * 300)
    (folder / "pot.md").write_text(text)
    (folder / "pot-copy.md").write_text(text.replace("Who", "What"))
    (folder / "xx.md").write_text(text.replace("xxx\n", "xxy\n"))
    warning = f"{folder}/pot.md:2:1: warning LD122: id is also that of {folder}/pot-copy.md. "
    for more in (("--new",), (), ("-n",)):
        built = lecturedeck("build", folder, "-o", tmp_path / "out", *more)
        assert (built.exit_code, built.stderr.count("LD122"), built.stderr.startswith(warning)) == (0, 1, True)
    strict = lecturedeck("build", folder, "-o", tmp_path / "new", "--new", "--strict")
    assert (strict.exit_code, (tmp_path / "new").exists()) == (1, False)


def test_many_lectures_and_warnings_are_named_on_demand(lecturedeck: Run, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "lectures", 25, lecture_text("# --questions--\n\n" + SAME))
    (folder / "x.md").write_text(WRONG)
    short = lecturedeck("build", folder, "-o", tmp_path / "x.apkg", "--new")
    assert len(short.stdout.splitlines()) == 2
    assert short.stderr.splitlines()[1:] == [
        "note: 25 warnings; see lecturedeck check", "1 lecture skipped because of errors",
    ]  # fmt: skip
    assert short.stderr.count("LD212") == 0
    long = lecturedeck("build", folder, "-o", tmp_path / "x.apkg", "-v")
    assert long.stderr.count("LD212") == 25
    assert sum(line.startswith("Teapots ") for line in long.stdout.splitlines()) == 25
    assert sum(line.startswith("  unchanged") for line in long.stdout.splitlines()) == 25


def test_quiet_prints_problems_only(lecturedeck: Run, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "lectures", 1)
    assert lecturedeck("build", folder, "-o", tmp_path / "x.apkg", "--new", "--quiet").output == ""
    (folder / "x.md").write_text(WRONG)
    result = lecturedeck("build", folder, "-o", tmp_path / "x.apkg", "-q")
    assert result.stdout == ""
    assert "LD207" in result.stderr


def test_json_is_the_whole_report(lecturedeck: Run, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "lectures", 2)
    (folder / "x.md").write_text(WRONG)
    result = lecturedeck("build", folder, "-o", tmp_path / "x.apkg", "--new", "--json")
    assert (result.exit_code, result.stderr) == (1, "")
    report = json.loads(result.stdout)
    (package,) = report["packages"]
    assert package["path"] == str(tmp_path / "x.apkg")
    assert package["size"] == (tmp_path / "x.apkg").stat().st_size
    assert package["notes"] == report["notes"]
    assert report["notes"] == {
        "added": 2, "updated": 0, "removed": 0, "dropped": 0, "held_back": 0, "moved": 0, "unchanged": 0,
    }  # fmt: skip
    assert [lecture["cards"] for lecture in package["lectures"]] == [1, 1]
    assert (report["cards"], report["skipped"]) == (2, [f"{folder}/x.md"])
    assert report["problems"][0]["code"] == "LD207"


@pytest.mark.parametrize("columns", [60, 120])
def test_a_terminal_shows_colours_and_a_table_that_fits(tmp_path: Path, columns: int) -> None:
    folder = folder_of(tmp_path / "lectures", 2)
    (folder / "x.md").write_text(WRONG)
    output = on_terminal("build", "lectures", "-o", "x.apkg", "--new", columns=columns, folder=tmp_path)
    assert "\x1b[32m2 added\x1b[0m" in output
    assert "1 lecture skipped because of errors" in shown(output)
    table = shown(output).partition("x.apkg:")[0]
    assert widest(table) <= columns
