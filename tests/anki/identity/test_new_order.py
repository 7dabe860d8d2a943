"""In which order a learner meets the new cards of a deck."""

from itertools import pairwise

import pytest

from lecturedeck.anki.cards import drafts_of
from lecturedeck.anki.identity.assign import places_of_cards
from lecturedeck.anki.notes import Draft
from tests.conftest import blank_text, lecture_text, read


def places(*gaps: int) -> list[list[tuple[int, int]]]:
    """The places of the new cards of lectures in one deck, each a sentence with so many gaps."""
    drafts: list[Draft] = []
    for number, count in enumerate(gaps):
        words = tuple((f"word{place}", None) for place in range(count))
        text = blank_text(f"Guest {number} says " + "BLANK, " * count + "and no more.", blanks=words)
        drafts += drafts_of(read(lecture_text(text, id=f"5f{number:022}")), "Deck")
    return places_of_cards(drafts)


def order(*gaps: int) -> list[int]:
    """The note of each new card, in the order of the cards."""
    cards = sorted((place, number) for number, note in enumerate(places(*gaps)) for _, place in note)
    return [number for _, number in cards]


def test_the_cards_of_many_gaps_do_not_come_one_after_the_other() -> None:
    found = order(7, *[1] * 8)
    assert all(pair != (0, 0) for pair in pairwise(found))
    assert found.count(0) == 7


@pytest.mark.parametrize("gaps", [[*[1] * 8, 7], [*[1] * 5, 7, 1, 1, 1], [*[1] * 9, 7, 7], [1, 7, *[1] * 6]])
def test_nor_do_they_at_the_end_of_a_deck(gaps: list[int]) -> None:
    found = order(*gaps)
    assert all(one != other for one, other in pairwise(found))
    assert [found.count(number) for number in range(len(gaps))] == gaps


def test_they_keep_their_own_order() -> None:
    assert all(note == sorted(note) for note in places(*[1] * 4, 9, 1, 1))


def test_a_few_gaps_come_together() -> None:
    assert order(3, 1, 1) == [0, 0, 0, 1, 2]


def test_every_card_has_a_place_of_its_own() -> None:
    found = [place for note in places(7, 8, 1) for _, place in note]
    assert sorted(found) == list(range(1, 17))
