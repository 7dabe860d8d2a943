"""What reaches a terminal, and what reaches a pipe."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from lecturedeck.cli import terminal
from lecturedeck.cli.terminal import echo_json, table, visible, width
from lecturedeck.text import counted
from tests.cli.terminals import on_terminal, shown, widest
from tests.conftest import lecture_text, question_text

Run = Callable[..., Result]
BODY = "# --questions--\n\n" + question_text()
WRONG = "# --questions--\n\n" + question_text(solution=9)
# Escapes that colour, that move the cursor and that set a title, a C1 control, and characters that turn the
# direction of what follows.
NASTY = "\x1b[31mred\x1b[2J\x1b]0;title\x07 \x9b1m \u202egnp\u202c \u2066x\u2069"


def test_one_thing_is_not_several_things() -> None:
    told = [counted(number, "card") for number in (0, 1, 2, 12345)]
    assert told == ["0 cards", "1 card", "2 cards", "12,345 cards"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Teapots: 茶壶 té 🫖", "Teapots: 茶壶 té 🫖"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("one\ntwo\r\tthree", "one\\ntwo\\r\\tthree"),
        ("\x9b1m\x7f", "\\x9b1m\\x7f"),
        ("a\u202eb\u2066c\u200f", "a\\u202eb\\u2066c\\u200f"),
        ("a\u2028b", "a\\u2028b"),
        ("\udcff\udcfe.md", "\\xff\\xfe.md"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("non\u00a0breaking 👩\u200d🍳 می\u200cروم", "non\u00a0breaking 👩\u200d🍳 می\u200cروم"),
    ],
)
def test_control_escape_and_direction_characters_can_be_seen(text: str, seen: str) -> None:
    assert visible(text) == seen


@given(st.text())
def test_what_is_visible_is_one_line_and_harmless(text: str) -> None:
    seen = visible(text)
    assert len(seen.splitlines()) <= 1
    assert not any(
        ord(letter) < 32 or 127 <= ord(letter) < 160 or letter in "\u202a\u202e\u2066" for letter in seen
    )
    assert visible(seen) == seen
    seen.encode()


def test_columns_are_as_wide_as_their_widest_cell_and_numbers_stand_right(
    capsys: pytest.CaptureFixture[str],
) -> None:
    table(["Lecture", "Cards"], [["Pots", 3], ["All about lids", 120], ["Short"]])
    assert capsys.readouterr().out == (
        "Lecture         Cards\n"
        "--------------  -----\n"
        "Pots                3\n"
        "All about lids    120\n"
        "Short\n"
    )  # fmt: skip


def test_wide_and_combining_characters_keep_the_columns_straight(capsys: pytest.CaptureFixture[str]) -> None:
    assert width("茶壶") == 4
    assert width("e\u0301") == 1
    table(["Lecture", "Cards"], [["茶壶", 1], ["teapot", 22]])
    first, _, second, third = capsys.readouterr().out.splitlines()
    assert second == "茶壶         1"
    assert third == "teapot      22"
    assert first == "Lecture  Cards"


def test_json_for_a_terminal_is_the_same_json(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    value = {"title": f"Té {NASTY}\n"}
    echo_json(value)
    piped = capsys.readouterr().out
    assert "\u202e" in piped  # a program gets the characters
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    echo_json(value)
    typed = capsys.readouterr().out
    assert visible(typed[:-1]) == typed[:-1]
    assert json.loads(typed) == json.loads(piped) == value


def nasty_folder(folder: Path) -> Path:
    """A good and a bad lecture whose names and titles a terminal would obey."""
    folder.mkdir()
    title = NASTY.encode("unicode_escape").decode()
    for number, body in enumerate((BODY, WRONG)):
        text = lecture_text(body, id=f"5f{number:022}", title="T").replace("title: T", f'title: "Pots {title}"')
        (folder / f"a\n{number}\x1b[31m\u202e.md").write_text(text)
    return folder


@pytest.mark.parametrize("command", ["build", "check", "list", "preview", "extract"])
@pytest.mark.parametrize("columns", [0, 60])
def test_names_and_titles_cannot_command_a_terminal(
    tmp_path: Path, lecturedeck: Run, monkeypatch: pytest.MonkeyPatch, command: str, columns: int
) -> None:
    folder = nasty_folder(tmp_path / "lectures")
    monkeypatch.chdir(tmp_path)
    if columns:
        output = on_terminal(command, folder, columns=columns, folder=tmp_path)
    else:
        output = lecturedeck(command, folder).output
    text = shown(output)
    for letter in "\x1b\x9b\x07\r\u202e\u202c\u2066":
        assert letter not in text or (letter in "\u202e\u202c\u2066\x9b" and command == "extract" and not columns)


def test_a_line_of_check_stays_one_line(tmp_path: Path, lecturedeck: Run) -> None:
    folder = nasty_folder(tmp_path / "lectures")
    lines = lecturedeck("check", folder).stdout.splitlines()
    assert lines[-1].startswith(f"{folder}/a\\n1\\x1b[31m\\u202e.md:28:1: error LD207: ")
    assert len(lines) == len(lecturedeck("check", folder, "--format", "json").stdout.splitlines())
    assert all(line.startswith(f"{folder}/a\\n") for line in lines)


def test_what_a_wrong_argument_says_is_visible_too(lecturedeck: Run) -> None:
    for arguments in (("build", "-o", "\x1b[31m.zip"), ("build", "\x1b[31m.md"), ("push", "\x1b[31m.apkg")):
        assert "\x1b" not in lecturedeck(*arguments).output


@pytest.mark.parametrize("columns", [60, 120])
def test_a_table_fits_the_terminal(tmp_path: Path, columns: int) -> None:
    title = "All about the lids of teapots, 茶壶 and their handles, and what to do when one is too hot to hold"
    (tmp_path / "a.md").write_text(lecture_text(BODY, title=f'"{title}"'))
    output = on_terminal("build", "a.md", "--new", columns=columns, folder=tmp_path)
    assert widest(output) <= columns
    assert "what to do when" in " ".join(shown(output).split())
    assert "\x1b[" in output


def test_no_colour_where_it_is_not_wanted(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(lecture_text(WRONG))
    assert "\x1b[1;31merror" in on_terminal("check", "a.md", columns=80, folder=tmp_path)
    assert "\x1b[1;31m" not in on_terminal("check", "a.md", columns=80, folder=tmp_path, NO_COLOR="1")


def many_lectures(folder: Path) -> Path:
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:02}.md").write_text(lecture_text(BODY, id=f"5f{number:022}"))
    return folder


def test_progress_stays_on_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    output = on_terminal("check", many_lectures(tmp_path / "lectures"), columns=60)
    assert "Reading lectures" in output
    assert output.count("\n") - output.count("\x1b[1A") == 1  # the summary; the bar's line is taken back
    assert shown(output).splitlines()[-1].endswith("60 files, no problems")
    assert widest(output.replace("\r", "\n")) <= 60


def test_progress_needs_no_thread_so_that_reading_processes_can_be_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "is_terminal", lambda _: True)
    before = threading.active_count()
    with terminal.progress("Reading lectures", 100) as tick:
        tick()
        assert threading.active_count() == before


def test_a_pipe_gets_no_progress_and_no_rich(tmp_path: Path) -> None:
    import subprocess

    program = "import sys; from lecturedeck.cli import main\ntry: main()\nfinally: print('rich' in sys.modules)"
    folder = many_lectures(tmp_path / "lectures")
    for command in ("check", "list", "build"):
        done = subprocess.run(
            [sys.executable, "-c", program, command, folder], capture_output=True, text=True, cwd=tmp_path
        )
        assert done.stdout.endswith("False\n")
        assert "\x1b" not in done.stdout + done.stderr
        assert "\r" not in done.stdout + done.stderr


@pytest.mark.parametrize("columns", [60, 120])
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "a.md"),
        ("check", "missing.md"),
        ("preview", "a.md"),
        ("new", "b.md"),
        ("init",),
        ("push", "missing.apkg"),
        ("release", "1.0"),
        ("build", "missing.md"),
    ],
)
def test_a_terminal_shows_what_a_pipe_gets(
    tmp_path: Path, lecturedeck: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], columns: int
) -> None:
    for name in ("typed", "piped"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text(lecture_text(WRONG if arguments[0] == "check" else BODY))
    monkeypatch.chdir(tmp_path / "piped")
    piped = lecturedeck(*arguments).output
    assert piped
    assert shown(on_terminal(*arguments, columns=columns, folder=tmp_path / "typed")) == piped


def test_an_interrupt_is_one_line_and_exit_code_130(lecturedeck: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from lecturedeck.cli.commands import check

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "find", interrupted)
    result = lecturedeck("check", "a.md")
    assert (result.exit_code, result.output) == (130, "stopped\n")
