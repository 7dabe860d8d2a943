"""A file is written whole or not at all, and JSON may hold anything."""

import json
import os
import stat
from pathlib import Path

import pytest

from lecturedeck.storage import (
    file_digest,
    keep_backup,
    parse_json,
    read_json,
    read_regular,
    replacing,
    scratch,
    sweep,
    write_bytes,
)


def test_the_old_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "tea"
    target.write_bytes(b"old")
    with replacing(target) as out:
        out.write(b"new")
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "tea"
    target.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        _interrupted(target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_with_the_same_bytes_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "tea"
    write_bytes(target, b"green")
    before = target.stat()
    write_bytes(target, b"green")
    assert target.stat().st_ino == before.st_ino


def test_the_longest_name_that_a_file_can_have_is_written(tmp_path: Path) -> None:
    target = tmp_path / ("t" * 255)
    write_bytes(target, b"tea")
    assert target.read_bytes() == b"tea"


def test_the_mode_is_that_of_the_old_file_or_of_any_new_one(tmp_path: Path) -> None:
    old, new, plain = tmp_path / "old", tmp_path / "new", tmp_path / "plain"
    old.touch(mode=0o640)
    old.chmod(0o640)
    plain.write_bytes(b"")
    write_bytes(old, b"tea")
    write_bytes(new, b"tea")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert new.stat().st_mode == plain.stat().st_mode


def test_a_link_is_replaced_and_what_it_names_is_not_written(tmp_path: Path) -> None:
    diary, target = tmp_path / "diary", tmp_path / "tea"
    diary.write_bytes(b"private")
    target.symlink_to(diary)
    write_bytes(target, b"tea")
    assert diary.read_bytes() == b"private"
    assert not target.is_symlink()


def test_a_scratch_file_is_gone_whatever_happens(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        _scratched(tmp_path)
    assert list(tmp_path.iterdir()) == []


def _scratched(folder: Path) -> None:
    with scratch(folder) as path:
        path.write_bytes(b"tea")
        sweep(folder)
        assert path.read_bytes() == b"tea"
        raise KeyboardInterrupt


def test_no_backup_is_ever_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "tea"
    assert keep_backup(target) is None
    names = []
    for content in (b"one", b"two", b"two"):
        target.write_bytes(content)
        kept = keep_backup(target)
        assert kept is not None
        names.append(kept.name)
    assert names == ["tea.bak", "tea.bak2", "tea.bak2"]
    assert (tmp_path / "tea.bak").read_bytes() == b"one"


def test_a_digest_is_that_of_the_whole_file(tmp_path: Path) -> None:
    with replacing(tmp_path / "tea") as out:
        out.write(b"green tea")
        written = file_digest(out)
    with (tmp_path / "tea").open("rb") as file:
        file.read(3)
        assert file_digest(file) == written


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, b"\xff", "nope", "9" * 10_000])
def test_what_is_no_json_is_one_kind_of_error(text: str | bytes, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_json(text)
    (tmp_path / "x.json").write_bytes(os.fsencode(text))
    assert read_json(tmp_path / "x.json") is None


def test_a_json_file_gives_its_value(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"pots": ["ü"]}))
    assert read_json(tmp_path / "x.json") == {"pots": ["ü"]}
    assert read_json(tmp_path / "missing.json") is None
    assert read_json(tmp_path) is None


def _interrupted(target: Path) -> None:
    with replacing(target) as out:
        out.write(b"half of the")
        raise KeyboardInterrupt


@pytest.mark.parametrize("first", [0, 3, 100])
def test_a_regular_file_is_read_whole_or_from_its_beginning(tmp_path: Path, first: int) -> None:
    (tmp_path / "tea").write_bytes(b"green tea")
    assert read_regular(tmp_path / "tea", 9, first=first) == b"green tea"[: first or 9]
    with pytest.raises(OSError, match="Larger"):
        read_regular(tmp_path / "tea", 8, first=first)


def test_a_file_that_does_not_know_its_size_is_read_to_its_end() -> None:
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("no /proc on this system")
    assert read_regular(status, 1_000_000).startswith(b"Name:")
