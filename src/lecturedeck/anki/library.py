"""genanki, imported without asyncio: it takes as long as all else that a build of one lecture imports.

genanki caches properties with a library from before Python had `functools.cached_property`. That library imports
asyncio for coroutines, which genanki has none of; so while genanki is imported, the standard library's stands in.
"""

from __future__ import annotations

import functools
import sys
from types import ModuleType

_NAME = "cached_property"


def _import_genanki() -> None:
    if _NAME in sys.modules or "asyncio" in sys.modules:
        import genanki

        return
    stand_in = ModuleType(_NAME)
    stand_in.__dict__[_NAME] = functools.cached_property
    sys.modules[_NAME] = stand_in
    try:
        import genanki  # noqa: F401
    finally:
        del sys.modules[_NAME]


_import_genanki()

import genanki  # noqa: E402
from genanki import guid_for  # noqa: E402

__all__ = ["genanki", "guid_for"]
