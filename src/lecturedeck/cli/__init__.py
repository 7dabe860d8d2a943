"""The commands: parse options, call, print. What they do is in `building` and below."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

import click

from lecturedeck import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from lecturedeck.anki.cards import Audio
    from lecturedeck.anki.summary import Fate, Summary
    from lecturedeck.building import FactTier, Kind, Memory, Options
    from lecturedeck.building.report import Report
    from lecturedeck.lecture import Lecture, Problem
    from lecturedeck.reading.edits import Edits
    from lecturedeck.reading.files import Found, Place

# Below this many files a progress bar would only flicker.
_LONG = 40
# What somebody means as a file, and no package is.
_NO_OUTPUT = (".zip", ".colpkg", ".anki2", ".md", ".txt", ".html", ".json", ".jsonl", ".csv")


def _as_output(_: click.Context, __: click.Parameter, value: str) -> Path:
    """OUTPUT as a path: a folder or an .apkg file, and nothing that is neither."""
    from pathlib import Path

    path = Path(value)
    if value in ("", "-") or path.name.lower() == ".apkg" or path.suffix.lower() in _NO_OUTPUT:
        raise click.BadParameter(f"{value!r} is neither a folder nor a name that ends in .apkg")
    return path


def _as_package(_: click.Context, __: click.Parameter, value: str | None) -> Path | None:
    """The text of an option as the path of a file that is there."""
    from pathlib import Path

    if value is not None and not Path(value).is_file():
        raise click.BadParameter(f"{value}: there is no such file")
    return None if value is None else Path(value)


def _as_path(_: click.Context, __: click.Parameter, value: str | None) -> Path | None:
    """The text of an option as a path; `pathlib` is imported only here, since --help must be quick."""
    from pathlib import Path

    return None if value is None else Path(value)


_sources = click.argument("sources", nargs=-1, metavar="[SOURCE]...")


def _selection(command: Callable[..., None]) -> Callable[..., None]:
    """The options that choose from a curriculum, the same for every command that reads lectures."""
    for option in (
        click.option(
            "--language",
            "languages",
            multiple=True,
            metavar="NAME",
            help="A language, such as espanol.  [default: all; english with --superblock]",
        ),
        click.option("--block", "blocks", multiple=True, metavar="NAME", help="A block; may hold * and ?."),
        click.option("--superblock", "superblocks", multiple=True, metavar="NAME", help="A superblock; likewise."),
    ):
        command = option(command)
    return command


def _kinds(_: click.Context, __: click.Parameter, value: str | None) -> tuple[Kind, ...]:
    from lecturedeck.building import KINDS

    names = [name.strip() for name in (value or "").split(",") if name.strip()]
    unknown = [name for name in names if name not in KINDS]
    if unknown:
        raise click.BadParameter(f"{unknown[0]!r} is none of {', '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in names)


def _content(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what of a lecture is wanted."""
    for option in (
        click.option(
            "--edits",
            callback=_as_path,
            metavar="FILE",
            help="A YAML file that leaves facts out and adds some, by lecture id.",
        ),
        click.option(
            "--facts",
            type=click.Choice(["careful", "all", "none"]),
            default="careful",
            show_default=True,
            help="Which facts: those that can be trusted unread, all, or none.",
        ),
        click.option("--only", metavar="KINDS", callback=_kinds, help="Some of questions,quizzes,blanks,facts."),
    ):
        command = option(command)
    return command


_audio = click.option(
    "--audio",
    type=click.Choice(["keep", "skip", "tts"]),
    default="tts",
    show_default=True,
    help="Tasks that one hears: let the device read what is said, leave them out, or keep them silent.",
)


class Failure(click.ClickException):
    """Something that ends the command: one line on standard error, exit code 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line."""
        click.echo(f"lecturedeck: {self.format_message()}", err=True, file=file)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lecturedeck")
def main() -> None:
    """Turn lectures in freeCodeCamp's Markdown format into Anki decks.

    SOURCE is a lecture file, a folder (searched with all its folders), a checkout of freeCodeCamp's
    curriculum, or - for standard input; without one, the folder content is read. From a curriculum,
    --superblock, --block and --language choose; each may be given several times and may be a glob.

    \b
    Examples:
      lecturedeck build                          content/ into decks/
      lecturedeck build lecture.md -o deck.apkg
      lecturedeck check lectures/
      lecturedeck extract lecture.md | jq .facts
      lecturedeck list freeCodeCamp/
      lecturedeck build freeCodeCamp/ --superblock responsive-web-design-v9 -o web.apkg
    """
    # Nothing that is kept of a lecture leads back to itself: looking for circles more often takes a twentieth of
    # a build, and finds hardly any.
    gc.set_threshold(10_000, 50, 100)


@main.command()
@_sources
@click.option(
    "-o",
    "--output",
    default="decks",
    callback=_as_output,
    metavar="OUTPUT",
    help="A folder, or one .apkg file for all.  [default: decks]",
)
@_selection
@_content
@_audio
@click.option("--strict", is_flag=True, help="Build nothing where anything is wrong.")
@click.option(
    "--previous",
    callback=_as_package,
    metavar="FILE",
    help="The package that learners have, also one exported from Anki.  [default: the one to be replaced]",
)
@click.option("--drop-retired", is_flag=True, help="Leave out notes that are gone, at once.")
@click.option("-n", "--dry-run", is_flag=True, help="Write nothing, only say what would change.")
@click.option("-v", "--verbose", is_flag=True, help="Name each new, changed, gone and unchanged note.")
@click.option("--watch", is_flag=True, help="Build again whenever a lecture is saved, until Ctrl+C.")
def build(
    sources: Sequence[str],
    output: Path,
    only: tuple[Kind, ...],
    facts: FactTier,
    edits: Path | None,
    audio: Audio,
    strict: bool,
    previous: Path | None,
    drop_retired: bool,
    dry_run: bool,
    verbose: bool,
    watch: bool,
    **chosen: tuple[str, ...],
) -> None:
    """Write Anki packages.

    A package that is there already is the memory: a note that it holds keeps who it is, so that an import
    costs no progress (docs/updating.md).

    Into a folder goes one package a lecture; from a curriculum one a superblock where --superblock chooses,
    else one a block. A lecture with an error is left out, all others are built, and the exit code is 1.
    With SOURCE_DATE_EPOCH set, the same lectures give the same bytes.

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
    from lecturedeck import building
    from lecturedeck.reading.files import asked_for

    memory = building.Memory(previous, drop_retired=drop_retired, dry_run=dry_run)

    def once(memory: Memory) -> Report:
        options = building.Options(only, audio, facts, _edits(edits), strict)
        return _build(_find(sources, chosen), output, options, memory, asked_for(sources))

    if watch:
        _watch(once, sources, edits, output, memory)
        return
    report = once(memory)
    for path, problem in report.problems:
        click.echo(_line(path, problem), err=True)
    for name in report.unknown_ids:
        click.echo(f"note: {edits}: no lecture that was read has the id {name!r}", err=True)
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
@_selection
@_content
def extract(
    sources: Sequence[str],
    only: tuple[Kind, ...],
    facts: FactTier,
    edits: Path | None,
    **chosen: tuple[str, ...],
) -> None:
    """Print what lectures hold, as JSON Lines: one lecture a line.

    \b
    Examples:
      lecturedeck extract lecture.md
      lecturedeck extract lectures/ > lectures.jsonl
      lecturedeck extract content | jq -r '.facts[] | [.term, .definition] | @tsv'
    """
    import json

    from lecturedeck import building
    from lecturedeck.cli.as_json import as_json

    options = building.Options(only, facts=facts, edits=_edits(edits))
    failed = False
    for lecture in _lectures(_find(sources, chosen), sources):
        click.echo(json.dumps(as_json(building.chosen(lecture, options)), ensure_ascii=False))
        failed = failed or lecture.has_errors
    sys.exit(1 if failed else 0)


@main.command()
@_sources
@_selection
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Also name what is allowed but costs learners something.")
def check(sources: Sequence[str], form: str, strict: bool, **chosen: tuple[str, ...]) -> None:
    """Say what is wrong with lectures, and how to mend it.

    Prints path:line:column: severity CODE: message. Hint., a line each, sorted, and a summary on standard
    error. Exit code: 0 nothing is wrong, 1 something is, 2 the command was not understood.

    \b
    Examples:
      lecturedeck check lecture.md
      lecturedeck check lectures/ --strict
      lecturedeck check freeCodeCamp/ --block 'lecture-*' --format github
    """
    from lecturedeck.cli.checking import problems_of, shown, sort_key, summary

    found = _find(sources, chosen)
    every = (
        (lecture.path, problem)
        for lecture in _lectures(found, sources)
        for problem in problems_of(lecture, strict=strict)
    )
    problems = sorted(every, key=sort_key)
    for path, problem in problems:
        click.echo(shown(path, problem, form))
    click.echo(summary(problems, len(found.places)), err=True)
    sys.exit(1 if problems else 0)


@main.command()
@click.argument("old", callback=_as_path, metavar="OLD.apkg")
@click.argument("new", callback=_as_path, metavar="NEW.apkg")
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

    from lecturedeck.anki.package import diff as differences
    from lecturedeck.anki.package.read import Package, UnreadablePackage, read_package

    def package(path: Path) -> Package:
        try:
            return read_package(path)
        except FileNotFoundError:
            raise click.BadParameter(f"{path}: there is no such file") from None
        except UnreadablePackage as error:
            raise Failure(f"{path}: {error}") from None

    difference = differences.diff(package(old), package(new))
    if as_json:
        click.echo(json.dumps(differences.as_json(difference), ensure_ascii=False, indent=2))
        return
    for line in differences.as_text(difference):
        click.echo(line)


@main.command()
@click.argument("package", callback=_as_package, metavar="FILE.apkg")
@click.option("--url", default="http://127.0.0.1:8765", show_default=True, help="Where AnkiConnect listens.")
def push(package: Path, url: str) -> None:
    """Open Anki's import dialog for a package, in the Anki that runs on this computer.

    Anki needs the add-on AnkiConnect (code 2055492159). Where it asks for an API key, put that into the
    environment variable ANKICONNECT_KEY.

    \b
    Examples:
      lecturedeck push decks/http-response-codes.apkg
    """
    from lecturedeck.anki import push as ankiconnect
    from lecturedeck.anki.package.write import PackageError, check_name

    try:
        check_name(package)
        ankiconnect.push(package, url, os.environ.get("ANKICONNECT_KEY", ""))
    except (PackageError, ankiconnect.PushError) as error:
        raise Failure(str(error)) from None
    click.echo(f"{package}: Anki has opened it; click Import there")


@main.command()
@_sources
@click.option(
    "-o",
    "--output",
    default="preview.html",
    callback=_as_path,
    metavar="FILE",
    help="The page to write.  [default: preview.html]",
)
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
@_selection
@_content
@_audio
def preview(
    sources: Sequence[str],
    output: Path,
    show: bool,
    only: tuple[Kind, ...],
    facts: FactTier,
    edits: Path | None,
    audio: Audio,
    **chosen: tuple[str, ...],
) -> None:
    """Write a page that shows every card as it will look, front and back.

    The page needs no network and no Anki; it is rendered from the very templates of the note types.

    \b
    Examples:
      lecturedeck preview
      lecturedeck preview lecture.md --open
      lecturedeck preview freeCodeCamp/ --block 'lecture-*-css' -o css.html
    """
    from lecturedeck import building
    from lecturedeck.anki.package.write import replace_text
    from lecturedeck.cli.table import counted
    from lecturedeck.preview import render_preview

    if output.suffix.lower() not in (".html", ".htm"):
        raise Failure(f"{output}: a preview is a web page; give it a name that ends in .html")
    options = building.Options(only, audio, facts, _edits(edits))
    found = _find(sources, chosen)
    by_path = {place.path: place for place in found.places}
    failed = False
    pairs = []
    for lecture in _lectures(found, sources):
        lecture = building.chosen(lecture, options)
        failed = failed or lecture.has_errors
        for problem in lecture.problems:
            click.echo(_line(lecture.path, problem), err=True)
        pairs.append((by_path[lecture.path], lecture))
    notes, media = building.notes_to_preview(pairs, audio)
    if not notes:
        raise Failure("nothing was written: no cards")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        replace_text(output, render_preview(notes, media))
    except OSError as error:
        raise Failure(f"{output}: cannot be written: {error.strerror or error}") from None
    click.echo(f"{output}: {counted(sum(len(note.cards) for note in notes), 'card')}")
    if show:
        click.launch(str(output))
    sys.exit(1 if failed else 0)


@main.command("list")
@click.argument("sources", nargs=1, default=".", metavar="[ROOT]")
@_selection
def list_(sources: str, **chosen: tuple[str, ...]) -> None:
    """Show the superblocks, modules and blocks of a curriculum, and what each block holds.

    \b
    Examples:
      lecturedeck list freeCodeCamp/
      lecturedeck list freeCodeCamp/ --language espanol --block 'lecture-*'
    """
    from lecturedeck.cli.listing import table

    found = _find([sources], chosen)
    click.echo(table(found, list(_lectures(found, ()))))


def _edits(path: Path | None) -> dict[str, Edits]:
    from lecturedeck.reading.edits import EditsError, read_edits

    try:
        return read_edits(path) if path else {}
    except EditsError as error:
        raise Failure(str(error)) from None
    except OSError as error:
        raise Failure(f"{path}: cannot be read: {error.strerror}") from None


def _build(found: Found, output: Path, options: Options, memory: Memory, asked: frozenset[str]) -> Report:
    from lecturedeck import building
    from lecturedeck.anki.package.write import PackageError

    try:
        steps = building.build(found.groups, output, building.build_time(), options, asked=asked, memory=memory)
        return _with_progress(steps, len(found.places))
    except (PackageError, ValueError) as error:
        raise Failure(str(error)) from None
    except OSError as error:
        raise Failure(f"{error.filename or output}: cannot be written: {error.strerror or error}") from None


def _watch(
    once: Callable[[Memory], Report], sources: Sequence[str], edits: Path | None, output: Path, memory: Memory
) -> None:
    """Build now, and again whenever a file was saved, with a line for each; until it is interrupted."""
    import signal
    import tempfile
    from dataclasses import replace
    from pathlib import Path

    from lecturedeck.building import keep_packages
    from lecturedeck.building.watching import saved

    roots = [Path(source) for source in sources or ("content",)] + ([edits] if edits else [])
    for root in roots:
        if not root.exists():
            raise Failure(f"{root}: there is no such file or folder")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that nothing is left behind
    with tempfile.TemporaryDirectory(prefix="lecturedeck-") as folder:
        keep_packages(output, Path(folder))
        memory = replace(memory, kept_in=Path(folder))
        try:
            for files in saved(roots):
                started = time.perf_counter()
                try:
                    report = once(memory)
                except Failure as failure:
                    failure.show()
                    continue
                for path, problem in report.problems:
                    click.echo(_line(path, problem), err=True)
                click.echo(_watch_line(files, report, time.perf_counter() - started))
        except KeyboardInterrupt:
            pass
    click.echo("stopped", err=True)


def _watch_line(files: set[Path], report: Report, seconds: float) -> str:
    names = ", ".join(sorted(path.name for path in files)[:3]) + (" …" if len(files) > 3 else "")
    total = _counts([package.summary for package in report.packages])
    if not report.packages:
        total = "nothing was written, what is there stays as it was"
    return f"{time.strftime('%H:%M:%S')} {names or 'watching'}: {total} ({seconds:.1f} s)"


def _find(sources: Sequence[str], chosen: dict[str, tuple[str, ...]]) -> Found:
    from lecturedeck.reading.files import Selection, SourceError, find_lectures

    try:
        found = find_lectures(sources or ("content",), Selection(**chosen))
    except SourceError as error:
        hint = "" if sources else "; name a SOURCE, or see lecturedeck --help"
        raise Failure(f"{error}{hint}") from None
    for note in found.notes:
        click.echo(f"note: {note}", err=True)
    return found


def _lectures(found: Found, sources: Sequence[str]) -> Iterator[Lecture]:
    """The lectures of all files, one at a time, with a progress bar where that is long."""
    from lecturedeck.building import read
    from lecturedeck.reading.files import asked_for

    asked = asked_for(sources)
    with _bar(len(found.places)) as tick:
        for place in found.places:
            lecture = read(place, asked=place.path in asked)
            tick()
            if lecture is not None:
                yield lecture


def _with_progress(steps: Iterator[Place | Report], count: int) -> Report:
    """Run a build to its report, with a progress bar where that is long."""
    from lecturedeck.building.report import Report

    with _bar(count) as tick:
        for step in steps:
            if isinstance(step, Report):
                return step
            tick()
    raise AssertionError("a build ends with its report")


@contextmanager
def _bar(count: int) -> Iterator[Callable[[], None]]:
    """A progress bar on standard error, where that is a terminal and there is much to do."""
    if count < _LONG or not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=count, label="Reading lectures", file=sys.stderr) as bar:
        yield lambda: bar.update(1)


def _line(path: str, problem: Problem) -> str:
    from lecturedeck.cli.checking import shown

    return shown(path, problem, "text")


def _print_table(report: Report) -> None:
    from lecturedeck.cli.table import counted, table

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
        click.echo(table(["Lecture", "Questions", "Facts", "Cards", "Package"], rows))
    for package in report.packages:
        cards = sum(row.cards for row in package.rows)
        unheard = f", {counted(package.unheard, 'task')} left out that one must hear" if package.unheard else ""
        written = "" if package.size else " (not written)"
        click.echo(f"{package.target}: {counted(cards, 'card')}{unheard}{written}")


def _print_summaries(report: Report, verbose: bool) -> None:
    """What each package does to the notes of the one before it; in one line, and with -v each note."""
    for package in report.packages:
        if package.warning:
            click.echo(f"lecturedeck: warning: {package.warning}", err=True)
        name = f"{package.target.name}: " if len(report.packages) > 1 else ""
        click.echo(name + _counts([package.summary]))
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


def _counts(summaries: Sequence[Summary]) -> str:
    fates: tuple[Fate, ...] = ("new", "changed", "gone", "dropped", "kept", "unchanged")
    counts = {fate: sum(summary.count(fate) for summary in summaries) for fate in fates}
    parts = [f"{counts['new']} new", f"{counts['changed']} changed", f"{counts['gone']} gone"]
    if counts["dropped"]:
        parts.append(f"{counts['dropped']} left out")
    if counts["kept"]:
        parts.append(f"{counts['kept']} kept for a lecture with errors")
    return ", ".join([*parts, f"{counts['unchanged']} as they were"])


def _size(count: int) -> str:
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
