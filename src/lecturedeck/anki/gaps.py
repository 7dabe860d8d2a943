"""A sentence with gaps as the fields of its note: a card for each gap, with what helps to find its answer."""

from __future__ import annotations

import re

from lecturedeck.lecture import Blank, Gap
from lecturedeck.markup.ruby import has_pairs, ruby_html
from lecturedeck.markup.saying import says
from lecturedeck.text import text_of

_CODE = re.compile(r"<code[^>]*>(.*?)</code>", re.DOTALL)
_LETTERS = re.compile(r"[^\W_]")
_SMALL = 3  # letters


def text_with_gaps(blank: Blank, context: str, teaches: str) -> str:
    """The sentence with a numbered gap for each answer, as Anki's cloze wants it.

    Where the context gives all answers to choose from, the other gaps of a card must stay empty: the one word
    that is left would be the answer.
    """
    pieces = re.split("BLANK", blank.sentence)
    text = _no_cloze(pieces[0])
    for number, (gap, piece) in enumerate(zip(blank.gaps, pieces[1:], strict=True), 1):
        text += f"{{{{c{number}::{_cloze(_answer(gap, teaches))}}}}}{_no_cloze(piece)}"
    answers = {gap.answer for gap in blank.gaps}
    given = len(answers) > 1 and all(_is_offered(answer, context) for answer in answers)
    return f'<div class="bank">{text}</div>' if given else text


def _is_offered(answer: str, context: str) -> bool:
    """Whether a context offers an answer: a small word stands in any text, and counts where it is quoted."""
    small = len(answer) <= _SMALL and answer.isascii()
    return says(" ".join(_CODE.findall(context)) if small else context, answer)


def filled(blank: Blank) -> str:
    """The sentence with its answers."""
    answers = (gap.answer for gap in blank.gaps)
    return re.sub("BLANK", lambda _: next(answers), blank.sentence)


def feedback_of(blank: Blank) -> str:
    """The feedback of each gap as a list, "" where there is none."""
    return _list([gap.feedback or "" for gap in blank.gaps])


def hints_of(blank: Blank, *, heard: bool) -> str:
    """What a learner may read before answering: the feedback of each gap that does not say its answer.

    Where there is nothing but gaps and no sound, the hint is the question, and is open from the start.
    """
    bare = not heard and not _LETTERS.search(text_of(blank.sentence).replace("BLANK", ""))
    return _list(
        [gap.feedback if gap.feedback and not says(gap.feedback, gap.answer) else "" for gap in blank.gaps],
        "feedback needed" if bare else "feedback",
    )


def _list(items: list[str], name: str = "feedback") -> str:
    return f'<ol class="{name}">{"".join(f"<li>{item}</li>" for item in items)}</ol>' if any(items) else ""


def _answer(gap: Gap, teaches: str) -> str:
    text = text_of(gap.answer)
    return ruby_html(text) if teaches == "zh-CN" and has_pairs(text) else gap.answer


def _cloze(html: str) -> str:
    """HTML that can stand inside a cloze: two colons would begin a hint, two braces would end it."""
    safe = html.replace("::", ":&#58;").replace("}}", "}&#125;")
    return f"{safe[:-1]}&#125;" if safe.endswith("}") else safe


def _no_cloze(html: str) -> str:
    """HTML that can stand beside a cloze: what looks like one is text."""
    return html.replace("{{c", "{&#123;c")
