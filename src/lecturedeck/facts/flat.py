"""The words of a paragraph as one string that knows where each character stands in the file.

A pattern looks for wording in `Flat.shadow` (code is blanked there, so that a full stop or a verb inside
a code span is never taken for prose) and slices whole pieces of Markdown out of the source by the same
indices. So no pattern ever matches raw Markdown, and no sentence is ever put together from parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from lecturedeck.markup.markdown import Node, Source
from lecturedeck.regex import regex

_new = tuple.__new__  # a named tuple's own constructor is slow, and there are many of them
# Stands for each character of a code span in Flat.shadow. It is ASCII because Python is many times faster with
# text that is nothing else; and no lecture holds it, since a control character is an error.
CODE = "\x1a"
_CONTAINERS = frozenset({"strong", "emphasis", "strikethrough", "link"})
_SILENT = frozenset({"html", "image"})
_BREAKS = frozenset({"soft_break", "hard_break"})

# The signs stand first and alone, so that the search runs from one to the next.
_ENDS = regex(
    r"""[.!?…。！？](?:
        (?<=[.!?…])(?<![.!?…]{2})[.!?…]*+["'”’)\]]*+[ \t]++   # the end of a sentence, and the space behind it
        (?=["'“‘(\[]*[A-Z0-9\x1a]|[a-z]+[A-Z]|[^\W_a-z0-9])  # a new one does not begin in lower case
      | (?<=[。！？])["”’）」]*)""",
    re.VERBOSE,
)
_ABBREVIATIONS = frozenset("e.g i.e etc vs ex cf approx no dr mr mrs ms fig st".split())
_BLOCK_START = regex(r"^([-+*>#=]|\d+(?=[.)]))(?=[\s.)]|$)")
_DIGITS = regex(r"^(\d{1,9})([.)])(?=\s|$)")


class Run(NamedTuple):
    """A stretch of the flat text with one mark-up: "strong", "code", "emphasis" … (`node` says which)."""

    kind: str
    start: int
    end: int
    node: Node


class _Piece(NamedTuple):
    start: int  # in the flat text
    end: int
    text: str
    node: Node
    exact: bool  # whether bytes and characters of the leaf run side by side
    outer: Node  # the top-level inline it stands in


class Flat:
    """Flattened inline text.

    `text` is what a reader sees; `shadow` is as long, with CODE for each character of a code span; `lower` is that
    in lower case, and as long: what English wording is looked for in. `quotes` tells whether it has double quotes.
    `runs` are the strong, emphasised, linked and code stretches, outermost first.
    """

    def __init__(self, source: Source, nodes: Sequence[Node], text: str, shadow: str, runs: Sequence[Run]) -> None:
        self.source = source
        self.text = text
        self.shadow = shadow
        self.runs = runs
        self.lower = lower_case(shadow)
        self.quotes = '"' in shadow or "“" in shadow
        self._nodes = nodes

    @cached_property
    def pieces(self) -> list[_Piece]:
        """The leaves that the text consists of."""
        found: list[_Piece] = []
        _collect(found, self._nodes, None, 0)
        return found

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each sentence in the flat text, without the space between them."""
        text, shadow = self.text, self.shadow
        stop = len(text.rstrip())
        if not stop:
            return ()
        begin = len(text) - len(text.lstrip())
        found: list[tuple[int, int]] = []
        marked = [run for run in self.runs if run.kind != "code"] if self.runs else ()
        for match in _ENDS.finditer(shadow):
            sign, cut = match.span()
            if cut >= stop:
                break
            if marked and any(run.start < cut < run.end for run in marked):
                continue
            words = shadow[begin:sign]
            if shadow[sign] == "." and words[-1:].isalpha() and _is_short(words[-8:].split()[-1]):
                continue
            if "(" in words and words.count("(") > words.count(")") + match.group().count(")"):
                continue
            found.append((begin, sign + len(match.group().rstrip())))
            begin = cut
        if begin < stop:
            found.append((begin, stop))
        return tuple(found)

    def sentence_at(self, index: int) -> int | None:
        """The number of the first sentence that ends behind `index`."""
        for number, (_, end) in enumerate(self.sentences):
            if end > index:
                return number
        return None

    def run_at(self, index: int, *kinds: str) -> Run | None:
        """The outermost run of one of these kinds that begins at `index`."""
        for run in self.runs:
            if run.start == index and run.kind in kinds:
                return run
        return None

    def markdown(self, start: int, end: int) -> str:
        """The Markdown of text[start:end], widened where it would cut a bold or linked stretch in two."""
        if start >= end:
            return ""
        pieces = self.pieces
        first = pieces[0]
        if start >= first.end:
            first = next(piece for piece in pieces if piece.end > start)
        last = pieces[-1]
        if last.start >= end:
            last = next(piece for piece in reversed(pieces) if piece.start < end)
        return _inline(self.source.text(_begin(first, start), _stop(last, end)).strip())

    def term_markdown(self, start: int, end: int) -> str:
        """The Markdown of a term: its code stays code, bold and links fall away."""
        parts: list[str] = []
        for piece in self.pieces:
            a, b = max(start, piece.start), min(end, piece.end)
            if a >= b:
                continue
            if piece.node.kind == "code":
                whole = a == piece.start and b == piece.end
                parts.append(
                    _slice(self.source, piece, a, b)
                    if whole
                    else f"`{piece.text[a - piece.start : b - piece.start]}`"
                )
            elif piece.node.kind == "text":
                parts.append(_slice(self.source, piece, a, b))
            else:
                parts.append(" ")
        return _inline("".join(parts).strip())


def _is_short(word: str) -> bool:
    """Whether a word is an abbreviation or an initial, behind which a full stop ends no sentence."""
    word = word.rpartition("(")[2]
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isascii() and word.isalpha())


def _inline(text: str) -> str:
    """Markdown that begins no block: a leading "1." would make a list of it."""
    first = text[:1]
    if first.isalpha() or first == "`":
        return text
    return _DIGITS.sub(r"\1\\\2", text) if first.isdigit() else _BLOCK_START.sub(r"\\\1", text)


def _slice(source: Source, piece: _Piece, a: int, b: int) -> str:
    if piece.node.kind == "code" or not piece.exact:
        return source.text(piece.node.start, piece.node.end)
    before = len(piece.text[: a - piece.start].encode())
    inside = len(piece.text[a - piece.start : b - piece.start].encode())
    return source.text(piece.node.start + before, piece.node.start + before + inside)


def _begin(piece: _Piece, index: int) -> int:
    if piece.outer is not piece.node or index <= piece.start or not piece.exact or piece.node.kind == "code":
        return piece.outer.start
    return piece.node.start + len(piece.text[: index - piece.start].encode())


def _stop(piece: _Piece, index: int) -> int:
    whole = index >= piece.end
    if piece.outer is not piece.node or whole or not piece.exact or piece.node.kind == "code":
        return piece.outer.end
    return piece.node.start + len(piece.text[: index - piece.start].encode())


def lower_case(text: str) -> str:
    """A text in lower case, character by character."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join([char.lower() if len(char.lower()) == 1 else char for char in text])
    return lower


def flatten(source: Source, nodes: Sequence[Node]) -> Flat:
    """The flat text of inline nodes (the children of a paragraph, a heading, a table cell, a tight item)."""
    if len(nodes) == 1 and nodes[0].kind == "text":  # more than half of all
        text = nodes[0].text
        return Flat(source, nodes, text, text, ())
    runs: list[Run] = []
    said: list[str] = []
    shadow: list[str] = []
    _say(nodes, 0, runs, said, shadow)
    return Flat(source, nodes, "".join(said), "".join(shadow), runs)


def _say(nodes: Sequence[Node], length: int, runs: list[Run], said: list[str], shadow: list[str]) -> int:
    """Add what nodes say to the lists; the length of the text after them."""
    for node in nodes:
        kind, text = node.kind, node.text
        if kind == "text":
            said.append(text)
            shadow.append(text)
            length += len(text)
            continue
        if kind == "code":
            if text:
                runs.append(_new(Run, (kind, length, length + len(text), node)))
                said.append(text)
                shadow.append(CODE * len(text))
                length += len(text)
            continue
        if kind in _CONTAINERS:
            at, begin = len(runs), length
            length = _say(node.children, length, runs, said, shadow)
            runs.insert(at, _new(Run, (kind, begin, length, node)))
            continue
        if kind in _SILENT:
            continue
        if kind in _BREAKS:
            text = " "
        said.append(text)
        shadow.append(text)
        length += len(text)
    return length


def _collect(pieces: list[_Piece], nodes: Sequence[Node], outer: Node | None, begin: int) -> int:
    """Add the leaves of nodes, whose text begins at `begin`; the end of their text."""
    for node in nodes:
        kind, text = node.kind, node.text
        if kind in _CONTAINERS:
            begin = _collect(pieces, node.children, outer or node, begin)
            continue
        if kind in _BREAKS:
            text = " "
        if kind in _SILENT or not text:
            continue
        end = begin + len(text)
        size = len(text) if text.isascii() else len(text.encode())
        exact = kind == "text" and node.end - node.start == size
        pieces.append(_new(_Piece, (begin, end, text, node, exact, outer or node)))
        begin = end
    return begin
