"""Which way each paragraph of card HTML runs, written down where a browser would guess wrong.

A browser takes a paragraph's direction from its first letter (`unicode-bidi: plaintext` in the stylesheet). An
Arabic sentence that begins with "HTML" needs `dir="rtl"`, and so does one that is nothing but code; an address or
a call in it (`toLowerCase()` without backticks) needs an isolate, or its signs change sides.
"""

from __future__ import annotations

import re
from typing import Literal

from lecturedeck.regex import regex
from lecturedeck.words.paragraphs import Block, add_attribute, blocks_of
from lecturedeck.words.tags import script_of

Direction = Literal["ltr", "rtl"]

RIGHT_TO_LEFT = frozenset("ar ckb dv fa he ps sd ug ur yi".split())
_RTL = regex(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LTR = regex(r"[A-Za-z\u00aa-\u02b8\u0370-\u058f\u0900-\u1fff\u2c00-\ufb17]")
_STRONG = regex(rf"({_RTL.pattern})|{_LTR.pattern}")
_FORMULA = regex(r"\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)
# Words in a row of ASCII and of letters that European languages have besides it.
_SIGN = r"[!-~\u00a1\u00bf\u00c0-\u024f\u0300-\u036f]"
_RUN = regex(f"{_SIGN}+(?: {_SIGN}+)*")
_ENTITY = regex("&(?:amp|lt|gt|quot|#[0-9]+);")
_ENDS = regex(r"[.,:!?\"' ]$|(?<!&lt)(?<!&gt)(?<!&amp);$")  # what ends a sentence and not a name
_JOINS = regex(r"[-:;.,!?=+*/|]+(?= )")  # what stands between two parts of a sentence
_PAIRS = {")": "(", "]": "[", "(": ")", "[": "]"}
_ASKED = {"?": "\u00bf", "!": "\u00a1"}  # as Spanish begins what ends so


def directed(html: str, lang: str, *, isolate: bool = True) -> str:
    """Card HTML of a text in a language with the direction of each block that cannot be guessed.

    `isolate` also keeps addresses, calls and paths in a right-to-left text in their own order.
    """
    if not html:
        return html
    main: Direction = "rtl" if script_of(lang) in RIGHT_TO_LEFT else "ltr"
    if main == "ltr" and (html.isascii() or not _RTL.search(html)):
        return html
    tokens, blocks = blocks_of(html)
    for block in blocks:
        _write(block, tokens, main, isolate=isolate)
    done_html = "".join(tokens)
    return done_html if len(done_html) <= 2 * len(html) + 1_000 else html  # text made to grow stays as it is


def _write(block: Block, tokens: list[str], main: Direction, *, isolate: bool) -> None:
    if block.holds_blocks and not block.text.strip():
        return
    text = _FORMULA.sub(" ", block.text)
    wanted = _direction(text, main)
    if wanted == "rtl" and isolate and "\\" not in block.text:
        for number in block.texts:
            tokens[number] = _RUN.sub(_isolated, tokens[number])
    first = _STRONG.search(text)
    if wanted == ("rtl" if first and first[1] else "ltr"):
        return
    add_attribute(tokens, block, "dir", wanted)


def _direction(text: str, main: Direction) -> Direction:
    """The direction of a block. Names of things are Latin in every language, so a few Arabic words decide."""
    if main == "rtl":
        words = text.split()
        rtl = sum(_RTL.search(word) is not None for word in words)
        return "rtl" if 5 * rtl >= len(words) or not _LTR.search(text) else "ltr"
    return "rtl" if len(_RTL.findall(text)) > len(_LTR.findall(text)) else "ltr"


def _isolated(match: re.Match[str]) -> str:
    run = match[0]
    # Signs that a word of the text around them ends with are its own.
    after_word = match.start() > 0 and not match.string[match.start() - 1].isspace()
    start, end = _core(run, len(run) - len(run.lstrip(".,:;!?-")) if after_word else 0)
    core = run[start:end]
    if not re.search("[A-Za-z]", _ENTITY.sub("", core)) or (core[0].isalpha() and core[-1].isalnum()):
        return run
    return f'{run[:start]}<bdi dir="ltr">{core}</bdi>{run[end:]}'


def _core(run: str, start: int) -> tuple[int, int]:
    """Where words begin, at `start` or later, and end without the signs of the sentence around them."""
    end = len(run)
    while start < end:
        core = run[start:end]
        if _ASKED.get(core[-1], "\0") in core or (core[-1] == '"' and core.count('"') % 2 == 0):
            break
        if _ENDS.search(core) or _unpaired(core, core[-1]) or core[-2:] in (" -", " ="):
            end -= 1
        elif joins := _JOINS.match(core):
            start += joins.end()
        elif core[0] in "\"' " or _unpaired(core, core[0]):
            start += 1
        elif core[0] == "(" and core.find(")") == len(core) - 1:
            start, end = start + 1, end - 1
        else:
            break
    return start, end


def _unpaired(core: str, sign: str) -> bool:
    pair = _PAIRS.get(sign)
    return pair is not None and core.count(sign) > core.count(pair)
