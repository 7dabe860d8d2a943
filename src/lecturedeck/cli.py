"""The commands: parse options, call, print. What they do is in `building` and below."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from lecturedeck import __version__

if TYPE_CHECKING:
    from lecturedeck.building import Report
    from lecturedeck.lecture import Lecture, Problem
    from lecturedeck.reading.reader import Place

# Below this many files a progress bar would only flicker.
_LONG = 40

_sources = click.argument("sources", nargs=-1, metavar="[SOURCE]...")


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
def build(sources: Sequence[str], output: Path, strict: bool) -> None:
    """Write Anki packages.

    A lecture with an error is left out, all others are built, and the exit code is 1. With SOURCE_DATE_EPOCH
    set, the same lectures give the same bytes.

    \b
    Examples:
      lecturedeck build
      lecturedeck build lecture.md
      lecturedeck build lectures/ -o everything.apkg
      cat lecture.md | lecturedeck build - -o deck.apkg
    """
    from lecturedeck import building
    from lecturedeck.anki.package import PackageError

    try:
        timestamp = building.build_time()
        report = building.build(_lectures(sources), output, timestamp, strict=strict)
    except (PackageError, ValueError) as error:
        raise Failure(str(error)) from None
    except OSError as error:
        raise Failure(f"{error.filename or output}: cannot be written: {error.strerror or error}") from None
    for path, problem in report.problems:
        click.echo(_line(path, problem), err=True)
    _print_table(report)
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
        click.echo(f"{package.target}  {_size(package.size)}")
    rows = [
        (row.title, row.questions, row.facts, row.cards, _size(package.size) if number == 0 else "")
        for package in report.packages
        for number, row in enumerate(package.rows)
    ]
    if rows:
        click.echo(tabulate(rows, ["Lecture", "Questions", "Facts", "Cards", "Package"], disable_numparse=True))


def _size(count: int) -> str:
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
