"""What the tests share: lectures written for them, and the real engine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from lecturedeck.anki.cards import drafts_of, single_out
from lecturedeck.anki.identity import notes_of as identified
from lecturedeck.anki.notes import Note
from lecturedeck.anki.package import write_package
from lecturedeck.cli import main
from lecturedeck.lecture import Lecture
from lecturedeck.reading.files import Place
from lecturedeck.reading.reader import read_lecture

# No test asserts a time, and a busy machine is no failure.
# Where CI is set the examples are the same in every run, so that a commit passes or fails for what is in it.
settings.register_profile(
    "calm", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("calm")

PROJECT = Path(__file__).parents[1]


def lecture_text(body: str, *, id: str = "5f00000000000000000000aa", title: str = "Teapots", **more: str) -> str:
    """A lecture file: front matter and the given body."""
    extra = "".join(f"{key}: {value}\n" for key, value in more.items())
    return f"---\nid: {id}\ntitle: {title}\nchallengeType: 19\ndashedName: teapots\n{extra}---\n\n{body.lstrip()}"


def question_text(
    text: str = "Who keeps tea warm?",
    answers: tuple[tuple[str, str | None], ...] = (("A sieve", "It only holds leaves."), ("A cosy", None)),
    solution: object = 2,
) -> str:
    """One question in the curriculum's format, from (answer, feedback) pairs."""
    groups = [answer + (f"\n\n### --feedback--\n\n{why}" if why else "") for answer, why in answers]
    joined = "\n\n---\n\n".join(groups)
    return f"## --text--\n\n{text}\n\n## --answers--\n\n{joined}\n\n## --video-solution--\n\n{solution}\n\n"


def quiz_text(
    text: str = "Who keeps tea warm?",
    distractors: tuple[str, ...] = ("Ice", "A fan", "Milk"),
    answer: str = "A cosy",
) -> str:
    """One quiz question in the curriculum's format."""
    wrong = "\n\n---\n\n".join(distractors)
    return (
        f"### --question--\n\n#### --text--\n\n{text}\n\n#### --distractors--\n\n{wrong}\n\n"
        f"#### --answer--\n\n{answer}\n\n"
    )


def blank_text(
    *paragraphs: str, blanks: tuple[tuple[str, str | None], ...] = (("cosy", "It is a cover."),)
) -> str:
    """A `# --fillInTheBlank--` section, from the paragraphs of its sentence and (answer, feedback) pairs."""
    sentence = "\n\n".join(f"`{paragraph}`" for paragraph in paragraphs or ("A BLANK keeps tea warm.",))
    groups = [f"`{answer}`" + (f"\n\n### --feedback--\n\n{why}" if why else "") for answer, why in blanks]
    joined = "\n\n---\n\n".join(groups)
    return f"# --fillInTheBlank--\n\n## --sentence--\n\n{sentence}\n\n## --blanks--\n\n{joined}\n\n"


def read(text: str | bytes, *, path: str = "teapots.md", language: str = "english", block: str = "") -> Lecture:
    """Read a lecture from its text."""
    data = text.encode() if isinstance(text, str) else text
    return read_lecture(data, Place(path, None, language, block))


def small_package(path: Path) -> bytes:
    """Write a package with one note; returns its bytes."""
    write_package(path, notes_of(lecture_text("# --questions--\n\n" + question_text())), {}, 1)
    return path.read_bytes()


def notes_of(*lectures: str | bytes | Lecture, deck: str = "Deck", time: int = 1) -> tuple[Note, ...]:
    """The notes that a first build makes of some lectures, or of their texts, all in one deck."""
    read_ones = [one if isinstance(one, Lecture) else read(one) for one in lectures]
    return identified(single_out(draft for lecture in read_ones for draft in drafts_of(lecture, deck)), time)


def codes(lecture: Lecture) -> list[tuple[str, int]]:
    """The code and line of every problem."""
    return [(problem.code, problem.line) for problem in lecture.problems]


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache for each test: none may use or fill that of whoever runs the tests."""
    folder = tmp_path_factory.getbasetemp() / f"cache-{uuid4().hex}"
    monkeypatch.setenv("LECTUREDECK_CACHE", str(folder))
    return folder


@pytest.fixture
def lecturedeck(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command line, without SOURCE_DATE_EPOCH unless the test sets it."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def run(*arguments: object, input: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments], input=input)

    return run


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """An empty collection of the real engine."""
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def import_package(collection: Collection, package: Path) -> object:
    """Import as a learner does, with the options that the dialog shows at first; returns the engine's log."""
    request = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
    log = collection.import_anki_package(request).log
    collection.models._clear_cache()
    return log


def note_fields(collection: Collection, query: str = "") -> list[dict[str, str]]:
    """The fields of all notes that a search finds, by name."""
    return [dict(collection.get_note(number).items()) for number in collection.find_notes(query)]


def assert_healthy(collection: Collection) -> None:
    """Anki's own database check finds nothing to fix."""
    report, _ = collection.fix_integrity()
    assert found_by_check(report) == []


def found_by_check(report: str) -> list[str]:
    """What Anki's database check says it found, a line each.

    Left out is the engine's own bookkeeping: now and then it completes the time of a review that a test has just
    given, which no package has touched.
    """
    quiet = ("rebuilt and optimized", "last review time")
    return [line for line in report.splitlines() if line.strip() and not any(words in line for words in quiet)]
