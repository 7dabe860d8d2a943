"""Waiting for lectures to be saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from watchfiles import Change, watch

from lecturedeck.markup.pictures import PICTURES

_READ = (".md", ".json", ".yaml", ".yml", *PICTURES)
_DEBOUNCE, _STEP, _IDLE = 300, 50, 500  # milliseconds


def saved(sources: Sequence[Path]) -> Iterator[set[Path]]:
    """The files that were saved, added or deleted since the last time, again and again until it is interrupted.

    The first set is empty and comes once the watch is on. A file is watched by way of its folder, since most
    editors replace it.
    """
    folders = {path if path.is_dir() else path.parent for path in sources}
    whole = any(path.is_dir() for path in sources)
    files = {path.resolve() for path in sources if not path.is_dir()}
    on = False
    for changes in watch(
        *folders,
        watch_filter=_is_read,
        debounce=_DEBOUNCE,
        step=_STEP,
        rust_timeout=_IDLE,
        yield_on_timeout=True,
        recursive=whole,
    ):
        paths = {Path(path) for _, path in changes}
        if not whole:
            paths = {path for path in paths if path.resolve() in files or path.suffix != ".md"}
        if paths or not on:
            on = True
            yield paths


def _is_read(_: Change, path: str) -> bool:
    """Whether a build may read a file; what a build writes must not start the next one."""
    return path.lower().endswith(_READ)
