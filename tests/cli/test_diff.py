"""What `lecturedeck diff` prints."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.anki.conftest import learner
from tests.anki.learner import COLD, FIRST, POUR, TEA, WARM, Learner, Run
from tests.anki.package.test_diff import ADDED, two_packages
from tests.cli.terminals import on_terminal, shown, widest

__all__ = ["learner"]


def test_the_text_shows_field_by_field(learner: Learner, lecturedeck: Run) -> None:
    old, new = two_packages(learner)
    result = lecturedeck("diff", old, new)
    assert result.exit_code == 0
    lines = [line.strip() for line in result.output.splitlines()]
    assert lines[0] == ("1 added, 2 updated, 0 in conflict, 0 skipped, 1 removed (learners keep it), 3 identical")
    at = lines.index("updated      Lecturedeck Choice  Who keeps the tea warm in a pot?")
    assert lines[at + 1 : at + 4] == ["Question", f"- {WARM.text}", "+ Who keeps the tea warm in a pot?"]
    assert "added        Lecturedeck Choice  How long does it take?" in lines
    assert f"removed      Lecturedeck Choice  {POUR.text}" in lines
    assert not any(COLD.text in line for line in lines)


def test_the_json_holds_whole_fields(learner: Learner, lecturedeck: Run) -> None:
    old, new = two_packages(learner)
    data = json.loads(lecturedeck("diff", old, new, "--json").output)
    notes = {note["name"]: note for note in data["notes"]}
    assert notes["Spout"]["changes"] == [
        {
            "field": "Definition",
            "old": "A bent pipe that carries the tea from the pot into the cup.",
            "new": "A bent pipe for pouring that every pot has.",
        },
        *notes["Spout"]["changes"][1:],
    ]
    assert notes[ADDED.text]["new_cards"] == 1
    assert sum(data["counts"].values()) == len(data["notes"]) == 7


def test_a_package_against_itself_is_one_line(learner: Learner, lecturedeck: Run) -> None:
    learner.build(TEA)
    result = lecturedeck("diff", learner.package, learner.package)
    assert result.output == "0 added, 0 updated, 0 in conflict, 0 skipped, 0 removed, 6 identical\n"


def test_new_templates_are_named(learner: Learner, lecturedeck: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from lecturedeck.anki.package import write as package

    learner.build(TEA)
    kept = shutil.copy(learner.package, learner.folder / "old.apkg")
    monkeypatch.setattr(package, "stylesheet", lambda: ".card { color: teal }")
    learner.clock = FIRST
    learner.build(TEA)
    result = lecturedeck("diff", kept, learner.package)
    assert "note type Lecturedeck Fact: updated" in result.output.splitlines()


@pytest.mark.parametrize("text", ["", "no package"])
def test_what_is_no_package_is_one_clear_line(learner: Learner, lecturedeck: Run, text: str) -> None:
    learner.build(TEA)
    wrong = learner.folder / "wrong.apkg"
    wrong.write_text(text)
    for pair in ((wrong, learner.package), (learner.package, wrong)):
        result = lecturedeck("diff", *pair)
        assert result.exit_code == 1
        assert result.output == f"lecturedeck: {wrong}: it is damaged, or no Anki package\n"


def test_a_missing_file_is_one_line(learner: Learner, lecturedeck: Run) -> None:
    learner.build(TEA)
    result = lecturedeck("diff", learner.folder / "missing.apkg", learner.package)
    assert result.exit_code == 1
    assert result.output == f"lecturedeck: {learner.folder / 'missing.apkg'}: no such file\n"


@pytest.mark.parametrize("columns", [60, 120])
def test_a_terminal_gets_colours_and_the_same_text(learner: Learner, lecturedeck: Run, columns: int) -> None:
    old, new = two_packages(learner)
    output = on_terminal("diff", old, new, columns=columns)
    assert shown(output) == lecturedeck("diff", old, new).output
    assert f"\x1b[31m- {WARM.text}" in output
    assert "\x1b[32m+ " in output
    assert widest(output) > 0
