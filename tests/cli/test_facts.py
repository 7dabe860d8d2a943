"""`lecturedeck facts`: why a sentence is a fact, and why another is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lecturedeck.cli import main

LECTURE = """---
id: tea
title: Tea
---

# --description--

A **kettle** is a pot with a lid that boils water. People like it.

Some tea needs time, and we will see it below.
"""


def run(tmp_path: Path, *options: str) -> str:
    lecture = tmp_path / "tea.md"
    lecture.write_text(LECTURE, encoding="utf-8")
    done = CliRunner().invoke(main, ["facts", str(lecture), *options])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_names_each_fact_with_what_speaks_for_and_against_it(tmp_path: Path) -> None:
    said = run(tmp_path)
    assert "8: " in said
    assert "kettle: A kettle is a pot" in said
    assert "+ term: bold" in said


def test_names_what_was_not_taken(tmp_path: Path) -> None:
    assert "Not taken:" in run(tmp_path)
    assert "Not taken:" not in run(tmp_path, "--rejected", "0")


def test_prints_a_sentence_a_line_as_json(tmp_path: Path) -> None:
    first, *others = [json.loads(line) for line in run(tmp_path, "--json").splitlines()]
    assert (first["term"], first["tier"], first["shape"]) == ("kettle", "careful", "subject")
    assert 0.5 < first["probability"] <= 1
    assert first["evidence"]["term: bold"] > 0
    assert all(other["tier"] == "" for other in others)


COSY = "is a thick cover of wool that fits over a pot and keeps the tea inside warm."


@pytest.mark.parametrize(
    ("title", "text", "said"),
    [
        ("Tea", f"A **cosy** {COSY}", [""]),
        ("The cosy", f"A **cosy** {COSY}", ["the heading gives the term away"]),
        (
            "Tea",
            "A **tea cosy** is a cover that keeps tea warm.",
            ["the definition gives the term away"],
        ),
        (
            "Tea",
            "A **kettle** is a pot with a lid that boils water.",
            ["other terms may fit the definition as well"],
        ),
        ("Tea", "A **lid or cap** is a flat piece that closes a pot.", ["the term names several things"]),
        (
            "Tea",
            f"A **cosy** {COSY}\n\nA **muffler** {COSY}",
            ["another fact of the lecture would be asked nearly the same"] * 2,
        ),
    ],
)
def test_says_of_each_fact_whether_it_is_asked_in_both_directions(
    tmp_path: Path, title: str, text: str, said: list[str]
) -> None:
    lecture = tmp_path / "tea.md"
    lecture.write_text(f"---\nid: tea\ntitle: {title}\n---\n\n# --description--\n\n{text}\n", encoding="utf-8")
    run = CliRunner().invoke
    found = [json.loads(line) for line in run(main, ["facts", str(lecture), "--json"]).stdout.splitlines()]
    facts = [one for one in found if one["tier"]]
    assert [(one["directions"], one["one_direction_because"]) for one in facts] == [
        (1 if why else 2, why) for why in said
    ]
    assert all((one["directions"], one["one_direction_because"]) == (0, "") for one in found if not one["tier"])
    printed = run(main, ["facts", str(lecture)]).stdout
    for why in said:
        assert f"      asked in {f'one direction: {why}' if why else 'both directions'}\n" in printed
    extracted = json.loads(run(main, ["extract", str(lecture)]).stdout)
    assert [bool(fact["reverse"]) for fact in extracted["facts"]] == [not why for why in said]


def test_says_which_file_is_missing(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["facts", str(tmp_path / "none.md")])
    assert done.exit_code == 2 or done.exit_code == 1
    assert "none.md" in done.output


def test_a_lecture_without_facts_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\nid: tea\ntitle: Tea\n---\n\n# --description--\n\nEnjoy.\n")
    result = CliRunner().invoke(main, ["facts", str(path)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "no facts: no sentence here looks like a definition\n"
