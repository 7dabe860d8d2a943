"""What of a lecture's text stands on a card: on the front what a question needs, on the back what answers it."""

import pytest

from lecturedeck.anki.cards import drafts_of
from lecturedeck.markup.markdown import Source, blocks
from lecturedeck.reading.passages.choosing import runs, to_the_point
from lecturedeck.reading.passages.pieces import code_spans, pieces_of
from lecturedeck.reading.passages.ranking import Rarity, asked
from lecturedeck.reading.passages.stems import stems
from tests.conftest import blank_text, lecture_text, question_text, read

FILL = "Cups stand on saucers, spoons lie beside them, and guests speak of other matters all day long. " * 4
PROSE = [
    "A cosy is a cover of wool that keeps a pot of tea warm.",
    f"Water boils in a kettle. {FILL}",
    "A strainer catches the leaves:",
    "```js\npour(strainer)\n```",
    f"Biscuits come last. {FILL}",
    "Milk is poured first in some houses.",
    "Sugar dissolves quickly in a hot drink.",
]
COSY = (("A cover of wool, the cosy", None), ("Ice", "It cools."))
STRAINER = (("A strainer catches leaves", None), ("A spoon", "It stirs."))


def lecture(description: str, *questions: str, more: str = "") -> str:
    return lecture_text(f"# --description--\n\n{description}\n\n{more}# --questions--\n\n" + "".join(questions))


def passage(prose: list[str], question: str, answers: tuple[tuple[str, str | None], ...], **more: str) -> str:
    """The passage of a question whose first answer is the right one."""
    (read_question,) = read(lecture("\n\n".join(prose), question_text(question, answers, 1)), **more).questions
    return read_question.passage


def test_the_passage_is_the_paragraph_that_says_it() -> None:
    assert passage(PROSE, "What keeps a pot of tea warm?", COSY) == PROSE[0]


def test_a_paragraph_may_say_it_in_other_forms_of_the_words() -> None:
    answers = (("By dissolving in drinks that are hot", None), ("By freezing", "No."))
    assert "Sugar dissolves quickly" in passage(PROSE, "How do sugars sweeten?", answers)


def test_a_line_that_ends_in_a_colon_takes_the_code_that_it_announces() -> None:
    found = passage(PROSE, "What catches leaves?", STRAINER)
    assert found.startswith("<p>A strainer catches the leaves:</p>")
    assert "pour" in found


def test_an_interactive_editor_is_announced_like_any_code() -> None:
    prose = [*PROSE[:3], ":::interactive_editor", PROSE[3], ":::", *PROSE[4:]]
    found = passage(prose, "What catches leaves?", STRAINER)
    assert "pour" in found
    assert ":::" not in found


def test_a_list_comes_with_the_line_that_announces_it() -> None:
    prose = [
        *PROSE,
        "There are three infusers:",
        "- a glass infuser\n- a steel infuser\n- a paper infuser",
    ]
    answers = (("A steel infuser", None), ("A wooden infuser", "No."))
    assert passage(prose, "Which of the infusers is there?", answers).startswith("<p>There are three infusers:")


def test_of_a_long_list_only_the_item_that_says_it_stands_there() -> None:
    held = {"caddy": "leaves", "pitcher": "milk", "tin": "biscuits", "rack": "toast", "jar": "honey", "urn": "ash"}
    items = [
        f"- A {name} holds {what}, which is why there is one of its own for it." for name, what in held.items()
    ]
    items += [f"- A box of size {size} is for what has no vessel yet, whatever it may be." for size in range(9)]
    answers = (("Milk", None), ("Toast", "No."))
    found = passage([*PROSE[:2], "\n".join(items)], "What does a pitcher hold?", answers)
    assert "pitcher" in found
    assert "size 8" not in found


def test_a_question_about_a_difference_shows_both_definitions() -> None:
    prose = [
        *PROSE,
        "Black tea is oxidised for hours before the leaves are dried.",
        f"Rain falls. {FILL}",
        "Green tea is steamed early, which stops the leaves from oxidising.",
    ]
    answers = (("Black tea is oxidised, green tea is steamed early", None), ("Price", "No."))
    found = passage(prose, "What is the difference between black tea and green tea?", answers)
    assert "for hours" in found
    assert "steamed early" in found


@pytest.mark.parametrize(("named", "speaks"), [("404", {"404"}), ("`404`", set())])
def test_a_number_that_a_question_names_speaks_for_its_paragraph_but_not_one_in_code(
    named: str, speaks: set[str]
) -> None:
    prose = "Pot 404 is lost.\n\nPot 503 is late.\n\nPot 410 is gone for good."
    (question,) = read(lecture(prose, question_text(f"What of pot {named}?"))).questions
    source = Source(prose.encode())
    rarity = Rarity(pieces_of(source, blocks(source), "english"))
    assert asked(question, "english", rarity).numbers.weights.keys() == speaks


def test_which_is_not_shows_the_paragraph_that_lists_the_others() -> None:
    prose = [*PROSE, "Common sweeteners for tea are honey, syrup and sugar candy."]
    answers = (("Salt", None), ("Honey", "It is."), ("Syrup", "It is."), ("Sugar candy", "It is."))
    assert prose[-1] in passage(prose, "Which of these is NOT a common sweetener?", answers)


def test_which_is_not_shows_nothing_where_the_others_are_not_told() -> None:
    prose = [*PROSE, "Common sweeteners are told apart by their price."]
    answers = (("Salt", None), ("Honey", "It is."), ("Syrup", "It is."), ("Candy", "It is."))
    assert passage(prose, "Which of these is NOT a common sweetener?", answers) == ""


def test_where_many_paragraphs_say_it_there_is_no_passage() -> None:
    alike = [f"A cosy of wool keeps a pot of tea warm, says guest number {number}. {FILL}" for number in range(8)]
    assert passage(alike, "What keeps a pot of tea warm?", COSY) == ""


def test_where_no_paragraph_says_it_there_is_no_passage() -> None:
    assert passage(PROSE[:2], "Who wrote this?", (("The landlady", None), ("The cook", "No."))) == ""


def test_a_short_text_is_scored_like_a_long_one() -> None:
    assert passage([PROSE[0]], "What keeps a pot of tea warm?", COSY) == PROSE[0]
    assert passage(["Kettles are made of steel."], "What keeps a pot of tea warm?", COSY) == ""


@pytest.mark.parametrize(
    "blurb",
    [
        "In this video, you will learn what keeps a pot of tea warm: the cosy, a cover of wool.",
        "In upcoming lessons, you'll learn what keeps a pot of tea warm: the cosy, a cover of wool.",
        "In the previous lesson, you learned what keeps a pot of tea warm: the cosy, a cover of wool.",
        "In the previous lessons, we talked about what keeps a pot of tea warm: the cosy, a cover of wool.",
        "Now you'll practice what keeps a pot of tea warm: the cosy, a cover of wool.",
        "En este video, aprenderás qué mantiene caliente el té: a cosy, a cover of wool.",
        "- [A cosy, a cover of wool](https://example.org/cosy)\n- [What keeps tea warm](https://example.org/warm)",
        "<!-- A cosy is a cover of wool that keeps a pot of tea warm. -->",
        "Let's dive into what keeps a pot of tea warm, the cosy, a cover of wool.",
        "Vamos a profundizar en what keeps a pot of tea warm, the cosy, `a cover.` of wool.",
        "لنغص في what keeps a pot of tea warm, the cosy, a cover of wool.",
        "让我们深入了解 what keeps a pot of tea warm, the cosy, a cover of wool。",
    ],
)
def test_a_blurb_a_list_of_links_or_a_comment_is_no_passage(blurb: str) -> None:
    assert passage([blurb, PROSE[6]], "What keeps a pot of tea warm?", COSY) == ""


def test_a_paragraph_that_leads_over_and_says_more_may_be_the_passage() -> None:
    said = "Let's look at wool. A cosy is a cover of wool that keeps a pot of tea warm."
    assert passage([said, PROSE[6]], "What keeps a pot of tea warm?", COSY)


def _kept(
    text: str,
    question: str,
    answers: tuple[tuple[str, str | None], ...],
    scores: list[float],
    chosen: tuple[int, int] = (0, 2),
) -> list[int]:
    """Which of two pieces of a text stay as the passage of a question."""
    source = Source(text.encode())
    pieces = pieces_of(source, blocks(source, 0), "english")
    (asking,) = read(lecture("x", question_text(question, answers, 1))).questions
    return to_the_point(pieces, chosen, scores, asked(asking, "english", Rarity(pieces)))


@pytest.mark.parametrize(
    ("first", "kept"),
    [
        ("Four things stand on the table: a kettle, a pot, a cosy and a spoon.", [2]),
        ("My aunt knits in wool.", [0, 2]),
    ],
)
def test_a_part_that_lies_apart_stays_where_it_says_more_of_the_answer(first: str, kept: list[int]) -> None:
    text = f"{first}\n\nRain falls.\n\nThe cosy keeps a pot of tea warm.\n\nWater boils."
    answers = (("A cosy in wool", None), ("A spoon", "It stirs."))
    assert _kept(text, "What keeps a pot warm?", answers, [1.0, 0.0, 2.0, 0.0]) == kept


def test_a_part_that_lies_apart_and_is_as_likely_stays_where_it_says_more_of_the_question() -> None:
    text = "My aunt pours.\n\nRain falls.\n\nThe cosy keeps it warm.\n\nIt shines."
    answers = (("A cosy", None), ("A spoon", "It stirs."))
    question = "What keeps it warm after an aunt pours?"
    assert _kept(text, question, answers, [1.5, 0.0, 2.0, 0.0]) == [0, 2]
    assert _kept(text, question, answers, [0.5, 0.0, 2.0, 0.0]) == [2]
    assert _kept(text, question, answers, [0.0, 1.5, 0.0, 2.0], (1, 3)) == [3]


def test_which_is_not_keeps_all_parts() -> None:
    text = "My aunt pours.\n\nRain falls.\n\nThe cosy keeps it warm.\n\nIt shines."
    answers = (("A cosy", None), ("A spoon", "It stirs."))
    assert _kept(text, "Which of these is NOT warm?", answers, [0.5, 0.0, 2.0, 0.0]) == [0, 2]
    assert _kept(text, "Which of these is warm?", answers, [0.5, 0.0, 2.0, 0.0]) == [2]


def test_pieces_that_lie_apart_are_told_apart() -> None:
    prose = ["Black tea is dark.", f"Rain falls. {FILL}", "Green tea is light."]
    answers = (("Black tea is dark, green tea is light", None), ("None", "No."))
    found = passage(prose, "What is the difference between black tea and green tea?", answers)
    assert found == "<p>Black tea is dark.</p>\n<p>…</p>\n<p>Green tea is light.</p>"


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("english", "warming warmed"),
        ("espanol", "caliente calientes"),
        ("german", "Tasse Tassen"),
        ("italian", "tazza tazze"),
        ("portuguese", "xícara xícaras"),
    ],
)
def test_words_are_known_by_their_stem_in_their_own_language(language: str, forms: str) -> None:
    first, second = stems(forms, language)
    assert first == second


def test_scripts_without_spaces_count_in_pairs_of_characters() -> None:
    assert stems("绿茶壶", "chinese") == ["绿茶", "茶壶"]


def test_in_chinese_the_passage_is_found_too() -> None:
    prose = [
        "茶壶套是保持茶壶温暖的羊毛套。",
        "水在水壶里烧开。",
        "滤网可以留住茶叶。",
        "饼干最后才吃。",
        "糖在热饮里很快溶化。",
        "有些人先倒牛奶。",
    ]
    answers = (("羊毛茶壶套", None), ("冰块", "它会变冷。"))
    assert passage(prose, "什么能保持茶壶温暖?", answers, language="chinese") == prose[0]


def test_a_short_description_that_the_question_refers_to_stands_on_the_front() -> None:
    text = lecture("Ana has two pots.", question_text("In the passage above, who has pots?"))
    read_lecture = read(text)
    assert read_lecture.context == "Ana has two pots."
    assert read_lecture.questions[0].passage == ""


def test_code_that_the_question_holds_itself_needs_no_description_on_the_front() -> None:
    question = question_text("What does the following code print?\n\n```js\nconsole.log(pot)\n```")
    assert read(lecture("A pot is a variable here.", question)).context == ""


def test_code_that_only_the_description_holds_stands_on_the_front() -> None:
    question = question_text("What does the code print?")
    assert "pot" in read(lecture("Look at this:\n\n```js\nconsole.log(pot)\n```", question)).context
    assert read(lecture("A pot is a variable here.", question)).context == ""


def test_instructions_stand_on_the_front() -> None:
    assert (
        read(lecture("x", question_text(), more="# --instructions--\n\nChoose one.\n\n")).context == "Choose one."
    )


def test_a_long_description_stays_off_the_front() -> None:
    text = lecture(f"Ana has two pots. {FILL}{FILL}", question_text("In the passage above, who has pots?"))
    assert read(text).context == ""


def test_the_description_of_a_blank_stands_on_its_back() -> None:
    text = lecture_text(f"# --description--\n\nA cosy is of wool.\n\n{blank_text()}")
    (draft,) = drafts_of(read(text), "Deck")
    fields = dict(zip(draft.note_type.field_names, draft.fields, strict=True))
    assert (fields["Passage"], fields["Context"]) == ("A cosy is of wool.", "")


def test_the_explanation_stands_on_the_back() -> None:
    (draft,) = drafts_of(read(lecture("x", question_text() + "# --explanation--\n\nBecause.\n")), "Deck")
    assert dict(zip(draft.note_type.field_names, draft.fields, strict=True))["Explanation"] == "Because."
    assert "Because" not in read(lecture("x", question_text())).context


def _beside(description: str, *answers: str) -> str:
    gaps = blank_text("Say " + "BLANK, " * len(answers), blanks=tuple((answer, None) for answer in answers))
    made = drafts_of(read(lecture_text(f"# --description--\n\n{description}\n\n{gaps}")), "Deck")
    (draft,) = (draft for draft in made if draft.kind == "blank")
    return dict(zip(draft.note_type.field_names, draft.fields, strict=True))["Passage"]


@pytest.mark.parametrize(
    ("description", "answer"),
    [
        ("This is a review of all that you heard.", "cosy"),
        ("In this task, you will practice with cosies.", "cosy"),
        ("It is used to pour.", "to"),
        ("This task helps you understand and use `cosy`.", "cosy"),
        ("في هذه المهمة، ستستمر في تعلم `cosy`.", "cosy"),
        ("This is a review of all that you studied.", "studies"),
        ("在这个任务中，你将练习茶杯。", "茶杯"),
    ],
)
def test_a_description_that_says_nothing_of_the_answers_is_not_shown(description: str, answer: str) -> None:
    assert _beside(description, answer) == ""


@pytest.mark.parametrize(
    ("description", "answer"),
    [
        ("A cosy is of wool.", "cosy"),
        ("All `cosies` are of wool.", "cosy"),
        ("Use `to` with a verb.", "to"),
        ("茶杯是用来喝茶的。", "茶杯"),
        ("One is a spoon, of wood or steel.", "spoon"),
    ],
)
def test_a_description_that_speaks_of_an_answer_is(description: str, answer: str) -> None:
    assert _beside(description, "sieve", answer) != ""


def test_a_last_line_of_instructions_is_left_out() -> None:
    text = _beside("A cosy is of wool.\n\nFill in what is missing below.", "cosy")
    assert text == "A cosy is of wool."


def test_a_last_line_that_says_where_to_put_the_words_is_left_out() -> None:
    text = _beside("A cosy is of wool.\n\nRead the lines below and place the word `cosy` in them.", "cosy")
    assert text == "A cosy is of wool."


def test_a_passage_is_marked_with_the_gaps_of_whose_answers_it_says_something() -> None:
    about_one = _beside("A `cosy` is of wool.", "sieve", "cosy", "spoon")
    assert about_one == '<div class="told" data-gaps="2">A <code>cosy</code> is of wool.</div>'
    assert "told" not in _beside("A `cosy` is no `sieve`.", "sieve", "cosy")


def test_a_last_line_that_says_more_stays() -> None:
    assert "spout" in _beside("A cosy is of wool.\n\nIt covers the `spout` too.", "cosy")


def test_an_example_comes_with_the_paragraph_that_announces_it() -> None:
    prose = [
        *PROSE,
        "A samovar keeps water hot for hours. For example:",
        "The samovar of my aunt sings at dawn.",
        FILL,
    ]
    answers = (("It sings at dawn", None), ("It sleeps", "No."))
    assert "For example:" in passage(prose, "What does the samovar of my aunt do?", answers)


def test_an_item_that_ends_in_a_colon_takes_the_code_below_the_list() -> None:
    prose = ["- Tea is hot.\n- A strainer catches the leaves:", PROSE[3], *PROSE[4:]]
    found = passage(prose, "What catches leaves?", STRAINER)
    assert "catches the leaves:" in found
    assert "pour" in found


def test_a_line_that_leads_over_is_left_out_between_the_paragraphs_of_a_passage() -> None:
    prose = [
        "Black tea is dark.",
        "Let's look at green tea.",
        "Green tea is light.",
        f"Rain falls. {FILL}",
    ]
    answers = (("Black tea is dark, green tea is light", None), ("None", "No."))
    found = passage(prose, "What is the difference between black tea and green tea?", answers)
    assert "dark" in found
    assert "light" in found
    assert "look at" not in found


def test_a_list_takes_the_line_that_its_items_go_on_from() -> None:
    prose = [
        *PROSE,
        "If your infuser…",
        "- is of glass, look at the colour\n- is of steel, taste the leaves",
        FILL,
    ]
    answers = (("Taste the leaves", None), ("Sing", "No."))
    assert "If your infuser…" in passage(prose, "What do you do if an infuser is of steel?", answers)


def test_a_paragraph_on_other_code_leaves_the_code_above_it() -> None:
    prose = ["A kettle sings:", "```js\nsing(kettle)\n```", *PROSE, f"Rain. {FILL}"]
    prose.insert(2, "The function `infuse` draws a strong taste out of the leaves.")
    answers = (("It draws a strong taste out of leaves", None), ("It sings", "No."))
    assert "sing(" not in passage(prose, "What does `infuse` do?", answers)
    prose[2] = "The function `sing` draws a strong taste out of the leaves."
    assert "sing(" in passage(prose, "What does `sing` do?", answers).replace("</span>", "").replace(
        '<span class="nx">', ""
    )


def test_code_that_the_question_shows_itself_is_not_shown_again() -> None:
    code = "```js\ninfuse(leaves)\n```"
    prose = [f"Rain. {FILL}", code, "Here `infuse` draws a strong taste out of the leaves.", *PROSE]
    answers = (("It draws a strong taste out of the leaves", None), ("It sings", "No."))
    assert "infuse(" not in passage(prose, f"What does `infuse` do here?\n\n{code}", answers)
    shown = passage(prose, "What does `infuse` do with leaves?", answers)
    assert "infuse" in shown
    assert "<pre" in shown


def test_a_part_that_is_nothing_but_the_code_of_the_question_is_left_out() -> None:
    code = "```js\ninfuse(leaves)\n```"
    prose = [
        "Say you have leaves of black tea in a glass pot and infuse them for a drink, such as below:",
        code,
        f"The word `rain` says little. {FILL}",
        "But `infuse` is for leaves: it draws a strong taste out of them.",
        f"Rain. {FILL}",
    ]
    question = (
        f"What does `infuse` do with leaves of black tea in a glass pot, for a drink such as here?\n\n{code}"
    )
    answers = (("It draws a strong taste out of leaves", None), ("It sings", "No."))
    found = passage(prose, question, answers)
    assert found == "But <code>infuse</code> is for leaves: it draws a strong taste out of them."


def test_a_line_that_ends_in_a_colon_never_stands_alone() -> None:
    items = "\n".join(f"- a leaf of the year {1700 + count}, dried and packed by hand" for count in range(40))
    prose = ["The strainer catches the leaves that were picked late in these years:", items, *PROSE[4:]]
    answers = (("A strainer catches the leaves that were picked late", None), ("A spoon", "It stirs."))
    found = passage(prose, "What catches the leaves that were picked late?", answers)
    assert not found.removesuffix("</p>").endswith(":")


def test_the_likeliest_of_the_parts_comes_first() -> None:
    scores = [0.5, 0.0, 2.0, 1.0]
    assert runs([0, 2, 3], scores) == [[2, 3], [0]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("`a` and ``b ` c``", ["a", "b ` c"]),
        ("`a ``b` c", ["a ``b"]),
        ("```` a ` b", []),
        ("no code", []),
    ],
)
def test_code_stands_between_equally_many_backticks(text: str, code: list[str]) -> None:
    assert list(code_spans(text)) == code
