"""Fact and Blank cards: what is asked, what is given away, and what the back says."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Cards, OpenClient
from tests.browser.screen import Client, FreshPages, SamePage


def test_a_code_is_asked_bare_and_its_class_stands_on_the_back(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    forward = cards["status"][0]
    page = client.front(forward.front)
    assert page.locator(".prompt").inner_text() == "418"
    assert "Client errors" not in page.locator("main").inner_text()
    page = client.back(forward.back)
    assert page.locator(".term").inner_text() == "418 I'm a teapot"
    assert page.locator(".category").inner_text() == "Client errors"


def test_a_term_shows_its_category_on_both_sides(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    forward = cards["term"][0]
    assert client.front(forward.front).locator(".eyebrow").inner_text() == "Loops"
    page = client.back(forward.back)
    assert page.locator(".eyebrow").inner_text() == "Loops"
    assert page.locator(".definition").inner_text().startswith("A sentinel value is")
    assert page.locator(".term").count() == 0  # the prompt above says it already


def test_the_reverse_card_asks_with_a_gap_and_answers_with_the_term(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    reverse = cards["term"][1]
    page = client.front(reverse.front, 1)
    assert "entinel value" not in page.locator("main").inner_html()
    assert page.locator(".gap").inner_text() == "[…]"
    assert client.back(reverse.back, 1).locator(".term").inner_text() == "Sentinel value"


def test_a_fact_without_a_reverse_prompt_has_one_card(cards: Cards) -> None:
    assert [card.ordinal for card in cards["short"]] == [0]
    assert [card.ordinal for card in cards["term"]] == [0, 1]


def test_a_gap_looks_like_a_gap_and_not_by_colour_alone(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    style = "e => [getComputedStyle(e).borderTopStyle, getComputedStyle(e).borderTopWidth]"
    assert client.front(cards["term"][1].front, 1).locator(".gap").evaluate(style) == ["dashed", "2px"]
    assert client.front(cards["english"][0].front).locator(".cloze").evaluate(style) == ["dashed", "2px"]
    filled = client.back(cards["english"][0].back).locator(".cloze")
    assert filled.inner_text() == "morning"
    assert filled.evaluate("e => getComputedStyle(e).borderBottomStyle") == "solid"


def test_each_blank_shows_the_feedback_of_its_own_gap(cards: Cards, open_client: OpenClient) -> None:
    for kind in (SamePage, FreshPages):
        client = open_client(kind)
        for card, words in zip(
            cards["english"],
            (["It is what you say before noon."], ["Not “yours”: the noun follows."], []),
            strict=True,
        ):
            client.front(card.front, card.ordinal)
            page = client.back(card.back, card.ordinal)
            shown = page.locator(".gap-feedback li:visible").all_inner_texts()
            assert [text for text in shown if text] == words


def test_a_passage_stands_only_on_the_cards_of_gaps_that_it_speaks_of(
    cards: Cards, open_client: OpenClient
) -> None:
    for kind in (SamePage, FreshPages):
        client = open_client(kind)
        shown = []
        for card in cards["english"]:
            client.front(card.front, card.ordinal)
            shown.append(client.back(card.back, card.ordinal).locator("details.more").count())
        assert shown == [1, 0, 1]


def test_without_javascript_each_blank_shows_the_feedback_of_its_own_gap(
    cards: Cards, open_client: OpenClient
) -> None:
    client = open_client(FreshPages, java_script_enabled=False)
    page = client.back(cards["english"][1].back, 1)
    assert page.locator(".gap-feedback li:visible").all_inner_texts() == ["Not “yours”: the noun follows."]


def test_the_front_of_a_blank_does_not_hold_its_answer(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    answers = ("morning", ">your<", "come")
    for card, answer in zip(cards["english"], answers, strict=True):
        page = client.front(card.front, card.ordinal)
        assert answer not in page.locator("main").evaluate("e => e.outerHTML")


def test_sound_plays_from_the_front(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    for name in ("chinese", "chinese-gap"):
        expect(client.front(cards[name][0].front).locator(".replay-button")).to_be_visible()


CLIENTS = pytest.mark.parametrize("kind", [SamePage, FreshPages])


@CLIENTS
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_hint_opens_on_a_tap_and_is_that_of_its_own_gap(
    cards: Cards, open_client: OpenClient, kind: type[Client], script: bool
) -> None:
    client = open_client(kind if script else FreshPages, java_script_enabled=script)
    for card, hint in zip(cards["long-talk"][:2], ["It boils water.", "It holds leaves."], strict=True):
        page = client.front(card.front, card.ordinal)
        expect(page.get_by_text(hint)).to_be_hidden()
        page.locator(".hint summary").tap()
        assert page.locator(".hint li:visible").all_inner_texts() == [hint]
    page = client.front(cards["long-talk"][2].front, 2)
    expect(page.locator(".hint")).to_be_hidden()


@CLIENTS
def test_with_the_words_to_choose_from_no_other_gap_is_filled(
    cards: Cards, open_client: OpenClient, kind: type[Client]
) -> None:
    client = open_client(kind)
    card = cards["long-talk"][1]
    page = client.front(card.front, card.ordinal)
    assert "kettle" not in page.locator(".ld").evaluate("e => e.innerHTML").replace("cosy and kettle", "")
    assert page.locator(".cloze-inactive").count() == 2
    page = client.back(card.back, card.ordinal)
    assert page.locator(".cloze-inactive").all_text_contents() == ["kettle", "cosy"]


def test_without_javascript_the_other_gaps_look_empty_too(cards: Cards, open_client: OpenClient) -> None:
    card = cards["long-talk"][1]
    page = open_client(FreshPages, java_script_enabled=False).front(card.front, card.ordinal)
    look = "all => all.map(e => [getComputedStyle(e).fontSize, getComputedStyle(e, '::after').content])"
    assert page.locator(".cloze-inactive").evaluate_all(look) == [["0px", '"[…]"']] * 2


@CLIENTS
def test_of_a_long_text_the_lines_around_the_gap_are_open_on_both_sides(
    cards: Cards, open_client: OpenClient, kind: type[Client]
) -> None:
    client = open_client(kind)
    card = cards["long-talk"][2]
    for side in ("front", "back"):
        page = getattr(client, side)(getattr(card, side), card.ordinal)
        lines = page.locator("p:visible", has_text=re.compile("^(Ada|Ben):")).all_inner_texts()
        assert [line[:12] for line in lines] == ["Ben: Here it", "Ada: It will", "Ben: My aunt"]
        page.locator(".around summary").tap()
        expect(page.get_by_text("Ada: Good morning, Ben.")).to_be_visible()
    assert page.locator("details.around").count() == 1  # there is too little after the gap


def test_a_long_text_is_whole_without_javascript(cards: Cards, open_client: OpenClient) -> None:
    card = cards["long-talk"][0]
    page = open_client(FreshPages, java_script_enabled=False).front(card.front, card.ordinal)
    expect(page.locator(".question p:visible")).to_have_count(6)


@CLIENTS
def test_the_hint_of_a_gap_that_stands_alone_is_open(
    cards: Cards, open_client: OpenClient, kind: type[Client]
) -> None:
    page = open_client(kind).front(cards["only-a-gap"][0].front)
    expect(page.get_by_text("It is the number 7.")).to_be_visible()
