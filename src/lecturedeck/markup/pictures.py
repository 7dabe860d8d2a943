"""Pictures beside a lecture: which file a target means, and the name it has in the package."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Literal

from lecturedeck.lecture import Media
from lecturedeck.storage import read_regular

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp"})
_LARGEST = 50_000_000  # bytes
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


def find_picture(target: str, folder: Path | None) -> Media | Literal["missing", "outside"]:
    """The picture that a target means in a lecture's folder, or why there is none."""
    if folder is None:
        return "missing"
    try:
        root = folder.resolve()
        path = (root / target).resolve()
        if not path.is_relative_to(root):
            return "outside"
        if path.suffix.lower() not in PICTURES or not path.is_file():
            return "missing"
        digest = hashlib.sha256(read_regular(path, _LARGEST)).hexdigest()[:16]
    except (OSError, ValueError, RuntimeError):  # a name that is too long or holds a NUL, links in a circle
        return "missing"
    name = _NOT_IN_NAMES.sub("-", path.stem)[:40].strip(".-_") or "picture"
    return Media(f"{name}-{digest}{path.suffix.lower()}", path)
