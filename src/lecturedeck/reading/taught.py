"""Which lectures have been taught so far: all up to one of them, or those whose ids a list names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from lecturedeck.reading.files import STDIN, Found, Place, SourceError, read_bytes
from lecturedeck.storage import parse_json, read_regular

_HEAD = 2000  # bytes; front matter is shorter
_LARGEST = 50_000_000  # bytes of a profile
_VALUE = r"""^{}:[ \t]*["']?([^\s"']+)"""
_NAMES = re.compile(_VALUE.format("(?:id|dashedName)"), re.MULTILINE)
_ID = re.compile(_VALUE.format("id"), re.MULTILINE)


def up_to(found: Found, name: str) -> Found:
    """Return the files of each language up to a block or lecture, in their order.

    A lecture is named by its file, its id or its dashed name. Raises SourceError where nothing has the name.
    """
    last = _last_places(found, lambda place: name in (place.block, place.path, *_file_names(place)))
    last = last or _last_places(found, lambda place: name in _NAMES.findall(_head(place)))
    if not last:
        blocks = {place.block for place in found.places if place.block}
        close = get_close_matches(name, blocks or {Path(place.path).stem for place in found.places}, 3, 0.5)
        hint = f"; did you mean {', '.join(close)}?" if close else ""
        raise SourceError(f"no block or lecture is named {name}{hint}")
    kept = {id(place) for place in _until(found, last)}
    return _only(found, lambda place: id(place) in kept)


def completed(found: Found, ids: Iterable[str]) -> Found:
    """Return the files of the lectures with some ids. Raises SourceError where there are none."""
    wanted = set(ids)
    result = _only(found, lambda place: place.path == STDIN or not wanted.isdisjoint(_ids(place)))
    if not result.groups:
        raise SourceError("no lecture that was found is among the completed ones")
    return result


def read_completed(path: Path) -> tuple[str, ...]:
    """Read lecture ids: one a line, or the JSON of a freeCodeCamp profile with `completedChallenges`.

    Raises OSError, and ValueError where the file is neither.
    """
    text = read_regular(path, _LARGEST).decode("utf-8-sig")
    if not text.lstrip().startswith(("{", "[")):
        return tuple(filter(None, (line.partition("#")[0].strip() for line in text.splitlines())))
    value: Any = parse_json(text)
    if isinstance(value, dict):
        value = next(_challenges(value), None)
    if not isinstance(value, list):
        raise ValueError("no completedChallenges in it")
    ids = [one.get("id") if isinstance(one, dict) else one for one in value]
    return tuple(one for one in ids if isinstance(one, str))


def _challenges(value: dict[str, Any]) -> Iterator[Any]:
    """The lists of completed challenges in a profile, whatever it is wrapped in."""
    if "completedChallenges" in value:
        yield value["completedChallenges"]
    for inner in value.values():
        if isinstance(inner, dict):
            yield from _challenges(inner)


def _last_places(found: Found, matches: Callable[[Place], bool]) -> dict[str, Place]:
    """The last file of each language that matches."""
    return {place.language: place for group in found.groups for place in group.places if matches(place)}


def _until(found: Found, last: dict[str, Place]) -> Iterator[Place]:
    passed: set[str] = set()
    for group in found.groups:
        for place in group.places:
            if place.language in last and place.language not in passed:
                yield place
            if place is last.get(place.language):
                passed.add(place.language)


def _only(found: Found, wanted: Callable[[Place], bool]) -> Found:
    groups = (replace(group, places=tuple(filter(wanted, group.places))) for group in found.groups)
    return replace(found, groups=tuple(group for group in groups if group.places))


def _file_names(place: Place) -> tuple[str, str]:
    path = Path(place.path)
    return path.stem, path.name


def _ids(place: Place) -> set[str]:
    return {Path(place.path).stem, *_ID.findall(_head(place))}


def _head(place: Place) -> str:
    """The beginning of a file; "" where it cannot be read."""
    if place.path == STDIN:
        return ""
    try:
        return read_bytes(place)[:_HEAD].decode(errors="replace")
    except OSError:
        return ""
