"""Regular expressions that are compiled when they are first used.

The readers have some two hundred, with hundreds of words or with the letters of many scripts: compiling them takes
longer than reading a lecture, and a lecture needs only some of them.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands for a compiled pattern; each of its methods is looked up once and then kept."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        kept = self.__dict__
        if "_compiled" not in kept:
            kept["_compiled"] = re.compile(self.pattern, self._flags)
        kept[name] = getattr(kept["_compiled"], name)
        return kept[name]


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, but for the time."""
    return cast("re.Pattern[str]", _Lazy(text, flags))
