"""Plain text to HTML that says just that text, in a place where Anki and MathJax look for more."""

from __future__ import annotations

import re
from html import escape

_ANKI = re.compile(r"\[(?=(?:sound|anki):|/?latex\]|/?\${1,2}\])", re.IGNORECASE)
_MATHJAX = re.compile(r"<[^>]*>|\\(?=[(\[])")
_IGNORED = '<span class="tex2jax_ignore">\\</span>'


def plain_html(text: str) -> str:
    """Plain text as card HTML, in which nothing is a tag, a sound or a formula."""
    html = escape(text, quote=False)
    if "\\" in html:
        html = without_formulas(html)
    return without_commands(html) if "[" in html else html


def without_commands(html: str) -> str:
    """HTML in which `[sound:…]`, `[anki:…]` and `[latex]` are text."""
    return _ANKI.sub("&#91;", html)


def without_formulas(html: str) -> str:
    r"""HTML in which `\(` opens no formula.

    MathJax joins the text of neighbours, so only an element it skips keeps the two characters apart.
    """
    return _MATHJAX.sub(lambda match: match[0] if match[0] != "\\" else _IGNORED, html)


def with_backslashes(html: str) -> str:
    """HTML with what `without_formulas` put in taken out again."""
    return html.replace(_IGNORED, "\\")
