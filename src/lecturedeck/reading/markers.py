"""Mistakes in the marker headings themselves: misspelt, at the wrong level, twice, or underlined by accident.

freeCodeCamp's parser passes over them in silence, and what stands below such a heading is lost. Only markers
that are nearly one of ours are reported: a lecture may have sections of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from lecturedeck.lecture import Problem
from lecturedeck.markup.markdown import Node, Source
from lecturedeck.reading import problems

LEVELS: dict[str, tuple[int, ...]] = {
    "description": (1,),
    "interactive": (1,),
    "instructions": (1,),
    "explanation": (1,),
    "transcript": (1,),
    "scene": (1,),
    "questions": (1,),
    "text": (2, 4),
    "answers": (2,),
    "video-solution": (2,),
    "feedback": (3,),
    "audio-id": (3,),
    "quizzes": (1,),
    "quiz": (2,),
    "question": (3,),
    "distractors": (4,),
    "answer": (4,),
    "audio": (4,),
    "fillInTheBlank": (1,),
    "sentence": (2,),
    "blanks": (2,),
}
# The parser knows these too; nothing on a card comes from them.
_OTHERS = set(
    "after-all after-each assignment before-all before-each hints notes seed seed-contents solutions".split()
)
_LOWER = {name.lower(): name for name in LEVELS}
# Markers of which a file, a question or a quiz question has one; a second one is not read.
_ONCE = {name for name, levels in LEVELS.items() if levels == (1,)} - {"questions", "transcript"} | {"sentence"}
_ONCE_A_QUESTION = {"answers", "video-solution", "distractors", "answer", "audio"}
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
    if name not in LEVELS:
        known = _near(name)
        if not known:
            return []
        return [problems.NEAR_MARKER.at(source.position(block.start), given=f"--{name}--", name=known)]
    found = []
    if block.level not in LEVELS[name]:
        levels = " or ".join("#" * level for level in LEVELS[name])
        place = source.position(block.start)
        found.append(problems.MARKER_LEVEL.at(place, name=name, given="#" * block.level, levels=levels))
    if name in ("text", "question"):
        seen -= _ONCE_A_QUESTION
    if name in seen:
        found.append(problems.SECOND_MARKER.at(source.position(block.start), name=name))
    if name in _ONCE | _ONCE_A_QUESTION:
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
    """The marker that a name is nearly, "" where it is none of ours or one that the parser knows."""
    if name in _OTHERS:
        return ""
    close = get_close_matches(name.lower(), _LOWER, 1, 0.8)
    return _LOWER[close[0]] if close else ""
