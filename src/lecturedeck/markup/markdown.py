"""The one place that knows the Markdown library: block and inline structure with byte ranges, and HTML.

pyromark wraps pulldown-cmark. Tables and strikethrough are on because the curriculum's own parser has
them; everything else is plain CommonMark, and math is asked for by the caller.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pyromark

from lecturedeck.lecture import Position

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
_PLAIN = pyromark.Markdown(options=_OPTIONS)
_MATH = pyromark.Markdown(options=_OPTIONS | pyromark.Options.ENABLE_MATH)


def to_html(markdown: str, *, math: bool = False) -> str:
    """CommonMark to HTML. The result is not sanitised: raw HTML passes through."""
    return (_MATH if math else _PLAIN).html(markdown)


_MOST_DEFINITIONS = 20_000  # characters: they are read with every part of the text


def link_definitions(markdown: str) -> str:
    """The link definitions (`[name]: target`) of a text, as Markdown that any part of it can be read with."""
    if "]:" not in markdown:
        return ""
    data = markdown.encode()
    spans = [found["span"] for found in pyromark.reference_definitions(markdown).values()]
    text = "\n".join(data[span["start"] : span["end"]].decode() for span in spans)
    return text if len(text) <= _MOST_DEFINITIONS else ""


@dataclass(frozen=True)
class Source:
    """The text of a file with its positions. Offsets are UTF-8 bytes from the start of the file."""

    data: bytes

    def text(self, start: int, end: int) -> str:
        """The characters between two offsets."""
        return self.data[start:end].decode()

    @cached_property
    def _ends(self) -> list[int]:
        """The offsets of all line ends."""
        return [match.start() for match in re.finditer(b"\n", self.data)]

    def line(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return bisect_left(self._ends, offset) + 1

    def line_start(self, offset: int) -> int:
        """The offset at which the line of `offset` begins."""
        return self.data.rfind(b"\n", 0, offset) + 1

    def position(self, offset: int) -> Position:
        """Line and column of an offset."""
        return Position(self.line(offset), len(self.text(self.line_start(offset), offset)) + 1)


class Node(NamedTuple):
    """A block or an inline of the Markdown tree.

    `kind` is "heading", "paragraph", "list", "item", "code_block", "table", "rule", "strong", "code" and so on;
    `start` and `end` are offsets in the file. `text` is what a leaf says (text, code, html, code_block);
    `level` is a heading's; `info` is a fence's info string, a link's or picture's target, and "ordered"
    for an ordered list; `marker` is the name of a marker heading ("questions" for `# --questions--`).
    """

    kind: str
    start: int
    end: int
    children: tuple[Node, ...] = ()
    text: str = ""
    level: int = 0
    info: str = ""
    marker: str = ""

    @property
    def plain(self) -> str:
        """What the node says, without markup; line breaks are spaces."""
        if self.children:
            return "".join(child.plain for child in self.children)
        return " " if self.kind in ("soft_break", "hard_break") else self.text


_KINDS = {
    "Paragraph": "paragraph",
    "Heading": "heading",
    "List": "list",
    "Item": "item",
    "CodeBlock": "code_block",
    "BlockQuote": "quote",
    "Table": "table",
    "TableHead": "table_head",
    "TableRow": "table_row",
    "TableCell": "table_cell",
    "HtmlBlock": "html_block",
    "Strong": "strong",
    "Emphasis": "emphasis",
    "Strikethrough": "strikethrough",
    "Link": "link",
    "Image": "image",
}
_LEAVES = {"Text": "text", "Code": "code", "Html": "html", "InlineHtml": "html"}
_BREAKS = {"SoftBreak": "soft_break", "HardBreak": "hard_break", "Rule": "rule"}


_DEEPEST = 100  # levels; the tree is walked by recursion


def blocks(source: Source, start: int = 0) -> tuple[Node, ...]:
    """The top-level blocks of a file from the offset `start` on (whole lines), each with all that is in it.

    A block begins with its line, whatever its indentation. Neighbouring text leaves are not merged: each has its
    own range, and where a leaf's range is as long as its text in UTF-8, the two agree byte by byte (they differ
    for entities and escapes). What is nested too deeply loses its structure, but no text.
    """
    # pyromark's own types are unions of one-key dictionaries, which no type checker can follow.
    events: Iterable[tuple[Any, Any]] = _PLAIN.events_with_range(source.data[start:].decode(), merge_text=False)
    stack: list[tuple[str, int, Any, list[Node]]] = [("", start, None, [])]
    children = stack[0][3]
    new = tuple.__new__  # a named tuple's own constructor is slow
    too_deep = 0
    for event, place in events:
        if event.__class__ is str:
            begin = start + place["start"]
            if len(stack) == 1:
                begin = source.line_start(begin)
            children.append(Node(_BREAKS[event], begin, start + place["end"]))
            continue
        name, value = event.popitem()
        if name == "Start":
            if len(stack) > _DEEPEST:
                too_deep += 1
                continue
            detail: Any = None
            if value.__class__ is not str:
                ((value, detail),) = value.items()
            begin = start + place["start"]
            if len(stack) == 1:
                begin = source.line_start(begin)
            children = []
            stack.append((_KINDS.get(value, value), begin, detail, children))
        elif name == "End":
            if too_deep:
                too_deep -= 1
                continue
            kind, begin, detail, inner = stack.pop()
            children = stack[-1][3]
            level, text, info, marker = 0, "", "", ""
            if kind == "heading":
                level, marker = int(detail["level"][1:]), _marker(inner)
            elif kind == "code_block" or kind == "html_block":
                text, inner = "".join([child.text for child in inner]), []
            if detail is not None:
                info = _info(kind, detail)
            children.append(
                new(Node, (kind, begin, start + place["end"], tuple(inner), text, level, info, marker))
            )
        else:
            name = _LEAVES.get(name, name)
            children.append(new(Node, (name, start + place["start"], start + place["end"], (), value, 0, "", "")))
    return tuple(children)


def _info(kind: str, detail: Any) -> str:
    if kind == "code_block":
        return str(detail["Fenced"]) if isinstance(detail, dict) else ""
    if kind == "link" or kind == "image":
        return str(detail["dest_url"])
    return "ordered" if kind == "list" else ""


def _marker(heading: Iterable[Node]) -> str:
    """The name in `--name--`, "" where a heading's first child is no such text (freeCodeCamp's isMarker)."""
    text = ""
    for node in heading:
        if node.kind != "text":
            break
        text += node.text
    text = text.rstrip(" \t") if text.endswith("\t") else text  # CommonMark leaves tabs at the end out
    return text[2:-2] if len(text) > 4 and text.startswith("--") and text.endswith("--") else ""
