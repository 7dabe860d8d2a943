"""One file's bytes to a `Lecture`: the readers put together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lecturedeck.lecture import Lecture, Position, Problem
from lecturedeck.reading import problems
from lecturedeck.reading.blanks import read_blanks
from lecturedeck.reading.facts import read_facts
from lecturedeck.reading.front_matter import FrontMatter, read_front_matter
from lecturedeck.reading.html import Renderer
from lecturedeck.reading.markdown import Source, blocks, link_definitions
from lecturedeck.reading.questions import read_questions
from lecturedeck.reading.quizzes import read_quizzes
from lecturedeck.reading.scene import read_scene
from lecturedeck.reading.sections import markdown_of, section

# A marker's line, with its hashes or underlined; whether it is a heading at all the Markdown library says.
_QUESTIONS = re.compile(rb"^ {0,3}(?:#+[ \t]+)?--(?:questions|quizzes|fillInTheBlank)--[ \t#]*\r?$", re.MULTILINE)
_PROSE = re.compile(rb"^ {0,3}(?:#+[ \t]+)?--(?:description|interactive)--[ \t#]*\r?$", re.MULTILINE)
_CODE_CHALLENGE = re.compile(rb"^ {0,3}#+[ \t]+--(?:seed|hints|solutions)--", re.MULTILINE)
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
    if b"--questions--" in data or b"--quizzes--" in data or b"--fillInTheBlank--" in data:
        return _QUESTIONS.search(data) is not None
    if b"--description--" not in data and b"--interactive--" not in data:
        return False
    return _CODE_CHALLENGE.search(data) is None and _PROSE.search(data) is not None


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


def _read_body(source: Source, matter: FrontMatter, place: Place, stem: str, found: list[Problem]) -> Lecture:
    body = source.text(matter.end, len(source.data))
    teaches = matter.text("lang")
    kind = matter.text("challengeType")
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
    spans = [(part[0].start, part[-1].end) for part in prose if part]
    facts = read_facts(source, spans, title=title, teaches=teaches, render=render, block=place.block, kind=kind)
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


def _first(source: Source, text: str) -> Position:
    return source.position(max(source.data.find(text.encode()), 0))
