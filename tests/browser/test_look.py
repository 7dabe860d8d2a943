"""What holds for every card: it fits, it reads, it folds, in light and dark, and a screen reader can use it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Cards, OpenClient
from tests.browser.engine import Rendered
from tests.browser.samples import LINK, SAMPLES, Sample
from tests.browser.screen import NIGHT, Client, FreshPages, SamePage

EACH = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
SIZES = pytest.mark.parametrize("size", [(390, 844), (360, 740)], ids=["390x844", "360x740"])
MODES = pytest.mark.parametrize("night", [False, True], ids=["light", "dark"])


def each(cards: Cards) -> Iterator[tuple[str, Rendered]]:
    """Every card of every sample with its name."""
    for name, made in cards.items():
        for card in made:
            yield name, card


def unfold(page: Page) -> None:
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")


def pick_something(page: Page) -> None:
    for button in page.locator("button.option").all()[:1]:
        button.tap()


@SIZES
@pytest.mark.parametrize(
    ("kind", "zoom"),
    [(SamePage, 1), (FreshPages, 1), (FreshPages, 2)],
    ids=["same-page", "android", "android-200%"],
)
def test_nothing_widens_the_page(
    cards: Cards, open_client: OpenClient, size: tuple[int, int], kind: type[Client], zoom: float
) -> None:
    client = open_client(kind, size=size, zoom=zoom)
    wide = []
    for name, card in each(cards):
        page = client.front(card.front, card.ordinal)
        if page.evaluate("document.documentElement.scrollWidth") > size[0]:
            wide.append((name, "front"))
        pick_something(page)
        page = client.back(card.back, card.ordinal)
        unfold(page)
        if page.evaluate("document.documentElement.scrollWidth") > size[0]:
            wide.append((name, "back"))
    assert wide == []


@SIZES
def test_the_question_stays_where_it_is_when_the_answer_is_shown(
    cards: Cards, open_client: OpenClient, size: tuple[int, int]
) -> None:
    client = open_client(SamePage, size=size)
    where = (
        "() => [...document.querySelectorAll('.eyebrow, .context, .question, .prompt')]"
        ".map((e) => [e.className, e.getBoundingClientRect().top + scrollY, e.getBoundingClientRect().left])"
    )
    for name, card in each(cards):
        before = client.front(card.front, card.ordinal).evaluate(where)
        assert before, name
        assert client.back(card.back, card.ordinal).evaluate(where) == before, name


WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def complaints(page: Page, rules: list[str], kind: str = "tag") -> list[str]:
    """What axe finds serious or critical on the card (not in Anki's own page around it)."""
    options = {"runOnly": {"type": kind, "values": rules}, "resultTypes": ["violations"]}
    found = Axe().run(page, context=".ld", options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html']} {node['failureSummary']}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@EACH
def test_axe_finds_nothing_serious(cards: Cards, open_client: OpenClient, sample: Sample) -> None:
    client = open_client(SamePage, reduced_motion="reduce")
    for card in cards[sample.name]:
        page = client.front(card.front, card.ordinal)
        pick_something(page)
        assert complaints(page, WCAG) == []
        page = client.back(card.back, card.ordinal)
        unfold(page)
        assert complaints(page, WCAG) == []


@EACH
def test_axe_finds_no_faint_text_in_the_dark(cards: Cards, open_client: OpenClient, sample: Sample) -> None:
    client = open_client(SamePage, night=True, reduced_motion="reduce")
    for card in cards[sample.name]:
        page = client.front(card.front, card.ordinal)
        pick_something(page)
        assert complaints(page, ["color-contrast"], "rule") == []
        page = client.back(card.back, card.ordinal)
        unfold(page)
        assert complaints(page, ["color-contrast"], "rule") == []


@pytest.mark.parametrize("name", ["nightMode", "night_mode"])
def test_each_sign_for_dark_makes_the_card_dark(cards: Cards, open_client: OpenClient, name: str) -> None:
    page = open_client(FreshPages, night=True).front(cards["plain"][0].front)
    light = open_client(FreshPages).front(cards["plain"][0].front)
    page.evaluate("name => { document.body.className = 'card card1 ' + name; }", name)
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(21, 23, 27)"
    assert light.evaluate(background) == "rgb(250, 249, 246)"
    page.evaluate(
        "name => { document.body.className = 'card card1'; document.documentElement.className = name; }", name
    )
    assert page.evaluate(background) == "rgb(21, 23, 27)"


def test_dark_pages_of_these_tests_carry_both_signs() -> None:
    assert NIGHT.split() == ["nightMode", "night_mode"]


@pytest.mark.parametrize("name", ["code", "term"])
def test_long_code_scrolls_in_its_box_and_a_key_can_scroll_it(
    cards: Cards, open_client: OpenClient, name: str
) -> None:
    client = open_client(SamePage)
    client.front(cards[name][0].front)
    page = client.back(cards[name][0].back)
    wide = page.locator("pre").evaluate_all(
        "all => all.filter((e) => e.scrollWidth > e.clientWidth)"
        ".map((e) => [getComputedStyle(e).overflowX, e.tabIndex])"
    )
    assert wide
    assert all(box == ["auto", 0] for box in wide)


def test_a_short_name_in_code_is_not_broken_at_its_hyphen(cards: Cards, open_client: OpenClient) -> None:
    whole = (
        "[...document.querySelectorAll('%s code')]"
        ".every((one) => one.textContent.length > 40 || one.getClientRects().length === 1)"
    )
    for kind, name in ((SamePage, "names"), (FreshPages, "names"), (FreshPages, "endings")):
        client, (card,) = open_client(kind, size=(390, 844)), cards[name]
        client.front(card.front).wait_for_function(whole % ".question")
        page = client.back(card.back)
        page.locator("details.more summary").tap()
        page.wait_for_function(whole % ".more")


def test_highlighted_code_is_coloured_in_both_modes(cards: Cards, open_client: OpenClient) -> None:
    for night in (False, True):
        page = open_client(SamePage, night=night).front(cards["code"][0].front)
        colours = page.locator(".question pre span").evaluate_all(
            "all => [...new Set(all.map((e) => getComputedStyle(e).color))]"
        )
        assert len(colours) >= 5


def test_arabic_reads_from_the_right(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    page = client.front(cards["arabic"][0].front)
    page.locator("button.option").first.tap()
    assert page.locator(".question").evaluate("e => getComputedStyle(e).direction") == "rtl"
    page = client.back(cards["arabic"][0].back)
    assert page.locator(".entry .option").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator(".entry").first.evaluate("e => getComputedStyle(e).borderRightWidth") == "4px"


def test_arabic_code_still_reads_from_the_left(cards: Cards, open_client: OpenClient) -> None:
    page = open_client(SamePage).front(cards["code"][0].front)
    page.evaluate("document.querySelector('main').dir = 'rtl'")
    assert page.locator(".question pre").evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_ruby_stands_above_its_characters(cards: Cards, open_client: OpenClient) -> None:
    page = open_client(SamePage).front(cards["chinese"][0].front)
    tops = page.locator(".question ruby").first.evaluate(
        "e => [e.querySelector('rt').getBoundingClientRect().bottom, e.getBoundingClientRect().bottom]"
    )
    assert tops[0] < tops[1]


def test_formulas_are_typeset_on_both_sides(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    page = client.front(cards["math"][0].front)
    assert page.locator(".question mjx-container").count() == 1
    assert page.locator("button.option mjx-container").count() == 3
    page.locator("button.option").first.tap()
    page = client.back(cards["math"][0].back)
    assert page.locator(".entry mjx-container").count() == 4


def test_what_is_folded_opens_by_a_tap_on_a_large_target(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    seen = set()
    for name, card in each(cards):
        client.front(card.front, card.ordinal)
        page = client.back(card.back, card.ordinal)
        for folded in page.locator("details").all():
            inside = folded.locator("> :not(summary)")
            opened = folded.evaluate("e => e.classList.contains('transcript')")  # what was said needs no tap
            assert inside.is_visible() == opened
            assert folded.locator("summary").evaluate("e => e.offsetHeight") >= 48
            folded.locator("summary").tap()
            assert inside.is_visible() != opened
            seen.add(name)
    assert {"plain", "status", "term", "english"} <= seen


def test_the_passage_is_on_the_back_only(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    assert "403 knows who you are" not in (client.front(cards["plain"][0].front).content())
    page = client.back(cards["plain"][0].back)
    assert "403 knows who you are" in page.locator("details").inner_html().replace("<strong>403</strong>", "403")


def test_the_lecture_is_a_quiet_line_and_its_link_stands_at_the_end_of_the_back(
    cards: Cards, open_client: OpenClient
) -> None:
    client = open_client(SamePage)
    lectures = {sample.name: sample.fields[sample.note_type.field_names.index("Lecture")] for sample in SAMPLES}
    for name, card in each(cards):
        lecture = lectures[name]
        page = client.front(card.front, card.ordinal)
        assert page.locator("main a[href^=http]").count() == 0
        page = client.back(card.back, card.ordinal)
        links = page.locator("main a[href^=http]")
        assert links.count() == (1 if LINK in lecture else 0)
        if LINK in lecture:
            assert page.locator("main > :last-child a").get_attribute("href") == LINK


def test_a_lecture_without_a_link_is_named_once(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    for name, title in (("chinese", "At the Tea House"), ("math", "Circles")):
        client.front(cards[name][0].front)
        page = client.back(cards[name][0].back)
        assert page.locator("main").inner_text().count(title) == 1


def test_without_javascript_the_line_above_the_question_is_no_tap_trap(
    cards: Cards, open_client: OpenClient
) -> None:
    page = open_client(FreshPages, java_script_enabled=False).front(cards["plain"][0].front)
    assert page.locator(".eyebrow a").evaluate("e => getComputedStyle(e).pointerEvents") == "none"


def test_a_title_about_a_tag_stays_text(cards: Cards, open_client: OpenClient) -> None:
    page = open_client(SamePage).front(cards["code"][0].front)
    assert page.locator(".eyebrow").inner_text() == "The <list> of Readings"


def test_reduced_motion_stills_everything(cards: Cards, open_client: OpenClient) -> None:
    moving = "all => all.map((e) => getComputedStyle(e).transitionDuration)"
    page = open_client(SamePage).front(cards["plain"][0].front)
    assert page.locator("button.option").first.evaluate("e => getComputedStyle(e).transitionDuration") != "0s"
    page = open_client(SamePage, reduced_motion="reduce").front(cards["plain"][0].front)
    assert set(page.locator("main, main *").evaluate_all(moving)) == {"0s"}


def test_the_text_size_follows_the_readers_own(cards: Cards, open_client: OpenClient) -> None:
    page = open_client(SamePage).front(cards["plain"][0].front)
    size = "() => parseFloat(getComputedStyle(document.querySelector('.question')).fontSize)"
    before = page.evaluate(size)
    page.locator("html").evaluate("e => e.style.fontSize = 2 * parseFloat(getComputedStyle(e).fontSize) + 'px'")
    assert page.evaluate(size) == pytest.approx(2 * before, rel=0.01)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_wide_screen_the_lines_stay_short(cards: Cards, open_client: OpenClient) -> None:
    page = open_client(SamePage, size=(1400, 900)).front(cards["plain"][0].front)
    box = page.locator("main").bounding_box()
    assert box is not None
    assert box["width"] < 720
    assert abs(box["x"] - (1400 - box["x"] - box["width"])) < 20
