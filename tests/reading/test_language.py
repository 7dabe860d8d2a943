"""The language of a lecture's text, and the one that it teaches."""

from __future__ import annotations

from pathlib import Path

import pytest

from lecturedeck.anki.cards import drafts_of
from lecturedeck.building.contribute import drafts
from lecturedeck.building.options import Options
from lecturedeck.reading.files import Level, Place, find_lectures
from lecturedeck.reading.reader import read_lecture
from tests.conftest import lecture_text, question_text, read
from tests.words.test_detection import TEXTS

ASK = "\n\n# --questions--\n\n" + question_text()


def body(language: str) -> str:
    return f"# --description--\n\n{TEXTS[language]}{ASK}" if language else ASK


@pytest.mark.parametrize(
    ("folder", "block", "lang", "text", "expected"),
    [
        ("german", "tea", "", "de", ("de", "")),
        ("german", "tea", "en-US", "de", ("de", "en-US")),
        ("german", "tea", "", "en", ("de", "")),  # not yet translated: its learners are German
        ("chinese", "tea", "en-US", "zh-Hans", ("zh-Hans", "en-US")),
        ("english", "tea", "zh-CN", "en", ("en", "zh-CN")),
        ("english", "tea", "es", "de", ("de", "es")),  # translated where it stands
        ("english", "tea", "es", "", ("en", "es")),
        ("english", "", "", "de", ("de", "")),
        ("english", "", "de", "de", ("de", "de")),
        ("english", "", "de-AT", "de", ("de-AT", "de-AT")),
        ("english", "", "es", "en", ("en", "es")),
        ("english", "", "sr-Latn", "", ("sr-Latn", "sr-Latn")),
    ],
)
def test_folder_text_and_front_matter_say_the_language(
    folder: str, block: str, lang: str, text: str, expected: tuple[str, str]
) -> None:
    given = {"lang": lang} if lang else {}
    lecture = read(lecture_text(body(text), **given), language=folder, block=block)
    assert (lecture.lang, lecture.teaches) == expected
    for draft in drafts_of(lecture, "Tea"):
        values = dict(zip(draft.note_type.field_names, draft.fields, strict=True))
        assert (values["Language"], values["Teaches"]) == expected


@pytest.mark.parametrize(
    ("configured", "lang", "text", "expected"),
    [
        ("pt-BR", "", "", ("pt-BR", "")),
        ("pt-BR", "", "en", ("pt-BR", "")),
        ("pt-BR", "es", "", ("pt-BR", "es")),
        ("de-AT", "de", "de", ("de", "de")),
    ],
)
def test_the_configuration_says_the_language_outside_of_a_curriculum(
    tmp_path: Path, configured: str, lang: str, text: str, expected: tuple[str, str]
) -> None:
    given = {"lang": lang} if lang else {}
    (tmp_path / "tea.md").write_text(lecture_text(body(text), **given), encoding="utf-8")
    (place,) = find_lectures([str(tmp_path)], lang=configured).places
    lecture = read_lecture((tmp_path / "tea.md").read_bytes(), place)
    assert (lecture.lang, lecture.teaches) == expected


def test_the_folders_of_a_curriculum_say_more_than_the_configuration(tmp_path: Path) -> None:
    file = tmp_path / "challenges" / "german" / "blocks" / "tea" / "1.md"
    file.parent.mkdir(parents=True)
    file.write_text(lecture_text(ASK))
    (place,) = find_lectures([str(tmp_path)], lang="es").places
    assert read_lecture(file.read_bytes(), place).lang == "de"


def test_what_nothing_says_is_left_out_and_never_guessed_as_english() -> None:
    short = "# --questions--\n\n" + question_text("2 + 2?", (("4", None), ("5", None)), 1)
    assert read(lecture_text(short)).lang == ""


@pytest.mark.parametrize(
    ("language", "titles", "expected"),
    [
        ("english", ("Tea in Spanish",), "Tea in Spanish · Task 1"),
        ("english", (), "ES A1 tea · Task 1"),
        ("german", ("Tee auf Spanisch",), "Tee auf Spanisch · Task 1"),
        ("german", ("ES A1 tea",), "ES A1 tea · Task 1"),
        ("german", (), "ES A1 tea · Task 1"),
    ],
)
def test_a_task_has_the_title_of_its_course_or_one_from_its_name(
    language: str, titles: tuple[str, ...], expected: str
) -> None:
    place = Place("task-1.md", None, language, "es-a1-tea", tuple(map(Level, titles)))
    task = read_lecture(lecture_text(ASK, title="Task 1", lang="es").encode(), place)
    (draft,) = drafts(place, task, Options())
    assert draft.fields[draft.note_type.field_names.index("Lecture")] == expected
