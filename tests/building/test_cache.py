"""The cache holds what was computed, for the same program; whatever else is in its file is thrown away."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from lecturedeck.building.cache import Cache, cache_folder

KEY, OTHER = b"k" * 20, b"o" * 20
VALUE = b"strong tea"


def file_of(folder: Path) -> Path:
    return folder / "lectures.sqlite"


def filled(folder: Path, *, key: bytes = KEY, value: bytes = VALUE) -> Path:
    """Put a value into the cache of a folder; returns the cache's file."""
    cache = Cache(folder)
    cache.put(key, value)
    cache.close()
    return file_of(folder)


def found(folder: Path, key: bytes = KEY) -> bytes | None:
    """What a new build finds under a key."""
    cache = Cache(folder)
    try:
        return cache.get(key)
    finally:
        cache.close()


def assert_usable(folder: Path) -> None:
    """Whatever was there, the next build has a cache."""
    filled(folder, key=OTHER)
    assert found(folder, OTHER) == VALUE


def run_sql(file: Path, script: str) -> None:
    connection = sqlite3.connect(file)
    connection.executescript(script)
    connection.close()


def test_a_value_is_found_again(tmp_path: Path) -> None:
    filled(tmp_path)
    assert found(tmp_path) == VALUE
    assert found(tmp_path, OTHER) is None


def test_only_the_user_can_look_into_a_new_cache(tmp_path: Path) -> None:
    filled(tmp_path / "new")
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_it_lies_where_the_system_keeps_caches_or_where_the_variable_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LECTUREDECK_CACHE", str(tmp_path / "own"))
    assert cache_folder() == tmp_path / "own"
    monkeypatch.delenv("LECTUREDECK_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "theirs"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "theirs"))
    assert cache_folder().name == "lecturedeck"


def test_two_builds_may_use_it_at_once(tmp_path: Path) -> None:
    one, two = Cache(tmp_path), Cache(tmp_path)
    for number in range(5):
        one.put(b"one %d" % number, VALUE)
        two.put(b"two %d" % number, VALUE)
    one.close()
    two.close()
    assert found(tmp_path, b"one 4") == found(tmp_path, b"two 4") == VALUE


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TRIGGER t AFTER INSERT ON entries BEGIN UPDATE entries SET value = x'00'; END",
        "CREATE VIEW more AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
        "DROP TABLE entries; CREATE VIEW entries AS"
        " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS key, i AS value FROM n",
        "DROP TABLE entries; CREATE TABLE entries (key BLOB PRIMARY KEY, value BLOB)",
        "DROP TABLE entries; CREATE TABLE entries (key, value AS (key))",
        "CREATE TABLE another (a)",
        "CREATE INDEX i ON entries (value)",
    ],
)
def test_a_file_with_anything_but_our_table_is_thrown_away(tmp_path: Path, script: str) -> None:
    run_sql(filled(tmp_path), script)
    assert found(tmp_path) is None
    assert_usable(tmp_path)


@pytest.mark.parametrize(
    "value", ["x''", "x'00'", "NULL", "1", "'text'", "1e999", "zeroblob(60000000)", "zeroblob(5000000)"]
)
def test_a_value_that_we_did_not_put_there_counts_as_missing(tmp_path: Path, value: str) -> None:
    run_sql(filled(tmp_path), f"UPDATE entries SET value = {value}")
    assert found(tmp_path) is None
    assert_usable(tmp_path)


def test_a_head_comes_with_its_key(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, VALUE, b"tea")
    assert cache.head(KEY) == b"tea"
    cache.close()
    cache = Cache(tmp_path)
    assert (cache.head(KEY), cache.get(KEY), cache.head(OTHER)) == (b"tea", VALUE, None)
    cache.close()


@pytest.mark.parametrize("head", ["x''", "x'00'", "NULL", "1", "'text'", "zeroblob(5000000)"])
def test_a_head_that_we_did_not_put_there_costs_no_value(tmp_path: Path, head: str) -> None:
    run_sql(filled(tmp_path), f"UPDATE entries SET head = {head}")
    cache = Cache(tmp_path)
    assert (cache.head(KEY), cache.get(KEY)) == (None, VALUE)
    cache.close()


def test_a_value_counts_only_under_its_own_key(tmp_path: Path) -> None:
    filled(tmp_path)
    file = filled(tmp_path, key=OTHER, value=b"weak tea")
    run_sql(file, f"UPDATE entries SET value = (SELECT value FROM entries WHERE key = x'{OTHER.hex()}')")
    assert found(tmp_path) is None
    assert found(tmp_path, OTHER) == b"weak tea"


def test_one_flipped_bit_is_noticed(tmp_path: Path) -> None:
    file = filled(tmp_path)
    data = file.read_bytes()
    assert data.count(VALUE) == 1
    file.write_bytes(data.replace(VALUE, b"strong pea"))
    assert found(tmp_path) is None


@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5_000])
def test_a_damaged_file_costs_only_time(tmp_path: Path, data: bytes) -> None:
    file_of(tmp_path).write_bytes(data)
    assert found(tmp_path) is None
    assert_usable(tmp_path)


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _link_to_endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _link_to_diary(path: Path) -> None:
    (path.parent / "diary").write_bytes(b"private")
    path.symlink_to(path.parent / "diary")


@pytest.mark.parametrize("special", [_fifo, _link_to_endless, _link_to_diary])
def test_what_is_no_plain_file_is_replaced(tmp_path: Path, special: Callable[[Path], None]) -> None:
    special(file_of(tmp_path))
    assert_usable(tmp_path)
    diary = tmp_path / "diary"
    assert not diary.exists() or diary.read_bytes() == b"private"


@pytest.mark.parametrize("blocked", ["a file", "a folder"])
def test_without_a_place_for_it_a_build_has_a_cache_of_its_own(tmp_path: Path, blocked: str) -> None:
    folder = tmp_path / "cache"
    if blocked == "a file":
        folder.write_bytes(b"")
    else:
        (folder / "lectures.sqlite" / "x").mkdir(parents=True)
    cache = Cache(folder)
    for number in range(2_000):
        cache.put(b"%d" % number, VALUE)
    assert cache.get(b"7") == VALUE
    assert b"7" in cache
    cache.close()
