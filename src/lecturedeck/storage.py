"""Files that are written whole or not at all, digests of bytes, and JSON that may hold anything."""

from __future__ import annotations

import errno
import filecmp
import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO, Any

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

# The name says nothing of the target: one of 240 letters leaves no room for more.
_PART, _SUFFIX = ".lecturedeck-", ".part"
_DEEPEST = 100  # levels of JSON
_LARGEST_JSON = 100_000_000


@contextmanager
def replacing(target: Path) -> Iterator[IO[bytes]]:
    """A new file to write, which takes the place of `target` in one step once the block is done.

    At any moment the old file or the new one is there, and where the block raises, the old one stays. A target
    that holds the same bytes already is left alone. A link is replaced, never written through. Raises OSError,
    also where the target is a folder, a pipe or a device.
    """
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "Not a regular file", str(target))
    handle, name = tempfile.mkstemp(prefix=_PART, suffix=_SUFFIX, dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "w+b") as out:
            _hold(out)
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


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A new empty file in a folder, which is gone once the block is done. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=_PART, suffix=_SUFFIX, dir=folder)
    try:
        with os.fdopen(handle, "rb") as file:
            _hold(file)
            yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Delete what a killed program left of files that it was writing in a folder."""
    for part in folder.glob(f"{_PART}*{_SUFFIX}"):
        with suppress(OSError), part.open("rb") as file:
            _hold(file)  # fails while a program still writes it
            part.unlink()


def _hold(file: IO[bytes]) -> None:
    """Lock a file as long as it is open, or raise OSError; Windows never deletes an open file."""
    if fcntl is not None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


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
    if not target.is_file():
        raise OSError(errno.EINVAL, "Not a regular file", str(target))
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
    r"""The value of a JSON text. Raises ValueError for every text that is none, or is nested too deeply.

    Halves of a character (`\ud800`), which UTF-8 cannot write, become question marks.
    """
    try:
        return _checked(json.loads(text), 0)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _checked(value: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_checked(key, depth): _checked(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_checked(inner, depth + 1) for inner in value]
    return value


def read_json(path: Path) -> Any:
    """The value of a JSON file, None where the file is missing, damaged or too large."""
    try:
        return parse_json(read_regular(path, _LARGEST_JSON))
    except (OSError, ValueError):
        return None


def read_regular(path: str | Path, largest: int, *, first: int = 0) -> bytes:
    """The bytes of a regular file of at most `largest` bytes, or its `first` ones. Raises OSError for all else.

    A pipe or a device may never end, and is not even opened for longer than it takes to see what it is.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        about = os.fstat(handle)
        if stat.S_ISDIR(about.st_mode):
            raise IsADirectoryError(errno.EISDIR, "Is a directory", str(path))
        if not stat.S_ISREG(about.st_mode):
            raise OSError(errno.EINVAL, "Not a regular file", str(path))
        if about.st_size > largest:
            raise OSError(errno.EFBIG, f"Larger than {largest // 1_000_000} MB", str(path))
        data = os.read(handle, first or about.st_size + 1)
        if first or len(data) == about.st_size:
            return data
        return data + b"".join(iter(lambda: os.read(handle, largest), b""))
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
