"""`build --watch`: a line for every save, whatever is in the file, and a clean stop."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lecturedeck.anki.identity import read_previous
from tests.conftest import lecture_text, question_text

# A hanging watch must not hang the tests.
_LIMIT = 60.0


class Watch:
    """A running `build --watch` of one folder, read line by line."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.package = folder, folder / "out" / "x.apkg"
        command = [sys.executable, "-m", "lecturedeck", "build", str(folder), "-o", str(self.package), "--watch"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.timer = threading.Timer(_LIMIT, self.process.kill)
        self.timer.start()

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def stop(self) -> tuple[int, str]:
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate()
        self.timer.cancel()
        return self.process.returncode, said


def write(folder: Path, *questions: str) -> None:
    text = lecture_text("# --questions--\n\n" + "".join(question_text(question) for question in questions))
    (folder / "teapots.md").write_text(text)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    write(tmp_path, "Who pours?", "Who drinks?")
    running = Watch(tmp_path)
    yield running
    running.process.kill()
    running.timer.cancel()
    running.process.communicate()


def test_every_save_is_built_and_told_in_one_line(watch: Watch) -> None:
    assert "watching: 2 added" in watch.line()
    write(watch.folder, "Who pours?", "Who drinks?", "Who washes up?")
    assert "teapots.md: 3 added" in watch.line()
    assert len(read_previous(watch.package).notes) == 3
    assert watch.stop() == (0, "stopped\n")


def test_a_broken_file_is_named_and_the_watch_goes_on(watch: Watch) -> None:
    watch.line()
    (watch.folder / "teapots.md").write_text("---\nid: [\n---\n\n# --questions--\n")
    assert "nothing was written" in watch.line()
    assert len(read_previous(watch.package).notes) == 2
    write(watch.folder, "Who pours?", "Who drinks?")
    assert "2 added" in watch.line()
    code, said = watch.stop()
    assert code == 0
    assert "LD112" in said


def test_what_is_deleted_while_writing_is_retired_once(tmp_path: Path) -> None:
    write(tmp_path, "Who pours?", "Who drinks?")
    first = Watch(tmp_path)
    first.line()
    first.stop()
    second = Watch(tmp_path)
    assert "2 unchanged" in second.line()
    write(tmp_path, "Who pours?")
    assert "1 removed" in second.line()
    write(tmp_path, "Who pours?", "Who washes up?")
    assert "1 added, 0 updated, 1 removed" in second.line()
    assert second.stop() == (0, "stopped\n")
