"""Reading an Anki package: ours, or one exported from Anki in either of its formats.

There are three formats (rslib/src/import_export/package/meta.rs): `collection.anki2` (what genanki and Lecturedeck
write), `collection.anki21` (Anki's "support older versions" export), both with note types and decks as JSON, and
`collection.anki21b`, compressed with zstd, with tables and protobuf messages in their place.
"""

from __future__ import annotations

import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from lecturedeck.anki.package.collection import read_collection
from lecturedeck.anki.package.proto import message, text_of
from lecturedeck.anki.package.stored import Package, UnreadablePackage
from lecturedeck.storage import parse_json

# Bytes. The whole of freeCodeCamp's curriculum in one language takes a tenth of it; a file that unpacks to more
# would only fill the memory.
_LARGEST = 400_000_000
_LARGEST_MEDIA = 50_000_000
# Names that Anki refuses, and with them the whole package (rslib media/files.rs).
_FORBIDDEN = re.compile(r"""[\x00-\x1f\x7f:*?"<>|/\\\[\]]|^\.|[. ]$""")
_LONGEST_NAME = 120  # bytes
_DATABASES = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}
_ZSTD = 3


def read_package(path: Path) -> Package:
    """The note types, notes and file names of a package. Raises UnreadablePackage and FileNotFoundError."""
    try:
        if path.exists() and not path.is_file():
            raise UnreadablePackage("it is not a regular file")
        with zipfile.ZipFile(path) as archive:
            return _read_archive(path, archive)
    except FileNotFoundError:
        raise
    except UnreadablePackage:
        raise
    except OSError as error:
        raise UnreadablePackage(f"it cannot be read: {error.strerror or error}") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise UnreadablePackage("it is damaged, or no Anki package") from None
    except (sqlite3.Error, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError):
        # Every way in which a database can have another shape than Anki's: there is no closed list of them.
        raise UnreadablePackage("its database is damaged, or of an unknown format") from None
    except (MemoryError, RecursionError):
        raise UnreadablePackage("it is too large") from None


def read_media(package: Package, names: frozenset[str]) -> dict[str, bytes]:
    """Some files of a package by name; those that are not there or cannot be read are left out."""
    found: dict[str, bytes] = {}
    wanted = {name: member for name, member in package.media.items() if name in names}
    if not wanted:
        return found
    try:
        with zipfile.ZipFile(package.path) as archive:
            for name, member in wanted.items():
                found[name] = _member(archive, member, zstd=package.zstd, largest=_LARGEST_MEDIA)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, UnreadablePackage):
        return found
    return found


def _read_archive(path: Path, archive: zipfile.ZipFile) -> Package:
    names = set(archive.namelist())
    version = _version(archive, names)
    name = _DATABASES.get(version)
    if name is None:
        raise UnreadablePackage("it is of a newer format than this version of Lecturedeck reads")
    if name not in names:
        raise UnreadablePackage("it is no Anki package: it holds no collection")
    zstd = version == _ZSTD
    types, notes, time = read_collection(_member(archive, name, zstd=zstd), tables=zstd)
    return Package(path, types, notes, dict(_media(archive, names, zstd=zstd)), time // 1000, zstd)


def _version(archive: zipfile.ZipFile, names: set[str]) -> int:
    """1 to 3, or a number that we do not know."""
    if "meta" in names:
        return next((int(value) for number, value in message(_member(archive, "meta")) if number == 1), 0)
    return 2 if "collection.anki21" in names else 1


def _member(archive: zipfile.ZipFile, name: str, *, zstd: bool = False, largest: int = _LARGEST) -> bytes:
    if archive.getinfo(name).file_size > largest:
        raise UnreadablePackage("it is too large")
    data = archive.read(name)
    return _decompressed(data, largest) if zstd else data


def _decompressed(data: bytes, largest: int) -> bytes:
    # Only here: a package that we wrote needs no zstd.
    import zstandard

    out = bytearray()
    try:
        with zstandard.ZstdDecompressor().stream_reader(data) as reader:
            while chunk := reader.read(1 << 20):
                out += chunk
                if len(out) > largest:
                    raise UnreadablePackage("it is too large")
    except zstandard.ZstdError:
        raise UnreadablePackage("it is damaged") from None
    return bytes(out)


def _media(archive: zipfile.ZipFile, names: set[str], *, zstd: bool) -> Iterator[tuple[str, str]]:
    """The files of a package as (name, member), but for names that Anki refuses."""
    for name, member in _entries(archive, names, zstd=zstd):
        if name and not _FORBIDDEN.search(name) and len(name.encode(errors="replace")) <= _LONGEST_NAME:
            yield name, member


def _entries(archive: zipfile.ZipFile, names: set[str], *, zstd: bool) -> Iterator[tuple[str, str]]:
    """The files of a package as (name, member); anki/import_export.proto has the newer form."""
    if "media" not in names:
        return
    data = _member(archive, "media", zstd=zstd, largest=_LARGEST_MEDIA)
    if not zstd:
        for member, name in parse_json(data).items():
            yield str(name), str(member)
        return
    entries = [value for number, value in message(data) if number == 1 and isinstance(value, bytes)]
    for place, entry in enumerate(entries):
        values = dict(message(entry))
        yield text_of(values.get(1)), str(values.get(255, place))
