"""The commands: parse options, call, print. What they do is in `building` and below."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from lecturedeck import __version__

if TYPE_CHECKING:
    from lecturedeck.anki.update import Summary
    from lecturedeck.building import Report
    from lecturedeck.lecture import Lecture, Problem
    from lecturedeck.reading.reader import Place

# Below this many files a progress bar would only flicker.
_LONG = 40

_sources = click.argument("sources", nargs=-1, metavar="[SOURCE]...")
_package = click.Path(exists=True, dir_okay=False, path_type=Path)


class Failure(click.ClickException):
    """Something that ends the command: one line on standard error, exit code 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line."""
        click.echo(f"lecturedeck: {self.format_message()}", err=True, file=file)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lecturedeck")
def main() -> None:
    """Turn lectures in freeCodeCamp's Markdown format into Anki decks.

    SOURCE is a lecture file, a folder (searched with all its folders) or - for standard input; without one,
    the folder content is read.

    \b
    Examples:
      lecturedeck build                          content/ into decks/
      lecturedeck build lecture.md -o deck.apkg
      lecturedeck check lectures/
      lecturedeck extract lecture.md | jq .facts
    """


@main.command()
@_sources
@click.option(
    "-o",
    "--output",
    default="decks",
    type=click.Path(path_type=Path),
    metavar="OUTPUT",
    help="A folder (one package a lecture) or one .apkg file for all.  [default: decks]",
)
@click.option("--strict", is_flag=True, help="Build nothing where anything is wrong.")
@click.option(
    "--previous",
    type=_package,
    metavar="FILE",
    help="The package that learners have, also one exported from Anki.  [default: the one to be replaced]",
)
@click.option("--drop-retired", is_flag=True, help="Leave out notes that are gone, at once.")
@click.option("-n", "--dry-run", is_flag=True, help="Write nothing, only say what would change.")
@click.option("-v", "--verbose", is_flag=True, help="Name each new, changed, gone and unchanged note.")
def build(
    sources: Sequence[str],
    output: Path,
    strict: bool,
    previous: Path | None,
    drop_retired: bool,
    dry_run: bool,
    verbose: bool,
) -> None:
    """Write Anki packages.

    A package that is there already is the memory: a note that it holds keeps who it is, so that an import
    costs no progress (docs/updating.md).

    A lecture with an error is left out, all others are built, and the exit code is 1. With SOURCE_DATE_EPOCH
    set, the same lectures give the same bytes.

    \b
    Examples:
      lecturedeck build
      lecturedeck build lecture.md
      lecturedeck build lectures/ -o everything.apkg
      lecturedeck build lecture.md --dry-run -v
      cat lecture.md | lecturedeck build - -o deck.apkg
    """
    from lecturedeck import building
    from lecturedeck.anki.package import PackageError

    try:
        timestamp = building.build_time()
        memory = building.Memory(previous, drop_retired, dry_run)
        report = building.build(_lectures(sources), output, timestamp, strict=strict, memory=memory)
    except (PackageError, ValueError) as error:
        raise Failure(str(error)) from None
    except OSError as error:
        raise Failure(f"{error.filename or output}: cannot be written: {error.strerror or error}") from None
    for path, problem in report.problems:
        click.echo(_line(path, problem), err=True)
    _print_table(report)
    _print_summaries(report, verbose)
    if not report.packages:
        reason = (
            "there are problems, and --strict builds nothing then" if strict and report.problems else "no cards"
        )
        raise Failure(f"nothing was written: {reason}")
    sys.exit(1 if report.failed else 0)


@main.command()
@_sources
def extract(sources: Sequence[str]) -> None:
    """Print what lectures hold, as JSON Lines: one lecture a line.

    \b
    Examples:
      lecturedeck extract lecture.md
      lecturedeck extract lectures/ > lectures.jsonl
      lecturedeck extract content | jq -r '.facts[] | [.term, .definition] | @tsv'
    """
    import json

    from lecturedeck.extract import as_json

    failed = False
    for lecture in _lectures(sources):
        click.echo(json.dumps(as_json(lecture), ensure_ascii=False))
        failed = failed or lecture.has_errors
    sys.exit(1 if failed else 0)


@main.command()
@_sources
def check(sources: Sequence[str]) -> None:
    """Say what is wrong with lectures, and how to mend it.

    Prints path:line:column: severity CODE message, a line each. Exit code: 0 nothing is wrong, 1 something
    is, 2 the command was not understood.

    \b
    Examples:
      lecturedeck check lecture.md
      lecturedeck check lectures/
    """
    found = False
    for lecture in _lectures(sources):
        for problem in lecture.problems:
            found = True
            click.echo(_line(lecture.path, problem))
    sys.exit(1 if found else 0)


@main.command()
@click.argument("old", type=_package, metavar="OLD.apkg")
@click.argument("new", type=_package, metavar="NEW.apkg")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with whole field contents.")
def diff(old: Path, new: Path, as_json: bool) -> None:
    """Say what importing NEW would do to somebody who has OLD.

    Goes by Anki's own rule: a note is known by its guid, and updated where it is newer.

    \b
    Examples:
      lecturedeck diff decks/old.apkg decks/new.apkg
      lecturedeck diff old.apkg new.apkg --json | jq .counts
    """
    import json

    from lecturedeck.anki import diff as differences
    from lecturedeck.anki.previous import Package, UnreadablePackage, read_package

    def package(path: Path) -> Package:
        try:
            return read_package(path)
        except UnreadablePackage as error:
            raise Failure(f"{path}: {error}") from None

    difference = differences.diff(package(old), package(new))
    if as_json:
        click.echo(json.dumps(differences.as_json(difference), ensure_ascii=False, indent=2))
        return
    for line in differences.as_text(difference):
        click.echo(line)


@main.command()
@click.argument("package", type=_package, metavar="FILE.apkg")
@click.option("--url", default="http://127.0.0.1:8765", show_default=True, help="Where AnkiConnect listens.")
def push(package: Path, url: str) -> None:
    """Open Anki's import dialog for a package, in the Anki that runs on this computer.

    Anki needs the add-on AnkiConnect (code 2055492159). Where it asks for an API key, put that into the
    environment variable ANKICONNECT_KEY.

    \b
    Examples:
      lecturedeck push decks/http-response-codes.apkg
    """
    from lecturedeck import push as ankiconnect
    from lecturedeck.anki.package import PackageError, check_name

    try:
        check_name(package)
        ankiconnect.push(package, url, os.environ.get("ANKICONNECT_KEY", ""))
    except (PackageError, ankiconnect.PushError) as error:
        raise Failure(str(error)) from None
    click.echo(f"{package}: Anki has opened it; click Import there")


def _lectures(sources: Sequence[str]) -> Iterator[Lecture]:
    """The lectures of the SOURCEs, with a progress bar where that is long and standard error a terminal."""
    from lecturedeck import building
    from lecturedeck.reading.files import SourceError

    chosen = tuple(sources) or ("content",)
    try:
        files = building.places(chosen)
    except SourceError as error:
        hint = "" if sources else "; name a SOURCE, or see lecturedeck --help"
        raise Failure(f"{error}{hint}") from None
    return building.read(_with_progress(files), frozenset(chosen))


def _with_progress(files: Sequence[Place]) -> Iterable[Place]:
    if len(files) < _LONG or not sys.stderr.isatty():
        return files
    return _progress(files)


def _progress(files: Sequence[Place]) -> Iterator[Place]:
    with click.progressbar(files, label="Reading lectures", file=sys.stderr) as bar:
        yield from bar


def _line(path: str, problem: Problem) -> str:
    return (
        f"{path}:{problem.line}:{problem.column}: {problem.severity} {problem.code} {problem.message}"
        f" ({problem.hint})"
    )


def _print_table(report: Report) -> None:
    from tabulate import tabulate

    for package in report.packages:
        click.echo(f"{package.target}  {_size(package.size) if package.size else '(not written)'}")
    rows = [
        (
            row.title,
            row.questions,
            row.facts,
            row.cards,
            _size(package.size) if number == 0 and package.size else "",
        )
        for package in report.packages
        for number, row in enumerate(package.rows)
    ]
    if rows:
        click.echo(tabulate(rows, ["Lecture", "Questions", "Facts", "Cards", "Package"], disable_numparse=True))


def _print_summaries(report: Report, verbose: bool) -> None:
    """What each package does to the notes of the one before it; in one line, and with -v each note."""
    for package in report.packages:
        if package.warning:
            click.echo(f"lecturedeck: warning: {package.warning}", err=True)
        name = f"{package.target.name}: " if len(report.packages) > 1 else ""
        click.echo(name + _counts(package.summary))
        for old, new in package.summary.renamed:
            click.echo(f"deck {old} is now {new}: rename it in Anki before the import (docs/updating.md)")
        for line in package.summary.lines if verbose else ():
            changed = f" ({', '.join(line.changed)})" if line.changed else ""
            click.echo(f"  {_FATES[line.fate]:<12}  {line.kind:<6}  {line.name}{changed}")


_FATES = {
    "new": "new",
    "changed": "changed",
    "gone": "gone",
    "dropped": "left out",
    "kept": "kept",
    "unchanged": "as it was",
}


def _counts(summary: Summary) -> str:
    counts = {fate: summary.count(fate) for fate in ("new", "changed", "gone", "dropped", "kept", "unchanged")}
    parts = [f"{counts['new']} new", f"{counts['changed']} changed", f"{counts['gone']} gone"]
    if counts["dropped"]:
        parts.append(f"{counts['dropped']} left out")
    if counts["kept"]:
        parts.append(f"{counts['kept']} kept for a lecture with errors")
    return ", ".join([*parts, f"{counts['unchanged']} as they were"])


def _size(count: int) -> str:
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
