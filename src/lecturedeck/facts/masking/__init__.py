"""Reverse cards: the definition with the term taken out, and whether that makes a fair question.

The rule (docs/facts.md): nothing of the answer may stand on the front. So the term goes, with and without
what it holds in parentheses, without its kind noun ("method"), in singular and plural, as initials and
spelled out, in text and in code, in any case; and where the category names it, there is no reverse card.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lecturedeck.facts.flat import lower_case
from lecturedeck.facts.language import word_set
from lecturedeck.regex import regex

GAP = '<span class="gap">[…]</span>'

KIND_NOUNS = word_set(
    "method methods property properties element elements attribute attributes function functions operator"
    " operators keyword keywords statement statements constructor command commands code codes rule rules hook"
    " hooks event events object objects flag flags file files folder directive parameter argument tag"
    " tags type"
    " types symbol header interface value values api pseudo-class pseudo-classes pseudo-element at-rule"
    " operation"
    " operations tab module modules class data clause selector selectors option options error errors library"
    " state states query queries statement protocol hook format combinator variable variables package"
    " shortcut unit units"
)
_SMALL = word_set("a an the of and or to in on for with by is are at as be")
_ARTICLE = regex(r"^(?:the|an?)\s+", re.I)
_ARTICLES = frozenset("tTaA")
_PAREN = regex(r"\s*\(([^()]*)\)")
_CALL = regex(r"([\w.$]+)\([^()]*\)")
_TOOLS = word_set("git npm npx yarn pnpm pip docker cargo")  # "git commit": only the second word is asked
_INITIALISM = regex(r"\b[A-Z][A-Za-z]*[A-Z]s?\b")
_TAG = regex(r"<[^>]*>")
_TOKEN = regex(r"<[^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|[^<&]+|[<&]")
_EMPTY = regex(r"<(strong|em|code|b|i)>\s*</\1>")
_AN = regex(rf"([Aa])(?<!\w.)n?\s+(?=(?:<\w+>)*{re.escape(GAP)})")  # a letter in front makes the search fast
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "–": "-", "—": "-"})
_AROUND_SIGN = frozenset({"", " ", '"', "'", "(", ")", "`", ".", ",", ";", ":"})
_SPACED = _QUOTES | str.maketrans(dict.fromkeys("\t\n\r\f\v\u2003\u2009\u202f\u3000", " "))
_HYPHEN = regex(r"-(?<=\w-)(?=\w)")  # the sign in front makes the search fast
_WORD = regex(r"[^\W_]+(?:['’-][^\W_]+)*")
_LETTER = regex(r"\w")
_LETTERS = regex(r"[A-Za-z]+")
_BETWEEN = regex(r"[\s-]*")
_HUMP = regex(r"(?<=[a-z])[A-Z]")
_BEFORE_HUMP = regex(r"(?<=[a-z])(?=[A-Z])")
_CAMEL = regex(r"[a-z]+(?:[A-Z][a-z]+)+")
_PARTS = regex(r"\s+[-–—/|]\s+|\s*,\s*(?:or|and|aka)?\s*|\s+(?:or|vs\.?)\s+|/(?=\w{3})")
_HAS_PARTS = (",", "/", " - ", " | ", " or ", " vs")  # no part without one of them
_IDEOGRAPH = regex(r"[\u3040-\u30ff\u4e00-\u9fff]")


def plain(card_html: str) -> str:
    """The text of card HTML."""
    return html.unescape(_TAG.sub("", card_html) if "<" in card_html else card_html)


@lru_cache(maxsize=1024)
def normalised_term(term: str) -> str:
    """A term (text or card HTML) for comparison: without mark-up, case, article or end punctuation."""
    text = plain(term)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    text = " ".join(text.replace("`", "").casefold().split())
    if text.startswith(("a ", "an ", "the ")):
        text = text.partition(" ")[2]
    return (text.rstrip(" :;,.") or text) if _LETTER.search(text) else text


@lru_cache(maxsize=2048)
def _number(word: str) -> frozenset[str]:
    """A word in singular and plural."""
    forms = {word}
    low = word.casefold()
    if len(low) < 3 or not low[-1].isalpha():
        return frozenset(forms)
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
    return frozenset(forms)


def _initials(words: Iterable[str]) -> str:
    """HyperText Markup Language → HTML."""
    found = ""
    for word in words:
        if word.casefold() in _SMALL:
            continue
        inner = [] if word[1:].islower() else _HUMP.findall(word)
        found += word[0].upper() + "".join(inner)
    return found


def forms(term: str, aliases: tuple[str, ...] = ()) -> tuple[str, ...]:
    """All the ways to write a term (plain text), longest first, without singular and plural."""
    found: set[str] = set()
    todo = [term, *aliases]
    while todo:
        text = todo.pop()
        if not text.isascii():
            text = text.translate(_QUOTES)
        if text[:1] in _ARTICLES:
            text = _ARTICLE.sub("", text)
        text = " ".join(text.split()).strip(" :;,\"'")
        if not text or text in found or text.casefold() in _SMALL:
            continue
        found.add(text)
        if text.isalpha():
            if not text.islower() and _CAMEL.fullmatch(text):
                todo.append(_BEFORE_HUMP.sub(" ", text))
            continue
        bracket = "(" in text
        call = _CALL.fullmatch(text) if bracket else None
        if call:  # what a call holds are example arguments, and no names of it
            todo += [call[1], call[1].rsplit(".", 1)[-1]]
        elif bracket and _PAREN.search(text) and _PAREN.sub("", text).strip():
            inside = [part for part in _PAREN.findall(text) if part.strip()]
            todo.append(_PAREN.sub(" ", text))
            todo += inside
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
        if not call and any(map(text.__contains__, _HAS_PARTS)):
            todo += [part for part in _PARTS.split(text) if part != text and len(part) > 1]
    return tuple(sorted(found, key=len, reverse=True))


class _Needles(NamedTuple):
    """What to look for where a term may be named."""

    loose: tuple[str, ...]  # in any case; lower case
    strict: tuple[str, ...]  # in this case only: short initials
    signs: tuple[str, ...]  # forms without a letter or digit
    initials: tuple[str, ...]  # to be found spelled out


@lru_cache(maxsize=2048)
def _needles(term: str, aliases: tuple[str, ...]) -> _Needles:
    loose: set[str] = set()
    strict: set[str] = set()
    named = {_plain_spaces(name) for name in (term, *aliases)}
    every = forms(term, aliases)
    for form in every:
        form = _plain_spaces(form)
        if (len(form) < 4 and form.isupper() and form not in named) or (len(form) == 1 and form.isalpha()):
            ways = strict
        else:
            ways, form = loose, form.lower()
        cut = _last_word(form)
        first, last = form[:cut], form[cut:]
        ways.update([first + way for way in _number(last)] if first else _number(last))
    initials = [
        word.rstrip("s").upper()
        for name in (term, *aliases)
        if not name[1:].islower()
        for word in _INITIALISM.findall(name)
    ]
    return _Needles(
        tuple(loose),
        tuple(strict),
        tuple([form for form in every if not (form[0].isalnum() or _LETTER.search(form))]),
        tuple([letters for letters in dict.fromkeys(initials) if 2 <= len(letters) <= 8]),
    )


def _last_word(form: str) -> int:
    """Where the last word of a form begins: behind the last space that has a letter on both sides."""
    at = form.rfind(" ")
    while at >= 0:
        if at and form[at - 1].isalnum() and form[at + 1 : at + 2].isalnum():
            return at + 1
        at = form.rfind(" ", 0, at)
    return 0


def _plain_spaces(text: str) -> str:
    """Text of the same length, in which whatever may join two words is a space."""
    if not (text.isascii() and text.isprintable()):
        text = text.translate(_SPACED)
    return _HYPHEN.sub(" ", text) if "-" in text else text


def _find(needle: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a needle stands in a text as a whole word (or a whole sign)."""
    first, last = needle[0], needle[-1]
    at = text.find(needle)
    while at >= 0:
        end = at + len(needle)
        before, behind = text[at - 1 : at] if at else "", text[end : end + 1]
        if len(needle) == 1 and not needle.isalnum():  # a sign only counts where it stands by itself
            whole = before in _AROUND_SIGN and behind in _AROUND_SIGN
        else:
            whole = not ((first.isalnum() and before.isalnum()) or (last.isalnum() and behind.isalnum()))
        if whole:
            yield at, end
        at = text.find(needle, at + 1)


def _expansions(initials: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    """Where a text spells out initials (HTML: HyperText Markup Language)."""
    words: list[re.Match[str]] | None = None
    for letters in initials:
        if words is None:
            words = list(_LETTERS.finditer(text))
        for at, first in enumerate(words):
            if first[0][0].upper() != letters[0] or first[0].casefold() in _SMALL:
                continue
            spelled, prior = "", first.end()
            for last in words[at : at + len(letters) + 4]:
                if last.start() > first.start() and not _BETWEEN.fullmatch(text, prior, last.start()):
                    break
                prior = last.end()
                spelled += _initials([last[0]])
                if spelled == letters and last is not first:
                    yield first.start(), last.end()
                    break
                if not letters.startswith(spelled):
                    break


def places(term: str, aliases: tuple[str, ...], text: str) -> list[tuple[int, int]]:
    """Where a plain text names a term, in any of its forms."""
    spaced = _plain_spaces(text)
    back: list[int] | None = None
    if "  " in spaced:  # runs of spaces count as one, and places are told in the text as it was
        back = [at for at in range(len(spaced)) if spaced[at] != " " or at == 0 or spaced[at - 1] != " "]
        spaced = "".join(spaced[at] for at in back)
    lower = lower_case(spaced)
    needles = _needles(term, aliases)
    found = [place for needle in needles.loose if needle in lower for place in _find(needle, lower)]
    found += [place for needle in needles.strict if needle in spaced for place in _find(needle, spaced)]
    if needles.initials:
        found += _expansions(needles.initials, spaced)
    if back is not None:
        found = [(back[start], back[end - 1] + 1) for start, end in found]
    return found


def mentions(term: str, aliases: Iterable[str], text: str) -> bool:
    """Whether a plain text names a term, in any of its forms."""
    return bool(places(term, tuple(aliases), text))


def mask(term_plain: str, aliases: Iterable[str], definition_html: str) -> str:
    """A definition (card HTML) with each mention of the term (plain text) or an alias replaced by a gap."""
    if "<" not in definition_html and "&" not in definition_html:
        marks = _joined(places(term_plain, tuple(aliases), definition_html), definition_html)
        return _AN.sub(r"\1(n) ", _cut(definition_html, definition_html, 0, marks)) if marks else definition_html
    tokens = _TOKEN.findall(definition_html)
    said = ["" if token[0] == "<" and len(token) > 1 else html.unescape(token) for token in tokens]
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
    emptied = 1
    while emptied:
        masked, emptied = _EMPTY.subn("", masked)
    return _AN.sub(r"\1(n) ", masked)


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


_COMPOUND = regex(r"\s(?:and|or|vs\.?|versus|&)\s|\s/\s|,\s|\w/\w")
_FLAG = regex(r"^-{1,2}[\w-]+$")


def _echoes(bare: str, text: str) -> bool:
    """Whether a text uses every word of a term, if not in a row ("create a new table": CREATE TABLE)."""
    names = [word.lower() for word in _WORD.findall(bare)]
    names = [word for word in names if word not in KIND_NOUNS and word not in _SMALL and word not in _TOOLS]
    if not names:
        return False
    lower = text.lower()
    if not all(any(way in lower for way in _number(name)) for name in names):
        return False
    said = set(_WORD.findall(lower))
    return all(not said.isdisjoint(_number(name)) for name in names)


def _says(text: str, least: int) -> bool:
    """Whether a text has at least so many words of substance."""
    clear = filter(str.isalpha, text.split())  # a part of the words, but nearly always enough of them
    return _enough(clear, least) or _enough((word[0] for word in _WORD.finditer(text)), least)


def _enough(words: Iterable[str], least: int) -> bool:
    substance = (word for word in words if len(word) > 1 and word.casefold() not in _SMALL)
    return len(list(islice(substance, least))) == least


class Reverse(NamedTuple):
    """What a reverse card asks, or in plain words why there is none."""

    prompt: str
    reason: str = ""


GIVEN_AWAY = Reverse("", "the definition gives the term away")
NAMED_ABOVE = Reverse("", "the heading gives the term away")


def reverse_of(
    term: str, aliases: tuple[str, ...], category: str, definition_html: str, least: int = 4
) -> Reverse:
    """What the reverse card asks. `term` and `category` are plain text.

    `least` is how many words of substance must be left of the definition.
    """
    bare = _PAREN.sub("", term) if "(" in term else term
    if _COMPOUND.search(bare):
        return Reverse("", "the term names several things")
    if _FLAG.match(term) and len(term) < 4:
        return Reverse("", "the term is a short flag")
    if mentions(term, aliases, category):
        return NAMED_ABOVE
    masked = mask(term, aliases, definition_html)
    left = " ".join(plain(masked.replace(GAP, " ")).split())
    if not _says(left, least) and len(_IDEOGRAPH.findall(left)) < 4:
        return Reverse("", "without the term, the definition says too little")
    if _echoes(bare, left) or any(sign in left for sign in _needles(term, aliases).signs):
        return GIVEN_AWAY
    # With the gaps closed, what stood around them must not make up the term again.
    return GIVEN_AWAY if masked != definition_html and mentions(term, aliases, left) else Reverse(masked)
