"""The words of a paragraph as one string that knows where each character stands in the file.

A pattern looks for wording in `Flat.shadow` (code is blanked there, so that a full stop or a verb inside
a code span is never taken for prose) and slices whole pieces of Markdown out of the source by the same
indices. So no pattern ever matches raw Markdown, and no sentence is ever put together from parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from lecturedeck.reading.facts.regex import regex
from lecturedeck.reading.markdown import Node, Source

CODE = "\ue000"  # stands for each character of a code span in Flat.shadow
_CONTAINERS = frozenset({"strong", "emphasis", "strikethrough", "link"})
_SILENT = frozenset({"html", "image"})

_ENDS = regex(
    r"""[.!?…]+["'”’)\]]*[ \t]+      # the end of a sentence, and the space behind it
        (?=["'“‘(\[]*[A-Z0-9\ue000]|[a-z]+[A-Z]|[^\W_a-z0-9])  # a new one does not begin in lower case
      | [。！？]["”’）」]*""",
    re.VERBOSE,
)
_ABBREVIATION = regex(r"(?:^|[\s(])(?:e\.g|i\.e|etc|vs|ex|cf|approx|no|dr|mr|mrs|ms|fig|st|[A-Z])\.$", re.I)
_BLOCK_START = regex(r"^([-+*>#=]|\d+(?=[.)]))(?=[\s.)]|$)")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the flat text with one mark-up: "strong", "code", "emphasis" … (`node` says which)."""

    kind: str
    start: int
    end: int
    node: Node


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int  # in the flat text
    text: str
    node: Node
    exact: bool  # whether bytes and characters of the leaf run side by side
    outer: Node  # the top-level inline it stands in


@dataclass(frozen=True)
class Flat:
    """Flattened inline text.

    `text` is what a reader sees; `shadow` is as long, with CODE for each character of a code span.
    `runs` are the strong, emphasised, linked and code stretches, outermost first.
    """

    source: Source
    text: str
    shadow: str
    runs: tuple[Run, ...]
    pieces: tuple[_Piece, ...]

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each sentence in the flat text, without the space between them."""
        found: list[tuple[int, int]] = []
        begin = len(self.text) - len(self.text.lstrip())
        stop = len(self.text.rstrip())
        closed = [run for run in self.runs if run.kind != "code"]
        for match in _ENDS.finditer(self.shadow):
            cut = match.end()
            if cut >= stop:
                break
            if any(run.start < cut < run.end for run in closed):
                continue
            words = self.shadow[begin : match.start() + 1]
            if _ABBREVIATION.search(words[-9:]) or words.count("(") > words.count(")") + match.group().count(")"):
                continue
            found.append((begin, match.start() + len(match.group().rstrip())))
            begin = cut
        if begin < stop:
            found.append((begin, stop))
        return tuple(found)

    def run_at(self, index: int, *kinds: str) -> Run | None:
        """The outermost run of one of these kinds that begins at `index`."""
        return next((run for run in self.runs if run.start == index and run.kind in kinds), None)

    def markdown(self, start: int, end: int) -> str:
        """The Markdown of text[start:end], widened where it would cut a bold or linked stretch in two."""
        if start >= end:
            return ""
        first = next(piece for piece in self.pieces if piece.start + len(piece.text) > start)
        last = next(piece for piece in reversed(self.pieces) if piece.start < end)
        text = self.source.text(_begin(first, start), _stop(last, end)).strip()
        return _BLOCK_START.sub(r"\\\1", text) if not text[:1].isdigit() else _digits(text)

    def term_markdown(self, start: int, end: int) -> str:
        """The Markdown of a term: its code stays code, bold and links fall away."""
        parts: list[str] = []
        for piece in self.pieces:
            a, b = max(start, piece.start), min(end, piece.start + len(piece.text))
            if a >= b:
                continue
            if piece.node.kind == "code":
                whole = a == piece.start and b == piece.start + len(piece.text)
                parts.append(
                    _slice(self.source, piece, a, b)
                    if whole
                    else f"`{piece.text[a - piece.start : b - piece.start]}`"
                )
            elif piece.node.kind == "text":
                parts.append(_slice(self.source, piece, a, b))
            else:
                parts.append(" ")
        text = "".join(parts).strip()
        return _BLOCK_START.sub(r"\\\1", text) if not text[:1].isdigit() else _digits(text)


def _digits(text: str) -> str:
    """A leading "1." would make a list of it."""
    return re.sub(r"^(\d{1,9})([.)])(?=\s|$)", r"\1\\\2", text)


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
    whole = index >= piece.start + len(piece.text)
    if piece.outer is not piece.node or whole or not piece.exact or piece.node.kind == "code":
        return piece.outer.end
    return piece.node.start + len(piece.text[: index - piece.start].encode())


def flatten(source: Source, nodes: Sequence[Node]) -> Flat:
    """The flat text of inline nodes (the children of a paragraph, a heading, a table cell, a tight item)."""
    pieces: list[_Piece] = []
    runs: list[Run] = []
    text: list[str] = []
    shadow: list[str] = []
    length = 0

    def add(node: Node, outer: Node) -> None:
        nonlocal length
        kind = node.kind
        begin = length
        if kind in _CONTAINERS:
            at = len(runs)
            for child in node.children:
                add(child, outer)
            runs.insert(at, Run(kind, begin, length, node))
            return
        if kind in _SILENT:
            return
        said = " " if kind in ("soft_break", "hard_break") else node.text
        if not said:
            return
        if kind == "code":
            runs.append(Run(kind, begin, begin + len(said), node))
        exact = kind == "text" and node.end - node.start == (len(said) if said.isascii() else len(said.encode()))
        pieces.append(_Piece(begin, said, node, exact, outer))
        text.append(said)
        shadow.append(CODE * len(said) if kind == "code" else said)
        length += len(said)

    for node in nodes:
        add(node, node)
    return Flat(source, "".join(text), "".join(shadow), tuple(runs), tuple(pieces))
