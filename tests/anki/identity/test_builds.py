"""What a build over a package says and writes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from anki.collection import Collection

from tests.anki.learner import (
    COLD,
    POUR,
    TEA,
    WARM,
    Asked,
    Learner,
    Run,
    rows_of,
)


def test_building_again_gives_the_same_bytes(learner: Learner) -> None:
    learner.start()
    learner.build(replace(TEA, questions=(WARM, COLD), sentences=()))
    data, time = learner.package.read_bytes(), learner.package.stat().st_mtime_ns
    result = learner.build(replace(TEA, questions=(WARM, COLD), sentences=()))
    assert "0 added, 0 updated, 2 removed, 4 unchanged" in result.output
    assert learner.package.read_bytes() == data
    assert learner.package.stat().st_mtime_ns == time, "the file is not even written"


def test_a_dry_run_writes_nothing_and_says_the_same(learner: Learner) -> None:
    learner.start()
    data = learner.package.read_bytes()
    edited = replace(TEA, questions=(replace(WARM, text=WARM.text + "!"), COLD))
    dry = learner.build(edited, "--dry-run", "-v")
    assert "0 added, 1 updated, 1 removed, 4 unchanged" in dry.output
    assert learner.package.read_bytes() == data
    wet = learner.build(edited, "-v")
    # All but the line that says how large the package is.
    said = [[line for line in result.output.splitlines() if ".apkg" not in line] for result in (dry, wet)]
    assert said[0] == said[1]


def test_a_dry_run_makes_no_folder(lecturedeck: Run, tmp_path: Path) -> None:
    """Nor a cache, which many lectures would have."""
    (tmp_path / "lectures").mkdir()
    for number in range(25):
        text = replace(TEA, id=f"5f{number:022}", title=f"Teapots {number}").markdown()
        (tmp_path / "lectures" / f"{number}.md").write_text(text.replace("teapots", f"pots-{number}"))
    result = lecturedeck("build", tmp_path / "lectures", "-o", tmp_path / "decks", "--dry-run")
    assert result.exit_code == 0, result.output
    line = next(line for line in result.output.splitlines() if "pots-7.apkg" in line)
    assert line.endswith(" cards, not written; 6 added, 0 updated, 0 removed, 0 unchanged")
    assert [path.name for path in tmp_path.iterdir()] == ["lectures"]


def test_verbose_names_every_note(learner: Learner) -> None:
    learner.start()
    added = Asked("How long does it take?", (("An hour", "Bitter."), ("Two minutes", None)), 2)
    facts = (("Spout", "a bent pipe for pouring that every pot has."), TEA.facts[1])
    result = learner.build(replace(TEA, questions=(WARM, added, COLD), facts=facts), "-v")
    lines = [" ".join(line.split()) for line in result.output.splitlines()]
    assert "1 added, 1 updated, 1 removed, 4 unchanged" in lines
    assert "added choice How long does it take?" in lines
    assert f"removed choice {POUR.text}" in lines
    assert f"unchanged choice {WARM.text}" in lines
    assert any(line.startswith("updated fact Spout (") and "Definition" in line for line in lines)


def test_a_new_title_moves_no_card(learner: Learner) -> None:
    """Cards stay in the deck in which the learner has them, and the build names the deck to rename."""
    before = learner.start()
    result = learner.build(replace(TEA, title="All about pots"))
    assert "deck Lecturedeck::Teapots is now Lecturedeck::All about pots" in result.output
    decks = home(learner.collection)
    learner.import_it()
    assert home(learner.collection) == decks
    learner.keeps(before)


def home(collection: Collection) -> list[tuple[int, int]]:
    return [(row[0], row[1]) for row in rows_of(collection, "SELECT id, did FROM cards")]
