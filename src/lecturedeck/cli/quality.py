"""What makes a multiple-choice question weak: it gives its answer away, or teaches nothing to those who miss it.

docs/quality.md has the rules and where they come from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lecturedeck.anki.options import layout_of, speaks_of_others
from lecturedeck.lecture import Lecture, Option, Problem, Question
from lecturedeck.text import counted, one_line, words_of

_NEGATIVE = re.compile(r"\b(?:not|except|least|never|incorrect)\b")
_STRESSED = re.compile(r"<(strong|em|b|i|u)>[^<]*\b(?:not|except|least|never|incorrect)\b", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:which|what|who|where|when|how|why)\b[^?]*\?", re.IGNORECASE)
_LETTERS = re.compile(r"\w+")
_FEW = 3  # questions in a lecture, below which nothing can be said of most of them


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to be weak: its code, what is wrong and what to do, and where it is found."""

    code: str
    message: str
    fix: str
    find: Callable[[Lecture], Iterator[tuple[int, dict[str, object]]]]


def weaknesses(lecture: Lecture) -> list[Problem]:
    """What is weak about the questions of a lecture, as warnings."""
    return [
        Problem(rule.code, "warning", rule.message.format(**values), rule.fix, line, 1)
        for rule in RULES
        for line, values in rule.find(lecture)
    ]


def _longest(lecture: Lecture) -> Iterator[tuple[int, dict[str, object]]]:
    asked = [question for question in lecture.questions if len(question.options) > 1]
    found = [question for question in asked if _right_is_longest(question)]
    if len(asked) >= _FEW and len(found) * 2 > len(asked):
        yield found[0].line, {"found": len(found), "questions": counted(len(asked), "question")}


def _right_is_longest(question: Question) -> bool:
    right = max(len(_plain(option)) for option in question.options if option.correct)
    return all(len(_plain(option)) < right for option in question.options if not option.correct)


def _speaking(lecture: Lecture) -> Iterator[tuple[int, dict[str, object]]]:
    for question in lecture.questions:
        named = layout_of(question).order == "lettered"
        found = [option for option in question.options if speaks_of_others(option)]
        if found or named:
            yield question.line, {"option": _short(found[0] if found else question.options[-1])}


def _without_feedback(lecture: Lecture) -> Iterator[tuple[int, dict[str, object]]]:
    for question in _outside_quizzes(lecture):
        missing = [option for option in question.options if not option.correct and not option.feedback]
        if missing:
            yield question.line, {"wrong": counted(len(missing), "wrong answer")}


def _same_feedback(lecture: Lecture) -> Iterator[tuple[int, dict[str, object]]]:
    for question in _outside_quizzes(lecture):
        said = [_key(words_of(option.feedback)) for option in question.options if option.feedback]
        if len(said) > 1 and len(set(said)) == 1:
            yield question.line, {"wrong": len(said)}


def _alike(lecture: Lecture) -> Iterator[tuple[int, dict[str, object]]]:
    for question in lecture.questions:
        seen = Counter(key for option in question.options if (key := _key(_plain(option))))
        twice = next((option for option in question.options if seen[_key(_plain(option))] > 1), None)
        if twice is not None and "<code>" not in twice.text:  # a sign may be all the difference in code
            yield question.line, {"option": _short(twice)}


def _given_away(lecture: Lecture) -> Iterator[tuple[int, dict[str, object]]]:
    for question in lecture.questions:
        asked = f" {_key(words_of(question.text))} "
        said = [option for option in question.options if (key := _key(_plain(option))) and f" {key} " in asked]
        if len(said) == 1 and said[0].correct and len(_key(_plain(said[0]))) > _FEW:
            yield question.line, {"option": _short(said[0])}


def _unstressed(lecture: Lecture) -> Iterator[tuple[int, dict[str, object]]]:
    for question in lecture.questions:
        asking = _ASKS.search(words_of(question.text))
        if asking and (word := _NEGATIVE.search(asking[0])) and not _STRESSED.search(question.text):
            yield question.line, {"word": word[0]}


def _outside_quizzes(lecture: Lecture) -> Iterator[Question]:
    """The questions that the format gives feedback to."""
    return (question for question in lecture.questions if question.quiz is None)


def _plain(option: Option) -> str:
    return one_line(words_of(option.text))


def _key(text: str) -> str:
    return " ".join(_LETTERS.findall(text.casefold()))


def _short(option: Option) -> str:
    text = _plain(option)
    return text if len(text) <= 40 else f"{text[:39].rstrip()}…"


RULES: Sequence[Rule] = (
    Rule(
        "LQ101",
        "the correct answer is the longest in {found} of {questions}",
        "Make wrong answers as long and as exact as the correct one",
        _longest,
    ),
    Rule(
        "LQ102",
        "an option speaks of the others: {option}",
        "Ask for the answer itself, or make it two questions",
        _speaking,
    ),
    Rule("LQ103", "{wrong} without feedback", 'Say why it is wrong, below "### --feedback--"', _without_feedback),
    Rule(
        "LQ104", "the same feedback for all {wrong} wrong answers", "Say of each why it is wrong", _same_feedback
    ),
    Rule("LQ105", "two options are alike: {option}", "Change one of them", _alike),
    Rule("LQ106", "the question contains its answer: {option}", "Reword the question", _given_away),
    Rule(
        "LQ107",
        'the question asks with "{word}", without emphasis',
        "Ask for what is so, or write NOT",
        _unstressed,
    ),
)
