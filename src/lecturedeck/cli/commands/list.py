"""List the blocks of a curriculum, with the names to type.

ROOT is a checkout of freeCodeCamp's curriculum, or a folder of lectures; by default the current folder. Shows
what gives cards, and how many tasks (questions, quiz questions, blanks) and facts it holds. These numbers are
known for lectures that were built or counted before; --count reads all others.

\b
Examples:
  lecturedeck list freeCodeCamp/
  lecturedeck list freeCodeCamp/ --language espanol --block 'lecture-*'
  lecturedeck list freeCodeCamp/ --superblock javascript-v9 --count
  lecturedeck list freeCodeCamp/ --json | jq -r '.languages[].superblocks[].name'
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from lecturedeck import building
from lecturedeck.building.contribute import Counts
from lecturedeck.building.options import Options, ReaderCrashError
from lecturedeck.cli.lectures import find
from lecturedeck.cli.listing import HEADERS, blocks, rows, total, tree
from lecturedeck.cli.options import LectureOptions, configured, jobs_option, selection_options
from lecturedeck.cli.terminal import Failure, echo, echo_json, progress, table
from lecturedeck.reading.curriculum import curriculum_at, read_curriculum
from lecturedeck.reading.files import Found, Selection
from lecturedeck.text import counted


@click.command("list", help=__doc__)
@click.argument("root", default=".", metavar="[ROOT]")
@selection_options
@click.option("--all", "every", is_flag=True, help="Also show what gives no cards.")
@click.option("--count", is_flag=True, help="Read all lectures, to know every number.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@jobs_option
def command(root: str, selection: Selection, every: bool, count: bool, as_json: bool, jobs: int | None) -> None:
    """Print the tree."""
    home = curriculum_at(Path(root)) if Path(root).is_dir() else None
    curriculum = read_curriculum(home) if home else None
    others: list[str] = []
    if curriculum and not selection.languages:  # each language has the same blocks
        first, *others = curriculum.languages() or [""]
        selection = replace(selection, languages=(first,) if first else ())
    found = find(LectureOptions((root,), selection))
    known = _known(found, Options(publication=configured((root,)).publication), count, jobs)
    nodes = tree(found, curriculum, known, selection, every=every)
    if as_json:
        echo_json({f"{nodes[0].kind}s" if nodes else "blocks": [node.as_json for node in nodes]}, indent=2)
        return
    if not any(True for _ in blocks(nodes)):
        raise Failure(f"{root}: nothing here gives cards; see --all")
    table(HEADERS, [*rows(nodes), total(nodes)], spare="Title")
    unknown = sum(not node.holds.is_known for node in blocks(nodes) if node.holds)
    if unknown:
        echo(("note: ", "bold"), f"{counted(unknown, 'block')} not counted yet; --count reads them", err=True)
    if others:
        echo(("note: ", "bold"), f"also in {', '.join(others)}; select with --language", err=True)


def _known(found: Found, options: Options, count: bool, jobs: int | None) -> dict[str, tuple[Counts | None, bool]]:
    """What each file holds, by its path, and whether only reading it would say so."""
    if not count:
        return {place.path: (held, unread) for place, held, unread in building.known_counts(found.places, options)}
    try:
        with progress("Reading lectures", len(found.places)) as tick:
            read = dict(building.counts(found.places, options, jobs=jobs, on_read=lambda _: tick()))
    except ReaderCrashError as error:
        raise Failure(f"{error}. Try --jobs 1") from None
    by_path = {place.path: held for place, held in read.items()}
    return {place.path: (by_path.get(place.path), False) for place in found.places}
