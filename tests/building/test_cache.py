"""A rebuild reads only what changed, and is never wrong."""

import pickle
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from lecturedeck.building import cache
from lecturedeck.building.cache import LectureCache
from lecturedeck.lecture import Lecture
from lecturedeck.reading.files import Place
from lecturedeck.reading.reader import read_lecture
from tests.conftest import lecture_text, question_text

Run = Callable[..., Result]
PLACE = Place("pots/teapots.md", None, "english", "pots")


def text(question: str) -> bytes:
    return lecture_text("# --questions--\n\n" + question_text(question)).encode()


class Counting:
    """A reader that counts how often it reads."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, data: bytes, place: Place) -> Lecture:
        self.count += 1
        return read_lecture(data, place)


def read_all(folder: Path, *wanted: tuple[bytes, Place]) -> int:
    """Read some files through the cache in a folder; returns how many were really read."""
    reader, kept = Counting(), LectureCache(folder)
    for data, place in wanted:
        assert kept.read(data, place, reader) == read_lecture(data, place)
    kept.close()
    return reader.count


def test_what_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    assert read_all(tmp_path, (text("One?"), PLACE), (text("Two?"), PLACE)) == 2
    assert read_all(tmp_path, (text("One?"), PLACE), (text("Two?"), PLACE)) == 0


def test_an_edited_file_is_read_again_and_its_old_text_is_still_known(tmp_path: Path) -> None:
    read_all(tmp_path, (text("One?"), PLACE))
    assert read_all(tmp_path, (text("One or two?"), PLACE)) == 1
    assert read_all(tmp_path, (text("One?"), PLACE)) == 0


@pytest.mark.parametrize(
    "place",
    [Place("x/other.md", None, "english", "pots"), Place("x/teapots.md", None, "espanol", "pots"),
     Place("x/teapots.md", None, "english", "lids")],
)  # fmt: skip
def test_another_name_language_or_block_is_read_again(tmp_path: Path, place: Place) -> None:
    read_all(tmp_path, (text("One?"), PLACE))
    assert read_all(tmp_path, (text("One?"), place)) == 1


def test_a_moved_folder_is_not_read_again_and_has_its_new_path(tmp_path: Path) -> None:
    read_all(tmp_path, (text("One?"), PLACE))
    assert read_all(tmp_path, (text("One?"), Place("elsewhere/teapots.md", None, "english", "pots"))) == 0


def test_another_version_of_the_program_reads_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_all(tmp_path, (text("One?"), PLACE))
    monkeypatch.setattr(cache, "program", lambda: b"an older one")
    assert read_all(tmp_path, (text("One?"), PLACE)) == 1
    monkeypatch.undo()
    assert read_all(tmp_path, (text("One?"), PLACE)) == 0


def test_a_lecture_with_pictures_is_always_read(tmp_path: Path) -> None:
    data = text("Is ![this](pot.png) warm?")
    place = Place(str(tmp_path / "teapots.md"), tmp_path)
    assert read_all(tmp_path, (data, place)) == 1
    assert read_all(tmp_path, (data, place)) == 1


def test_two_builds_may_use_it_at_once(tmp_path: Path) -> None:
    one, two = LectureCache(tmp_path), LectureCache(tmp_path)
    for number in range(5):
        one.read(text(f"One {number}?"), PLACE, read_lecture)
        two.read(text(f"Two {number}?"), PLACE, read_lecture)
    one.close()
    two.close()
    every = [(text(f"{name} {number}?"), PLACE) for name in ("One", "Two") for number in range(5)]
    assert read_all(tmp_path, *every) == 0


def test_a_damaged_cache_costs_only_time(tmp_path: Path) -> None:
    read_all(tmp_path, (text("One?"), PLACE))
    database = sqlite3.connect(tmp_path / "lectures.sqlite")
    with database:
        database.execute("UPDATE lectures SET value = x'80059521'")
    database.close()
    assert read_all(tmp_path, (text("One?"), PLACE)) == 1
    for path in tmp_path.iterdir():
        path.write_bytes(b"no database at all")
    assert read_all(tmp_path, (text("One?"), PLACE)) == 1


class Mischief:
    def __reduce__(self) -> tuple[object, ...]:
        return (print, ("run!",))


def test_a_foreign_cache_cannot_run_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read_all(tmp_path, (text("One?"), PLACE))
    database = sqlite3.connect(tmp_path / "lectures.sqlite")
    with database:
        database.execute("UPDATE lectures SET value = ?", (pickle.dumps(Mischief()),))
    database.close()
    assert read_all(tmp_path, (text("One?"), PLACE)) == 1
    assert capsys.readouterr().out == ""


def test_a_build_gives_the_same_bytes_with_and_without_it(
    lecturedeck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    (tmp_path / "lectures").mkdir()
    for number in range(30):
        body = lecture_text("# --questions--\n\n" + question_text(f"Number {number}?"), id=f"id{number}")
        (tmp_path / "lectures" / f"{number}.md").write_text(body)
    for name in ("cold", "warm"):
        assert lecturedeck("build", tmp_path / "lectures", "-o", tmp_path / name / "x.apkg").exit_code == 0
    assert (tmp_path / "cold" / ".lecturedeck" / "lectures.sqlite").exists()
    (tmp_path / "warm" / "x.apkg").unlink()
    monkeypatch.setattr("lecturedeck.building.run.read_lecture", None)
    assert lecturedeck("build", tmp_path / "lectures", "-o", tmp_path / "warm" / "x.apkg").exit_code == 0
    assert (tmp_path / "warm" / "x.apkg").read_bytes() == (tmp_path / "cold" / "x.apkg").read_bytes()
