"""Everything that is printed: plain lines into a pipe or a file, colour and fitted tables on a terminal.

Nothing else in the program writes to a terminal, so whatever a file says passes `visible` on its way there.
"""

from __future__ import annotations

import json
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

# Text, or text with its style in rich's words ("bold red").
Span = str | tuple[str, str]
Cell = str | int

# Fewer files than this are read before a progress bar can be seen.
_LONG = 40
_REDRAW = 0.1  # seconds
_SPARE = 16  # columns; fewer are no room for a text
# Invisible, but part of how words and emoji are spelt.
_JOINERS = "\u200c\u200d"


def visible(text: str) -> str:
    r"""Return a text as one line in which control, escape and direction characters can be seen (`\x1b`)."""
    if text.isprintable():
        return text
    return "".join(letter if _is_harmless(letter) else _escaped(letter) for letter in text)


def _is_harmless(letter: str) -> bool:
    return letter.isprintable() or letter in _JOINERS or unicodedata.category(letter) == "Zs"


def _escaped(letter: str) -> str:
    number = ord(letter)
    if 0xDC80 <= number <= 0xDCFF:  # how Python writes the bytes of a file name that is not UTF-8
        number -= 0xDC00
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(letter) or (
        f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
    )


def size(count: int) -> str:
    """Return a number of bytes as people read it."""
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def echo(*spans: Span, err: bool = False) -> None:
    """Print one line; on a terminal with the styles of its spans."""
    parts = [(visible(span), "") if isinstance(span, str) else (visible(span[0]), span[1]) for span in spans]
    console = _console(err)
    if console is None or not any(style for _, style in parts):
        click.echo("".join(text for text, _ in parts), err=err)
        return
    from rich.text import Text

    # As long as it is: the terminal breaks it, and what is copied from there is one line.
    console.print(Text.assemble(*parts), soft_wrap=True)


def echo_json(value: object, indent: int | None = None) -> None:
    """Print a value as JSON, on one line unless it is indented."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    if is_terminal(sys.stdout):  # programs get the characters, a terminal their escapes; both are the same JSON
        text = "\n".join(map(_visible_json, text.split("\n")))
    click.echo(text)


def _visible_json(line: str) -> str:
    return "".join(letter if _is_harmless(letter) else json.dumps(letter)[1:-1] for letter in line)


def echo_cells(line: str) -> None:
    """Print a line whose cells are divided by tabs."""
    click.echo("\t".join(map(visible, line.split("\t"))))


def echo_qr_code(text: str) -> None:
    """Print a text as a QR code, if there is a terminal to show it."""
    if not is_terminal(sys.stdout):
        return
    import segno

    drawing = StringIO()
    segno.make(text, error="l", micro=False).terminal(drawing, border=2, compact=True)
    click.echo(drawing.getvalue(), nl=False)


class Failure(click.ClickException):
    """What ends a command with exit code 1; the text is one line on standard error."""

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002 - Click's own signature
        """Print the line."""
        echo(("lecturedeck: ", "bold red"), self.message, err=True)


def table(headers: Sequence[str], rows: Sequence[Sequence[Cell]], *, spare: str = "") -> None:
    """Print rows below their headers, with numbers (or "?") aligned to the right; a row may be shorter than that.

    On a terminal, the table is as wide as that and long texts wrap; the `spare` column is left out there where the
    others need all the room. Elsewhere each row is one line.
    """
    cells = [[visible(str(cell)) for cell in row] + [""] * (len(headers) - len(row)) for row in rows]
    right = [
        any(row[at] == "?" or isinstance(row[at], int) for row in rows if at < len(row))
        for at in range(len(headers))
    ]
    console = _console(err=False)
    if console is None:
        click.echo("\n".join(plain_table(headers, cells, right)))
        return
    from rich.table import Table
    from rich.text import Text

    widths = [max(map(width, column)) + 2 for column in zip(headers, *cells, strict=True)]
    others = sum(wide for header, wide in zip(headers, widths, strict=True) if header != spare)
    shown = [at for at, header in enumerate(headers) if header != spare or others + _SPARE <= console.width]
    fitted = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for at in shown:
        whole = widths[at] - 2 if spare and len(shown) == len(headers) and headers[at] != spare else None
        fitted.add_column(
            headers[at],
            justify="right" if right[at] else "left",
            no_wrap=right[at],
            min_width=whole,
            overflow="fold",
        )
    for row in cells:
        fitted.add_row(*(_indented(row[at]) if row[at].startswith(" ") else Text(row[at]) for at in shown))
    console.print(fitted)


def _indented(cell: str) -> Any:
    """A cell whose further lines stand below its first letter."""
    from rich.padding import Padding
    from rich.text import Text

    text = cell.lstrip(" ")
    return Padding(Text(text), (0, 0, 0, len(cell) - len(text)), expand=False)


def plain_table(headers: Sequence[str], cells: Sequence[Sequence[str]], right: Sequence[bool]) -> Iterator[str]:
    """Yield headers, a rule and the rows, in columns as wide as their widest cell."""
    widths = [max(map(width, column)) for column in zip(headers, *cells, strict=True)]
    for line in (headers, ["-" * count for count in widths], *cells):
        yield "  ".join(
            " " * (count - width(cell)) + cell if end else cell + " " * (count - width(cell))
            for cell, count, end in zip(line, widths, right, strict=True)
        ).rstrip()


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


@contextmanager
def progress(label: str, count: int, *, while_printing: bool = False) -> Iterator[Callable[[], None]]:
    """Show a progress bar on standard error, if that is a terminal and there is enough to do.

    Yields what to call for each thing done. With `while_printing`, results are printed meanwhile: no bar then,
    if they go to a terminal too.
    """
    console = _console(err=True) if count >= _LONG and not (while_printing and is_terminal(sys.stdout)) else None
    if console is None:
        yield lambda: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(20), MofNCompleteColumn(), TimeRemainingColumn()
    # Drawn from here rather than from a thread of its own: with a second thread, reading processes would have to
    # start from nothing instead of as copies of this one.
    with Progress(
        *columns,
        console=console,
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as bar:
        task = bar.add_task(label, total=count)
        drawn = time.monotonic()

        def tick() -> None:
            nonlocal drawn
            bar.advance(task)
            if time.monotonic() - drawn > _REDRAW:
                bar.refresh()
                drawn = time.monotonic()

        yield tick


def is_terminal(stream: IO[str] | None) -> bool:
    """Return whether a stream is a terminal."""
    return stream is not None and stream.isatty()


def _console(err: bool) -> Console | None:
    """Return rich's console for a stream, or None where it is no terminal."""
    if not is_terminal(sys.stderr if err else sys.stdout):
        return None
    from rich.console import Console

    return Console(stderr=err, highlight=False, emoji=False, markup=False)
