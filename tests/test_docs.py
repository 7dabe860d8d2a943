"""What the documents name is there: files, headings, commands and their options, versions."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from lecturedeck import __version__
from lecturedeck.cli import main
from tests.conftest import PROJECT

DOCUMENTS = sorted(
    [*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md"), PROJECT / "tests/curriculum/README.md"]
)


def name(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def anchor(heading: str) -> str:
    """The fragment that GitHub gives a heading."""
    return re.sub(r"[^\w -]", "", heading.lower().replace("`", "")).strip().replace(" ", "-")


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_inside_the_project_leads_somewhere(document: Path) -> None:
    text = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.M | re.S)
    links = re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", text)
    for link in (first or second for first, second in links):
        if re.match(r"\w+:", link):
            continue
        path, _, fragment = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), link
        if fragment:
            headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.M)
            assert fragment in {anchor(heading) for heading in headings}, link


def command_lines() -> Iterator[tuple[str, str]]:
    """Every line of a fenced block that runs the program, with the document it stands in."""
    for document in DOCUMENTS:
        for block in re.findall(
            r"^```(?:sh|console|bash)\n(.*?)^```", document.read_text(encoding="utf-8"), re.M | re.S
        ):
            for line in block.replace("\\\n", " ").splitlines():
                for part in re.split(r"&&|\|", line.removeprefix("$ ")):
                    if re.match(r"\s*(?:\S*/)?lecturedeck(?:\s|$)", part):
                        yield name(document), part.strip()


@pytest.mark.parametrize(("document", "line"), list(dict.fromkeys(command_lines())))
def test_every_command_line_names_a_command_and_its_options(document: str, line: str) -> None:
    _, *words = shlex.split(line, comments=True)
    context = click.Context(main, **main.context_settings)
    command: click.Command = main
    if words and not words[0].startswith("-"):
        found = main.get_command(context, words[0])
        assert found is not None, (document, line)
        command = found
    known = {
        option for parameter in command.get_params(context) for option in parameter.opts + parameter.secondary_opts
    }
    for word in words:
        if word.startswith("-") and word != "-":
            assert word.split("=")[0] in known, (document, line)


def test_there_are_command_lines_to_check() -> None:
    assert len(list(command_lines())) > 5


def test_the_version_has_an_entry_in_the_changelog() -> None:
    assert f"## [{__version__}]" in (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_each_library_that_is_needed_has_its_reason() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.match(r"[\w.-]+", line)[0] for line in project["dependencies"]}  # type: ignore[index]
    page = (PROJECT / "docs" / "development" / "dependencies.md").read_text(encoding="utf-8")
    assert needed == set(re.findall(r"^\| ([a-z][\w.-]*) (?:\|[^|\n]+){4}\|$", page, re.M)) - {"library"}
