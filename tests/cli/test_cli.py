"""What every command promises, and that docs/commands.md is what they say.

`python -m tests.cli.test_cli` writes docs/commands.md anew.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from lecturedeck.cli import main
from tests.conftest import PROJECT, lecture_text, question_text, small_package

Run = Callable[..., Result]
GOOD = lecture_text("# --questions--\n\n" + question_text())
PAGE = PROJECT / "docs" / "commands.md"


def help_of(*command: str) -> str:
    """What `lecturedeck COMMAND --help` prints on a terminal of 80 columns."""
    runner = CliRunner()
    return runner.invoke(main, [*command, "--help"], prog_name="lecturedeck", terminal_width=80).output


def commands() -> dict[str, click.Command]:
    """All commands by name."""
    context = click.Context(main, **main.context_settings)
    names = main.list_commands(context)
    return {name: command for name in names if (command := main.get_command(context, name))}


COMMANDS = commands()


def examples(command: click.Command) -> list[list[str]]:
    """The example lines of a command's help, each as the words behind `lecturedeck`."""
    assert command.help is not None
    _, _, part = command.help.partition("Examples:")
    lines = [line.strip() for line in part.splitlines() if "lecturedeck " in line]
    texts = [line[line.index("lecturedeck ") :] for line in lines]
    return [shlex.split(re.split(r" [|>] |   ", text)[0])[1:] for text in texts]


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_help_has_examples(name: str) -> None:
    command = COMMANDS[name] if name else main
    assert examples(command)
    assert "Examples:" in help_of(*[name] if name else [])


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_example_is_a_command_with_options_that_exist(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in examples(COMMANDS[name] if name else main):
        called = COMMANDS[words[0]]
        assert name in ("", words[0])
        for word in words[1:]:
            if word.endswith(".apkg"):  # some commands want packages that are there
                Path(word).parent.mkdir(exist_ok=True)
                Path(word).touch()
        # With its parent, as the program does it: click remembers the help option of the first time.
        parent = click.Context(main, **main.context_settings)
        with called.make_context(words[0], words[1:], parent=parent, resilient_parsing=False) as context:
            assert context.params


def test_each_command_is_listed_with_the_first_line_of_its_help() -> None:
    listed = help_of().partition("Commands:\n")[2]
    rows = [line.split(None, 1) for line in listed.splitlines()]  # none is so long that it wraps
    assert rows == [[name, (command.help or "").splitlines()[0]] for name, command in COMMANDS.items()]


def test_help_imports_click_and_no_command() -> None:
    program = (
        "import sys; from lecturedeck.cli import main\ntry: main(['--help'])\nfinally: print(*sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    modules = done.stdout.splitlines()[-1].split()
    ours = [name for name in modules if name.startswith("lecturedeck.")]
    assert ours == [
        "lecturedeck.cli",
        "lecturedeck.cli.commands",
        "lecturedeck.cli.group",
        "lecturedeck.cli.terminal",
    ]
    assert not {"rich", "yaml", "genanki", "pyromark", "sqlite3"} & {*modules}


def test_no_command_and_a_version() -> None:
    runner = CliRunner()
    assert "Usage:" in runner.invoke(main, []).output
    assert re.fullmatch(r"lecturedeck, version \d\S*\n", runner.invoke(main, ["--version"]).output)
    assert runner.invoke(main, ["-h"]).exit_code == 0
    assert runner.invoke(main, ["bake"]).exit_code == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("biuld", "No such command 'biuld'. Did you mean 'build'?"),
        ("Check", "No such command 'Check'. Did you mean 'check'?"),
        ("bake", "No such command 'bake'."),
        ("--versoin", "No such option '--versoin'. Did you mean '--version'?"),
    ],
)
def test_a_misspelt_command_is_told_which_one_is_near(lecturedeck: Run, typed: str, said: str) -> None:
    result = lecturedeck(typed)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == f"Error: {said}"


@pytest.mark.parametrize("command", ["build", "check", "extract", "facts", "preview"])
def test_a_package_is_no_lecture(lecturedeck: Run, tmp_path: Path, command: str) -> None:
    small_package(tmp_path / "deck.apkg")
    for name, what in (("deck.apkg", "an Anki package"), ("deck.ZIP", "a zip archive")):
        path = (tmp_path / "deck.apkg").rename(tmp_path / name)
        result = lecturedeck(command, path)
        said = f"lecturedeck: {path}: {what}, not a lecture; the name of a lecture ends in .md\n"
        assert (result.exit_code, result.output) == (1, said)
        path.rename(tmp_path / "deck.apkg")


def test_standard_input_is_a_source(lecturedeck: Run, tmp_path: Path) -> None:
    result = lecturedeck("build", "-", "-o", tmp_path / "x.apkg", input=GOOD)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "x.apkg").exists()
    assert lecturedeck("check", "-", input=GOOD).exit_code == 0
    bad = lecturedeck("check", "-", input=GOOD.encode() + b"\xff")
    assert bad.stdout.startswith("-:30:1: error LD102: ")


@pytest.mark.parametrize("command", ["build", "check", "extract"])
def test_without_a_source_the_folder_content_is_read(
    lecturedeck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "name a SOURCE" in lecturedeck(command).output
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text(GOOD)
    assert lecturedeck(command).exit_code == 0


def test_the_page_of_commands_is_what_they_say() -> None:
    """If this fails, write the page anew: `python -m tests.cli.test_cli`."""
    assert PAGE.read_text(encoding="utf-8") == page()


def page() -> str:
    """docs/commands.md."""
    parts = [
        "# Commands\n",
        "Every command and option of `lecturedeck`, as `--help` prints them. `python -m tests.cli.test_cli`",
        "writes this page, and a test keeps it up to date.\n",
        "Exit codes of every command: 0 success; 1 a problem, which is named; 2 wrong usage; 130 stopped by",
        "Ctrl+C. Results go to standard output, everything else to standard error, so that a pipe gets results",
        "only. On a terminal, tables fit its width and severities have colours; with `NO_COLOR` set, and in a",
        "pipe, there are none. [problems.md](problems.md) lists the problems by code.\n",
        "## lecturedeck\n",
        f"```text\n{help_of()}```\n",
    ]
    for name in COMMANDS:
        parts += [f"## lecturedeck {name}\n", f"```text\n{help_of(name)}```\n"]
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
