"""What tests go over: our own curriculum and lecture, and larger ones where they lie beside the project."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1]
SHARED = PROJECT.parent / "shared"


@dataclass(frozen=True, slots=True)
class Curriculum:
    """A checkout, what the reference parser finds in it, and how much of it there is at least."""

    root: Path
    languages: tuple[str, ...]
    superblock: str
    top_deck: str
    blocks: int
    notes: int
    questions: int
    """How many English lectures have questions."""

    def __str__(self) -> str:
        return self.root.name

    def folder(self, language: str) -> Path:
        return self.root / "curriculum" / "challenges" / language / "blocks"

    def expected(self, language: str) -> Iterator[dict[str, Any]]:
        """What the reference parser finds, a file at a time."""
        with (self.root / "expected" / f"{language}.jsonl").open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


OWN = Curriculum(PROJECT / "tests" / "curriculum", ("english", "espanol"), "tea-basics", "Tea Basics", 4, 30, 6)
CORPUS = Curriculum(
    SHARED / "corpus",
    ("english", "espanol", "arabic", "chinese"),
    "back-end-development-and-apis-v9",
    "Back end development and apis v9",
    5,
    5_000,
    1_000,
)
CURRICULA = [OWN, CORPUS] if CORPUS.root.exists() else [OWN]
LARGEST = CURRICULA[-1]

# Thirteen response codes in four classes, three questions of four options; our own, and the one it all began with.
CODES = PROJECT / "tests" / "lectures" / "thirteen-response-codes.md"
FOUNDING = SHARED / "seed" / "69661d2fc36411aa9e25ea64.md"
CODE_LECTURES = [path for path in (CODES, FOUNDING) if path.exists()]
