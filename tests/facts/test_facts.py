"""Facts worth learning: what each pattern takes for a definition, and what it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.facts_reading import BEFORE, careful, facts, pairs, plain, terms

PIECES = ["**", "`", "- ", "\n", "\n\n", ": ", "# ", "| ", "kettle", "1. ", "&amp;", "[x](y)", "```\n", ":::"]
PIECES += [" – ", "é", "<b>", "\x1a", ". ", "\\*", "AB ", "()"]
PIECES += [" is a ", "This method ", "  - ", "These ", "Definition", " stands for "]

LECTURE = """\
Let's look at **weather codes**.

These codes are sent by the station when the weather is about to change.

These codes start with the number 7.

## **Storm Codes**

The code **401 Heavy Storm** is related to wind. It tells that the wind is faster than a train. Stay at home.

The **404 Not Found** code is returned when the station could not be found on the map.

The **rain gauge** is a tool that measures how much rain has fallen.
"""


class TestAFact:
    def test_is_found_in_document_order_with_the_line_of_its_definition(self) -> None:
        lines = [fact.line for fact in facts(LECTURE)]
        assert lines == sorted(lines)
        assert facts(LECTURE)[0].line == BEFORE + 3

    def test_has_the_nearest_heading_as_its_category_without_mark_up(self) -> None:
        assert {fact.category for fact in facts(LECTURE)[1:]} == {"Storm Codes"}

    def test_has_the_title_as_its_category_where_there_is_no_heading(self) -> None:
        assert facts(LECTURE, title="Weather")[0].category == "Weather"

    def test_that_begins_with_a_code_says_code_and_name(self) -> None:
        storm = facts(LECTURE)[1]
        assert (storm.code, storm.name) == ("401", "Heavy Storm")

    @pytest.mark.parametrize("label", ["200 px wide", "2 spaces", "640 Pixels Wide: yes", "4040 Not"])
    def test_is_no_code_because_it_begins_with_a_number(self, label: str) -> None:
        assert all(not fact.code for fact in facts(f"- **{label}**: This unit measures the width of a thing."))

    def test_keeps_code_in_its_term_and_drops_bold(self) -> None:
        (fact,) = facts("- **The `pour()` Method**: This method fills a cup with tea.")
        assert fact.term == "The <code>pour()</code> Method" or fact.term == "<code>pour()</code> Method"

    def test_takes_the_next_sentence_in_where_the_first_says_nothing(self) -> None:
        storm = facts(LECTURE)[1]
        assert "faster than a train" in storm.definition
        assert storm.detail == "Stay at home."

    def test_has_the_rest_of_its_item_as_detail(self) -> None:
        (fact,) = facts(
            "- **Kettle**: This tool boils water for all of the tea. It whistles.\n\n  Mind the steam.\n"
        )
        assert plain(fact.detail) == "It whistles. Mind the steam."

    def test_has_the_code_inside_its_item_as_example(self) -> None:
        (fact,) = facts("- **Kettle**: This tool boils water for all of the tea.\n\n  ```js\n  boil()\n  ```\n")
        assert "boil()" in fact.example

    def test_has_the_code_right_after_its_list_as_example_even_in_a_directive(self) -> None:
        text = (
            "- **Pot**: This tool holds tea for the whole house.\n- **Kettle**: This tool boils water"
            " for all of the tea.\n\n"
        )
        text += ":::interactive_editor\n\n```js\nboil()\n```\n\n:::\n"
        pot, kettle = facts(text)
        assert not pot.example
        assert "boil()" in kettle.example

    def test_lets_one_announcing_paragraph_stand_before_its_example(self) -> None:
        text = (
            "- **Kettle**: This tool boils water for all of the tea.\n\nHere is an"
            " example:\n\n```js\nboil()\n```\n"
        )
        assert "boil()" in facts(text)[0].example

    def test_ends_its_definition_with_a_full_stop_where_code_followed(self) -> None:
        (fact,) = facts(
            "- **Kettle**: This tool boils water for all of us in the kitchen:\n\n```js\nboil()\n```\n"
        )
        assert fact.definition.endswith("kitchen.")

    def test_carries_its_shape_and_probability(self) -> None:
        assert {fact.pattern for fact in facts(LECTURE)} == {"announced", "subject"}
        assert all(0 < fact.probability < 1 for fact in facts(LECTURE))

    def test_is_one_where_term_and_definition_are_repeated(self) -> None:
        assert (
            len(
                facts(
                    "- **Kettle**: This tool boils water for all of the tea.\n- **Kettle**: This tool"
                    " boils water for all of the tea.\n"
                )
            )
            == 1
        )

    def test_is_two_where_a_label_is_defined_in_two_ways(self) -> None:
        assert (
            len(
                facts(
                    "- **Kettle**: This tool boils water for all of the tea.\n- **Kettle**: This tool"
                    " keeps the water hot for the guests.\n"
                )
            )
            == 2
        )

    def test_is_nothing_without_words(self) -> None:
        assert facts("- **Kettle**: `boil()`\n- **Pot**: …\n") == ()

    def test_is_nothing_with_a_term_of_a_hundred_characters(self) -> None:
        assert facts(f"- **{'x' * 100}**: This tool boils water for all of the tea.\n") == ()

    def test_may_hold_entities_and_characters_of_many_bytes(self) -> None:
        (fact,) = facts(
            "- **Kettle &amp; Pot** – These are the tools that boil “ünïcödé” &lt;tea&gt; for you. Ça va.\n"
        )
        assert "“ünïcödé” &lt;tea&gt; for you." in fact.definition
        assert fact.detail == "Ça va."


class TestBoldSubjects:
    def test_define_the_term(self) -> None:
        assert terms("A **kettle** is a pot with a lid that boils water.") == ["kettle"]

    def test_take_the_noun_with_a_one_word_modifier(self) -> None:
        assert terms("The **tail** node is the last node in the chain of nodes.") == ["tail node"]

    def test_may_stand_in_a_context(self) -> None:
        assert terms("In this context, **brewing** means pouring hot water over the leaves.") == ["brewing"]

    @pytest.mark.parametrize(
        "text",
        [
            "You can **boil** the water in many ways at home.",
            "This **kettle** is the one we used to make the tea.",
            "**NOTE**: The kettle is hot and it is the one that we use.",
            "It is a tool that you must **never** leave alone with the children.",
        ],
    )
    def test_are_not_any_bold_words(self, text: str) -> None:
        assert terms(text) == []


class TestAnnouncedTerms:
    def test_are_defined_by_the_next_sentence(self) -> None:
        text = "Let's start with **green teas**. These teas are dried right after the harvest."
        assert pairs(text) == [("green teas", "These teas are dried right after the harvest.")]

    def test_are_defined_by_the_next_paragraph_with_a_short_fact_about_the_same(self) -> None:
        (first, *_) = pairs(LECTURE)
        assert first[0] == "weather codes"
        assert first[1].endswith("These codes start with the number 7.")

    def test_take_their_kind_where_they_are_code(self) -> None:
        text = "Next is the `steep()` method. This method leaves the tea in the water for a while."
        assert terms(text) == ["steep() method"]

    def test_are_nothing_where_the_next_sentence_is_about_something_else(self) -> None:
        assert terms("Let's talk about **teapots**. Leaks can come from the lid or from the spout.") == []


class TestLabelItems:
    @pytest.mark.parametrize(
        ("item", "term"),
        [
            ("**Kettle**: This tool boils water for all of the tea.", "Kettle"),
            ("**Kettle:** This tool boils water for all of the tea.", "Kettle"),
            ("The **kettle**: This tool boils water for all of the tea.", "kettle"),
            ("**`boil()`** : Returns the temperature of the water.", "boil()"),
            ("`boil()` - Returns the temperature of the water.", "boil()"),
            ("**Kettle** (or Boiler) – This tool boils water for all of the tea.", "Kettle (or Boiler)"),
            ("**Kettle**： This tool boils water for all of the tea.", "Kettle"),
            ("**Kettle**: A kettle is a pot that boils water.", "Kettle"),
            ("**Kettle**: Used to boil water.", "Kettle"),
            ("**Kettle**: A pot with a lid that boils water.", "Kettle"),
            ("**`/=` Operator**: Divides the left cup by the right cup.", "/= Operator"),
            ("Kettle: This tool boils water for all of the tea.", "Kettle"),
            ("**Pot**: A vessel that supports various teas.", "Pot"),
            ("**Pot**: A vessel that lets tea steep, but each tea takes its time.", "Pot"),
            ("**Next-cup rule**: This rule selects the cup behind another.", "Next-cup rule"),
            ("**Low-level stove**: This stove heats with wood alone.", "Low-level stove"),
            ("**Not full (`!=`)**: Checks if two cups are not full.", "Not full (!=)"),
            ("**insert()**: Used to put a cup on the shelf.", "insert()"),
            ("**DELETE**: Used to throw a cup away.", "DELETE"),
        ],
    )
    def test_define_their_label(self, item: str, term: str) -> None:
        assert terms(f"- {item}\n") == [term]

    @pytest.mark.parametrize(
        "item",
        [
            "**Note**: This tool boils water for all of the tea.",
            "**Step 2**: This tool boils water for all of the tea.",
            "**Best practices**: These are the things to do with a kettle.",
            "**Time complexity**: This is how long a kettle takes.",
            "**Using a kettle**: This is how one boils water.",
            "**Why it matters**: It is the way to good tea.",
            "**First cup**: This is where the tea is strongest.",
            "**NOTE**: This tool boils water for all of the tea.",
            "**Pro-tip**: This tool boils water for all of the tea.",
            "**Real-world example**: This tool boils water for all of the tea.",
            "**Kettle**: It supports various teas and fuels.",
            "**Kettle**: You should always keep an eye on it when you cook.",
            "**Kettle**: When you are thirsty, there is nothing better in the world.",
            "**Kettle**: This is how to use it in this example.",
            "**Kettle**: Makes 9 cups with a good taste",
            "**Kettle**: `boil()`",
            "**Kettle**:",
        ],
    )
    def test_leave_other_labels_and_openings_alone(self, item: str) -> None:
        assert [fact for fact in facts(f"- {item}\n") if fact.tier == "careful"] == []

    def test_name_the_parent_in_the_category_of_a_nested_item(self) -> None:
        (fact,) = facts("## Pots\n\n- **Kettle**:\n  - **Lid**: This part keeps the steam inside.\n")
        assert fact.category == "Pots: Kettle"

    def test_carry_the_command_of_a_bare_flag(self) -> None:
        (fact,) = facts("- `brew`:\n  - `-s`: This flag stirs the tea while it brews.\n")
        assert plain(fact.term) == "brew -s"

    def test_carry_no_label_that_is_no_command(self) -> None:
        (fact,) = facts("- Cup operators:\n  - `-=`: Takes one cup from the other cup.\n")
        assert plain(fact.term) == "-="

    def test_wait_for_every_code_of_their_label(self) -> None:
        item = (
            "- **`sip()` and `gulp()`**: The `sip()` method returns a bit of tea. The `gulp()` method"
            " returns it all.\n"
        )
        ((_, definition),) = pairs(item)
        assert definition.endswith("returns it all.")

    def test_say_how_their_code_is_used(self) -> None:
        assert terms("- **`sip()` Method**: You can take a bit of tea with the `sip()` method.\n") == [
            "sip() Method"
        ]


class TestLabelSynonyms:
    def test_take_the_subject_of_the_definition(self) -> None:
        assert terms("## Working with Pots\n\n- **Definition**: A kettle is a pot that boils water.\n") == [
            "kettle"
        ]

    def test_take_the_heading_where_the_definition_opens_with_a_pronoun(self) -> None:
        assert terms("## The `brew` Command\n\n- **Definition**: This command makes a cup of tea.\n") == [
            "brew Command"
        ]

    @pytest.mark.parametrize("does", ["takes cups and gives back tea", "combines a stove with a lid"])
    def test_take_the_subject_that_does_something(self, does: str) -> None:
        assert terms(f"## Pots\n\n- **Definition**: A kettle {does}.\n") == ["kettle"]

    def test_take_their_own_term(self) -> None:
        assert terms("## Pots\n\n- **Kettle Definition**: A kettle is a pot that boils water.\n") == ["Kettle"]

    def test_are_nothing_under_a_heading_of_two_things(self) -> None:
        assert terms("## Kettles and Pots\n\n- **Definition**: These are tools that hold some water.\n") == []


class TestItemSentences:
    def test_define_a_bold_subject(self) -> None:
        assert terms("- A **kettle** is a pot with a lid that boils water.\n") == ["kettle"]

    def test_define_a_code_subject(self) -> None:
        assert careful("- `boil()` returns the temperature of the water.\n") == ["boil()"]

    def test_name_their_term_first_and_go_on_without_a_verb(self) -> None:
        text = "There are two vessels:\n\n- Gaiwan, a cup with a lid in which tea steeps.\n"
        text += "- Chawan, a bowl in which matcha is whisked.\n"
        assert pairs(text) == [
            ("Gaiwan", "A cup with a lid in which tea steeps."),
            ("Chawan", "A bowl in which matcha is whisked."),
        ]

    def test_have_no_reverse_where_their_siblings_would_be_asked_nearly_the_same(self) -> None:
        text = "- **`pour()`**: This method fills a cup with tea from the pot.\n"
        text += "- **`spill()`**: This method fills a cup with tea from a pot.\n"
        assert [fact.reverse for fact in facts(text)] == ["", ""]

    def test_are_not_read_in_exercises(self) -> None:
        text = "- `boil()` returns the temperature of the water.\n"
        assert facts(text, kind="15") == ()
        assert facts(text, block="workshop-kettle") == ()

    def test_are_nothing_for_a_name_that_the_example_declares(self) -> None:
        text = "```js\nconst cup = 3;\n```\n\nA cup:\n\n```js\nlet cup = 3;\n```\n\n- `cup` is a number of cups.\n"
        assert careful(text) == []


class TestCodeSubjects:
    def test_define_what_they_name(self) -> None:
        assert terms("The `boil()` method returns the temperature of the water.") == ["boil() method"]

    def test_are_not_the_one_of_an_example(self) -> None:
        assert terms("This `boil()` method returns the temperature of the water.") == []


class TestDefinitionalSentences:
    @pytest.mark.parametrize(
        ("text", "term"),
        [
            ("A kettle is a pot that boils water.", "kettle"),
            ("Kettles are pots that boil water for tea.", "Kettles"),
            ("Brewing refers to the making of tea with hot water.", "Brewing"),
            ("In cooking, steeping is when leaves are left in the water.", "steeping"),
            ("Matcha tea, or matcha, is a powder that people stir into hot water.", "Matcha tea"),
            ("A kettle is a great tool that lets you boil water.", "kettle"),
        ],
    )
    def test_define_their_subject(self, text: str, term: str) -> None:
        assert terms(text) == [term]

    @pytest.mark.parametrize(
        "text",
        [
            "This is a pot that boils water.",
            "Although kettles are pots that boil water, people use pans.",
            "What is a kettle that boils water?",
            "We use the kettle that we bought for our example above.",
            "You should always keep an eye on it when you cook.",
        ],
    )
    def test_are_not_about_the_text_or_the_reader(self, text: str) -> None:
        assert careful(text) == []

    @pytest.mark.parametrize(
        "text",
        [
            "Here, the `boil()` method returns the temperature in our example.",
            "Another pot is the one that boils water.",
            "The difference is the lid that keeps the steam inside.",
            "A kettle is an important tool in the kitchen.",
            "A kettle is also a pot that boils water.",
            "Kettles and pans are tools that hold water.",
            "In this example, a kettle is a pot that boils water.",
            "This process is known as **steeping**.",
        ],
    )
    def test_are_not_trusted_where_they_praise_or_lean_on_something(self, text: str) -> None:
        assert careful(text) == []

    def test_define_two_terms_in_two_clauses(self) -> None:
        text = "A **lid** is a cover that keeps the heat in, while a **spout** is a tube that pours the tea.\n"
        assert pairs(text) == [
            ("lid", "A lid is a cover that keeps the heat in."),
            ("spout", "A spout is a tube that pours the tea."),
        ]

    def test_are_likelier_where_a_question_of_the_lecture_names_their_term(self) -> None:
        text = "A hot plate warms the cups and the pots from below.\n"
        asked = f"{text}\n# --questions--\n\n## --text--\n\nWhat does a hot plate do?\n"
        asked += "\n## --answers--\n\nIt warms cups from below.\n\n---\n\nIt boils tea.\n"
        asked += "\n## --video-solution--\n\n1\n"
        (alone,) = [fact for fact in facts(text) if fact.term == "hot plate"]
        (named,) = [fact for fact in facts(asked) if fact.term == "hot plate"]
        assert named.probability > alone.probability

    def test_take_the_list_of_conditions_behind_them(self) -> None:
        text = (
            "A **ceremony** is a meeting that follows two conditions:\n\n- There is a host.\n- There is a whisk.\n"
        )
        assert pairs(text) == [
            ("ceremony", "A ceremony is a meeting that follows two conditions: There is a host. There is a whisk.")
        ]

    def test_end_before_they_point_at_the_program_behind_them(self) -> None:
        text = "To boil water, you can use the `boil()` method like this:\n\n```js\nboil();\n```\n"
        assert pairs(text) == [("boil() method", "To boil water, you can use the boil() method.")]

    def test_give_way_to_a_better_sentence_about_the_same(self) -> None:
        text = "A kettle is an important tool.\n\nA kettle is a pot with a lid that boils water for tea.\n"
        assert [definition for _, definition in pairs(text)] == [
            "A kettle is a pot with a lid that boils water for tea."
        ]

    def test_define_a_term_once_a_lecture(self) -> None:
        text = "A kettle is a pot that boils water.\n\nA kettle is a tool that people use for tea.\n"
        assert len(facts(text)) == 1

    def test_that_say_what_their_subject_does_are_trusted_at_the_beginning(self) -> None:
        text = "Steeping lets the leaves stay in the hot water for a while."
        assert [fact.tier for fact in facts(text, title="What Is Steeping?")] == ["careful"]
        assert [fact.tier for fact in facts(text)] == ["careful"]
        assert [fact.tier for fact in facts("Tea takes time. " + text)] == ["all"]

    def test_are_not_read_in_a_task_around_a_dialogue(self) -> None:
        assert facts("A kettle is a pot that boils water.", teaches="en-US") == ()
        assert facts("A kettle is a pot that boils water.", kind="15") == ()
        assert facts("A kettle is a pot that boils water.", kind="19", block="learn-tea-words") == ()


class TestOtherPatterns:
    def test_called(self) -> None:
        text = 'Adding a cup to the stack of cups is called a "push" operation.'
        assert terms(text) == ["push"]

    def test_called_if(self) -> None:
        text = "If two cups share one saucer, they're known as **twin cups**."
        assert terms(text) == ["twin cups"]

    def test_called_by_a_person_is_nothing(self) -> None:
        assert terms("The function is called when the water boils.") == []

    def test_stands_for(self) -> None:
        (fact,) = facts("TLS stands for Tea Leaf Society.")
        assert (fact.term, fact.reverse) == ("TLS", "")

    def test_stands_for_and_a_definition_are_two_facts(self) -> None:
        text = "TLS stands for Tea Leaf Society.\n\nTLS is a club that tastes all kinds of tea.\n"
        assert terms(text) == ["TLS", "TLS"]

    def test_which_clause(self) -> None:
        text = "Another kind is the **gaiwan**, which is a cup with a lid."
        assert terms(text) == ["gaiwan"]

    def test_table(self) -> None:
        text = "| Operator | Meaning | Example |\n|---|---|---|\n| `+` | Pour more tea | `a + b` |\n"
        (fact,) = facts(text)
        assert (fact.term, fact.definition) == ("<code>+</code>", "Pour more tea")
        assert "Example: <code>a + b</code>" in fact.detail

    def test_table_of_a_language_course(self) -> None:
        text = "Numbers:\n\n| Number | English | Spanish |\n|---|---|---|\n| 10 | Ten | `Diez` |\n"
        (fact,) = facts(text, teaches="es", kind="31")
        assert (plain(fact.term), fact.definition, fact.reverse) == ("Diez", "Ten", "Ten")

    def test_alphabet_of_a_language_course(self) -> None:
        table = "| Lowercase | Uppercase | Name |\n|---|---|---|\n| j | J | jota |\n| w | W | doble ve |\n"
        first, second = facts(f"The letters:\n\n{table}", teaches="es", kind="31")
        assert (first.term, first.definition, first.detail) == ("j", "Jota", "Uppercase: J")
        assert (second.term, second.reverse) == ("w", "Doble ve")
        assert facts(f"The letters:\n\n{table}") == ()

    def test_table_without_a_known_header_is_nothing(self) -> None:
        assert terms("| Version | What changed |\n|---|---|\n| 1.0 | First cup |\n") == []


@pytest.mark.parametrize("middle", ["Dr. Brown", "**Tea. Time**"])
def test_no_sentence_ends_behind_an_abbreviation_or_within_bold_type(middle: str) -> None:
    (fact,) = facts(f"A kettle is a pot that boils water for {middle} and all of the guests.\n")
    assert plain(fact.definition).endswith("and all of the guests.")
    assert fact.detail == ""


def test_a_label_may_be_defined_by_its_second_sentence() -> None:
    (fact,) = facts("- **Kettle**: You will need one. A kettle is a pot that boils water for tea.\n")
    assert (plain(fact.definition), fact.tier) == ("A kettle is a pot that boils water for tea.", "careful")


class TestLanguages:
    GERMAN = "## Kessel\n\n- **Kessel**: Ein Kessel ist ein Topf, in dem das Wasser für den Tee gekocht wird.\n"

    def test_other_languages_have_labels_that_repeat_their_term(self) -> None:
        (fact,) = facts(self.GERMAN)
        assert (fact.term, fact.tier) == ("Kessel", "all")

    def test_chinese_labels_have_full_width_colons(self) -> None:
        (fact,) = facts("- **茶壶**：茶壶是用来泡茶的容器，可以保持茶水的温度。\n")
        assert fact.term == "茶壶"

    def test_english_wording_is_not_looked_for_in_other_languages(self) -> None:
        assert (
            facts("Der Kessel ist ein Topf, der das Wasser kocht. Er is a pot that ist gut und das ist die Sache.")
            == ()
        )

    def test_one_german_paragraph_in_an_english_lecture_is_left_alone(self) -> None:
        text = (
            "A kettle is a pot that boils the water for all of us. It is one of the tools that we use"
            " in the kitchen.\n\n"
        )
        text += "Kessel means das Wasser und die Tasse mit dem Tee für den Mann.\n"
        assert terms(text) == ["kettle"]

    def test_a_sentence_in_another_script_is_left_alone(self) -> None:
        text = "A kettle is a pot that boils the water for all of us.\n\nSamovar means сосуд для воды и чая.\n"
        assert terms(text) == ["kettle"]

    def test_a_review_of_a_language_course_has_phrases(self) -> None:
        text = (
            "## Greetings\n\nSome ways to greet people in the morning and at night:\n\n- `Buenos"
            " días.` – Good morning.\n"
        )
        (fact,) = facts(text, teaches="es", kind="31")
        assert (plain(fact.term), fact.definition) == ("Buenos días.", "Good morning.")


class TestTheReaders:
    @settings(max_examples=150, deadline=None)
    @given(
        st.lists(
            st.one_of(
                st.sampled_from(PIECES),
                st.text(max_size=5),
            ),
            max_size=25,
        )
    )
    def test_never_stumble_over_markdown(self, parts: list[str]) -> None:
        text = "".join(parts)
        lines = text.count("\n") + 1 + BEFORE
        for fact in facts(text):
            assert 1 <= fact.line <= lines
            assert plain(fact.term)
            assert len(plain(fact.term)) <= 80
            assert plain(fact.definition)
