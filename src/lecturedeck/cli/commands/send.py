"""Send a package to a phone on the same network.

Shows a QR code: scan it with the phone's camera, download the file, and open it with Anki. The package is
served once, at an address that cannot be guessed, for at most ten minutes. Nothing else is served, and the
connection is not encrypted.

\b
Examples:
  lecturedeck send decks/http-status-codes.apkg
  lecturedeck send course.apkg --address 192.168.1.20 --port 8080
"""

from __future__ import annotations

from pathlib import Path

import click

from lecturedeck.anki.package import PackageError, check_name
from lecturedeck.cli.offer import local_address, offered
from lecturedeck.cli.options import as_package
from lecturedeck.cli.packages import package_at
from lecturedeck.cli.terminal import Failure, echo, echo_qr_code, size
from lecturedeck.storage import read_regular

_MINUTES = 10
_LARGEST = 2_000_000_000  # bytes


@click.command("send", help=__doc__)
@click.argument("package", callback=as_package, metavar="FILE.apkg")
@click.option("--address", help="The address of this computer on the network.  [default: found]")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port.  [default: a free one]")
def command(package: Path, address: str | None, port: int) -> None:
    """Serve the package once."""
    try:
        check_name(package)
        package_at(package)
        data = read_regular(package, _LARGEST)
    except PackageError as error:
        raise Failure(str(error)) from None
    except OSError as error:
        raise Failure(f"{package}: cannot be read: {error.strerror}") from None
    host = address or local_address()
    if host is None:
        raise Failure("this computer is on no network; connect it, or name its address with --address")
    try:
        with offered(package.name, data, host, port) as offer:
            echo(
                f"Serving {package} ({size(len(data))}) once, to a device on this network, for {_MINUTES} minutes."
            )
            echo("Scan the code with the phone's camera, then open the file with Anki. Ctrl+C stops.")
            echo_qr_code(offer.url)
            echo(offer.url)
            device = offer.wait(_MINUTES * 60)
    except OSError as error:
        raise Failure(f"{host}:{port}: cannot serve: {error.strerror or error}") from None
    if device is None:
        raise Failure(f"not fetched within {_MINUTES} minutes; nothing is served any more")
    echo(f"Fetched by {device}; nothing is served any more.")
