"""Show what an import of NEW changes for learners who have OLD.

Follows Anki's own rule: a note is identified by its guid, and updated if it is newer.

\b
Examples:
  lecturedeck diff decks/old.apkg decks/new.apkg
  lecturedeck diff old.apkg new.apkg --json | jq .counts
"""

from __future__ import annotations

from pathlib import Path

import click

from lecturedeck.anki import package as packages
from lecturedeck.cli.differences import show
from lecturedeck.cli.options import as_package
from lecturedeck.cli.packages import package_at
from lecturedeck.cli.terminal import echo_json


@click.command("diff", help=__doc__)
@click.argument("old", callback=as_package, metavar="OLD.apkg")
@click.argument("new", callback=as_package, metavar="NEW.apkg")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with whole field contents.")
def command(old: Path, new: Path, as_json: bool) -> None:
    """Print the difference of two packages."""
    difference = packages.diff(package_at(old), package_at(new))
    if as_json:
        echo_json(packages.as_json(difference), indent=2)
    else:
        show(difference)
