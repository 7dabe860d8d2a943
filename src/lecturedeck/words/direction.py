"""Which way each paragraph of card HTML runs, written down where a browser would guess wrong.

A browser takes a paragraph's direction from its first letter (`unicode-bidi: plaintext` in the stylesheet). An
Arabic sentence that begins with "HTML" needs `dir="rtl"`, and so does one that is nothing but code; an address or
a call in it (`toLowerCase()` without backticks) needs an isolate, or its signs change sides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from lecturedeck.regex import regex
from lecturedeck.words.tags import script_of

Direction = Literal["ltr", "rtl"]

RIGHT_TO_LEFT = frozenset("ar ckb dv fa he ps sd ug ur yi".split())
_RTL = regex(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LTR = regex(r"[A-Za-z\u00aa-\u02b8\u0370-\u058f\u0900-\u1fff\u2c00-\ufb17]")
_STRONG = regex(rf"({_RTL.pattern})|{_LTR.pattern}")
_SPLIT = regex(r"(<[^>]*>)")
_NAME = regex(r"<(/?)([a-z0-9]+)")
_BLOCKS = frozenset("p li td th dt dd h1 h2 h3 h4 h5 h6 figcaption caption blockquote div".split())
_OTHER_BLOCKS = frozenset("ul ol dl table thead tbody tfoot tr pre hr figure details".split())
_ISOLATED = frozenset("code kbd samp pre bdi rt".split())  # these do not say how the text around them runs
_FORMULA = regex(r"\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)
# Words of ASCII in a row.
_RUN = regex(r"[!-~]+(?: [!-~]+)*")
_ENTITY = regex("&(?:amp|lt|gt|quot|#[0-9]+);")
_ENDS = regex(r"[.,:!?\"' ]$|(?<!&lt)(?<!&gt)(?<!&amp);$")  # what ends a sentence and not a name
_PAIRS = {")": "(", "]": "[", "(": ")", "[": "]"}


@dataclass(slots=True)
class _Block:
    token: int  # where its opening tag is; -1 around all of them
    text: str = ""
    texts: list[int] = field(default_factory=list)
    holds_blocks: bool = False


def directed(html: str, lang: str, *, isolate: bool = True) -> str:
    """Card HTML of a text in a language with the direction of each block that cannot be guessed.

    `isolate` also keeps addresses, calls and paths in a right-to-left text in their own order.
    """
    if not html:
        return html
    main: Direction = "rtl" if script_of(lang) in RIGHT_TO_LEFT else "ltr"
    if main == "ltr" and (html.isascii() or not _RTL.search(html)):
        return html
    tokens = _SPLIT.split(html)
    root = _Block(-1)
    done = [root]
    open_blocks = [root]
    quiet = 0
    for number, token in enumerate(tokens):
        match = _NAME.match(token)
        if match is None:
            if not quiet and token:
                open_blocks[-1].text += token
                open_blocks[-1].texts.append(number)
            continue
        name, closes = match[2], bool(match[1])
        if name in _ISOLATED:
            quiet = max(0, quiet - 1) if closes else quiet + 1
        if name in _OTHER_BLOCKS:
            open_blocks[-1].holds_blocks = True
        if name in _BLOCKS and not closes:
            open_blocks[-1].holds_blocks = True
            open_blocks.append(_Block(number))
        elif name in _BLOCKS and len(open_blocks) > 1:
            done.append(open_blocks.pop())
    for block in [*done, *open_blocks[1:]]:
        _write(block, tokens, main, isolate=isolate)
    done_html = "".join(tokens)
    return done_html if len(done_html) <= 2 * len(html) + 1_000 else html  # text made to grow stays as it is


def _write(block: _Block, tokens: list[str], main: Direction, *, isolate: bool) -> None:
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
    if block.token >= 0:
        if " dir=" not in tokens[block.token]:
            tokens[block.token] = f'{tokens[block.token][:-1]} dir="{wanted}">'
    elif not block.holds_blocks:
        tokens[0] = f'<span dir="{wanted}">{tokens[0]}'
        tokens[-1] += "</span>"


def _direction(text: str, main: Direction) -> Direction:
    """The direction of a block. Names of things are Latin in every language, so a few Arabic words decide."""
    if main == "rtl":
        words = text.split()
        rtl = sum(_RTL.search(word) is not None for word in words)
        return "rtl" if 5 * rtl >= len(words) or not _LTR.search(text) else "ltr"
    return "rtl" if len(_RTL.findall(text)) > len(_LTR.findall(text)) else "ltr"


def _isolated(match: re.Match[str]) -> str:
    run = match[0]
    start, end = _core(run)
    core = run[start:end]
    if not re.search("[A-Za-z]", _ENTITY.sub("", core)) or (core[0].isalpha() and core[-1].isalnum()):
        return run
    return f'{run[:start]}<bdi dir="ltr">{core}</bdi>{run[end:]}'


def _core(run: str) -> tuple[int, int]:
    """Where words begin and end without the signs that belong to the sentence around them."""
    start, end = 0, len(run)
    while start < end:
        core = run[start:end]
        if _ENDS.search(core) or _unpaired(core, core[-1]):
            end -= 1
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
