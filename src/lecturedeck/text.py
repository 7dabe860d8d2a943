"""Text and HTML: each conversion between the two once, by name.

`plain_html` makes HTML of plain text, `text_of` and `words_of` make plain text of HTML. They differ in what a
tag leaves behind: nothing (`<b>t</b>ea` is "tea"), or a space (two list items are two words).
"""

from __future__ import annotations

import re
from html import escape, unescape

from lecturedeck.regex import regex

TAG = re.compile(r"<[^>]*>")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u|var|wbr)\b[^>]*>"
)

# Ranges for character classes of regular expressions: scripts that put no spaces between words.
HAN = r"\u4e00-\u9fff"
KANA = r"\u3040-\u30ff"
HANGUL = r"\uac00-\ud7af"

_ANKI = re.compile(r"\[(?=(?:sound|anki):|/?latex\]|/?\${1,2}\])", re.IGNORECASE)
_MATHJAX = re.compile(r"<[^>]*>|\\(?=(?:<wbr>)*[(\[])")  # MathJax reads across a wbr
# What neither Anki (\x1f divides its fields) nor UTF-8 takes: control characters, and halves of a character.
NOT_TEXT = r"\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff"
_NOT_TEXT = regex(f"[{NOT_TEXT}]")
_IGNORED = '<span class="tex2jax_ignore">\\</span>'


def counted(number: int, thing: str) -> str:
    """Return a number with its unit: "1 card", "2,000 cards"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def clean_text(text: str) -> str:
    """Text without control characters and halves of characters: what may become a field or a name."""
    return _NOT_TEXT.sub("", text)


def one_line(text: str) -> str:
    """Text with every run of white space as one space, and none at its ends."""
    return " ".join(text.split())


def text_of(html: str) -> str:
    """The plain text of HTML; a tag leaves nothing behind."""
    return unescape(TAG.sub("", html) if "<" in html else html)


def words_of(html: str) -> str:
    """The plain text of HTML; a tag leaves a space behind, so that what it divides stays divided."""
    return unescape(TAG.sub(" ", html) if "<" in html else html)


def line_of(html: str) -> str:
    """HTML as one line of plain text: a tag inside a line leaves nothing behind, any other a space."""
    return one_line(words_of(_INLINE.sub("", html)))


def escaped(text: str) -> str:
    """Plain text as HTML between tags. On a card, use `plain_html`: Anki reads more than HTML."""
    return escape(text, quote=False)


def plain_html(text: str) -> str:
    """Plain text as card HTML in which nothing is a tag, a sound or a formula."""
    html = escaped(clean_text(text))
    if "\\" in html:
        html = without_formulas(html)
    return without_commands(html) if "[" in html else html


def without_commands(html: str) -> str:
    """HTML in which `[sound:…]`, `[anki:…]` and `[latex]` are text."""
    return _ANKI.sub("&#91;", html)


def without_formulas(html: str) -> str:
    r"""HTML in which `\(` opens no formula.

    MathJax joins neighbouring texts, so only an element that it skips keeps the two characters apart.
    """
    return _MATHJAX.sub(lambda match: match[0] if match[0] != "\\" else _IGNORED, html)


def with_backslashes(html: str) -> str:
    """HTML without what `without_formulas` put in."""
    return html.replace(_IGNORED, "\\")
