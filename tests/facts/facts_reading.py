"""What the tests of the fact readers share: reading a snippet or a file of the curriculum as the program does."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from lecturedeck.lecture import Fact
from lecturedeck.reading.files import Place
from lecturedeck.reading.reader import read_lecture
from tests.whole import CODES, CURRICULA, PROJECT

OURS = [*sorted((PROJECT / "content").rglob("*.md")), CODES]
BEFORE = 8  # lines that stand before a snippet in its file


def facts(
    markdown: str, *, title: str = "A lecture", teaches: str = "", block: str = "", kind: str = ""
) -> tuple[Fact, ...]:
    """The facts of a snippet that stands in a lecture's description."""
    front = f"---\nid: tea\ntitle: {title}\nchallengeType: {kind}\nlang: {teaches}\n---\n"
    text = f"{front}# --description--\n\n{markdown}"
    return read_lecture(text.encode(), Place("tea.md", language="english", block=block)).facts


def plain(card_html: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", card_html)).split())


def pairs(markdown: str, *, kind: str = "") -> list[tuple[str, str]]:
    return [(plain(fact.term), plain(fact.definition)) for fact in facts(markdown, kind=kind)]


def terms(markdown: str, *, kind: str = "") -> list[str]:
    return [term for term, _ in pairs(markdown, kind=kind)]


def careful(markdown: str) -> list[str]:
    """The terms of the facts that can be trusted unread."""
    return [plain(fact.term) for fact in facts(markdown) if fact.tier == "careful"]


def facts_of(path: Path) -> tuple[Fact, ...]:
    block = path.parent.name if "challenges" in path.parts else ""
    language = path.parts[-4] if block else "english"
    return read_lecture(path.read_bytes(), Place(str(path), language=language, block=block)).facts


def prose() -> Iterator[Path]:
    """Every lecture at hand that explains something: our own ones, and those of the curricula."""
    yield from OURS
    for curriculum in CURRICULA:
        for path in sorted((curriculum.root / "curriculum" / "challenges").glob("*/blocks/*/*.md")):
            data = path.read_bytes()
            if b"# --seed--" not in data and re.search(rb"^# --(?:description|interactive)--", data, re.M):
                yield path
