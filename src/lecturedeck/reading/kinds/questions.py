"""`# --questions--`: multiple-choice questions, by the rules of freeCodeCamp's parser (docs/format.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lecturedeck.lecture import Lecture, Option, Position, Problem, Question
from lecturedeck.markup.markdown import Node
from lecturedeck.reading import problems
from lecturedeck.reading.kinds.kind import Content, File, Kind, Marker, any_of, whole
from lecturedeck.reading.sections import Blocks, before, groups, section, sections
from lecturedeck.text import one_line

_ANSWER_MARKERS = ("feedback", "audio-id")
# JavaScript's Number() reads the text of the solution's paragraph: digits, with a sign or a fraction.
_ONE_NUMBER = re.compile(r"[^0-9]*([0-9]+)([^0-9]*)")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?")


def _read(file: File) -> Content:
    """The questions of a file. With one error there are none, as in freeCodeCamp's parser."""
    heading, below = section(file.blocks, "questions")
    if heading is None:
        return Content()
    found: list[Problem] = []
    starts = [index for index, block in enumerate(below) if block.marker == "text"]
    if not below:
        found.append(problems.NO_QUESTIONS.at(file.at(heading.start)))
    elif 0 not in starts:
        found.append(problems.BEFORE_TEXT.at(file.at(below[0].start)))
    for block in below:
        # The parser begins a question here, but then finds no heading with its text.
        if block.kind == "paragraph" and file.markdown([block]).strip() == "--text--":
            found.append(problems.NO_TEXT.at(file.at(block.start)))
    questions = [_question(file, below[begin:end], found) for begin, end in pairwise([*starts, len(below)])]
    for second, _ in list(sections(file.blocks, "questions"))[1:]:
        found.append(problems.SECOND_QUESTIONS.at(file.at(second.start)))
    return whole(Content(questions=tuple(filter(None, questions)), problems=tuple(found)))


def _question(file: File, blocks: Blocks, found: list[Problem]) -> Question | None:
    heading, text_blocks = section(blocks, "text")
    assert heading is not None
    text = file.html(text_blocks)
    if not text:
        found.append(problems.NO_TEXT.at(file.at(heading.start)))
    answers_heading, answers_blocks = section(blocks, "answers")
    if answers_heading is None or not answers_blocks:
        place_of_answers = file.at((answers_heading or heading).start)
        found.append(problems.NO_ANSWERS.at(place_of_answers))
        return None
    answers = [
        _answer(file, group, number, answers_heading, found)
        for number, group in enumerate(groups(answers_blocks), 1)
    ]
    right = _solution(file, blocks, heading, answers, found)
    if right is None:
        return None
    if answers[right - 1].feedback is not None:
        place_of_feedback = file.at(answers[right - 1].feedback_start)
        problem = problems.FEEDBACK_ON_RIGHT.at(place_of_feedback, number=right)
        found.append(_perhaps_undivided(file, problem, _next_start(answers[:right])))
    _likely_mistakes(file, answers, right, found)
    options = tuple(
        Option(answer.text, number == right, answer.feedback if number != right else None)
        for number, answer in enumerate(answers, 1)
    )
    return Question(text, options, file.line(heading.start))


@dataclass(frozen=True, slots=True)
class _Answer:
    text: str
    feedback: str | None
    start: int
    feedback_start: int = 0
    paragraphs: tuple[Node, ...] = ()
    # Where a paragraph begins that may be the next answer, with its --- forgotten.
    next_start: int | None = None


def _answer(file: File, group: Blocks, number: int, heading: Node, found: list[Problem]) -> _Answer:
    start = group[0].start if group else heading.start
    own = before(group, *_ANSWER_MARKERS)
    feedbacks = list(sections(group, "feedback"))
    text = file.html(own)
    if not text:
        rule = problems.FEEDBACK_WITHOUT_ANSWER if feedbacks else problems.EMPTY_ANSWER
        found.append(rule.at(file.at(start), number=number))
    if len(feedbacks) > 1:
        problem = problems.TWO_FEEDBACKS.at(file.at(feedbacks[1][0].start), number=number)
        found.append(_perhaps_undivided(file, problem, _last_of_many(feedbacks[0][1])))
    if not feedbacks:
        return _Answer(text, None, start, paragraphs=tuple(own))
    feedback_heading, feedback_blocks = feedbacks[0]
    feedback = file.html(feedback_blocks) or None
    next_start = _last_of_many(feedback_blocks) or _last_of_many(own)
    return _Answer(text, feedback, start, feedback_heading.start, tuple(own), next_start)


def _last_of_many(blocks: Blocks) -> int | None:
    """Where the last of several blocks begins, if it is a paragraph below another one."""
    return blocks[-1].start if [block.kind for block in blocks[-2:]] == ["paragraph", "paragraph"] else None


def _perhaps_undivided(file: File, problem: Problem, start: int | None) -> Problem:
    """The problem, which may come from a --- that is missing above a paragraph."""
    if start is None:
        return problem
    fix = problem.hint[0].lower() + problem.hint[1:]
    return replace(problem, hint=f"--- may be missing above line {file.line(start)}; if not, {fix}")


def _solution(
    file: File, blocks: Blocks, heading: Node, answers: list[_Answer], found: list[Problem]
) -> int | None:
    count = len(answers)
    solution_heading, below = section(blocks, "video-solution")
    if solution_heading is None or not below:
        found.append(problems.NO_SOLUTION.at(file.at((solution_heading or heading).start)))
        return None
    given = one_line(file.markdown(below[:1]))
    if below[0].kind != "paragraph" or not _NUMBER.fullmatch(given) or not float(given).is_integer():
        problem = problems.SOLUTION_NOT_A_NUMBER.at(file.at(below[0].start), given=given, count=count)
        if (inside := _ONE_NUMBER.fullmatch(given)) and 1 <= int(inside[1][:9]) <= count:
            stop = ", without a full stop" if inside[2].startswith(".") else ""
            problem = replace(problem, hint=f"Write the number alone{stop}: {inside[1]}")
        found.append(problem)
        return None
    number = int(float(given))
    if not 1 <= number <= count:
        problem = problems.SOLUTION_OUT_OF_RANGE.at(file.at(below[0].start), given=given, count=count)
        found.append(_perhaps_undivided(file, problem, _next_start(answers)))
        return None
    return number


def _next_start(answers: Sequence[_Answer]) -> int | None:
    """Where the first paragraph begins that may be an answer of its own."""
    return next((answer.next_start for answer in answers if answer.next_start is not None), None)


def _likely_mistakes(file: File, answers: list[_Answer], right: int, found: list[Problem]) -> None:
    if len(answers) == 1:
        found.append(problems.ONE_ANSWER.at(file.at(answers[0].start)))
    seen: dict[str, int] = {}
    wrong = [answer for number, answer in enumerate(answers, 1) if number != right]
    odd = [answer for answer in wrong if answer.feedback is None or len(answer.paragraphs) != 1]
    for number, answer in enumerate(answers, 1):
        first = seen.setdefault(answer.text, number)
        if first != number and answer.text:
            found.append(problems.SAME_ANSWERS.at(file.at(answer.start), first=first, second=number))
        two_paragraphs = [block.kind for block in answer.paragraphs] == ["paragraph", "paragraph"]
        # All other wrong answers are one paragraph with feedback.
        if odd == [answer] and len(wrong) > 1 and answer.feedback is None and two_paragraphs:
            place = file.at(answer.paragraphs[1].start)
            found.append(problems.LOST_FEEDBACK.at(place, number=number))


def _strict(lecture: Lecture) -> Iterator[Problem]:
    for question in _items(lecture):
        for number, option in enumerate(question.options, 1):
            if not option.correct and option.feedback is None:
                yield problems.NO_FEEDBACK.at(Position(question.line), number=number)


def _items(lecture: Lecture) -> tuple[Question, ...]:
    return tuple(question for question in lecture.questions if question.quiz is None)


def _without(lecture: Lecture) -> Lecture:
    return replace(lecture, questions=tuple(one for one in lecture.questions if one.quiz is not None))


KIND = Kind(
    "questions",
    _read,
    markers={
        "questions": Marker((1,)),
        "text": Marker((2,), begins=True),
        "answers": Marker((2,), "question"),
        "video-solution": Marker((2,), "question"),
        "feedback": Marker((3,)),
        "audio-id": Marker((3,)),
    },
    may_be_in=any_of(b"--questions--", b"--answers--"),
    items=_items,
    without=_without,
    strict=_strict,
)
