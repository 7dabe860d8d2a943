"""Question cards that one wants to meet again: options in their place, the back in order, and no one left out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Cards, OpenClient
from tests.browser.screen import Client, FreshPages, SamePage

CLIENTS = pytest.mark.parametrize("kind", [SamePage, FreshPages])


def shown(page: Page) -> list[str]:
    return page.locator("button.option .text").all_inner_texts()


def answers(page: Page) -> list[str]:
    return page.locator(".entry .option").all_inner_texts()


def tap(page: Page, text: str) -> None:
    page.locator("button.option", has_text=text).tap()


@CLIENTS
def test_all_of_the_above_stays_last_on_the_front_and_in_that_order_on_the_back(
    cards: Cards, open_client: OpenClient, kind: type[Client]
) -> None:
    client = open_client(kind)
    card = cards["all-of-these"][0]
    orders = set()
    for _ in range(6):
        order = shown(client.front(card.front))
        assert order[-1] == "All of the above"
        orders.add(tuple(order))
    assert len(orders) > 1
    order = shown(client.front(card.front))
    tap(client.page, order[0])
    rest = [text for text in order if text not in (order[0], "All of the above")]
    assert answers(client.back(card.back)) == [order[0], "All of the above", *rest]


@CLIENTS
def test_options_that_name_letters_are_not_shuffled_and_have_them(
    cards: Cards, open_client: OpenClient, kind: type[Client]
) -> None:
    client = open_client(kind)
    card = cards["letters"][0]
    for _ in range(4):
        page = client.front(card.front)
        assert page.locator("button.option").all_inner_texts() == [
            "A\nA cosy",
            "B\nA sieve",
            "C\nA stove",
            "D\nA and C",
        ]
    tap(page, "A sieve")
    assert answers(client.back(card.back)) == ["B A sieve", "D A and C", "A A cosy", "C A stove"]


def test_without_javascript_they_have_letters_too(cards: Cards, open_client: OpenClient) -> None:
    page = open_client(FreshPages, java_script_enabled=False).front(cards["letters"][0].front)
    said = page.locator(".options > li").evaluate_all(
        "all => all.map(e => getComputedStyle(e, '::before').content)"
    )
    assert all("upper-alpha" in content for content in said)


@CLIENTS
def test_the_explanation_stands_between_the_correct_answer_and_the_others(
    cards: Cards, open_client: OpenClient, kind: type[Client]
) -> None:
    client = open_client(kind)
    card = cards["plain"][0]
    tap(client.front(card.front), "404 Not Found")
    page = client.back(card.back)
    tops = [
        (page.locator(selector).nth(number).bounding_box() or {"y": -1})["y"]
        for selector, number in ((".entry", 0), (".entry", 1), (".explanation", 0), (".entry", 2), (".entry", 3))
    ]
    assert tops == sorted(tops)
    box = page.locator(".explanation").bounding_box()
    assert box is not None
    assert tops[3] - box["y"] - box["height"] >= 8


@CLIENTS
@pytest.mark.parametrize("pick", ["A stove", "A sieve", None])
def test_a_quiz_without_reasons_does_not_say_incorrect_over_each(
    cards: Cards, open_client: OpenClient, kind: type[Client], pick: str | None
) -> None:
    client = open_client(kind)
    card = cards["quiz"][0]
    page = client.front(card.front)
    if pick:
        tap(page, pick)
    page = client.back(card.back)
    verdicts = page.locator(".verdict").all_inner_texts()
    expected = {"A stove": ["✗ Your answer is incorrect", "✓ Correct"], "A sieve": ["✓ Your answer is correct"]}
    assert verdicts == expected.get(pick or "", ["✓ Correct"])
    assert page.locator("details").count() == 0
    expect(page.locator(".entry:visible")).to_have_count(4)


@CLIENTS
@pytest.mark.parametrize("pick", ["A cosy", "A spoon", None])
def test_a_reason_that_all_wrong_answers_share_is_read_once(
    cards: Cards, open_client: OpenClient, kind: type[Client], pick: str | None
) -> None:
    client = open_client(kind)
    card = cards["same-reason"][0]
    page = client.front(card.front)
    if pick:
        tap(page, pick)
    page = client.back(card.back)
    verdicts = page.locator(".verdict").all_text_contents()
    expected = {"A spoon": ["✗ Your answer is incorrect", "✓ Correct"], "A cosy": ["✓ Your answer is correct"]}
    assert verdicts == expected.get(pick or "", ["✓ Correct"])
    page.locator("summary").evaluate_all("all => all.forEach((one) => one.click())")
    expect(page.get_by_text("Think of wool.")).to_have_count(1)
    expect(page.get_by_text("Think of wool.")).to_be_visible()
    expect(page.locator(".entry:visible")).to_have_count(4)
    if pick == "A spoon":
        assert "Think of wool." in page.locator(".entry").first.inner_text()


@CLIENTS
def test_think_first_hides_the_options_until_a_tap(
    cards: Cards, open_client: OpenClient, kind: type[Client]
) -> None:
    client = open_client(kind)
    client.page.clock.install()
    page = client.front(cards["waiting"][0].front)
    expect(page.locator("button.option").first).to_be_hidden()
    page.clock.run_for(1000)
    page.keyboard.press("1")
    assert page.locator("[aria-pressed=true]").count() == 0
    page.get_by_role("button", name="Show the answers").tap()
    expect(page.locator("button.option").first).to_be_visible()
    expect(page.get_by_role("button", name="Show the answers")).to_have_count(0)


def test_think_first_shows_the_options_by_itself_after_four_seconds(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    client.page.clock.install()
    page = client.front(cards["waiting"][0].front)
    expect(page.locator(".options.waiting")).to_have_count(1)
    page.clock.run_for(4100)
    expect(page.locator("button.option").first).to_be_visible()


def test_without_javascript_nothing_waits(cards: Cards, open_client: OpenClient) -> None:
    page = open_client(FreshPages, java_script_enabled=False).front(cards["waiting"][0].front)
    expect(page.locator(".options li").first).to_be_visible()


@CLIENTS
def test_a_transcript_opens_on_a_tap_on_the_front_and_is_open_on_the_back(
    cards: Cards, open_client: OpenClient, kind: type[Client]
) -> None:
    client = open_client(kind)
    card = cards["listening"][0]
    page = client.front(card.front)
    expect(page.locator(".audio")).to_contain_text("Escucha")
    expect(page.locator(".transcript p").first).to_be_hidden()
    page.locator(".transcript summary").tap()
    expect(page.locator(".transcript p").first).to_have_text("Ana: La tetera está caliente.")
    expect(client.back(card.back).locator(".transcript p").first).to_be_visible()


def test_code_in_options_wraps_on_the_back_as_on_the_front(cards: Cards, open_client: OpenClient) -> None:
    for script in (True, False):
        client = open_client(FreshPages, size=(360, 740), java_script_enabled=script)
        client.front(cards["folded"][0].front)
        page = client.back(cards["folded"][0].back)
        wide = page.locator(".answers pre").evaluate_all("all => all.map(e => e.scrollWidth > e.clientWidth)")
        assert wide == [False, False]


def test_wide_code_in_a_fold_can_be_scrolled_by_keys_once_it_is_open(
    cards: Cards, open_client: OpenClient
) -> None:
    client = open_client(SamePage, size=(360, 740))
    client.front(cards["folded"][0].front)
    page = client.back(cards["folded"][0].back)
    page.locator("summary").tap()
    expect(page.locator(".more pre")).to_have_attribute("tabindex", "0")


def test_an_open_fold_leaves_room_below_what_is_in_it(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    client.front(cards["plain"][0].front)
    page = client.back(cards["plain"][0].back)
    page.locator("summary").tap()
    fold, text = (page.locator(selector).bounding_box() for selector in (".more", ".more > div"))
    assert fold is not None
    assert text is not None
    padding = page.locator(".more > div").evaluate("e => parseFloat(getComputedStyle(e).paddingBottom)")
    assert fold["y"] + fold["height"] - text["y"] - text["height"] + padding >= 12


@pytest.mark.parametrize("name", ["plain", "seven", "quiz"])
def test_ankidroids_own_scroll_does_not_hide_the_verdict(cards: Cards, open_client: OpenClient, name: str) -> None:
    client = open_client(FreshPages, size=(360, 420))
    client.front(cards[name][0].front).locator("button.option").last.tap()
    page = client.back(cards[name][0].back)
    page.wait_for_function(
        "() => { const box = document.querySelector('.verdict').getBoundingClientRect();"
        " return document.readyState === 'complete' && box.top >= 0 && box.bottom <= innerHeight; }"
    )


def test_a_key_and_its_digit_are_told_to_screen_readers(cards: Cards, open_client: OpenClient) -> None:
    page = open_client(SamePage).front(cards["plain"][0].front)
    first = page.locator("button.option").first
    assert first.get_attribute("aria-keyshortcuts") == "1"
    assert 'button "1 ' in page.locator("main").aria_snapshot()


@pytest.mark.parametrize("name", ["plain", "term", "english", "listening"])
def test_each_side_has_one_heading(cards: Cards, open_client: OpenClient, name: str) -> None:
    client = open_client(SamePage)
    card = cards[name][0]
    assert client.front(card.front).get_by_role("heading").count() == 1
    assert client.back(card.back).get_by_role("heading").count() == 1


def test_the_term_is_as_large_as_an_answer_as_it_is_as_a_question(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    size = "e => parseFloat(getComputedStyle(e).fontSize)"
    forward, reverse = cards["term"]
    asked = client.front(forward.front).locator(".prompt").evaluate(size)
    client.front(reverse.front, 1)
    assert client.back(reverse.back, 1).locator(".term").evaluate(size) == asked


def test_words_that_a_language_course_quotes_are_no_code(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    family = (
        "e => { const code = document.createElement('code'); e.append(code);"
        " return getComputedStyle(code).fontFamily === getComputedStyle(e).fontFamily; }"
    )
    assert client.front(cards["listening"][0].front).locator(".question").evaluate(family)
    assert not client.front(cards["plain"][0].front).locator(".question").evaluate(family)


@CLIENTS
def test_answers_line_up_in_a_language_that_runs_from_right_to_left(
    cards: Cards, open_client: OpenClient, kind: type[Client]
) -> None:
    client = open_client(kind)
    card = cards["arabic-names"][0]
    edges = """all => all.map(e => {
        const range = document.createRange();
        range.selectNodeContents(e);
        return Math.round(range.getBoundingClientRect().right);
    })"""
    assert len(set(client.front(card.front).locator("button.option .text").evaluate_all(edges))) == 1
    assert len(set(client.back(card.back).locator(".entry .option").evaluate_all(edges))) == 1
