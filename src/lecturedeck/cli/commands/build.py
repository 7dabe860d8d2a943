"""Build Anki packages.

OUTPUT is a folder, or one .apkg file for everything. A folder gets one package a lecture; from a curriculum
one a block, or one a superblock if you select with --superblock.

Notes keep their identity from build to build, by way of lecturedeck.lock in the folder of OUTPUT: learners who
import the new package keep their progress. Commit that file (docs/updating.md).

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

import os
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from lecturedeck import building
from lecturedeck.anki.package import PackageError
from lecturedeck.building import Release
from lecturedeck.building.options import BusyError, ReaderCrashError
from lecturedeck.building.plan import SeveralPackagesError
from lecturedeck.building.report import Report
from lecturedeck.cli import build_report, watch
from lecturedeck.cli.changes import read_changes
from lecturedeck.cli.lectures import find
from lecturedeck.cli.options import (
    LectureOptions,
    as_output,
    as_package,
    checked_output,
    jobs_option,
    lecture_options,
)
from lecturedeck.cli.terminal import Failure, echo, echo_json, progress
from lecturedeck.reading.files import asked_for

_DIGITS = 10  # of a time before the year 2106, as in `anki.package.collection`


@click.command("build", help=__doc__)
@click.option(
    "-o",
    "--output",
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
@click.option("--drop-retired", is_flag=True, help="Drop removed notes from the packages.")
@click.option(
    "--restamp",
    multiple=True,
    metavar="GLOB",
    help="Update these notes even for learners who edited or tagged them: a question, a lecture's name or its id.",
)
@click.option("--new", is_flag=True, help="This is the first release; do not ask for an earlier one.")
@click.option("-n", "--dry-run", is_flag=True, help="Write nothing, only say what would change.")
@click.option("-v", "--verbose", is_flag=True, help="Name each lecture, each problem and each note.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@click.option("--json", "as_json", is_flag=True, help="Print the build report as JSON.")
@jobs_option
@click.option("--watch", "watched", is_flag=True, help="Build again whenever you save a lecture, until Ctrl+C.")
def command(
    lectures: LectureOptions,
    output: Path | None,
    strict: bool,
    previous: Path | None,
    drop_retired: bool,
    restamp: tuple[str, ...],
    new: bool,
    dry_run: bool,
    verbose: bool,
    quiet: bool,
    as_json: bool,
    jobs: int | None,
    watched: bool,
) -> None:
    """Build once, or on every save."""
    output = output or checked_output(lectures.configuration.output or "decks")
    release = Release(previous, drop_retired=drop_retired, dry_run=dry_run, restamp=restamp, new=new)
    if watched:
        again = partial(build, lectures, output, strict=strict, jobs=jobs)
        watch.run(again, lectures, output, release)
        return
    report = build(lectures, output, release, strict=strict, jobs=jobs)
    if as_json:
        build_report.show_warnings(report)
        echo_json(build_report.report_as_json(report), indent=2)
    elif quiet:
        build_report.show_problems(report)
    else:
        build_report.show(report, lectures, verbose=verbose)
    if not report.packages:
        reason = "there are problems, and --strict is set" if strict and report.problems else "no cards"
        raise Failure(f"nothing was written: {reason}")
    sys.exit(1 if report.failed else 0)


def build(lectures: LectureOptions, output: Path, release: Release, *, strict: bool, jobs: int | None) -> Report:
    """Build, with a progress bar where that takes long. Raises Failure."""
    options = lectures.for_build(strict=strict)
    publication = options.publication
    if publication.version:  # a released version says in its decks what is new
        folder = output.parent if output.suffix.lower() == ".apkg" else output
        changes = read_changes(folder, publication.version)
        options = replace(options, publication=replace(publication, changes=changes))
    found = find(lectures, one_language=True)
    named = asked_for(lectures.named)
    try:
        with progress("Reading lectures", len(found.places)) as tick:
            return building.build(
                found.groups,
                output,
                _build_time(),
                options,
                release,
                named=named,
                jobs=jobs,
                on_read=lambda _: tick(),
                on_note=lambda text: echo(("warning: ", "yellow"), text, err=True),
            )
    except SeveralPackagesError as error:
        raise Failure(
            f"--previous names one package, but this build gives {error.count}; name one .apkg with --output"
        ) from None
    except ReaderCrashError as error:
        raise Failure(f"{error}; nothing more was written. Try --jobs 1") from None
    except (PackageError, BusyError) as error:
        raise Failure(str(error)) from None
    except OSError as error:
        raise Failure(f"{error.filename or output}: cannot be written: {error.strerror or error}") from None


def _build_time() -> int:
    """Return the time of this build in seconds since 1970: SOURCE_DATE_EPOCH, else now. Raises Failure."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not given:
        return int(time.time())
    if not (given.isdecimal() and len(given) <= _DIGITS and 1 <= int(given) < 1 << 32):
        raise Failure(f"SOURCE_DATE_EPOCH is {given[:40]!r}; it must be a whole number of seconds, at least 1")
    return int(given)
