"""`check --quality`: what makes a multiple-choice question weak, and only where it is asked for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from lecturedeck.cli.quality import RULES, weaknesses
from tests.conftest import PROJECT, lecture_text, question_text, quiz_text, read

Answers = tuple[tuple[str, str | None], ...]
GOOD: Answers = (
    ("A sieve of steel", "It holds leaves."),
    ("A cosy of wool", None),
    ("A cup of clay", "It cools."),
)


def found(*questions: str) -> list[str]:
    return [problem.code for problem in weaknesses(read(lecture_text("# --questions--\n\n" + "".join(questions))))]


def ask(text: str = "What keeps tea warm?", answers: Answers = GOOD, solution: int = 2) -> str:
    return question_text(text, answers, solution)


def test_a_good_question_has_nothing_to_report() -> None:
    assert found(ask(), ask("What is put over a pot?"), ask("What do guests bring?")) == []


def test_the_longest_answer_is_reported_where_it_is_correct_in_most_questions() -> None:
    long: Answers = (("A cosy, which is a cover of wool", None), ("Ice", "Cold."), ("Milk", "It cools."))
    weak = ask("What keeps a pot warm?", long, 1)
    assert found(weak, weak.replace("warm", "hot"), ask()) == ["LQ101"]
    assert found(weak, ask(), ask("What is put over a pot?")) == []
    assert found(weak, weak.replace("warm", "hot")) == []  # two questions are too few


@pytest.mark.parametrize(
    ("code", "question"),
    [
        ("LQ102", ask(answers=(*GOOD, ("All of the above", "Only one does.")))),
        ("LQ102", ask(answers=(*GOOD, ("Both A and C", "Only one does.")))),
        ("LQ103", ask(answers=(("A sieve of steel", None), *GOOD[1:]))),
        ("LQ104", ask(answers=(("A sieve of steel", "No."), GOOD[1], ("A cup of clay", "No!")))),
        ("LQ105", ask(answers=(*GOOD, ("A sieve, of steel", "It is the same.")))),
        ("LQ106", ask("What is a cosy of wool good for in a cosy of wool?")),
        ("LQ107", ask("Which of these does not keep tea warm?")),
    ],
)
def test_each_weakness_is_reported_by_its_code(code: str, question: str) -> None:
    assert found(question) == [code]


def test_a_negative_word_with_emphasis_is_fine() -> None:
    assert found(ask("Which of these does NOT keep tea warm?")) == []
    assert found(ask("Which of these does *not* keep tea warm?")) == []


def test_a_quiz_needs_no_feedback() -> None:
    body = "# --quizzes--\n\n## --quiz--\n\n" + quiz_text(distractors=("A fan", "A cup", "Milk"), answer="A cosy")
    assert weaknesses(read(lecture_text(body))) == []


def test_it_is_reported_only_on_request(lecturedeck: Callable[..., Result], tmp_path: Path) -> None:
    weak = ask("Which of these does not keep tea warm?")
    (tmp_path / "a.md").write_text(lecture_text("# --questions--\n\n" + weak))
    assert lecturedeck("check", tmp_path / "a.md").exit_code == 0
    result = lecturedeck("check", tmp_path / "a.md", "--quality")
    assert result.exit_code == 1
    assert 'warning LQ107: the question asks with "not", without emphasis' in result.stdout


def test_the_page_lists_every_rule() -> None:
    page = (PROJECT / "docs" / "quality.md").read_text(encoding="utf-8")
    assert all(f"| {rule.code} |" in page for rule in RULES)
