"""Markdown snippets to safe card HTML.

A lecture is somebody's text: what leaves here holds no script, no event handler, no javascript: link, no
tracker, nothing that Anki would run (`[sound:…]`, `[latex]`, `[anki:…]`), and no file from outside the
lecture's folder. Pictures from the net become links: nothing on a card is fetched.
"""

from __future__ import annotations

import hashlib
import re
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

import nh3

from lecturedeck.lecture import Media
from lecturedeck.markup.highlight import highlighted
from lecturedeck.markup.markdown import to_html
from lecturedeck.markup.ruby import has_pairs, ruby_html
from lecturedeck.text import with_backslashes, without_commands, without_formulas

_TAGS = set(
    "a abbr b blockquote br caption cite code dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img"
    " ins kbd li mark ol p pre q rb rp rt rtc ruby s samp small span strong sub sup table tbody td tfoot th thead"
    " tr tt u ul var wbr".split()
)
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={
        "script",
        "style",
        "template",
        "iframe",
        "object",
        "noscript",
        "title",
        "textarea",
        "svg",
        "math",
    },
    attributes={
        "a": {"href", "title"},
        "code": {"class"},
        "img": {"src", "alt"},
        "ol": {"start"},
        "td": {"style", "colspan", "rowspan"},
        "th": {"style", "colspan", "rowspan"},
        "*": {"lang", "dir"},
    },
    allowed_classes={"span": {"math", "math-inline", "math-display"}},
    filter_style_properties={"text-align"},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)

# Text in which neither Markdown, HTML, Anki nor MathJax can see anything but text.
_PLAIN = re.compile(r"[^\\`*_\[\]<>&|~$\x00-\x1f\x7f]*")
# What Markdown would read as the beginning of a list, heading, quote, rule, fence, or of indented code.
_BLOCK_START = re.compile(r" *(?:[-+=:#]|\d{1,9}[.)])|    ")
# HTML that needs no sanitiser, where the Markdown held no "<": nothing but tags that the Markdown library itself
# closes, with no attribute but the language of code.
_TEXT = r"[^<>&\xa0\x00-\x08\x0b-\x1f\x7f]++|&(?:amp|lt|gt|quot);"
_CODE = r'<code class="language-[a-z]++">'
_SIMPLE = re.compile(rf"(?:{_TEXT}|</?(?:p|code|pre|strong|em|ul|li|del|blockquote)>|{_CODE})*+")
# HTML that needs none, whatever the Markdown held: code and paragraphs in which every tag is closed.
_CLOSED = re.compile(
    rf"(?:<pre>(?:<code>|{_CODE})(?:{_TEXT})*+</code></pre>\n"
    rf"|<p>(?:{_TEXT}|<(code|strong|em)>(?:{_TEXT})*+</\1>)*+</p>\n)*+"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DIRECTIVE = re.compile(r"^ {0,3}:::+[^\n`]*$\n?", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_CODE_BLOCK = re.compile(r'<pre><code(?: class="([^"]*)")?>(.*?)</code></pre>', re.DOTALL)
_CLASSED_CODE = re.compile(r'<code class="[^"]*">')
_CODE_SPAN = re.compile(r"<code>(.*?)</code>", re.DOTALL)
_IMAGE = re.compile(r"<img\b([^>]*)>")
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_MATH = re.compile(r'<span class="math math-(inline|display)">(.*?)</span>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# Tags whose content is no HTML; what they hold is never shown, and where they do not end, that is everything.
_RAW = "script|style|template|iframe|object|noscript|noembed|noframes|title|textarea|svg|math|xmp|plaintext"
_SWALLOWING = re.compile(rf"<({_RAW})\b[^>]*>", re.IGNORECASE)
_ENDED = re.compile(rf"</({_RAW})\b", re.IGNORECASE)
_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp"}


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
        self._ruby = ruby
        self._math = math
        self._definitions = definitions

    def __call__(self, markdown: str) -> str:
        """Safe card HTML of a snippet, "" for an empty one. A single paragraph comes without its `<p>`."""
        text = markdown.strip("\n")
        if _PLAIN.fullmatch(text) and not _BLOCK_START.match(text):
            return text.strip(" ")
        if ":::" in text:
            text = _without_directives(text)
        if self._definitions:
            text = f"{self._definitions}\n\n{text}"  # before it: a fence without an end would swallow them
        html = to_html(text, math=self._math)
        if (_CLOSED if "<" in text else _SIMPLE).fullmatch(html):
            return self._finish(html.replace("&quot;", '"'))
        return self.clean(html)

    def clean(self, html: str) -> str:
        """Any HTML to safe card HTML."""
        html = _CONTROL.sub("", html)
        if _SWALLOWING.search(html):
            html = _without_open_ends(html)
        return self._finish(_CLEANER.clean(html).replace("&nbsp;", "\xa0"))

    def _finish(self, safe: str) -> str:
        """Sanitised HTML to card HTML: what Anki would run is text, code gets colours, pictures their names."""
        safe = safe.strip("\n ")
        if safe.startswith("<p>") and safe.find("</p>") == len(safe) - 4:
            safe = safe[3:-4].strip("\n ")
        if "\\" in safe:
            safe = without_formulas(safe)
        if "[" in safe:
            safe = without_commands(safe)
        if "<" not in safe:
            return safe
        if "<span" in safe:
            safe = safe.replace('<span class="">', "<span>")
        if self._math:
            safe = _MATH.sub(_mathjax, safe)
        if "<pre>" in safe:
            safe = _CODE_BLOCK.sub(_code_block, safe)
        if "<code class" in safe:
            safe = _CLASSED_CODE.sub("<code>", safe)
        if self._ruby and "<code>" in safe:
            safe = _CODE_SPAN.sub(_ruby_span, safe)
        if "<img" in safe:
            safe = _IMAGE.sub(self._picture, safe)
        if "<a" in safe:
            safe = _LINK.sub(_link, safe)
        if "<table" in safe:
            safe = safe.replace("<table>", '<div class="table"><table>').replace("</table>", "</table></div>")
        return safe

    def _picture(self, match: re.Match[str]) -> str:
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        target, label = unescape(attributes.get("src", "")), attributes.get("alt", "")
        if target.startswith(("http:", "https:")):
            return f'<a href="{escape(target)}">{label or escape(target)}</a>'
        name = self._local(unquote(target)) if target else None
        if name is None:
            label = label or escape(Path(target).name)
            return f"<em>{label}</em>" if label else ""
        return f'<img src="{name}" alt="{label}">'

    def _local(self, target: str) -> str | None:
        """The package's name for a picture beside the lecture; None where there is no such picture."""
        self.missing[target] = False
        try:
            media = self._found(target)
        except (OSError, ValueError, RuntimeError):  # a name that is too long or holds a NUL, links in a circle
            return None
        if media is None:
            return None
        del self.missing[target]
        self.media[media.name] = media
        return media.name

    def _found(self, target: str) -> Media | None:
        """The picture in the lecture's folder. Raises what odd names raise."""
        if self._folder is None:
            return None
        folder = self._folder.resolve()
        path = (folder / target).resolve()
        if not path.is_relative_to(folder):
            self.missing[target] = True
            return None
        if path.suffix.lower() not in _PICTURES or not path.is_file():
            return None
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        name = f"{_NAME.sub('-', path.stem)[:40].strip('.-_') or 'picture'}-{digest}{path.suffix.lower()}"
        return Media(name, path)


def _without_open_ends(html: str) -> str:
    """Make text of tags such as `<title>` that never end: an HTML parser takes all that follows for theirs."""
    ended = {name.lower() for name in _ENDED.findall(html)} - {"plaintext"}  # which nothing ends
    return _SWALLOWING.sub(
        lambda match: match[0] if match[1].lower() in ended else escape(match[0], quote=False), html
    )


def _without_directives(text: str) -> str:
    """Drop the lines that open and close `:::` directives, except inside code."""
    kept, at = [], 0
    for fence in _FENCE.finditer(text):
        kept += [_DIRECTIVE.sub("\n", text[at : fence.start()]), fence[0]]
        at = fence.end()
    return "".join([*kept, _DIRECTIVE.sub("\n", text[at:])])


def _mathjax(match: re.Match[str]) -> str:
    formula = with_backslashes(match[2])
    return rf"\[{formula}\]" if match[1] == "display" else rf"\({formula}\)"


def _ruby_span(match: re.Match[str]) -> str:
    text = unescape(_TAG.sub("", match[1]))
    return ruby_html(text) if has_pairs(text) else match[0]


def _link(match: re.Match[str]) -> str:
    attributes = dict(_ATTRIBUTE.findall(match[1]))
    target = attributes.get("href", "")
    if not target.startswith(("http:", "https:", "mailto:")):
        return match[2]
    return f'<a href="{target}">{match[2]}</a>'


def _code_block(match: re.Match[str]) -> str:
    language = next((name[9:] for name in (match[1] or "").split() if name.startswith("language-")), "")
    code = with_backslashes(unescape(match[2])).rstrip("\n")
    html = highlighted(language.lower(), code) if language else escape(code, quote=False)
    html = without_commands(html)
    return f'<pre class="code"><code>{html}</code></pre>'
