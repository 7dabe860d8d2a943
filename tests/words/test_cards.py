"""The words of the cards: every language has all of them, and the stylesheet says them."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from lecturedeck.anki.notetypes import NOTE_TYPES, asset, stylesheet, template_html
from lecturedeck.words.cards import words, words_for
from lecturedeck.words.files import LANGUAGES

# The plural forms that each language has for whole numbers (Unicode's CLDR), besides "one" and "other".
FORMS = {"uk": {"few", "many"}, "ar": {"zero", "two", "few", "many"}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_missing(language: str) -> None:
    forms = {f"others-{form}" for form in FORMS.get(language, ())}
    assert set(words(language)) == set(words("en")) | forms
    assert all(word.strip() == word and word for word in words(language).values())


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_word_is_left_in_english(language: str) -> None:
    same = {name for name, word in words(language).items() if word == words("en").get(name)}
    assert not same


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_can_stand_in_a_style_sheet(language: str) -> None:
    for word in words(language).values():
        assert not re.search(r'["\\\n]|\{\{|\}\}', word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_of_other_answers_is_said_where_there_are_several(language: str) -> None:
    forms = {name: word for name, word in words(language).items() if name.startswith("others-")}
    assert all(
        ("{n}" in word) == (name not in ("others-zero", "others-one", "others-two"))
        for name, word in forms.items()
    )


def test_there_is_a_file_for_each_language_and_no_other() -> None:
    files = [file.name for file in resources.files("lecturedeck.words").iterdir() if file.name.endswith(".toml")]
    assert sorted(files) == sorted(f"{language}.toml" for language in LANGUAGES)


def test_a_tag_finds_its_words() -> None:
    assert words_for("de-AT")["correct"] == "Richtig"
    assert words_for("zh-CN")["correct"] == words_for("zh")["correct"] == "正确答案"
    assert words_for("zh-Hant-HK")["correct"] == words_for("zh-TW")["correct"] == "正確答案"
    assert words_for("")["correct"] == words_for("el")["correct"] == "Correct"


def test_every_word_that_a_side_asks_for_is_there_and_shown() -> None:
    sides = [
        template_html(card.stem, side)
        for kind in NOTE_TYPES
        for card in kind.templates
        for side in ("front", "back")
    ]
    asked = {name for side in sides for name in re.findall(r'data-word="([a-z-]+)"', side)}
    assert asked
    for name in asked:
        assert name in words("en")
        assert f'[data-word="{name}"]:empty::before' in stylesheet()
    for name in re.findall(r"var\(--word-([a-z-]+)\)", stylesheet()):
        assert name in words("en")


def test_no_side_holds_a_word_of_its_own() -> None:
    for kind in NOTE_TYPES:
        for card in kind.templates:
            for side in ("front", "back"):
                html = asset(f"{card.stem}.{side}.html")
                assert not re.sub(r"<[^>]*>|\{\{[^}]*\}\}|\s", "", html), html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_is_no_answer_to_true_or_false(language: str) -> None:
    answers = {
        "True",
        "False",
        "正确",
        "错误",
        "正確",
        "錯誤",
        "صحيح",
        "خطأ",
        "صحيحة",
        "خاطئة",
        "맞음",
        "틀림",
        "Правда",
    }
    assert not answers & {words(language)[name] for name in ("correct", "incorrect")}
