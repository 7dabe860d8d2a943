"""The packages that a command is given."""

from __future__ import annotations

from pathlib import Path

from lecturedeck.anki.package import Package, UnreadablePackage, read_package
from lecturedeck.cli.terminal import Failure


def package_at(path: Path) -> Package:
    """Read a package. Raises Failure where the file is none."""
    try:
        return read_package(path)
    except UnreadablePackage as error:
        raise Failure(f"{path}: {error}") from None
