"""Several processes give what one gives, and end with it."""

from __future__ import annotations

import multiprocessing
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from lecturedeck.building import processes
from lecturedeck.building.cache import Cache
from lecturedeck.building.options import Options, ReaderCrashError
from lecturedeck.building.processes import Task, free_cores, read_all, read_one
from lecturedeck.building.survey import Survey
from lecturedeck.reading.files import Place
from tests.conftest import lecture_text, question_text

Run = Callable[..., Result]
COUNT = 400
linux = pytest.mark.skipif(sys.platform != "linux", reason="the processes are copies of this one only on Linux")


def lecture(number: int) -> str:
    return lecture_text("# --questions--\n\n" + question_text(f"Number {number}?"), id=f"id{number}")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Enough lectures to be read by several processes; some have errors, and one is no text."""
    folder = tmp_path / "lectures"
    folder.mkdir()
    for number in range(COUNT):
        text = lecture(number) if number % 50 else lecture(number).replace("\n2\n", "\n9\n")
        (folder / f"{number:03}.md").write_text(text)
    (folder / "no-text.md").write_bytes(b"\xff\xfe# --questions--")
    (folder / "pictured.md").write_text(lecture(999).replace("Number", "![a pot](pot.png)"))
    return folder


def tasks(count: int = COUNT) -> list[Task]:
    return [Task(Place(f"{number}.md"), lecture(number).encode(), False) for number in range(count)]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_results_are_the_same_and_in_order(jobs: int) -> None:
    every = tasks()
    assert list(read_all(every, Options(), jobs)) == [(task, read_one(task, Options())) for task in every]


def test_a_package_is_the_same_byte_for_byte_whatever_reads_and_whatever_is_cached(
    lecturedeck: Run, course: Path, tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    found = []
    for number, jobs in enumerate((1, 2, 2, 1)):
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        package = tmp_path / "out" / "x.apkg"
        result = lecturedeck("build", course, "-o", package, "--jobs", jobs, "--new")
        found.append((package.read_bytes(), result.stderr, result.exit_code))
        if number == 0:
            (own_cache / "lectures.sqlite").unlink()
    assert len(set(found)) == 1
    assert found[0][2] == 1


def test_few_files_are_read_without_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", None)
    assert len(list(read_all(tasks(50), Options(), 2))) == 50


def test_what_is_cached_needs_no_processes(
    lecturedeck: Run, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lecturedeck("build", course, "-o", tmp_path / "out" / "x.apkg", "--jobs", 1)
    shutil.rmtree(tmp_path / "out")
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", None)
    result = lecturedeck("build", course, "-o", tmp_path / "out" / "x.apkg", "--jobs", 2)
    assert "393 added" in result.stdout


def test_there_is_always_a_core() -> None:
    assert 1 <= free_cores() <= 8


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading processes that hold what a test replaced, also where an earlier test left a thread running."""
    monkeypatch.setattr(processes, "_context", lambda: multiprocessing.get_context("fork"))


def _die(*_: object) -> None:
    os._exit(9)


@linux
@pytest.mark.usefixtures("copies")
def test_a_crash_is_one_clear_line(
    lecturedeck: Run, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "read_one", _die)
    with pytest.raises(ReaderCrashError):
        list(read_all(tasks(), Options(), 2))
    result = lecturedeck("build", course, "-o", tmp_path / "x.apkg", "--jobs", 2)
    assert result.exit_code == 1
    line = "a process that reads lectures has ended unexpectedly; nothing more was written. Try --jobs 1"
    assert result.stderr == f"lecturedeck: {line}\n"
    assert not (tmp_path / "x.apkg").exists()
    assert lecturedeck("list", course, "--count", "--jobs", 2).stderr == (
        "lecturedeck: a process that reads lectures has ended unexpectedly. Try --jobs 1\n"
    )


@linux
@pytest.mark.usefixtures("copies")
def test_after_a_crash_what_was_read_is_kept(
    own_cache: Path, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(own_cache)
    places = [Place(str(path), path.parent) for path in sorted(course.glob("*.md"))]
    survey = Survey(Options(), frozenset(), cache, 2)
    monkeypatch.setattr(processes, "read_one", _dies_at_the_end)
    with pytest.raises(ReaderCrashError):
        survey.look(places, lambda _: None)
    assert len(cache) > 0
    cache.close()


def _dies_at_the_end(task: Task, options: Options) -> object:
    if task.place.path.endswith("399.md"):
        os._exit(9)
    return read_one(task, options)


def start(course: Path, package: Path) -> subprocess.Popen[str]:
    """A build with two more processes, in a process group of its own."""
    command = [sys.executable, "-m", "lecturedeck", "build", str(course), "-o", str(package), "--jobs", "2"]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def wait_for_children(process: subprocess.Popen[str]) -> list[int]:
    while process.poll() is None:
        if len(found := children(process.pid)) >= 2:
            return found
    return []


def ends(pid: int) -> bool:
    """Whether a process is gone within a minute."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([process], [], [], 60)[0])
    finally:
        os.close(process)


@pytest.fixture
def long_course(tmp_path: Path) -> Path:
    folder = tmp_path / "long"
    folder.mkdir()
    for number in range(3_000):
        (folder / f"{number}.md").write_text(lecture(number))
    return folder


@linux
def test_an_interrupt_ends_all_of_them_quietly(long_course: Path, tmp_path: Path) -> None:
    process = start(long_course, tmp_path / "x.apkg")
    readers = wait_for_children(process)
    assert readers
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "stopped\n")
    assert all(ends(pid) for pid in readers)
    assert not (tmp_path / "x.apkg").exists()


@linux
def test_none_outlives_a_build_that_is_killed(long_course: Path, tmp_path: Path) -> None:
    process = start(long_course, tmp_path / "x.apkg")
    readers = wait_for_children(process)
    assert readers
    process.kill()
    process.communicate()
    assert all(ends(pid) for pid in readers)
