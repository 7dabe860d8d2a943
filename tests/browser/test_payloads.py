"""What attackers write into lectures, shown by Anki's own reviewer and by the preview: nothing of it runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from click.testing import Result
from playwright.sync_api import Browser, Page

from tests.browser.conftest import NOT_OURS, OpenClient
from tests.browser.screen import FreshPages, SamePage
from tests.conftest import blank_text, import_package, lecture_text, question_text
from tests.fuzz.grammar import ATTRIBUTES, PAYLOADS, TAGS

Run = Callable[..., Result]
WRITTEN = [
    *PAYLOADS,
    *(f"<{tag} {ATTRIBUTES[0]} {ATTRIBUTES[2]}>x</{tag}>" for tag in TAGS[::3]),
    *(f"<a {attribute}><img {attribute}>x</a>" for attribute in ATTRIBUTES),
]
LANGUAGE = "en]x[/anki:tts]<script>alert(1)</script>"
# Sets a mark on the page where a payload's own call would open a dialog.
WATCH = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = () => window.ran.push(name);
"""


def lectures(folder: Path) -> Path:
    """Lectures with every payload in every part of a lecture."""
    folder.mkdir()
    for number, text in enumerate(WRITTEN):
        line = text.replace("\n", " ")
        answers = ((f"a {text}", f"b {text}"), (f"c {text}", None))
        body = (
            f"<!-- (Audio) Tom: {line.replace('-->', '')} -->\n\n"
            f"# --description--\n\n- **Tea {number}** is {line} warm.\n\n"
            f"# --questions--\n\n{question_text(f'{number} $x = 1$ {text}', answers)}"
            f"# --explanation--\n\n{text}\n\n"
            + blank_text(f"{number} BLANK {line.replace('`', '')}", blanks=(("cosy", text),))
        )
        title = "'" + line.replace("'", "''") + "'"
        lang = "'" + LANGUAGE + "'" if number % 2 else "en-US"
        (folder / f"{number}.md").write_text(lecture_text(body, id=f"{number}", title=title, lang=lang))
    return folder


def marks(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.ran || []")
    return found


@pytest.mark.parametrize("kind", [SamePage, FreshPages])
def test_no_card_of_a_hostile_lecture_runs_or_fetches_anything(
    lecturedeck: Run, collection: Collection, open_client: OpenClient, tmp_path: Path, kind: type[SamePage]
) -> None:
    lecturedeck("build", lectures(tmp_path / "in"), "-o", tmp_path / "x.apkg")
    import_package(collection, tmp_path / "x.apkg")
    cards = [collection.get_card(number) for number in collection.find_cards("")]
    assert len(cards) > len(WRITTEN)
    client = open_client(kind, script=WATCH)
    client.page.on("dialog", lambda dialog: client.complaints.append(f"dialog: {dialog.message}"))
    for card in cards:
        page = client.front(card.question(), card.ord)
        assert marks(page) == [], card.question()
        page = client.back(card.answer(), card.ord)
        page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        assert marks(page) == [], card.answer()
        assert [said for said in client.complaints if NOT_OURS not in said] == [], card.answer()


def test_the_preview_of_hostile_lectures_runs_and_fetches_nothing(
    lecturedeck: Run, chromium: Browser, tmp_path: Path
) -> None:
    target = tmp_path / "preview.html"
    lecturedeck("preview", lectures(tmp_path / "in"), "-o", target)
    context = chromium.new_context(offline=True)
    context.add_init_script(WATCH)
    complaints: list[str] = []
    page = context.new_page()
    page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: complaints.append(asked.url) if asked.url.startswith("http") else None)
    page.goto(target.as_uri())
    for frame in page.frames:
        frame.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert frame.evaluate("window.ran || []") == []
    assert complaints == []
    context.close()
