"""Which files hold lectures, and in which order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from lecturedeck.reading.reader import Place

STDIN = "-"


class SourceError(Exception):
    """A SOURCE that cannot be used; the text says why and what to do."""


def lecture_files(source: str) -> Iterator[Place]:
    """The Markdown files that a SOURCE names: one file, all in a folder (by name), or "-" for standard input.

    Raises SourceError where the source is not there or holds no Markdown file.
    """
    if source == STDIN:
        yield Place(STDIN)
        return
    path = Path(source)
    if path.is_dir():
        found = False
        for file in markdown_files(path):
            found = True
            yield place_of(file)
        if not found:
            raise SourceError(f"{source}: the folder holds no lecture (no file ending in .md)")
    elif path.exists():
        yield place_of(path)
    else:
        raise SourceError(f"{source}: there is no such file or folder")


def markdown_files(folder: Path) -> Iterator[Path]:
    """Every .md file below a folder, sorted by folder and name; hidden folders are passed over."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        for name in sorted(names):
            if name.endswith(".md") and not name.startswith("."):
                yield Path(root, name)


def place_of(path: Path) -> Place:
    """The place of one file; language and block come from `challenges/<language>/…/<block>/<file>`."""
    parts = path.absolute().parts
    language, block = "english", ""
    if "challenges" in parts[:-3]:
        at = len(parts) - 1 - parts[::-1].index("challenges")
        if at < len(parts) - 3:
            language, block = parts[at + 1], parts[-2]
    return Place(str(path), path.parent, language, block)


def read_bytes(place: Place) -> bytes:
    """The bytes of a file. Raises OSError."""
    if place.path == STDIN:
        import sys

        return sys.stdin.buffer.read()
    return Path(place.path).read_bytes()
