"""Sections begin at their marker and end at the next one that is not deeper."""

from __future__ import annotations

from lecturedeck.markup.markdown import Source, blocks
from lecturedeck.reading.sections import before, groups, markdown_of, section, sections

TEXT = """# --one--

Tea.

## --inner--

A pot.

## A heading

More.

# --two--

Milk.

# --one--

Again.
"""
SOURCE = Source(TEXT.encode())
BLOCKS = blocks(SOURCE)


def test_a_section_ends_at_the_next_marker_of_its_level() -> None:
    heading, below = section(BLOCKS, "one")
    assert heading is not None
    assert markdown_of(SOURCE, below).rstrip().startswith("Tea.")
    assert markdown_of(SOURCE, below).rstrip().endswith("More.")


def test_a_deeper_marker_and_a_plain_heading_end_nothing() -> None:
    _, below = section(section(BLOCKS, "one")[1], "inner")
    assert [block.kind for block in below] == ["paragraph", "heading", "paragraph"]


def test_the_first_of_two_sections_counts_and_all_can_be_had() -> None:
    first = section(BLOCKS, "one")[0]
    assert [heading.start for heading, _ in sections(BLOCKS, "one")] == [0, TEXT.rindex("# --one--")]
    assert first is not None
    assert first.start == 0


def test_a_section_that_is_not_there_is_empty() -> None:
    assert section(BLOCKS, "three") == (None, ())
    assert list(sections(BLOCKS, "three")) == []


def test_rules_divide_blocks_into_groups() -> None:
    source = Source(b"a\n\n---\n\nb\n\nc\n\n***\n")
    assert [markdown_of(source, group).strip() for group in groups(blocks(source))] == ["a", "b\n\nc", ""]


def test_what_is_before_a_marker_is_all_without_one() -> None:
    _, below = section(BLOCKS, "one")
    assert markdown_of(SOURCE, before(below, "inner")).strip() == "Tea."
    assert list(before(below, "three")) == list(below)
