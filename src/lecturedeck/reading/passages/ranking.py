"""How well each piece of a lecture answers a question."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import NamedTuple

from lecturedeck.lecture import Question
from lecturedeck.reading.passages.pieces import Piece
from lecturedeck.reading.passages.stems import stems, tokens
from lecturedeck.regex import regex
from lecturedeck.text import words_of

_CODE = regex(r"<code>(.*?)</code>", re.DOTALL)
# "Which of these is NOT …": the lecture says the other options, and hardly ever the answer.
_NEGATIVE = regex(
    r"\b(?:NOT|EXCEPT|NO|NICHT|NON|NÃO|not|except|least likely|excepto|exceto|no (?:es|son)|não (?:é|são)|non è"
    r"|nicht|keine?r?)\b|\bне є\b|不是|不属于|不屬於|ليس|ではない|아닌"
)


class Signs(NamedTuple):
    """What speaks for a piece: shares of what question and answers say, rare words counting more."""

    question: float
    answer: float
    answer_code: float
    other_options: float
    numbers: float
    pairs: float
    begins: float
    repeats: float
    is_code: float


# How much each sign counts; fitted by benchmarks/passages.py, but for numbers: few of its questions name one, and
# in a lecture about codes the number is what a question is about.
WEIGHTS = Signs(1.74, 2.81, 1.01, 0.46, 1.5, 7.23, 4.39, 2.67, -0.36)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words to look for, each with its weight in the lecture.

    `whole` is what all of them weigh that the lecture says, `unsaid` what the others do.
    """

    weights: dict[str, float]
    whole: float
    unsaid: float

    def said(self, words: Set[str]) -> float:
        """What those weigh that are among some words. An exact sum: a set's order differs from run to run."""
        return math.fsum([self.weights[word] for word in self.weights.keys() & words])

    def share(self, words: Set[str]) -> float:
        """The share that is among some words, small where there is next to nothing to want."""
        return self.said(words) / (self.whole + 0.5)

    def covered(self, words: Set[str]) -> float:
        """The share that is among some words, of all that is wanted."""
        return self.said(words) / (self.whole + self.unsaid or 1.0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the words to look for in a lecture."""

    question: Wanted
    answer: Wanted
    both: Wanted
    answer_code: Wanted
    numbers: Wanted
    others: Wanted
    pairs: frozenset[tuple[str, str]]
    question_code: frozenset[str]
    options: tuple[Wanted, ...]
    negative: bool


class Rarity:
    """How much a word tells within a lecture: the fewer pieces say it, the more."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._most = math.log(len(pieces) + 1)
        spread = Counter(chain.from_iterable(chain(piece.count, piece.code) for piece in pieces))
        self._weights = {word: self._most - math.log(count) for word, count in spread.items()}

    def of(self, words: Iterable[str]) -> Wanted:
        """Different words with their weights."""
        different = dict.fromkeys(words)
        weights = {word: self._weights[word] for word in different if word in self._weights}
        return Wanted(weights, math.fsum(weights.values()), self._most * (len(different) - len(weights)))


def asked(question: Question, language: str, rarity: Rarity) -> Asked:
    """The words of a question and of its options."""
    right = next(option.text for option in question.options if option.correct)
    wrong = [stems(words_of(option.text), language) for option in question.options if not option.correct]
    said = words_of(question.text)
    text, answer = stems(said, language), stems(words_of(right), language)
    return Asked(
        rarity.of(text),
        rarity.of(answer),
        rarity.of(text + answer),
        rarity.of(_code_of(right)),
        rarity.of(filter(str.isdigit, stems(words_of(_CODE.sub(" ", question.text)), language))),
        rarity.of({*chain.from_iterable(wrong)} - {*text, *answer}),
        frozenset([*pairwise(text), *pairwise(answer)]),
        frozenset(_code_of(question.text)),
        tuple(rarity.of(words) for words in wrong),
        _NEGATIVE.search(said) is not None,
    )


def _code_of(html: str) -> list[str]:
    if "<code>" not in html:
        return []
    return tokens(" ".join(words_of(part) for part in _CODE.findall(html)))


def signs_of(piece: Piece, asked: Asked) -> Signs:
    """What speaks for a piece."""
    words, weights = piece.count.keys(), asked.both.weights
    said = weights.keys() & words
    whole = asked.question.whole + asked.answer.whole + 1
    return Signs(
        question=asked.question.share(said),
        answer=asked.answer.share(said),
        answer_code=asked.answer_code.share(piece.code),
        other_options=asked.others.share(words),
        numbers=asked.numbers.share(said),
        pairs=len(asked.pairs & piece.pairs) / (len(asked.pairs) + 2),
        begins=asked.both.said(said & piece.begins) / whole,
        repeats=math.fsum([weights[word] * math.log(piece.count[word]) for word in said]) / whole,
        is_code=float(piece.kind == "code_block"),
    )


def score(signs: Signs, weights: Sequence[float] = WEIGHTS) -> float:
    """How well a piece with these signs answers the question."""
    return math.fsum(weight * sign for weight, sign in zip(weights, signs, strict=True))


def likelihood(scores: Sequence[float], chosen: Iterable[int]) -> float:
    """How likely it is that one of the chosen pieces answers the question, rather than one left out."""
    top = max(scores)
    odds = [math.exp(score - top) for score in scores]
    return math.fsum(odds[index] for index in chosen) / math.fsum(odds)


def covered(chosen: Iterable[Piece], asked: Asked) -> float:
    """The share of what question and answer say that the chosen pieces say, the answer counting twice.

    Of a question for what is not so, the share of the options that they speak of.
    """
    words = set(chain.from_iterable(piece.count for piece in chosen))
    if asked.negative:
        told = sum(option.covered(words) >= 0.5 for option in asked.options) / max(len(asked.options), 1)
        return max(told, asked.answer.covered(words))
    return (asked.question.covered(words) + 2 * asked.answer.covered(words)) / 3
