"""A build in which nothing changed does nothing and says the same; anything else is built."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from lecturedeck.anki.package import PackageError
from lecturedeck.building import Options, Release, build, survey, unchanged
from lecturedeck.building.cache import Cache
from lecturedeck.building.report import Report
from lecturedeck.reading.files import find_lectures
from tests.conftest import lecture_text, question_text
from tests.markup.test_html import PIXEL

Run = Callable[..., Result]
COUNT = 30


class Course:
    """A folder of thirty lectures, and the package that was built from it."""

    def __init__(self, folder: Path) -> None:
        self.lectures, self.package = folder / "lectures", folder / "out" / "x.apkg"
        self.lectures.mkdir()
        for number in range(COUNT):
            self.write(number, f"Number {number}?")
        self.first = self.build()

    def write(self, number: int, question: str) -> None:
        text = lecture_text("# --questions--\n\n" + question_text(question), id=f"id{number}")
        (self.lectures / f"{number:02}.md").write_text(text)

    def build(self, options: Options | None = None, package: Path | None = None) -> Report:
        found = find_lectures([str(self.lectures)])
        return build(found.groups, package or self.package, 1_700_000_000, options or Options(), Release())


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path)


def is_recalled(report: Report) -> bool:
    """Whether the one package of a build was found up to date."""
    (package,) = report.packages
    return package.recalled


def fates(report: Report) -> dict[str, int]:
    """How many notes have each fate."""
    (package,) = report.packages
    lines = [line.fate for line in package.summary.lines]
    return {fate: lines.count(fate) for fate in lines}


def test_the_report_of_a_recalled_package_is_that_of_a_build(course: Course, own_cache: Path) -> None:
    recalled = course.build()
    assert is_recalled(recalled)
    shutil.rmtree(own_cache)
    built = course.build()
    assert not is_recalled(built)
    assert fates(built) == fates(recalled) == {"unchanged": COUNT}
    assert built.packages[0].summary == recalled.packages[0].summary
    assert built.packages[0].rows == recalled.packages[0].rows
    assert built.packages[0].size == recalled.packages[0].size


def test_a_touched_file_changes_nothing(course: Course) -> None:
    (course.lectures / "03.md").touch()
    assert is_recalled(course.build())


def test_an_edited_file_is_built_and_going_back_is_built_too(course: Course) -> None:
    course.write(3, "Number three?")
    assert fates(course.build())["unchanged"] == COUNT - 1
    assert is_recalled(course.build())
    course.write(3, "Number 3?")
    assert fates(course.build())["unchanged"] == COUNT - 1


def test_a_renamed_a_new_and_a_deleted_file_are_built(course: Course) -> None:
    (course.lectures / "03.md").rename(course.lectures / "99.md")
    assert not is_recalled(course.build())
    course.write(31, "Number 31?")
    assert fates(course.build())["new"] == 1
    (course.lectures / "31.md").unlink()
    assert fates(course.build())["gone"] == 1
    again = course.build()
    assert is_recalled(again)
    assert fates(again)["gone"] == 1


def test_other_options_and_another_program_are_built(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_recalled(course.build(Options(audio="skip")))
    assert is_recalled(course.build(Options(audio="skip")))
    monkeypatch.setattr(survey, "program", lambda: b"an older one")
    assert not is_recalled(course.build(Options(audio="skip")))


def test_a_package_that_is_missing_or_another_is_built(course: Course) -> None:
    course.package.unlink()
    assert fates(course.build()) == {"unchanged": COUNT}  # the lockfile knows them
    course.package.write_bytes(course.package.read_bytes() + b"!")
    assert not is_recalled(course.build())


def test_a_lockfile_that_was_edited_is_read_again(course: Course) -> None:
    lockfile = course.package.with_name("lecturedeck.lock")
    written = lockfile.read_text()
    lockfile.write_text("".join(written.splitlines(keepends=True)[:-1]))
    assert not is_recalled(course.build())
    assert lockfile.read_text().count("\n") == written.count("\n")
    assert is_recalled(course.build())


def test_a_lockfile_of_a_newer_version_is_no_reason_to_read_lectures(course: Course) -> None:
    lockfile = course.package.with_name("lecturedeck.lock")
    lockfile.write_text(lockfile.read_text().replace("lecturedeck.lock 1:", "lecturedeck.lock 2:"))
    course.write(3, "Another question?")
    with pytest.raises(PackageError, match="newer version"):
        course.build()


def test_a_record_beside_the_package_is_never_read(course: Course, own_cache: Path) -> None:
    shutil.copytree(own_cache, course.package.parent / ".lecturedeck")
    shutil.rmtree(own_cache)
    assert not is_recalled(course.build())
    names = {path.name for path in course.package.parent.iterdir()}
    assert names == {".lecturedeck", "lecturedeck.lock", "x.apkg"}


@pytest.mark.parametrize("damage", [b"", b"\xc0", b"\x80", b"\x93\x01\x02\x03", b"\x91" * 100_000])
def test_a_damaged_record_costs_only_time(course: Course, own_cache: Path, damage: bytes) -> None:
    cache = Cache(own_cache)
    key = unchanged.record_key(course.package)
    assert cache.get(key)
    cache.put(key, damage)
    cache.close()
    assert not is_recalled(course.build())
    assert is_recalled(course.build())


def test_a_record_of_another_place_is_not_taken(course: Course, own_cache: Path) -> None:
    """Two packages, and the record of the one put in the place of the other's."""
    other = course.package.with_name("y.apkg")
    cache = Cache(own_cache)
    record = cache.get(unchanged.record_key(course.package))
    assert record is not None
    cache.put(unchanged.record_key(other), record)
    cache.close()
    other.write_bytes(b"another package")
    assert not is_recalled(course.build(package=other))


def test_a_picture_that_changed_is_seen(course: Course) -> None:
    course.write(3, "Is ![this](pot.png) 3?")
    (course.lectures / "pot.png").write_bytes(PIXEL)
    course.build()
    (course.lectures / "pot.png").write_bytes(PIXEL + b"\0")
    assert fates(course.build())["changed"] == 1


def test_problems_and_summaries_are_told_again(lecturedeck: Run, course: Course) -> None:
    broken = (course.lectures / "03.md").read_text().replace("--\n\n2\n", "--\n\n9\n")
    (course.lectures / "03.md").write_text(broken)
    course.write(4, "Number four, the teapot?")
    for _ in range(2):
        first = lecturedeck("build", course.lectures, "-o", course.package, "-v")
    second = lecturedeck("build", course.lectures, "-o", course.package, "-v")
    assert first.exit_code == second.exit_code == 1
    assert first.output == second.output
    assert "LD207" in second.stderr
