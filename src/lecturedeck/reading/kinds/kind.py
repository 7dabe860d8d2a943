"""What a kind of content says of itself, so that reader, checks and lists need not know it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Literal

from lecturedeck.lecture import Blank, Fact, Lecture, Position, Problem, Question, Spoken
from lecturedeck.markup.html import Renderer
from lecturedeck.markup.markdown import Source
from lecturedeck.reading.sections import Blocks, markdown_of

Item = Question | Blank | Fact


@dataclass(frozen=True, slots=True)
class File:
    """One lecture file, as its readers get it: its text, its top-level blocks, and what its front matter says.

    `topic` is what the lecture is about, as plain text; `block` the block it belongs to, `teaches` the language
    code that it teaches, `challenge` its challengeType and `language` the folder of its language, "" where
    they are not known.
    """

    source: Source
    blocks: Blocks
    render: Renderer
    topic: str = ""
    block: str = ""
    teaches: str = ""
    challenge: str = ""
    language: str = ""

    def at(self, offset: int) -> Position:
        """Line and column of an offset."""
        return self.source.position(offset)

    def line(self, offset: int) -> int:
        """The line of an offset."""
        return self.source.line(offset)

    def markdown(self, blocks: Blocks) -> str:
        """The Markdown of neighbouring blocks, as it is in the file."""
        return markdown_of(self.source, blocks)

    def html(self, blocks: Blocks) -> str:
        """Neighbouring blocks as card HTML."""
        return self.render(self.markdown(blocks))


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader found in a file, and what is wrong there."""

    questions: tuple[Question, ...] = ()
    blanks: tuple[Blank, ...] = ()
    facts: tuple[Fact, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    problems: tuple[Problem, ...] = ()


def joined(parts: Sequence[Content]) -> Content:
    """All that several readers found, in their order."""
    names = [field.name for field in fields(Content)]
    return Content(*(tuple(item for part in parts for item in getattr(part, name)) for name in names))


def whole(content: Content) -> Content:
    """The content, or only its problems where one is an error: half a lecture would look like a whole one."""
    if any(problem.severity == "error" for problem in content.problems):
        return Content(problems=content.problems)
    return content


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker heading: the levels it may have, and where a second one is not read.

    `begins` marks those that begin a question: after them the markers of a question may stand again.
    """

    levels: tuple[int, ...]
    once: Literal["", "file", "question"] = ""
    begins: bool = False


def _none(_: Lecture) -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of content.

    `name` is its name for `--only` and in lists, "" where it makes no cards of its own. `markers` are its
    headings, `may_be_in` says whether a file's bytes can hold it, `read` reads it. `items` are those of this kind
    in a lecture, `without` is the lecture without them, and `strict` is what is wrong with them although the
    format allows it.
    """

    name: str
    read: Callable[[File], Content]
    markers: Mapping[str, Marker]
    may_be_in: Callable[[bytes], bool] = lambda _: False
    items: Callable[[Lecture], tuple[Item, ...]] = _none
    without: Callable[[Lecture], Lecture] = lambda lecture: lecture
    strict: Callable[[Lecture], Iterable[Problem]] = _none


def any_of(*texts: bytes) -> Callable[[bytes], bool]:
    """Whether a file's bytes hold one of some texts: plain searches, for thousands of files that hold none."""
    return lambda data: any(text in data for text in texts)
