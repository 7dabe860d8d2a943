"""Numbers and rows as plain text.

A library for tables costs more start-up time than the whole of a small build.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def counted(number: int, thing: str) -> str:
    """How many there are of something: "1 card", "2,000 cards"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def table(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Headers, a line, and the rows, in columns as wide as their widest cell on a terminal.

    Columns that hold numbers are aligned right. A row may be shorter than the headers.
    """
    cells = [[str(cell) for cell in row] + [""] * (len(headers) - len(row)) for row in rows]
    right = [any(isinstance(row[at], int) for row in rows if at < len(row)) for at in range(len(headers))]
    widths = [max(map(width, column)) for column in zip(headers, *cells, strict=True)]
    lines = [list(headers), ["-" * size for size in widths], *cells]
    return "\n".join(
        "  ".join(
            " " * (size - width(cell)) + cell if end else cell + " " * (size - width(cell))
            for cell, size, end in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in lines
    )


def width(text: str) -> int:
    """How many columns a terminal needs for a text: two for a wide character, none for a combining one."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
