"""A lecture's author and a learner of it, on the real engine.

The deck has a history: each of its texts was edited once, so that no guid comes from the present text.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection, ExportAnkiPackageOptions
from click.testing import Result

from lecturedeck.anki.identity import NAME, assign
from lecturedeck.anki.notes import Note
from tests.conftest import assert_healthy, import_package, lecture_text, question_text

Run = Callable[..., Result]


Answers = tuple[tuple[str, str | None], ...]


FIRST = 1_700_000_000


# Later than any edit of the learner's, which the engine stamps with its clock.
LATER = 2_000_000_000


@dataclass(frozen=True)
class Asked:
    text: str
    answers: Answers
    solution: int


@dataclass(frozen=True)
class Source:
    """A lecture to be edited: its questions, facts (term, definition) and sentences (with answers)."""

    questions: tuple[Asked, ...]
    facts: tuple[tuple[str, str], ...] = ()
    sentences: tuple[tuple[str, tuple[str, ...]], ...] = ()
    id: str = "5f00000000000000000000aa"
    title: str = "Teapots"

    def markdown(self) -> str:
        facts = "".join(f"- **{term}**: {definition}\n" for term, definition in self.facts)
        body = f"# --description--\n\nThese are the parts of a pot:\n\n{facts}\n" if facts else ""
        body += "# --questions--\n\n"
        body += "".join(question_text(asked.text, asked.answers, asked.solution) for asked in self.questions)
        if self.sentences:
            body += "# --fillInTheBlank--\n\n"
        for sentence, answers in self.sentences:
            blanks = "\n\n---\n\n".join(f"`{answer}`" for answer in answers)
            body += f"## --sentence--\n\n`{sentence}`\n\n## --blanks--\n\n{blanks}\n\n"
        return lecture_text(body, id=self.id, title=self.title)

    def with_question(self, number: int, **change: Any) -> Source:
        questions = list(self.questions)
        questions[number] = replace(questions[number], **change)
        return replace(self, questions=tuple(questions))


WARM = Asked(
    "Who keeps the tea warm in the pot?",
    (("A sieve", "It only holds leaves."), ("A cosy", None), ("A spoon", "It only stirs.")),
    2,
)


POUR = Asked(
    "What does a guest hold when the tea is poured?",
    (("A cup", None), ("A kettle", "That would burn."), ("A cake", "That comes later.")),
    1,
)


COLD = Asked(
    "Which pot loses its heat first on a cold day?",
    (("The iron one", "It is heavy."), ("The stone one", "It is thick."), ("The tin one", None)),
    3,
)


TEA = Source(
    (WARM, POUR, COLD),
    (
        ("Spout", "a bent pipe that carries the tea from the pot into the cup."),
        ("Lid", "a flat cover that keeps the steam inside while the leaves steep."),
    ),
    (("The tea BLANK very hot in the BLANK.", ("is", "pot")),),
)


NAMES = [
    WARM.text,
    POUR.text,
    COLD.text,
    "Spout",
    "Lid",
    "The tea {{c1::is}} very hot in the {{c2::pot}}.",
]


def with_slips(source: Source) -> Source:
    """The same lecture before each text was edited."""
    return replace(
        source,
        questions=tuple(replace(asked, text=asked.text.replace("the", "teh", 1)) for asked in source.questions),
        facts=tuple((f"{term}s", definition) for term, definition in source.facts),
        sentences=tuple((text.replace("hot", "hott"), answers) for text, answers in source.sentences),
    )


@dataclass(frozen=True)
class Progress:
    """What a learner has in one note."""

    note: int
    cards: tuple[tuple[Any, ...], ...]
    log: tuple[tuple[Any, ...], ...]
    tags: tuple[str, ...]
    fields: tuple[str, ...]


class Learner:
    """A lecture's author and a learner of it, each with their own tools."""

    def __init__(self, run: Run, collection: Collection, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.run, self.collection, self.folder, self.monkeypatch = run, collection, folder, monkeypatch
        self.package = folder / "teapots.apkg"
        self.file = folder / "teapots.md"
        self.clock = FIRST
        self.remembers = "lockfile and package"

    def build(self, source: Source | str, *options: object) -> Result:
        """Build over the last package, one second after it."""
        self.clock += 1
        self.monkeypatch.setenv("SOURCE_DATE_EPOCH", str(self.clock))
        self.file.parent.mkdir(exist_ok=True)
        self.file.write_text(source if isinstance(source, str) else source.markdown())
        return self.run("build", self.file, "-o", self.package, *options)

    def import_it(self) -> Any:
        return import_package(self.collection, self.package)

    def start(self, source: Source = TEA) -> dict[str, Progress]:
        """Release a deck with a history, and study it; returns what the learner has then, by the notes' names."""
        for step in (with_slips(source), source):
            assert self.build(step).exit_code == 0
        self.import_it()
        study(self.collection)
        self.clock = LATER
        return progress(self.collection)

    def update(self, source: Source | str, *options: object, exit_code: int = 0) -> Any:
        """Release the edited deck, and import it."""
        if self.remembers == "lockfile":
            self.package.unlink()
        if self.remembers == "package":
            self.package.with_name(NAME).unlink()
        if self.remembers == "nothing":
            self.monkeypatch.setattr(assign, "match", lambda *_: {})
        result = self.build(source, *options)
        assert result.exit_code == exit_code, result.output
        return self.import_it()

    def keeps(
        self,
        before: dict[str, Progress],
        *,
        renamed: dict[str, str] | None = None,
        changed: tuple[str, ...] = (),
        new: tuple[str, ...] = (),
    ) -> None:
        """Each note has its schedule and log, under its new name where it was `renamed`; those that are not
        `changed` have the learner's tags and edits too; nothing is there twice; the database is sound."""
        after = progress(self.collection)
        renamed = renamed or {}
        assert sorted(after) == sorted([renamed.get(name, name) for name in before] + list(new))
        for name, was in before.items():
            now = after[renamed.get(name, name)]
            assert now.note == was.note, name
            assert now.cards[: len(was.cards)] == was.cards, name
            assert now.log == was.log, name
            if name in changed:
                assert now.fields != was.fields or now.tags != was.tags, name
            else:
                assert (now.fields, now.tags) == (was.fields, was.tags), name
        assert_healthy(self.collection)


def study(collection: Collection) -> None:
    """Answer every card once, then suspend one, flag one, tag and edit all notes."""
    deck = collection.decks.id("Lecturedeck")
    assert deck is not None
    collection.decks.select(deck)
    for number in range(collection.card_count()):
        card = collection.sched.getCard()
        assert card is not None
        collection.sched.answerCard(card, 4 if number % 2 else 3)
    cards = collection.find_cards("", order="c.id")
    collection.sched.suspend_cards(cards[:1])
    collection.set_user_flag_for_cards(3, cards[1:2])
    for number in collection.find_notes(""):
        note = collection.get_note(number)
        note["Extra 1"] = "what I think of it"
        note.tags = [*note.tags, "mine"]
        collection.update_note(note)


def rows_of(collection: Collection, query: str, *values: int) -> list[Any]:
    assert collection.db is not None
    return collection.db.execute(query, *values)


def without_review_time(data: str) -> dict[str, Any]:
    """A card's data, but for a time that Anki's database check takes from the log where it is missing."""
    return {name: value for name, value in json.loads(data or "{}").items() if name != "lrt"}


def progress(collection: Collection) -> dict[str, Progress]:
    """What the learner has, by the first field; a name that is there twice fails."""
    found: dict[str, Progress] = {}
    for number in collection.find_notes(""):
        note = collection.get_note(number)
        cards = sorted(note.cards(), key=lambda card: card.ord)
        columns = "id, ord, type, queue, due, ivl, factor, reps, lapses, left, flags, data"
        rows = tuple(
            (*row[:-1], without_review_time(row[-1]))
            for card in cards
            for row in rows_of(collection, f"SELECT {columns} FROM cards WHERE id = ?", card.id)
        )
        log = tuple(
            tuple(row)
            for card in cards
            for row in rows_of(collection, "SELECT * FROM revlog WHERE cid = ? ORDER BY id", card.id)
        )
        name = (note["Term"] if "Term" in note else note.fields[0]).removeprefix("<p>").removesuffix("</p>")
        assert name not in found, f"{name} is there twice"
        found[name] = Progress(number, rows, log, tuple(note.tags), tuple(note.fields))
    return found


def guids(package: Path) -> dict[str, str]:
    """guid → tags of all notes in a package, read without our own reader."""

    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(package) as archive:
        database = sqlite3.connect(archive.extract("collection.anki2", folder))
        rows = dict(database.execute("SELECT guid, tags FROM notes").fetchall())
        assert json.loads(database.execute("SELECT models FROM col").fetchone()[0])
        database.close()
    return rows


def guids_with(package: Path, tag: str) -> int:
    return sum(tag in tags.split() for tags in guids(package).values())


def export(collection: Collection, path: Path, *, legacy: bool) -> Path:
    options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=legacy)
    collection.export_anki_package(out_path=str(path), options=options, limit=None)
    return path


def content(notes: tuple[Note, ...]) -> dict[str, tuple[object, ...]]:
    return {
        note.guid: (note.note_type.id, note.fields, set(note.tags), note.id, note.mod, note.deck) for note in notes
    }
