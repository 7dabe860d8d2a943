"""`lecturedeck release`: packages, changes and pages, ready to publish."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from click.testing import Result

from lecturedeck.words.cards import words_for
from tests.conftest import assert_healthy, import_package, lecture_text, note_fields, question_text

Run = Callable[..., Result]
CONFIGURATION = """\
sources = ["lectures"]
deck = "Tea school"
tags = ["tea"]
description = "What keeps tea <warm>"
license = "CC BY-SA 4.0"
report = "https://example.org/new?title={title}&body={lecture}%20{key}"
"""


def write(home: Path, *questions: str, solution: object = 2) -> None:
    body = "# --questions--\n\n" + "".join(question_text(question, solution=solution) for question in questions)
    (home / "lectures" / "a.md").write_text(lecture_text(body))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    (home / "lectures").mkdir(parents=True)
    write(home, "Who always pours the tea at home?", "Who drinks?")
    (home / "lecturedeck.toml").write_text(CONFIGURATION)
    monkeypatch.chdir(home)
    return home


def test_a_release_is_a_folder_to_publish(lecturedeck: Run, home: Path) -> None:
    result = lecturedeck("release", "1.0")
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    assert sorted(path.name for path in (home / "release").iterdir()) == [
        "CHANGES-1.0.md", "index.html", "preview.html", "teapots.apkg",
    ]  # fmt: skip
    assert (home / "release" / "teapots.apkg").read_bytes() == (home / "decks" / "teapots.apkg").read_bytes()
    page = (home / "release" / "index.html").read_text()
    for text in ('href="teapots.apkg"', "Teapots: 2 tasks", "AnkiMobile", "CC BY-SA 4.0", "&lt;warm&gt;"):
        assert text in page
    assert "## teapots.apkg\n\nFirst version.\n" in (home / "decks" / "CHANGES-1.0.md").read_text()


def test_the_next_release_says_what_is_new(lecturedeck: Run, home: Path, collection: Collection) -> None:
    lecturedeck("release", "1.0")
    import_package(collection, home / "release" / "teapots.apkg")
    write(home, "Who always pours the green tea at home?", "Who washes up?")
    lecturedeck("build")  # a build in between is no release
    assert lecturedeck("release", "1.1").exit_code == 0
    changes = (home / "release" / "CHANGES-1.1.md").read_text()
    assert "1 added, 1 updated, 1 removed." in changes
    assert "Added:\n\n- Question: Who washes up?" in changes
    assert "Updated:\n\n- Question: Who always pours the green tea at home?" in changes
    assert "Removed:\n\n- Question: Who drinks?" in changes
    import_package(collection, home / "release" / "teapots.apkg")
    deck = collection.decks.by_name("Tea school::Teapots")
    assert deck is not None
    assert "New in version 1.1: added: 1 · updated: 1 · removed: 1" in deck["desc"]
    assert_healthy(collection)


@pytest.mark.parametrize("between", [(), ("build",)], ids=["at once", "after a build"])
def test_a_renamed_deck_is_told_to_learners(
    lecturedeck: Run, home: Path, collection: Collection, between: tuple[str, ...]
) -> None:
    """The release before is compared, so that a build in between hides nothing."""
    assert "is now" not in lecturedeck("release", "1.0").output
    page = (home / "release" / "index.html").read_text()
    assert "Before you import" not in page + (home / "release" / "CHANGES-1.0.md").read_text()
    import_package(collection, home / "release" / "teapots.apkg")
    path = home / "lectures" / "a.md"
    path.write_text(path.read_text().replace("title: Teapots", "title: Pots <big> & *small*"))
    for command in between:
        lecturedeck(command)
    said = "deck Tea school::Teapots is now Tea school::Pots <big> & *small*: rename it in Anki before you import"
    assert said in lecturedeck("release", "1.1").stdout
    changes = (home / "release" / "CHANGES-1.1.md").read_text()
    assert (
        "Deck Tea school::Teapots is now Tea school::Pots \\<big\\> & \\*small\\*: rename it in Anki." in changes
    )
    page = (home / "release" / "index.html").read_text()
    assert "<li>Deck Tea school::Teapots is now Tea school::Pots &lt;big&gt; &amp; *small*: rename it" in page
    deck = collection.decks.by_name("Tea school::Teapots")
    assert deck is not None
    collection.decks.rename(deck, "Tea school::Pots <big> & *small*")  # what the learner is told to do
    write(home, "Who always pours the tea at home?", "Who drinks?", "Who washes up?")
    path.write_text(path.read_text().replace("title: Teapots", "title: Pots <big> & *small*"))
    assert "rename" not in lecturedeck("release", "1.2").output
    assert "Before you import" not in (home / "release" / "CHANGES-1.2.md").read_text()
    import_package(collection, home / "release" / "teapots.apkg")
    assert {collection.get_card(card).did for card in collection.find_cards("")} == {deck["id"]}


def test_cards_of_many_decks_that_become_one_are_told_to_be_moved(lecturedeck: Run, home: Path) -> None:
    """Also where they lay in several packages, and in one that is no longer built."""
    question = "# --questions--\n\n" + question_text("Who washes up?")
    other = lecture_text(question, id="5f00000000000000000000bb", title="Cups").replace("teapots", "cups")
    (home / "lectures" / "b.md").write_text(other)
    lecturedeck("release", "1.0")
    first = home / "lectures" / "a.md"
    first.write_text(first.read_text().replace("title: Teapots", "title: Cups"))
    (home / "lecturedeck.toml").write_text(CONFIGURATION + 'output = "decks/all.apkg"\n')
    result = lecturedeck("release", "1.1")
    assert (
        "cards of deck Tea school::Teapots belong in Tea school::Cups now: move the cards in Anki" in result.stdout
    )
    line = "Cards of deck Tea school::Teapots belong in Tea school::Cups now: move the cards in Anki."
    assert f"- {line}" in (home / "release" / "CHANGES-1.1.md").read_text()
    assert f"<li>{line}</li>" in (home / "release" / "index.html").read_text()


@pytest.mark.usefixtures("home")
def test_a_version_is_released_once(lecturedeck: Run) -> None:
    lecturedeck("release", "1.0")
    result = lecturedeck("release", "1.0")
    assert (result.exit_code, result.output) == (
        1, "lecturedeck: decks/CHANGES-1.0.md: version 1.0 was released before; name a new version\n",
    )  # fmt: skip


def test_nothing_is_released_without_a_license_a_version_or_with_errors(lecturedeck: Run, home: Path) -> None:
    assert "name the version to release" in lecturedeck("release").output
    assert "is no version" in lecturedeck("release", "../1").output
    write(home, "Who pours?", solution=9)
    assert "a release has no lecture with errors" in lecturedeck("release", "1.0").output
    (home / "lecturedeck.toml").write_text('sources = ["lectures"]\n')
    result = lecturedeck("release", "1.0")
    assert result.output.startswith("lecturedeck: lecturedeck.toml: a release needs a license; add a line")
    assert not (home / "release").exists()


def test_a_deck_describes_itself_and_each_card_can_be_reported(
    lecturedeck: Run, home: Path, collection: Collection
) -> None:
    lecturedeck("build", "--new")
    import_package(collection, home / "decks" / "teapots.apkg")
    deck = collection.decks.by_name("Tea school::Teapots")
    assert deck is not None
    for text in (
        "What keeps tea &lt;warm&gt;",
        "Questions: 2 · Cards: 2",
        "CC BY-SA 4.0",
        "tag:lecturedeck::kind::",
    ):
        assert text in deck["desc"]
    (note,) = [note for note in note_fields(collection) if "pours" in note["Question"]]
    key = note["Key"].replace(":", "%3A")
    title = "Who%20always%20pours%20the%20tea%20at%20home%3F"
    address = f"https://example.org/new?title={title}&amp;body=Teapots%20{key}"
    assert note["Report"] == f'<a href="{address}">Report a problem</a>'
    assert set(collection.tags.all()) >= {"tea"}
    (card,) = collection.find_cards('"Question:*pours*"')
    assert "Report a problem</a>" in collection.get_card(card).answer()
    assert "Report a problem" not in collection.get_card(card).question()


@pytest.mark.parametrize("lang", ["de", "ja", "zh-TW", "ar"])
def test_a_deck_and_its_cards_speak_the_language_of_the_lectures(
    lecturedeck: Run, home: Path, collection: Collection, lang: str
) -> None:
    (home / "lecturedeck.toml").write_text(f'{CONFIGURATION}lang = "{lang}"\nversion = "1.0"\n')
    lecturedeck("release")
    write(home, "Who always pours the tea at home?", "Who washes up?")
    lecturedeck("release", "1.1")
    (home / "lecturedeck.toml").write_text(f'{CONFIGURATION}lang = "{lang}"\nversion = "1.1"\n')
    lecturedeck("build")
    import_package(collection, home / "decks" / "teapots.apkg")
    ours = words_for(lang)
    deck = collection.decks.by_name("Tea school::Teapots")
    assert deck is not None
    given = r"<[^>]*>|deck:\S+|Tea school\S*|tag:\S+|prop:\S+|::\w+|What keeps tea &lt;warm&gt;|CC BY-SA|&\w+;"
    said = re.sub(given, " ", deck["desc"])
    assert ours["deck-new-in"].format(version="1.1") in said
    assert f"{ours['deck-questions']}: 2" in said
    english = {word for name, word in words_for("en").items() if word not in ours.values()}
    assert not [word for word in english if re.search(rf"\b{re.escape(word)}(?!\w)", said)]
    for note in note_fields(collection):
        assert note["Language"] == lang
        assert note["Report"].endswith(f">{ours['report']}</a>")


def test_building_again_changes_nothing_and_a_report_address_is_no_news(lecturedeck: Run, home: Path) -> None:
    lecturedeck("build", "--new")
    data = (home / "decks" / "teapots.apkg").read_bytes()
    assert lecturedeck("build").stdout.endswith("0 added, 0 updated, 0 removed, 2 unchanged\n")
    assert (home / "decks" / "teapots.apkg").read_bytes() == data
    (home / "lecturedeck.toml").write_text(CONFIGURATION.replace("example.org", "example.com"))
    assert lecturedeck("build").stdout.endswith("0 added, 0 updated, 0 removed, 2 unchanged\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('deck = "a::"', "deck: must have no quotation marks and no empty part"),
        ('report = "javascript:alert(1)"', "report: must begin with https://, http:// or mailto:"),
        ('report = "https://example.org/{card}"', "report: {card} is none of {title}, {lecture}, {key}"),
        ('tags = ["two words"]', "tags: 'two words': a tag has no spaces"),
        ('tags = ["leech"]', "tags: 'leech' has a meaning of its own; choose another tag"),
        ('lang = "deutsch"', "lang: 'deutsch' is not a language tag; write a code such as es, pt-BR or zh-Hant"),
        ('version = "../1"', "version: must be letters, digits, dots and hyphens"),
    ],
)
def test_what_a_deck_cannot_say_is_named_with_its_line(lecturedeck: Run, home: Path, line: str, said: str) -> None:
    (home / "lecturedeck.toml").write_text(f'sources = ["lectures"]\n{line}\n')
    assert lecturedeck("build").output == f"lecturedeck: lecturedeck.toml:2: {said}\n"
