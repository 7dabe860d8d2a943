"""What `lecturedeck preview` prints, and where it writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from tests.conftest import lecture_text, question_text

Run = Callable[..., Result]
GOOD = lecture_text("# --questions--\n\n" + question_text())


def test_it_says_how_many_cards_the_page_shows(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD)
    result = lecturedeck("preview", tmp_path / "a.md", "-o", tmp_path / "a.html")
    assert (result.exit_code, result.output) == (0, f"{tmp_path}/a.html: 1 card\n")


def test_it_makes_no_folder(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD)
    result = lecturedeck("preview", tmp_path / "a.md", "-o", tmp_path / "nowhere" / "a.html")
    assert result.exit_code == 1
    assert (
        result.output == f"lecturedeck: {tmp_path}/nowhere/a.html: cannot be written: No such file or directory\n"
    )
    assert not (tmp_path / "nowhere").exists()
