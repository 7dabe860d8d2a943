"""Marker headings (`# --questions--`) as sections, over the flat row of a file's top-level blocks.

The rules are those of freeCodeCamp's parser: a section begins at the first heading with its marker, of
whatever level, and ends at the next marker of the same or a shallower level.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lecturedeck.markup.markdown import Node, Source

Blocks = Sequence[Node]


def section(blocks: Blocks, marker: str) -> tuple[Node | None, Blocks]:
    """The first section with this marker: its heading and the blocks below it; (None, ()) without one."""
    for index, block in enumerate(blocks):
        if block.marker == marker:
            return block, _below(blocks, index)
    return None, ()


def sections(blocks: Blocks, marker: str) -> Iterator[tuple[Node, Blocks]]:
    """Every section with this marker, as `section` gives it."""
    for index, block in enumerate(blocks):
        if block.marker == marker:
            yield block, _below(blocks, index)


def _below(blocks: Blocks, index: int) -> Blocks:
    for end in range(index + 1, len(blocks)):
        if blocks[end].marker and blocks[end].level <= blocks[index].level:
            return blocks[index + 1 : end]
    return blocks[index + 1 :]


def groups(blocks: Blocks) -> list[Blocks]:
    """The blocks divided at thematic breaks, the breaks left out; one group where there is none."""
    found: list[Blocks] = []
    begin = 0
    for index, block in enumerate(blocks):
        if block.kind == "rule":
            found.append(blocks[begin:index])
            begin = index + 1
    found.append(blocks[begin:])
    return found


def before(blocks: Blocks, *markers: str) -> Blocks:
    """The blocks before the first of some markers; all of them where none is there."""
    for index, block in enumerate(blocks):
        if block.marker in markers:
            return blocks[:index]
    return blocks


def markdown_of(source: Source, blocks: Blocks) -> str:
    """The Markdown of neighbouring blocks, as it is in the file."""
    return source.text(blocks[0].start, blocks[-1].end) if blocks else ""
