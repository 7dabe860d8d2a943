"""Write a lecturedeck.toml that says what to build.

With it, `lecturedeck build` needs no options. FOLDER is the current folder by default; the file names the
folders in it that hold lectures. docs/configuration.md
describes each key.

\b
Examples:
  lecturedeck init
  lecturedeck init course/
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from lecturedeck.building import read
from lecturedeck.cli.commands.new import write_new
from lecturedeck.cli.configuration import NAME
from lecturedeck.cli.options import DEFAULT_SOURCE, as_path
from lecturedeck.cli.templates import new_configuration
from lecturedeck.cli.terminal import echo
from lecturedeck.reading.curriculum import curriculum_at
from lecturedeck.reading.files import STDIN, Place, SourceError, find_lectures


@click.command("init", help=__doc__)
@click.argument("folder", default=".", callback=as_path, metavar="[FOLDER]")
def command(folder: Path) -> None:
    """Write the file."""
    sources = _sources(folder)
    path = folder / NAME
    write_new(path, new_configuration(sources))
    builds = "the current folder" if sources == ["."] else ", ".join(f"{source}/" for source in sources)
    missing = "" if all((folder / source).is_dir() for source in sources) else ", which does not exist yet"
    echo(f"{path}: written. It builds {builds}{missing}; see the comments in it for more.")


def _sources(folder: Path) -> list[str]:
    """The folders in a folder that hold lectures, or "." where it holds some itself; else the default."""
    if curriculum_at(folder):
        return ["."]
    found = [name for name, places in _by_folder(folder).items() if any(map(_gives_cards, places))]
    if (folder / DEFAULT_SOURCE).is_dir() and (DEFAULT_SOURCE in found or not found):
        return [DEFAULT_SOURCE]
    if not all(name.isprintable() and name != STDIN for name in found):  # what the file could not name
        return ["."]
    return ["."] if "." in found else found or [DEFAULT_SOURCE]


def _by_folder(folder: Path) -> dict[str, list[Place]]:
    """The Markdown files in a folder and below, by the folder in it that holds them ("." for its own)."""
    found: dict[str, list[Place]] = {}
    with suppress(SourceError):
        for place in find_lectures([str(folder)]).places:
            parts = Path(place.path).relative_to(folder).parts
            found.setdefault(parts[0] if len(parts) > 1 else ".", []).append(place)
    return found


def _gives_cards(place: Place) -> bool:
    """Whether a file is a lecture: a README is none."""
    lecture = read(place, named=False)
    return lecture is not None and bool(lecture.questions or lecture.blanks or lecture.facts)
