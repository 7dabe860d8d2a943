"""A lecture's prose as a list of passages: paragraphs and list items, each with what belongs to it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from lecturedeck.facts.flat import Flat, flatten
from lecturedeck.facts.label import Label, read_label
from lecturedeck.markup.markdown import Node, Source
from lecturedeck.regex import regex

_INLINE = frozenset(
    {
        "text",
        "code",
        "strong",
        "emphasis",
        "strikethrough",
        "link",
        "image",
        "html",
        "soft_break",
        "hard_break",
    }
)
# Without "\b" in front, so that the search runs from letter to letter; what stands before is looked at later.
_DECLARED = regex(
    r"(?:const|let|var)\s+([\[{][^=;]*?[\]}]|[\w$]+)|(?:function\*?|class|def|interface|enum)\s+([\w$]+)"
)
_ASSIGNED = regex(r"^[ \t]*+(?:[\w.]++[ \t]++)?([A-Za-z_$][\w$]*+)[ \t]*+=(?![=>])", re.M)
_NAME = regex(r"[A-Za-z_$][\w$]*")
_BLANK = regex(r"^[ \t]+$", re.M)
_EXAMPLE = regex(r"\b(?:example|above|code|program|function)\b")
_ANY_COLON = regex(r"[:：]")
_LABEL_END = regex(r"\s*[:：–—-]?\s*$")


class Heading:
    """A heading of the lecture; the lecture's title stands for it where there is none.

    `plain` is what it says, without mark-up.
    """

    __slots__ = ("flat", "plain")

    def __init__(self, flat: Flat | None, title: str) -> None:
        self.flat = flat
        self.plain = (flat.text if flat else title).strip().rstrip(":").strip()


class Passage:
    """A paragraph, or the first paragraph of a list item.

    `nodes` are its inlines, `flat` their words, `lead` the paragraph that an item's list stands behind, `rest` the
    further paragraphs and nested lists of an item, `fences` the code that belongs to the passage, `code_before`
    that of the passage before it, `parents` the labels of the items it is nested in, `after` the passage that
    follows it under the same heading (with only a fence between, if anything). Nothing here leads back to an
    earlier passage: what is read goes as soon as it is left, without a search for circles.
    """

    def __init__(
        self,
        nodes: Sequence[Node],
        source: Source,
        start: int,
        heading: Heading,
        item: bool = False,
        parents: tuple[str, ...] = (),
    ) -> None:
        self.nodes = nodes
        self.flat = flatten(source, nodes)
        self.source = source
        self.start = start
        self.heading = heading
        self.item = item
        self.parents = parents
        self.lead: Flat | None = None
        self.rest: list[Node] = []
        self.fences: list[Node] = []
        self.after: Passage | None = None
        self.code_before: Sequence[Node] = ()

    @cached_property
    def label(self) -> Label | None:
        """The label that an item begins with."""
        return read_label(self.flat)

    @cached_property
    def category(self) -> str:
        """The nearest heading, with the labels of the items around the passage."""
        if not self.parents:
            return self.heading.plain
        return ": ".join(part for part in (self.heading.plain, *self.parents) if part)

    @property
    def examples(self) -> tuple[str, ...]:
        """Markdown of the code that belongs to the passage."""
        return tuple([block_markdown(self.source, node) for node in self.fences])

    def explains(self, code: str) -> bool:
        """Whether the passage stands right behind an example with this code, and so may explain just that."""
        return any(code in fence.text for fence in self.code_before)

    @property
    def in_example(self) -> bool:
        """Whether a list item speaks of the code of an example ("In the code above:")."""
        return self.lead is not None and bool(_EXAMPLE.search(self.lead.lower))

    @property
    def more(self) -> str:
        """Markdown of the further paragraphs and lists of an item."""
        return "\n\n".join([block_markdown(self.source, node) for node in self.rest])


class Table(NamedTuple):
    """A table: its header and rows of flat cells."""

    start: int
    heading: Heading
    head: tuple[Flat, ...]
    rows: tuple[tuple[Flat, ...], ...]
    starts: tuple[int, ...]


class Page:
    """All the prose of a lecture, in document order.

    `teaches` is the language that a language course is about, "" elsewhere; `english` says whether the
    text is English; `article` whether it is written as a lecture or a review (and not as a task around
    a dialogue, or an exercise), so that its plain sentences may be taken for definitions; `review` whether
    it sums up a block; `asked` is the text of the lecture's own questions and answers.
    Of its passages, `items` are those in lists, `paragraphs` the others.
    """

    def __init__(
        self,
        title: str,
        teaches: str,
        english: bool,
        article: bool,
        review: bool,
        passages: Sequence[Passage],
        tables: Sequence[Table],
        asked: str = "",
    ) -> None:
        self.asked = asked
        self.title = title
        self.teaches = teaches
        self.english = english
        self.article = article
        self.review = review
        self.passages = passages
        self.tables = tables
        self.items = [passage for passage in passages if passage.item]
        self.paragraphs = [passage for passage in passages if not passage.item]

    @property
    def foreign_course(self) -> bool:
        """Whether the text teaches another language than its own: then a phrase is what is to be learnt."""
        return bool(self.teaches) and self.english and not self.teaches.startswith("en")

    @cached_property
    def declared(self) -> frozenset[str]:
        """The names that the lecture's own examples declare: they are no part of the language."""
        code = "\n".join(dict.fromkeys(fence.text for passage in self.passages for fence in passage.fences))
        names = set(_ASSIGNED.findall(code))
        for match in _DECLARED.finditer(code):
            before = code[match.start() - 1 : match.start()]
            if not (before.isalnum() or before == "_"):
                names.update(_NAME.findall(match.group(1) or match.group(2)))
        return frozenset(names)


def block_markdown(source: Source, node: Node) -> str:
    """The Markdown of a whole block, with the indentation of the list around it taken away."""
    begin = source.line_start(node.start)
    if source.data[begin : node.start].strip():
        begin = node.start
        first, _, others = source.text(begin, node.end).partition("\n")
        return f"{first}\n{textwrap.dedent(others)}".strip("\n")
    text = source.text(begin, node.end).strip("\n")
    return textwrap.dedent(text) if text[:1].isspace() else _BLANK.sub("", text)


def read_page(
    source: Source,
    prose: Sequence[Sequence[Node]],
    *,
    title: str,
    teaches: str,
    english: bool,
    article: bool,
    review: bool = False,
    asked: str = "",
) -> Page:
    """The passages and tables of some sections of a file, each given as its blocks."""
    passages: list[Passage] = []
    tables: list[Table] = []
    for blocks in prose:
        _Walk(source, Heading(None, title), passages, tables).blocks(blocks)
    return Page(title, teaches, english, article, review, passages, tables, asked)


# A longer paragraph is no prose, and each of its sentences would look at all the others.
_LONGEST = 12_000


class _Walk:
    """Goes down the tree once, and collects."""

    def __init__(self, source: Source, title: Heading, passages: list[Passage], tables: list[Table]) -> None:
        self.source = source
        self.heading = title
        self.passages = passages
        self.tables = tables
        self.last: Passage | None = None  # what a fence on the top level belongs to
        self.bridge: Passage | None = None  # the one paragraph that may stand before that fence

    def blocks(self, nodes: Sequence[Node]) -> None:
        for node in nodes:
            kind = node.kind
            if kind == "paragraph" and node.end - node.start <= _LONGEST:
                self.paragraph(node)
            elif kind == "list":
                self.items(node, ())
            elif kind == "heading":
                self.heading = Heading(flatten(self.source, node.children), "")
                self.last = self.bridge = None
            elif kind == "code_block":
                self.fence(node)
            elif kind == "table":
                self.table(node)
                self.last = self.bridge = None
            else:
                self.last = self.bridge = None

    def paragraph(self, node: Node) -> None:
        if not node.children or (node.children[0].text.startswith(":::") and node.children[0].kind == "text"):
            return
        passage = Passage(node.children, self.source, node.start, self.heading)
        self.follow(passage)
        self.bridge = self.last if self.last is not None and _leads_to_code(passage.flat.text) else None
        self.last = passage

    def follow(self, passage: Passage) -> None:
        """Chain a passage to the one before it under the same heading."""
        before = self.passages[-1] if self.passages else None
        if before is not None and before.heading is self.heading:
            before.after, passage.code_before = passage, before.fences
            if passage.item:
                passage.lead = before.lead if before.item else before.flat
        self.passages.append(passage)

    def fence(self, node: Node) -> None:
        for owner in (self.last, self.bridge):
            if owner is not None:
                owner.fences.append(node)

    def items(self, node: Node, parents: tuple[str, ...]) -> None:
        for item in node.children:
            first, others = _first_paragraph(item)
            if not first:
                self.last = self.bridge = None
                continue
            passage = Passage(first, self.source, item.start, self.heading, True, parents)
            self.follow(passage)
            self.last, self.bridge = passage, None
            for other in others:
                if other.kind == "code_block":
                    passage.fences.append(other)
                elif other.kind == "list":
                    passage.rest.append(other)
                    self.items(other, (*parents, _label(passage.flat)))
                    self.last = passage
                elif other.kind == "paragraph" and not other.plain.startswith(":::"):
                    passage.rest.append(other)

    def table(self, node: Node) -> None:
        rows = [row for row in node.children if row.kind in ("table_head", "table_row")]
        if not rows or rows[0].kind != "table_head":
            return
        cells = [tuple(flatten(self.source, cell.children) for cell in row.children) for row in rows]
        starts = tuple(row.start for row in rows[1:])
        self.tables.append(Table(node.start, self.heading, cells[0], tuple(cells[1:]), starts))


def _leads_to_code(text: str) -> bool:
    """Whether a paragraph only announces the code behind it ("Here is an example:")."""
    return len(text) < 160 and (text.rstrip().endswith(":") or "example" in text.casefold())


def _first_paragraph(item: Node) -> tuple[tuple[Node, ...], Iterator[Node]]:
    """The inlines of an item's first paragraph (tight or loose), and the blocks behind it."""
    children = item.children
    if children and children[0].kind == "paragraph":
        return children[0].children, iter(children[1:])
    end = next((at for at, child in enumerate(children) if child.kind not in _INLINE), len(children))
    return children[:end], iter(children[end:])


def _label(flat: Flat) -> str:
    """What an item with a nested list is about: its label, else its words up to a colon."""
    cut = _ANY_COLON.search(flat.shadow)
    text = flat.text[: cut.start()] if cut else flat.text
    return _LABEL_END.sub("", text) if len(text) <= 60 else ""
