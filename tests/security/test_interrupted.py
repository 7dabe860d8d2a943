"""A build that is killed, or that finds the disk full, leaves the old package, no stray file, and a right next build."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lecturedeck.storage import sweep
from tests.conftest import lecture_text, question_text

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX systems")
KILLS = int(os.environ.get("LECTUREDECK_KILLS", "12"))


def lectures(folder: Path, word: str) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(30):
        body = "# --questions--\n\n" + question_text(f"Who keeps tea {number} {word}?")
        (folder / f"{number}.md").write_text(lecture_text(body, id=f"5f{number:04}", title=f"Tea {number}"))


def build(folder: Path, output: Path, *, limit: int = 0, **more: str) -> subprocess.Popen[bytes]:
    """A build as a process of its own; `limit` is the largest file that it may write."""

    def limited() -> None:
        import resource

        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    return subprocess.Popen(
        [sys.executable, "-m", "lecturedeck", "build", str(folder), "-o", str(output)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", **more},
        preexec_fn=limited,
    )


def test_kills_at_any_moment_leave_no_damage(tmp_path: Path) -> None:
    """LECTUREDECK_KILLS=1000 runs a thousand of them."""
    seed = random.randrange(2**32)
    moments = random.Random(seed)
    cache = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    lectures(tmp_path / "in", "warm")
    begin = time.monotonic()
    assert build(tmp_path / "in", tmp_path / "out.apkg", **cache).wait() == 0
    spent = time.monotonic() - begin
    first = (tmp_path / "out.apkg").read_bytes()
    lectures(tmp_path / "in", "hot")
    expected = {path.name for path in tmp_path.iterdir()}
    for _ in range(KILLS):
        process = build(tmp_path / "in", tmp_path / "out.apkg", **cache)
        time.sleep(moments.uniform(0, spent))
        process.kill()
        process.wait()
        now = (tmp_path / "out.apkg").read_bytes()
        if now != first:  # it was faster than the kill
            assert build(tmp_path / "in", tmp_path / "out.apkg", **cache).wait() == 0, seed
            break
    assert build(tmp_path / "in", tmp_path / "out.apkg", **cache).wait() == 0, seed
    assert {path.name for path in tmp_path.iterdir()} == expected, seed
    last = (tmp_path / "out.apkg").read_bytes()
    assert last != first
    assert build(tmp_path / "in", tmp_path / "out.apkg", **cache).wait() == 0
    assert (tmp_path / "out.apkg").read_bytes() == last


def test_what_a_killed_build_left_is_swept_by_the_next_one(tmp_path: Path) -> None:
    lectures(tmp_path / "in", "warm")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".lecturedeck-abc.part").write_bytes(b"half")
    assert build(tmp_path / "in", tmp_path / "out").wait() == 0
    assert list((tmp_path / "out").glob("*.part")) == list((tmp_path / "out").glob(".*.part")) == []


def test_a_file_that_is_being_written_is_not_swept(tmp_path: Path) -> None:
    import fcntl

    part = tmp_path / ".lecturedeck-abc.part"
    with part.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        sweep(tmp_path)
        assert part.exists()
    sweep(tmp_path)
    assert not part.exists()


@pytest.mark.parametrize("limit", [0, 1_000, 20_000])
def test_a_full_disk_is_one_line_and_leaves_the_old_package(tmp_path: Path, limit: int) -> None:
    lectures(tmp_path / "in", "warm")
    (tmp_path / "out.apkg").write_bytes(b"the old one")
    before = {path.name for path in tmp_path.iterdir()}
    process = build(
        tmp_path / "in", tmp_path / "out.apkg", limit=limit or 1, XDG_CACHE_HOME=str(tmp_path / "cache")
    )
    error = process.communicate()[1].decode()
    assert process.returncode == 1, error
    assert "Traceback" not in error
    assert (tmp_path / "out.apkg").read_bytes() == b"the old one"
    assert {path.name for path in tmp_path.iterdir() if path.stat().st_size} - {"cache"} <= before | {
        "out.apkg.bak"
    }
    assert not list(tmp_path.rglob("*-wal"))


def test_no_room_for_temporary_files_stops_nothing(tmp_path: Path) -> None:
    lectures(tmp_path / "in", "warm")
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), "/nowhere")
    process = build(tmp_path / "in", tmp_path / "out.apkg", XDG_CACHE_HOME=str(tmp_path / "cache"), **places)
    assert "Traceback" not in process.communicate()[1].decode()
    assert process.returncode == 0


def test_a_name_that_is_a_link_does_not_write_through_it(tmp_path: Path) -> None:
    lectures(tmp_path / "in", "warm")
    (tmp_path / "diary").write_bytes(b"private")
    (tmp_path / "out.apkg").symlink_to(tmp_path / "diary")
    build(tmp_path / "in", tmp_path / "out.apkg", XDG_CACHE_HOME=str(tmp_path / "cache")).wait()
    assert (tmp_path / "diary").read_bytes() == b"private"


def test_a_link_to_a_package_is_followed(tmp_path: Path) -> None:
    lectures(tmp_path / "in", "warm")
    (tmp_path / "shared").mkdir()
    (tmp_path / "out.apkg").symlink_to(tmp_path / "shared" / "tea.apkg")
    assert build(tmp_path / "in", tmp_path / "out.apkg", XDG_CACHE_HOME=str(tmp_path / "cache")).wait() == 0
    assert (tmp_path / "out.apkg").is_symlink()
    assert (tmp_path / "shared" / "tea.apkg").stat().st_size > 1_000
