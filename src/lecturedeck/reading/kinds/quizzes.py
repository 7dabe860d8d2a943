"""`# --quizzes--`: quizzes of questions with three distractors each, by the rules of freeCodeCamp's parser."""

from __future__ import annotations

from collections.abc import Callable

from lecturedeck.lecture import Option, Problem, Question, Spoken
from lecturedeck.markup.markdown import Node, Source
from lecturedeck.reading import problems
from lecturedeck.reading.sections import Blocks, groups, markdown_of, section, sections
from lecturedeck.storage import parse_json


def read_quizzes(
    source: Source, blocks: Blocks, render: Callable[[str], str]
) -> tuple[tuple[Question, ...], tuple[Problem, ...]]:
    """The questions of all quizzes of a file, each with its quiz's number, and what is wrong with them.

    The options are the distractors and then the answer. With one error there are no questions at all.
    """
    heading, below = section(blocks, "quizzes")
    if heading is None:
        return (), ()
    found: list[Problem] = []
    questions: list[Question] = []
    quizzes = list(sections(below, "quiz"))
    if not quizzes:
        found.append(problems.NO_QUIZ.at(source.position(heading.start)))
    for number, (quiz_heading, quiz_blocks) in enumerate(quizzes, 1):
        parts = list(sections(quiz_blocks, "question"))
        if not parts:
            found.append(problems.NO_QUIZ_QUESTION.at(source.position(quiz_heading.start), quiz=number))
        for question_heading, question_blocks in parts:
            questions.append(_question(source, question_heading, question_blocks, number, render, found))
    if any(problem.severity == "error" for problem in found):
        return (), tuple(found)
    return tuple(questions), tuple(found)


def _question(
    source: Source,
    heading: Node,
    blocks: Blocks,
    quiz: int,
    render: Callable[[str], str],
    found: list[Problem],
) -> Question:
    text = render(markdown_of(source, section(blocks, "text")[1]))
    if not text:
        found.append(problems.NO_QUIZ_TEXT.at(source.position(heading.start)))
    distractors_heading, distractors_blocks = section(blocks, "distractors")
    parts = groups(distractors_blocks) if distractors_blocks else []
    if len(parts) != 3:
        at = source.position((distractors_heading or heading).start)
        found.append(problems.DISTRACTORS.at(at, count=len(parts)))
    options = []
    for number, part in enumerate(parts, 1):
        distractor = render(markdown_of(source, part))
        if not distractor and distractors_heading is not None:
            at = source.position((part or (distractors_heading,))[0].start)
            found.append(problems.EMPTY_DISTRACTOR.at(at, number=number))
        options.append(Option(distractor, False, None))
    answer = render(markdown_of(source, section(blocks, "answer")[1]))
    if not answer:
        found.append(problems.NO_ANSWER.at(source.position(heading.start)))
    options.append(Option(answer, True, None))
    audio_heading, audio_blocks = section(blocks, "audio")
    spoken: tuple[Spoken, ...] = ()
    if audio_heading is not None and audio_blocks:
        spoken, reason = _transcript(audio_blocks)
        if reason:
            found.append(problems.BAD_AUDIO.at(source.position(audio_heading.start), reason=reason))
    return Question(text, tuple(options), source.line(heading.start), quiz, spoken)


def _transcript(blocks: Blocks) -> tuple[tuple[Spoken, ...], str]:
    """What a quiz question's recording says, and why it cannot be told ("" where it can)."""
    node = blocks[0]
    if node.kind != "code_block" or node.info.split(" ")[0] != "json":
        return (), "it is no json fence"
    try:
        audio = parse_json(node.text)
    except ValueError as error:
        return (), f"{error}"
    if not isinstance(audio, dict):
        return (), "it is no json object"
    recording, lines = audio.get("audio"), audio.get("transcript")
    if not isinstance(recording, dict) or not recording.get("filename"):
        return (), "audio.filename is missing"
    if not isinstance(lines, list) or not lines:
        return (), "transcript is no list of lines"
    spoken = []
    for number, line in enumerate(lines, 1):
        if not isinstance(line, dict) or not line.get("character") or not line.get("text"):
            return (), f"line {number} of the transcript lacks character or text"
        spoken.append(Spoken(str(line["character"]), str(line["text"])))
    return tuple(spoken), ""
