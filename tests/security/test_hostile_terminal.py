"""No command lets a name or a text that is not the user's own command the terminal, or end in a traceback."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import Result

from tests.cli.terminals import shown
from tests.conftest import lecture_text, question_text, small_package

Run = Callable[..., Result]
# Colours, a cleared screen, a title, a C1 control, turned directions, line and paragraph separators.
NASTY = "\x1b[31mred\x1b[2J\x1b]0;t\x07\x9b1m \u202egnp\u202c \u2066x\u2069 \u200fy \u2028z \r"
LETTERS = "\x1b\x07\x9b\r\u202e\u202c\u2066\u2069\u200f\u2028"
NAME = "a\nb\x1b[31m\u202e"  # of a file
BODY = (
    "# --description--\n\nA **cosy** is a cover that keeps tea \x1b[31m\u202ewarm\x07 in the pot.\n\n"
    "- **lid**: the part on top that keeps the tea \x9b1m&#x202e;&#x1b;hot\n\n# --questions--\n\n"
) + question_text(f"What keeps the tea warm? {NASTY}")
posix = pytest.mark.skipif(os.name == "nt", reason="such names of files exist on POSIX systems only")


def harmless(result: Result, lines: int | None = None) -> str:
    """The output of a command, which obeys nothing; of so many lines."""
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    assert [letter for letter in LETTERS if letter in result.output] == []
    assert lines is None or len(result.output.splitlines()) == lines
    return result.output


@pytest.fixture
def lecture(tmp_path: Path) -> Path:
    """A lecture whose name, title and texts a terminal would obey."""
    path = tmp_path / f"{NAME}.md"
    text = lecture_text(BODY).replace("title: ", f"title: {json.dumps(NASTY)[1:-1]} ", 1)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def package(lecturedeck: Run, lecture: Path) -> Path:
    """A package in which everything that a package can name is hostile, and newer than the one beside it."""
    path = lecture.with_suffix(".apkg")
    harmless(lecturedeck("build", lecture, "-o", path))
    (lecture.parent / "old.apkg").write_bytes(path.read_bytes())
    spoil(path)
    return path


def spoil(package: Path) -> None:
    """Write hostile texts into the fields, tags, guids, note types and decks of a package."""
    with zipfile.ZipFile(package) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    database = package.with_suffix(".db")
    database.write_bytes(files["collection.anki2"])
    connection = sqlite3.connect(database)
    models = json.loads(connection.execute("SELECT models FROM col").fetchone()[0])
    for model in models.values():
        model["name"] += NASTY
        model["mod"] += 9
        for one in (*model["flds"], *model["tmpls"]):
            one["name"] += NASTY
    decks = json.loads(connection.execute("SELECT decks FROM col").fetchone()[0])
    for deck in decks.values():
        deck["name"] += NASTY
    connection.execute("UPDATE col SET models = ?, decks = ?", (json.dumps(models), json.dumps(decks)))
    connection.execute("UPDATE notes SET mod = mod + 9, tags = ? || tags, flds = ? || flds", (f" {NAME} ", NASTY))
    row = connection.execute("SELECT max(id) FROM notes").fetchone()[0]
    connection.execute("UPDATE notes SET guid = ? WHERE id = ?", (NASTY, row))
    connection.commit()
    connection.close()
    files["collection.anki2"] = database.read_bytes()
    database.unlink()
    with zipfile.ZipFile(package, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)


@posix
@pytest.mark.parametrize("command", ["build", "check", "list", "facts", "preview"])
def test_a_lecture_cannot_command_the_terminal(
    lecturedeck: Run, lecture: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(lecture.parent)
    assert "\\x1b" in harmless(lecturedeck(command, lecture, *(["-v"] if command == "build" else [])))


@posix
def test_a_package_cannot_command_the_terminal(lecturedeck: Run, lecture: Path, package: Path) -> None:
    old = package.parent / "old.apkg"
    assert "\\x1b" in harmless(lecturedeck("diff", old, package))
    assert "\\x1b" in harmless(lecturedeck("diff", package, old))
    assert "\\x1b" in harmless(lecturedeck("pull", package, lecture, "--released", old))
    harmless(lecturedeck("pull", old, lecture, "--released", package))
    harmless(lecturedeck("build", lecture, "-o", package.parent / "new.apkg", "--previous", package, "-v"))


@posix
def test_names_of_packages_cannot_command_the_terminal(lecturedeck: Run, tmp_path: Path) -> None:
    for name in (f"{NAME}.apkg", f"{NAME}.zip"):
        (tmp_path / name).write_bytes(b"no package")
        for command in (
            ("diff", tmp_path / name, tmp_path / name),
            ("pull", tmp_path / name, "-", "--released", tmp_path),
        ):
            result = lecturedeck(*command)
            assert result.exit_code in (1, 2)
            harmless(result, 1)
        small_package(tmp_path / name)
        harmless(lecturedeck("push", tmp_path / name, "--url", f"http://127.0.0.1:1/{NASTY}"), 1)
        harmless(lecturedeck("push", tmp_path / name, "--url", "http://127.0.0.1:1"), 1)
        harmless(lecturedeck("send", tmp_path / name, "--address", "256.256.256.256"))


@posix
def test_new_files_with_odd_names_are_one_line_each(lecturedeck: Run, tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.md"
    harmless(lecturedeck("new", path, "--title", NASTY), 1)
    harmless(lecturedeck("new", path), 1)
    assert lecturedeck("check", path).exit_code == 0
    harmless(lecturedeck("init", tmp_path / NAME), 1)
    harmless(lecturedeck("init", tmp_path / NAME), 1)
    assert lecturedeck("build", path, "-o", tmp_path / "x.apkg").exit_code == 0


@posix
def test_a_configuration_cannot_command_the_terminal(
    lecturedeck: Run, lecture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(lecture.parent)
    text = json.dumps(NASTY)
    for line in (
        f"{text} = 1",
        f"deck = {text}",
        f"tags = [{text}]",
        f"version = {text}",
        f"report = {text}",
        f"sources = [{text}]",
        f"edits = {text}",
        f"output = {text}",
        f"languages = [{text}]",
        f"audio = {text}",
        "\x1b\u202e",
    ):
        Path("lecturedeck.toml").write_text(line + "\n", encoding="utf-8")
        for command in ("build", "list", "check", "release"):
            harmless(lecturedeck(command))


@posix
def test_a_release_of_hostile_texts_is_clean(
    lecturedeck: Run, lecture: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was released before, and all that a configuration says, may be anyone's."""
    monkeypatch.chdir(lecture.parent)
    Path("release").mkdir()
    Path("release", "t.apkg").write_bytes(package.read_bytes())
    script = "<script>alert(1)</script>"
    values = {
        "deck": f"T {script}",
        "license": f"L {script}",
        "description": f"D {script}",
        "output": "out/t.apkg",
    }
    report = "https://tea.example/[sound:a.mp3]?<script>{title}"
    lines = [f"{key} = {json.dumps(value)}" for key, value in {**values, "report": report}.items()]
    Path("lecturedeck.toml").write_text("\n".join([*lines, 'sources = ["."]']))
    result = lecturedeck("release", "1.0")
    assert result.exit_code == 0, result.output
    harmless(result)
    page = Path("release", "index.html").read_text(encoding="utf-8")
    assert "<script" not in page
    changes = Path("release", "CHANGES-1.0.md").read_text(encoding="utf-8")
    assert [letter for letter in LETTERS if letter in changes] == []


@posix
def test_names_that_are_not_utf_8_are_one_line(tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    small_package(odd.with_suffix(".apkg"))
    odd.mkdir()
    for arguments in (
        ("new", odd.with_suffix(".md")),
        ("init", odd),
        ("facts", odd / "none.md"),
        ("send", odd.with_suffix(".apkg"), "--address", "256.1.1.1"),
        ("send", odd.with_suffix(".apkg"), "--address", "a..b"),
        ("send", odd.with_suffix(".apkg"), "--address", "\udcff"),
        ("push", odd.with_suffix(".apkg"), "--url", "http://127.0.0.1:1"),
        ("diff", odd.with_suffix(".apkg"), odd.with_suffix(".apkg")),
        ("pull", odd.with_suffix(".apkg"), odd),
    ):
        result = subprocess.run(
            [sys.executable, "-m", "lecturedeck", *map(str, arguments)],
            capture_output=True, timeout=60, check=False, cwd=tmp_path, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert b"Traceback" not in result.stderr, (arguments, result.stderr)
        assert (result.stdout + result.stderr).count(b"\n") <= 3


class _Hostile(BaseHTTPRequestHandler):
    """Says it is AnkiConnect, and nothing good."""

    answers: list[bytes]

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        body = self.answers.pop(0)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def stand_in() -> Iterator[HTTPServer]:
    """What answers at a port of this computer."""
    server = HTTPServer(("127.0.0.1", 0), _Hostile)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    "answers",
    [
        [json.dumps({"result": NASTY, "error": None}), json.dumps({"result": None, "error": NASTY})],
        [json.dumps({"result": NASTY, "error": None}), json.dumps({"result": None, "error": None})],
        ["[" * 50_000],
        ['{"result": "\\ud800", "error": null}', '{"result": null, "error": null}'],
        ["9" * 10_000],
        [json.dumps({"result": {"a": [1]}, "error": None}), json.dumps({"result": 1, "error": {"a": NASTY}})],
        ["\x1b[31m"],
    ],
)
def test_what_answers_in_place_of_anki_cannot_command_the_terminal(
    lecturedeck: Run, tmp_path: Path, stand_in: HTTPServer, answers: list[str]
) -> None:
    small_package(tmp_path / "tea.apkg")
    _Hostile.answers = [answer.encode() for answer in answers]
    harmless(lecturedeck("push", tmp_path / "tea.apkg", "--url", f"http://127.0.0.1:{stand_in.server_address[1]}"))


@posix
def test_a_package_with_an_odd_name_is_sent(tmp_path: Path) -> None:
    data = small_package(tmp_path / f"{NAME}.apkg")
    process = subprocess.Popen(
        [sys.executable, "-m", "lecturedeck", "send", tmp_path / f"{NAME}.apkg", "--address", "127.0.0.1"],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(3)]
    with urlopen(lines[-1].strip(), timeout=30) as answer:
        assert answer.read() == data
        assert "\n" not in answer.headers["Content-Disposition"]
    rest, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert [letter for letter in LETTERS if letter in shown("".join(lines) + rest)] == []
