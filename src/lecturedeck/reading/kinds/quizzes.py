"""`# --quizzes--`: quizzes of questions with three distractors each, by the rules of freeCodeCamp's parser."""

from __future__ import annotations

from dataclasses import replace

from lecturedeck.lecture import Lecture, Option, Problem, Question, Spoken
from lecturedeck.markup.markdown import Node
from lecturedeck.reading import problems
from lecturedeck.reading.kinds.kind import Content, File, Kind, Marker, any_of, whole
from lecturedeck.reading.sections import Blocks, groups, section, sections
from lecturedeck.storage import parse_json
from lecturedeck.text import one_line
from lecturedeck.words.listening import asks_to_listen


def _read(file: File) -> Content:
    """The questions of all quizzes of a file, each with its quiz's number; none with one error."""
    heading, below = section(file.blocks, "quizzes")
    if heading is None:
        return Content()
    found: list[Problem] = []
    questions: list[Question] = []
    quizzes = list(sections(below, "quiz"))
    if not quizzes:
        found.append(problems.NO_QUIZ.at(file.at(heading.start)))
    for number, (quiz_heading, quiz_blocks) in enumerate(quizzes, 1):
        parts = list(sections(quiz_blocks, "question"))
        if not parts:
            found.append(problems.NO_QUIZ_QUESTION.at(file.at(quiz_heading.start), quiz=number))
        questions += [_question(file, heading, blocks, number, found) for heading, blocks in parts]
    return whole(Content(questions=tuple(questions), problems=tuple(found)))


def _question(file: File, heading: Node, blocks: Blocks, quiz: int, found: list[Problem]) -> Question:
    """A question, whose options are the distractors and then the answer."""
    text = file.html(section(blocks, "text")[1])
    if not text:
        found.append(problems.NO_QUIZ_TEXT.at(file.at(heading.start)))
    options = _distractors(file, heading, blocks, found)
    answer = file.html(section(blocks, "answer")[1])
    if not answer:
        found.append(problems.NO_ANSWER.at(file.at(heading.start)))
    return Question(
        text,
        (*options, Option(answer, True, None)),
        file.line(heading.start),
        quiz,
        _spoken(file, blocks, found),
        needs_sound=bool(file.teaches) and asks_to_listen([], [text]),
    )


def _distractors(file: File, question: Node, blocks: Blocks, found: list[Problem]) -> list[Option]:
    heading, below = section(blocks, "distractors")
    parts = groups(below) if below else []
    if len(parts) != 3:
        found.append(problems.DISTRACTORS.at(file.at((heading or question).start), count=len(parts)))
    options = []
    for number, part in enumerate(parts, 1):
        distractor = file.html(part)
        if not distractor and heading is not None:
            found.append(problems.EMPTY_DISTRACTOR.at(file.at((part or (heading,))[0].start), number=number))
        options.append(Option(distractor, False, None))
    return options


def _spoken(file: File, blocks: Blocks, found: list[Problem]) -> tuple[Spoken, ...]:
    heading, below = section(blocks, "audio")
    if heading is None or not below:
        return ()
    spoken, reason = _transcript(below[0])
    if reason:
        found.append(problems.BAD_AUDIO.at(file.at(heading.start), reason=reason))
    return spoken


def _transcript(node: Node) -> tuple[tuple[Spoken, ...], str]:
    """What a quiz question's recording says, and why it cannot be told ("" where it can)."""
    if node.kind != "code_block" or node.info.split(" ")[0] != "json":
        return (), "not a json fence"
    try:
        audio = parse_json(node.text)
    except ValueError as error:
        return (), f"{error}"
    if not isinstance(audio, dict):
        return (), "not a JSON object"
    recording, lines = audio.get("audio"), audio.get("transcript")
    if not isinstance(recording, dict) or not recording.get("filename"):
        return (), "audio.filename is missing"
    if not isinstance(lines, list) or not lines:
        return (), "transcript is not a list of lines"
    spoken = []
    for number, line in enumerate(lines, 1):
        if not isinstance(line, dict) or not line.get("character") or not line.get("text"):
            return (), f"line {number} of the transcript has no character or no text"
        spoken.append(Spoken(one_line(str(line["character"])), one_line(str(line["text"]))))
    return tuple(spoken), ""


def _items(lecture: Lecture) -> tuple[Question, ...]:
    return tuple(question for question in lecture.questions if question.quiz is not None)


def _without(lecture: Lecture) -> Lecture:
    return replace(lecture, questions=tuple(one for one in lecture.questions if one.quiz is None))


KIND = Kind(
    "quizzes",
    _read,
    markers={
        "quizzes": Marker((1,), "file"),
        "quiz": Marker((2,)),
        "question": Marker((3,), begins=True),
        "text": Marker((4,), begins=True),
        "distractors": Marker((4,), "question"),
        "answer": Marker((4,), "question"),
        "audio": Marker((4,), "question"),
    },
    may_be_in=any_of(b"--quizzes--", b"--distractors--"),
    items=_items,
    without=_without,
)
