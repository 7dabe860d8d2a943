"""A rebuild reads only what changed, and is never wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lecturedeck.building import Options, survey
from lecturedeck.building.cache import Cache
from lecturedeck.building.contribute import Contribution, contribute
from lecturedeck.building.packed import DamagedError, pack, unpack, unpack_counts
from lecturedeck.building.survey import Survey
from lecturedeck.reading.edits import Edits
from lecturedeck.reading.files import Place
from tests.conftest import blank_text, lecture_text, question_text, quiz_text
from tests.markup.test_html import PIXEL

EVERYTHING = lecture_text(
    "# --description--\n\nThese are the parts of a pot:\n\n- **Spout**: the part that the tea leaves by.\n\n"
    "# --questions--\n\n" + question_text() + blank_text() + "# --quizzes--\n\n## --quiz--\n\n" + quiz_text()
)


@pytest.fixture
def cache(own_cache: Path) -> Iterator[Cache]:
    opened = Cache(own_cache)
    yield opened
    opened.close()


def place(folder: Path, text: str = EVERYTHING, name: str = "teapots.md") -> Place:
    """A file with a text."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    return Place(str(folder / name), folder, "english", "pots")


def read(cache: Cache, *places: Place, options: Options | None = None, named: bool = False) -> int:
    """Look at files, and hold what is found to what each gives by itself; returns how many had to be read."""
    options = options or Options()
    looked = Survey(options, frozenset(one.path for one in places if named), cache, 1)
    before = len(cache)
    looked.look(places, lambda _: None)
    for one in places:
        alone = contribute(Path(one.path).read_bytes(), one, options, named=named)
        assert looked.contribution(one) == alone
        assert looked.counts(one) == (alone.holds if alone else None)
    return len(cache) - before


def test_what_did_not_change_is_not_read_again(cache: Cache, tmp_path: Path) -> None:
    one = place(tmp_path)
    assert read(cache, one) == 1
    assert read(cache, one) == 0


def test_an_edited_file_is_read_again_and_its_old_text_is_still_known(cache: Cache, tmp_path: Path) -> None:
    read(cache, place(tmp_path))
    assert read(cache, place(tmp_path, EVERYTHING.replace("warm", "hot"))) == 1
    assert read(cache, place(tmp_path)) == 0


def test_a_moved_folder_is_not_read_again_and_has_its_new_path(cache: Cache, tmp_path: Path) -> None:
    read(cache, place(tmp_path / "here"))
    assert read(cache, place(tmp_path / "there")) == 0


@pytest.mark.parametrize("change", [{"language": "espanol"}, {"block": "lids"}, {"page": "https://tea.example/"}])
def test_another_place_in_the_curriculum_is_read_again(
    cache: Cache, tmp_path: Path, change: dict[str, Any]
) -> None:
    one = place(tmp_path)
    read(cache, one)
    assert read(cache, replace(one, **change)) == 1


def test_another_name_is_read_again(cache: Cache, tmp_path: Path) -> None:
    read(cache, place(tmp_path))
    assert read(cache, place(tmp_path, name="pots.md")) == 1


@pytest.mark.parametrize("options", [Options(kinds=("facts",)), Options(facts="all"), Options(audio="skip")])
def test_other_options_read_again(cache: Cache, tmp_path: Path, options: Options) -> None:
    read(cache, place(tmp_path))
    assert read(cache, place(tmp_path), options=options) == 1
    assert read(cache, place(tmp_path), options=options) == 0


def test_edits_of_a_lecture_count_at_once_and_leave_the_cache_alone(cache: Cache, tmp_path: Path) -> None:
    read(cache, place(tmp_path))
    edited = Options(edits={"5f00000000000000000000aa": Edits(skip=("Spout",))})
    assert read(cache, place(tmp_path), options=edited) == 0
    assert read(cache, place(tmp_path)) == 0


def test_another_version_of_the_program_reads_anew(
    cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(cache, place(tmp_path))
    monkeypatch.setattr(survey, "program", lambda: b"an older one")
    assert read(cache, place(tmp_path)) == 1


def test_a_named_file_without_cards_has_a_problem_and_another_has_none(cache: Cache, tmp_path: Path) -> None:
    empty = place(tmp_path, lecture_text("# --description--\n\nTea.\n"))
    assert read(cache, empty) == 1
    assert read(cache, empty, named=True) == 1
    assert read(cache, empty) == 0


def test_a_lecture_with_pictures_is_always_read(cache: Cache, tmp_path: Path) -> None:
    """The same text in two folders, each with a picture of its own."""
    text = lecture_text("# --questions--\n\n" + question_text("Is ![this](pot.png) warm?"))
    places = [place(tmp_path / name, text) for name in ("one", "two")]
    for number, one in enumerate(places):
        assert one.folder is not None
        (one.folder / "pot.png").write_bytes(PIXEL + bytes(number))
    assert read(cache, *places) == 0
    assert read(cache, *places) == 0


def test_a_cached_value_of_another_shape_is_read_again(cache: Cache, tmp_path: Path) -> None:
    one = place(tmp_path)
    read(cache, one)
    for key in cache.keys:
        cache.put(key, b"\x91\x01")
    assert read(cache, one) == 0


def whole(tmp_path: Path) -> tuple[Place, Contribution]:
    one = place(tmp_path)
    found = contribute(Path(one.path).read_bytes(), one, Options(), named=False)
    assert found is not None
    return one, found


def test_a_contribution_survives_packing(tmp_path: Path) -> None:
    one, found = whole(tmp_path)
    packed = pack(found)
    assert unpack(packed, one) == found
    assert unpack_counts(packed) == found.holds == (1, 1, 1, 1)


def test_damaged_bytes_are_never_taken_for_a_contribution(tmp_path: Path) -> None:
    """Every beginning of a packed contribution, and its bytes with one taken for another type."""
    one, found = whole(tmp_path)
    packed = pack(found) or b""
    for end in range(len(packed)):
        with pytest.raises(DamagedError):
            unpack(packed[:end], one)
    with pytest.raises(DamagedError):
        unpack(None, one)
    with pytest.raises(DamagedError):
        unpack_counts(b"\x91\x94\x01\x02\x03\xa0")
