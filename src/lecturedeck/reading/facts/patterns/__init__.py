"""The readers, one module each. Each module here holds a `PATTERN`; nothing else lists them."""

from __future__ import annotations

import importlib
import pkgutil

from lecturedeck.reading.facts.draft import Pattern


def _found() -> tuple[Pattern, ...]:
    modules = (importlib.import_module(f"{__name__}.{name}") for _, name, _ in pkgutil.iter_modules(__path__))
    patterns: list[Pattern] = [module.PATTERN for module in modules]
    return tuple(sorted(patterns, key=lambda pattern: pattern.rank))


PATTERNS = _found()
