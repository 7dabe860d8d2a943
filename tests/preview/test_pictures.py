"""The README's pictures are there, small, and all of them shown."""

from __future__ import annotations

import re
import struct
from pathlib import Path

PROJECT = Path(__file__).parents[2]
FOLDER = PROJECT / "docs" / "pictures"


def test_the_readme_shows_each_picture_in_light_and_dark() -> None:
    shown = re.findall(r'src(?:set)?="(docs/pictures/[^"]+)"', (PROJECT / "README.md").read_text(encoding="utf-8"))
    there = sorted(str(path.relative_to(PROJECT)) for path in FOLDER.glob("*.png"))
    assert sorted(shown) == there
    assert sum("-light" in name for name in shown) == sum("-dark" in name for name in shown) == 3


def test_each_picture_is_sharp_and_small() -> None:
    for path in FOLDER.glob("*.png"):
        data = path.read_bytes()
        assert struct.unpack(">II", data[16:24]) == (780, 1400), path.name
        assert len(data) < 60_000, path.name
