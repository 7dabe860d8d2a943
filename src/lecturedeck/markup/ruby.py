"""Chinese with its pronunciation: `你好 (nǐ hǎo)` in a code span becomes ruby.

freeCodeCamp's parser does this where the front matter says `lang: zh-CN`, and drops every character of
such a span that its pattern does not know (digits, "-", "+", "_"). Here those characters stay.
"""

from __future__ import annotations

from lecturedeck.regex import regex
from lecturedeck.text import HAN, plain_html

# From the beginning of the characters on, and not further than a pronunciation goes: a run of either is read once.
_PAIR = regex(rf"(?<![{HAN}])([{HAN}]++)\s*+\(([^)]{{1,400}}+)\)")


def has_pairs(text: str) -> bool:
    """Whether a code span holds at least one pair of characters and pronunciation."""
    return _PAIR.search(text) is not None


def ruby_html(text: str) -> str:
    """Plain text to HTML with each pair as `<ruby>`, and everything between the pairs as it is."""
    html, at = [], 0
    for match in _PAIR.finditer(text):
        html.append(plain_html(text[at : match.start()]))
        characters, sound = plain_html(match[1]), plain_html(match[2].strip())
        html.append(f"<ruby>{characters}<rp>(</rp><rt>{sound}</rt><rp>)</rp></ruby>")
        at = match.end()
    html.append(plain_html(text[at:]))
    return "".join(html)


def without_pairs(text: str) -> str:
    """Plain text with the pronunciation left out: what a voice should say."""
    return _PAIR.sub(r"\1", text)


def sounds_of(text: str) -> str:
    """Only the pronunciations of plain text with pairs, in order."""
    return " ".join(match[2].strip() for match in _PAIR.finditer(text))
