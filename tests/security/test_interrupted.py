"""A build that is killed, or finds the disk full, leaves the old package, no stray file, and a right next build."""

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
KILLS = int(os.environ.get("LECTUREDECK_KILLS", "6"))


def lectures(folder: Path, word: str = "warm") -> Path:
    """Thirty lectures: from twenty on, a build keeps records and a cache."""
    folder.mkdir(exist_ok=True)
    for number in range(30):
        body = "# --questions--\n\n" + question_text(f"Who keeps tea {number} {word}?")
        (folder / f"{number}.md").write_text(lecture_text(body, id=f"5f{number:04}", title=f"Tea {number}"))
    return folder


def start(
    folder: Path, output: Path, limit: int = 0, places: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start a build as a process of its own; `limit` is the largest file that it may write."""

    def limited() -> None:
        import resource

        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    cache = {"XDG_CACHE_HOME": str(folder.parent / "cache")}
    return subprocess.Popen(
        [sys.executable, "-m", "lecturedeck", "build", str(folder), "-o", str(output)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", **cache, **(places or {})},
        preexec_fn=limited,
    )


def build(folder: Path, output: Path, limit: int = 0, places: dict[str, str] | None = None) -> tuple[int, str]:
    """The exit code of a build, and what it said on standard error."""
    process = start(folder, output, limit, places)
    error = process.communicate()[1].decode()
    assert "Traceback" not in error
    return process.returncode, error


def test_kills_at_any_moment_leave_no_damage(tmp_path: Path) -> None:
    """LECTUREDECK_KILLS=1000 runs a thousand of them."""
    seed = random.randrange(2**32)
    moments = random.Random(seed)
    folder, output = lectures(tmp_path / "in"), tmp_path / "out.apkg"
    begin = time.monotonic()
    assert build(folder, output) == (0, "")
    spent = time.monotonic() - begin
    contents = [output.read_bytes()]
    lectures(folder, "hot")
    expected = {path.name for path in tmp_path.iterdir()}
    for number in range(KILLS):
        process = start(folder, output)
        time.sleep(moments.uniform(0, spent))
        process.kill()
        process.communicate()
        if output.read_bytes() not in contents:  # a whole new one, which the next build must take for what it is
            assert build(folder, output) == (0, ""), seed
            contents.append(output.read_bytes())
            lectures(folder, f"hot {number}")
    assert build(folder, output) == (0, ""), seed
    assert {path.name for path in tmp_path.iterdir()} == expected, seed
    last = output.read_bytes()
    assert build(folder, output) == (0, "")
    assert output.read_bytes() == last


def test_what_a_killed_build_left_is_swept_by_the_next_one(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".lecturedeck-abc.part").write_bytes(b"half")
    assert build(lectures(tmp_path / "in"), tmp_path / "out")[0] == 0
    assert list((tmp_path / "out").glob(".*.part")) == []


def test_a_file_that_is_being_written_is_not_swept(tmp_path: Path) -> None:
    import fcntl

    part = tmp_path / ".lecturedeck-abc.part"
    with part.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        sweep(tmp_path)
        assert part.exists()
    sweep(tmp_path)
    assert not part.exists()


@pytest.mark.parametrize("limit", [1, 1_000, 12_000])
def test_a_full_disk_is_one_line_and_leaves_the_old_package(tmp_path: Path, limit: int) -> None:
    folder, output = lectures(tmp_path / "in"), tmp_path / "out.apkg"
    output.write_bytes(b"the old one")
    code, error = build(folder, output, limit)
    assert code == 1, error
    assert output.read_bytes() == b"the old one"
    assert list(tmp_path.rglob("*.part")) == list(tmp_path.rglob("*-wal")) == []


def test_no_room_for_temporary_files_stops_nothing(tmp_path: Path) -> None:
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), "/nowhere")
    assert build(lectures(tmp_path / "in"), tmp_path / "out.apkg", places=places)[0] == 0


def test_a_link_to_something_else_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "diary").write_bytes(b"private")
    (tmp_path / "out.apkg").symlink_to(tmp_path / "diary")
    build(lectures(tmp_path / "in"), tmp_path / "out.apkg")
    assert (tmp_path / "diary").read_bytes() == b"private"


def test_a_link_to_a_package_is_followed(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "out.apkg").symlink_to(tmp_path / "shared" / "tea.apkg")
    assert build(lectures(tmp_path / "in"), tmp_path / "out.apkg")[0] == 0
    assert (tmp_path / "out.apkg").is_symlink()
    assert (tmp_path / "shared" / "tea.apkg").stat().st_size > 1_000
