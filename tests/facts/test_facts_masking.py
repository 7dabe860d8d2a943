"""Reverse cards: the term is taken out of its definition, in every form, or there is no such card."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lecturedeck.facts import mask, normalised_term
from lecturedeck.facts.masking import GAP, mentions, reverse_of
from tests.facts.facts_reading import facts, plain

SAID = "something that people in the kitchen know well"


def reverse(term: str, definition: str, category: str = "Kitchen", aliases: tuple[str, ...] = ()) -> str:
    return plain(reverse_of(term, aliases, category, definition).prompt)


class TestMask:
    @pytest.mark.parametrize(
        ("term", "definition", "masked"),
        [
            ("kettle", "A kettle boils.", "A(n) […] boils."),
            ("Kettles", "Every KETTLE boils.", "Every […] boils."),
            ("berry", "Two berries.", "Two […]."),
            ("sip() Method", "The <code>sip()</code> method and <code>sip</code>.", "The […] and […]."),
            ("Tea Leaf Society", "The TLS is a club.", "The […] is a club."),
            ("TLS", "The Tea Leaf Society is a club.", "The […] is a club."),
            ("Tea Leaf Society (TLS)", "TLS, the tea leaf society.", "[…], the […]."),
            ("<a>", "The <code>&lt;a&gt;</code> element.", "The […] element."),
            ("tea-pot", "A tea pot.", "A(n) […]."),
            ("kettle", "A <strong>ket</strong>tle.", "A(n) […]."),
            ("tea", "The steam of a teapot.", "The steam of a teapot."),
            ("pour(old, new)", "Takes tea from old to new.", "Takes tea from old to new."),
            ("greenTea", "Green tea is green.", "[…] is green."),
        ],
    )
    def test_takes_out_every_form_of_the_term(self, term: str, definition: str, masked: str) -> None:
        assert plain(mask(term, (), definition)) == masked

    def test_takes_out_aliases(self) -> None:
        assert plain(mask("kettle", ("boiler",), "A boiler is hot.")) == "A(n) […] is hot."

    def test_leaves_mark_up_whole(self) -> None:
        assert mask("b", (), "<b>x b c</b>") == f"<b>x {GAP} c</b>"

    def test_drops_mark_up_that_has_become_empty(self) -> None:
        masked = mask("tea pot", (), "<strong>tea</strong> <strong>pot</strong> is")
        assert masked.count("strong") == 2

    @given(
        st.text(alphabet="abc &<>-_()", min_size=1, max_size=8),
        st.text(alphabet="abc <>&;-_()x", max_size=40),
    )
    def test_leaves_nothing_to_find(self, term: str, text: str) -> None:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assume(any(char.isalpha() for char in term))
        masked = plain(mask(term, (), escaped).replace(GAP, "\u2588"))
        assert not mentions(term, (), masked)


class TestAReverse:
    def test_asks_for_the_term_by_its_meaning(self) -> None:
        assert reverse("kettle", f"A kettle is {SAID}.") == f"A(n) […] is {SAID}."

    def test_counts_words_whatever_sign_stands_behind_them(self) -> None:
        assert reverse_of("kettle", (), "", "Hot, round, heavy: iron.").prompt == "Hot, round, heavy: iron."

    @pytest.mark.parametrize(
        ("term", "definition", "category"),
        [
            ("kettle", f"A kettle is {SAID}.", "Kettles"),
            ("kettles and pots", f"These are {SAID}.", "Kitchen"),
            ("-r", f"This is {SAID}.", "Kitchen"),
            ("kettle", "A kettle is nice.", "Kitchen"),
            ("TLS", f"A club is {SAID}.", "The Tea Leaf Society"),
        ],
    )
    def test_is_not_made_where_it_would_be_unfair(self, term: str, definition: str, category: str) -> None:
        assert reverse(term, definition, category) == ""

    def test_leaves_neither_code_nor_name_of_a_code(self) -> None:
        (fact,) = facts(
            "The **404 Not Found** code is returned when 404 pages out of 500 are not found anywhere at all."
        )
        assert fact.reverse
        assert "404" not in fact.reverse
        assert "not found" not in plain(fact.reverse).casefold()


class TestNormalisedTerm:
    @pytest.mark.parametrize(
        ("left", "right"),
        [
            ("The Kettle:", "kettle"),
            ("<code>sip()</code>", "`sip()`"),
            ("tea&amp;milk", "Tea&milk"),
            ("two  words", "Two\nwords"),
        ],
    )
    def test_makes_two_ways_to_write_a_term_alike(self, left: str, right: str) -> None:
        assert normalised_term(left) == normalised_term(right)

    def test_keeps_signs_apart(self) -> None:
        assert normalised_term(":") != normalised_term(".")
