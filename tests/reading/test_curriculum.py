"""A checkout of a curriculum becomes decks in its order, and every note is there once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from click.testing import Result

from lecturedeck import building
from lecturedeck.anki.cards import drafts_of
from lecturedeck.anki.decks import DEPTHS, Depth, deck_levels, deck_of
from lecturedeck.anki.identity import notes_of as identified
from lecturedeck.anki.notes import Note
from lecturedeck.reading.curriculum import Titles, from_dashed, read_curriculum
from lecturedeck.reading.files import Selection, SourceError, find_lectures
from tests.conftest import import_package, lecture_text, question_text, read
from tests.curricula import structure, tea_course, write_json, write_lecture

Run = Callable[..., Result]
ASK = "# --questions--\n\n" + question_text()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tea_course(tmp_path / "checkout")


def decks(root: Path, depth: Depth = "lecture", **chosen: tuple[str, ...]) -> list[str]:
    """The deck of every file, in order."""
    names = []
    for place in find_lectures([str(root)], Selection(**chosen)).places:
        lecture = building.read(place, named=False)
        assert lecture is not None
        names.append(deck_of(place, lecture, depth))
    return names


def test_a_block_has_one_deck_unless_another_depth_is_asked_for(root: Path) -> None:
    chosen = {"superblocks": ("tea-course",)}
    top = "Lecturedeck::Tea course"
    place = find_lectures([str(root)], Selection(**chosen)).places[0]
    lecture = building.read(place, named=False)
    assert lecture is not None
    assert deck_of(place, lecture) == f"{top}::01 Water first::01 Lecture water"
    assert decks(root, "block", **chosen)[0] == f"{top}::01 Water first::01 Lecture water"
    assert set(decks(root, "superblock", **chosen)) == {top}
    assert decks(root, "module", **chosen)[0] == f"{top}::01 Water first"


def test_a_nested_superblock_gives_modules_blocks_and_lectures_in_order(root: Path) -> None:
    top = "Lecturedeck::Tea course"
    assert decks(root, superblocks=("tea-course",)) == [
        f"{top}::01 Water first::01 Lecture water::01 About w2",
        f"{top}::01 Water first::01 Lecture water::02 About w1",
        f"{top}::01 Water first::01 Lecture water::03 About boiling",
        f"{top}::01 Water first::01 Lecture water::About w9",
        f"{top}::01 Water first::02 Tea Quiz",
        f"{top}::02 Leaves::01 Lecture leaves::About l1",
        f"{top}::02 Leaves::01 Lecture leaves::About l2",
    ]


def test_a_flat_superblock_gives_blocks_in_order_and_a_block_may_be_in_two(root: Path) -> None:
    assert decks(root, superblocks=("pots",)) == [
        "Lecturedeck::Pots::01 Lecture pots",
        "Lecturedeck::Pots::02 Lecture water::01 About w2",
        "Lecturedeck::Pots::02 Lecture water::02 About w1",
        "Lecturedeck::Pots::02 Lecture water::03 About boiling",
        "Lecturedeck::Pots::02 Lecture water::About w9",
    ]


def test_without_a_superblock_every_file_is_read_once(root: Path) -> None:
    names = decks(root, languages=("english",))
    assert len(names) == 9
    assert names[-1] == "Lecturedeck::Lecture alone"
    assert sum("Lecture water" in name for name in names) == 4


def test_one_file_stands_where_it_stands_in_the_whole(root: Path) -> None:
    path = root / "curriculum/challenges/english/blocks/lecture-water/boiling.md"
    (place,) = find_lectures([str(path)]).places
    assert deck_levels(place) == ("Tea course", "01 Water first", "01 Lecture water")
    assert (place.number, place.block, place.language) == (3, "lecture-water", "english")
    assert place.page == "https://www.freecodecamp.org/learn/tea-course/lecture-water/"


@pytest.mark.parametrize("inside", [".", "curriculum", "curriculum/challenges"])
def test_a_checkout_is_known_from_inside_too(root: Path, inside: str) -> None:
    assert len(find_lectures([str(root / inside)]).places) == 10


@pytest.mark.parametrize("inside", ["english", "english/blocks", "espanol"])
def test_the_folder_of_one_language_is_that_language(root: Path, inside: str) -> None:
    folder = root / "curriculum/challenges" / inside
    found = find_lectures([str(folder)])
    assert {place.language for place in found.places} == {inside.split("/")[0]}
    assert all(place.path.startswith(str(folder)) for place in found.places)
    chosen = find_lectures([str(folder)], Selection(superblocks=("tea-course",)))
    assert len(chosen.groups) == 1
    assert chosen.groups[0].name == ("tea-course.espanol" if inside == "espanol" else "tea-course")
    with pytest.raises(SourceError, match="no language is named arabic"):
        find_lectures([str(folder)], Selection(languages=("arabic",)))


def test_a_block_of_two_superblocks_stands_in_the_first_where_both_go_into_one_package(root: Path) -> None:
    names = decks(root, superblocks=("tea-course", "pots"))
    assert names == [
        *decks(root, superblocks=("tea-course",)),
        "Lecturedeck::Pots::01 Lecture pots",
    ]


def test_a_checkout_without_structure_says_why_it_knows_no_superblock(tmp_path: Path) -> None:
    write_lecture(tmp_path, "a", "1")
    with pytest.raises(SourceError, match="has no curriculum/structure"):
        find_lectures([str(tmp_path)], Selection(superblocks=("tea-course",)))


def test_a_folder_inside_a_curriculum_keeps_its_place(root: Path) -> None:
    places = find_lectures([str(root / "curriculum/challenges/english/blocks/lecture-leaves")]).places
    assert [place.number for place in places] == [0, 0]  # no order file
    assert {place.block for place in places} == {"lecture-leaves"}


def test_the_old_layout_with_superblock_folders_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "curriculum/challenges/english/01-tea/lecture-water"
    folder.mkdir(parents=True)
    (folder / "w1.md").write_text(lecture_text(ASK))
    (place,) = find_lectures([str(tmp_path)]).places
    assert (place.block, place.language) == ("lecture-water", "english")


def test_missing_blocks_are_reported_and_cost_nothing(lecturedeck: Run, root: Path, tmp_path: Path) -> None:
    result = lecturedeck("build", root, "--superblock", "tea-course", "-o", tmp_path / "x.apkg", "--new")
    assert result.exit_code == 0
    note = "note: 1 block of tea-course (english) is missing here: lecture-gone\n"
    assert result.stderr == note
    assert (tmp_path / "x.apkg").exists()


def test_without_structure_the_order_is_by_block_and_file(tmp_path: Path) -> None:
    for block, name in (("b", "2"), ("a", "2"), ("a", "1")):
        write_lecture(tmp_path, block, name)
    assert decks(tmp_path) == ["Lecturedeck::A::About 1", "Lecturedeck::A::About 2", "Lecturedeck::B"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"superblocks": 1, "blocks": {}}', '{"chapters": [1, {"modules": 2}]}']
)
def test_a_damaged_structure_counts_as_not_said(tmp_path: Path, text: str) -> None:
    write_lecture(tmp_path, "a", "1")
    for name in ("curriculum.json", "superblocks/tea.json", "blocks/a.json"):
        path = tmp_path / "curriculum" / "structure" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert decks(tmp_path) == ["Lecturedeck::A"]


INTRO = {
    "tea-course": {
        "title": "All about Tea",
        "modules": {"leaves": "Leaves, dried"},
        "blocks": {"lecture-water": {"title": "Water: hot"}, "quiz-tea": {"title": "Quiz"}},
    }
}


@pytest.mark.parametrize("place", ["client/i18n/locales/english", "client/english", "curriculum/english"])
def test_titles_come_from_intro_json_wherever_a_repository_keeps_it(root: Path, place: str) -> None:
    write_json(root / place / "intro.json", INTRO)
    curriculum = read_curriculum(root / "curriculum")
    assert curriculum is not None
    titles = Titles(curriculum, "english")
    assert titles.superblock("tea-course") == "All about Tea"
    assert titles.module("tea-course", "leaves") == "Leaves, dried"
    assert titles.block("tea-course", "lecture-water") == "Water: hot"
    assert titles.block("pots", "lecture-water") == "Water: hot"
    assert titles.block("pots", "lecture-pots") == "Lecture pots"
    assert decks(root, superblocks=("tea-course",))[0].startswith(
        "Lecturedeck::All about Tea::01 Water first::01 Water: hot"
    )


def test_a_title_comes_from_the_block_else_from_the_dashed_name(root: Path) -> None:
    curriculum = read_curriculum(root / "curriculum")
    assert curriculum is not None
    titles = Titles(curriculum, "english")
    assert titles.block("", "quiz-tea") == "Tea Quiz"
    assert titles.block("", "working--with-maps-") == from_dashed("working-with-maps") == "Working with maps"


def test_two_colons_in_a_title_make_no_deck(tmp_path: Path) -> None:
    write_lecture(tmp_path, "a", "1", title='"std::vector"')
    write_lecture(tmp_path, "a", "2")
    assert decks(tmp_path)[0] == "Lecturedeck::A::std:vector"


def test_a_language_has_its_own_root_deck_and_address(root: Path) -> None:
    (place,) = find_lectures([str(root)], Selection(languages=("espanol",))).places
    lecture = building.read(place, named=False)
    assert lecture is not None
    assert deck_of(place, lecture).startswith("Lecturedeck espanol::Tea course::")
    assert place.page == "https://www.freecodecamp.org/espanol/learn/tea-course/lecture-water/"


def test_one_package_of_two_superblocks_has_each_note_once(
    lecturedeck: Run, root: Path, collection: Collection, tmp_path: Path
) -> None:
    chosen = ("--superblock", "tea-course", "--superblock", "pots")
    assert lecturedeck("build", root, *chosen, "--decks", "lecture", "-o", tmp_path / "x.apkg").exit_code == 0
    import_package(collection, tmp_path / "x.apkg")
    cards = [collection.get_card(number) for number in collection.find_cards("", order="c.due")]
    got = [collection.decks.name(card.did) for card in cards]
    assert got == decks(root, superblocks=("tea-course", "pots"))


@pytest.mark.parametrize("depth", DEPTHS)
def test_the_engine_shows_decks_and_new_cards_in_order(
    lecturedeck: Run, root: Path, collection: Collection, tmp_path: Path, depth: Depth
) -> None:
    lecturedeck("build", root, "--superblock", "tea-course", "--decks", depth, "-o", tmp_path / "x.apkg")
    import_package(collection, tmp_path / "x.apkg")
    cards = [collection.get_card(number) for number in collection.find_cards("", order="c.due")]
    got = [collection.decks.name(card.did) for card in cards]
    assert got == sorted(got) == decks(root, depth, superblocks=("tea-course",))


def notes(*lectures: tuple[str, str, str]) -> tuple[Note, ...]:
    """The notes of (text, language, block) lectures in one package."""
    drafts = [
        draft
        for text, language, block in lectures
        for draft in drafts_of(read(text, language=language, block=block), "Deck")
    ]
    return identified(drafts, 1)


def test_a_copy_in_another_block_is_one_note_with_both_tags() -> None:
    (note,) = notes((lecture_text(ASK), "english", "one"), (lecture_text(ASK), "english", "two"))
    assert {"lecturedeck::block::one", "lecturedeck::block::two"} <= set(note.tags)


def test_a_shared_id_with_other_content_is_two_notes() -> None:
    other = "# --questions--\n\n" + question_text("Who pours?")
    found = notes((lecture_text(ASK), "english", "one"), (lecture_text(other), "english", "two"))
    assert len({note.guid for note in found}) == 2
    changed = "# --questions--\n\n" + question_text(answers=(("A sieve", "No."), ("A hat", None)))
    found = notes((lecture_text(ASK), "english", "one"), (lecture_text(changed), "english", "two"))
    assert len({note.guid for note in found}) == 2


def test_languages_never_collide_even_where_nothing_is_translated() -> None:
    found = notes((lecture_text(ASK), "english", "one"), (lecture_text(ASK), "espanol", "one"))
    assert len({note.guid for note in found}) == len({note.id for note in found}) == 2
    assert len({card.id for note in found for card in note.cards}) == 2


def test_one_question_in_two_lectures_is_two_notes() -> None:
    found = notes((lecture_text(ASK, id="1"), "english", "a"), (lecture_text(ASK, id="2"), "english", "a"))
    assert len({note.guid for note in found}) == 2


def test_a_lecture_without_id_is_known_by_its_file() -> None:
    lecture = read(lecture_text(ASK).replace("id: 5f00000000000000000000aa\n", ""))
    assert (lecture.id, lecture.has_errors) == ("teapots", True)


def test_files_and_blocks_that_are_no_lectures_are_passed_over(tmp_path: Path) -> None:
    write_lecture(tmp_path, "a", "1")
    write_lecture(tmp_path, "a", "2", body="# --seed--\n\n```js\n```\n")
    structure(tmp_path, superblocks__tea={"blocks": [{"dashedName": "a"}, {"dashedName": "b"}, 3]})
    found = find_lectures([str(tmp_path)])
    read_lectures = [building.read(place, named=False) for place in found.places]
    assert [lecture is not None for lecture in read_lectures] == [True, False]


def test_without_structure_the_tasks_of_a_language_course_come_by_their_number(tmp_path: Path) -> None:
    block = tmp_path / "curriculum" / "challenges" / "english" / "blocks" / "learn-tea"
    block.mkdir(parents=True)
    for name, number in (("c", 10), ("a", 2), ("b", 1)):
        text = lecture_text(ASK, id=f"5f{number:022}", lang="es").replace(
            "dashedName: teapots", f"dashedName: task-{number}"
        )
        (block / f"{name}.md").write_text(text)
    places = find_lectures([str(tmp_path)], Selection()).places
    assert [Path(place.path).stem for place in places] == ["b", "a", "c"]
