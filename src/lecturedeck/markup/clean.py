"""HTML of any origin to safe HTML: an allow-list of tags and attributes, through nh3.

Sanitising is a tenth of a build, and most snippets are paragraphs and code that need none. `needs_no_cleaning`
tells these; that the sanitiser would leave them unchanged is held by a property test.
"""

from __future__ import annotations

import re

import nh3

from lecturedeck.regex import regex
from lecturedeck.text import clean_text, escaped, words_of

_TAGS = set(
    "a abbr b blockquote br caption cite code dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img"
    " ins kbd li mark ol p pre q rb rp rt rtc ruby s samp small span strong sub sup table tbody td tfoot th thead"
    " tr tt u ul var wbr".split()
)


def cleaner(*, ours: bool) -> nh3.Cleaner:
    """A sanitiser for HTML of a lecture, or with `ours` for that of a card: elements may have any class there."""
    return nh3.Cleaner(
        tags=_TAGS | {"bdi"} if ours else _TAGS,
        clean_content_tags=set("script style template iframe object noscript title textarea svg math".split()),
        attributes={
            "a": {"href", "title"},
            "code": {"class"},
            "img": {"src", "alt"},
            "ol": {"start"},
            "td": {"style", "colspan", "rowspan"},
            "th": {"style", "colspan", "rowspan"},
            "*": {"lang", "dir", "class"} if ours else {"lang", "dir"},
        },
        allowed_classes={} if ours else {"span": {"math", "math-inline", "math-display"}},
        filter_style_properties={"text-align"},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


_CLEANER = cleaner(ours=False)

# Tags whose content is no HTML: it is never shown, and where such a tag does not end, that is everything after it.
_RAW = "script|style|template|iframe|object|noscript|noembed|noframes|title|textarea|svg|math|xmp|plaintext"
_SWALLOWING = regex(rf"<({_RAW})\b[^>]*>", re.IGNORECASE)
_ENDED = regex(rf"</({_RAW})\b", re.IGNORECASE)

# An element that is never closed is reopened in every block after it, so that 15 kB can become 22 MB.
_DEEPEST, _MOST_GROWTH, _SMALL = 64, 3, 2_000
_ELEMENT = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# They nest in nothing, or close themselves.
_FLAT = set(
    "area br col hr img input link meta source track wbr p li dt dd tr td th tbody thead tfoot rt rp".split()
)

_TEXT = r"[^<>&\xa0\x00-\x08\x0b-\x1f\x7f]++|&(?:amp|lt|gt|quot);"
_CODE = r'<code class="language-[a-z]++">'
# Nothing but tags that the Markdown library itself opens and closes, with no attribute but the language of code.
_OF_MARKDOWN = regex(rf"(?:{_TEXT}|</?(?:p|code|pre|strong|em|ul|li|del|blockquote)>|{_CODE})*+")
# Code and paragraphs in which every tag is closed, even where the author wrote the tags.
_CLOSED = re.compile(
    rf"(?:<pre>(?:<code>|{_CODE})(?:{_TEXT})*+</code></pre>\n"
    rf"|<p>(?:{_TEXT}|<(code|strong|em)>(?:{_TEXT})*+</\1>)*+</p>\n)*+"
)


def clean(html: str) -> str:
    """Safe HTML of any HTML."""
    html = clean_text(html)
    if _is_too_deep(html):
        return _as_text(html)
    if _SWALLOWING.search(html):
        html = _without_open_ends(html)
    safe = clean_text(_CLEANER.clean(html).replace("&nbsp;", "\xa0"))  # again: "&#31;" is a character now
    return safe if len(safe) <= _MOST_GROWTH * len(html) + _SMALL else _as_text(html)


def _is_too_deep(html: str) -> bool:
    """Whether elements nest so deeply that a browser, and the sanitiser, would take long over them."""
    if html.count("<") <= _DEEPEST:
        return False
    steps = (-1 if match[1] else 0 if match[2].lower() in _FLAT else 1 for match in _ELEMENT.finditer(html))
    depth = 0
    for step in steps:
        depth = max(depth + step, 0)
        if depth > _DEEPEST:
            return True
    return False


def _as_text(html: str) -> str:
    """What HTML says, as text without any element."""
    return escaped(clean_text(words_of(html))).replace("\xa0", " ")


def clean_markdown(html: str, markdown: str) -> str:
    """Safe HTML of what the Markdown library made of a snippet."""
    if needs_no_cleaning(html, markdown) and not _is_too_deep(html):
        return html.replace("&quot;", '"')
    return clean(html)


def needs_no_cleaning(html: str, markdown: str) -> bool:
    """Whether `clean` would change nothing but `&quot;` in what the Markdown library made of a snippet."""
    return (_CLOSED if "<" in markdown else _OF_MARKDOWN).fullmatch(html) is not None


def _without_open_ends(html: str) -> str:
    """HTML in which tags such as `<title>` that never end are text: a parser would give them all that follows."""
    ended = {name.lower() for name in _ENDED.findall(html)} - {"plaintext"}  # which nothing ends
    return _SWALLOWING.sub(lambda match: match[0] if match[1].lower() in ended else escaped(match[0]), html)
