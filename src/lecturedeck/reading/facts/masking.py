"""Reverse cards: the definition with the term taken out, and whether that makes a fair question.

The rule (docs/facts.md): nothing of the answer may stand on the front. So the term goes, with and without
what it holds in parentheses, without its kind noun ("method"), in singular and plural, as initials and
spelled out, in text and in code, in any case; and where the category names it, there is no reverse card.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

GAP = '<span class="gap">[…]</span>'

KIND_NOUNS = frozenset(
    "method methods property properties element elements attribute attributes function functions operator"
    " operators keyword keywords statement statements constructor command commands code codes rule rules hook"
    " hooks event events object objects flag flags file files folder directive parameter argument tag tags type"
    " types symbol header interface value values api pseudo-class pseudo-classes pseudo-element at-rule operation"
    " operations tab module modules class data clause selector selectors option options error errors library"
    " combinator variable variables package shortcut unit units".split()
)
_SMALL = frozenset("a an the of and or to in on for with by is are at as be".split())
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.I)
_PAREN = re.compile(r"\s*\(([^()]*)\)")
_TAG = re.compile(r"<[^>]*>")
_TOKEN = re.compile(r"<[^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|[^<&]+|[<&]")
_EMPTY = re.compile(r"<(strong|em|code|b|i)>\s*</\1>")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "–": "-", "—": "-"})
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def plain(card_html: str) -> str:
    """The text of card HTML."""
    return html.unescape(_TAG.sub("", card_html))


def normalised_term(term: str) -> str:
    """A term for comparison: plain text or card HTML in, no mark-up, case, articles or end punctuation out."""
    text = unicodedata.normalize("NFKC", plain(term)).translate(_QUOTES).replace("`", "").casefold()
    text = _ARTICLE.sub("", " ".join(text.split()))
    return (text.rstrip(" :;,.") or text) if re.search(r"\w", text) else text


def _number(word: str) -> set[str]:
    """A word in singular and plural."""
    forms = {word}
    low = word.casefold()
    if len(low) < 3 or not low[-1].isalpha():
        return forms
    if low.endswith("ies") and len(low) > 4:
        forms.add(word[:-3] + "y")
    if low.endswith(("ses", "xes", "ches", "shes", "zes")):
        forms.add(word[:-2])
    if low.endswith("ices"):
        forms |= {word[:-4] + "ex", word[:-4] + "ix"}
    if low.endswith(("ex", "ix")):
        forms.add(word[:-2] + "ices")
    if low.endswith("s") and not low.endswith("ss"):
        forms.add(word[:-1])
    if not low.endswith("s"):
        forms.add(word + "s")
    if low.endswith("y"):
        forms.add(word[:-1] + "ies")
    if low.endswith(("s", "x", "ch", "sh", "z")):
        forms.add(word + "es")
    return forms


def _initials(words: Iterable[str]) -> str:
    """HyperText Markup Language → HTML."""
    found = ""
    for word in words:
        if word.casefold() in _SMALL:
            continue
        inner = re.findall(r"(?<=[a-z])[A-Z]", word)
        found += word[0].upper() + "".join(inner)
    return found


@lru_cache(maxsize=512)
def forms(term: str, aliases: tuple[str, ...] = ()) -> tuple[str, ...]:
    """All the ways to write a term (plain text), longest first, without singular and plural."""
    found: set[str] = set()
    todo = [term, *aliases]
    while todo:
        text = " ".join(_ARTICLE.sub("", todo.pop().translate(_QUOTES)).split()).strip(" :;,\"'")
        if not text or text in found or text.casefold() in _SMALL:
            continue
        found.add(text)
        if _PAREN.search(text) and _PAREN.sub("", text).strip():
            inside = [part for part in _PAREN.findall(text) if part.strip()]
            todo.append(_PAREN.sub(" ", text))
            todo += inside
        if text.endswith("()"):
            todo.append(text[:-2])
        if text.startswith("<") and text.endswith(">"):
            todo.append(text.strip("</>"))
        elif len(text) > 2 and text[0] in ".@#$:-" and text.strip(".@#$:-()"):
            todo.append(text.strip(".@#$:-()"))
        words = text.split(" ")
        if len(words) > 1 and words[-1].casefold() in KIND_NOUNS:
            todo.append(" ".join(words[:-1]))
        if len(words) > 1 and words[0].casefold() in KIND_NOUNS and not words[1].isalpha():
            todo.append(" ".join(words[1:]))
        if len(words) > 1:
            initials = _initials(word for word in words if word[0].isalpha())
            if len(initials) > 1:
                found.add(initials)
        for part in re.split(r"\s+[-–—/|]\s+|\s*,\s*(?:or|and|aka)?\s*|\s+(?:or|vs\.?)\s+|/(?=\w{3})", text):
            if part != text and len(part) > 1:
                todo.append(part)
    return tuple(sorted(found, key=len, reverse=True))


@lru_cache(maxsize=512)
def _matcher(term: str, aliases: tuple[str, ...]) -> re.Pattern[str] | None:
    """A pattern that finds every form of a term in plain text."""
    loose: list[str] = []
    strict: list[str] = []
    words_of_term = [word for word in term.split() if word[:1].isalpha()]
    initials = _initials(words_of_term)
    for form in forms(term, aliases):
        parts = re.split(r"[\s-]+", form) if re.search(r"\w[\s-]+\w", form) else [form]
        if not all(parts):
            parts = [form]
        *first, last = parts
        ends = "|".join(re.escape(end) for end in sorted(_number(last), key=len, reverse=True))
        body = r"[\s-]+".join([*map(re.escape, first), f"(?:{ends})"])
        left = r"(?<![^\W_])" if form[0].isalnum() else (r"(?<!\w)" if form[0] == "_" else "")
        right = r"(?![^\W_])" if last[-1].isalnum() else ""
        # A sign of one character is only the term where it stands by itself.
        if len(form) == 1 and not form.isalnum():
            left, right = r"(?<![^\s\"'(`])", r"(?![^\s\"').,;:`])"
        if form == initials and form not in (term, *aliases) and len(form) < 4:
            strict.append(f"{left}{re.escape(form)}s?{right}")
        elif len(form) == 1 and form.isalpha():
            strict.append(f"{left}{re.escape(form)}{right}")
        else:
            loose.append(f"{left}{body}{right}")
    parts = []
    if loose:
        parts.append(f"(?i:{'|'.join(loose)})")
    parts += strict
    return re.compile("|".join(parts)) if parts else None


def _expansions(term: str, text: str) -> list[tuple[int, int]]:
    """Where a text spells out the initials that a term consists of (HTML: HyperText Markup Language)."""
    found: list[tuple[int, int]] = []
    for word in re.findall(r"\b[A-Z][A-Za-z]*[A-Z]s?\b", term):
        letters = word.rstrip("s").upper()
        if not 2 <= len(letters) <= 8:
            continue
        words = [match for match in re.finditer(r"[A-Za-z]+", text)]
        for at, first in enumerate(words):
            if first.group()[0].upper() != letters[0] or first.group().casefold() in _SMALL:
                continue
            spelled, prior = "", first.end()
            for last in words[at : at + len(letters) + 4]:
                if last.start() > first.start() and not re.fullmatch(r"[\s-]*", text[prior:last.start()]):
                    break
                prior = last.end()
                spelled += _initials([last.group()])
                if spelled == letters and last is not first:
                    found.append((first.start(), last.end()))
                    break
                if not letters.startswith(spelled):
                    break
    return found


def places(term: str, aliases: tuple[str, ...], text: str) -> list[tuple[int, int]]:
    """Where a plain text names a term, in any of its forms."""
    text = text.translate(_QUOTES)
    matcher = _matcher(term, aliases)
    found = [match.span() for match in matcher.finditer(text)] if matcher else []
    for name in (term, *aliases):
        found += _expansions(name, text)
    return found


def mentions(term: str, aliases: Iterable[str], text: str) -> bool:
    """Whether a plain text names a term, in any of its forms."""
    return bool(places(term, tuple(aliases), text))


def mask(term_plain: str, aliases: Iterable[str], definition_html: str) -> str:
    """A definition (card HTML) with each mention of the term (plain text) or an alias replaced by a gap."""
    tokens = _TOKEN.findall(definition_html)
    said: list[str] = []
    for token in tokens:
        if token.startswith("<") and len(token) > 1:
            said.append("")
        else:
            said.append(html.unescape(token))
    text = "".join(said)
    marks = _joined(places(term_plain, tuple(aliases), text), text)
    if not marks:
        return definition_html
    out: list[str] = []
    at = 0
    for token, words in zip(tokens, said, strict=True):
        if not words:
            out.append(token)
            continue
        if token == words or len(words) == 1:
            out.append(_cut(token, words, at, marks))
        else:  # an entity of two characters: hide it whole or not at all
            hidden = any(a < at + len(words) and at < b for a, b in marks)
            out.append("" if hidden else token)
        at += len(words)
    masked = "".join(out)
    while True:
        leaner = _EMPTY.sub("", masked)
        if leaner == masked:
            break
        masked = leaner
    masked = re.sub(rf"\b([Aa])n?\s+(?=(?:<\w+>)*{re.escape(GAP)})", r"\1(n) ", masked)
    return masked


def _joined(found: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Overlapping and touching ranges as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if text[end : end + 2] == "()":
            end += 2
        if joined and (start <= joined[-1][1] or not text[joined[-1][1] : start].strip(" ")):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _cut(token: str, words: str, at: int, marks: list[tuple[int, int]]) -> str:
    out: list[str] = []
    cursor = 0
    for start, end in marks:
        a, b = start - at, end - at
        if b <= 0 or a >= len(words):
            continue
        if a >= 0:
            out += [words[cursor:a] if token == words else "", GAP]
        cursor = max(cursor, min(b, len(words)))
    if token != words:  # an entity of one character
        return "".join(out) if cursor else token
    return "".join([*out, words[cursor:]])


_COMPOUND = re.compile(r"\s(?:and|or|vs\.?|versus|&)\s|\s/\s|,\s|\w/\w")
_FLAG = re.compile(r"^-{1,2}[\w-]+$")


def reverse_of(term: str, aliases: tuple[str, ...], category: str, definition_html: str) -> str:
    """What the reverse card asks, "" where there can be none. `term` and `category` are plain text."""
    bare = _PAREN.sub("", term)
    if _COMPOUND.search(bare) or (_FLAG.match(term) and len(term) < 4):
        return ""
    if mentions(term, aliases, category):
        return ""
    masked = mask(term, aliases, definition_html)
    left = plain(masked.replace(GAP, " "))
    words = [word for word in _WORD.findall(left) if word.casefold() not in _SMALL and len(word) > 1]
    enough = len(words) >= 4 or len(re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]", left)) >= 4
    if not enough or mentions(term, aliases, left):
        return ""
    return masked
