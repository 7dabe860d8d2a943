"""The one place that knows the Markdown library: block and inline structure with byte ranges, and HTML.

pyromark wraps pulldown-cmark. Tables and strikethrough are on because the curriculum's own parser has
them; everything else is plain CommonMark, and math is asked for by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pyromark

from lecturedeck.lecture import Position

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
_PLAIN = pyromark.Markdown(options=_OPTIONS)
_MATH = pyromark.Markdown(options=_OPTIONS | pyromark.Options.ENABLE_MATH)


def to_html(markdown: str, *, math: bool = False) -> str:
    """CommonMark to HTML. The result is not sanitised: raw HTML passes through."""
    return (_MATH if math else _PLAIN).html(markdown)


def link_definitions(markdown: str) -> str:
    """The link definitions (`[name]: target`) of a text, as Markdown that can be put behind any part of it."""
    if "]:" not in markdown:
        return ""
    data = markdown.encode()
    spans = [found["span"] for found in pyromark.reference_definitions(markdown).values()]
    return "\n".join(data[span["start"] : span["end"]].decode() for span in spans)


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file with its positions. Offsets are UTF-8 bytes from the start of the file."""

    data: bytes

    def text(self, start: int, end: int) -> str:
        """The characters between two offsets."""
        return self.data[start:end].decode()

    def line(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return self.data.count(b"\n", 0, offset) + 1

    def line_start(self, offset: int) -> int:
        """The offset at which the line of `offset` begins."""
        return self.data.rfind(b"\n", 0, offset) + 1

    def position(self, offset: int) -> Position:
        """Line and column of an offset."""
        return Position(self.line(offset), len(self.text(self.line_start(offset), offset)) + 1)


def _events(markdown: str, *, merge_text: bool) -> Iterable[tuple[Any, Any]]:
    # pyromark's own types are unions of one-key dictionaries, which no type checker can follow.
    return _PLAIN.events_with_range(markdown, merge_text=merge_text)


class Block(NamedTuple):
    """A top-level block: "heading", "paragraph", "rule", "list", "code", "quote", "table", "html" …

    `start` and `end` are offsets of whole lines. `marker` is the name of a marker heading ("questions"
    for `# --questions--`), else ""; `level` is a heading's, else 0.
    """

    kind: str
    start: int
    end: int
    level: int = 0
    marker: str = ""


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


def blocks(source: Source, start: int) -> tuple[Block, ...]:
    """The top-level blocks of a file from the offset `start` on, in order."""
    found: list[Block] = []
    depth = 0
    kind, begin, level = "", 0, 0
    text: str | None = None  # of a heading: what its first child says, while that is plain text
    first = False
    for event, place in _events(source.data[start:].decode(), merge_text=True):
        if event.__class__ is str:
            first = False
            if depth == 0 and event == "Rule":
                found.append(Block("rule", source.line_start(start + place["start"]), start + place["end"]))
        elif "Start" in event:
            first = False
            if depth == 0:
                begin, level, text = start + place["start"], 0, None
                kind = value = event["Start"]
                if value.__class__ is not str:
                    ((kind, detail),) = value.items()
                    if kind == "Heading":
                        level, first = int(detail["level"][1:]), True
                kind = _KINDS.get(kind, kind)
            depth += 1
        elif "End" in event:
            depth -= 1
            first = False
            if depth == 0:
                marker = _marker(text) if level and text else ""
                found.append(Block(kind, source.line_start(begin), start + place["end"], level, marker))
        elif first:
            first = False
            # CommonMark leaves out tabs at the end of a heading; the library keeps them.
            text = event.get("Text")
            if text and text.endswith("\t"):
                text = text.rstrip(" \t")
    return tuple(found)


def _marker(text: str) -> str:
    """The name in `--name--`, "" where the text is no marker (the rule of freeCodeCamp's isMarker)."""
    return text[2:-2] if len(text) > 4 and text.startswith("--") and text.endswith("--") else ""


class Node(NamedTuple):
    """A block or an inline of the Markdown tree.

    `start` and `end` are offsets in the file. `text` is what a leaf says (text, code, html, code_block);
    `level` is a heading's; `info` is a fence's info string, a link's or picture's target, and "ordered"
    for an ordered list.
    """

    kind: str
    start: int
    end: int
    children: tuple[Node, ...] = ()
    text: str = ""
    level: int = 0
    info: str = ""

    @property
    def plain(self) -> str:
        """What the node says, without markup; line breaks are spaces."""
        if self.children:
            return "".join(child.plain for child in self.children)
        return " " if self.kind in ("soft_break", "hard_break") else self.text


def tree(source: Source, start: int, end: int) -> tuple[Node, ...]:
    """The blocks between two offsets of a file (whole lines), each with all that is in it.

    Neighbouring text leaves are not merged: each has its own range, and where a leaf's range is as
    long as its text in UTF-8, the two agree byte by byte (they differ for entities and escapes).
    """
    stack: list[tuple[str, int, Any, list[Node]]] = [("", start, None, [])]
    children = stack[0][3]
    new = tuple.__new__
    for event, place in _events(source.text(start, end), merge_text=False):
        begin, stop = start + place["start"], start + place["end"]
        if event.__class__ is str:
            children.append(Node(_BREAKS.get(event, event), begin, stop))
            continue
        name, value = event.popitem()
        if name == "Text" or name == "Code":
            # Half of all nodes: a named tuple made without its slow constructor.
            children.append(new(Node, (_LEAVES[name], begin, stop, (), value, 0, "")))
        elif name == "Start":
            detail: Any = None
            if value.__class__ is not str:
                ((value, detail),) = value.items()
            children = []
            stack.append((_KINDS.get(value, value), begin, detail, children))
        elif name == "End":
            kind, opened, detail, inner = stack.pop()
            level = int(detail["level"][1:]) if kind == "heading" else 0
            text = ""
            if kind == "code_block" or kind == "html_block":
                text, inner = "".join([child.text for child in inner]), []
            children = stack[-1][3]
            info = _info(kind, detail) if detail is not None else ""
            children.append(new(Node, (kind, opened, stop, tuple(inner), text, level, info)))
        else:
            children.append(Node(_LEAVES.get(name, name), begin, stop, (), str(value)))
    return tuple(stack[0][3])


def _info(kind: str, detail: Any) -> str:
    if kind == "code_block":
        return str(detail.get("Fenced", "")) if isinstance(detail, dict) else ""
    if kind in ("link", "image"):
        return str(detail["dest_url"])
    return "ordered" if kind == "list" and detail is not None else ""
