"""HTML that is on a card already: whether it is as safe as what a build writes, and what to make of it if not."""

from __future__ import annotations

import re
from html import unescape

from lecturedeck.markup.clean import cleaner
from lecturedeck.markup.formulas import is_formula
from lecturedeck.regex import regex
from lecturedeck.text import TAG, clean_text, without_commands, without_formulas

# A build writes classes and isolates too; they run nothing.
_CLEANER = cleaner(ours=True)
_SOUND = regex(r"\[sound:[^\]\[<>/\\]+\]")
_FORMULA = regex(r"\\\((.*?)\\\)|\\\[(.*?)\\\]", re.DOTALL)
_VOICE = regex(r"(?:\[anki:tts lang=[a-z]{2,3}_[A-Z0-9]{2,3}(?: [a-z]+=[\w.,-]+)*\][^\[\]<>]*\[/anki:tts\])?")
_REMOTE = regex(r"<img\b[^>]*\bsrc=[\"']?\s*(?:[a-z][a-z0-9+.-]*:|[/\\])[^>]*>", re.IGNORECASE)


def safe_html(html: str) -> str:
    """Card HTML that runs nothing and fetches nothing; unchanged where it does neither already."""
    if "<" not in html and "[" not in html and "\\" not in html:
        return clean_text(html)
    return html if _is_safe(html) else _cleaned(html)


def safe_audio(value: str) -> str:
    """The value of an audio field: a voice as a build writes it, or recordings; "" for all else."""
    return value if _VOICE.fullmatch(value) or not _SOUND.sub("", value).strip() else ""


def _is_safe(html: str) -> bool:
    cleaned = _CLEANER.clean(html)
    rest, kept = TAG.sub("\0", html), TAG.sub("\0", cleaned)
    return (
        TAG.findall(html) == TAG.findall(cleaned)  # the same elements, and
        and "<" not in rest
        and unescape(rest) == unescape(kept)  # the same text between them
        and clean_text(html) == html
        and _without_sounds(html) == html
        and not _REMOTE.search(html)
        and without_formulas(_FORMULA.sub(_known_formula, html)) == _FORMULA.sub(_known_formula, html)
    )


def _cleaned(html: str) -> str:
    return _without_sounds(without_formulas(_REMOTE.sub("", clean_text(_CLEANER.clean(clean_text(html))))))


def _without_sounds(html: str) -> str:
    """HTML in which only recordings are played: each is a file that Anki keeps, and runs nothing."""
    at, done = 0, []
    for match in _SOUND.finditer(html):
        done += [without_commands(html[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*done, without_commands(html[at:])])


def _known_formula(match: re.Match[str]) -> str:
    """Nothing for a formula that may be on a card, and the formula for any other."""
    return "" if is_formula(match[1] or match[2] or "") else match[0]
