"""A sentence with gaps as the fields of its note: a card for each gap, with what helps to find its answer."""

from __future__ import annotations

import re

from lecturedeck.lecture import Blank, Gap
from lecturedeck.markup.ruby import has_pairs, ruby_html, sounds_of, without_pairs
from lecturedeck.text import HAN, HANGUL, KANA, text_of, words_of

_WIDE = re.compile(f"[{HAN}{KANA}{HANGUL}]")
_WORD = re.compile(r"\w+")


def text_with_gaps(blank: Blank, context: str, teaches: str) -> str:
    """The sentence with a numbered gap for each answer, as Anki's cloze wants it.

    Where the context gives all answers to choose from, the other gaps of a card must stay empty: the one word
    that is left would be the answer.
    """
    pieces = re.split("BLANK", blank.sentence)
    text = _no_cloze(pieces[0])
    for number, (gap, piece) in enumerate(zip(blank.gaps, pieces[1:], strict=True), 1):
        text += f"{{{{c{number}::{_cloze(_answer(gap, teaches))}}}}}{_no_cloze(piece)}"
    given = len(blank.gaps) > 1 and all(_says(context, gap.answer) for gap in blank.gaps)
    return f'<div class="bank">{text}</div>' if given else text


def feedback_of(blank: Blank) -> str:
    """The feedback of each gap as a list, "" where there is none."""
    return _list([gap.feedback or "" for gap in blank.gaps])


def hints_of(blank: Blank) -> str:
    """What a learner may read before answering: the feedback of each gap that does not say its answer."""
    return _list(
        [gap.feedback if gap.feedback and not _says(gap.feedback, gap.answer) else "" for gap in blank.gaps]
    )


def _list(items: list[str]) -> str:
    return f'<ol class="feedback">{"".join(f"<li>{item}</li>" for item in items)}</ol>' if any(items) else ""


def _says(html: str, answer: str) -> bool:
    """Whether a text says an answer: its words in a row, or its characters where a script has no spaces."""
    said, wanted = words_of(html).casefold(), words_of(answer).casefold()
    sounds = sounds_of(wanted)
    characters = without_pairs(wanted)
    if _WIDE.search(characters):
        spelt = "".join(_WORD.findall(characters)) in "".join(_WORD.findall(without_pairs(said)))
        return spelt or bool(sounds and _in_a_row(sounds, said))
    return _in_a_row(wanted, said)


def _in_a_row(wanted: str, said: str) -> bool:
    words = " ".join(_WORD.findall(wanted))
    return f" {words} " in f" {' '.join(_WORD.findall(said))} " if words else wanted.strip() in said


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
