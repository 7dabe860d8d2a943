"""One build at a time writes into a folder."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from lecturedeck.anki.identity import read_previous
from lecturedeck.building import lock
from lecturedeck.building.lock import locked
from lecturedeck.building.options import BusyError
from tests.conftest import lecture_text, question_text

Run = Callable[..., Result]


def write(folder: Path, *questions: str) -> Path:
    text = lecture_text("# --questions--\n\n" + "".join(question_text(question) for question in questions))
    folder.mkdir(exist_ok=True)
    (folder / "teapots.md").write_text(text)
    return folder


def test_another_build_waits(tmp_path: Path) -> None:
    events = []

    def other() -> None:
        with locked(tmp_path):
            events.append("second")

    thread = threading.Thread(target=other)
    with locked(tmp_path):
        thread.start()
        thread.join(0.3)
        events.append("first")
    thread.join()
    assert events == ["first", "second"]


def test_a_build_that_waits_too_long_says_why(
    lecturedeck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0)
    write(tmp_path, "Who pours?")
    with locked(tmp_path):
        with pytest.raises(BusyError), locked(tmp_path):
            pass
        result = lecturedeck("build", tmp_path / "teapots.md", "-o", tmp_path / "x.apkg")
    assert result.exit_code == 1
    assert "another build has been writing here" in result.stderr
    assert not (tmp_path / "x.apkg").exists()


def test_other_folders_are_not_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0)
    with locked(tmp_path / "one"), locked(tmp_path / "two"):
        pass


def test_without_a_place_for_a_lock_a_build_goes_on(lecturedeck: Run, tmp_path: Path, own_cache: Path) -> None:
    own_cache.write_bytes(b"no folder")
    write(tmp_path, "Who pours?")
    assert lecturedeck("build", tmp_path / "teapots.md", "-o", tmp_path / "x.apkg").exit_code == 0


def test_what_a_killed_build_left_is_removed_by_the_next(lecturedeck: Run, tmp_path: Path) -> None:
    write(tmp_path / "in", "Who pours?")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".lecturedeck-abc.part").write_bytes(b"half a package")
    (tmp_path / "out" / "mine.part").write_bytes(b"something else")
    assert lecturedeck("build", tmp_path / "in", "-o", tmp_path / "out" / "x.apkg").exit_code == 0
    assert "mine.part" in {path.name for path in (tmp_path / "out").iterdir()}
    assert not list((tmp_path / "out").glob(".lecturedeck-*"))


def test_two_builds_at_once_leave_the_package_of_one_of_them(tmp_path: Path, lecturedeck: Run) -> None:
    """And the build after them says what is really there."""
    sides = [tmp_path / "one", tmp_path / "two"]
    for side in sides:
        side.mkdir()
        for number in range(30):
            text = lecture_text("# --questions--\n\n" + question_text(f"{side.name} {number}?"), id=f"id{number}")
            (side / f"{number}.md").write_text(text)
    package = tmp_path / "out" / "x.apkg"
    command = [sys.executable, "-m", "lecturedeck", "build", "-o", str(package)]
    running = [subprocess.Popen([*command, str(side)], stdout=subprocess.DEVNULL) for side in sides for _ in "ab"]
    assert [process.wait() for process in running] == [0, 0, 0, 0]
    result = lecturedeck("build", sides[0], "-o", package)
    assert result.exit_code == 0
    notes = read_previous(package).notes
    now = [note for note in notes if "lecturedeck::retired" not in note.tags]
    assert sorted(note.fields[0] for note in now) == sorted(f"one {number}?" for number in range(30))
