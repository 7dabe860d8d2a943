"""Which files a SOURCE names, and where they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from lecturedeck.reading.files import Level, Place, SourceError, asked_for, find_lectures, once
from tests.curricula import structure, tea_course


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.md", "a.md", "deep/c.md", ".hidden.md", "notes.txt", "node_modules/d.md", ".git/e.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    return tmp_path


def test_a_folder_gives_its_markdown_files_in_order(folder: Path) -> None:
    places = find_lectures([str(folder)]).places
    assert [Path(place.path).relative_to(folder).as_posix() for place in places] == ["a.md", "b.md", "deep/c.md"]


def test_a_file_alone_has_its_folder_and_no_block() -> None:
    (place,) = find_lectures([__file__]).places
    assert place == Place(__file__, Path(__file__).parent)


def test_a_file_that_two_sources_name_is_read_once(folder: Path) -> None:
    found = find_lectures([str(folder / "a.md"), str(folder), str(folder / "deep" / ".." / "a.md")])
    assert len(found.places) == 3
    assert len(once(found.places * 2)) == 3


@pytest.mark.parametrize("source", ["nowhere.md", "nowhere/"])
def test_a_source_that_does_not_exist_is_an_error(source: str) -> None:
    with pytest.raises(SourceError, match="no such file or folder"):
        find_lectures([source])


def test_a_source_is_asked_for_as_its_place_writes_it() -> None:
    assert asked_for(["./a.md", "-", "b//c.md"]) == {"a.md", "-", "b/c.md"}


def test_a_lecture_of_a_curriculum_knows_what_holds_it(tmp_path: Path) -> None:
    root = tea_course(tmp_path)
    (place,) = find_lectures([str(root / "curriculum/challenges/english/blocks/lecture-water/w2.md")]).places
    assert place.above == (Level("Tea course"), Level("Water first", 1, 2), Level("Lecture water", 1, 2))
    assert (place.number, place.count, place.alone) == (1, 3, False)


def test_an_order_that_was_edited_is_read_again(tmp_path: Path) -> None:
    root = tea_course(tmp_path)
    source = str(root / "curriculum/challenges/english/blocks/lecture-water")
    before = [Path(place.path).stem for place in find_lectures([source]).places if place.number]
    structure(root, blocks__lecture_water={"challengeOrder": [{"id": "w1"}, {"id": "w2"}, {"id": "w3"}]})
    after = {Path(place.path).stem: place.number for place in find_lectures([source]).places}
    assert "w2" in before
    assert (after["w1"], after["w2"]) == (1, 2)
