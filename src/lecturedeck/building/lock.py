"""One build at a time writes into a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lecturedeck.building.cache import cache_folder, make_folder
from lecturedeck.building.options import BusyError
from lecturedeck.storage import digest_of, sweep

PATIENCE = 60  # seconds; the whole curriculum takes a fraction of it


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other builds out of an output folder; what a killed one left there is removed. Raises BusyError.

    The lock lies in the user's cache folder, so that nothing but packages lies beside the packages. Where there is
    no place for it, the build goes on without.
    """
    from filelock import FileLock, Timeout

    locks = cache_folder() / "locks"
    name = digest_of(os.fsencode(folder.resolve())).hex()
    try:
        make_folder(locks)
        lock = FileLock(locks / f"{name}.lock", timeout=PATIENCE)
        lock.acquire()
    except Timeout:
        raise BusyError(f"{folder}: another build has been writing here for {PATIENCE} seconds") from None
    except (OSError, NotImplementedError):
        yield
        return
    try:
        sweep(folder)
        yield
    finally:
        lock.release()
