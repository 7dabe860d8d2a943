"""Draws the README's pictures from the real cards of content/: `python docs/pictures.py`.

Needs the `test` extra, Chromium and Pillow (`pip install pillow`, which makes the files small). The cards are
rendered and shown as on a phone of 390 points, two pixels to a point.
"""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from lecturedeck.anki.cards import drafts_of
from lecturedeck.anki.notes import Draft
from lecturedeck.anki.notetypes import CHOICE, FACT, stylesheet
from lecturedeck.anki.render import render_card
from lecturedeck.reading.reader import Place, read_lecture

PROJECT = Path(__file__).parents[1]
LECTURE = PROJECT / "content" / "http-status-codes" / "01-http-response-codes.md"
QUESTION = "302 differ from 301"
PICK = "cached copy"
CODE = "404"
WIDTH, HEIGHT = 390, 700
COLOURS = 96  # enough for smooth letters; the pictures hold no photograph


def main() -> None:
    """Write docs/pictures/{choice-front,choice-back,fact}-{light,dark}.png."""
    drafts = list(drafts_of(read_lecture(LECTURE.read_bytes(), Place(str(LECTURE))), "Lecturedeck"))
    choice = next(draft for draft in drafts if draft.note_type is CHOICE and QUESTION in draft.fields[0])
    fact = next(draft for draft in drafts if draft.note_type is FACT and draft.fields[0] == CODE)
    executable = os.environ.get("LECTUREDECK_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=2, reduced_motion="reduce"
        )
        for mode, classes in (("light", ""), ("dark", " nightMode night_mode")):
            draw(page, choice, classes, f"choice-{{side}}-{mode}.png", PICK)
            draw(page, fact, classes, f"fact-{{side}}-{mode}.png")
        browser.close()


def draw(page: Page, draft: Draft, classes: str, name: str, pick: str = "") -> None:
    """Draw both sides of a note's first card; `pick` is part of the option to tap."""
    front, back = render_card(draft.note_type, draft.fields, 0)
    page.set_content(html(front, classes))
    if pick:
        page.locator("button.option", has_text=pick).click()
        page.mouse.move(0, 0)
        save(page, name.format(side="front"))
        # The same page goes on, as in Anki: its scripts run again for the back.
        page.evaluate(
            "(html) => { const qa = document.getElementById('qa'); qa.innerHTML = html;"
            " for (const old of qa.querySelectorAll('script')) { const script = document.createElement('script');"
            " script.textContent = old.textContent; old.replaceWith(script); } }",
            back,
        )
    else:
        page.set_content(html(back, classes))
    save(page, name.format(side="back"))


def html(side: str, classes: str) -> str:
    """A side of a card as a page of its own."""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><style>{stylesheet()}</style>'
        # The order of the options is drawn anew at each review; these pictures keep to one.
        "<script>Math.random = () => 0.4;</script>"
        f'<body class="card card1{classes}"><div id="qa" dir="auto">{side}</div>'
    )


def save(page: Page, name: str) -> None:
    """Save what the page shows as a small PNG."""
    target = PROJECT / "docs" / "pictures" / name
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(target, optimize=True)
    print(f"{target.relative_to(PROJECT)}  {target.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
