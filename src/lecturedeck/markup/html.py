"""Markdown snippets to safe card HTML.

What leaves here holds no script, no event handler, no javascript: link, no tracker, nothing that Anki would run
(`[sound:…]`, `[latex]`, `[anki:…]`), and no file from outside the lecture's folder. Pictures from the net become
links: nothing on a card is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

from lecturedeck.lecture import Media
from lecturedeck.markup.clean import clean, clean_markdown
from lecturedeck.markup.emphasis import with_signs
from lecturedeck.markup.formulas import is_formula
from lecturedeck.markup.highlight import highlighted
from lecturedeck.markup.markdown import to_html
from lecturedeck.markup.pictures import find_picture
from lecturedeck.markup.ruby import has_pairs, ruby_html
from lecturedeck.text import escaped, plain_html, text_of, with_backslashes, without_commands, without_formulas

# Text in which neither Markdown, HTML, Anki nor MathJax can see anything but text.
_PLAIN = re.compile(r"[^\\`*_\[\]<>&|~$\x00-\x1f\x7f]*")
# What Markdown would read as the beginning of a list, heading, quote, rule, fence, or of indented code.
_BLOCK_START = re.compile(r" *(?:[-+=:#]|\d{1,9}[.)])|    ")
_DIRECTIVE = re.compile(r"^ {0,3}:::+[^\n`]*$\n?", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(```++|~~~++).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)

_MATH = re.compile(r'<span class="math math-(inline|display)">([^<]*)</span>')
_CODE_BLOCK = re.compile(r'<pre><code(?: class="([^"]*)")?>(.*?)</code></pre>', re.DOTALL)
_CLASS_OF_CODE = re.compile(r'(<code(?: (?:lang|dir)="[^"]*")*+) class="[^"]*"')
_CODE_SPAN = re.compile(r"<code>(.*?)</code>", re.DOTALL)
_IMAGE = re.compile(r"<img\b([^>]*)>")
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')

_Change = Callable[[str], str]


class Renderer:
    """Markdown to card HTML for one lecture.

    `folder` is where the lecture's pictures are (None: it has none); `ruby` turns Chinese code spans into
    ruby; `math` reads `$…$`; `definitions` are the lecture's link definitions, as Markdown. Pictures that
    were used are in `media` afterwards, and those that could not be in `missing` (name, outside).
    """

    def __init__(
        self, *, folder: Path | None = None, ruby: bool = False, math: bool = False, definitions: str = ""
    ) -> None:
        self.media: dict[str, Media] = {}
        self.missing: dict[str, bool] = {}
        self._folder = folder
        self._math = math
        self._definitions = definitions
        # What sanitised HTML goes through, in this order: what to look for, and what to do where it is there.
        # Pictures and links first: where one goes, its neighbours may become a command or a formula together.
        self._steps: tuple[tuple[str, _Change], ...] = (
            ("<img", partial(_IMAGE.sub, self._picture)),
            ("<a", partial(_LINK.sub, _link)),
            ("", _with_formulas) if math else ("\\", without_formulas),
            ("[", without_commands),
            ("<span class", partial(_replace, '<span class="">', "<span>")),
            ("<pre>", partial(_CODE_BLOCK.sub, _code_block)),
            ("<code ", partial(_CLASS_OF_CODE.sub, r"\1")),
            *((("<code>", partial(_CODE_SPAN.sub, _ruby)),) if ruby else ()),
            ("<table", _wide_table),
        )

    def __call__(self, markdown: str) -> str:
        """Safe card HTML of a snippet, "" for an empty one. A single paragraph comes without its `<p>`."""
        text = markdown.strip("\n")
        if _PLAIN.fullmatch(text) and not _BLOCK_START.match(text):
            return text.strip(" ")
        if ":::" in text:
            text = _without_directives(text)
        if self._definitions and "[" in text:
            text = f"{self._definitions}\n\n{text}"  # before it: a fence without an end would swallow them
        if "*" in text and not text.isascii():
            text = with_signs(text)
        return self._finish(clean_markdown(to_html(text, math=self._math), text))

    def clean(self, html: str) -> str:
        """Any HTML to safe card HTML."""
        return self._finish(clean(html))

    def _finish(self, safe: str) -> str:
        safe = _without_paragraph(safe.strip("\n "))
        for sign, change in self._steps:
            if sign in safe:
                safe = change(safe)
        return safe

    def _picture(self, match: re.Match[str]) -> str:
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        target, label = unescape(attributes.get("src", "")), attributes.get("alt", "")
        if target.startswith(("http:", "https:")):
            address = without_commands(escape(target))
            return f'<a href="{address}">{label or address}</a>'
        media = self._local(unquote(target)) if target else None
        if media is None:
            label = label or plain_html(Path(target).name)
            return f"<em>{label}</em>" if label else ""
        self.media[media.name] = media
        return f'<img src="{media.name}" alt="{label}">'

    def _local(self, target: str) -> Media | None:
        found = find_picture(target, self._folder)
        if isinstance(found, Media):
            self.missing.pop(target, None)
            return found
        self.missing[target] = found == "outside"
        return None


def _without_directives(text: str) -> str:
    """Text without the lines that open and close `:::` directives, except inside code."""
    kept, at = [], 0
    for fence in _FENCE.finditer(text):
        kept += [_DIRECTIVE.sub("\n", text[at : fence.start()]), fence[0]]
        at = fence.end()
    return "".join([*kept, _DIRECTIVE.sub("\n", text[at:])])


def _without_paragraph(safe: str) -> str:
    """HTML without the `<p>` around a single paragraph."""
    if safe.startswith("<p>") and safe.find("</p>") == len(safe) - 4:
        return safe[3:-4].strip("\n ")
    return safe


def _replace(old: str, new: str, html: str) -> str:
    return html.replace(old, new)


def _with_formulas(html: str) -> str:
    """HTML in which the Markdown library's formulas, and no others, are MathJax's."""
    done, at = [], 0
    for match in _MATH.finditer(html):
        done += [without_formulas(html[at : match.start()]), _formula(match[2], display=match[1] == "display")]
        at = match.end()
    return "".join([*done, without_formulas(html[at:])])


def _formula(html: str, *, display: bool) -> str:
    if not is_formula(html):
        signs = "$$" if display else "$"
        return without_formulas(f"{signs}{html}{signs}")
    return rf"\[{html}\]" if display else rf"\({html}\)"


def _code_block(match: re.Match[str]) -> str:
    language = next((name[9:] for name in (match[1] or "").split() if name.startswith("language-")), "")
    code = with_backslashes(unescape(match[2])).rstrip("\n")
    html = highlighted(language.lower(), code) if language else escaped(code)
    return f'<pre class="code"><code>{without_commands(html)}</code></pre>'


def _ruby(match: re.Match[str]) -> str:
    text = text_of(match[1])
    return ruby_html(text) if has_pairs(text) else match[0]


def _link(match: re.Match[str]) -> str:
    target = dict(_ATTRIBUTE.findall(match[1])).get("href", "")
    if not target.startswith(("http:", "https:", "mailto:")):
        return match[2]
    return f'<a href="{target}">{match[2]}</a>'


def _wide_table(html: str) -> str:
    return html.replace("<table>", '<div class="table"><table>').replace("</table>", "</table></div>")
