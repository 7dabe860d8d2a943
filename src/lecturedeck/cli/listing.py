"""A curriculum as a tree: superblocks, modules and blocks, with the names to type and what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from itertools import groupby
from typing import Any

from lecturedeck.building.contribute import Counts
from lecturedeck.reading.curriculum import Curriculum, Titles, from_dashed
from lecturedeck.reading.files import Found, Place, Selection
from lecturedeck.text import counted

HEADERS = ("Name", "Title", "Lectures", "Tasks", "Facts")
Row = list[str | int]


@dataclass(frozen=True, slots=True)
class Holding:
    """What a block, or a file, holds; `unread` of its files are not known yet."""

    lectures: int = 0
    questions: int = 0
    quizzes: int = 0
    blanks: int = 0
    facts: int = 0
    unread: int = 0

    @property
    def is_known(self) -> bool:
        """Whether all files are known."""
        return not self.unread

    @property
    def is_empty(self) -> bool:
        """Whether there is certainly nothing that gives a card."""
        return not (self.questions or self.quizzes or self.blanks or self.facts or self.unread)

    @property
    def cells(self) -> Row:
        """The numbers of a row; a question mark where they are not known."""
        if not self.is_known:
            return ["?", "?", "?"]
        return [self.lectures, self.questions + self.quizzes + self.blanks, self.facts]

    @property
    def as_json(self) -> dict[str, int | None]:
        """The numbers as JSON values, null where they are not known."""
        names = ("lectures", "questions", "quizzes", "blanks", "facts")
        return {name: getattr(self, name) if self.is_known else None for name in names}


@dataclass(frozen=True, slots=True)
class Node:
    """A line of the tree: `kind` says what its name names; files and blocks hold something."""

    kind: str
    name: str
    title: str
    holds: Holding | None = None
    below: tuple[Node, ...] = ()

    @property
    def as_json(self) -> dict[str, Any]:
        """The node as JSON values."""
        values: dict[str, Any] = {"name": self.name, "title": self.title}
        if self.holds is not None:
            return values | self.holds.as_json
        for kind, nodes in groupby(self.below, key=lambda node: node.kind):
            values[f"{kind}s"] = [node.as_json for node in nodes]
        return values


def holding(found: Iterable[tuple[Counts | None, bool]]) -> Holding:
    """Return what some files hold together."""
    every = list(found)
    known = [counts for counts, _ in every if counts is not None]
    questions, quizzes, blanks, facts = [sum(column) for column in zip(*known, strict=True)] or [0, 0, 0, 0]
    return Holding(len(known), questions, quizzes, blanks, facts, sum(unread for _, unread in every))


def tree(
    found: Found,
    curriculum: Curriculum | None,
    known: Mapping[str, tuple[Counts | None, bool]],
    selection: Selection,
    *,
    every: bool,
) -> list[Node]:
    """Return the languages of a curriculum with all below them, or the files of a folder.

    `known` is what each file holds, by its path. Without `every`, only what gives cards is there.
    """
    if curriculum is None:
        files = [Node("file", place.path, "", holding([known[place.path]])) for place in found.places]
        return [node for node in files if every or not (node.holds and node.holds.is_empty)]
    languages = dict.fromkeys(place.language for place in found.places)
    wanted = selection.superblocks
    curriculum = replace(
        curriculum,
        superblocks=tuple(
            one
            for one in curriculum.superblocks
            if not wanted or any(fnmatchcase(one.name, glob) for glob in wanted)
        ),
    )
    return [
        Node("language", language, "", below=tuple(_language(found, curriculum, language, known, every)))
        for language in languages
    ]


def _language(
    found: Found,
    curriculum: Curriculum,
    language: str,
    known: Mapping[str, tuple[Counts | None, bool]],
    every: bool,
) -> Iterator[Node]:
    titles = Titles(curriculum, language)
    places: dict[str, list[Place]] = {}
    for place in found.places:
        if place.language == language:
            places.setdefault(place.block, []).append(place)
    holds = {block: holding(known[place.path] for place in own) for block, own in places.items()}
    shown = {block for block, held in holds.items() if every or not held.is_empty}

    def block_nodes(names: Iterable[str], superblock: str) -> tuple[Node, ...]:
        return tuple(
            Node("block", name, titles.block(superblock, name), holds[name]) for name in names if name in shown
        )

    for superblock in curriculum.superblocks:
        below: list[Node] = []
        for module in superblock.modules:
            own = block_nodes(module.blocks, superblock.name)
            if own and module.name:
                below.append(Node("module", "", titles.module(superblock.name, module.name), below=own))
            else:
                below += own
        if below:
            yield Node("superblock", superblock.name, titles.superblock(superblock.name), below=tuple(below))
    named = {block for superblock in curriculum.superblocks for block in superblock.blocks}
    yield from block_nodes([block for block in sorted(places) if block not in named], "")


def rows(nodes: Iterable[Node], depth: int = 0) -> Iterator[Row]:
    """Yield the rows of a tree, deeper ones indented; a title that only repeats the name is left out."""
    for node in nodes:
        name = "  " * depth + (node.name or node.title)
        title = node.title if node.name and node.title != from_dashed(node.name) else ""
        yield [name, title, *(node.holds.cells if node.holds else [])]
        yield from rows(node.below, depth + 1)


def blocks(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield every block and file of a tree once."""
    seen: set[tuple[str, str]] = set()
    for node in nodes:
        for one in _leaves(node, node.name):
            if (one[0], one[1].name) not in seen:
                seen.add((one[0], one[1].name))
                yield one[1]


def _leaves(node: Node, top: str) -> Iterator[tuple[str, Node]]:
    if node.holds is not None:
        yield top if node.kind == "block" else "", node
    for below in node.below:
        yield from _leaves(below, top)


def total(nodes: Iterable[Node]) -> Row:
    """Return the last row: how many blocks there are, and what they hold together."""
    every = list(blocks(nodes))
    held = [node.holds for node in every if node.holds]
    kind = every[0].kind if every else "block"
    cells: Row = ["?", "?", "?"]
    if all(one.is_known for one in held):
        cells = [sum(map(int, column)) for column in zip(*(one.cells for one in held), strict=True)]
    return [counted(len(every), kind), "", *cells]
