"""What `# --questions--` promises."""

import pytest

from tests.conftest import codes, lecture_text, question_text, read


def test_questions_know_their_lines() -> None:
    lecture = read(lecture_text("# --questions--\n\n" + question_text("One?") + question_text("Two?")))
    assert [(question.text, question.line) for question in lecture.questions] == [("One?", 10), ("Two?", 30)]


def test_only_the_first_questions_section_counts_and_the_second_is_reported() -> None:
    body = "# --questions--\n\n" + question_text("One?") + "# --questions--\n\n" + question_text("Two?")
    lecture = read(lecture_text(body))
    assert [question.text for question in lecture.questions] == ["One?"]
    assert codes(lecture) == [("LD214", 30)]


def test_ordinary_headings_are_content() -> None:
    (question,) = read(lecture_text("# --questions--\n\n" + question_text("# Tea\n\nWhich?"))).questions
    assert question.text == "<h1>Tea</h1>\n<p>Which?</p>"


@pytest.mark.parametrize(
    "marker",
    [
        "# --questions-- ",
        "# --questions--\t",
        "# --questions-- #",
        "   #  --questions-- ##",
        "--questions--\n===",
    ],
)
def test_a_marker_may_stand_between_blanks_and_hashes(marker: str) -> None:
    lecture = read(lecture_text(f"{marker}\n\n" + question_text()))
    assert len(lecture.questions) == 1
    assert codes(lecture) == []


def test_a_marker_inside_a_quote_or_a_list_is_none() -> None:
    body = "> # --questions--\n\n- # --questions--\n\n# --questions--\n\n" + question_text()
    assert len(read(lecture_text(body)).questions) == 1


def test_a_marker_of_another_case_is_no_marker() -> None:
    assert read(lecture_text("# --Questions--\n\n" + question_text())).questions == ()


def test_a_link_defined_at_the_end_of_the_file_works_in_a_question() -> None:
    body = "# --questions--\n\n" + question_text("See [tea].") + "# --notes--\n\n[tea]: https://tea.example/\n"
    (question,) = read(lecture_text(body)).questions
    assert question.text == 'See <a href="https://tea.example/">tea</a>.'


def broken(old: str, new: str) -> str:
    text = lecture_text("# --questions--\n\n" + question_text())
    assert old in text
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (broken("# --questions--\n", "# --questions--\n\nHello.\n"), [("LD201", 10)]),
        (broken("Who keeps tea warm?", ""), [("LD202", 10)]),
        (broken("## --answers--", "## --antworten--"), [("LD203", 10)]),
        (broken("A sieve\n", "\n"), [("LD210", 18)]),
        (broken("\nA cosy\n", "\n"), [("LD204", 14)]),
        (broken("## --video-solution--\n\n2", ""), [("LD205", 10)]),
        (broken("--\n\n2\n", "--\n\nthe second\n"), [("LD206", 28)]),
        (broken("--\n\n2\n", "--\n\n0\n"), [("LD207", 28)]),
        (broken("--\n\n2\n", "--\n\n-1\n"), [("LD207", 28)]),
        (broken("--\n\n2\n", "--\n\n3\n"), [("LD207", 28)]),
        (broken("--\n\n2\n", "--\n\n1\n"), [("LD208", 18)]),
        (broken("leaves.", "leaves.\n\n### --feedback--\n\nTwice."), [("LD209", 22)]),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, expected: list[tuple[str, int]]) -> None:
    lecture = read(text)
    assert codes(lecture) == expected
    assert lecture.questions == ()
    for problem in lecture.problems:
        assert problem.severity == "error"
        assert problem.hint
        assert "{" not in problem.message + problem.hint


def test_an_empty_questions_section_is_reported() -> None:
    assert codes(read(lecture_text("# --questions--\n\n# --notes--\n\nNone.\n"))) == [("LD213", 8)]


def test_a_feedback_that_lacks_its_heading_is_suspected() -> None:
    answers = (("Milk", "It cools."), ("A cosy", None), ("Ice\n\nIt melts.", None), ("Fan", "It blows."))
    lecture = read(lecture_text("# --questions--\n\n" + question_text(answers=answers)))
    assert codes(lecture) == [("LD215", 30)]
    assert len(lecture.questions) == 1


def test_two_equal_answers_are_reported() -> None:
    answers = (("Milk", None), ("A cosy", None), ("Milk", None))
    assert codes(read(lecture_text("# --questions--\n\n" + question_text(answers=answers)))) == [("LD212", 24)]


LABELLED = (("A sieve", "It only holds leaves."), ("A cosy", None), ("A tray", "It is flat."))


def messages(*answers: tuple[str, str | None], solution: object = 2) -> list[tuple[str, str]]:
    """The code and message of every problem of one question."""
    lecture = read(lecture_text("# --questions--\n\n" + question_text("Who keeps tea warm?", answers, solution)))
    return [(problem.code, problem.message) for problem in lecture.problems]


def test_a_message_says_which_answer_is_meant() -> None:
    sieve, cosy, tray = LABELLED
    assert messages(sieve, (cosy[0], "Correct."), tray) == [("LD208", "right answer (number 2) has feedback")]
    assert messages(sieve, cosy, ("", "It is flat.")) == [("LD210", "feedback without an answer")]
    assert messages(sieve, cosy, ("", None)) == [("LD204", "answer 3 is empty")]
    twice = ("A tray", "It is flat.\n\n### --feedback--\n\nIt is cold.")
    assert messages(sieve, cosy, twice) == [("LD209", "answer 3 has two feedbacks")]
    assert messages(sieve, cosy, sieve) == [("LD212", "answers 1 and 3 are the same")]


def test_a_message_says_what_was_given_as_the_solution() -> None:
    given = "right answer is given as 'two', which is not a whole number"
    assert messages(*LABELLED, solution="two") == [("LD206", given)]
    assert messages(*LABELLED, solution=4) == [
        ("LD207", "right answer is given as 4, but the question has 3 answers")
    ]
    (problem,) = read(broken("\n2\n\n", "\ntwo\n\n")).problems
    assert problem.hint.endswith("from 1 to 2")


def test_a_heading_of_answers_with_nothing_below_has_no_answers() -> None:
    lecture = read(
        lecture_text("# --questions--\n\n## --text--\n\nWho?\n\n## --answers--\n\n## --video-solution--\n\n1\n")
    )
    assert codes(lecture) == [("LD203", 14)]


def test_two_empty_answers_are_not_also_the_same() -> None:
    assert [code for code, _ in messages(("A cosy", None), ("", None), ("", None), solution=1)] == [
        "LD204",
        "LD204",
    ]


@pytest.mark.parametrize(
    ("answers", "lost"),
    [
        # All other wrong answers are one paragraph with feedback: one heading must be missing.
        ((("A sieve", "It holds leaves."), ("A cosy", None), ("A tray\n\nIt is flat.", None)), [3]),
        # The only wrong answer has nothing to be compared with.
        ((("A sieve\n\nIt holds leaves.", None), ("A cosy", None)), []),
        # Two such answers are the author's way of writing.
        ((("A sieve\n\nIt holds leaves.", None), ("A cosy", None), ("A tray\n\nIt is flat.", None)), []),
        # Others without feedback: none was lost.
        ((("A sieve", None), ("A cosy", None), ("A tray\n\nIt is flat.", None)), []),
        ((("A sieve\n\nof tin", "It holds leaves."), ("A cosy", None), ("A tray\n\nIt is flat.", None)), []),
    ],
)
def test_a_feedback_without_its_heading_is_suspected(
    answers: tuple[tuple[str, str | None], ...], lost: list[int]
) -> None:
    found = [message for code, message in messages(*answers) if code == "LD215"]
    assert found == [
        f"answer {number} has several paragraphs and no feedback, unlike the others; a heading may be missing"
        for number in lost
    ]
