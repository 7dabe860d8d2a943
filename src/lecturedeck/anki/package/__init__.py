"""Anki packages: written, read, compared."""

from lecturedeck.anki.package.diff import Difference, as_json, diff
from lecturedeck.anki.package.read import read_media, read_package
from lecturedeck.anki.package.stored import Package, StoredNote, StoredType, UnreadablePackage
from lecturedeck.anki.package.write import PackageError, Written, check_name, is_backup_name, write_package

__all__ = [
    "Difference",
    "Package",
    "PackageError",
    "StoredNote",
    "StoredType",
    "UnreadablePackage",
    "Written",
    "as_json",
    "check_name",
    "diff",
    "is_backup_name",
    "read_media",
    "read_package",
    "write_package",
]
