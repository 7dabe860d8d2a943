"""A Choice card: pick, flip, and your pick comes first with why it is wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Cards, OpenClient
from tests.browser.engine import open_collection, render
from tests.browser.samples import CHINESE, CHOICES, SEVEN, WRONG_DOOR, Sample, feedback, options
from tests.browser.screen import Client, FreshPages, SamePage

CLIENTS = pytest.mark.parametrize("kind", [SamePage, FreshPages])
SIZES = pytest.mark.parametrize("size", [(390, 844), (360, 740)], ids=["390x844", "360x740"])
MODES = pytest.mark.parametrize("night", [False, True], ids=["light", "dark"])
NO_STORAGE = """
Object.defineProperty(window, "sessionStorage", {get() { throw new DOMException("no", "SecurityError"); }});
"""
TEXTS = ["403 Forbidden", "401 Unauthorized", "404 Not Found", "301 Moved Permanently"]
RIGHT = "401 Unauthorized"
WHY = {
    "403 Forbidden": "403 says: I know who you are, and you may not. Here the client has not said who it is.",
    "404 Not Found": "404 would deny that the page exists.",
    "301 Moved Permanently": "A redirect sends the visitor to another address. The page has not moved.",
}


def shown_options(page: Page) -> list[str]:
    return page.locator("button.option .text").all_inner_texts()


def entries(page: Page) -> list[tuple[str, str, str]]:
    """What the back says, in order: (verdict, option, why)."""
    return [
        (
            entry.locator(".verdict").inner_text(),
            entry.locator(".option").inner_text(),
            " ".join(entry.locator(".why").all_inner_texts()),
        )
        for entry in page.locator(".entry").all()
    ]


def tap(page: Page, text: str) -> None:
    page.locator("button.option", has_text=text).tap()


@CLIENTS
@SIZES
@MODES
def test_a_wrong_pick_comes_first_with_its_feedback(
    cards: Cards, open_client: OpenClient, kind: type[Client], size: tuple[int, int], night: bool
) -> None:
    client = open_client(kind, size=size, night=night)
    card = cards["plain"][0]
    page = client.front(card.front)
    order = shown_options(page)
    tap(page, "404 Not Found")
    page = client.back(card.back)
    said = entries(page)
    assert said[0] == ("✗ Your answer is incorrect", "404 Not Found", WHY["404 Not Found"])
    assert said[1] == ("✓ Correct", RIGHT, "")
    rest = [text for text in order if text not in ("404 Not Found", RIGHT)]
    assert said[2:] == [("✗ Incorrect", text, WHY[text]) for text in rest]
    assert page.locator(".entry").first.bounding_box()["y"] < size[1] / 2


@CLIENTS
def test_a_right_pick_is_said_so_and_folds_the_others(
    cards: Cards, open_client: OpenClient, kind: type[Client]
) -> None:
    client = open_client(kind)
    card = cards["plain"][0]
    page = client.front(card.front)
    order = shown_options(page)
    tap(page, RIGHT)
    page = client.back(card.back)
    visible = page.locator(".entry:visible")
    assert visible.all_inner_texts() == ["✓ Your answer is correct\n\n401 Unauthorized"]
    page.locator("summary", has_text="Why the other 3 answers are incorrect").tap()
    rest = [text for text in order if text != RIGHT]
    assert entries(page)[1:] == [("✗ Incorrect", text, WHY[text]) for text in rest]
    expect(visible).to_have_count(4)


@CLIENTS
def test_flipping_without_a_pick_shows_the_correct_answer_and_then_the_others_in_the_order_of_the_front(
    cards: Cards, open_client: OpenClient, kind: type[Client]
) -> None:
    client = open_client(kind)
    card = cards["plain"][0]
    order = shown_options(client.front(card.front))
    page = client.back(card.back)
    assert [option for _, option, _ in entries(page)] == [RIGHT, *(text for text in order if text != RIGHT)]
    assert page.locator(".picked").count() == 0
    assert page.locator(".entry:visible").count() == 4


def test_the_last_tap_counts(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(FreshPages)
    page = client.front(cards["plain"][0].front)
    for text in ("404 Not Found", "301 Moved Permanently", "301 Moved Permanently"):
        tap(page, text)
    assert page.locator("[aria-pressed=true] .text").all_inner_texts() == ["301 Moved Permanently"]
    assert entries(client.back(cards["plain"][0].back))[0][1] == "301 Moved Permanently"


def test_a_screen_reader_hears_which_option_is_picked(cards: Cards, open_client: OpenClient) -> None:
    page = open_client(SamePage).front(cards["plain"][0].front)
    tap(page, "404 Not Found")
    heard = page.locator("main").aria_snapshot()
    assert heard.count("button") == 4
    assert heard.count("[pressed]") == 1
    picked = next(line for line in heard.splitlines() if "[pressed]" in line)
    assert "404 Not Found" in picked
    assert "Your answer" in picked


def test_a_screen_reader_hears_each_verdict_before_its_option(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    tap(client.front(cards["plain"][0].front), "404 Not Found")
    heard = client.back(cards["plain"][0].back).locator("main").aria_snapshot()
    places = [heard.index(words) for words in ("Your answer is incorrect", "would deny", "Correct", "credentials")]
    assert places == sorted(places)


@SIZES
def test_every_option_is_a_large_target(cards: Cards, open_client: OpenClient, size: tuple[int, int]) -> None:
    client = open_client(SamePage, size=size)
    for sample in CHOICES:
        page = client.front(cards[sample.name][0].front)
        sizes = page.locator("button.option").evaluate_all("all => all.map(e => [e.offsetWidth, e.offsetHeight])")
        assert len(sizes) >= 2
        assert min(height for _, height in sizes) >= 48, sample.name
        assert min(width for width, _ in sizes) > 0.85 * size[0], sample.name


def test_no_client_takes_a_tap_on_an_option_for_a_flip(cards: Cards, open_client: OpenClient) -> None:
    """What AnkiDroid's reviewer and AnkiMobile look for from the touched element upwards: a BUTTON will do."""
    page = open_client(SamePage).front(cards["code"][0].front)
    page.evaluate(
        "() => { window.flips = 0; document.addEventListener('touchend', (event) => {"
        " for (let node = event.target; node && node !== document; node = node.parentNode)"
        "   if (['A', 'BUTTON', 'INPUT', 'SUMMARY'].includes(node.nodeName) || node.onclick"
        "       || node.classList.contains('tappable')) return;"
        " window.flips += 1; }); }"
    )
    for button in page.locator("button.option").all():
        button.tap(position={"x": 8, "y": 8})
        button.locator("code").tap()
    assert page.evaluate("flips") == 0
    page.locator(".question").tap(position={"x": 5, "y": 5})
    assert page.evaluate("flips") == 1


@pytest.mark.parametrize("kind", [SamePage, FreshPages])
def test_each_review_shuffles_anew_and_forgets_the_last_pick(
    cards: Cards, open_client: OpenClient, kind: type[Client]
) -> None:
    client = open_client(kind)
    card = cards["seven"][0]
    orders = set()
    for _ in range(6):
        page = client.front(card.front)
        orders.add(tuple(shown_options(page)))
        assert page.locator("[aria-pressed=true]").count() == 0
        page.locator("button.option").first.tap()
    assert len(orders) > 1
    client.front(card.front)
    assert client.back(card.back).locator(".picked").count() == 0


@CLIENTS
def test_two_cards_in_a_row_do_not_mix_their_picks(
    cards: Cards, open_client: OpenClient, kind: type[Client]
) -> None:
    client = open_client(kind)
    tap(client.front(cards["plain"][0].front), "404 Not Found")
    page = client.front(cards["arabic"][0].front)
    assert page.locator("[aria-pressed=true]").count() == 0
    page = client.back(cards["arabic"][0].back)
    assert page.locator(".picked").count() == 0
    page = client.back(cards["plain"][0].back)  # as after an undo
    if kind is FreshPages:
        assert entries(page)[0][1] == "404 Not Found"
    else:
        assert page.locator(".entry").count() == 4


@CLIENTS
def test_a_back_whose_front_was_never_shown_knows_no_pick(
    cards: Cards, open_client: OpenClient, kind: type[Client]
) -> None:
    client = open_client(kind)
    client.front(cards["arabic"][0].front).locator("button.option").first.tap()
    page = client.back(cards["math"][0].back)  # three options too
    assert page.locator(".entry").count() == 3
    assert page.locator(".picked").count() == 0


def test_without_sessionstorage_a_page_that_stays_remembers_the_pick(
    cards: Cards, open_client: OpenClient
) -> None:
    client = open_client(SamePage, script=NO_STORAGE)
    tap(client.front(cards["plain"][0].front), "404 Not Found")
    assert entries(client.back(cards["plain"][0].back))[0][1] == "404 Not Found"


def test_without_any_memory_the_back_shows_everything_the_correct_answer_first(
    cards: Cards, open_client: OpenClient
) -> None:
    client = open_client(FreshPages, script=NO_STORAGE)
    tap(client.front(cards["plain"][0].front), "404 Not Found")
    page = client.back(cards["plain"][0].back)
    expected = [RIGHT, *(text for text in TEXTS if text != RIGHT)]
    assert [(option, why) for _, option, why in entries(page)] == [(text, WHY.get(text, "")) for text in expected]
    assert page.locator(".entry:visible").count() == 4


def test_without_javascript_each_option_stands_above_its_feedback(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(FreshPages, java_script_enabled=False)
    page = client.front(cards["plain"][0].front)
    assert page.locator(".options li:visible").all_inner_texts() == TEXTS
    page = client.back(cards["plain"][0].back)
    placed = []
    for item in page.locator(".answers li").all():
        box = item.bounding_box()
        assert box is not None
        placed.append((box["y"], " ".join(item.inner_text().split())))
    words = [text for _, text in sorted(placed)]
    assert words[0::2] == TEXTS
    assert words[1::2] == [f"✗ {WHY[text]}" if text in WHY else "✓" for text in TEXTS]
    said = page.locator(".feedback b").evaluate_all("all => all.map(b => getComputedStyle(b, '::after').content)")
    assert said == [f'" {"Incorrect" if text in WHY else "Correct"}"' for text in TEXTS]


def test_without_javascript_twelve_options_still_stand_in_pairs(
    tmp_path_factory: pytest.TempPathFactory, open_client: OpenClient
) -> None:
    texts = [f"Option {number}" for number in range(12)]
    fields = list(WRONG_DOOR.fields)
    fields[1], fields[2] = options(*texts), feedback(11, *[f"Why {number}" for number in range(12)])
    collection = open_collection(tmp_path_factory.mktemp("twelve"))
    card = render(collection, WRONG_DOOR.note_type, fields)[0]
    collection.close()
    page = open_client(FreshPages, java_script_enabled=False).back(card.back)
    tops = {
        item.inner_text(): (item.bounding_box() or {"y": -1})["y"] for item in page.locator(".answers li").all()
    }
    assert [text.split()[-1] for text in sorted(tops, key=lambda text: tops[text])] == [
        str(number) for number in range(12) for _ in "ab"
    ]


def test_a_digit_picks_that_option(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    client.page.clock.install()
    page = client.front(cards["plain"][0].front)
    page.clock.run_for(1000)
    page.keyboard.press("3")
    assert page.locator("button.option").nth(2).get_attribute("aria-pressed") == "true"
    page.keyboard.press("9")
    page.keyboard.press("0")
    page.keyboard.press("Control+1")
    assert page.locator("[aria-pressed=true]").count() == 1
    assert page.locator("button.option").nth(2).get_attribute("aria-pressed") == "true"


def test_anki_keeping_the_press_of_a_digit_does_not_keep_it_from_picking(
    cards: Cards, open_client: OpenClient
) -> None:
    """On the desktop 1 to 7 are shortcuts of the window: the page hears only their release."""
    client = open_client(SamePage)
    client.page.clock.install()
    page = client.front(cards["plain"][0].front)
    page.clock.run_for(1000)
    page.dispatch_event("body", "keyup", {"key": "2"})
    assert page.locator("button.option").nth(1).get_attribute("aria-pressed") == "true"


def test_the_release_of_the_digit_that_answered_the_last_card_picks_nothing(
    cards: Cards, open_client: OpenClient
) -> None:
    client = open_client(SamePage)
    client.page.add_init_script("performance.now = () => 1000")  # a busy machine takes its time
    page = client.front(cards["plain"][0].front)
    page.dispatch_event("body", "keyup", {"key": "2"})
    assert page.locator("[aria-pressed=true]").count() == 0


def test_digits_on_the_back_are_left_to_anki(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    client.page.clock.install()
    page = client.front(cards["plain"][0].front)
    tap(page, "404 Not Found")
    client.back(cards["plain"][0].back)
    page.clock.run_for(1000)
    before = page.locator("main").inner_html()
    page.evaluate(
        "() => { window.heard = []; for (const type of ['keydown', 'keyup'])"
        " addEventListener(type, (event) => heard.push([event.key, event.defaultPrevented])); }"
    )
    page.keyboard.press("1")
    assert page.evaluate("heard") == [["1", False], ["1", False]]
    assert page.locator("main").inner_html() == before
    assert page.evaluate("window.lecturedeckKeys") is None


def test_a_digit_on_another_card_does_not_pick_on_the_card_before(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    client.page.clock.install()
    client.front(cards["plain"][0].front)
    page = client.front(cards["term"][0].front)  # the question was buried: no back of it was shown
    page.clock.run_for(1000)
    page.keyboard.press("2")
    assert client.back(cards["plain"][0].back).locator(".picked").count() == 0


def test_space_and_enter_are_left_to_the_app(cards: Cards, open_client: OpenClient) -> None:
    page = open_client(SamePage).front(cards["plain"][0].front)
    page.evaluate(
        "() => { window.heard = []; addEventListener('keydown', (event) => heard.push(event.defaultPrevented)); }"
    )
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert page.evaluate("heard") == [False, False]
    assert page.locator("[aria-pressed=true]").count() == 0


def test_the_front_is_the_same_whichever_option_is_right(tmp_path_factory: pytest.TempPathFactory) -> None:
    collection = open_collection(tmp_path_factory.mktemp("fronts"))
    fronts = set()
    for right in range(4):
        fields = list(WRONG_DOOR.fields)
        fields[2] = feedback(right, *["why" if number != right else "" for number in range(4)])
        fields[3], fields[5] = f"Explanation {right}", f"Passage {right}"
        fronts.add(render(collection, WRONG_DOOR.note_type, fields)[0].front)
    collection.close()
    assert len(fronts) == 1


def test_the_options_of_a_front_differ_in_nothing_but_their_texts(cards: Cards, open_client: OpenClient) -> None:
    page = open_client(SamePage).front(cards["seven"][0].front)
    shells = page.locator("button.option").evaluate_all(
        "all => all.map((e) => e.cloneNode(false).outerHTML.replace(/ aria-keyshortcuts=.\\d./, '')"
        " + e.parentNode.cloneNode(false).outerHTML)"
    )
    assert len(set(shells)) == 1
    everything = page.evaluate("document.getElementById('qa').innerHTML")
    for text in shown_options(page):
        assert everything.count(text) == 1  # the list as the lecture has it is gone


def test_a_link_in_an_option_does_not_lead_away_from_the_front(
    tmp_path_factory: pytest.TempPathFactory, open_client: OpenClient
) -> None:
    fields = list(WRONG_DOOR.fields)
    fields[1] = options('See <a href="https://example.org">the <b>page</b></a>', "Two", "Three", "Four")
    collection = open_collection(tmp_path_factory.mktemp("links"))
    card = render(collection, WRONG_DOOR.note_type, fields)[0]
    collection.close()
    client = open_client(SamePage)
    page = client.front(card.front)
    assert page.locator("button.option", has_text="See the page").locator("b").count() == 1
    assert page.locator("main a").count() == 0
    assert client.back(card.back).locator(".option a").count() == 1


@pytest.mark.parametrize(
    "fields", [{"Options": "<p>changed by hand</p>"}, {"Feedback": ""}, {"Feedback": feedback(0, "", "one")}]
)
def test_a_note_that_was_edited_by_hand_still_shows_what_it_says(
    tmp_path_factory: pytest.TempPathFactory, open_client: OpenClient, fields: dict[str, str]
) -> None:
    names = WRONG_DOOR.note_type.field_names
    values = [fields.get(name, value) for name, value in zip(names, WRONG_DOOR.fields, strict=True)]
    collection = open_collection(tmp_path_factory.mktemp("edited"))
    card = render(collection, WRONG_DOOR.note_type, values)[0]
    collection.close()
    client = open_client(SamePage)
    client.front(card.front)
    page = client.back(card.back)
    expected = "changed by hand" if "Options" in fields else "404 Not Found"
    expect(page.locator(".answers")).to_contain_text(expected)
    expect(page.locator(".explanation")).to_be_visible()


def test_a_verdict_that_would_be_off_the_screen_is_brought_into_it(cards: Cards, open_client: OpenClient) -> None:
    client = open_client(SamePage, size=(360, 500))
    page = client.front(cards["seven"][0].front)
    page.locator("button.option").last.tap()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page = client.back(cards["seven"][0].back)
    box = page.locator(".entry .verdict").first.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 500


@pytest.mark.parametrize("sample", [WRONG_DOOR, CHINESE, SEVEN], ids=lambda sample: sample.name)
def test_a_verdict_on_the_screen_moves_nothing(cards: Cards, open_client: OpenClient, sample: Sample) -> None:
    client = open_client(SamePage, size=(390, 844))
    page = client.front(cards[sample.name][0].front)
    page.locator("button.option").last.tap()
    scrolled = page.evaluate("scrollY")
    before = page.locator(".question").bounding_box()
    page = client.back(cards[sample.name][0].back)
    assert page.evaluate("scrollY") == scrolled
    assert page.locator(".question").bounding_box() == before
