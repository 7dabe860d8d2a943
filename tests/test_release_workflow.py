"""The workflow of docs/configuration.md publishes each release of a deck, and this project uses it itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import lecture_text, question_text

HOME = Path(__file__).parents[1]
PAGE = (HOME / "docs" / "configuration.md").read_text(encoding="utf-8")
DOCUMENTED = PAGE.partition("```yaml\nname: Release")[2].partition("```")[0]


def steps() -> list[str]:
    """The shell commands of the documented workflow, in order, but for the one that installs the program."""
    workflow: Any = yaml.safe_load(f"name: Release{DOCUMENTED}")
    commands = [step["run"] for step in workflow["jobs"]["release"]["steps"] if "run" in step]
    return [command for command in commands if not command.startswith("pip install")]


def test_this_project_releases_its_own_decks_in_the_same_way() -> None:
    own = (HOME / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    assert own.partition("\n")[2] == f"name: Release{DOCUMENTED}".replace(
        "pip install lecturedeck", "pip install ."
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A clone of a teacher's repository, as the workflow finds it; `origin` is beside it."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch", "main", "origin.git")
    git(tmp_path, "clone", "--quiet", "origin.git", "author")
    author = tmp_path / "author"
    (author / "content").mkdir()
    (author / "lecturedeck.toml").write_text('license = "CC BY-SA 4.0"\noutput = "decks/pots.apkg"\n')
    write(author, "Who pours?")
    return author


def write(author: Path, question: str) -> None:
    """Write and push the lecture."""
    body = "# --questions--\n\n" + question_text("Who washes up?") + question_text(question)
    (author / "content" / "pots.md").write_text(lecture_text(body))
    git(author, "add", ".")
    git(author, "commit", "--quiet", "-m", "Pots")
    git(author, "push", "--quiet", "origin", "HEAD:main")


def git(folder: Path, *arguments: str) -> str:
    person = {
        f"GIT_{role}_{part}": "tea@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")
    }
    return subprocess.run(
        ["git", *arguments], cwd=folder, env={**os.environ, **person}, check=True, capture_output=True, text=True
    ).stdout


def release(tmp_path: Path, version: str) -> None:
    """What the workflow does after `version` was pushed as a tag: in a fresh clone, with the program at hand."""
    folder = tmp_path / f"runner-{version}"
    git(tmp_path, "clone", "--quiet", "--branch", "main", "origin.git", folder.name)
    programs = tmp_path / "bin"
    programs.mkdir(exist_ok=True)
    program = programs / "lecturedeck"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m lecturedeck "$@"\n')
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "GITHUB_REF_NAME": version}
    for command in steps():
        done = subprocess.run(
            ["bash", "-e", "-c", command], cwd=folder, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr


def test_each_tag_publishes_the_packages_and_what_is_new(checkout: Path, tmp_path: Path) -> None:
    release(tmp_path, "v1.0")
    git(checkout, "pull", "--quiet", "origin", "main")
    assert (checkout / "decks" / "lecturedeck.lock").exists()
    write(checkout, "Who pours the second cup of all?")
    release(tmp_path, "v1.1")
    git(checkout, "fetch", "--quiet", "origin")
    published = git(checkout, "ls-tree", "--name-only", "origin/gh-pages").split()
    assert published == ["CHANGES-1.0.md", "CHANGES-1.1.md", "index.html", "pots.apkg", "preview.html"]
    assert "Who pours the second cup" in git(checkout, "show", "origin/gh-pages:CHANGES-1.1.md")
    assert git(checkout, "log", "--format=%s", "origin/main").splitlines()[0] == "Release v1.1"
