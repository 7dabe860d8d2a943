"""The preview page, seen as text: whole, closed, and made from the templates."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from click.testing import Result

from lecturedeck.anki.notetypes import CHOICE, NoteType, asset
from lecturedeck.anki.render import ordinals, render_card
from lecturedeck.preview import render_preview
from tests.browser.samples import SAMPLES, WRONG_DOOR
from tests.conftest import lecture_text, question_text


@dataclass(frozen=True)
class Shown:
    note_type: NoteType
    fields: tuple[str, ...]
    deck: str = "Lecturedeck::Doors::Codes"


NOTES = [Shown(sample.note_type, sample.fields) for sample in SAMPLES]


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    read: dict[str, Any] = json.loads(found[1])
    return read


def cards_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [card for lecture in data["lectures"] for card in lecture["cards"]]


def test_it_shows_every_card_as_the_renderer_made_it() -> None:
    shown = cards_of(data_of(render_preview(NOTES)))
    assert len(shown) == sum(len(ordinals(sample.note_type, sample.fields)) for sample in SAMPLES)
    front = shown[0]["front"]
    for name in ("card.js", "choice.js"):
        front = front.replace(f'<script data-name="{name}"></script>', f"<script>\n{asset(name)}</script>")
    assert front == render_card(WRONG_DOOR.note_type, WRONG_DOOR.fields, 0)[0]


def test_cards_stand_under_their_lecture_in_order() -> None:
    decks = ((0, "A::One"), (11, "A::B::Two"), (1, "A::One"))
    notes = [replace(NOTES[number], deck=deck) for number, deck in decks]
    lectures = data_of(render_preview(notes))["lectures"]
    shown = [(one["name"], one["path"], len(one["cards"])) for one in lectures]
    assert shown == [("One", "A", 2), ("Two", "A › B", 1)]


def test_it_holds_all_it_needs_and_may_ask_for_nothing_else() -> None:
    page = render_preview(NOTES)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none';")
    assert "http" not in policy[1]
    assert not re.search(r"<(?:link|img|script)[^>]* (?:src|href)=", page)


def test_text_of_a_card_cannot_end_the_data() -> None:
    note = replace(NOTES[11], fields=("</script><script>alert(1)</script><!--", *NOTES[11].fields[1:]))
    page = render_preview([note])
    assert "</script><script>alert(1)" not in page
    assert "</script><script>alert(1)" in data_of(page)["lectures"][0]["cards"][0]["front"]


def test_pictures_go_into_the_page_once(tmp_path: Path) -> None:
    (tmp_path / "dot.png").write_bytes(b"\x89PNG")
    fields = ('<img src="dot.png" alt="a dot"> <img src="gone.png" alt="gone">', *NOTES[0].fields[1:])
    page = render_preview([replace(NOTES[0], fields=fields)] * 2, {"dot.png": tmp_path / "dot.png"})
    assert data_of(page)["media"] == {"dot.png": "data:image/png;base64,iVBORw=="}
    assert page.count("iVBORw==") == 1


def test_a_title_stays_text() -> None:
    assert "<h1>a &lt;b> &amp; c</h1>" in render_preview([], title="a <b> & c")


def test_a_preview_never_takes_the_place_of_a_lecture(lecturedeck: Callable[..., Result], tmp_path: Path) -> None:
    text = lecture_text("# --questions--\n\n" + question_text())
    (tmp_path / "a.md").write_text(text)
    assert lecturedeck("preview", tmp_path / "a.md", "-o", tmp_path / "a.md").exit_code == 1
    assert (tmp_path / "a.md").read_text() == text


def test_the_page_speaks_the_language_of_its_cards() -> None:
    def page_in(*languages: str) -> str:
        at = CHOICE.field_names.index("Language")
        notes = []
        for language in languages:
            fields = [""] * len(CHOICE.field_names)
            fields[0], fields[at] = "1 + 1?", language
            notes.append(Shown(CHOICE, tuple(fields), "Tea"))
        return render_preview(notes)

    assert '<html lang="ar" dir="rtl">' in page_in("ar", "ar")
    assert "بحث" in page_in("ar")
    assert "Suche" in page_in("de-AT")
    assert '<html lang="en" dir="ltr">' in page_in("")
    assert data_of(page_in("de"))["kinds"]["Reverse"] == "Fakten rückwärts"
    assert set(data_of(page_in("ja"))["kinds"]) == {
        one["kind"] for one in cards_of(data_of(render_preview(NOTES)))
    }
    assert "Search" in page_in("de", "ja")
