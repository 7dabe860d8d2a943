"""Cards in other languages than English, measured as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from lecturedeck.anki.cards import drafts_of
from lecturedeck.lecture import Lecture, Option, Question
from lecturedeck.markup.html import Renderer
from lecturedeck.words.cards import words
from lecturedeck.words.files import LANGUAGES
from tests.browser.conftest import OpenClient
from tests.browser.engine import Rendered, open_collection, render
from tests.browser.screen import SamePage

Make = Callable[..., Rendered]
_md = Renderer()
# Texts without a letter of any language, so that every letter on the card is a word of ours.
EMPTY = Lecture("tea.md", "aa", "1", "1", "english", "")
ASK = Question("1 + 1?", (Option("2", True, None), Option("3", False, "-"), Option("4", False, "–")), 1)


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A function that makes a choice card of texts in Markdown: its question, its options, the right one first."""

    def card(question: str, *options: str, lang: str, context: str = "") -> Rendered:
        texts = [Option(_md(option), number == 0, None) for number, option in enumerate(options)]
        asked = Question(_md(question), tuple(texts), 1)
        lecture = replace(EMPTY, lang=lang, questions=(asked,), context=_md(context))
        (draft,) = drafts_of(lecture, "Tea")
        collection = open_collection(tmp_path)
        (made,) = render(collection, draft.note_type, draft.fields)
        collection.close()
        return made

    return card


def places(where: Locator, text: str) -> list[float]:
    """Where each letter of a text begins, from the left, in the order of the text."""
    found: list[float] = where.first.evaluate(
        """(element, text) => {
          const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(text);
            if (at < 0) continue;
            return [...text].map((_, number) => {
              const range = document.createRange();
              range.setStart(walker.currentNode, at + number);
              range.setEnd(walker.currentNode, at + number + 1);
              return range.getBoundingClientRect().left;
            });
          }
          return [];
        }""",
        text,
    )
    assert found, text
    return found


def runs_left_to_right(where: Locator, text: str) -> bool:
    found = places(where, text)
    return found == sorted(found)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("كيف تعمل `toLowerCase()` هنا؟", "toLowerCase()"),
        ("كيف تعمل toLowerCase() هنا؟", "toLowerCase()"),
        ("`.pot:hover {}` هو محدد.", ".pot:hover {}"),
        ("اكتب إلى ada@tea.example، ثم انتظر.", "ada@tea.example"),
        ("الملف /etc/teapot.conf موجود.", "/etc/teapot.conf"),
        ("لغة C++ سريعة.", "C++"),
        ("الرمز 404 Not Found معروف.", "404 Not Found"),
        ("الوسم &lt;main&gt; مفيد.", "<main>"),
        ("صحيح أم خطأ: Sebastián يسأل؟", "Sebastián"),
        ("تسأل Ana: ¿Hay té? الآن", "¿Hay té?"),
    ],
)
def test_names_in_an_arabic_line_keep_their_order(
    make: Make, open_client: OpenClient, question: str, name: str
) -> None:
    card = make(question, "نعم", "لا", lang="ar")
    client = open_client(SamePage)
    for page in (client.front(card.front), client.back(card.back)):
        assert runs_left_to_right(page.locator(".question"), name)


def test_a_sign_of_an_arabic_line_stands_beside_the_word_it_follows(make: Make, open_client: OpenClient) -> None:
    page = open_client(SamePage).front(make("صحيح أم خطأ: Sebastián يسأل؟", "نعم", "لا", lang="ar").front)
    where = page.locator(".question")
    (colon,) = places(where, ":")
    assert places(where, "Sebastián")[-1] < colon < places(where, "خطأ")[-1]


@pytest.mark.parametrize(
    "question", ["HTML هي لغة", "`main` هو عنصر", "HTML هي لغة\n\nنعم", "- CSS هي لغة\n- نعم"]
)
def test_an_arabic_line_runs_from_the_right_whatever_it_begins_with(
    make: Make, open_client: OpenClient, question: str
) -> None:
    page = open_client(SamePage).front(make(question, "نعم", "لا", lang="ar").front)
    where = page.locator(".question")
    first = "main" if "main" in question else question.strip("- ")[:3].strip()
    assert places(where, first)[0] > places(where, "هي" if "هي" in question else "هو")[0]
    box = where.bounding_box()
    assert box is not None
    assert places(where, first)[0] > box["x"] + box["width"] / 2


def test_an_english_option_on_an_arabic_card_ends_with_its_full_stop(make: Make, open_client: OpenClient) -> None:
    page = open_client(SamePage).front(make("ما الجملة؟", "Tea is hot.", "شاي", lang="ar").front)
    option = page.locator("button.option", has_text="Tea is hot.")
    assert runs_left_to_right(option, "Tea is hot.")


def test_all_options_of_an_arabic_card_begin_at_its_right(make: Make, open_client: OpenClient) -> None:
    card = make("ما الاسم؟", "Tea Pot", "شاي", "`pot()`", lang="ar")
    client = open_client(SamePage)
    for scripts in (True, False):
        front, back = (
            side if scripts else re.sub("<script>.*?</script>", "", side, flags=re.DOTALL)
            for side in (card.front, card.back)
        )
        for page in (client.front(front), client.back(back)):
            ends = page.evaluate(
                """() => ["Tea Pot", "شاي", "pot()"].map((text) => {
                  const answers = document.querySelector(".answers");
                  const walker = document.createTreeWalker(answers, NodeFilter.SHOW_TEXT);
                  while (walker.nextNode()) {
                    if (!walker.currentNode.data.includes(text)) continue;
                    const range = document.createRange();
                    range.selectNodeContents(walker.currentNode);
                    return range.getBoundingClientRect().right;
                  }
                })"""
            )
            assert max(ends) - min(ends) < 12, (scripts, ends)  # code has a little room around it


def test_each_cell_and_item_finds_its_own_direction(make: Make, open_client: OpenClient) -> None:
    table = "| Tea | شاي |\n|---|---|\n| Hot, too! | ساخن جدا! |\n"
    page = open_client(SamePage).front(make(f"Which?\n\n{table}", "One", "Two", lang="en").front)
    english, arabic = page.locator("td", has_text="Hot"), page.locator("td", has_text="ساخن")
    assert runs_left_to_right(english, "Hot, too!")
    letters = places(arabic, "ساخن جدا!")
    assert letters == sorted(letters, reverse=True)


def shown_words(page: Page) -> str:
    """Everything that a learner can read or hear on a side, also what only the stylesheet writes."""
    text: str = page.evaluate(
        """() => {
          const said = [];
          for (const element of document.querySelectorAll(".ld, .ld *")) {
            for (const side of ["::before", "::after"]) {
              const content = getComputedStyle(element, side).content;
              if (content.startsWith('"')) said.push(content);
            }
            said.push(element.getAttribute("aria-label") || "", element.getAttribute("title") || "");
          }
          for (const folded of document.querySelectorAll("details")) folded.open = true;
          for (const script of document.querySelectorAll("script, style")) script.remove();
          return document.querySelector("main").innerText + " " + said.join(" ");
        }"""
    )
    return text


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_a_card_speaks_its_own_language_only(
    tmp_path: Path, open_client: OpenClient, language: str, scripts: bool
) -> None:
    lecture = replace(EMPTY, lang=language, questions=(replace(ASK, passage="12"),), explanation="3")
    (draft,) = drafts_of(lecture, "Tea")
    collection = open_collection(tmp_path)
    (card,) = render(collection, draft.note_type, draft.fields)
    collection.close()
    client = open_client(SamePage)
    front, back = card.front, card.back
    if not scripts:
        front, back = (re.sub("<script>.*?</script>", "", side, flags=re.DOTALL) for side in (front, back))
    page = client.front(front)
    if scripts:
        page.locator("button.option .text").get_by_text("2", exact=True).tap()
        assert words(language)["your-answer"] in shown_words(page)
    page = client.back(back)
    said = shown_words(page)
    ours = words(language)
    assert ours["in-lecture"] in said
    assert (ours["your-correct"] if scripts else ours["correct"]) in said
    assert ours["incorrect"] in said
    english = {word for name, word in words("en").items() if word not in ours.values()}
    assert not [word for word in english if re.search(rf"\b{re.escape(word)}(?!\w)", said)]
    if language in ("ar", "ja", "ko", "uk", "zh-Hans", "zh-Hant"):
        assert not re.search("[A-Za-z]", said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [2, 3, 4, 7, 12])
def test_the_other_answers_are_counted_as_the_language_counts(
    tmp_path: Path, open_client: OpenClient, language: str, count: int
) -> None:
    options = tuple(Option(str(number), number == 0, "-" if number else None) for number in range(count))
    (draft,) = drafts_of(replace(EMPTY, lang=language, questions=(replace(ASK, options=options),)), "Tea")
    collection = open_collection(tmp_path)
    (card,) = render(collection, draft.note_type, draft.fields)
    collection.close()
    client = open_client(SamePage)
    client.front(card.front).locator("button.option .text").get_by_text("0", exact=True).tap()
    summary = client.back(card.back).locator("summary").inner_text()
    others = count - 1
    form = {
        "uk": {1: "one", 2: "few", 3: "few", 6: "many", 11: "many"},
        "ar": {1: "one", 2: "two", 3: "few", 6: "few", 11: "many"},
    }.get(language, {1: "one"})
    expected = words(language)[f"others-{form.get(others, 'other')}"]
    assert summary == expected.replace("{n}", str(others))


FONTS = {"zh-Hans": "SC", "zh-CN": "SC", "zh-Hant": "TC", "zh-TW": "TC", "ja": "JP", "ko": "KR"}


def fonts(page: Page, selector: str) -> list[str]:
    """The names of the fonts that a text is drawn with; skips without the fonts for these characters."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    used = [font["familyName"] for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]]
    if not any("CJK" in name for name in used):
        pytest.skip(f"the Noto fonts for Chinese, Japanese and Korean are not installed ({used})")
    return used


@pytest.mark.parametrize("lang", FONTS)
def test_han_characters_have_the_glyphs_of_their_language(make: Make, open_client: OpenClient, lang: str) -> None:
    page = open_client(SamePage).front(make("直骨令", "茶", "水", lang=lang).front)
    used = fonts(page, ".question")
    assert [name.split()[-1] for name in used] == [FONTS[lang]]


@pytest.mark.parametrize(("lang", "teaches"), [("es", "zh-CN"), ("ar", "zh-CN"), ("en", "ja"), ("de", "ko")])
def test_quoted_characters_have_the_glyphs_of_the_language_that_is_taught(
    tmp_path: Path, open_client: OpenClient, lang: str, teaches: str
) -> None:
    asked = Question("<p><code>直骨令</code></p>", ASK.options, 1)
    (draft,) = drafts_of(replace(EMPTY, lang=lang, teaches=teaches, questions=(asked,)), "Tea")
    collection = open_collection(tmp_path)
    (card,) = render(collection, draft.note_type, draft.fields)
    collection.close()
    used = fonts(open_client(SamePage).front(card.front), ".question code")
    assert [name.split()[-1] for name in used] == [FONTS[teaches]]


def test_chinese_quotation_marks_are_as_wide_as_characters(make: Make, open_client: OpenClient) -> None:
    client = open_client(SamePage)
    for lang, wide in (("zh-Hans", True), ("en", False)):
        page = client.front(make("直“骨”令", "茶", "水", lang=lang).front)
        fonts(page, ".question")
        first, mark, second, *_ = places(page.locator(".question"), "直“骨”令")
        assert (second - mark == pytest.approx(mark - first, abs=1)) is wide


@pytest.mark.parametrize(("lang", "slanted"), [("zh-Hans", False), ("ja", False), ("ar", False), ("es", True)])
def test_stress_is_bold_where_a_script_has_no_italics(
    make: Make, open_client: OpenClient, lang: str, slanted: bool
) -> None:
    page = open_client(SamePage).front(make("1 *2* 3", "4", "5", lang=lang).front)
    style = page.locator(".question em").evaluate(
        """e => [getComputedStyle(e).fontStyle,
          getComputedStyle(e).fontWeight > getComputedStyle(e.parentNode).fontWeight]"""
    )
    assert style == (["italic", False] if slanted else ["normal", True])


def test_a_paragraph_in_another_language_says_so(make: Make, open_client: OpenClient) -> None:
    english = "The pot is on the table and this is what you need for it."
    german = "Die Kanne steht auf dem Tisch, und das ist nicht der Deckel, den wir suchen."
    page = open_client(SamePage).front(make(f"{german}\n\n{english}", english, german, lang="de").front)
    said = page.evaluate(
        """() => [...document.querySelectorAll(".question p, .option .text")].map(
          (e) => [e.textContent.slice(0, 3), e.closest("[lang]").lang])"""
    )
    assert sorted(said) == [["Die", "de"], ["Die", "de"], ["The", "en"], ["The", "en"]]


def test_a_long_german_word_is_hyphenated(make: Make, open_client: OpenClient) -> None:
    word = "Teekannendeckelhalterungsschraubenziehergriffbeschriftungsvorlage"
    page = open_client(SamePage).front(make(word, "Ja", "Nein", lang="de").front)
    style = page.locator(".question").evaluate("e => [getComputedStyle(e).hyphens, e.closest('[lang]').lang]")
    assert style == ["auto", "de"]
    lone = "<p lang=de style='width:1px;hyphens:auto'>Teekanne</p>"
    page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", lone)
    heights = page.evaluate(
        "() => { const p = document.body.lastElementChild, auto = p.offsetHeight; p.style.hyphens = 'none';"
        " return [auto, p.offsetHeight]; }"
    )
    if heights[0] == heights[1]:
        pytest.skip("this Chromium has no hyphenation patterns")
    page.evaluate("document.body.lastElementChild.remove()")
    wrapped = page.locator(".question").evaluate("e => e.scrollWidth <= e.clientWidth")
    assert wrapped


def test_korean_breaks_between_words(make: Make, open_client: OpenClient) -> None:
    page = open_client(SamePage).front(make("찻주전자는 따뜻합니다 " * 6, "네", "아니요", lang="ko").front)
    word = "찻주전자는"
    tops = page.locator(".question").evaluate(
        """(element, word) => {
          const node = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
          const lines = [];
          for (let at = node.data.indexOf(word); at >= 0; at = node.data.indexOf(word, at + 1)) {
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            lines.push(range.getClientRects().length);
          }
          return lines;
        }""",
        word,
    )
    assert tops == [1] * 6
