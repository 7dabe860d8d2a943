"""One file's bytes to a `Lecture`: the readers put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lecturedeck.lecture import Fact, Lecture, Position, Problem
from lecturedeck.reading import problems
from lecturedeck.reading.blanks import read_blanks
from lecturedeck.reading.front_matter import FrontMatter, read_front_matter
from lecturedeck.reading.html import Renderer
from lecturedeck.reading.markdown import Block, Source, blocks, link_definitions
from lecturedeck.reading.questions import read_questions
from lecturedeck.reading.quizzes import read_quizzes
from lecturedeck.reading.scene import read_scene
from lecturedeck.reading.sections import markdown_of, section

_QUESTION_MARKERS = (b"--questions--", b"--quizzes--", b"--fillInTheBlank--")
_PROSE_MARKERS = (b"--description--", b"--interactive--")
_CODE_CHALLENGE = re.compile(rb"^# --(?:seed|hints|solutions)--", re.MULTILINE)
_FORMULA = re.compile(r"\$[^$`\n]*\\[a-zA-Z]+[^$`\n]*\$")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a lecture file stands: the path as the user named it, the folder for its pictures (None for
    standard input), the language of its text and the block it belongs to ("" outside a curriculum)."""

    path: str
    folder: Path | None = None
    language: str = "english"
    block: str = ""


def may_hold_cards(data: bytes) -> bool:
    """Whether a file can give a card at all: it has questions, or prose that is not a coding task's."""
    if any(marker in data for marker in _QUESTION_MARKERS):
        return True
    return any(marker in data for marker in _PROSE_MARKERS) and _CODE_CHALLENGE.search(data) is None


def read_lecture(data: bytes, place: Place) -> Lecture:
    """Read the bytes of one file. Never raises: what is wrong is in the lecture's `problems`."""
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    stem = Path(place.path).stem
    try:
        data.decode()
    except UnicodeDecodeError as error:
        at = Source(data[: error.start].decode().encode()).position(error.start)
        problem = problems.NOT_UTF8.at(at, byte=data[error.start])
        return Lecture(place.path, "", stem, stem, place.language, place.block, problems=(problem,))
    found: list[Problem] = []
    for match in _CONTROL.finditer(data):
        at = Source(data).position(match.start())
        found.append(problems.CONTROL_CHARACTER.at(at, number=data[match.start()]))
    source = Source(data)
    matter = read_front_matter(source)
    found += matter.problems
    return _read_body(source, matter, place, stem, found)


def _read_body(
    source: Source, matter: FrontMatter, place: Place, stem: str, found: list[Problem]
) -> Lecture:
    body = source.text(matter.end, len(source.data))
    teaches = matter.text("lang")
    ruby = teaches == "zh-CN"
    render = Renderer(
        folder=place.folder,
        ruby=ruby,
        math="$" in body and _FORMULA.search(body) is not None,
        definitions=link_definitions(body),
    )
    parts = blocks(source, matter.end)
    questions, wrong_questions = read_questions(source, parts, render)
    quizzes, wrong_quizzes = read_quizzes(source, parts, render)
    blanks, wrong_blanks = read_blanks(source, parts, render, ruby=ruby)
    spoken, wrong_scene = read_scene(source, parts)
    found += [*wrong_questions, *wrong_quizzes, *wrong_blanks, *wrong_scene]
    title = matter.text("title") or stem
    prose = [section(parts, "description")[1], section(parts, "interactive")[1]]
    facts: tuple[Fact, ...] = _facts(source, prose, title, matter, place, render)
    instructions, explanation = (
        render(markdown_of(source, section(parts, marker)[1])) for marker in ("instructions", "explanation")
    )
    for name, outside in render.missing.items():
        rule = problems.OUTSIDE_PICTURE if outside else problems.NO_PICTURE
        found.append(rule.at(_first(source, name), name=name))
    return Lecture(
        path=place.path,
        id=matter.text("id") or matter.text("dashedName") or stem,
        title=title,
        dashed_name=matter.text("dashedName") or stem,
        language=place.language,
        block=place.block,
        teaches=teaches,
        questions=questions + quizzes,
        blanks=blanks,
        facts=facts,
        problems=tuple(sorted(found, key=lambda problem: (problem.line, problem.column, problem.code))),
        instructions=instructions,
        explanation=explanation,
        spoken=spoken,
        media=tuple(render.media.values()),
    )


def _facts(
    source: Source,
    prose: Sequence[Sequence[Block]],
    title: str,
    matter: FrontMatter,
    place: Place,
    render: Renderer,
) -> tuple[Fact, ...]:
    return ()


def _first(source: Source, text: str) -> Position:
    return source.position(max(source.data.find(text.encode()), 0))
