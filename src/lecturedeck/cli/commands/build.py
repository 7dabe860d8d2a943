"""Build Anki packages.

OUTPUT is a folder, or one .apkg file for everything. A folder gets one package a lecture; from a curriculum
one a block, or one a superblock if you select with --superblock.

If a package exists already, its notes keep their identity: learners who import the new package keep their
progress (docs/updating.md).

A lecture with an error is skipped, the others are built, and the exit code is 1. With SOURCE_DATE_EPOCH set,
the same lectures give the same bytes.

\b
Examples:
  lecturedeck build
  lecturedeck build lecture.md
  lecturedeck build lectures/ -o everything.apkg
  lecturedeck build freeCodeCamp/ --block 'quiz-*' --language espanol
  lecturedeck build lecture.md --facts all --edits edits.yaml
  lecturedeck build lecture.md --dry-run -v
  lecturedeck build lectures/ -o course.apkg --watch
  cat lecture.md | lecturedeck build - -o deck.apkg
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lecturedeck import building
from lecturedeck.anki.package.write import PackageError
from lecturedeck.building.report import Report
from lecturedeck.cli import build_report, watch
from lecturedeck.cli.lectures import find
from lecturedeck.cli.options import LectureOptions, as_output, as_package, lecture_options
from lecturedeck.cli.terminal import Failure, progress
from lecturedeck.reading.files import asked_for


@click.command("build", help=__doc__)
@click.option(
    "-o",
    "--output",
    default="decks",
    callback=as_output,
    metavar="OUTPUT",
    help="A folder, or one .apkg file for everything.  [default: decks]",
)
@lecture_options(content=True, audio=True)
@click.option("--strict", is_flag=True, help="Build nothing if there is any problem.")
@click.option(
    "--previous",
    callback=as_package,
    metavar="FILE",
    help="The package that learners have; an export from Anki will do.  [default: the one in OUTPUT]",
)
@click.option("--drop-retired", is_flag=True, help="Drop removed notes at once.")
@click.option("-n", "--dry-run", is_flag=True, help="Write nothing, only say what would change.")
@click.option("-v", "--verbose", is_flag=True, help="Name each note that is added, updated, removed or unchanged.")
@click.option("--watch", "watched", is_flag=True, help="Build again whenever you save a lecture, until Ctrl+C.")
def command(
    lectures: LectureOptions,
    output: Path,
    strict: bool,
    previous: Path | None,
    drop_retired: bool,
    dry_run: bool,
    verbose: bool,
    watched: bool,
) -> None:
    """Build once, or on every save."""
    memory = building.Memory(previous, drop_retired=drop_retired, dry_run=dry_run)
    if watched:
        watch.run(lambda memory: _build(lectures, output, memory, strict=strict), lectures, output, memory)
        return
    report = _build(lectures, output, memory, strict=strict)
    build_report.show(report, lectures, verbose=verbose)
    if not report.packages:
        reason = "there are problems, and --strict is set" if strict and report.problems else "no cards"
        raise Failure(f"nothing was written: {reason}")
    sys.exit(1 if report.failed else 0)


def _build(lectures: LectureOptions, output: Path, memory: building.Memory, *, strict: bool) -> Report:
    """Build to the report. Raises Failure."""
    options = lectures.for_build(strict=strict)
    found = find(lectures)
    try:
        asked = asked_for(lectures.named)
        steps = building.build(found.groups, output, building.build_time(), options, asked=asked, memory=memory)
        with progress("Reading lectures", len(found.places)) as tick:
            for step in steps:
                if isinstance(step, Report):
                    return step
                tick()
    except (PackageError, ValueError) as error:
        raise Failure(str(error)) from None
    except OSError as error:
        raise Failure(f"{error.filename or output}: cannot be written: {error.strerror or error}") from None
    raise AssertionError("a build ends with its report")
