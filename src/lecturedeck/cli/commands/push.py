"""Send a package to the Anki on this computer.

Anki shows its import dialog, where you click Import. Open your profile there first, and close all other
dialogs. This needs the add-on AnkiConnect (code 2055492159). If it asks for an API key, put the key into the
environment variable ANKICONNECT_KEY.

\b
Examples:
  lecturedeck push decks/http-status-codes.apkg
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from lecturedeck.anki import push
from lecturedeck.anki.package import PackageError, check_name
from lecturedeck.cli.options import as_package
from lecturedeck.cli.packages import package_at
from lecturedeck.cli.terminal import Failure, echo


@click.command("push", help=__doc__)
@click.argument("package", callback=as_package, metavar="FILE.apkg")
@click.option("--url", default=push.URL, show_default=True, help="Where AnkiConnect listens.")
def command(package: Path, url: str) -> None:
    """Hand a package to Anki."""
    try:
        check_name(package)
        package_at(package)
        profile = push.push(package, url, os.environ.get("ANKICONNECT_KEY", ""))
    except (PackageError, push.PushError) as error:
        raise Failure(str(error)) from None
    to = f" (profile {profile})" if profile else ""
    echo(f"{package}: sent to Anki{to}. Click Import there.")
    echo("If no dialog opens, close Anki's other dialogs and push again.")
