"""Small checkouts of a curriculum, made for the tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.conftest import lecture_text, question_text


def write_json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def write_lecture(
    root: Path, block: str, name: str, *, language: str = "english", body: str | None = None, **matter: Any
) -> Path:
    """One lecture file with one question, which names the lecture unless a body is given."""
    path = root / "curriculum" / "challenges" / language / "blocks" / block / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    matter = {"id": name, "title": f"About {name}", **matter}
    text = body or "# --questions--\n\n" + question_text(f"What is {name}?")
    path.write_text(lecture_text(text, **matter), encoding="utf-8")
    return path


def structure(root: Path, **files: Any) -> None:
    """`curriculum/structure`: `superblocks__tea={...}` is superblocks/tea.json; a _ in a name is a -."""
    for name, value in files.items():
        folder, _, stem = name.rpartition("__")
        write_json(root / "curriculum" / "structure" / folder / f"{stem.replace('_', '-')}.json", value)


def tea_course(root: Path) -> Path:
    """A checkout: a nested and a flat superblock, two languages, a missing block, one without a superblock."""
    structure(
        root,
        curriculum={"superblocks": ["tea-course", "pots"]},
        superblocks__tea_course={
            "chapters": [
                {
                    "dashedName": "basics",
                    "modules": [
                        {"dashedName": "water-first", "blocks": ["lecture-water", "quiz-tea"]},
                        {"dashedName": "leaves", "blocks": ["lecture-leaves", "lecture-gone"]},
                    ],
                }
            ]
        },
        superblocks__pots={"blocks": ["lecture-pots", "lecture-water"]},
        blocks__lecture_water={"challengeOrder": [{"id": "w2"}, {"id": "w1"}, {"id": "w3"}]},
        blocks__quiz_tea={"name": "Tea Quiz", "challengeOrder": [{"id": "q1"}]},
    )
    write_lecture(root, "lecture-water", "w1")
    write_lecture(root, "lecture-water", "w2")
    write_lecture(root, "lecture-water", "boiling", id="w3")  # its stem is not its id
    write_lecture(root, "lecture-water", "w9")  # which the block does not list
    write_lecture(root, "quiz-tea", "q1")
    write_lecture(root, "lecture-leaves", "l1")
    write_lecture(root, "lecture-leaves", "l2")
    write_lecture(root, "lecture-pots", "p1")
    write_lecture(root, "lecture-alone", "a1")
    write_lecture(root, "lecture-water", "w1", language="espanol", title="El agua")
    return root
