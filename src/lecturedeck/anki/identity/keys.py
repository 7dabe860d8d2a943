"""The Key field: which lecture, language and kind a note belongs to."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

_NOT_IN_KEY = re.compile(r"[^A-Za-z0-9_-]+")


@lru_cache(maxsize=1024)
def owner_key(lecture_id: str, language: str) -> str:
    """How the Key field begins for every note of a lecture."""
    return ":".join(_NOT_IN_KEY.sub("-", part) for part in (lecture_id, language))


def owner_of(key: str) -> str:
    """The lecture that a Key field names, as `owner_key` writes it."""
    return key.rsplit(":", 2)[0]


def language_of(owner: str) -> str:
    """The language in an owner."""
    return owner.rpartition(":")[2]


def key_of(lecture_id: str, language: str, kind: str, guid: str) -> str:
    """The Key field of a note, in letters that are safe in HTML and in Anki's search."""
    return f"{owner_key(lecture_id, language)}:{kind}:{hashlib.sha256(guid.encode()).hexdigest()[:10]}"
