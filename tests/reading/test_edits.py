"""The learner's word on facts is final."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from lecturedeck.lecture import Lecture
from tests.anki.lectures import fact
from tests.conftest import codes, lecture_text, notes_of, read

Run = Callable[..., Result]
PROSE = """# --description--

## Pots

A **spout** is a tube that carries tea out of a pot.

The **lid** keeps the steam of a pot inside.
"""
SETTINGS = """
lecturedeck:
  skip: [The lid]
  facts:
    - term: "`418` pot"
      definition: A **pot** that will not brew.
    - {term: 418 Teapot, definition: Says that a Teapot answers with 418., category: Jokes}
"""


def with_settings(settings: str) -> str:
    return lecture_text(PROSE).replace("dashedName: teapots\n", f"dashedName: teapots{settings}")


def test_a_lecture_can_skip_facts_and_add_its_own() -> None:
    assert [fact.term for fact in read(lecture_text(PROSE)).facts] == ["spout", "lid"]
    lecture = read(with_settings(SETTINGS))
    assert [(fact.term, fact.category, fact.pattern) for fact in lecture.facts] == [
        ("spout", "Pots", "subject"),
        ("<code>418</code> pot", "Teapots", "own"),
        ("418 Teapot", "Jokes", "own"),
    ]
    assert codes(lecture) == []


def test_an_added_fact_has_code_name_line_and_a_reverse_that_hides_them() -> None:
    added = read(with_settings(SETTINGS)).facts[-1]
    assert (added.code, added.name, added.line, added.tier) == ("418", "Teapot", 11, "careful")
    assert "418" not in added.reverse
    assert "Teapot" not in added.reverse
    assert "answers with" in added.reverse


def test_a_term_to_skip_that_is_no_term_is_reported_with_its_line() -> None:
    lecture = read(with_settings("\nlecturedeck:\n  skip:\n    - Handle\n"))
    assert codes(lecture) == [("LD501", 8)]
    assert len(lecture.facts) == 2


def test_settings_that_are_wrong_are_reported_and_change_nothing() -> None:
    for settings in (
        "\nlecturedeck: no\n",
        "\nlecturedeck: {skip: lid}\n",
        "\nlecturedeck:\n  facts: [{term: a}]\n",
    ):
        lecture = read(with_settings(settings))
        assert codes(lecture) == [("LD502", 6)]
        assert len(lecture.facts) == 2


def test_a_file_of_edits_changes_a_lecture_of_another_author(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "teapots.md").write_text(lecture_text(PROSE))
    edits = tmp_path / "edits.yaml"
    edits.write_text(
        "5f00000000000000000000aa:\n  skip: [lid, handle]\n  facts: [{term: Tea, definition: It is hot.}]\n"
    )
    result = lecturedeck("extract", tmp_path / "teapots.md", "--edits", edits)
    assert '"term": "Tea"' in result.stdout
    assert '"term": "lid"' not in result.stdout
    assert "no fact has the term 'handle'" in result.stdout


def test_a_file_of_edits_that_is_wrong_is_one_line(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "teapots.md").write_text(lecture_text(PROSE))
    edits = tmp_path / "edits.yaml"
    for text, said in (
        ("a: [", f"{edits}:1:5: the file is not valid YAML"),
        ("a: {leave: []}", f"{edits}: a: no setting is named 'leave'"),
        ("- a", f"{edits}:1:1: the file is not a mapping"),
    ):
        edits.write_text(text)
        result = lecturedeck("build", tmp_path / "teapots.md", "--edits", edits, "-o", tmp_path / "x.apkg")
        assert result.exit_code == 1
        assert result.output.startswith(f"lecturedeck: {said}")
        assert result.output.count("\n") == 1
        assert not (tmp_path / "x.apkg").exists()


def test_facts_can_be_left_out(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "teapots.md").write_text(lecture_text(PROSE))
    assert '"facts": []' in lecturedeck("extract", tmp_path / "teapots.md", "--facts", "none").stdout


def test_facts_that_read_alike_from_behind_have_no_reverse_card() -> None:
    hidden = 'A <span class="gap">[…]</span> holds tea.'
    lecture = Lecture(
        *("x.md", "id", "Pots", "pots", "english", ""),
        facts=(
            fact("Pot", "A pot holds tea.", reverse=hidden),
            fact("Cup", "A cup holds tea.", reverse=hidden),
            fact("Lid", "A lid keeps heat.", reverse='A <span class="gap">[…]</span> keeps heat.'),
        ),
    )
    review = Lecture("y.md", "other", "Review", "review", "english", "", facts=lecture.facts[2:])
    notes = notes_of(lecture, review)
    assert [(note.field("Term"), len(note.cards)) for note in notes] == [("Pot", 1), ("Cup", 1), ("Lid", 2)]
    assert notes[2].tags == (
        "lecturedeck::kind::fact",
        "lecturedeck::lecture::pots",
        "lecturedeck::lecture::review",
    )
