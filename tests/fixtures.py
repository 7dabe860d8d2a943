"""Regressions as paragraphs of Markdown: a title, a text and what is expected of it, divided by lines of one dot.

Title
.
The text
.
what is expected
.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_CASE = re.compile(
    r"(?P<title>[^\n]+)\n\.\n(?P<text>.*?)^\.\n(?P<expected>.*?)^\.(?:\n+|\Z)", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a fixture file; `line` is where it begins there."""

    path: Path
    line: int
    title: str
    text: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path.stem}:{self.line}:{self.title}"


def cases(path: Path) -> list[Case]:
    """All cases of a fixture file, in order; what is between them is not read."""
    text = path.read_text(encoding="utf-8")
    return [
        Case(path, text.count("\n", 0, match.start()) + 1, match["title"], match["text"], match["expected"])
        for match in _CASE.finditer(text)
    ]


def rewritten(path: Path, told: Callable[[str], str]) -> str:
    """A fixture file with what its texts give now in place of what is expected; read it before you keep it."""
    return (
        _CASE.sub(
            lambda match: f"{match['title']}\n.\n{match['text']}.\n{told(match['text'])}.\n\n",
            path.read_text(encoding="utf-8"),
        ).rstrip("\n")
        + "\n"
    )
