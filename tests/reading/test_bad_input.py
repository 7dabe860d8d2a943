"""Bad input costs one clear line and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import codes, lecture_text, question_text, read

GOOD = lecture_text("# --questions--\n\n" + question_text())
Run = Callable[..., Result]


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    plain = read(GOOD)
    assert read(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()) == plain
    assert plain.questions


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"---\nid: 1\ntitle: \xe9t\xe9\n---\n", [("LD102", 3)]),
        (b"# --questions--\n", [("LD110", 1), ("LD213", 1)]),
        (b"---\nid: 1\ntitle: x\n", [("LD111", 4)]),
        (b"---\nid: 1\ntitle: a: b\n---\n", [("LD112", 3)]),
        (b"---\nid: [1\ntitle: a\n---\n", [("LD112", 3)]),
        (b"---\n- a\n- b\n---\n", [("LD113", 2)]),
        (b"---\ntitle: Teapots\n---\n", [("LD114", 1)]),
        (b"---\nid: 12\n---\n", [("LD115", 1)]),
        (b"---\nid: 12\ntitle:\n  de: Tee\n---\n", [("LD116", 3)]),
    ],
)
def test_front_matter_that_is_wrong_is_named_with_its_line(data: bytes, expected: list[tuple[str, int]]) -> None:
    assert codes(read(data)) == expected


def test_a_control_character_is_reported_and_left_out() -> None:
    lecture = read(GOOD.replace("tea warm", "tea\x1fwarm"))
    assert codes(lecture) == [("LD103", 12)]
    assert lecture.questions[0].text == "Who keeps teawarm?"


def test_quoted_and_odd_front_matter_values_stay_texts() -> None:
    text = GOOD.replace("title: Teapots", 'title: "Tea: a primer"').replace("5f00000000000000000000aa", "0123")
    lecture = read(text)
    assert (lecture.title, lecture.id) == ("Tea: a primer", "0123")


@pytest.mark.parametrize("command", ["build", "check", "extract"])
def test_a_missing_file_is_one_line(lecturedeck: Run, command: str) -> None:
    result = lecturedeck(command, "nowhere.md")
    assert result.exit_code == 1
    assert result.output == "lecturedeck: nowhere.md: no such file or folder\n"


def test_a_folder_without_lectures_is_one_line(lecturedeck: Run, tmp_path: Path) -> None:
    result = lecturedeck("build", tmp_path)
    assert result.exit_code == 1
    assert result.output == f"lecturedeck: {tmp_path}: no lecture in this folder (no file ending in .md)\n"


BAD = {
    "latin.md": (GOOD.encode().replace(b"tea warm", b"th\xe9"), "latin.md:12:13: error LD102: "),
    "yaml.md": (GOOD.replace("id: ", "id: [").encode(), "yaml.md:3:6: error LD112: "),
    "range.md": (GOOD.replace("--\n\n2\n", "--\n\n9\n").encode(), "range.md:28:1: error LD207: "),
    "right.md": (GOOD.replace("--\n\n2\n", "--\n\n1\n").encode(), "right.md:18:1: error LD208: "),
    "nothing.md": (
        lecture_text("# --description--\n\nSome tea.\n").encode(),
        "nothing.md:1:1: warning LD120: ",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_lecture_leaves_the_old_package_alone(lecturedeck: Run, tmp_path: Path, name: str) -> None:
    data, line = BAD[name]
    lecture, target = tmp_path / name, tmp_path / "deck.apkg"
    lecture.write_bytes(data)
    target.write_bytes(b"the old one")
    result = lecturedeck("build", lecture, "-o", target)
    assert result.exit_code == 1
    first, second = result.output.splitlines()
    assert first.startswith(f"{tmp_path}/{line}")
    assert second == "lecturedeck: nothing was written: no cards"
    assert target.read_bytes() == b"the old one"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "deck.apkg"])


def test_a_bad_lecture_costs_only_itself(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_bytes(BAD["range.md"][0])
    (tmp_path / "good.md").write_text(GOOD)
    result = lecturedeck("build", tmp_path, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "LD207" in result.stderr
    assert [path.name for path in (tmp_path / "out").glob("*.apkg")] == ["teapots.apkg"]


def test_strict_builds_nothing_where_anything_is_wrong(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_bytes(BAD["range.md"][0])
    (tmp_path / "good.md").write_text(GOOD)
    result = lecturedeck("build", tmp_path, "-o", tmp_path / "out", "--strict")
    assert result.exit_code == 1
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_written_is_one_line(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(GOOD)
    (tmp_path / "file").write_text("in the way")
    result = lecturedeck("build", tmp_path / "good.md", "-o", tmp_path / "file" / "deck.apkg")
    assert result.exit_code == 1
    assert result.output.startswith(f"lecturedeck: {tmp_path}/file: cannot be written: ")
    assert result.output.count("\n") == 1


@pytest.mark.parametrize("name", ["collection.apkg", "backup-2026.apkg", "Collection.APKG"])
def test_names_that_would_replace_a_collection_are_refused(lecturedeck: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "good.md").write_text(GOOD)
    result = lecturedeck("build", tmp_path / "good.md", "-o", tmp_path / name)
    assert result.exit_code == 1
    assert "would replace the whole collection" in result.output
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("epoch", ["0", "-5", "tomorrow"])
def test_a_time_that_anki_cannot_bear_is_refused(
    lecturedeck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    (tmp_path / "good.md").write_text(GOOD)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    result = lecturedeck("build", tmp_path / "good.md", "-o", tmp_path / "deck.apkg")
    assert result.exit_code == 1
    assert "SOURCE_DATE_EPOCH" in result.output
    assert not (tmp_path / "deck.apkg").exists()


def test_an_unknown_option_is_a_usage_error(lecturedeck: Run) -> None:
    assert lecturedeck("check", "--what").exit_code == 2
