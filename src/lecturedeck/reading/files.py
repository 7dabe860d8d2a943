"""Find the lecture files that SOURCEs name: which files, in which order, and which go into one package."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cache, cached_property
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from lecturedeck.reading.curriculum import (
    Curriculum,
    Superblock,
    Titles,
    curriculum_above,
    curriculum_at,
    from_dashed,
    read_curriculum,
)
from lecturedeck.storage import read_regular
from lecturedeck.text import clean_text, counted

STDIN = "-"
_LARGEST = 1_000_000  # bytes of a lecture: ten times the longest of the curriculum
_LARGEST_PACKAGE = 1 << 40
_LEARN = "https://www.freecodecamp.org"
_ID = re.compile(rb"^id:[ \t]*[\"']?([^\s\"']+)", re.MULTILINE)
_LANG = re.compile(rb"^lang:", re.MULTILINE)
_TASK = re.compile(rb"^dashedName:.*\btask-(\d{1,6})\b", re.MULTILINE)


class SourceError(Exception):
    """A SOURCE or a selection that gives nothing; the text says why and what to do.

    `source` is the SOURCE that the text begins with, "" where it begins with none.
    """

    def __init__(self, text: str, source: str = "") -> None:
        """Keep both."""
        super().__init__(text)
        self.source = source


@dataclass(frozen=True, slots=True)
class Level:
    """A superblock, module or block: its title, and its number of so many (0 of 0 where nothing orders it)."""

    title: str
    number: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A lecture file, and where it is.

    `path` is the file as the user named it, `folder` where its pictures are (None for standard input),
    `language` the language of its text, `block` the block it belongs to ("" outside a curriculum).
    `above` are the superblock, module and block that hold it, as far as they are known; `number` its number
    of the `count` lectures that order its block (0 where it has none), `alone` whether its block has no other
    lecture, and `page` the address of its block on freeCodeCamp ("" where the superblock is not known).
    `lang` is the tag of its text's language where the user named one.
    """

    path: str
    folder: Path | None = None
    language: str = "english"
    block: str = ""
    above: tuple[Level, ...] = ()
    number: int = 0
    count: int = 0
    alone: bool = False
    page: str = ""
    lang: str = ""

    @property
    def block_title(self) -> str:
        """The title of its block; where none is known, one from its name, as in the deck's: "Task 5" says less."""
        return self.above[-1].title if self.above else from_dashed(self.block)


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a curriculum is wanted: names or globs of superblocks, blocks and languages.

    () is all, but where superblocks are chosen and no language, it is English (else the first language).
    """

    superblocks: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def holds(self, place: Place) -> bool:
        """Whether the block and the language of a file are selected."""
        return _wanted(place.block, self.blocks) and _wanted(place.language, self.languages)


@dataclass(frozen=True, slots=True)
class Group:
    """The files of one package. `name` is the package's, "" where it is named by its one lecture."""

    name: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Found:
    """The groups of all SOURCEs in order, and what the user should know of them, a sentence each."""

    groups: tuple[Group, ...]
    notes: tuple[str, ...] = ()

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every file once, at its first place."""
        return once(place for group in self.groups for place in group.places)


_Read = Callable[[Path], Curriculum]


def once(places: Iterable[Place]) -> tuple[Place, ...]:
    """Every file once: a block of two superblocks belongs to the first."""
    first: dict[tuple[str, str], Place] = {}
    absolute = cache(os.path.abspath)  # Path.absolute keeps ".."
    for place in places:
        folder, name = os.path.split(place.path)
        first.setdefault((absolute(folder), name), place)
    return tuple(first.values())


def find_lectures(sources: Iterable[str], selection: Selection = Selection(), lang: str = "") -> Found:
    """Find the files that SOURCEs name: a file, a folder, a curriculum, or "-" for standard input.

    `lang` is the language of all texts outside of a curriculum, where folders say it. Raises SourceError where a
    SOURCE is missing or holds no Markdown file, and where nothing is selected.
    """
    read: _Read = cache(read_curriculum)  # once a call: several files may stand in one curriculum
    groups: list[Group] = []
    notes: list[str] = []
    for source in sources:
        found = _of_source(source, selection, read)
        groups += found.groups
        notes += found.notes
    if not groups:
        raise SourceError("nothing is selected: no file is in such a block, superblock and language")
    return Found(tuple(_in_language(group, lang) for group in groups), tuple(notes))


def _in_language(group: Group, lang: str) -> Group:
    places = (place if place.block else replace(place, lang=lang) for place in group.places)
    return replace(group, places=tuple(places)) if lang else group


def _of_source(source: str, selection: Selection, read: _Read) -> Found:
    path = Path(source)
    if source == STDIN:
        return Found((Group("", (Place(STDIN),)),))
    try:
        if not path.exists():
            raise SourceError(f"{source}: no such file or folder", source)
    except OSError as error:  # a name that is too long, a folder that may not be entered
        raise SourceError(f"{source}: {error.strerror}", source) from None
    if path.is_dir() and (home := curriculum_at(path)):
        return _of_curriculum(read(home), path, selection)
    if selection.superblocks:
        raise SourceError(f"{source}: not a checkout of the curriculum, so it has no superblocks to choose from")
    if path.is_dir():
        return _of_folder(source, path, selection, read)
    if what := _archive(path):
        raise SourceError(f"{source}: {what}, not a lecture; the name of a lecture ends in .md", source)
    place = _place(path, curriculum_above(path), read)
    return Found((Group("", (place,)),) if selection.holds(place) else ())


def asked_for(sources: Iterable[str]) -> frozenset[str]:
    """The paths of the SOURCEs, as `Place.path` writes them."""
    return frozenset(source if source == STDIN else str(Path(source)) for source in sources)


def printable(path: str) -> str:
    """A path that can be written as UTF-8: bytes of a file name that are none become question marks."""
    return path.encode("utf-8", "replace").decode()


def read_bytes(place: Place) -> bytes:
    """The bytes of a file. Raises OSError, also where it is no regular file or too large."""
    if place.path == STDIN:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed")
        data = sys.stdin.buffer.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise OSError(errno.EFBIG, f"Larger than {_LARGEST // 1_000_000} MB")
        return data
    return read_regular(place.path, _LARGEST)


def _archive(path: Path) -> str:
    """What a file is that is a zip archive; "" for all others."""
    try:
        if read_regular(path, _LARGEST_PACKAGE, first=4) != b"PK\x03\x04":
            return ""
    except OSError:  # a pipe may well hold a lecture
        return ""
    return "an Anki package" if path.suffix.lower() in (".apkg", ".colpkg") else "a zip archive"


def _of_folder(source: str, folder: Path, selection: Selection, read: _Read) -> Found:
    files = list(_markdown_files(folder))
    if not files:
        raise SourceError(f"{folder}: no lecture in this folder (no file ending in .md)", source)
    home = curriculum_above(folder / "x")
    places = [_place(file, home, read) for file in files]
    return Found(tuple(Group("", (place,)) for place in places if selection.holds(place)))


def _markdown_files(folder: Path) -> Iterator[Path]:
    return (file.folder / file.name for file in _files(folder))


class _File(NamedTuple):
    """A file: its folder, its path as text, and its name. For thousands of them a Path each would take long."""

    folder: Path
    path: str
    name: str


def _files(folder: Path) -> Iterator[_File]:
    """The Markdown files in a folder and below."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        home = Path(root)
        begin = str(home / "x")[:-1]
        for name in sorted(names):
            if name.endswith(".md") and not name.startswith("."):
                yield _File(home, begin + name, name)


def _place(path: Path, home: Path | None, read: _Read) -> Place:
    """The place of one file; in a curriculum language and block come from challenges/<language>/…/<block>/."""
    if home is not None:
        curriculum = read(home)
        parts = _inside(path, curriculum.challenges)
        if len(parts) >= 3:
            language, name = parts[0], parts[-2]
            siblings = tuple(_File(file.parent, str(file), file.name) for file in _siblings(path))
            block = _Block(name, siblings, curriculum.superblock_of(name))
            for place in _places(curriculum, Titles(curriculum, language), language, block):
                if Path(place.path).name == path.name:
                    return place
    return Place(str(path), path.parent)


def _inside(path: Path, folder: Path) -> tuple[str, ...]:
    """The parts of a path below a folder; () where it is not in there, or is a link to somewhere else."""
    try:
        return path.resolve().relative_to(folder.resolve()).parts
    except (OSError, RuntimeError, ValueError):  # RuntimeError: links in a circle
        return ()


def _siblings(path: Path) -> Iterator[Path]:
    try:
        yield from (file for file in path.parent.iterdir() if file.suffix == ".md")
    except OSError:  # a folder that may be entered, but not listed
        yield path


@dataclass(frozen=True, slots=True)
class _Block:
    """A block that is there: its name, its files, and the superblock that it is read for (None: none names it)."""

    name: str
    files: tuple[_File, ...]
    superblock: Superblock | None


def _of_curriculum(curriculum: Curriculum, named: Path, selection: Selection) -> Found:
    """The groups of a curriculum: a superblock each where superblocks are selected, else a block each."""
    groups: list[Group] = []
    notes: list[str] = []
    every: set[str] = set()
    languages = _languages(curriculum, named, selection)
    superblocks = _superblocks(curriculum, selection)
    for language in languages:
        files = _block_files(curriculum, named, language)
        every |= files.keys()
        suffix = "" if language == "english" else f".{language}"
        titles = Titles(curriculum, language)
        for name, blocks in _grouped(curriculum, superblocks, files, selection):
            places = [place for block in blocks for place in _places(curriculum, titles, language, block)]
            if places:
                groups.append(Group(name + suffix, tuple(places)))
        for superblock, missing in _incomplete(superblocks, files, selection):
            notes.append(_missing(superblock.name, language, missing))
    if not groups and selection.blocks:
        raise SourceError(_unknown("block", selection.blocks, sorted(every)))
    if not groups:
        raise SourceError(f"{named}: no lecture in this curriculum (no file ending in .md)")
    return Found(tuple(groups), tuple(notes))


def _languages(curriculum: Curriculum, named: Path, selection: Selection) -> list[str]:
    there = curriculum.languages()
    root, challenges = named.resolve(), curriculum.challenges.resolve()
    if root != challenges and root.is_relative_to(challenges):
        there = [root.relative_to(challenges).parts[0]]  # the folder of one language was named
    languages = [name for name in there if _wanted(name, selection.languages)]
    if not languages:
        raise SourceError(_unknown("language", selection.languages, there))
    # A superblock is studied in one language: English where it is there.
    return languages[:1] if selection.superblocks and not selection.languages else languages


def _superblocks(curriculum: Curriculum, selection: Selection) -> list[Superblock]:
    """The selected superblocks; none where none are."""
    if not selection.superblocks:
        return []
    found = [one for one in curriculum.superblocks if _wanted(one.name, selection.superblocks)]
    if not found:
        names = [one.name for one in curriculum.superblocks]
        raise SourceError(_unknown("superblock", selection.superblocks, names))
    return found


def _grouped(
    curriculum: Curriculum,
    superblocks: Sequence[Superblock],
    files: dict[str, tuple[_File, ...]],
    selection: Selection,
) -> Iterator[tuple[str, list[_Block]]]:
    """The selected blocks of one language by package, in the curriculum's order; blocks it does not name last."""
    for superblock in superblocks:
        names = [name for name in superblock.blocks if name in files and _wanted(name, selection.blocks)]
        yield superblock.name, [_Block(name, files[name], superblock) for name in names]
    if not superblocks:
        ordered = [name for one in curriculum.superblocks for name in one.blocks if name in files]
        for name in dict.fromkeys([*ordered, *sorted(files)]):
            if _wanted(name, selection.blocks):
                yield name, [_Block(name, files[name], curriculum.superblock_of(name))]


def _incomplete(
    superblocks: Sequence[Superblock], files: dict[str, tuple[_File, ...]], selection: Selection
) -> Iterator[tuple[Superblock, list[str]]]:
    """The superblocks of which only some blocks are there, and which blocks are missing."""
    for superblock in superblocks:
        missing = [name for name in superblock.blocks if name not in files]
        if missing and any(name in files and _wanted(name, selection.blocks) for name in superblock.blocks):
            yield superblock, missing


def _block_files(curriculum: Curriculum, named: Path, language: str) -> dict[str, tuple[_File, ...]]:
    """The Markdown files of every block of a language, with paths that begin as the user named the folder."""
    folder, root = curriculum.challenges.resolve() / language, named.resolve()
    blocks: dict[str, list[_File]] = {}
    for home, files in groupby(
        _files(named / folder.relative_to(root) if folder.is_relative_to(root) else named), attrgetter("folder")
    ):
        blocks.setdefault(home.name, []).extend(files)
    return {name: tuple(files) for name, files in blocks.items()}


def _places(curriculum: Curriculum, titles: Titles, language: str, block: _Block) -> Iterator[Place]:
    """The places of a block's files in the curriculum's order; files that it does not list come last, by name."""
    above: tuple[Level, ...] = (Level(titles.block("", block.name)),)
    page = ""
    if block.superblock is not None:
        above = _above(titles, block.superblock, block.name)
        part = "" if language == "english" else f"/{language}"
        page = f"{_LEARN}{part}/learn/{_quoted(block.superblock.name)}/{_quoted(block.name)}/"
    order = {name: number for number, name in enumerate(curriculum.orders.get(block.name, ()), 1)}
    ranked = sorted((_rank(file, order), file.name, file) for file in block.files)
    if not order and _teaches_language(ranked):
        ranked = sorted((_task(file), name, file) for _, name, file in ranked)
    # Without an order there are no numbers: a lecture more would change those of all that follow it.
    count = len(order)
    alone = len(ranked) == 1
    name = clean_text(printable(block.name))
    for rank, _, file in ranked:
        number = rank if rank <= count else 0
        yield Place(file.path, file.folder, language, name, above, number, count, alone, page)


def _quoted(name: str) -> str:
    return quote(printable(name), safe="")


def _rank(file: _File, order: dict[str, int]) -> int:
    """The 1-based number of a file in its block; after all others where the block does not list it."""
    if not order:
        return 1
    stem = file.name.removesuffix(".md")
    if stem in order:
        return order[stem]
    match = _ID.search(_head(file))  # a file's name is not always its id
    return order.get(match[1].decode(errors="replace") if match else "", len(order) + 1)


def _teaches_language(ranked: Sequence[tuple[int, str, _File]]) -> bool:
    """Whether the first file of a block has the mark of a language course: `lang` in its front matter."""
    return len(ranked) > 1 and _LANG.search(_head(ranked[0][2])) is not None


def _task(file: _File) -> int:
    """The number of a task in its dashed name ("task-21"); 0 for a file that is no task."""
    match = _TASK.search(_head(file))
    return int(match[1]) if match else 0


def _head(file: _File) -> bytes:
    try:
        return read_regular(file.path, _LARGEST, first=2000)
    except OSError:  # the reader says so
        return b""


def _above(titles: Titles, superblock: Superblock, block: str) -> tuple[Level, ...]:
    """The superblock, module and block that hold a lecture."""
    top = Level(titles.superblock(superblock.name))
    title = titles.block(superblock.name, block)
    modules = [module for module in superblock.modules if module.name]
    for module in superblock.modules:
        if block in module.blocks:
            own = Level(title, module.blocks.index(block) + 1, len(module.blocks))
            if not module.name:
                return top, own
            between = Level(titles.module(superblock.name, module.name), modules.index(module) + 1, len(modules))
            return top, between, own
    return top, Level(title)


def _wanted(name: str, globs: Sequence[str]) -> bool:
    return not globs or any(fnmatchcase(name, glob) for glob in globs)


def _unknown(kind: str, wanted: Sequence[str], names: Sequence[str]) -> str:
    close = get_close_matches(wanted[0], names, 3, 0.5) or list(names)[:5]
    hint = f"; did you mean {', '.join(close)}?" if close else ""
    if kind == "superblock" and not names:
        hint = "; this checkout has no curriculum/structure, which lists them: choose with --block"
    return f"no {kind} is named {' or '.join(wanted)}{hint}"


def _missing(superblock: str, language: str, blocks: Sequence[str]) -> str:
    shown = ", ".join(blocks[:5]) + (" …" if len(blocks) > 5 else "")
    verb = "are" if len(blocks) > 1 else "is"
    return f"{counted(len(blocks), 'block')} of {superblock} ({language}) {verb} missing here: {shown}"
