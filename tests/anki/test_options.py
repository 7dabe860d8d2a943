"""In which order a card shows its options: those that speak of other options keep the place that they need."""

import re

import pytest

from lecturedeck.anki.cards import drafts_of
from lecturedeck.anki.notetypes import CHOICE
from lecturedeck.anki.options import layout_of
from lecturedeck.lecture import Option, Question
from tests.conftest import lecture_text, question_text, quiz_text, read

SPEAKING = {
    "english": (
        "All of the above.", "None of the above", "None of these", "Both of them", "All of the other choices",
        "Neither", "Both", "Both a cosy and a stove", "Neither, it is the cup.", "All the above",
        "All answers are correct", "All are true", "None of the listed", "All three",
    ),
    "french": (
        "Toutes les réponses ci-dessus", "Aucune de ces réponses", "Tous les choix ci-dessus", "Les deux",
        "Aucune des réponses précédentes",
    ),
    "more": ("Las dos anteriores", "Alle drei", "لا شيء من ذلك", "ليس أيا مما سبق", "كلا الإجابتين", "没有一个"),
    "espanol": ("Todas las anteriores", "Ninguna de las anteriores.", "Todo lo anterior", "Ambas"),
    "portuguese": ("Todas as anteriores", "Nenhuma das anteriores", "Todas as opções acima", "Ambas as respostas"),
    "italian": ("Tutte le precedenti", "Nessuna delle precedenti", "Tutte le risposte", "Entrambe"),
    "german": ("Alle oben genannten", "Keine der oben genannten", "Alle Antworten sind richtig", "Beides"),
    "ukrainian": ("Усе перелічене", "Усі варіанти", "Жоден з перелічених", "Все вищезазначене", "Обидва варіанти"),
    "arabic": ("كل ما سبق", "جميع ما سبق", "لا شيء مما سبق", "جميع الإجابات صحيحة", "كلاهما"),
    "swahili": ("Yote hapo juu", "Hakuna kati ya hizi", "Zote mbili", "Majibu yote"),
    "chinese": ("以上全部", "以上都不是", "以上都对", "两者都是", "都不是"),
    "chinese-traditional": ("以上皆是", "以上皆非", "兩者皆是"),
    "japanese": ("上記のすべて", "上記のいずれでもない", "どちらも正しい", "すべて正しい"),
    "korean": ("위의 모든 것", "위의 어느 것도 아님", "모두 정답", "둘 다", "해당 없음"),
}  # fmt: skip
ORDINARY = (
    "All the tea in the pot", "All guests drink black tea.", "Both cups broke at once.", "Each pot has a lid.",
    "Any kettle that whistles", "The first child of the landlady", "A and the letter after it", "Todo el té",
    "Alles Gute zum Tee", "كلما شعرت بذلك", "所有的茶", "모든 차",
)  # fmt: skip


def question(*options: str, text: str = "What keeps tea warm?", quiz: int | None = None) -> Question:
    return Question(
        text, tuple(Option(option, not number, None) for number, option in enumerate(options)), 1, quiz
    )


def texts(asked: Question) -> list[str]:
    return [option.text for option in layout_of(asked).options]


@pytest.mark.parametrize(
    "option", [pytest.param(text, id=f"{name}-{text}") for name in SPEAKING for text in SPEAKING[name]]
)
def test_an_option_that_speaks_of_the_others_stays_last(option: str) -> None:
    layout = layout_of(question("A cosy", "A stove", "A blanket", option))
    assert layout.order == "shuffled"
    assert layout.last == {3}


@pytest.mark.parametrize("option", ORDINARY)
def test_an_option_that_only_sounds_like_it_moves_like_any(option: str) -> None:
    layout = layout_of(question("A cosy", "A stove", "A blanket", option))
    assert (layout.order, layout.last) == ("shuffled", frozenset())


def test_a_value_in_code_is_no_word() -> None:
    assert layout_of(question("<code>0</code>", "<code>None</code>", "<code>all</code>")).last == frozenset()


def test_several_of_them_stay_last_in_their_order() -> None:
    asked = question("A cosy", "Both of the above", "None of the above")
    assert layout_of(asked).last == {1, 2}
    assert texts(question("Both", "A cosy", "None of these", "A stove")) == [
        "A cosy",
        "A stove",
        "Both",
        "None of these",
    ]


def test_what_speaks_of_those_above_it_stays_where_it_is() -> None:
    asked = question("A cosy", "A stove", "Both of the above", "A blanket")
    layout = layout_of(asked)
    assert layout.order == "kept"
    assert list(layout.options) == list(asked.options)


@pytest.mark.parametrize(
    "option",
    [
        "A and B",
        "Both A and C.",
        "B, C",
        "A y B",
        "A und B",
        "A і B",
        "A和B",
        "AとB",
        "(a) and (b)",
        "Only A and B",
    ],
)
def test_options_that_name_letters_keep_their_order_and_get_letters(option: str) -> None:
    assert layout_of(question("A cosy", "A stove", "A blanket", option)).order == "lettered"


@pytest.mark.parametrize(
    "option",
    [
        "The first two",
        "1 and 3",
        "Answers 1 and 2",
        "Las dos primeras",
        "Die ersten beiden",
        "前两个",
        "Both 1 and 2",
    ],
)
def test_options_that_name_places_keep_their_order(option: str) -> None:
    assert layout_of(question("A cosy", "A stove", "A blanket", option)).order == "kept"


def test_letters_that_are_names_of_things_are_no_options() -> None:
    asked = question("A", "B", "A and B", text="Pots A and B stand on the stove. Which is hot?")
    assert layout_of(asked).order == "shuffled"


def test_numbers_that_are_the_answers_are_no_places() -> None:
    assert layout_of(question("1, 2", "2, 3", "1, 3", text="Which lines are wrong?")).order == "shuffled"


def test_in_a_quiz_too_it_comes_last_whatever_the_order() -> None:
    for number in range(5):
        asked = question("All of the above", "A cosy", "A stove", "A blanket", text=f"Question {number}", quiz=1)
        assert texts(asked)[-1] == "All of the above"


def test_the_note_says_what_may_move_and_feedback_lies_in_the_same_order() -> None:
    answers = (("All of these", None), ("A sieve", "It holds leaves."), ("A cosy", "It is more than that."))
    (draft,) = drafts_of(
        read(lecture_text("# --questions--\n\n" + question_text(answers=answers, solution=1))), "Deck"
    )
    fields = dict(zip(CHOICE.field_names, draft.fields, strict=True))
    assert fields["Options"].endswith('<li class="last">All of these</li></ol>')
    assert re.findall(r'<li class="(\w+)">', fields["Feedback"]) == ["wrong", "wrong", "right"]


def test_the_note_of_a_quiz_says_it_too() -> None:
    quiz = "# --quizzes--\n\n## --quiz--\n\n" + quiz_text(
        distractors=("Ice", "Milk", "Salt"), answer="None of these"
    )
    (draft,) = drafts_of(read(lecture_text(quiz)), "Deck")
    assert '<li class="last">None of these</li></ol>' in draft.fields[1]


def test_code_whose_lines_all_begin_with_spaces_does_not_hang_in_an_option() -> None:
    answers = (("```html\n    <b>tea</b>\n```", None), ("```python\n  if tea:\n    pour()\n```", "No."))
    text = lecture_text(f"# --questions--\n\n{question_text('What is tea?', answers, 1)}")
    (draft,) = drafts_of(read(text), "Deck")
    options = draft.fields[CHOICE.field_names.index("Options")]
    plain = re.sub(r"<(?!/?pre|/?code)[^>]*>", "", options)
    assert "<code>&lt;b&gt;tea" in plain
    assert "<code>if tea:\n  pour()" in plain
