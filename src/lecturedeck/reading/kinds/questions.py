"""`# --questions--`: multiple-choice questions, by the rules of freeCodeCamp's parser (docs/format.md)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from lecturedeck.lecture import Option, Problem, Question
from lecturedeck.markup.markdown import Node, Source
from lecturedeck.reading import problems
from lecturedeck.reading.sections import Blocks, before, groups, markdown_of, section, sections

Render = Callable[[str], str]

_ANSWER_MARKERS = ("feedback", "audio-id")
# JavaScript's Number() reads the text of the solution's paragraph: digits, with a sign or a fraction.
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?")


def read_questions(
    source: Source, blocks: Blocks, render: Render
) -> tuple[tuple[Question, ...], tuple[Problem, ...]]:
    """The questions of a file and what is wrong with them.

    With one error there are no questions at all, as in freeCodeCamp's parser: half a lecture is worse
    than a message that says how to mend it.
    """
    heading, below = section(blocks, "questions")
    if heading is None:
        return (), ()
    found: list[Problem] = []
    starts = [index for index, block in enumerate(below) if block.marker == "text"]
    if not below:
        found.append(problems.NO_QUESTIONS.at(source.position(heading.start)))
    elif 0 not in starts:
        found.append(problems.BEFORE_TEXT.at(source.position(below[0].start)))
    for block in below:
        # The parser begins a question here, but then finds no heading with its text.
        if block.kind == "paragraph" and source.text(block.start, block.end).strip() == "--text--":
            found.append(problems.NO_TEXT.at(source.position(block.start)))
    questions = []
    for begin, end in pairwise([*starts, len(below)]):
        question = _question(source, below[begin:end], render, found)
        if question is not None:
            questions.append(question)
    for second, _ in list(sections(blocks, "questions"))[1:]:
        found.append(problems.SECOND_QUESTIONS.at(source.position(second.start)))
    if any(problem.severity == "error" for problem in found):
        return (), tuple(found)
    return tuple(questions), tuple(found)


def _question(source: Source, blocks: Blocks, render: Render, found: list[Problem]) -> Question | None:
    heading, text_blocks = section(blocks, "text")
    assert heading is not None
    text = render(markdown_of(source, text_blocks))
    if not text:
        found.append(problems.NO_TEXT.at(source.position(heading.start)))
    answers_heading, answers_blocks = section(blocks, "answers")
    if answers_heading is None or not answers_blocks:
        place_of_answers = source.position((answers_heading or heading).start)
        found.append(problems.NO_ANSWERS.at(place_of_answers))
        return None
    answers = [
        _answer(source, group, number, answers_heading, render, found)
        for number, group in enumerate(groups(answers_blocks), 1)
    ]
    right = _solution(source, blocks, heading, len(answers), found)
    if right is None:
        return None
    if answers[right - 1].feedback is not None:
        place_of_feedback = source.position(answers[right - 1].feedback_start)
        found.append(problems.FEEDBACK_ON_RIGHT.at(place_of_feedback, number=right))
    _likely_mistakes(source, answers, right, found)
    options = tuple(
        Option(answer.text, number == right, answer.feedback if number != right else None)
        for number, answer in enumerate(answers, 1)
    )
    return Question(text, options, source.line(heading.start))


@dataclass(frozen=True, slots=True)
class _Answer:
    text: str
    feedback: str | None
    start: int
    feedback_start: int = 0
    paragraphs: tuple[Node, ...] = ()


def _answer(
    source: Source, group: Blocks, number: int, heading: Node, render: Render, found: list[Problem]
) -> _Answer:
    start = group[0].start if group else heading.start
    own = before(group, *_ANSWER_MARKERS)
    feedbacks = list(sections(group, "feedback"))
    text = render(markdown_of(source, own))
    if not text:
        rule = problems.FEEDBACK_WITHOUT_ANSWER if feedbacks else problems.EMPTY_ANSWER
        found.append(rule.at(source.position(start), number=number))
    if len(feedbacks) > 1:
        found.append(problems.TWO_FEEDBACKS.at(source.position(feedbacks[1][0].start), number=number))
    if not feedbacks:
        return _Answer(text, None, start, paragraphs=tuple(own))
    feedback_heading, feedback_blocks = feedbacks[0]
    feedback = render(markdown_of(source, feedback_blocks)) or None
    return _Answer(text, feedback, start, feedback_heading.start, tuple(own))


def _solution(source: Source, blocks: Blocks, heading: Node, count: int, found: list[Problem]) -> int | None:
    solution_heading, below = section(blocks, "video-solution")
    if solution_heading is None or not below:
        found.append(problems.NO_SOLUTION.at(source.position((solution_heading or heading).start)))
        return None
    given = " ".join(markdown_of(source, below[:1]).split())
    if below[0].kind != "paragraph" or not _NUMBER.fullmatch(given) or not float(given).is_integer():
        found.append(problems.SOLUTION_NOT_A_NUMBER.at(source.position(below[0].start), given=given, count=count))
        return None
    number = int(float(given))
    if not 1 <= number <= count:
        found.append(problems.SOLUTION_OUT_OF_RANGE.at(source.position(below[0].start), given=given, count=count))
        return None
    return number


def _likely_mistakes(source: Source, answers: list[_Answer], right: int, found: list[Problem]) -> None:
    if len(answers) == 1:
        found.append(problems.ONE_ANSWER.at(source.position(answers[0].start)))
    seen: dict[str, int] = {}
    for number, answer in enumerate(answers, 1):
        first = seen.setdefault(answer.text, number)
        if first != number and answer.text:
            found.append(problems.SAME_ANSWERS.at(source.position(answer.start), first=first, second=number))
        others = [other for other in answers if other is not answer and other is not answers[right - 1]]
        two_paragraphs = [block.kind for block in answer.paragraphs] == ["paragraph", "paragraph"]
        others_have_feedback = others and all(
            other.feedback is not None and len(other.paragraphs) == 1 for other in others
        )
        if number != right and answer.feedback is None and two_paragraphs and others_have_feedback:
            place = source.position(answer.paragraphs[1].start)
            found.append(problems.LOST_FEEDBACK.at(place, number=number))
