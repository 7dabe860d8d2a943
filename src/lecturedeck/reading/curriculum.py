"""A checkout of freeCodeCamp's curriculum: which superblock holds which blocks, in which order, and their titles.

`curriculum/structure/` says it: `curriculum.json` names the superblocks in order,
`superblocks/<name>.json` their blocks (flat, or in chapters and modules), `blocks/<name>.json` the order of
a block's lectures. Titles come from `intro.json`, which the main repository and the i18n repository keep in
different places. All of it may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lecturedeck.storage import read_json
from lecturedeck.text import clean_text, one_line

_LEVEL = re.compile(r"[a-z]{2} [abc][12]\b")  # of a language course


@dataclass(frozen=True, slots=True)
class Module:
    """Some blocks of a superblock in order; `name` is "" where the superblock has no modules."""

    name: str
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Superblock:
    """A superblock: its name and its modules in order."""

    name: str
    modules: tuple[Module, ...]

    @property
    def blocks(self) -> tuple[str, ...]:
        """The names of all its blocks, in order."""
        return tuple(block for module in self.modules for block in module.blocks)


@dataclass(frozen=True, slots=True)
class Curriculum:
    """A checkout: the folder that holds `challenges`, and what `structure` says, () or {} where it says nothing.

    `orders` maps a block to the ids of its lectures in order, `names` a block to the name its own file gives.
    """

    folder: Path
    superblocks: tuple[Superblock, ...] = ()
    orders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def challenges(self) -> Path:
        """The folder of the languages."""
        return self.folder / "challenges"

    def languages(self) -> list[str]:
        """The languages of the checkout, English first."""
        try:
            inside = list(self.challenges.iterdir())
        except OSError:
            inside = []
        found = sorted(path.name for path in inside if path.is_dir() and path.name[0] not in "._")
        return sorted(found, key=lambda name: name != "english")

    def superblock_of(self, block: str) -> Superblock | None:
        """The first superblock that names a block."""
        return next((superblock for superblock in self.superblocks if block in superblock.blocks), None)


def curriculum_at(path: Path) -> Path | None:
    """The folder of the curriculum that a folder is, else None.

    It may be a checkout, its `curriculum`, its `challenges`, one language of these, or the `blocks` of a language.
    """
    for folder in (path / "curriculum", path, path.parent):
        if (folder / "challenges").is_dir() and (folder != path.parent or path.name == "challenges"):
            return folder.resolve()
    folder = path.resolve()
    language = folder.parent if folder.name == "blocks" else folder
    return language.parent.parent if language.parent.name == "challenges" else None


def curriculum_above(path: Path) -> Path | None:
    """The folder of the curriculum that a file is in, else None."""
    for folder in path.resolve().parents:
        if folder.name == "challenges":
            return folder.parent
    return None


def read_curriculum(folder: Path) -> Curriculum:
    """Read `structure` below a folder; what is missing or damaged there counts as empty."""
    structure = folder / "structure"
    listed = _mapping(structure / "curriculum.json").get("superblocks")
    there = sorted(path.stem for path in (structure / "superblocks").glob("*.json"))
    names = [name for name in _texts(listed) if name in there]
    names += [name for name in there if name not in names]
    orders: dict[str, tuple[str, ...]] = {}
    titles: dict[str, str] = {}
    for path in sorted((structure / "blocks").glob("*.json")):
        block = _mapping(path)
        ids = [entry.get("id") for entry in _list(block.get("challengeOrder")) if isinstance(entry, dict)]
        orders[path.stem] = tuple(_texts(ids))
        if isinstance(block.get("name"), str):
            titles[path.stem] = block["name"]
    superblocks = tuple(_superblock(name, structure / "superblocks" / f"{name}.json") for name in names)
    return Curriculum(folder, superblocks, orders, titles)


def _superblock(name: str, path: Path) -> Superblock:
    return Superblock(name, tuple(_modules(_mapping(path), "")))


def _modules(part: dict[str, Any], name: str) -> Iterator[Module]:
    """The modules of a superblock, a chapter or a module: any of them may have blocks."""
    blocks = [block.get("dashedName") if isinstance(block, dict) else block for block in _list(part.get("blocks"))]
    if texts := tuple(_texts(blocks)):
        yield Module(name, texts)
    for key in ("chapters", "modules"):
        for inner in _list(part.get(key)):
            if isinstance(inner, dict):
                own = inner.get("dashedName")
                yield from _modules(inner, own if key == "modules" and isinstance(own, str) else "")


class Titles:
    """What learners call superblocks, modules and blocks, in one language."""

    def __init__(self, curriculum: Curriculum, language: str) -> None:
        self._names = curriculum.names
        self._intro: dict[str, Any] = {}
        root = curriculum.folder.parent
        for path in (
            root / "client" / "i18n" / "locales" / language / "intro.json",
            root / "client" / language / "intro.json",
            curriculum.folder / language / "intro.json",
        ):
            if path.is_file():
                self._intro = _mapping(path)
                break

    def superblock(self, name: str) -> str:
        """The title of a superblock."""
        return self._title(self._intro.get(name)) or from_dashed(name)

    def module(self, superblock: str, name: str) -> str:
        """The title of a module, "" for the module without a name."""
        return self._inside(superblock, "modules", name) or from_dashed(name)

    def block(self, superblock: str, name: str) -> str:
        """The title of a block; `superblock` may be "" where none is known."""
        inside = self._inside(superblock, "blocks", name) if superblock else ""
        anywhere = (self._inside(other, "blocks", name) for other in self._intro) if not inside else iter(())
        return inside or next(filter(None, anywhere), "") or self._names.get(name, "") or from_dashed(name)

    def _inside(self, superblock: str, key: str, name: str) -> str:
        part = self._intro.get(superblock)
        inner = part.get(key) if isinstance(part, dict) else None
        return self._title(inner.get(name)) if isinstance(inner, dict) else ""

    @staticmethod
    def _title(entry: object) -> str:
        title = entry.get("title") if isinstance(entry, dict) else entry
        return clean_text(title).strip() if isinstance(title, str) else ""


def from_dashed(name: str) -> str:
    """A title from a dashed name: "working-with-maps" is "Working with maps", "es-a1-tea" is "ES A1 tea"."""
    text = one_line(clean_text(name.replace("-", " ")))
    level = _LEVEL.match(text)
    return level[0].upper() + text[level.end() :] if level else text[:1].upper() + text[1:]


def _mapping(path: Path) -> dict[str, Any]:
    value = read_json(path)
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(values: object) -> Sequence[str]:
    return [value for value in _list(values) if isinstance(value, str) and value]
