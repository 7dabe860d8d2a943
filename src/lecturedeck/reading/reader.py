"""One file's bytes to a `Lecture`: the readers put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from lecturedeck.facts import read_facts
from lecturedeck.lecture import Lecture, Position, Problem, Question
from lecturedeck.markup.html import Renderer
from lecturedeck.markup.markdown import Node, Source, blocks, link_definitions
from lecturedeck.reading import problems
from lecturedeck.reading.curriculum import from_dashed
from lecturedeck.reading.edits import EditsError, apply_edits, parse_edits
from lecturedeck.reading.files import Place, printable
from lecturedeck.reading.front_matter import FrontMatter, read_front_matter
from lecturedeck.reading.kinds.blanks import read_blanks
from lecturedeck.reading.kinds.questions import read_questions
from lecturedeck.reading.kinds.quizzes import read_quizzes
from lecturedeck.reading.kinds.scene import read_scene
from lecturedeck.reading.markers import check_markers
from lecturedeck.reading.passages import context, find_passages
from lecturedeck.reading.sections import markdown_of, section
from lecturedeck.reading.sound import asks_to_listen, spoken_in_comments
from lecturedeck.words.detection import detect
from lecturedeck.words.tags import UNKNOWN, tag_of

# What only a file with questions, quizzes or blanks holds, even one whose first marker is misspelt. Plain
# searches: thousands of files have none of it.
_TASKS = (
    b"--questions--",
    b"--quizzes--",
    b"--fillInTheBlank--",
    b"--answers--",
    b"--distractors--",
    b"--blanks--",
)
# A marker's line, with its hashes or underlined; whether it is a heading at all the Markdown library says.
_PROSE = re.compile(rb"^ {0,3}(?:#+[ \t]+)?--(?:description|interactive)--[ \t#]*\r?$", re.MULTILINE)
_CODE_CHALLENGE = re.compile(rb"^ {0,3}#+[ \t]+--(?:seed|hints|solutions)--", re.MULTILINE)
# What makes dollar signs formulas: a TeX command between two, or letters with an operator ($y = 2x$) and no
# space inside the signs, which no two prices and no shell variables have.
_FORMULA = re.compile(
    r"\$[^$`\n]{0,400}\\[a-zA-Z]+[^$`\n]{0,400}\$"
    r"|\$(?=[\w(|-])(?=[^$\n]{0,200}[a-zA-Z])[\w ().,+*/^=<>|{}-]{0,200}[=^+][\w ().,+*/^=<>|{}-]{0,200}"
    r"(?<=[\w)}|])\$(?!\w)"
)
_QUIZ = "8"  # the challengeType whose description only says how many answers make a pass
_SHORT = 1_200  # a longer description is no help beside one sentence
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def may_hold_cards(data: bytes) -> bool:
    """Whether a file can give a card at all: it has questions, or prose that is not a coding task's."""
    if any(marker in data for marker in _TASKS):
        return True
    if b"--description--" not in data and b"--interactive--" not in data:
        return False
    return _CODE_CHALLENGE.search(data) is None and _PROSE.search(data) is not None


def read_lecture(data: bytes, place: Place) -> Lecture:
    """Read the bytes of one file. Never raises: what is wrong is in the lecture's `problems`."""
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    stem = printable(Path(place.path).stem)
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
    lang, teaches = _languages(matter, place, body)
    if teaches == UNKNOWN:
        found.append(problems.NO_LANGUAGE.at(_first(source, "lang:"), given=matter.text("lang")))
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
    found += [*check_markers(source, parts), *wrong_questions, *wrong_quizzes, *wrong_blanks, *wrong_scene]
    title = matter.text("title") or stem
    prose = [section(parts, "description")[1], section(parts, "interactive")[1]]
    # The tasks of a language course have only numbers for titles.
    topic = from_dashed(place.block) if teaches and place.block else title
    facts = read_facts(source, prose, title=topic, teaches=teaches, render=render, block=place.block, kind=kind)
    explanation = render(markdown_of(source, section(parts, "explanation")[1]))
    instructions = render(markdown_of(source, section(parts, "instructions")[1]))
    description = prose[0] if kind != _QUIZ else ()
    texts = [question.text for question in questions] + [blank.sentence for blank in blanks]
    on_front = context(source, description, instructions, texts)
    if questions and not on_front:
        pairs = [(question.text, _right(question)) for question in questions]
        passages = find_passages(source, [*description, *prose[1]], pairs, render)
        questions = tuple(
            replace(question, passage=passage) for question, passage in zip(questions, passages, strict=True)
        )
    short = description and description[-1].end - description[0].start <= _SHORT
    passage = (
        render(markdown_of(source, description)) if blanks and not questions and short and not on_front else ""
    )
    if teaches:
        quizzes = tuple(replace(quiz, needs_sound=asks_to_listen(quiz.text)) for quiz in quizzes)
    for name, outside in render.missing.items():
        rule = problems.OUTSIDE_PICTURE if outside else problems.NO_PICTURE
        found.append(rule.at(_first(source, name), name=name))
    lecture = Lecture(
        path=place.path,
        id=matter.text("id") or matter.text("dashedName") or stem,
        title=title,
        dashed_name=matter.text("dashedName") or stem,
        language=place.language,
        block=place.block,
        lang=lang,
        teaches=teaches,
        questions=questions + quizzes,
        blanks=blanks,
        facts=facts,
        problems=tuple(sorted(found, key=lambda problem: (problem.line, problem.column, problem.code))),
        context="\n".join(
            filter(None, [render(markdown_of(source, description)) if on_front else "", instructions])
        ),
        passage=passage,
        explanation=explanation,
        spoken=spoken or (spoken_in_comments(body) if "<!--" in body else ()),
        needs_sound=bool(teaches)
        and asks_to_listen(*texts[: len(questions)], instructions, *_short(source, description)),
        media=tuple(render.media.values()),
    )
    settings = matter.values.get("lecturedeck")
    return lecture if settings is None else _edited(lecture, settings, source, render)


def _languages(matter: FrontMatter, place: Place, body: str) -> tuple[str, str]:
    """The tags of the language of a lecture's text and of the one that it teaches; "" where there is none.

    In the curriculum `lang` is the language of a course, and the folder says which one its text is in. A file
    outside of it may be either: a text that is clearly in another language teaches it.
    """
    given = matter.text("lang")
    teaches = (tag_of(given) or UNKNOWN) if given else ""
    of_folder = tag_of(place.language) if place.block else ""
    lang = place.lang or of_folder or detect(body) or (teaches if teaches != UNKNOWN else "")
    if teaches and not place.block and lang.partition("-")[0] == teaches.partition("-")[0]:
        lang = teaches  # which may know more of it than the text shows: its country
    return lang, teaches


def _edited(lecture: Lecture, settings: object, source: Source, render: Renderer) -> Lecture:
    """The lecture as its own front matter wants its facts."""
    try:
        return apply_edits(lecture, parse_edits(settings), render, lambda text: _first(source, text))
    except EditsError as error:
        problem = problems.BAD_SETTINGS.at(_first(source, "lecturedeck:"), reason=error)
        return replace(lecture, problems=(*lecture.problems, problem))


def _right(question: Question) -> str:
    return next(option.text for option in question.options if option.correct)


def _short(source: Source, blocks: Sequence[Node]) -> list[str]:
    """A description that is one paragraph: where there are no instructions, it takes their place."""
    return [markdown_of(source, blocks)] if len(blocks) == 1 else []


def _first(source: Source, text: str) -> Position:
    """Where a text stands first, as it is or as an address writes it; the beginning where it stands nowhere."""
    for written in (text, quote(text), quote(text, safe="/?=&")):
        at = source.data.find(written.encode(errors="replace"))
        if at >= 0:
            return source.position(at)
    return Position(1)
