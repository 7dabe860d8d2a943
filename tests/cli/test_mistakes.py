"""What `check` says of the mistakes that authors make first: where, what is wrong, and what to do."""

# ruff: noqa: E501 - a message on one line can be compared with one of check

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
LECTURE = """\
---
id: 5f00000000000000000000aa
title: Teapots
dashedName: teapots
---

# --description--

A pot of tea stays warm under a cover.

# --questions--

## --text--

What keeps tea warm?

## --answers--

A sieve

### --feedback--

It only holds leaves.

---

A cosy

## --video-solution--

2

# --fillInTheBlank--

## --sentence--

`A BLANK keeps tea warm.`

## --blanks--

`cosy`

### --feedback--

It is knitted.
"""
NO_SECTION = "is not a marker, so the text below it is not read as a section. Did you mean"
EXACTLY = "Write exactly that, with nothing else on the line."
NO_ANSWERS = "13:1: error LD203: question has no answers. Correct line 17 first."
# A mistake (what is written instead of what), and all that is said of it.
MISTAKES: dict[str, tuple[str, str, list[str]]] = {
    "the singular of a section": (
        "# --questions--", "# --question--",
        ["11:1: warning LD132: # --question-- has the wrong heading level. Write # --questions--, or ### --question--."],
    ),
    "a section by the name of its part": (
        "# --fillInTheBlank--", "# --blanks--",
        ["33:1: warning LD132: # --blanks-- has the wrong heading level. Write # --fillInTheBlank--, or ## --blanks--."],
    ),
    "a section with hyphens": (
        "# --fillInTheBlank--", "# --fill-in-the-blank--",
        [f"33:1: warning LD131: '--fill-in-the-blank--' {NO_SECTION} # --fillInTheBlank--? {EXACTLY}"],
    ),
    "a heading without hyphens": (
        "# --questions--", "# Questions", [f"11:1: warning LD131: '# Questions' {NO_SECTION} # --questions--? {EXACTLY}"],
    ),
    "no space after the number signs": (
        "## --answers--", "##--answers--",
        [NO_ANSWERS, f"17:1: warning LD131: '##--answers--' {NO_SECTION} ## --answers--? {EXACTLY}"],
    ),
    "a capital letter": (
        "## --answers--", "## --Answers--",
        [NO_ANSWERS, f"17:1: warning LD131: '--Answers--' {NO_SECTION} ## --answers--? {EXACTLY}"],
    ),
    "single hyphens": (
        "## --answers--", "## -answers-",
        [NO_ANSWERS, f"17:1: warning LD131: '## -answers-' {NO_SECTION} ## --answers--? {EXACTLY}"],
    ),
    "dashes made by an editor": (
        "## --answers--", "## —answers—",
        [NO_ANSWERS, f"17:1: warning LD131: '## —answers—' {NO_SECTION} ## --answers--? {EXACTLY}"],
    ),
    "another word": (
        "## --answers--", "## --options--",
        [NO_ANSWERS, f"17:1: warning LD131: '--options--' {NO_SECTION} ## --answers--? {EXACTLY}"],
    ),
    "solution": (
        "## --video-solution--", "## --solution--",
        [
            "13:1: error LD205: question does not say which answer is right. Correct line 29 first.",
            f"29:1: warning LD131: '--solution--' {NO_SECTION} ## --video-solution--? {EXACTLY}",
        ],
    ),
    "four spaces": (
        "## --answers--", "    ## --answers--",
        [
            NO_ANSWERS,
            "17:1: warning LD136: ## --answers-- is indented, so it is not read as a marker."
            " Remove the spaces before ## --answers--.",
        ],
    ),
    "a code block without end": (
        "A pot of tea", "```html\n<b>A pot</b> of tea",
        [
            "9:1: error LD135: code block is never closed, so the markers below it are code."
            " Close it with ``` on a line of its own.",
        ],
    ),
    "front matter without end": (
        "teapots\n---\n", "teapots\n", ["5:1: error LD111: front matter has no end. Close it with a line that is only ---."],
    ),
    "a quote without end": (
        "title: Teapots", 'title: "Teapots',
        [
            "3:8: error LD112: front matter is not valid YAML: quote \" has no end."
            " Correct it: close the quote on the same line.",
        ],
    ),
    "no space after a colon": (
        "title: Teapots", "title:Teapots",
        ["3:7: error LD112: front matter is not valid YAML: no space after title:. Correct it: write a space after the colon."],
    ),
    "an indented key": (
        "title: Teapots", "  title: Teapots",
        ["3:1: error LD112: front matter is not valid YAML: line is indented. Correct it: delete the spaces before it."],
    ),
    "a misspelt key": (
        "title:", "tittle:",
        ["3:1: warning LD119: front matter has the unknown key 'tittle', and no title. Write title: instead of tittle:."],
    ),
    "an underscore for a gap": (
        "A BLANK keeps", "A ___ keeps",
        ["37:1: error LD405: gap is written as '___'. Write BLANK, in capital letters, for each gap of the sentence."],
    ),
    "a small blank": (
        "A BLANK keeps", "A blank keeps",
        ["37:1: error LD405: gap is written as 'blank'. Write BLANK, in capital letters, for each gap of the sentence."],
    ),
    "a sentence without backticks": (
        "`A BLANK keeps tea warm.`", "A BLANK keeps tea warm.",
        [
            "37:1: error LD402: paragraph of the sentence is not exactly one text between backticks."
            " Put each paragraph between one pair of backticks, with an empty line between two paragraphs.",
        ],
    ),
    "feedback one level too high": (
        "### --feedback--\n\nIt only", "## --feedback--\n\nIt only",
        [
            "21:1: warning LD132: ## --feedback-- has the wrong heading level. Write ### --feedback--.",
            "31:1: error LD207: right answer is given as 2, but the question has 1 answer. Correct line 21 first.",
        ],
    ),
    "two hyphens between answers": (
        "---\n\nA cosy", "--\n\nA cosy",
        [
            "25:1: warning LD137: '--' does not divide two answers. Write three hyphens: ---.",
            "31:1: error LD207: right answer is given as 2, but the question has 1 answer. Correct line 25 first.",
        ],
    ),
    "a letter for the right answer": (
        "\n2\n", "\nB\n",
        [
            "31:1: error LD206: right answer is given as 'B', which is not a whole number."
            " Write the number of the right answer, from 1 to 2.",
        ],
    ),
    "a picture that is missing, though no card shows it": (
        "A pot of tea stays", "A pot ![of tea](pot.png) stays",
        ["9:17: warning LD602: picture 'pot.png' is missing. Put it into the lecture's folder, or correct the name."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_place_cause_and_fix(lecturedeck: Run, tmp_path: Path, mistake: str) -> None:
    right, wrong, said = MISTAKES[mistake]
    assert right in LECTURE
    path = tmp_path / "tea.md"
    path.write_text(LECTURE.replace(right, wrong, 1), encoding="utf-8")
    result = lecturedeck("check", path)
    assert result.stdout.splitlines() == [f"{path}:{line}" for line in said]
    assert result.exit_code == 1
    assert lecturedeck("check", tmp_path).stdout == result.stdout


def test_without_a_mistake_nothing_is_said(lecturedeck: Run, tmp_path: Path) -> None:
    (tmp_path / "tea.md").write_text(LECTURE)
    assert lecturedeck("check", tmp_path).output == "1 file, no problems\n"
