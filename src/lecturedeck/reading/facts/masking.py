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

from lecturedeck.reading.facts.language import word_set
from lecturedeck.reading.facts.regex import regex

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
_PAREN = regex(r"\s*\(([^()]*)\)")
_CALL = regex(r"([\w.$]+)\([^()]*\)")
_TOOLS = word_set("git npm npx yarn pnpm pip docker cargo")  # "git commit": only the second word is asked
_INITIALISM = regex(r"\b[A-Z][A-Za-z]*[A-Z]s?\b")
_TAG = regex(r"<[^>]*>")
_TOKEN = regex(r"<[^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|[^<&]+|[<&]")
_EMPTY = regex(r"<(strong|em|code|b|i)>\s*</\1>")
_AN = regex(rf"\b([Aa])n?\s+(?=(?:<\w+>)*{re.escape(GAP)})")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "–": "-", "—": "-"})
_AROUND_SIGN = frozenset({"", " ", '"', "'", "(", ")", "`", ".", ",", ";", ":"})
_SPACED = _QUOTES | str.maketrans(dict.fromkeys("\t\n\r\f\v\u2003\u2009\u202f\u3000", " "))
_HYPHEN = regex(r"(?<=\w)-(?=\w)")
_WORD = regex(r"[^\W_]+(?:['’-][^\W_]+)*")


def plain(card_html: str) -> str:
    """The text of card HTML."""
    return html.unescape(_TAG.sub("", card_html))


def normalised_term(term: str) -> str:
    """A term (text or card HTML) for comparison: without mark-up, case, article or end punctuation."""
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
        call = _CALL.fullmatch(text)
        if call:  # what a call holds are example arguments, and no names of it
            todo += [call[1], call[1].rsplit(".", 1)[-1]]
        elif _PAREN.search(text) and _PAREN.sub("", text).strip():
            inside = [part for part in _PAREN.findall(text) if part.strip()]
            todo.append(_PAREN.sub(" ", text))
            todo += inside
        if text.startswith("<") and text.endswith(">"):
            todo.append(text.strip("</>"))
        elif len(text) > 2 and text[0] in ".@#$:-" and text.strip(".@#$:-()"):
            todo.append(text.strip(".@#$:-()"))
        if re.fullmatch(r"[a-z]+(?:[A-Z][a-z]+)+", text):
            todo.append(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text))
        words = text.split(" ")
        if len(words) > 1 and words[-1].casefold() in KIND_NOUNS:
            todo.append(" ".join(words[:-1]))
        if len(words) > 1 and words[0].casefold() in KIND_NOUNS and not words[1].isalpha():
            todo.append(" ".join(words[1:]))
        if len(words) > 1:
            initials = _initials(word for word in words if word[0].isalpha())
            if len(initials) > 1:
                found.add(initials)
        for part in (
            ()
            if call
            else re.split(r"\s+[-–—/|]\s+|\s*,\s*(?:or|and|aka)?\s*|\s+(?:or|vs\.?)\s+|/(?=\w{3})", text)
        ):
            if part != text and len(part) > 1:
                todo.append(part)
    return tuple(sorted(found, key=len, reverse=True))


@lru_cache(maxsize=512)
def _needles(term: str, aliases: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What to look for: in any case (first, lower case) and in this case only (second: short initials)."""
    loose: set[str] = set()
    strict: set[str] = set()
    named = {_plain_spaces(name) for name in (term, *aliases)}
    for form in forms(term, aliases):
        form = _plain_spaces(form)
        *first, last = re.split(r"(?<=\w)[ ](?=\w)", form)
        ways = {" ".join([*first, way]) for way in _number(last)}
        if (len(form) < 4 and form.isupper() and form not in named) or (len(form) == 1 and form.isalpha()):
            strict |= ways
        else:
            loose |= {way.lower() for way in ways}
    return tuple(loose), tuple(strict)


def _plain_spaces(text: str) -> str:
    """Text of the same length, in which whatever may join two words is a space."""
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


def _expansions(term: str, text: str) -> list[tuple[int, int]]:
    """Where a text spells out the initials that a term consists of (HTML: HyperText Markup Language)."""
    found: list[tuple[int, int]] = []
    if term.islower():
        return found
    for word in _INITIALISM.findall(term):
        letters = word.rstrip("s").upper()
        if not 2 <= len(letters) <= 8:
            continue
        words = list(re.finditer(r"[A-Za-z]+", text))
        for at, first in enumerate(words):
            if first.group()[0].upper() != letters[0] or first.group().casefold() in _SMALL:
                continue
            spelled, prior = "", first.end()
            for last in words[at : at + len(letters) + 4]:
                if last.start() > first.start() and not re.fullmatch(r"[\s-]*", text[prior : last.start()]):
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
    spaced = _plain_spaces(text)
    back: list[int] | None = None
    if "  " in spaced:  # runs of spaces count as one, and places are told in the text as it was
        back = [at for at in range(len(spaced)) if spaced[at] != " " or at == 0 or spaced[at - 1] != " "]
        spaced = "".join(spaced[at] for at in back)
    lower = spaced.lower()
    if len(lower) != len(spaced):
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in spaced)
    loose, strict = _needles(term, aliases)
    found = [place for needle in loose for place in _find(needle, lower)]
    found += [place for needle in strict for place in _find(needle, spaced)]
    for name in (term, *aliases):
        found += _expansions(name, spaced)
    if back is not None:
        found = [(back[start], back[end - 1] + 1) for start, end in found]
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


def _echoes(term: str, text: str) -> bool:
    """Whether a text uses every word of a term, if not in a row ("create a new table": CREATE TABLE)."""
    names = [word.lower() for word in _WORD.findall(_PAREN.sub("", term))]
    names = [word for word in names if word not in KIND_NOUNS and word not in _SMALL and word not in _TOOLS]
    if not names:
        return False
    said = set(_WORD.findall(text.lower()))
    return all(not said.isdisjoint(_number(name)) for name in names)


def reverse_of(term: str, aliases: tuple[str, ...], category: str, definition_html: str, least: int = 4) -> str:
    """What the reverse card asks, "" where there can be none. `term` and `category` are plain text.

    `least` is how many words of substance must be left of the definition.
    """
    bare = _PAREN.sub("", term)
    if _COMPOUND.search(bare) or (_FLAG.match(term) and len(term) < 4):
        return ""
    if mentions(term, aliases, category):
        return ""
    masked = mask(term, aliases, definition_html)
    left = plain(masked.replace(GAP, " "))
    words = [word for word in _WORD.findall(left) if word.casefold() not in _SMALL and len(word) > 1]
    enough = len(words) >= least or len(re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]", left)) >= 4
    signs = [form for form in forms(term, aliases) if not re.search(r"\w", form)]
    if _echoes(term, left):
        return ""
    if not enough or any(sign in left for sign in signs):
        return ""
    # With the gaps closed, what stood around them must not make up the term again.
    return "" if masked != definition_html and mentions(term, aliases, left) else masked
