"""Write a new lecture to start from.

FILE gets an id of its own and one question, quiz question, blank and fact, each with a comment that explains
it. It passes `lecturedeck check`.

\b
Examples:
  lecturedeck new lectures/teapots.md
  lecturedeck new lectures/teapots.md --title "All about teapots"
  lecturedeck new quiz.md --kind questions --kind facts
"""

from __future__ import annotations

from pathlib import Path

import click

from lecturedeck.building import KINDS, Kind
from lecturedeck.cli.options import as_path
from lecturedeck.cli.templates import new_lecture
from lecturedeck.cli.terminal import Failure, echo
from lecturedeck.reading.curriculum import from_dashed


@click.command("new", help=__doc__)
@click.argument("path", callback=as_path, metavar="FILE")
@click.option("--title", help="What learners see.  [default: from the name of FILE]")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(KINDS),
    multiple=True,
    help="Only this kind of content; can be repeated.  [default: all]",
)
def command(path: Path, title: str | None, kinds: tuple[Kind, ...]) -> None:
    """Write the file."""
    if path.suffix != ".md":
        raise Failure(f"{path}: a lecture is a Markdown file; give it a name that ends in .md")
    text = new_lecture(title or from_dashed(path.stem), kinds)
    write_new(path, text)
    echo(f"{path}: written. Edit it, then run: lecturedeck check {path}")


def write_new(path: Path, text: str) -> None:
    """Write a file that does not exist yet. Raises Failure."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise Failure(f"{path}: exists already; nothing was written") from None
    except OSError as error:
        raise Failure(f"{path}: cannot be written: {error.strerror}") from None
