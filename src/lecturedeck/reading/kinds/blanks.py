"""`# --fillInTheBlank--`: a sentence with gaps, by the rules of freeCodeCamp's parser (docs/format.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from lecturedeck.lecture import Blank, Gap, Lecture, Position, Problem
from lecturedeck.markup.markdown import Node
from lecturedeck.markup.ruby import has_pairs, ruby_html
from lecturedeck.reading import problems
from lecturedeck.reading.kinds.kind import Content, File, Kind, Marker, any_of, whole
from lecturedeck.reading.sections import Blocks, before, groups, section, sections
from lecturedeck.text import plain_html, text_of

# What authors write for a gap, where the format wants BLANK.
_CAPITALS = re.compile(r"\b[A-Z]{3,8}\b")
_NOT_A_GAP = re.compile(r"_{2,}|\.{4,}|…|[\[({<]\s*(?i:blank)?\s*[\])}>]|\b(?:blank|Blank)\b")


def _read(file: File) -> Content:
    """The sentence with gaps of a file: none or one."""
    heading, below = section(file.blocks, "fillInTheBlank")
    if heading is None:
        return Content()
    found: list[Problem] = []
    sentence_heading, paragraphs = section(below, "sentence")
    parts = list(sections(below, "blanks"))
    if len(parts) > 1:
        found.append(problems.MANY_BLANKS.at(file.at(parts[1][0].start), count=len(parts)))
    sentence = _sentence(file, paragraphs, found)
    if not paragraphs:
        found.append(problems.NO_SENTENCE.at(file.at((sentence_heading or heading).start)))
    gaps: list[Gap] = []
    if not parts or not parts[0][1]:
        found.append(problems.NO_BLANKS.at(file.at((parts[0][0] if parts else heading).start)))
    else:
        first, answers = parts[0]
        gaps = [_gap(file, group, first, number, found) for number, group in enumerate(groups(answers), 1)]
        count = sentence.count("BLANK")
        if paragraphs and all(map(_code_span, paragraphs)) and count != len(gaps):
            at = file.at(paragraphs[0].start)
            wrong = _wrong_gap(text_of(sentence)) if count < len(gaps) else ""
            found.append(
                problems.NOT_A_GAP.at(at, given=wrong)
                if wrong
                else problems.BLANK_COUNT.at(at, gaps=count, blanks=len(gaps))
            )
    blank = Blank(sentence, tuple(gaps), file.line(heading.start))
    return whole(Content(blanks=(blank,), problems=tuple(found)))


def _wrong_gap(sentence: str) -> str:
    """What stands for a gap in a sentence instead of BLANK, "" where nothing does."""
    if match := _NOT_A_GAP.search(sentence):
        return match[0]
    words = [word for word in _CAPITALS.findall(sentence) if "BLANK" not in word]
    return next(iter(get_close_matches("BLANK", words, 1, 0.7)), "")


def _sentence(file: File, blocks: Blocks, found: list[Problem]) -> str:
    """The sentence as HTML; in a lecture on Chinese, characters with their pronunciation become ruby."""
    paragraphs = []
    for block in blocks:
        text = _code_span(block)
        if text is None:
            found.append(problems.NOT_CODE.at(file.at(block.start)))
            continue
        html = ruby_html(text) if file.teaches == "zh-CN" and has_pairs(text) else plain_html(text)
        paragraphs.append(f"<p>{html}</p>")
    return "\n".join(paragraphs)


def _code_span(block: Node) -> str | None:
    """The text of a paragraph that is exactly one code span; None where it is anything else."""
    if block.kind != "paragraph" or len(block.children) != 1 or block.children[0].kind != "code":
        return None
    return block.children[0].text


def _gap(file: File, group: Blocks, heading: Node, number: int, found: list[Problem]) -> Gap:
    own = before(group, "feedback")
    answer = ""
    if own and own[0].kind not in ("code_block", "html_block", "rule"):
        first = own[0].children[0] if own[0].children else own[0]
        answer = first.plain.strip()
    if not answer:
        found.append(problems.EMPTY_BLANK.at(file.at((group or (heading,))[0].start), number=number))
    elif len(own[0].children) > 1 or len(own) > 1:
        found.append(problems.MORE_THAN_ANSWER.at(file.at(own[0].start), number=number))
    feedbacks = list(sections(group, "feedback"))
    feedback = file.html(feedbacks[0][1]) if feedbacks else ""
    for second, _ in feedbacks[1:]:
        found.append(problems.TWO_GAP_FEEDBACKS.at(file.at(second.start), number=number))
    return Gap(plain_html(answer), feedback or None)


def _strict(lecture: Lecture) -> Iterator[Problem]:
    for blank in lecture.blanks:
        for number, gap in enumerate(blank.gaps, 1):
            if gap.feedback is None:
                yield problems.NO_GAP_FEEDBACK.at(Position(blank.line), number=number)


def _without(lecture: Lecture) -> Lecture:
    return replace(lecture, blanks=())


KIND = Kind(
    "blanks",
    _read,
    markers={
        "fillInTheBlank": Marker((1,), "file"),
        "sentence": Marker((2,), "file"),
        "blanks": Marker((2,)),
        "feedback": Marker((3,)),
    },
    may_be_in=any_of(b"--fillInTheBlank--", b"--blanks--"),
    items=lambda lecture: lecture.blanks,
    without=_without,
    strict=_strict,
)
