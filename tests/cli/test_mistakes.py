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
    "a section one level too low": (
        "# --questions--", "## --questions--",
        ["11:1: warning LD132: ## --questions-- has the wrong heading level. Write # --questions--."],
    ),
    "blanks one level too low": (
        "# --fillInTheBlank--", "## --fillInTheBlank--",
        [
            "33:1: warning LD132: ## --fillInTheBlank-- has the wrong heading level. Write # --fillInTheBlank--.",
            "33:1: error LD401: section has no sentence. Write # --fillInTheBlank--.",
            "33:1: error LD403: section has no blanks. Write # --fillInTheBlank--.",
        ],
    ),
    "text behind a marker": (
        "## --answers--", "## --answers-- here",
        [NO_ANSWERS, f"17:1: warning LD131: '## --answers-- here' {NO_SECTION} ## --answers--? {EXACTLY}"],
    ),
    "text behind the marker of a section": (
        "# --questions--", "# --questions-- on tea",
        [f"11:1: warning LD131: '# --questions-- on tea' {NO_SECTION} # --questions--? {EXACTLY}"],
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
    "no colon": (
        "title: Teapots", "title Teapots",
        ["3:6: error LD112: front matter is not valid YAML: no colon after title. Correct it: write a colon and a space after title."],
    ),
    "no colon after the last key": (
        "dashedName: teapots", "dashedName teapots",
        [
            "4:11: error LD112: front matter is not valid YAML: no colon after dashedName."
            " Correct it: write a colon and a space after dashedName.",
        ],
    ),
    "an empty line above the front matter": (
        "---\nid", "\n---\nid",
        [
            "1:1: error LD110: front matter is not read, because of the empty line above it."
            " Delete the empty line: a lecture begins with ---.",
        ],
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
    "a misspelt gap": (
        "A BLANK keeps", "A BLNAK keeps",
        ["37:1: error LD405: gap is written as 'BLNAK'. Write BLANK, in capital letters, for each gap of the sentence."],
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
    "no line between answers": (
        "\n---\n\nA cosy", "\nA cosy",
        [
            "29:1: error LD207: right answer is given as 2, but the question has 1 answer."
            " --- may be missing above line 25; if not, write the number of the right answer, from 1 to 1.",
        ],
    ),
    "no line between a wrong answer and the right one": (
        "\n---\n\nA cosy\n", "\nA cosy\n\n---\n\nA tray\n\n### --feedback--\n\nIt carries cups.\n",
        [
            "31:1: error LD208: right answer (number 2) has feedback. --- may be missing above line 25; if not,"
            " delete the feedback, move it to # --explanation--, or correct the number below ## --video-solution--.",
        ],
    ),
    "no line between the right answer and a wrong one": (
        "A cosy\n", "A cosy\n\nA tray\n\n### --feedback--\n\nIt carries cups.\n",
        [
            "31:1: error LD208: right answer (number 2) has feedback. --- may be missing above line 29; if not,"
            " delete the feedback, move it to # --explanation--, or correct the number below ## --video-solution--.",
        ],
    ),
    "no line between two wrong answers": (
        "A sieve\n", "A tray\n\n### --feedback--\n\nIt carries cups.\n\nA sieve\n",
        [
            "27:1: error LD209: answer 1 has two feedbacks."
            " --- may be missing above line 25; if not, join them below one ### --feedback--.",
        ],
    ),
    "a full stop behind the right answer": (
        "\n2\n", "\n2.\n",
        [
            "31:1: error LD206: right answer is given as '2.', which is not a whole number."
            " Write the number alone, without a full stop: 2.",
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

QUIZ = """\
---
id: 5f00000000000000000000ab
title: Teapots
dashedName: teapots
---

# --quizzes--

## --quiz--

### --question--

#### --text--

What keeps tea warm?

#### --distractors--

A sieve

---

A tray

---

A spoon

#### --answer--

A cosy
"""
NO_ANSWER = "11:1: error LD305: question has no answer. Correct line 29 first."
MISTAKES_OF_QUIZZES: dict[str, tuple[str, str, list[str]]] = {
    "the name of another part": (
        "#### --answer--", "#### --answers--",
        [NO_ANSWER, f"29:1: warning LD131: '#### --answers--' {NO_SECTION} #### --answer--? {EXACTLY}"],
    ),
    "a part of another section": (
        "#### --answer--", "## --answers--",
        [NO_ANSWER, f"29:1: warning LD131: '## --answers--' {NO_SECTION} #### --answer--? {EXACTLY}"],
    ),
    "a text one level too high": (
        "#### --text--", "### --text--",
        [
            "11:1: error LD303: question has no text. Correct line 13 first.",
            "11:1: error LD304: question has 0 distractors. Correct line 13 first.",
            "11:1: error LD305: question has no answer. Correct line 13 first.",
            "13:1: warning LD132: ### --text-- has the wrong heading level. Write #### --text--.",
        ],
    ),
}  # fmt: skip
EVERY = [(LECTURE, *case) for case in MISTAKES.values()] + [(QUIZ, *case) for case in MISTAKES_OF_QUIZZES.values()]


@pytest.mark.parametrize(
    ("lecture", "right", "wrong", "said"),
    EVERY,
    ids=[*MISTAKES, *(f"quiz: {name}" for name in MISTAKES_OF_QUIZZES)],
)
def test_a_mistake_is_told_with_place_cause_and_fix(
    lecturedeck: Run, tmp_path: Path, lecture: str, right: str, wrong: str, said: list[str]
) -> None:
    assert right in lecture
    path = tmp_path / "tea.md"
    path.write_text(lecture.replace(right, wrong, 1), encoding="utf-8")
    result = lecturedeck("check", path)
    assert result.stdout.splitlines() == [f"{path}:{line}" for line in said]
    assert result.exit_code == 1
    assert lecturedeck("check", tmp_path).stdout == result.stdout


@pytest.mark.parametrize("lecture", [LECTURE, QUIZ], ids=["lecture", "quiz"])
def test_without_a_mistake_nothing_is_said(lecturedeck: Run, tmp_path: Path, lecture: str) -> None:
    (tmp_path / "tea.md").write_text(lecture)
    assert lecturedeck("check", tmp_path).output == "1 file, no problems\n"
