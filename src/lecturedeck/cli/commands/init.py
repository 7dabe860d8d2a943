"""Write a lecturedeck.toml that says what to build.

With it, `lecturedeck build` needs no options. FOLDER is the current folder by default. docs/configuration.md
describes each key.

\b
Examples:
  lecturedeck init
  lecturedeck init course/
"""

from __future__ import annotations

from pathlib import Path

import click

from lecturedeck.cli.commands.new import write_new
from lecturedeck.cli.configuration import NAME
from lecturedeck.cli.options import DEFAULT_SOURCE, as_path
from lecturedeck.cli.templates import new_configuration
from lecturedeck.cli.terminal import echo


@click.command("init", help=__doc__)
@click.argument("folder", default=".", callback=as_path, metavar="[FOLDER]")
def command(folder: Path) -> None:
    """Write the file."""
    sources = [DEFAULT_SOURCE] if (folder / DEFAULT_SOURCE).is_dir() or not _lectures(folder) else ["."]
    path = folder / NAME
    write_new(path, new_configuration(sources))
    builds = "the current folder" if sources == ["."] else f"{DEFAULT_SOURCE}/"
    echo(f"{path}: written. It builds {builds}; see the comments in it for more.")


def _lectures(folder: Path) -> list[Path]:
    return list(folder.glob("*.md"))
