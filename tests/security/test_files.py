"""A file or folder that is no lecture costs one line, and never waits for something that does not come."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from lecturedeck.storage import parse_json, read_regular
from tests.conftest import lecture_text, question_text
from tests.curricula import tea_course, write_json, write_lecture

Run = Callable[..., Result]
GOOD = lecture_text("# --questions--\n\n" + question_text())
posix = pytest.mark.skipif(os.name == "nt", reason="pipes and devices are files on POSIX systems only")


def ended(*arguments: object, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program as one of its own, so that waiting for ever fails the test."""
    command = [sys.executable, "-m", "lecturedeck", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL, cwd=folder
    )


@posix
@pytest.mark.parametrize("command", ["build", "check", "extract", "preview", "list"])
def test_a_pipe_or_a_device_among_lectures_is_one_line(tmp_path: Path, command: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.md").write_text(GOOD)
    os.mkfifo(tmp_path / "in" / "pipe.md")
    (tmp_path / "in" / "zero.md").symlink_to("/dev/zero")
    (tmp_path / "in" / "folder.md").mkdir()
    (tmp_path / "in" / "dangling.md").symlink_to(tmp_path / "nowhere")
    (tmp_path / "in" / "loop.md").symlink_to(tmp_path / "in" / "loop.md")
    output = (
        []
        if command in ("check", "extract", "list")
        else ["-o", tmp_path / f"x.{'html' if command == 'preview' else 'apkg'}"]
    )
    result = ended(command, tmp_path / "in", *output)
    assert "Traceback" not in result.stderr
    if command in ("build", "check"):
        assert (result.stdout + result.stderr).count("LD101") >= 3
    if command == "build":
        assert (tmp_path / "x.apkg").exists()


@posix
def test_a_pipe_as_an_argument_is_one_line(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    os.mkfifo(tmp_path / "pipe.md")
    os.mkfifo(tmp_path / "pipe.apkg")
    (tmp_path / "good.md").write_text(GOOD)
    for arguments in (
        ("check", tmp_path / "pipe.md"),
        ("build", tmp_path / "good.md", "-o", tmp_path / "pipe.apkg"),
        ("build", tmp_path / "good.md", "-o", tmp_path / "x.apkg", "--previous", tmp_path / "pipe.apkg"),
        ("build", tmp_path / "good.md", "-o", tmp_path / "x.apkg", "--edits", tmp_path / "pipe"),
        ("diff", tmp_path / "pipe.apkg", tmp_path / "pipe.apkg"),
    ):
        result = ended(*arguments)
        assert result.returncode in (1, 2), arguments
        assert "Traceback" not in result.stderr
    assert (tmp_path / "pipe.apkg").is_fifo()


@posix
def test_only_a_regular_file_of_a_stated_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"a" * 101)
    for path in (tmp_path / "large", Path("/dev/zero"), tmp_path):
        with pytest.raises(OSError, match=r"Larger|Not a regular|Is a directory"):
            read_regular(path, 100)
    assert read_regular(tmp_path / "large", 101) == b"a" * 101


def test_a_lecture_of_many_megabytes_is_one_line(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "large.md").write_text(GOOD + "tea " * 500_000)
    result = lecturedeck("check", tmp_path / "large.md")
    assert (result.exit_code, result.stdout.count("\n")) == (1, 1)
    assert "LD101" in result.stdout


DEEP = "[" * 2_000 + "]" * 2_000


def test_json_that_is_nested_too_deeply_is_no_json() -> None:
    for text in (DEEP, "[" * 100_000, '{"a":' * 2_000 + "1" + "}" * 2_000):
        with pytest.raises(ValueError, match=r"nested too deeply|Expecting|recursion"):
            parse_json(text)


@pytest.mark.parametrize(
    "name",
    [
        "curriculum/structure/curriculum.json",
        "curriculum/structure/superblocks/tea-course.json",
        "curriculum/structure/blocks/lecture-water.json",
        "client/i18n/locales/english/intro.json",
    ],
)
@pytest.mark.parametrize(
    "text", [DEEP, '{"chapters":[' * 400 + "]}" * 400, "9" * 5_000, "\\ud800", '{"a": NaN}', "\x00", "[" * 100_000]
)
def test_damaged_structure_costs_only_what_it_says(lecturedeck: Run, tmp_path: Path, name: str, text: str) -> None:
    root = tea_course(tmp_path / "checkout")
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8", errors="surrogatepass")
    result = lecturedeck("build", root, "--language", "*", "-o", tmp_path / "x.apkg")
    assert result.exit_code == 0, result.output
    assert lecturedeck("list", root, "--language", "*").exit_code == 0


def test_odd_characters_in_titles_and_names_stop_nothing(lecturedeck: Run, tmp_path: Path) -> None:
    root = tea_course(tmp_path / "checkout")
    title = "Tea \ud800 \x1f\x00 <b> ::"
    folder = root / "client/i18n/locales/english"
    folder.mkdir(parents=True)
    intro = {
        "tea-course": {
            "title": title,
            "modules": {"leaves": title},
            "blocks": {"lecture-leaves": {"title": title}},
        }
    }
    (folder / "intro.json").write_text(json.dumps(intro))
    write_json(root / "curriculum/structure/blocks/lecture-pots.json", {"name": "a"})
    (root / "curriculum/structure/blocks/lecture-pots.json").write_text('{"name": "\\ud800\\u001f"}')
    for command in ("build", "list", "extract", "check", "preview"):
        output = ["-o", tmp_path / f"{command}.html"] if command == "preview" else []
        output = ["-o", tmp_path / "x.apkg"] if command == "build" else output
        result = lecturedeck(command, root, "--language", "*", *output)
        assert result.exit_code == 0, result.output


@posix
def test_names_that_are_not_utf_8_stop_nothing(tmp_path: Path) -> None:
    root = tea_course(tmp_path / "checkout")
    block = Path(os.fsdecode(os.fsencode(root / "curriculum/challenges/english/blocks") + b"/caf\xe9"))
    block.mkdir()
    (block / os.fsdecode(b"\xff.md")).write_text(GOOD)
    for arguments in (("build", "-o", tmp_path / "out"), ("list",), ("extract",), ("check",)):
        result = ended(*arguments, root, "--language", "english")
        assert result.returncode == 0, result.stderr


@posix
def test_links_in_a_curriculum_stop_nothing(tmp_path: Path) -> None:
    root = tea_course(tmp_path / "checkout")
    block = root / "curriculum/challenges/english/blocks/lecture-water"
    outside = tmp_path / "outside.md"
    outside.write_text(GOOD)
    (block / "w4.md").symlink_to(tmp_path / "nowhere")
    (block / "w5.md").symlink_to(block / "w5.md")
    (block / "w6.md").mkdir()
    (block / "w7.md").symlink_to(outside)
    (block / "w8.md").symlink_to("/dev/zero")
    os.mkfifo(block / "w10.md")
    (root / "curriculum/challenges/english/blocks/around").symlink_to(root)
    for source in (root, block, block / "w7.md", block / "w1.md", root / "curriculum/challenges/english"):
        result = ended("build", source, "--language", "english", "-o", tmp_path / "x.apkg")
        assert "Traceback" not in result.stderr
        assert (tmp_path / "x.apkg").exists(), result.stderr
        (tmp_path / "x.apkg").unlink()
    assert ended("check", block / "w5.md").returncode == 1
    assert ended("check", block / "w6.md").returncode == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_files_and_folders_that_may_not_be_read_stop_nothing(tmp_path: Path) -> None:
    root = tea_course(tmp_path / "checkout")
    secret = write_lecture(root, "lecture-water", "w4")
    secret.chmod(0)
    folder = root / "curriculum/challenges/english/blocks/lecture-pots"
    folder.chmod(0)
    result = ended("build", root, "--language", "english", "-o", tmp_path / "x.apkg")
    folder.chmod(0o755)
    assert "Traceback" not in result.stderr
    assert "LD101" in result.stderr


@pytest.mark.parametrize("name", ["a" * 240, "茶" * 80])
def test_long_names_are_read_and_written(lecturedeck: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.md").write_text(GOOD.replace("dashedName: teapots\n", ""))
    assert lecturedeck("build", tmp_path / f"{name}.md", "-o", tmp_path / "out").exit_code == 0
    assert lecturedeck("build", tmp_path / f"{name}.md", "-o", tmp_path / f"{name}.apkg").exit_code == 0
    assert lecturedeck("check", "b" * 300 + ".md").exit_code == 1


@pytest.mark.parametrize(
    "line",
    [
        "a = " + "[" * 3_000,
        "deck = " + "{a=" * 2_000,
        "a = " + "9" * 6_000,
        "a" * 40 + " = 1",
        "k" * 60_000 + " = 1",
        "a" + ".a" * 8_000 + " = 1",
        'report = "https://[x/{title}"',
        'output = "\\u0000"',
        'edits = "\\u0000"',
        'completed = "/dev/zero"',
        'edits = "/dev/zero"',
        'sources = ["\\u0000"]',
        "\x00",
    ],
)
def test_a_hostile_configuration_is_one_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "good.md").write_text(GOOD)
    (tmp_path / "lecturedeck.toml").write_text(line)
    result = ended("build", folder=tmp_path)
    assert result.returncode in (1, 2)
    assert (result.stdout, result.stderr.count("\n")) == ("", 1 if result.returncode == 1 else 3), result.stderr[
        -2_000:
    ]


@posix
def test_pipes_in_place_of_what_a_build_knows_are_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.md").write_text(GOOD)
    os.mkfifo(tmp_path / "in" / "pipe.md")
    os.mkfifo(tmp_path / "list")
    (tmp_path / "out").mkdir()
    os.mkfifo(tmp_path / "out" / "lecturedeck.lock")
    os.mkfifo(tmp_path / "CHANGES-1.0.md")
    for arguments, code in (
        (("extract", tmp_path / "in", "--through", "good"), 0),
        (("extract", tmp_path / "in", "--completed", tmp_path / "list"), 1),
        (("build", tmp_path / "in" / "good.md", "-o", tmp_path / "out"), 1),
    ):
        result = ended(*arguments)
        assert "Traceback" not in result.stderr
        assert result.returncode == code, (arguments, result.stderr)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 3_000 + "1" + "}" * 3_000, "\ufeff{}", '["\\ud800"]'])
def test_a_hostile_list_of_what_was_completed_is_one_line(lecturedeck: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "good.md").write_text(GOOD)
    (tmp_path / "list.json").write_text(text, encoding="utf-8")
    result = lecturedeck("extract", tmp_path / "good.md", "--completed", tmp_path / "list.json")
    assert (result.exit_code, len(result.output.splitlines())) == (1, 1), result.output


@pytest.mark.parametrize("time", ["9" * 5_000, "9" * 40, str(1 << 32), "-1", "1e9", "0"])
def test_a_time_that_anki_does_not_take_is_one_line(
    lecturedeck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, time: str
) -> None:
    (tmp_path / "good.md").write_text(GOOD)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", time)
    result = lecturedeck("build", tmp_path / "good.md", "-o", tmp_path / "x.apkg")
    assert (result.exit_code, len(result.output.splitlines())) == (1, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_output_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(GOOD)
    command = [sys.executable, "-m", "lecturedeck", "extract", str(tmp_path / "good.md")]
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert result.returncode == 1
    assert result.stderr == "lecturedeck: output: No space left on device\n"
