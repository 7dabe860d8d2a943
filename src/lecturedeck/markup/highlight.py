"""Code with colours: what a language's keywords, strings and comments are, as classes that cards style."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from lecturedeck.text import escaped

if TYPE_CHECKING:
    from pygments.token import _TokenType

# Short names of Pygments for the kinds of token that style.css colours. Most of a program has no colour (names,
# signs, spaces): mark-up for those would double a card and show nothing.
COLOURED = frozenset(
    "k kc kd kn kp kr ow nt cp"
    " s s1 s2 sa sb sc sd se sh si sr ss sx dl"
    " c c1 ch cm cpf cs"
    " m mb mf mh mi mo il l"
    " nf fm nb bp nd na no"
    " nc kt ne nn"
    " gi gd".split()
)


# Longer code has no colours: some lexers take a time that grows with the square of what they read.
_LONGEST, _LONGEST_LINE = 20_000, 1_000
_MOST_GROWTH, _SMALL = 3, 2_000


@lru_cache(maxsize=1024)  # reviews and copies of a lecture repeat its code
def highlighted(language: str, code: str) -> str:
    """HTML of code in a language by any of its names ("js"); plain where Pygments knows no such language."""
    if len(code) > _LONGEST or max(map(len, code.split("\n"))) > _LONGEST_LINE:
        return escaped(code)
    html = _highlighter(language)(code)
    return html if len(html) <= _MOST_GROWTH * len(code) + _SMALL else escaped(code)


@cache
def _highlighter(language: str) -> Callable[[str], str]:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return lambda code: escaped(code)
    return lambda code: _html(lexer.get_tokens(code))


def _html(tokens: Iterable[tuple[_TokenType, str]]) -> str:
    """The HTML of tokens; neighbours of one class share an element."""
    parts: list[str] = []
    current = text_so_far = ""
    for kind, text in tokens:
        name = _class(kind)
        if name == current:
            text_so_far += text
        else:
            parts.append(_span(current, text_so_far))
            current, text_so_far = name, text
    return "".join([*parts, _span(current, text_so_far)])


def _span(name: str, text: str) -> str:
    html = escaped(text)
    return f'<span class="{name}">{html}</span>' if name else html


@cache
def _class(kind: _TokenType) -> str:
    """The class of a kind of token, or of the kind it belongs to; "" where cards show it like any text."""
    from pygments.token import STANDARD_TYPES

    while kind not in STANDARD_TYPES and kind.parent is not None:
        kind = kind.parent
    name = STANDARD_TYPES.get(kind, "")
    return name if name in COLOURED else ""
