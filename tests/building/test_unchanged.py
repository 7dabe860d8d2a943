"""A build in which nothing changed does nothing and says the same; anything else is built."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from lecturedeck.building import unchanged
from tests.conftest import lecture_text, question_text
from tests.markup.test_html import PIXEL

Run = Callable[..., Result]
SAME = "0 added, 0 updated, 0 removed, 30 unchanged"


class Course:
    """A folder of thirty lectures, and the package that was built from it."""

    def __init__(self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.run, self.lectures, self.package = run, folder / "lectures", folder / "out" / "x.apkg"
        self.monkeypatch = monkeypatch
        self.lectures.mkdir()
        for number in range(30):
            self.write(number, f"Number {number}?")
        self.built = self.build()
        assert "30 added" in self.built

    def write(self, number: int, question: str) -> None:
        text = lecture_text("# --questions--\n\n" + question_text(question), id=f"id{number}")
        (self.lectures / f"{number:02}.md").write_text(text)

    def build(self, *options: object) -> str:
        result = self.run("build", self.lectures, "-o", self.package, *options)
        assert result.exit_code == 0, result.output
        return result.stdout

    def build_without_writing(self, *options: object) -> str:
        """Build where nothing may be read into lectures or written."""
        with self.monkeypatch.context() as patch:
            patch.setattr("lecturedeck.building.read", None)
            patch.setattr("lecturedeck.building._write", None)
            return self.build(*options)


@pytest.fixture
def course(lecturedeck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    return Course(lecturedeck, tmp_path, monkeypatch)


def test_nothing_is_read_or_written_and_the_report_is_the_same(course: Course) -> None:
    assert course.build_without_writing() == course.built.replace("30 added", "0 added").replace(
        "0 as they", "30 as they"
    )


def test_a_touched_file_changes_nothing(course: Course) -> None:
    (course.lectures / "03.md").touch()
    assert SAME in course.build_without_writing()


def test_an_edited_file_is_built_and_going_back_is_built_too(course: Course) -> None:
    course.write(3, "Number three?")
    assert "29 unchanged" in course.build()
    assert SAME in course.build_without_writing()
    course.write(3, "Number 3?")
    assert "29 unchanged" in course.build()


def test_a_renamed_a_new_and_a_deleted_file_are_built(course: Course) -> None:
    (course.lectures / "03.md").rename(course.lectures / "99.md")
    assert SAME in course.build()
    course.write(31, "Number 31?")
    assert "1 added" in course.build()
    (course.lectures / "31.md").unlink()
    assert "1 removed" in course.build()
    assert "1 removed" in course.build_without_writing()


def test_other_options_and_another_program_are_built(course: Course) -> None:
    with pytest.raises(AssertionError):
        course.build_without_writing("--audio", "skip")
    course.monkeypatch.setattr(unchanged, "program", lambda: b"an older one")
    with pytest.raises(AssertionError):
        course.build_without_writing()


def test_a_package_that_is_gone_or_another_is_built(course: Course) -> None:
    course.package.unlink()
    assert "30 added" in course.build()
    course.package.write_bytes(course.package.read_bytes() + b"!")
    with pytest.raises(AssertionError):
        course.build_without_writing()


def test_the_record_may_be_deleted_or_damaged(course: Course) -> None:
    (record,) = (course.package.parent / ".lecturedeck").glob("*.json")
    record.write_text("{")
    assert SAME in course.build()
    assert SAME in course.build_without_writing()
    record.unlink()
    assert SAME in course.build()


def test_a_picture_that_changed_is_seen(course: Course) -> None:
    course.write(3, "Is ![this](pot.png) 3?")
    (course.lectures / "pot.png").write_bytes(PIXEL)
    course.build()
    (course.lectures / "pot.png").write_bytes(PIXEL + b"\0")
    assert "1 updated" in course.build()


def test_problems_are_told_again(lecturedeck: Run, course: Course) -> None:
    broken = (course.lectures / "03.md").read_text().replace("--\n\n2\n", "--\n\n9\n")
    (course.lectures / "03.md").write_text(broken)
    first = lecturedeck("build", course.lectures, "-o", course.package)
    second = lecturedeck("build", course.lectures, "-o", course.package)
    assert first.exit_code == second.exit_code == 1
    assert first.stderr == second.stderr
    assert "LD207" in second.stderr
