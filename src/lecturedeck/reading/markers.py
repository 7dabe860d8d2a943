"""Mistakes in the marker headings themselves: misspelt, at the wrong level, twice, or underlined by accident.

freeCodeCamp's parser passes over them in silence, and what is below such a heading is lost. Only markers that are
nearly one of ours are reported: a lecture may have sections of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache

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
# What authors call some markers, beside their own names.
_ALSO_CALLED = {
    "choices": "answers",
    "correct": "video-solution",
    "correct-answer": "video-solution",
    "fill-in-the-blank": "fillInTheBlank",
    "fill-in-the-blanks": "fillInTheBlank",
    "options": "answers",
    "solution": "video-solution",
    "wrong-answers": "distractors",
}
_LOWER = {name.lower(): name for name in MARKERS} | _ALSO_CALLED
_ONCE_A_QUESTION = {name for name, marker in MARKERS.items() if marker.once == "question"}
# The sections that hold tasks: below these headings a plain heading such as "Answers" is a marker gone wrong.
_TASKS = ("questions", "quizzes", "fillInTheBlank")
_PARTS = {
    task: {name: marker for name, marker in kind.markers.items() if name != task}
    for kind in KINDS
    for task in _TASKS
    if task in kind.markers
}
_LIKE_A_MARKER = re.compile(r"[#\s*_\\]*[-‐-―]+\s*([A-Za-z][A-Za-z -]*?)\s*[-‐-―]+[\s*_#]*")
_TEXT_BEHIND = re.compile(r"#{1,6}[ \t]*--([A-Za-z-]+?)--[^A-Za-z-].*")
_UNDERLINED = re.compile(r"\n {0,3}-+[ \t]*\s*\Z")
_MARKER_LINE = re.compile(r"^[ \t]*(#{1,6}[ \t]+--([A-Za-z-]+)--)[ \t]*$", re.MULTILINE)
_HEADED = re.compile(rb"\n#{1,6}[ \t]{0,3}--?([A-Za-z][A-Za-z-]{0,30}?)--?[ \t]*(?=\r?\n|\Z)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_NO_DIVIDERS = ("--", "-", "—", "–", "——", "__", "_", "==", "===")


def has_near_marker(data: bytes) -> bool:
    """Whether a heading of a file is nearly one of our markers."""
    return any(_is_near(name.decode()) for name in {*_HEADED.findall(data)})


@lru_cache(maxsize=1_000)
def _is_near(name: str) -> bool:
    return name not in MARKERS and _near(name) != ""


def check_markers(source: Source, blocks: Sequence[Node]) -> list[Problem]:
    """What is wrong with the marker headings of a file, over its top-level blocks."""
    found: list[Problem] = []
    seen: set[str] = set()
    within = ""  # the first-level marker above
    for block in blocks:
        if block.marker:
            found += _wrong_marker(source, block, seen, within)
        elif block.kind in ("heading", "paragraph"):
            found += _no_marker(source, block, within)
        elif block.kind == "code_block":
            found += _marker_in_code(source, block)
        elif block.kind == "list":
            found += _marker_in_list(source, block)
        if block.kind == "heading" and block.level == 1:
            within = block.marker
    return found


def _wrong_marker(source: Source, block: Node, seen: set[str], within: str) -> list[Problem]:
    name = block.marker
    marker = MARKERS.get(name)
    if marker is None:
        known = _near(name)
        at = source.position(block.start)
        return [problems.NEAR_MARKER.at(at, given=f"--{name}--", wanted=_wanted(known))] if known else []
    found = []
    parts = _PARTS.get(within, {}) if block.level > 1 else {}
    at = source.position(block.start)
    if name not in parts and 1 not in marker.levels and (part := _like(name, parts)):
        given = f"{'#' * block.level} --{name}--"
        return [problems.NEAR_MARKER.at(at, given=given, wanted=_written(part, parts[part]))]
    meant = parts.get(name, marker)
    if block.level not in meant.levels:
        other = _at_level(name, block.level)
        wanted = _written(name, meant)
        wanted = f"{_wanted(other)}, or {wanted}" if other and name not in parts else wanted
        found.append(problems.MARKER_LEVEL.at(at, name=name, given="#" * block.level, wanted=wanted))
    if marker.begins:
        seen -= _ONCE_A_QUESTION
    if name in seen:
        found.append(problems.SECOND_MARKER.at(at, name=name))
    if marker.once:
        seen.add(name)
    return found


def _wanted(name: str) -> str:
    """A marker as it must be written."""
    return _written(name, MARKERS[name])


def _written(name: str, marker: Marker) -> str:
    return " or ".join(f"{'#' * level} --{name}--" for level in marker.levels)


def _at_level(name: str, level: int) -> str:
    """The marker of a level that another may be meant for, "" where there is none."""
    if name == "blanks" and level == 1:
        return "fillInTheBlank"
    if name == "quiz" and level == 1:
        return "quizzes"
    return _like(name, [other for other, marker in MARKERS.items() if level in marker.levels])


def _like(name: str, names: Iterable[str]) -> str:
    """The one of some names that is nearly another, as its singular is; "" where none is."""
    return next(iter(get_close_matches(name, list(names), 1, 0.8)), "")


def _no_marker(source: Source, block: Node, within: str) -> list[Problem]:
    if block.kind == "heading" and block.level == 2 and _UNDERLINED.search(source.text(block.start, block.end)):
        return [problems.UNDERLINED.at(source.position(block.start))]
    if block.kind == "heading" and (known := _plain_name(block, within)):
        at = source.position(block.start)
        return [problems.NEAR_MARKER.at(at, given=source.text(block.start, block.end).strip(), wanted=known)]
    if source.data[block.start : block.start + 1] not in _FIRST_BYTES:
        return []
    line = source.text(block.start, block.end).split("\n", 1)[0].strip()
    at = source.position(block.start)
    if block.kind == "paragraph" and line in _NO_DIVIDERS and within in _TASKS:
        return [problems.NO_DIVIDER.at(at, given=line)]
    match = _LIKE_A_MARKER.fullmatch(line) or (_TEXT_BEHIND.fullmatch(line) if block.kind == "heading" else None)
    known = _near("-".join(match[1].split())) if match else ""
    return [problems.NEAR_MARKER.at(at, given=line, wanted=_wanted(known))] if known else []


def _plain_name(heading: Node, within: str) -> str:
    """The marker that a heading without dashes stands for, as it must be written; "" where it stands for none."""
    name = _LOWER.get("-".join(heading.plain.lower().split()), "")
    marker = MARKERS.get(name)
    if marker is None or heading.level not in marker.levels:
        return ""
    return _wanted(name) if name in _TASKS or (within in _TASKS and heading.level > 1) else ""


def _marker_in_code(source: Source, block: Node) -> list[Problem]:
    """A marker that is code: by its indentation, or because the code above it has no end."""
    match = _MARKER_LINE.search(block.text)
    if match is None or match[2] not in MARKERS:
        return []
    at = source.position(block.start)
    text = source.text(block.start, block.end)
    fence = _FENCE.match(text)
    if fence is None:
        return [problems.INDENTED_MARKER.at(at, given=match[1], wanted=match[1])]
    is_open = not text.rstrip().endswith(fence[1]) or text.rstrip() == fence[1]
    return [problems.OPEN_FENCE.at(at, fence=fence[1])] if is_open else []


def _marker_in_list(source: Source, block: Node) -> list[Problem]:
    """A marker that belongs to the list above it, by its indentation."""
    text = source.text(block.start, block.end)
    match = _MARKER_LINE.search(text) if "--" in text else None
    if match is None or match[2] not in MARKERS:
        return []
    at = source.position(block.start + len(text[: match.start(1)].encode()))
    return [problems.INDENTED_MARKER.at(at, given=match[1], wanted=match[1])]


# What a line that looks like a marker can begin with: a space, #, *, _, - or a backslash, or any dash of ours.
_FIRST_BYTES = {letter.encode() for letter in " #*_-=\\\t"} | {"–".encode()[:1]}


def _near(name: str) -> str:
    """The marker that a name nearly is, "" where it is none of ours, or one that only the parser knows."""
    if name in _OTHERS:
        return ""
    close = get_close_matches(name.lower(), _LOWER, 1, 0.8)
    return _LOWER[close[0]] if close else ""
