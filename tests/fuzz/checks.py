"""What must hold for every lecture: it raises nothing, takes no time, and its cards are safe and not swollen."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from selectolax.lexbor import LexborHTMLParser, LexborNode

from lecturedeck.anki.cards import drafts_of
from lecturedeck.anki.decks import deck_of
from lecturedeck.anki.identity import notes_of
from lecturedeck.anki.notes import Draft
from lecturedeck.building import Options
from lecturedeck.building.contribute import contribution
from lecturedeck.cli.as_json import as_json
from lecturedeck.lecture import Lecture
from lecturedeck.preview import render_preview
from lecturedeck.reading.files import Place
from lecturedeck.reading.reader import may_hold_cards, read_lecture

LONGEST = 2.0  # seconds of the processor, in a run of the fuzzer
HANG = 10.0  # in the tests, which a busy machine must not fail: work that grows without bounds takes longer still
_T = TypeVar("_T")
# What may stand in a field: the fuzzer's own list, which no code of the program shares.
_ANYWHERE = {"lang", "dir", "class"}
_BARE = (
    "abbr b bdi blockquote br caption cite code dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i ins kbd"
    " li mark p pre q rb rp rt rtc ruby s samp small span strong sub sup table tbody tfoot thead tr tt u ul var wbr"
).split()
_ALLOWED: dict[str, set[str]] = {
    **{name: set() for name in _BARE},
    "a": {"href", "title"},
    "div": {"data-gaps"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"style", "colspan", "rowspan"},
    "th": {"style", "colspan", "rowspan"},
}
_FRAME = {"html": set[str](), "head": set[str](), "body": set[str]()}
_RUN_BY_ANKI = ("[sound:", "[anki:", "[latex]", "[/latex]", "[$]", "[/$]", "[$$]", "[/$$]")
_TEX = (
    "style class cssId href url require def edef gdef let newcommand renewcommand newenvironment html htmlClass"
    " data htmlData htmlId htmlStyle mathtip texttip tooltip toggle mmlToken unicode includegraphics enclose bbox input"
    " csname catcode special verb write immediate loop"
).split()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not be: what, and where."""

    what: str
    where: str


PLACE = Place("tea.md", None, "english", "tea-block")
_LANGUAGES = ("english", "english", "arabic", "chinese", "espanol", "japanese")
_OPTIONS = (Options(), Options(facts="all"), Options(facts="all", audio="keep", think_first=True))


@dataclass(frozen=True, slots=True)
class Read:
    """A lecture that was read, with the drafts of its notes."""

    data: bytes
    lecture: Lecture
    drafts: tuple[Draft, ...]


def place_of(seed: int) -> Place:
    """Where the lecture of a seed is."""
    return Place("tea.md", None, _LANGUAGES[seed % len(_LANGUAGES)], "tea-block" if seed % 2 else "")


def options_of(seed: int) -> Options:
    """With what options the lecture of a seed is built."""
    return _OPTIONS[seed % len(_OPTIONS)]


def findings(
    data: bytes, place: Place = PLACE, options: Options = _OPTIONS[0], longest: float = HANG
) -> Iterator[Finding]:
    """All that is wrong with how a lecture is read and with the cards that it gives."""
    read, reading = _timed(lambda: _read_and_made(data, place, options), longest)
    _, shown = _timed(lambda: render_preview(read.drafts).encode(), longest)
    for where, spent in (("reading", reading), ("preview", shown)):
        if spent > longest:
            yield Finding(f"{spent:.1f} s", where)
    yield from findings_in(read, place)


def _timed(work: Callable[[], _T], longest: float) -> tuple[_T, float]:
    """What some work gives, and its seconds of the processor: the least of three where it takes too long, since on a
    busy machine all work does."""
    least = float("inf")
    for _ in range(3):
        begin = time.process_time()
        result = work()
        least = min(least, time.process_time() - begin)
        if least <= longest:
            break
    return result, least


def _read_and_made(data: bytes, place: Place, options: Options) -> Read:
    read = as_read(data, place, options)
    as_notes(read.drafts, preview=False)
    return read


def as_read(data: bytes, place: Place, options: Options) -> Read:
    """A lecture as `build` and `extract` read it."""
    may_hold_cards(data)
    lecture = read_lecture(data, place)
    json.dumps(as_json(lecture), ensure_ascii=False).encode()
    return Read(data, lecture, () if lecture.has_errors else contribution(place, lecture, options).drafts)


def as_notes(drafts: Sequence[Draft], *, preview: bool = True) -> None:
    """Make the notes of some drafts, and their preview."""
    notes_of(drafts, 1_700_000_000)
    if preview:
        render_preview(drafts).encode()


def findings_in(read: Read, place: Place) -> Iterator[Finding]:
    """All that is wrong with the cards of a lecture."""
    lecture, drafts = read.lecture, read.drafts
    if len(lecture.problems) > 1_000:
        yield Finding(f"{len(lecture.problems)} problems", "problems")
    for problem in lecture.problems:
        yield from _of_text(problem.message + problem.hint, problem.code)
    if lecture.has_errors:
        drafts = tuple(drafts_of(lecture, deck_of(place, lecture), "", "tts"))
    for draft in drafts:
        # A lecture with an error gives no card, so that its fields may have any size.
        yield from _of_draft(draft, len(read.data) if not lecture.has_errors else 10**9)


def _of_draft(draft: Draft, source: int) -> Iterator[Finding]:
    names = draft.note_type.field_names
    for name, value in zip(names, draft.fields, strict=True):
        where = f"{draft.kind}.{name}"
        yield from _of_text(value, where)
        if len(value) > 4 * source + 4_000:
            yield Finding(f"{len(value)} characters of {source} bytes", where)
        if name == "Audio":
            if value and not _is_voice(value):
                yield Finding(f"no voice: {value[:200]!r}", where)
        else:
            yield from (Finding(what, where) for what in unsafe(value))
    for tag in draft.tags:
        yield from _of_text(tag, "tag")
        if tag.split() != [tag]:
            yield Finding(f"a tag with a space: {tag!r}", "tag")
    yield from _of_text(draft.deck, "deck")
    yield from _of_text(draft.lecture_id, "id")


def _of_text(text: str, where: str) -> Iterator[Finding]:
    if bad := sorted(set(_BAD.findall(text))):
        yield Finding(f"characters {bad!r}", where)


_BAD = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")


def _is_voice(value: str) -> bool:
    head, bracket, rest = value.partition("]")
    text, slash, end = rest.partition("[/anki:tts]")
    lang = head.removeprefix("[anki:tts lang=")
    parts = lang.split("_")
    return (
        bool(bracket and slash)
        and not end
        and head.startswith("[anki:tts lang=")
        and len(parts) == 2
        and all(part.isalnum() and part.isascii() for part in parts)
        and not set(text) & set("<>[]")
    )


@lru_cache(maxsize=4_096)
def unsafe(html: str) -> tuple[str, ...]:
    """What of a field must not be on a card, as a browser, Anki and MathJax would see it."""
    return tuple(_unsafe(html)) if set(html) & set("<[\\&") else ()


def _unsafe(html: str) -> Iterator[str]:
    lowered = html.lower()
    yield from (f"Anki runs {sign}" for sign in _RUN_BY_ANKI if sign in lowered)
    root = LexborHTMLParser(f"<body>{html}").root  # a comment before the body would lie outside of the tree
    if root is None:
        return
    stack = [(root, False)]
    allowed = _ALLOWED | _FRAME
    while stack:
        node, quiet = stack.pop()
        name = node.tag or ""
        # MathJax passes over these.
        inside = quiet or name in ("pre", "code") or node.attributes.get("class") == "tex2jax_ignore"
        child = node.child
        while child is not None:
            stack.append((child, inside))
            child = child.next
        if name == "-text":
            if not quiet:
                yield from _tex(node.text(deep=False))
        elif name.startswith(("-", "_", "!")):
            yield f"a node {name}"
        elif name not in allowed:
            yield f"<{name}>"
        else:
            yield from _attributes(name, node, allowed[name])


def _attributes(tag: str, node: LexborNode, allowed: set[str]) -> Iterator[str]:
    for name, value in node.attributes.items():
        value = (value or "").strip()
        if name not in allowed | _ANYWHERE:
            yield f"<{tag} {name}>"
        elif name == "data-gaps" and not value.replace(" ", "").isdigit():
            yield f"gaps {value[:60]!r}"
        elif name == "href" and not value.lower().startswith(
            ("http://", "https://", "http:", "https:", "mailto:")
        ):
            yield f"a link to {value[:60]!r}"
        elif name == "src" and not set(value) <= _OF_NAMES:
            yield f"a picture from {value[:60]!r}"
        elif name == "style" and value and (set(value) & set("(@\\") or not value.startswith("text-align")):
            yield f"a style {value[:60]!r}"
        elif name == "class" and not set(value) <= _OF_NAMES | set(" /"):
            yield f"a class {value[:60]!r}"


_OF_NAMES = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")


def _tex(text: str) -> Iterator[str]:
    for begin, end in (("\\(", "\\)"), ("\\[", "\\]")):
        for part in text.split(begin)[1:]:
            formula = part.split(end)[0].replace("\\\\", " ")
            yield from (f"TeX {name}" for name in _TEX_COMMAND.findall(formula))


_TEX_COMMAND = re.compile(rf"\\(?:{'|'.join(_TEX)})(?![A-Za-z])")
