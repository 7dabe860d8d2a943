"""Which files hold lectures, in which order, and which of them go into one package."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path

from lecturedeck.reading.curriculum import (
    Curriculum,
    Superblock,
    Titles,
    curriculum_above,
    find_curriculum,
    read_curriculum,
)

STDIN = "-"
_LEARN = "https://www.freecodecamp.org"
_ID = re.compile(rb"^id:[ \t]*[\"']?([^\s\"']+)", re.MULTILINE)


class SourceError(Exception):
    """A SOURCE or a selection that gives nothing; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a lecture file stands.

    `path` is the file as the user named it, `folder` where its pictures are (None for standard input),
    `language` the language of its text, `block` the block it belongs to ("" outside a curriculum).
    `levels` are the names of the decks above the lecture's own, `number` what comes before the lecture's
    title in its deck's name ("03 ", or "" where the order is not known), `own_deck` whether it has a deck
    of its own, and `page` the address of its block on freeCodeCamp ("" where the superblock is not known).
    `lang` is the tag of its text's language where the user named one.
    """

    path: str
    folder: Path | None = None
    language: str = "english"
    block: str = ""
    levels: tuple[str, ...] = ()
    number: str = ""
    own_deck: bool = True
    page: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a curriculum is wanted: names or globs of superblocks, blocks and languages.

    () is all, but where superblocks are chosen and no language, it is English (else the first language).
    """

    superblocks: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The files of one package. `name` is the package's, "" where it is named by its one lecture."""

    name: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The groups of all SOURCEs in order, and what somebody should know of them, a sentence each."""

    groups: tuple[Group, ...]
    notes: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """Every file once, where it stands first."""
        return once(place for group in self.groups for place in group.places)


def once(places: Iterable[Place]) -> tuple[Place, ...]:
    """Every file once: a block of two superblocks belongs to the first."""
    first: dict[str, Place] = {}
    for place in places:
        first.setdefault(os.path.abspath(place.path), place)  # noqa: PTH100 - Path.absolute keeps ".."
    return tuple(first.values())


def find_lectures(sources: Iterable[str], selection: Selection = Selection()) -> Found:
    """The files that SOURCEs name: a file, a folder, a curriculum, or "-" for standard input.

    Raises SourceError where a SOURCE is not there or holds no Markdown file, and where nothing is selected.
    """
    groups: list[Group] = []
    notes: list[str] = []
    for source in sources:
        path = Path(source)
        if source == STDIN:
            groups.append(Group("", (Place(STDIN),)))
        elif not path.exists():
            raise SourceError(f"{source}: there is no such file or folder")
        elif not path.is_dir():
            _no_superblocks(source, selection)
            place = _place(path, curriculum_above(path))
            if _wanted(place.block, selection.blocks) and _wanted(place.language, selection.languages):
                groups.append(Group("", (place,)))
        elif curriculum := find_curriculum(path) or _language_of(path):
            found = _of_curriculum(curriculum, path, selection)
            groups += found.groups
            notes += found.notes
        else:
            _no_superblocks(source, selection)
            groups += _of_folder(path, selection)
    if not groups:
        raise SourceError("nothing is selected: no file stands in such a block, superblock and language")
    return Found(tuple(groups), tuple(notes))


def asked_for(sources: Iterable[str]) -> frozenset[str]:
    """The paths of the SOURCEs, as `Place.path` writes them."""
    return frozenset(source if source == STDIN else str(Path(source)) for source in sources)


def _no_superblocks(source: str, selection: Selection) -> None:
    if selection.superblocks:
        raise SourceError(
            f"{source}: this is no checkout of the curriculum, so --superblock chooses nothing in it"
        )


def printable(path: str) -> str:
    """A path that can be written as UTF-8: bytes of a file name that are none become question marks."""
    return path.encode("utf-8", "replace").decode()


def read_bytes(place: Place) -> bytes:
    """The bytes of a file. Raises OSError."""
    if place.path == STDIN:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed")
        return sys.stdin.buffer.read()
    with open(place.path, "rb", buffering=0) as file:  # noqa: PTH123 - read_bytes takes twice as long
        return file.read()


def _of_folder(folder: Path, selection: Selection) -> list[Group]:
    files = list(_markdown_files(folder))
    if not files:
        raise SourceError(f"{folder}: the folder holds no lecture (no file ending in .md)")
    curriculum = curriculum_above(folder / "x")
    places = [_place(file, curriculum) for file in files]
    return [
        Group("", (place,))
        for place in places
        if _wanted(place.block, selection.blocks) and _wanted(place.language, selection.languages)
    ]


def _markdown_files(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        for name in sorted(names):
            if name.endswith(".md") and not name.startswith("."):
                yield Path(root, name)


def _place(path: Path, curriculum: Curriculum | None) -> Place:
    """The place of one file; in a curriculum language and block come from challenges/<language>/…/<block>/."""
    if curriculum is not None:
        parts = path.resolve().relative_to(curriculum.challenges).parts
        if len(parts) >= 3:
            language, block = parts[0], parts[-2]
            superblock = curriculum.superblock_of(block)
            titles = Titles(curriculum, language)
            siblings = [file for file in path.parent.iterdir() if file.suffix == ".md"]
            for place in _block_places(curriculum, titles, language, superblock, block, siblings):
                if Path(place.path).name == path.name:
                    return place
    return Place(str(path), path.parent)


def _of_curriculum(curriculum: Curriculum, named: Path, selection: Selection) -> Found:
    groups: list[Group] = []
    notes: list[str] = []
    there = curriculum.languages()
    parts = named.resolve().parts[len(curriculum.challenges.resolve().parts) :]
    if parts and named.resolve().is_relative_to(curriculum.challenges.resolve()):
        there = [parts[0]]  # the folder of one language was named
    languages = [name for name in there if _wanted(name, selection.languages)]
    if not languages:
        raise SourceError(_unknown("language", selection.languages, there))
    if selection.superblocks and not selection.languages:
        languages = languages[:1]  # a superblock is studied in one language: English where it is there
    superblocks = [one for one in curriculum.superblocks if _wanted(one.name, selection.superblocks)]
    if selection.superblocks and not superblocks:
        names = [one.name for one in curriculum.superblocks]
        raise SourceError(_unknown("superblock", selection.superblocks, names))
    every: set[str] = set()
    for language in languages:
        folders = _block_folders(curriculum, named, language)
        every |= folders.keys()
        suffix = "" if language == "english" else f".{language}"
        titles = Titles(curriculum, language)
        if selection.superblocks:
            for superblock in superblocks:
                places = [
                    place
                    for block in superblock.blocks
                    if block in folders and _wanted(block, selection.blocks)
                    for place in _block_places(curriculum, titles, language, superblock, block, folders[block])
                ]
                missing = [block for block in superblock.blocks if block not in folders]
                if missing and places:
                    notes.append(_missing(superblock.name, language, missing))
                if places:
                    groups.append(Group(superblock.name + suffix, tuple(places)))
        else:
            ordered = [block for one in curriculum.superblocks for block in one.blocks if block in folders]
            for block in dict.fromkeys([*ordered, *sorted(folders)]):
                if _wanted(block, selection.blocks):
                    home = curriculum.superblock_of(block)
                    own = _block_places(curriculum, titles, language, home, block, folders[block])
                    groups.append(Group(block + suffix, tuple(own)))
    if not groups and selection.blocks:
        raise SourceError(_unknown("block", selection.blocks, sorted(every)))
    if not groups:
        raise SourceError(f"{named}: the curriculum holds no lecture (no file ending in .md)")
    return Found(tuple(groups), tuple(notes))


def _language_of(path: Path) -> Curriculum | None:
    """The curriculum of which a folder is one language (`challenges/english`, or its `blocks`), else None."""
    folder = path.resolve()
    language = folder.parent if folder.name == "blocks" else folder
    return read_curriculum(language.parent.parent) if language.parent.name == "challenges" else None


def _block_folders(curriculum: Curriculum, named: Path, language: str) -> dict[str, list[Path]]:
    """The Markdown files of every block of a language, with paths that begin as the user named the folder."""
    folder, root = curriculum.challenges.resolve() / language, named.resolve()
    blocks: dict[str, list[Path]] = {}
    for file in _markdown_files(named / folder.relative_to(root) if folder.is_relative_to(root) else named):
        blocks.setdefault(file.parent.name, []).append(file)
    return blocks


def _block_places(
    curriculum: Curriculum,
    titles: Titles,
    language: str,
    superblock: Superblock | None,
    block: str,
    files: Sequence[Path],
) -> Iterator[Place]:
    """The places of a block's files in the curriculum's order; files that it does not list come last, by name."""
    levels: tuple[str, ...] = ("" if language == "english" else language,)
    page = ""
    if superblock is not None:
        levels += _levels(titles, superblock, block)
        part = "" if language == "english" else f"/{language}"
        page = f"{_LEARN}{part}/learn/{superblock.name}/{block}/"
    else:
        levels += (titles.block("", block),)
    order = {name: number for number, name in enumerate(curriculum.orders.get(block, ()), 1)}
    ranked = sorted((_rank(file, order), file.name, file) for file in files)
    if not order:  # then by file, and the decks' names say so too
        ranked = [(number, name, file) for number, (_, name, file) in enumerate(ranked, 1)]
    count = len(order) or len(ranked)
    width = max(2, len(str(count)))
    for rank, _, file in ranked:
        number = f"{rank:0{width}} " if rank <= count else ""
        yield Place(str(file), file.parent, language, block, levels, number, len(ranked) > 1, page)


def _rank(file: Path, order: dict[str, int]) -> int:
    """The 1-based place of a file in its block; behind all others where the block does not list it."""
    if not order:
        return 1
    if file.stem in order:
        return order[file.stem]
    with file.open("rb") as opened:  # a file's name is not always its id
        match = _ID.search(opened.read(2000))
    return order.get(match[1].decode(errors="replace") if match else "", len(order) + 1)


def _levels(titles: Titles, superblock: Superblock, block: str) -> tuple[str, ...]:
    """The decks of a block. Anki sorts decks by name; a number before the title keeps the curriculum's order."""
    modules = [module for module in superblock.modules if module.name]
    for module in superblock.modules:
        if block in module.blocks:
            own = _numbered(module.blocks.index(block), len(module.blocks), titles.block(superblock.name, block))
            if not module.name:
                return titles.superblock(superblock.name), own
            above = titles.module(superblock.name, module.name)
            return titles.superblock(superblock.name), _numbered(modules.index(module), len(modules), above), own
    return titles.superblock(superblock.name), titles.block(superblock.name, block)


def _numbered(index: int, count: int, title: str) -> str:
    return f"{index + 1:0{max(2, len(str(count)))}} {title}"


def _wanted(name: str, globs: Sequence[str]) -> bool:
    return not globs or any(fnmatchcase(name, glob) for glob in globs)


def _unknown(kind: str, wanted: Sequence[str], names: Sequence[str]) -> str:
    close = get_close_matches(wanted[0], names, 3, 0.5) or list(names)[:5]
    hint = f"; did you mean {', '.join(close)}?" if close else ""
    if kind == "superblock" and not names:
        hint = "; this checkout has no curriculum/structure, which says what they hold: choose with --block"
    return f"no {kind} is named {' or '.join(wanted)}{hint}"


def _missing(superblock: str, language: str, blocks: Sequence[str]) -> str:
    shown = ", ".join(blocks[:5]) + (" …" if len(blocks) > 5 else "")
    verb = "blocks that are" if len(blocks) > 1 else "block that is"
    return f"{superblock} ({language}) names {len(blocks)} {verb} not here: {shown}"
