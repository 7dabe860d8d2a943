"""A lecture as lines of tab-separated plain text, for `lecturedeck extract --format tsv`."""

from __future__ import annotations

from collections.abc import Iterator

from lecturedeck.lecture import Lecture
from lecturedeck.reading.files import printable
from lecturedeck.text import one_line, words_of

HEADERS = ("path", "line", "lecture", "kind", "text", "answer", "others")
_BETWEEN = " | "


def as_tsv(lecture: Lecture) -> Iterator[str]:
    """Yield a line for each question, blank and fact; no cell holds a tab or a line break."""
    for question in lecture.questions:
        right = [option.text for option in question.options if option.correct]
        wrong = [option.text for option in question.options if not option.correct]
        kind = "question" if question.quiz is None else "quiz"
        yield _line(lecture, question.line, kind, question.text, _BETWEEN.join(right), _BETWEEN.join(wrong))
    for blank in lecture.blanks:
        answers = _BETWEEN.join(gap.answer for gap in blank.gaps)
        yield _line(lecture, blank.line, "blank", blank.sentence.replace("BLANK", "___"), answers, "")
    for fact in lecture.facts:
        yield _line(lecture, fact.line, "fact", fact.term, fact.definition, fact.detail)


def _line(lecture: Lecture, line: int, kind: str, *html: str) -> str:
    title = one_line(lecture.title)
    return "\t".join([one_line(printable(lecture.path)), str(line), title, kind, *map(_plain, html)])


def _plain(html: str) -> str:
    return one_line(words_of(html))
