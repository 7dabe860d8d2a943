"""Every command on a terminal of 60 and of 120 columns, and through a pipe: the same words, and none cut off."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from lecturedeck.cli import main
from tests.anki.test_push import running
from tests.cli.terminals import on_terminal, shown, widest
from tests.conftest import lecture_text, question_text

pytestmark = pytest.mark.long
CONFIGURATION = 'sources = ["lectures"]\nlicense = "CC BY-SA 4.0"\n'
TEXT = "# --description--\n\nA **kettle** is a pot with a spout that boils water for tea.\n\n# --questions--\n\n"
# What each command is called with, and what it says then. "{anki}" is the address of a stand-in for Anki.
USES = {
    "build": ("-o again.apkg --new", " cards"),
    "check": ("lectures", "2 files, no problems"),
    "diff": ("older.apkg decks/lectures.apkg", "1 added"),
    "extract": ("lectures --format tsv", "What is in teapot 2?"),
    "facts": ("lectures/1.md", "kettle"),
    "init": ("other", "written"),
    "list": ("lectures --count", "2 files"),
    "new": ("cups.md", "written"),
    "preview": ("lectures -o page.html", " cards"),
    "pull": ("older.apkg lectures", "0 notes edited"),
    "push": ("decks/lectures.apkg --url {anki}", "sent to Anki"),
    "release": ("1.0", "CHANGES-1.0.md"),
    "send": ("missing.apkg", "no such file"),
}
TABLES = {"build", "list"}  # which wrap their cells; elsewhere the terminal wraps long lines


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two lectures, their package and an older one of the first lecture."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "lectures").mkdir()
    (folder / "other").mkdir()
    (folder / "lecturedeck.toml").write_text(CONFIGURATION)
    for number, package in ((1, "older.apkg"), (2, "decks/lectures.apkg")):
        text = lecture_text(TEXT + question_text(f"What is in teapot {number}?"), id=f"5f{number:022}")
        (folder / f"lectures/{number}.md").write_text(text)
        run(folder, "build", "lectures", "-o", package, "--new")
    return folder


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """A copy of that folder for one test."""
    return Path(shutil.copytree(made, tmp_path / "home"))


def run(home: Path, *arguments: str) -> str:
    """What a command prints through a pipe."""
    command = [sys.executable, "-m", "lecturedeck", *arguments]
    done = subprocess.run(command, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.stdout


def test_every_command_is_tried_here() -> None:
    assert list(USES) == main.list_commands(click.Context(main))


@pytest.mark.parametrize("columns", [60, 120])
@pytest.mark.parametrize("command", USES)
def test_a_command_says_the_same_on_a_terminal_and_through_a_pipe(home: Path, command: str, columns: int) -> None:
    line, says = USES[command]
    with running() as anki:
        arguments = [command, *line.replace("{anki}", anki.url).split()]
        piped = run(home, *arguments)
        for written in ("cups.md", "other/lecturedeck.toml", "again.apkg"):
            (home / written).unlink(missing_ok=True)
        shutil.rmtree(home / "release", ignore_errors=True)
        (home / "decks/CHANGES-1.0.md").unlink(missing_ok=True)
        output = on_terminal(*arguments, columns=columns, folder=home)
    assert says in piped
    assert "\x1b" not in piped
    assert says in shown(output)
    if command in TABLES:
        assert widest(output) <= columns


@pytest.mark.parametrize("columns", [60, 120])
@pytest.mark.parametrize("command", USES)
def test_the_help_fits_and_its_examples_stay_whole(command: str, columns: int) -> None:
    lines = shown(on_terminal(command, "--help", columns=columns)).splitlines()
    examples = [line for line in lines if line.startswith(f"    lecturedeck {command}")]
    assert examples
    assert max(len(line) for line in lines if line not in examples) <= columns
