"""Emphasis beside Chinese, Japanese and Korean letters.

CommonMark wants a space or a sign outside of `**` where there is a sign inside. These scripts write no spaces, so
`**「茶」**は` would keep its asterisks. An empty comment is a sign to Markdown, and the
cleaning of HTML takes it away.
"""

from __future__ import annotations

import re

from lecturedeck.regex import regex

_LETTER = r"[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
_CODE = r"^ {0,3}(?P<fence>```++|~~~++).*?^ {0,3}(?P=fence)|(?P<ticks>(?<!`)`++).*?(?<!`)(?P=ticks)(?!`)"
# Asterisks between a letter outside and a sign inside, at the beginning and at the end of what they mark.
_OPENS = rf"(?<={_LETTER})(?=\*{{1,3}}[^\w\s*])"
_CLOSES = rf"(?<=[^\w\s*\\])\*{{1,3}}(?={_LETTER})"
_PLACE = regex(rf"{_CODE}|(?P<opens>{_OPENS})|(?P<closes>{_CLOSES})", re.DOTALL | re.MULTILINE)
_SIGN = "<!---->"


def with_signs(markdown: str) -> str:
    """Markdown in which asterisks beside letters of these scripts mark what they stand around."""
    return _PLACE.sub(_signed, markdown)


def _signed(match: re.Match[str]) -> str:
    if match["opens"] is not None:
        return _SIGN
    return f"{match[0]}{_SIGN}" if match["closes"] is not None else match[0]
