"""What authors do to a folder of lectures over several releases: learners who import each keep everything."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from lecturedeck.anki.identity import NAME, assign
from lecturedeck.anki.notes import RETIRED
from tests.anki.learner import LATER, Answers, Asked, Learner, Progress, progress, study
from tests.conftest import import_package, question_text


def asked(text: str, right: str, *wrong: str) -> Asked:
    answers: Answers = ((right, None), *((option, f"No, a {option.lower()} does not.") for option in wrong))
    return Asked(text, answers, 1)


WARM = asked("What keeps tea warm in a pot?", "A cosy", "A sieve", "A spoon")
LID = asked("Which part of a pot keeps the steam inside?", "Its lid", "Its spout", "Its foot")
POUR = asked("Where does the tea come out when a host pours?", "The spout", "The handle", "The knob")
SAUCER = asked("What stands under a cup so that no drop falls?", "A saucer", "A doily", "A tray")
RIM = asked("Which part of a cup touches the lips?", "The rim", "The base", "The ear")
MUG = asked("What is taller than a cup and has no saucer?", "A mug", "A bowl", "A jug")
GREEN = asked("Which leaves are steamed and not left to wither?", "Green tea", "Black tea", "Old tea")
MINT = asked("Which herb is drunk fresh in the evening?", "Mint", "Parsley", "Chives")
ROLL = asked("Who rolls the leaves before they are dried?", "The picker", "The guest", "The potter")
RIGHT = asked("Which of these is right?", "Leaves float at first", "Leaves sing", "Leaves are iron")


@dataclass(frozen=True)
class Page:
    """A lecture of the folder: what its front matter says ("" for nothing), and its questions."""

    questions: tuple[Asked, ...]
    id: str = ""
    name: str = ""
    title: str = "Tea"

    def markdown(self) -> str:
        matter = {"id": self.id, "title": self.title, "challengeType": "19", "dashedName": self.name}
        lines = "".join(f"{key}: {value}\n" for key, value in matter.items() if value)
        body = "".join(question_text(one.text, one.answers, one.solution) for one in self.questions)
        return f"---\n{lines}---\n\n# --questions--\n\n{body}"


POTS = Page((WARM, LID, POUR), "5f0000000000000000000001", "pots", "Pots")
CUPS = Page((SAUCER, RIM, MUG), "5f0000000000000000000002", "cups", "Cups")
LEAVES = Page((GREEN, MINT, ROLL), "5f0000000000000000000003", "leaves", "Leaves")
FOLDER = {"pots": POTS, "cups": CUPS, "leaves": LEAVES}


@dataclass
class Author:
    """The author of a folder of lectures, and a learner who imports all packages of each release."""

    learner: Learner
    several: bool
    memory: str
    before: dict[str, Progress] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    @property
    def decks(self) -> Path:
        return self.learner.folder / "decks"

    def build(self, pages: dict[str, Page], *options: object, exit_code: int = 0) -> Result:
        folder = self.learner.folder / "lectures"
        folder.mkdir(parents=True, exist_ok=True)
        for file in folder.iterdir():
            file.unlink()
        for name, page in pages.items():
            (folder / f"{name}.md").write_text(page.markdown())
        self.learner.clock += 1
        self.learner.monkeypatch.setenv("SOURCE_DATE_EPOCH", str(self.learner.clock))
        result = self.learner.run(
            "build", folder, "-o", self.decks if self.several else self.decks / "tea.apkg", *options
        )
        assert result.exit_code == exit_code, result.output
        return result

    def start(self, pages: dict[str, Page] = FOLDER) -> None:
        """Release a folder whose texts were all edited once, and study it."""
        slips = {
            name: replace(page, questions=tuple(replace(one, text=slip(one.text)) for one in page.questions))
            for name, page in pages.items()
        }
        self.build(slips)
        self.build(pages)
        self.import_all()
        study(self.learner.collection)
        self.before = progress(self.learner.collection)
        self.learner.clock = LATER

    def release(self, pages: dict[str, Page], *options: object, exit_code: int = 0) -> list[Any]:
        """Build over what is remembered, and import; what is said before must be what the import does."""
        if self.memory == "lockfile":
            for package in self.decks.glob("*.apkg"):
                package.unlink()
        if self.memory == "package":
            (self.decks / NAME).unlink(missing_ok=True)
        self.learner.clock -= 1
        self.said = counts(self.build(pages, "-n", *options, exit_code=exit_code).output)
        assert counts(self.build(pages, *options, exit_code=exit_code).output) == self.said
        return self.import_all()

    def import_all(self) -> list[Any]:
        packages = sorted(self.decks.glob("*.apkg"))
        return [import_package(self.learner.collection, package) for package in packages]


def slip(text: str) -> str:
    return f"{text[:-1]}, plaese?"


def counts(output: str) -> list[str]:
    return re.findall(r"\d+ added, \d+ updated, \d+ removed.*", output)


@pytest.fixture(params=["one package", "several packages"])
def several(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "several packages")


@pytest.fixture(params=["lockfile and package", "lockfile", "package"])
def author(request: pytest.FixtureRequest, learner: Learner, several: bool) -> Author:
    return Author(learner, several, request.param)


def touched(log: Iterable[Any]) -> int:
    return sum(len(one.updated) for one in log)


def with_questions(page: Page, *questions: Asked) -> Page:
    return replace(page, questions=questions)


def test_two_lectures_exchange_their_files(author: Author) -> None:
    author.start()
    log = author.release({**FOLDER, "pots": CUPS, "cups": POTS})
    author.learner.keeps(author.before)
    assert touched(log) == 0


def test_a_lecture_is_split_in_three(author: Author) -> None:
    author.start()
    one, two, three = POTS.questions
    fixed = replace(two, text=two.text.replace("the steam", "steam"))
    author.release(
        {
            **FOLDER,
            "pots": with_questions(POTS, one),
            "lids": Page((fixed,), "5f0000000000000000000011", "lids", "Lids"),
            "spouts": Page((three,), "5f0000000000000000000012", "spouts", "Spouts"),
        }
    )
    author.learner.keeps(author.before, renamed={two.text: fixed.text}, changed=(two.text,))


def test_a_lecture_is_copied(author: Author) -> None:
    """The copy, which asks one question in its own words, is new; the first keeps what it has."""
    author.start()
    mine = asked("What would you put over a pot on a cold day?", "A thick cosy", "A thin sieve", "A long spoon")
    log = author.release({**FOLDER, "my-pots": Page((mine,), "5f0000000000000000000011", "my-pots", "My pots")})
    author.learner.keeps(author.before, new=(mine.text,))
    assert touched(log) == 0


def test_all_lectures_become_one(author: Author) -> None:
    author.start()
    every = POTS.questions + CUPS.questions + LEAVES.questions
    author.release({"all": Page(every, "5f0000000000000000000011", "all", "All about tea")})
    author.learner.keeps(author.before)


def test_an_edit_is_taken_back(author: Author) -> None:
    author.start()
    edited = replace(WARM, text="What keeps your tea warm in its pot?")
    author.release({**FOLDER, "pots": with_questions(POTS, edited, LID, POUR)})
    author.learner.keeps(author.before, renamed={WARM.text: edited.text}, changed=(WARM.text,))
    author.release(FOLDER)
    author.learner.keeps(author.before, changed=(WARM.text,))


def test_the_correct_answer_changes_and_the_options_too(author: Author) -> None:
    author.start()
    warm = replace(WARM, answers=((WARM.answers[1][0], "No."), ("A cosy", "No."), ("A spoon", None)), solution=3)
    author.release({**FOLDER, "pots": with_questions(POTS, warm, LID, POUR)})
    author.learner.keeps(author.before, changed=(WARM.text,))


def test_options_in_another_order_touch_nothing_else(author: Author) -> None:
    author.start()
    warm = replace(WARM, answers=WARM.answers[::-1], solution=3)
    author.release({**FOLDER, "pots": with_questions(POTS, POUR, warm, LID)})
    author.learner.keeps(author.before, changed=(WARM.text,))


@pytest.mark.parametrize("id", [POTS.id.upper(), "5f00000000000000000000aa"])
def test_an_id_changes(author: Author, id: str) -> None:
    """Also together with an edit of every question: a lecture goes by its name then."""
    author.start()
    log = author.release({**FOLDER, "pots": replace(POTS, id=id)})
    author.learner.keeps(author.before)
    assert touched(log) == 0
    fixed = tuple(replace(one, text=slip(one.text)) for one in POTS.questions)
    author.release({**FOLDER, "pots": Page(fixed, "5f00000000000000000000bb", "pots", "Pots")})
    names = {one.text: slip(one.text) for one in POTS.questions}
    author.learner.keeps(author.before, renamed=names, changed=tuple(names))


def test_an_id_is_lost(author: Author) -> None:
    """That is an error, so the lecture is left out of the build, and nothing of it is removed."""
    author.start()
    log = author.release({**FOLDER, "pots": replace(POTS, id="")}, exit_code=1)
    author.learner.keeps(author.before)
    assert touched(log) == 0
    author.release(FOLDER)
    author.learner.keeps(author.before)


def test_a_lecture_moves_to_another_package_and_is_edited(author: Author) -> None:
    author.start()
    mug = replace(MUG, text=slip(MUG.text))
    author.release({"pots": with_questions(POTS, *POTS.questions, SAUCER, RIM, mug), "leaves": LEAVES})
    author.learner.keeps(author.before, renamed={MUG.text: mug.text}, changed=(MUG.text,))


@pytest.mark.parametrize("options", [(), ("--drop-retired",)], ids=["carried", "dropped"])
def test_a_lecture_comes_back_after_a_year(learner: Learner, several: bool, options: tuple[str, ...]) -> None:
    author = Author(learner, several, "lockfile and package")
    author.start()
    rest = {name: page for name, page in FOLDER.items() if name != "cups"}
    for number in range(3):
        warm = replace(WARM, text=f"What keeps tea warm in pot {number}?")
        author.release({**rest, "pots": with_questions(POTS, warm, LID, POUR)}, *options)
        author.learner.clock += 10_000_000
    mug = replace(MUG, text=slip(MUG.text))
    author.release({**FOLDER, "cups": with_questions(CUPS, SAUCER, mug, RIM)})
    author.learner.keeps(author.before, renamed={MUG.text: mug.text}, changed=(WARM.text, MUG.text))


def test_a_copy_of_a_package_does_not_keep_what_is_removed(author: Author) -> None:
    """A package that lies beside the one that is built, as for a look at the difference."""
    author.start()
    for package in [*author.decks.glob("*.apkg")]:
        shutil.copy(package, package.with_stem(f"{package.stem}-old"))
    if author.memory == "package":
        (author.decks / NAME).unlink()
    output = author.build({**FOLDER, "cups": with_questions(CUPS, SAUCER, RIM)}).output
    assert "1 removed" in output


def test_a_question_that_says_nothing_is_not_mixed_up(author: Author) -> None:
    other = asked(RIGHT.text, "Cups have a rim", "Cups have roots", "Cups can swim")
    named = asked("Which sentence about floating leaves is right?", *(text for text, _ in RIGHT.answers))
    author.start({"pots": POTS, "leaves": with_questions(LEAVES, named)})
    author.release({"pots": with_questions(POTS, *POTS.questions, other), "leaves": with_questions(LEAVES, named)})
    author.learner.keeps(author.before, new=(other.text,))


HISTORIES = [
    test_a_lecture_is_split_in_three,
    test_all_lectures_become_one,
    test_an_edit_is_taken_back,
    test_a_lecture_moves_to_another_package_and_is_edited,
]


@pytest.mark.parametrize("history", HISTORIES, ids=lambda one: one.__name__.removeprefix("test_"))
def test_without_matching_a_history_costs_progress(
    learner: Learner, history: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = Author(learner, several=False, memory="lockfile and package")
    start = author.start

    def start_then_forget(*pages: dict[str, Page]) -> None:
        start(*pages)
        monkeypatch.setattr(assign, "match", lambda *_: {})

    author.start = start_then_forget  # type: ignore[method-assign, assignment]
    with pytest.raises(AssertionError):
        history(author)


@pytest.mark.parametrize("memory", ["lockfile and package", "lockfile", "package"])
def test_dry_run_build_diff_and_import_agree(learner: Learner, memory: str, tmp_path: Path) -> None:
    """Release by release: what is said of the notes is what the engine's own log of the import says."""
    author = Author(learner, several=False, memory=memory)
    author.build(FOLDER)
    author.import_all()
    edited = replace(WARM, text="What keeps your tea warm in its pot?")
    added = asked("How long does green tea steep?", "Two minutes", "An hour", "A week")
    # A removed note is in no package of a fresh clone, so that `diff` takes one that comes back for a new one.
    back = () if memory == "lockfile" else (added,)
    releases: list[tuple[dict[str, Page], tuple[str, ...]]] = [
        ({**FOLDER, "pots": with_questions(POTS, edited, added, LID, POUR)}, ()),
        ({**FOLDER, "pots": with_questions(POTS, edited, added, LID), "cups": replace(CUPS, id="cc")}, ()),
        ({**FOLDER, "pots": with_questions(POTS, WARM, LID), "cups": replace(CUPS, title="All cups")}, ()),
        ({**FOLDER, "pots": with_questions(POTS, WARM, LID, *back)}, ("--restamp", "*cup*")),
        ({"pots": with_questions(POTS, edited, LID, *back, *LEAVES.questions)}, ("--drop-retired",)),
    ]
    package = author.decks / "tea.apkg"
    for pages, options in releases:
        old = shutil.copy(package, tmp_path / "old.apkg")
        (log,) = author.release(pages, *options)
        said = {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", author.said[0])}
        notes = json.loads(learner.run("diff", old, package, "--json").output)
        tagged = sum(
            note["outcome"] == "updated" and [change["field"] for change in note["changes"]] == ["tags"]
            for note in notes["notes"]
            if any(RETIRED in change["new"] for change in note["changes"])
        )
        assert said["added"] == notes["counts"]["new"] == len(log.new)
        assert said["updated"] + tagged == notes["counts"]["updated"] == len(log.updated)
        # Where only bookkeeping changed, the note is no newer.
        assert len(log.duplicate) == notes["counts"]["identical"] + notes["counts"]["not_newer"]
        assert notes["counts"]["conflict"] == len(log.conflicting) == 0
