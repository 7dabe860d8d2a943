"""`lecturedeck.toml`: a build without options, and errors with their place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import lecture_text, question_text
from tests.curricula import tea_course

Run = Callable[..., Result]
GOOD = lecture_text("# --description--\n\nA **cosy** is a cover.\n\n# --questions--\n\n" + question_text())


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "home" / "lectures").mkdir(parents=True)
    (tmp_path / "home" / "lectures" / "a.md").write_text(GOOD)
    monkeypatch.chdir(tmp_path / "home")
    return tmp_path / "home"


def configure(home: Path, text: str) -> None:
    (home / "lecturedeck.toml").write_text(text)


def test_a_build_without_arguments_does_what_the_file_says(lecturedeck: Run, home: Path) -> None:
    configure(home, 'sources = ["lectures"]\noutput = "out/tea.apkg"\nonly = ["questions"]\n')
    result = lecturedeck("build")
    assert result.exit_code == 0, result.output
    assert "out/tea.apkg: 1 card," in result.stdout


def test_options_override_the_file(lecturedeck: Run, home: Path) -> None:
    configure(home, 'sources = ["lectures"]\noutput = "out/tea.apkg"\nonly = ["questions"]\nfacts = "none"\n')
    result = lecturedeck("build", "-o", "x.apkg", "--only", "facts", "--facts", "careful")
    assert result.stdout.splitlines()[2].split() == ["Teapots", "0", "1", "1"]
    assert not (home / "out").exists()


def test_it_is_found_above_and_beside_the_sources(
    lecturedeck: Run, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    configure(home, 'sources = ["lectures"]\noutput = "out/tea.apkg"\nonly = ["questions"]\n')
    monkeypatch.chdir(home / "lectures")
    assert f"{home}/out/tea.apkg: 1 card," in lecturedeck("build").stdout
    monkeypatch.chdir(tmp_path)
    assert "home/out/tea.apkg: 1 card," in lecturedeck("build", "home/lectures/a.md").stdout


def test_it_is_not_looked_for_above_a_repository(
    lecturedeck: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(home, "wrong")
    (home / "lectures" / ".git").mkdir()
    monkeypatch.chdir(home / "lectures")
    assert lecturedeck("check", ".").exit_code == 0


def test_pyproject_will_do(lecturedeck: Run, home: Path) -> None:
    (home / "pyproject.toml").write_text('[project]\nname = "tea"\n\n[tool.lecturedeck]\nsources = ["lectures"]\n')
    assert lecturedeck("check").stderr == "1 file, no problems\n"
    (home / "pyproject.toml").write_text('[tool.lecturedeck]\nfacts = "some"\n')
    assert lecturedeck("check").output.startswith("lecturedeck: pyproject.toml:2: facts: ")
    (home / "pyproject.toml").write_text('[project]\nname = "tea"\n')
    assert lecturedeck("check", "lectures").exit_code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('sources = ["a"]\nsuorces = ["b"]\n', "lecturedeck.toml:2: unknown key 'suorces': did you mean sources?"),
        ('\n\nfacts = "some"\n', "lecturedeck.toml:3: facts: must be one of careful, all, none"),
        ('only = ["riddles"]\n', "lecturedeck.toml:1: only: must be a list of questions, quizzes, blanks, facts"),
        ('sources = "a"\n', "lecturedeck.toml:1: sources: must be a list of texts, in quotes"),
        ("deck = 5\n", "lecturedeck.toml:1: deck: must be a text, in quotes"),
        ('deck = "Tea\n', "lecturedeck.toml:1:12: not valid TOML: Illegal character '\\n'"),
        ('sources = ["a"\n', "lecturedeck.toml:2: not valid TOML: Unclosed array"),
        ('deck = "\x1b[31m"\n', "lecturedeck.toml:1:9: not valid TOML: Illegal character '\\x1b'"),
    ],
)
def test_an_error_names_file_and_line(lecturedeck: Run, home: Path, text: str, said: str) -> None:
    configure(home, text)
    result = lecturedeck("check")
    assert (result.exit_code, result.output) == (1, f"lecturedeck: {said}\n")


def test_init_writes_a_file_that_builds(lecturedeck: Run, home: Path) -> None:
    (home / "b.md").write_text(GOOD)
    assert lecturedeck("init").output.startswith("lecturedeck.toml: written. It builds the current folder")
    assert lecturedeck("build").exit_code == 0
    again = lecturedeck("init")
    assert (again.exit_code, again.output) == (
        1, "lecturedeck: lecturedeck.toml: exists already; nothing was written\n",
    )  # fmt: skip


def test_init_names_the_folders_that_hold_lectures(lecturedeck: Run, home: Path) -> None:
    (home / "README.md").write_text("# Tea\n\nA **cosy** is a cover.\n")
    (home / "docs").mkdir()
    (home / "docs" / "format.md").write_text("# Questions\n\n```\n# --questions--\n```\n")
    said = "lecturedeck.toml: written. It builds lectures/; see the comments in it for more.\n"
    assert lecturedeck("init").output == said
    assert 'sources = ["lectures"]' in (home / "lecturedeck.toml").read_text()
    assert lecturedeck("build").exit_code == 0
    (home / "lecturedeck.toml").unlink()
    odd = home / 'more "tea" \\ pots' / "second"
    odd.mkdir(parents=True)
    (odd / "b.md").write_text(GOOD.replace("0aa", "0bb"))
    assert "It builds lectures/, more " in lecturedeck("init").output
    assert "\n2 files" in lecturedeck("list", "--count").output
    (home / "lecturedeck.toml").unlink()
    (home / "content").mkdir()
    (home / "content" / "c.md").write_text(GOOD.replace("0aa", "0cc"))
    assert "It builds content/;" in lecturedeck("init").output


def test_init_in_an_empty_folder_says_that_content_is_missing(lecturedeck: Run, home: Path) -> None:
    said = f"{home}/new/lecturedeck.toml: written. It builds content/, which does not exist yet; see the comments"
    assert lecturedeck("init", home / "new").output.startswith(said)
    (home / "new" / "content").mkdir()
    (home / "new" / "lecturedeck.toml").unlink()
    assert "It builds content/;" in lecturedeck("init", home / "new").output


@pytest.mark.parametrize("command", [("build",), ("check",), ("build", "--watch")])
def test_a_source_of_the_file_that_is_missing_is_named_with_its_line(
    lecturedeck: Run, home: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    configure(home, '# Tea.\nsources = [\n  "lectures",\n  "content",\n]\n')
    result = lecturedeck(*command)
    assert (result.exit_code, result.output) == (
        1, "lecturedeck: lecturedeck.toml:4: content: no such file or folder\n",
    )  # fmt: skip
    monkeypatch.chdir(home / "lectures")
    assert f"{home}/lecturedeck.toml:4: {home}/content: no such file" in lecturedeck(*command).output
    assert lecturedeck(*command[:1], "none").output == "lecturedeck: none: no such file or folder\n"


def test_every_line_of_the_comments_is_a_setting_that_works(lecturedeck: Run, home: Path) -> None:
    (home / "content").mkdir()
    (home / "content" / "a.md").write_text(GOOD)
    lecturedeck("init")
    path = home / "lecturedeck.toml"
    lines = path.read_text().splitlines()
    on = [line.removeprefix("# ") if line.startswith("# ") and " = " in line else line for line in lines]
    path.write_text("\n".join(on))
    from lecturedeck.cli.configuration import Configuration, read_configuration

    read = read_configuration(path)
    assert read is not None
    missing = [name for name in Configuration.__slots__ if not getattr(read, name)]
    assert missing == []


def test_only_what_was_taught(lecturedeck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tea_course(tmp_path / "checkout")
    monkeypatch.chdir(tmp_path)

    def files(*options: str) -> int:
        result = lecturedeck("build", root, "--superblock", "tea-course", "-o", "x.apkg", *options, "-v")
        assert result.exit_code == 0, result.output
        lines = [line.split()[:2] for line in result.stdout.splitlines()]
        return sum(line in ([fate, "choice"] for fate in ("added", "updated", "unchanged")) for line in lines)

    assert files("--through", "quiz-tea") == 5
    assert files("--through", "w1") == 2  # a lecture by its id
    assert files("--through", "boiling") == 3  # by its file
    assert files() == 7
    (tmp_path / "done.txt").write_text("w1\n# a comment\nq1\n")
    assert files("--completed", "done.txt") == 2
    (tmp_path / "profile.json").write_text('{"user": {"completedChallenges": [{"id": "w2"}, {"id": "l1"}]}}')
    assert files("--completed", "profile.json") == 2
    assert files("--completed", "profile.json", "--through", "quiz-tea") == 1


def test_more_that_was_taught_adds_cards_and_touches_none(lecturedeck: Run, tmp_path: Path) -> None:
    root = tea_course(tmp_path / "checkout")
    build = ("build", root, "--superblock", "tea-course", "-o", tmp_path / "x.apkg")
    lecturedeck(*build, "--through", "lecture-water")
    result = lecturedeck(*build, "--through", "quiz-tea")
    assert result.stdout.endswith("1 added, 0 updated, 0 removed, 4 unchanged\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--through", "lecture-watr"), "no block or lecture is named lecture-watr; did you mean lecture-water"),
        (("--completed", "none.txt"), "none.txt: cannot be read: No such file or directory"),
        (("--completed", "bad.json"), "bad.json: neither a list of ids nor the JSON of a profile"),
        (("--completed", "other.txt"), "no lecture that was found is among the completed ones"),
    ],
)
def test_what_was_taught_and_is_not_there_is_one_line(
    lecturedeck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], said: str
) -> None:
    root = tea_course(tmp_path / "checkout")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.json").write_text('{"name": "x"}')
    (tmp_path / "other.txt").write_text("zz\n")
    result = lecturedeck("build", root, "--language", "english", *options)
    assert result.exit_code == 1
    assert said in result.output
    assert result.output.count("\n") == 1
