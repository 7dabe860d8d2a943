"""What a lecture is, once it has been read: plain frozen values, with no imports of ours.

Every text field is safe card HTML (see `reading.html`) unless its comment says plain text.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]
Tier = Literal["careful", "all"]


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file: 1-based line and 1-based column, both in characters."""

    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a lecture. An error keeps the lecture out of a deck; a warning does not."""

    code: str
    severity: Severity
    message: str
    hint: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line of a dialogue, as plain text."""

    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. `feedback` says why a wrong one is wrong; None where the lecture has none."""

    text: str
    correct: bool
    feedback: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """A multiple-choice question with exactly one right option.

    `quiz` is the 1-based number of its quiz, None outside quizzes.
    `spoken` is what its own recording says, where the lecture gives a transcript, and `needs_sound`
    whether it tells the learner to listen. `passage` is the part of the lecture that answers it, "" where
    that cannot be told.
    """

    text: str
    options: tuple[Option, ...]
    line: int
    quiz: int | None = None
    spoken: tuple[Spoken, ...] = ()
    needs_sound: bool = False
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """What belongs in one gap of a sentence."""

    answer: str
    feedback: str | None


@dataclass(frozen=True, slots=True)
class Blank:
    """A sentence with gaps. Each gap is the word BLANK in `sentence`, in the order of `gaps`."""

    sentence: str
    gaps: tuple[Gap, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its definition.

    `category` is the nearest heading, else the lecture's title. `code` and `name` are set where the term
    begins with a code ("404 Not Found": "404", "Not Found"), else "". `reverse` is the definition with
    the term masked, "" where the definition does not single the term out. `pattern` names the reader
    that found the fact (docs/facts.md) and `tier` how far that reader is to be trusted.
    """

    term: str
    definition: str
    category: str
    detail: str
    code: str
    name: str
    line: int
    pattern: str
    tier: Tier
    probability: float = 1.0
    example: str = ""
    reverse: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """A picture on a card: the name it has in the package, and the file to copy."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Lecture:
    """One lecture file.

    `path` is the file as the user named it, `language` the curriculum's folder that its cards belong to
    ("english", "espanol"; they are known by it), `lang` the tag of the language of its text (BCP 47, "" where
    it is not known), `teaches` the tag of the language that a language course is about ("zh-CN", else ""),
    `block` the folder it belongs to ("" outside a curriculum). `title`, `id` and `dashed_name` are plain text.
    `context` is what its questions and blanks need before they can be
    answered, `passage` what else the lecture says to them where a question has no passage of its own,
    `explanation` why the answer is right. `spoken` is what its recording says, and `needs_sound` whether
    it tells the learner to listen.
    """

    path: str
    id: str
    title: str
    dashed_name: str
    language: str
    block: str
    lang: str = ""
    teaches: str = ""
    questions: tuple[Question, ...] = ()
    blanks: tuple[Blank, ...] = ()
    facts: tuple[Fact, ...] = ()
    problems: tuple[Problem, ...] = ()
    context: str = ""
    passage: str = ""
    explanation: str = ""
    spoken: tuple[Spoken, ...] = ()
    needs_sound: bool = False
    media: tuple[Media, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether a problem keeps this lecture out of a deck."""
        return any(problem.severity == "error" for problem in self.problems)
