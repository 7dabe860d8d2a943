"""Mistakes in the marker headings themselves: misspelt, at the wrong level, twice, or underlined by accident.

freeCodeCamp's parser passes over them in silence, and what is below such a heading is lost. Only markers that are
nearly one of ours are reported: a lecture may have sections of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from lecturedeck.lecture import Problem
from lecturedeck.markup.markdown import Node, Source
from lecturedeck.reading import problems
from lecturedeck.reading.kinds import KINDS
from lecturedeck.reading.kinds.kind import Marker


def _known() -> dict[str, Marker]:
    """Every marker by its name; one that several kinds have may stand at the levels of each."""
    found = {name: Marker((1,), "file") for name in ("instructions", "explanation")} | {"transcript": Marker((1,))}
    for kind in KINDS:
        for name, marker in kind.markers.items():
            other = found.get(name, marker)
            levels = tuple(sorted({*other.levels, *marker.levels}))
            found[name] = Marker(levels, other.once or marker.once, other.begins or marker.begins)
    return found


MARKERS = _known()
# The parser knows these too; nothing on a card comes from them.
_OTHERS = set(
    "after-all after-each assignment before-all before-each hints notes seed seed-contents solutions".split()
)
_LOWER = {name.lower(): name for name in MARKERS}
_ONCE_A_QUESTION = {name for name, marker in MARKERS.items() if marker.once == "question"}
_LIKE_A_MARKER = re.compile(r"[#\s*_\\]*[-‐-―]+\s*([A-Za-z][A-Za-z -]*?)\s*[-‐-―]+[\s*_#]*")
_UNDERLINED = re.compile(r"\n {0,3}-+[ \t]*\s*\Z")


def check_markers(source: Source, blocks: Sequence[Node]) -> list[Problem]:
    """What is wrong with the marker headings of a file, over its top-level blocks."""
    found: list[Problem] = []
    seen: set[str] = set()
    for block in blocks:
        if block.marker:
            found += _wrong_marker(source, block, seen)
        elif block.kind in ("heading", "paragraph"):
            found += _no_marker(source, block)
    return found


def _wrong_marker(source: Source, block: Node, seen: set[str]) -> list[Problem]:
    name = block.marker
    marker = MARKERS.get(name)
    if marker is None:
        known = _near(name)
        if not known:
            return []
        return [problems.NEAR_MARKER.at(source.position(block.start), given=f"--{name}--", name=known)]
    found = []
    if block.level not in marker.levels:
        levels = " or ".join("#" * level for level in marker.levels)
        place = source.position(block.start)
        found.append(problems.MARKER_LEVEL.at(place, name=name, given="#" * block.level, levels=levels))
    if marker.begins:
        seen -= _ONCE_A_QUESTION
    if name in seen:
        found.append(problems.SECOND_MARKER.at(source.position(block.start), name=name))
    if marker.once:
        seen.add(name)
    return found


def _no_marker(source: Source, block: Node) -> list[Problem]:
    if block.kind == "heading" and block.level == 2 and _UNDERLINED.search(source.text(block.start, block.end)):
        return [problems.UNDERLINED.at(source.position(block.start))]
    if source.data[block.start : block.start + 1] not in _FIRST_BYTES:
        return []
    line = source.text(block.start, block.end).split("\n", 1)[0]
    match = _LIKE_A_MARKER.fullmatch(line)
    known = _near("-".join(match[1].split())) if match else ""
    return [problems.NEAR_MARKER.at(source.position(block.start), given=line.strip(), name=known)] if known else []


# What a line that looks like a marker can begin with: a space, #, *, _, - or a backslash, or any dash of ours.
_FIRST_BYTES = {letter.encode() for letter in " #*_-\\\t"} | {"–".encode()[:1]}


def _near(name: str) -> str:
    """The marker that a name nearly is, "" where it is none of ours, or one that only the parser knows."""
    if name in _OTHERS:
        return ""
    close = get_close_matches(name.lower(), _LOWER, 1, 0.8)
    return _LOWER[close[0]] if close else ""
