"""Build a release, and a folder to publish.

Builds as `lecturedeck build` does, compares the packages with those in FOLDER (the release before), and writes
what is new into CHANGES-VERSION.md beside the packages. FOLDER then holds the packages, the changes, a preview
and an index page that says how to import a deck.

A release needs a license in lecturedeck.toml. freeCodeCamp's curriculum is © freeCodeCamp.org: decks of it are
for your own study, unless you have permission to share them.

\b
Examples:
  lecturedeck release 1.0
  lecturedeck release 1.1 --to public/
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import click

from lecturedeck.anki.package import diff
from lecturedeck.building import Release
from lecturedeck.building.report import Built, Report
from lecturedeck.cli.build_report import show_decks, show_problems, show_warnings
from lecturedeck.cli.changes import changes_file, changes_text, decks_of_release
from lecturedeck.cli.commands.build import build
from lecturedeck.cli.commands.preview import write_preview
from lecturedeck.cli.index_page import index_page
from lecturedeck.cli.options import LectureOptions, as_path, checked_output, lecture_options
from lecturedeck.cli.packages import package_at
from lecturedeck.cli.terminal import Failure, echo
from lecturedeck.storage import write_bytes
from lecturedeck.text import counted


@click.command("release", help=__doc__)
@click.argument("version", required=False, metavar="[VERSION]")
@click.option(
    "--to",
    "folder",
    default="release",
    callback=as_path,
    metavar="FOLDER",
    help="The folder to publish.  [default: release]",
)
@lecture_options(content=True, audio=True, sources=False)
def command(lectures: LectureOptions, version: str | None, folder: Path) -> None:
    """Build, compare, write the changes, and publish."""
    lectures = _with_version(lectures, version)
    publication = lectures.configuration.publication
    output = checked_output(lectures.configuration.output or "decks")
    home = output.parent if output.suffix.lower() == ".apkg" else output
    changes = changes_file(home, publication.version)
    if changes.exists():
        raise Failure(f"{changes}: version {publication.version} was released before; name a new version")
    before = {path.stem: package_at(path) for path in folder.glob("*.apkg")}
    report = _built(lectures, output, new=not before)
    show_warnings(report)
    names = [one.target.stem for one in report.packages]
    now = {one.target.stem: package_at(one.target) for one in report.packages} if before else {}
    differences = {name: diff(before[name], now[name]) if name in before else None for name in names}
    decks = decks_of_release(before, now)
    try:
        write_bytes(changes, changes_text(publication.version, differences, decks).encode())
        report = _built(lectures, output, new=False)  # once more: the decks say what is new
        page = index_page(report.packages, publication, publication.version, decks)
        _publish(report.packages, changes, folder, page)
    except OSError as error:
        raise Failure(f"{error.filename or folder}: cannot be written: {error.strerror or error}") from None
    write_preview(lectures, folder / "preview.html")
    show_decks(decks.renamed, decks.moved)
    echo(f"{changes}: what is new in version {publication.version}")
    echo(f"{folder}: {counted(len(report.packages), 'package')}, preview.html and index.html, ready to publish")


def _with_version(lectures: LectureOptions, version: str | None) -> LectureOptions:
    """The options with the version to release. Raises Failure where something is missing."""
    configuration = lectures.configuration
    version = version or configuration.version
    place = configuration.file or "lecturedeck.toml"
    if not configuration.license:
        raise Failure(f'{place}: a release needs a license; add a line such as license = "CC BY-SA 4.0"')
    if not version:
        raise Failure("name the version to release, as in: lecturedeck release 1.0")
    if not version.replace(".", "").replace("-", "").replace("+", "").isalnum():
        raise Failure(f"{version!r} is no version; write letters, digits, dots and hyphens")
    return replace(lectures, configuration=replace(configuration, version=version))


def _built(lectures: LectureOptions, output: Path, *, new: bool) -> Report:
    """Build without errors. Raises Failure."""
    report = build(lectures, output, Release(new=new), strict=False, jobs=None)
    if report.failed:
        show_problems(report)
        raise Failure("a release has no lecture with errors; fix them and repeat")
    if not report.packages:
        raise Failure("nothing to release: no cards")
    return report


def _publish(packages: tuple[Built, ...], changes: Path, folder: Path, page: str) -> None:
    """Fill the folder to publish. Packages that are no longer built stay: learners may still have them."""
    folder.mkdir(parents=True, exist_ok=True)
    for built in packages:
        write_bytes(folder / built.target.name, built.target.read_bytes())
    shutil.copyfile(changes, folder / changes.name)
    write_bytes(folder / "index.html", page.encode())
