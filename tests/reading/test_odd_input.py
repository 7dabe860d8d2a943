"""Odd input costs one line, and never the other lectures."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from click.testing import Result

from lecturedeck.anki.package.write import PackageError, write_package
from lecturedeck.cli.as_json import as_json
from tests.conftest import (
    PROJECT,
    assert_healthy,
    codes,
    import_package,
    lecture_text,
    notes_of,
    question_text,
    read,
)

Run = Callable[..., Result]
GOOD = lecture_text("# --questions--\n\n" + question_text())


def with_question(text: str) -> str:
    return lecture_text("# --questions--\n\n" + question_text(text))


@pytest.mark.parametrize("name", ["a%00b.png", "x" * 300 + ".png", "loop.png", "gone.png?x=1"])
def test_a_picture_with_an_odd_name_is_missing_and_nothing_more(
    lecturedeck: Run, tmp_path: Path, name: str
) -> None:
    (tmp_path / "loop.png").symlink_to(tmp_path / "loop.png")
    (tmp_path / "a.md").write_text(with_question(f"Is ![this]({name}) warm?"))
    result = lecturedeck("build", tmp_path / "a.md", "-o", tmp_path / "x.apkg")
    assert result.exit_code == 0, result.output
    assert "a.md:12:" in result.stderr
    assert "LD60" in result.stderr


@pytest.mark.parametrize("matter", ["x: " + "[" * 5000, "x:\n" + "".join(" " * n + "-\n" for n in range(1500))])
def test_front_matter_that_is_nested_too_deeply_is_an_error(matter: str) -> None:
    assert [code for code, _ in codes(read(f"---\nid: a\ntitle: b\n{matter}\n---\n"))] == ["LD112"]


@pytest.mark.parametrize("text", [">" * 3000 + " tea", "- " * 3000 + "tea", "*" * 3000 + "tea" + "*" * 3000])
def test_markdown_that_is_nested_too_deeply_keeps_its_words(text: str) -> None:
    blank = f"# --fillInTheBlank--\n\n## --sentence--\n\n`I drink BLANK`\n\n## --blanks--\n\n{text}\n"
    assert [gap.answer for gap in read(lecture_text(blank)).blanks[0].gaps] == ["tea"]


def test_words_that_are_stressed_too_often_may_stand_in_a_definition() -> None:
    deep = "*" * 2000 + "tea" + "*" * 2000
    lecture = read(lecture_text(f"# --description--\n\nA **kettle** is a pot that boils water for {deep}.\n"))
    assert [fact.term for fact in lecture.facts] == ["kettle"]


@pytest.mark.parametrize("text", ["a\0b: 1", "a: " + "[" * 5000])
def test_edits_that_are_no_yaml_are_one_line(lecturedeck: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_text(GOOD)
    (tmp_path / "edits.yaml").write_text(text)
    result = lecturedeck("build", tmp_path / "a.md", "--edits", tmp_path / "edits.yaml", "-o", tmp_path / "x.apkg")
    assert result.exit_code == 1
    assert result.output.startswith(f"lecturedeck: {tmp_path}/edits.yaml: the file is")
    assert result.output.count("\n") == 1


def test_edits_of_a_lecture_that_is_not_there_are_named(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD)
    (tmp_path / "edits.yaml").write_text("nope: {skip: [x]}\n")
    result = lecturedeck("build", tmp_path / "a.md", "--edits", tmp_path / "edits.yaml", "-o", tmp_path / "x.apkg")
    assert "no lecture was read that has the id 'nope'" in result.stderr


def test_a_control_character_in_a_title_is_reported_and_left_out(collection: Collection, tmp_path: Path) -> None:
    lecture = read(GOOD.replace("title: Teapots", r'title: "Tea\u001fpots\nand more"'))
    assert codes(lecture) == [("LD103", 3)]
    assert lecture.title == "Teapots and more"
    write_package(tmp_path / "x.apkg", notes_of(lecture), {}, 1_700_000_000)
    import_package(collection, tmp_path / "x.apkg")
    assert collection.note_count() == 1
    assert_healthy(collection)


def test_a_package_never_holds_a_field_that_divides_itself(tmp_path: Path) -> None:
    lecture = read(GOOD)
    (note,) = notes_of(lecture)
    from dataclasses import replace

    with pytest.raises(PackageError, match="divides fields"):
        write_package(tmp_path / "x.apkg", [replace(note, fields=("a\x1fb", *note.fields[1:]))], {}, 1_700_000_000)


def test_a_file_name_that_is_no_text_does_not_stop_the_others(lecturedeck: Run, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(25):
        (folder / f"{number}.md").write_text(GOOD.replace("0aa", f"{number:03}"))
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.md")).write_text(GOOD.replace("\n2\n", "\n9\n"))
    nameless = GOOD.replace("dashedName: teapots\n", "").replace("0aa", "0ff")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.md")).write_text(nameless)
    assert lecturedeck("extract", folder).stdout.count("\n") == 27
    result = lecturedeck("build", folder, "-o", tmp_path / "x.apkg")
    assert "26 added" in result.stdout
    assert "\\xff\\xfe.md:28:1: error LD207" in result.stderr


@pytest.mark.parametrize("name", ["collection", "backup-x"])
def test_a_lecture_named_like_a_backup_gets_a_package_of_another_name(
    lecturedeck: Run, tmp_path: Path, name: str
) -> None:
    (tmp_path / "a.md").write_text(GOOD.replace("dashedName: teapots", f"dashedName: {name}"))
    (tmp_path / "b.md").write_text(GOOD.replace("0aa", "0bb"))
    assert lecturedeck("build", tmp_path, "-o", tmp_path / "out").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").glob("*.apkg")) == [
        f"lecture-{name}.apkg",
        "teapots.apkg",
    ]


def test_a_file_is_asked_for_however_its_path_is_written(
    lecturedeck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.md").write_text(lecture_text("# --description--\n\nTea.\n"))
    for name in ("empty.md", "./empty.md", ".//empty.md"):
        result = lecturedeck("build", name)
        assert (result.exit_code, "LD120" in result.stderr) == (1, True)


def test_a_file_that_is_named_twice_is_read_once(
    lecturedeck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(GOOD)
    assert "1 added" in lecturedeck("build", "a.md", tmp_path / "a.md", "./a.md", "-o", "x.apkg").stdout


@pytest.mark.parametrize(("key", "line"), [("id", 2), ("title", 3)])
def test_a_key_that_says_nothing_is_a_key_that_is_missing(key: str, line: int) -> None:
    text = (
        GOOD.replace("id: 5f00000000000000000000aa", 'id: "  "') if key == "id" else GOOD.replace("Teapots", '" "')
    )
    assert codes(read(text)) == [("LD114" if key == "id" else "LD115", line)]


def test_a_number_in_other_digits_is_no_solution() -> None:
    assert codes(read(GOOD.replace("\n2\n", "\n２\n"))) == [("LD206", 28)]


def test_hostile_dollars_and_endless_paragraphs_take_no_time() -> None:
    read(with_question("$" + "a+" * 40_000))
    read(lecture_text("# --description--\n\n" + "A **cosy** is a cover of wool that keeps tea warm. " * 2_000))


@pytest.mark.parametrize("output", ["", "-", ".apkg", "cards.zip", "a.md"])
def test_an_output_that_is_neither_folder_nor_package_is_a_usage_error(
    lecturedeck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(GOOD)
    assert lecturedeck("build", "a.md", "-o", output).exit_code == 2
    assert [path.name for path in Path().iterdir()] == ["a.md"]


def test_choosing_a_superblock_where_there_is_none_is_an_error(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD)
    for source in (tmp_path, tmp_path / "a.md"):
        result = lecturedeck("build", source, "--superblock", "tea", "-o", tmp_path / "x.apkg")
        assert result.exit_code == 1
        assert "not a checkout of the curriculum" in result.output


def test_two_lectures_of_one_id_have_their_own_cards_in_the_table(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD)
    (tmp_path / "b.md").write_text(with_question("Who pours?").replace("title: Teapots", "title: Kettles"))
    table = lecturedeck("build", tmp_path, "-o", tmp_path / "x.apkg").stdout.splitlines()
    assert [line.split()[:4] for line in table[2:4]] == [["Teapots", "1", "0", "1"], ["Kettles", "1", "0", "1"]]


def test_the_page_about_extract_names_every_key() -> None:
    page = (PROJECT / "docs" / "extract.md").read_text(encoding="utf-8")
    printed = as_json(read(GOOD))
    keys = {*printed, *printed["questions"][0], *printed["questions"][0]["options"][0]}
    assert {key for key in keys if f"`{key}`" not in page} == set()
