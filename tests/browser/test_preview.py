"""The preview page in a browser, opened as a file and without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FrameLocator, Page, expect

from lecturedeck.preview import render_preview
from tests.browser.samples import LINK, SAMPLES
from tests.preview.test_preview import Shown

OpenPreview = Callable[[int], Page]


@pytest.fixture
def open_preview(chromium: Browser, tmp_path: Path) -> Iterator[OpenPreview]:
    """Open the page with so many copies of the samples, each copy a lecture."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, offline=True, color_scheme="light")
    complaints: list[str] = []

    def open_page(copies: int) -> Page:
        target = tmp_path / "preview.html"
        notes = [
            Shown(sample.note_type, sample.fields, f"Lecturedeck::Lecture {number}")
            for number in range(copies)
            for sample in SAMPLES
        ]
        target.write_text(render_preview(notes), encoding="utf-8")
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: complaints.append(asked.url) if asked.url.startswith("http") else None)
        page.goto(target.as_uri())
        return page

    yield open_page
    context.close()
    assert complaints == []


def phone(page: Page, number: int = 0) -> FrameLocator:
    return page.locator(".phone:visible").nth(number).frame_locator("iframe")


def cards_on(page: Page) -> int:
    return page.locator(".phone").count()


def test_of_three_hundred_cards_only_those_near_the_screen_are_drawn(open_preview: OpenPreview) -> None:
    page = open_preview(10)
    expect(phone(page).locator("button.option").first).to_be_visible()
    assert cards_on(page) >= 300
    assert 0 < page.locator(".phone iframe").count() < 30


def test_a_card_flips_by_a_tap_and_remembers_the_pick(open_preview: OpenPreview) -> None:
    page = open_preview(1)
    card = phone(page)
    card.locator("button.option", has_text="404 Not Found").click()
    expect(card.locator("button.option[aria-pressed=true]")).to_have_count(1)  # a tap on an option is no flip
    card.locator(".question").click()
    expect(card.locator(".entry").first).to_contain_text("Your answer is incorrect")
    expect(card.locator(".entry").first).to_contain_text("404 Not Found")
    card.locator(".question").click()
    expect(card.locator("button.option")).to_have_count(4)
    page.get_by_role("button", name="Show answer: ").first.click()
    expect(card.locator(".entry")).to_have_count(4)


def test_dark_turns_every_card_dark_and_keeps_its_side(open_preview: OpenPreview) -> None:
    page = open_preview(1)
    phone(page).locator(".question").click()
    expect(phone(page).locator(".entry").first).to_be_visible()
    page.get_by_role("button", name="Dark").click()
    expect(phone(page).locator("body")).to_have_class("card card1 nightMode night_mode")
    expect(phone(page).locator("body")).to_have_css("background-color", "rgb(21, 23, 27)")
    expect(phone(page).locator(".entry").first).to_be_visible()


def test_search_finds_words_of_either_side(open_preview: OpenPreview) -> None:
    page = open_preview(2)
    page.get_by_label("Search").fill("COFFEE teapot")
    expect(page.get_by_role("status")).to_have_text(f"Cards: 4 / {cards_on(page)}")
    expect(phone(page).locator(".prompt")).to_have_text("418")
    page.get_by_label("Search").fill("aria-pressed")  # a search is not for markup or scripts
    expect(page.get_by_role("status")).to_have_text(f"Cards: 0 / {cards_on(page)}")


def test_a_lecture_can_be_jumped_to(open_preview: OpenPreview) -> None:
    page = open_preview(6)
    page.locator("#lecture").select_option(label=f"Lecture 4 ({cards_on(page) // 6})")
    heading = page.get_by_role("heading", name="Lecture 4")
    expect(heading).to_be_in_viewport()
    expect(page.locator("#lecture-5 iframe").first.content_frame.locator("button.option").first).to_be_visible()


def test_a_formula_without_mathjax_can_be_read(open_preview: OpenPreview) -> None:
    page = open_preview(1)
    page.get_by_label("Search").fill("circle")
    expect(phone(page).locator(".question mfrac")).to_be_visible()


def test_a_kind_can_be_chosen_and_all_its_cards_flipped(open_preview: OpenPreview) -> None:
    page = open_preview(1)
    page.get_by_label("Kind").select_option("Reverse")
    expect(page.get_by_role("status")).to_have_text(f"Cards: 2 / {cards_on(page)}")
    page.get_by_role("button", name="Flip all").click()
    expect(phone(page).locator(".term")).to_be_visible()
    expect(phone(page, 1).locator(".term")).to_be_visible()
    page.get_by_role("button", name="Flip all").click()
    expect(phone(page).locator(".term")).to_have_count(0)


def test_where_a_search_finds_nothing_the_page_says_so(open_preview: OpenPreview) -> None:
    page = open_preview(1)
    expect(page.locator("#nothing")).to_be_hidden()
    page.get_by_label("Search").fill("samovar")
    expect(page.locator("#nothing")).to_be_visible()


def test_on_a_phone_the_bar_takes_one_line(open_preview: OpenPreview) -> None:
    page = open_preview(1)
    page.set_viewport_size({"width": 390, "height": 844})
    box = page.locator("header").bounding_box()
    assert box is not None
    assert box["height"] < 72
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious_on_the_page(open_preview: OpenPreview, dark: bool) -> None:
    page = open_preview(1)
    if dark:
        page.get_by_role("button", name="Dark").click()
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"], "iframes": False}
    found = Axe().run(page, options=options).response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")] == []


def test_a_card_in_the_page_reaches_nothing_but_its_own_link(open_preview: OpenPreview) -> None:
    page = open_preview(1)
    sandbox = page.locator("iframe").first.get_attribute("sandbox") or ""
    assert "allow-same-origin" not in sandbox
    assert "allow-top-navigation" not in sandbox
    phone(page).locator(".question").click()
    expect(phone(page).locator(".source a")).to_have_attribute("href", LINK)
