"""Files that are written whole or not at all, digests of bytes, and JSON that may hold anything."""

from __future__ import annotations

import filecmp
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO, Any

# The name says nothing of the target: one of 240 letters leaves no room for more.
_PART, _SUFFIX = ".lecturedeck-", ".part"


@contextmanager
def replacing(target: Path) -> Iterator[IO[bytes]]:
    """A new file to write, which takes the place of `target` in one step once the block is done.

    At any moment the old file or the new one is there, and where the block raises, the old one stays. A target
    that holds the same bytes already is left alone. Raises OSError.
    """
    handle, name = tempfile.mkstemp(prefix=_PART, suffix=_SUFFIX, dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "w+b") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        if target.exists() and filecmp.cmp(part, target, shallow=False):
            part.unlink()
        else:
            part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def sweep(folder: Path) -> None:
    """Remove what a killed process left of `replacing` in a folder; no other may be writing there."""
    with suppress(OSError):
        for part in folder.glob(f"{_PART}*{_SUFFIX}"):
            part.unlink(missing_ok=True)


def write_bytes(target: Path, data: bytes) -> None:
    """Write a file in one step, as `replacing` does."""
    with replacing(target) as out:
        out.write(data)


def keep_backup(target: Path) -> Path | None:
    """Copy a file to a free name beside it: `<name>.bak`, else `<name>.bak2` and so on; None if it is not there.

    Nothing is ever overwritten, and a copy that is already there is not made twice.
    """
    if not target.exists():
        return None
    for number in count(1):
        backup = target.with_name(f"{target.name}.bak{number if number > 1 else ''}")
        if not backup.exists():
            with target.open("rb") as data, replacing(backup) as out:
                shutil.copyfileobj(data, out)
            return backup
        if filecmp.cmp(target, backup, shallow=False):
            return backup
    raise AssertionError("there is always a next number")


def digest_of(data: bytes) -> bytes:
    """The digest of some bytes; no two contents share one."""
    return hashlib.blake2b(data, digest_size=20).digest()


def file_digest(file: IO[bytes]) -> str:
    """The digest of an open file from its beginning, in hexadecimal."""
    file.seek(0)
    return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=20)).hexdigest()  # type: ignore[arg-type]


def parse_json(text: str | bytes) -> Any:
    """The value of a JSON text. Raises ValueError for every text that is none, or is nested too deeply."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def read_json(path: Path) -> Any:
    """The value of a JSON file, None where the file is missing or damaged."""
    try:
        return parse_json(path.read_bytes())
    except (OSError, ValueError):
        return None


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
