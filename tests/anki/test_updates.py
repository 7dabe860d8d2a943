"""What a learner keeps when a lecture is edited, built over its last package, and imported again.

Every promise is a whole round trip on the real engine: import, study with the real scheduler, edit, build,
import. The deck has a history: each of its texts has been mended once, so that no guid comes from the text
that stands there now. `test_without_its_memory_a_build_costs_progress` runs every promise once more with the
matching turned off, and each must fail.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection
from click.testing import Result

from lecturedeck.anki.package.read import RETIRED
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
        ("Spout", "the part of the pot that the tea leaves by."),
        ("Lid", "the part of the pot that keeps the steam inside."),
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
    """The same lecture as it was before each text was mended."""
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
        self.forgets = False

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
        if self.forgets:
            self.package.unlink(missing_ok=True)
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


@pytest.fixture
def learner(lecturedeck: Run, collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Learner:
    return Learner(lecturedeck, collection, tmp_path / "home", monkeypatch)


def test_what_the_database_check_completes_is_no_change(learner: Learner) -> None:
    before = learner.start()
    assert learner.collection.db is not None
    learner.collection.db.execute("UPDATE cards SET data = json_remove(data, '$.lrt') WHERE ord = 0")
    learner.keeps(before)
    assert progress(learner.collection) == before
    learner.collection.db.execute("UPDATE cards SET due = due + 1 WHERE ord = 0")
    assert progress(learner.collection) != before


def test_the_start_is_a_studied_deck(learner: Learner) -> None:
    before = learner.start()
    assert sorted(before) == sorted(NAMES)
    cards = [card for was in before.values() for card in was.cards]
    assert len(cards) == learner.collection.card_count() >= 7
    assert all(card[7] == 1 for card in cards)
    assert {card[3] for card in cards} >= {-1, 2}
    assert [card[10] for card in cards if card[10]] == [3]
    assert all(was.log for was in before.values())


# The promises. Each takes a learner, and fails without the memory.


def test_a_typo_in_a_question(learner: Learner) -> None:
    before = learner.start()
    mended = "Who keeps the tea warm in a pot?"
    learner.update(TEA.with_question(0, text=mended))
    learner.keeps(before, renamed={WARM.text: mended}, changed=(WARM.text,))


def test_a_typo_in_an_option(learner: Learner) -> None:
    before = learner.start()
    learner.update(TEA.with_question(0, answers=(*WARM.answers[:2], ("A teaspoon", "It only stirs."))))
    learner.keeps(before, changed=(WARM.text,))
    assert "A teaspoon" in progress(learner.collection)[WARM.text].fields[1]


def test_typos_in_a_question_and_in_its_options(learner: Learner) -> None:
    before = learner.start()
    mended = "Who keeps the tea warm in its pot?"
    answers = (("The sieve", "It only holds leaves."), *WARM.answers[1:])
    learner.update(TEA.with_question(0, text=mended, answers=answers))
    learner.keeps(before, renamed={WARM.text: mended}, changed=(WARM.text,))


def test_a_feedback_is_mended(learner: Learner) -> None:
    before = learner.start()
    learner.update(TEA.with_question(0, answers=(("A sieve", "It holds nothing but leaves."), *WARM.answers[1:])))
    learner.keeps(before, changed=(WARM.text,))


def test_another_answer_is_right(learner: Learner) -> None:
    before = learner.start()
    answers = (("A sieve", None), ("A cosy", "It keeps nothing warm."), WARM.answers[2])
    learner.update(TEA.with_question(0, answers=answers, solution=1))
    learner.keeps(before, changed=(WARM.text,))


def test_options_in_another_order(learner: Learner) -> None:
    before = learner.start()
    learner.update(TEA.with_question(0, answers=WARM.answers[::-1]))
    learner.keeps(before, changed=(WARM.text,))


def test_questions_in_another_order(learner: Learner) -> None:
    before = learner.start()
    learner.update(replace(TEA, questions=TEA.questions[::-1], facts=TEA.facts[::-1]))
    learner.keeps(before)


def test_a_question_in_the_middle(learner: Learner) -> None:
    before = learner.start()
    added = Asked("How long does green tea stay in the pot?", (("An hour", "Bitter."), ("Two minutes", None)), 2)
    learner.update(replace(TEA, questions=(WARM, added, POUR, COLD)))
    learner.keeps(before, new=(added.text,))


def test_a_question_is_deleted(learner: Learner) -> None:
    """Its note stays where it is, with all its progress, and a search for the tag finds it."""
    before = learner.start()
    learner.update(replace(TEA, questions=(WARM, COLD)))
    learner.keeps(before, changed=(POUR.text,))
    found = learner.collection.find_notes(f"tag:{RETIRED}")
    assert list(found) == [before[POUR.text].note]


def test_the_file_moves(learner: Learner) -> None:
    before = learner.start()
    learner.file = learner.folder / "elsewhere" / "about-pots.md"
    learner.update(TEA)
    learner.keeps(before)


def test_the_file_moves_and_gets_another_id(learner: Learner) -> None:
    before = learner.start()
    learner.file = learner.folder / "elsewhere" / "about-pots.md"
    mended = "Who keeps the tea warm in a pot?"
    learner.update(replace(TEA.with_question(0, text=mended), id="5f00000000000000000000bb"))
    learner.keeps(before, renamed={WARM.text: mended}, changed=tuple(before))


def test_two_texts_are_swapped(learner: Learner) -> None:
    """Each question keeps its own schedule, though it stands where the other stood."""
    before = learner.start()
    assert before[WARM.text].cards != before[POUR.text].cards
    swapped = replace(TEA, questions=(replace(WARM, text=POUR.text), replace(POUR, text=WARM.text), COLD))
    learner.update(swapped)
    learner.keeps(before, changed=(WARM.text, POUR.text))


def test_two_questions_are_swapped_whole(learner: Learner) -> None:
    before = learner.start()
    learner.update(replace(TEA, questions=(POUR, WARM, COLD)))
    learner.keeps(before)


def test_a_definition_changes(learner: Learner) -> None:
    before = learner.start()
    facts = (("Spout", "a bent pipe for pouring that every pot has."), TEA.facts[1])
    learner.update(replace(TEA, facts=facts))
    learner.keeps(before, changed=("Spout",))
    assert "a bent pipe" in " ".join(progress(learner.collection)["Spout"].fields)


def test_a_term_is_renamed(learner: Learner) -> None:
    before = learner.start()
    learner.update(replace(TEA, facts=(("Beak", TEA.facts[0][1]), TEA.facts[1])))
    learner.keeps(before, renamed={"Spout": "Beak"}, changed=("Spout",))


def test_a_typo_in_a_sentence(learner: Learner) -> None:
    before = learner.start()
    learner.update(replace(TEA, sentences=(("The tea BLANK really hot in the BLANK.", ("is", "pot")),)))
    learner.keeps(before, renamed={NAMES[5]: NAMES[5].replace("very", "really")}, changed=(NAMES[5],))


def test_a_sentence_gets_another_gap(learner: Learner) -> None:
    """The old gaps keep their schedule, and the new one is a new card of the same note."""
    before = learner.start()
    learner.update(
        replace(TEA, sentences=(("The tea BLANK very hot in the BLANK. BLANK!", ("is", "pot", "Yes")),))
    )
    name = NAMES[5] + " {{c3::Yes}}!"
    learner.keeps(before, renamed={NAMES[5]: name}, changed=(NAMES[5],))
    assert [card[7] for card in progress(learner.collection)[name].cards] == [1, 1, 0]


def test_what_is_unchanged_keeps_the_learners_edits(learner: Learner) -> None:
    """Nothing changed, and the clock is years on: no field, no tag and no schedule of any note moves."""
    before = learner.start()
    log = learner.update(TEA)
    assert len(log.duplicate) == len(NAMES)
    learner.keeps(before)


def test_a_lecture_with_an_error_keeps_its_notes(learner: Learner) -> None:
    """It is left out of the build, but its cards are not gone: nothing is tagged, nothing is touched."""
    before = learner.start()
    other = learner.folder / "other.md"
    other.write_text(lecture_text("# --questions--\n\n" + question_text("Why is it hot?"), id="cc", title="Other"))
    learner.update(TEA.with_question(0, solution=9), other, exit_code=1)
    learner.keeps(before, new=("Why is it hot?",))
    learner.update(TEA, other)
    learner.keeps(before, new=("Why is it hot?",))


def test_a_lecture_too_damaged_to_have_an_id_keeps_its_notes(learner: Learner) -> None:
    """Nobody can say whose file it was, so no lecture that is missing now is taken for gone."""
    before = learner.start()
    other = learner.folder / "other.md"
    other.write_text(lecture_text("# --questions--\n\n" + question_text("Why is it hot?"), id="cc", title="Other"))
    learner.update(TEA, other)
    learner.file.write_bytes(b"\xff\xfe" + TEA.markdown().encode())
    result = learner.run("build", learner.file, other, "-o", learner.package)
    assert "6 held back, 1 unchanged" in result.output
    learner.import_it()
    learner.keeps(before, new=("Why is it hot?",))


PROMISES = [
    test_a_typo_in_a_question,
    test_a_typo_in_an_option,
    test_typos_in_a_question_and_in_its_options,
    test_a_feedback_is_mended,
    test_another_answer_is_right,
    test_options_in_another_order,
    test_questions_in_another_order,
    test_a_question_in_the_middle,
    test_a_question_is_deleted,
    test_the_file_moves,
    test_the_file_moves_and_gets_another_id,
    test_two_texts_are_swapped,
    test_two_questions_are_swapped_whole,
    test_a_definition_changes,
    test_a_term_is_renamed,
    test_a_typo_in_a_sentence,
    test_a_sentence_gets_another_gap,
    test_what_is_unchanged_keeps_the_learners_edits,
    test_a_lecture_with_an_error_keeps_its_notes,
    test_a_lecture_too_damaged_to_have_an_id_keeps_its_notes,
]


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__.removeprefix("test_"))
def test_without_its_memory_a_build_costs_progress(learner: Learner, promise: Callable[[Learner], None]) -> None:
    learner.forgets = True
    with pytest.raises(AssertionError):
        promise(learner)


# What else a release promises.


def test_a_natural_guid_is_not_given_to_another_question(learner: Learner) -> None:
    """A text is mended, and its old wording comes back as a question of its own: that one is new."""
    before = learner.start()
    slip = with_slips(TEA).questions[0]
    again = replace(slip, answers=(("Nobody", None), ("Everybody", "Not so.")), solution=1)
    log = learner.update(replace(TEA, questions=(*TEA.questions, again)))
    assert len(log.new) == 1
    learner.keeps(before, new=(again.text,))


def test_a_gap_in_front_takes_no_schedule_from_the_others(learner: Learner) -> None:
    """Cards belong to the number of their gap, so a sentence whose gaps all move on is another note."""
    before = learner.start()
    sentence = "BLANK tea BLANK very hot in the BLANK."
    learner.update(replace(TEA, sentences=((sentence, ("The", "is", "pot")),)))
    name = "{{c1::The}} tea {{c2::is}} very hot in the {{c3::pot}}."
    learner.keeps(before, changed=(NAMES[5],), new=(name,))
    assert [card[7] for card in progress(learner.collection)[name].cards] == [0, 0, 0]


def test_an_error_elsewhere_does_not_keep_what_is_gone(learner: Learner) -> None:
    """A lecture that was never right spares nobody else's notes."""
    learner.start()
    wrong = learner.folder / "wrong.md"
    wrong.write_text(replace(TEA.with_question(0, solution=9), id="cc").markdown())
    result = learner.build(replace(TEA, questions=(WARM, COLD)), wrong)
    assert "1 removed, 5 unchanged" in result.output
    gone = learner.folder / "other.md"
    gone.write_text(lecture_text("# --questions--\n\n" + question_text("Why is it hot?"), id="dd", title="Other"))
    learner.run("build", gone, wrong, "-o", learner.package)
    assert guids_with(learner.package, RETIRED) == 5


def test_a_retired_note_is_carried_for_one_release(learner: Learner) -> None:
    learner.start()
    shorter = replace(TEA, questions=(WARM, COLD))
    first = learner.build(shorter)
    assert "1 removed" in first.output
    assert guids_with(learner.package, RETIRED) == 1
    data = learner.package.read_bytes()
    learner.build(shorter)
    assert learner.package.read_bytes() == data, "a build that changes nothing is no new release"
    second = learner.build(shorter.with_question(0, text=WARM.text + "!"))
    assert "0 removed, 1 dropped" in second.output
    assert guids_with(learner.package, RETIRED) == 0


def test_drop_retired_leaves_gone_notes_out_at_once(learner: Learner) -> None:
    learner.start()
    result = learner.build(replace(TEA, questions=(WARM, COLD)), "--drop-retired", "-v")
    assert "dropped" in result.output
    assert guids_with(learner.package, RETIRED) == 0
    assert len(guids(learner.package)) == len(NAMES) - 1


def test_a_retired_note_that_comes_back_loses_the_tag(learner: Learner) -> None:
    before = learner.start()
    learner.update(replace(TEA, questions=(WARM, COLD)))
    learner.update(TEA)
    learner.keeps(before, changed=(POUR.text,))
    assert list(learner.collection.find_notes(f"tag:{RETIRED}")) == []


def test_a_new_title_moves_no_card(learner: Learner) -> None:
    """Cards stay in the deck in which the learner has them, and the build names the deck to rename."""
    before = learner.start()
    result = learner.build(replace(TEA, title="All about pots"))
    assert "deck Lecturedeck::Teapots is now Lecturedeck::All about pots" in result.output
    decks = home(learner.collection)
    learner.import_it()
    assert home(learner.collection) == decks
    learner.keeps(before, changed=tuple(before))


def home(collection: Collection) -> list[tuple[int, int]]:
    return [(row[0], row[1]) for row in rows_of(collection, "SELECT id, did FROM cards")]


def test_two_changes_in_one_second_both_arrive(learner: Learner) -> None:
    before = learner.start()
    for text in ("Who keeps the tea warm in a pot?", "Who keeps our tea warm in a pot?"):
        learner.clock = LATER
        learner.update(TEA.with_question(0, text=text))
        assert text in progress(learner.collection)
    learner.keeps(before, renamed={WARM.text: text}, changed=(WARM.text,))


def test_a_fixed_time_is_no_obstacle(learner: Learner) -> None:
    """SOURCE_DATE_EPOCH stays years back: what changed is newer than what it replaces all the same."""
    learner.build(TEA)
    learner.import_it()
    learner.clock = 1_000_000
    log = learner.update(TEA.with_question(0, text=WARM.text + "!"))
    assert (len(log.updated), len(log.duplicate)) == (1, len(NAMES) - 1)


def test_new_templates_arrive_under_a_fixed_time(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note type updates only where its time is newer, and no note is touched for it."""
    from lecturedeck.anki.package import write as package

    before = learner.start()
    monkeypatch.setattr(package, "stylesheet", lambda: ".card { color: teal }")
    learner.clock = FIRST - 10
    log = learner.update(TEA)
    assert len(log.duplicate) == len(NAMES)
    assert {model["css"] for model in ours(learner.collection)} == {".card { color: teal }"}
    learner.keeps(before)


def ours(collection: Collection) -> list[Any]:
    return [model for model in collection.models.all() if model["name"].startswith("Lecturedeck")]


def test_building_again_gives_the_same_bytes(learner: Learner) -> None:
    learner.start()
    learner.build(replace(TEA, questions=(WARM, COLD), sentences=()))
    data, time = learner.package.read_bytes(), learner.package.stat().st_mtime_ns
    result = learner.build(replace(TEA, questions=(WARM, COLD), sentences=()))
    assert "0 added, 0 updated, 2 removed, 4 unchanged" in result.output
    assert learner.package.read_bytes() == data
    assert learner.package.stat().st_mtime_ns == time, "the file is not even written"


def test_a_dry_run_writes_nothing_and_says_the_same(learner: Learner) -> None:
    learner.start()
    data = learner.package.read_bytes()
    edited = replace(TEA, questions=(replace(WARM, text=WARM.text + "!"), COLD))
    dry = learner.build(edited, "--dry-run", "-v")
    assert "0 added, 1 updated, 1 removed, 4 unchanged" in dry.output
    assert learner.package.read_bytes() == data
    wet = learner.build(edited, "-v")
    assert dry.output.splitlines()[4:] == wet.output.splitlines()[4:]


def test_a_dry_run_makes_no_folder(lecturedeck: Run, tmp_path: Path) -> None:
    """Nor a cache, which many lectures would have."""
    (tmp_path / "lectures").mkdir()
    for number in range(25):
        text = replace(TEA, id=f"5f{number:022}", title=f"Teapots {number}").markdown()
        (tmp_path / "lectures" / f"{number}.md").write_text(text.replace("teapots", f"pots-{number}"))
    result = lecturedeck("build", tmp_path / "lectures", "-o", tmp_path / "decks", "--dry-run")
    assert result.exit_code == 0, result.output
    assert "pots-7.apkg: 6 added, 0 updated, 0 removed, 0 unchanged" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["lectures"]


def test_verbose_names_every_note(learner: Learner) -> None:
    learner.start()
    added = Asked("How long does it take?", (("An hour", "Bitter."), ("Two minutes", None)), 2)
    facts = (("Spout", "a bent pipe for pouring that every pot has."), TEA.facts[1])
    result = learner.build(replace(TEA, questions=(WARM, added, COLD), facts=facts), "-v")
    lines = [" ".join(line.split()) for line in result.output.splitlines()]
    assert "1 added, 1 updated, 1 removed, 4 unchanged" in lines
    assert "added choice How long does it take?" in lines
    assert f"removed choice {POUR.text}" in lines
    assert f"unchanged choice {WARM.text}" in lines
    assert any(line.startswith("updated fact Spout (") and "Definition" in line for line in lines)


def test_another_package_can_be_the_memory(learner: Learner) -> None:
    before = learner.start()
    released = learner.package
    learner.package = learner.folder / "next.apkg"
    mended = "Who keeps the tea warm in a pot?"
    result = learner.build(TEA.with_question(0, text=mended), "--previous", released)
    assert "0 added, 1 updated, 0 removed, 5 unchanged" in result.output
    learner.import_it()
    learner.keeps(before, renamed={WARM.text: mended}, changed=(WARM.text,))


def test_one_memory_for_several_packages_is_refused(learner: Learner) -> None:
    learner.build(TEA)
    (learner.folder / "other.md").write_text(replace(TEA, id="bb", title="Cups").markdown())
    result = learner.run("build", learner.folder, "-o", learner.folder / "decks", "--previous", learner.package)
    assert result.exit_code == 1
    assert "--previous names one package" in result.output
    assert not (learner.folder / "decks").exists()


def test_pictures_of_carried_notes_travel_along(learner: Learner) -> None:
    from tests.markup.test_html import PIXEL

    learner.folder.mkdir()
    (learner.folder / "pot.png").write_bytes(PIXEL)
    pictured = replace(WARM, text="Is ![a pot](pot.png) warm on a cold day?")
    learner.build(replace(TEA, questions=(pictured, POUR)))
    learner.build(replace(TEA, questions=(POUR,)))
    assert guids_with(learner.package, RETIRED) == 1
    learner.import_it()
    (name,) = [path.name for path in Path(learner.collection.media.dir()).iterdir()]
    assert any(name in note.fields[0] for note in progress(learner.collection).values())


def guids(package: Path) -> dict[str, str]:
    """guid → tags of all notes in a package, read without our own reader."""
    import sqlite3
    import tempfile
    import zipfile

    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(package) as archive:
        database = sqlite3.connect(archive.extract("collection.anki2", folder))
        rows = dict(database.execute("SELECT guid, tags FROM notes").fetchall())
        assert json.loads(database.execute("SELECT models FROM col").fetchone()[0])
        database.close()
    return rows


def guids_with(package: Path, tag: str) -> int:
    return sum(tag in tags.split() for tags in guids(package).values())
