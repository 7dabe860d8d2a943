"""What the tests of the fact readers share: reading a snippet, reading a file of the curriculum."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from lecturedeck.facts import read_facts
from lecturedeck.lecture import Fact
from lecturedeck.markup.markdown import Node, Source, blocks, to_html
from tests.whole import LARGEST

CORPUS = LARGEST.root / "curriculum" / "challenges"


def render(markdown: str) -> str:
    out = to_html(markdown).strip()
    if out.startswith("<p>") and out.endswith("</p>") and out.count("<p>") == 1:
        return out[3:-4]
    return out


def facts(
    markdown: str, *, title: str = "A lecture", teaches: str = "", block: str = "", kind: str = ""
) -> tuple[Fact, ...]:
    source = Source(markdown.encode())
    return read_facts(
        source,
        [blocks(source)],
        title=title,
        teaches=teaches,
        render=render,
        block=block,
        kind=kind,
    )


def plain(card_html: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", card_html)).split())


def pairs(markdown: str, *, kind: str = "") -> list[tuple[str, str]]:
    return [(plain(fact.term), plain(fact.definition)) for fact in facts(markdown, kind=kind)]


def terms(markdown: str, *, kind: str = "") -> list[str]:
    return [term for term, _ in pairs(markdown, kind=kind)]


def prose(source: Source) -> list[list[Node]]:
    """The blocks of the sections with prose."""
    found: list[list[Node]] = [[]]
    inside = False
    for block in blocks(source, source.data.find(b"\n---", 3) + 4):
        if block.marker and block.level == 1:
            inside = block.marker in ("description", "interactive")
            found.append([])
        elif inside:
            found[-1].append(block)
    return found


def front(data: bytes, name: str) -> str:
    found = re.search(rf"^{name}:[ \t]*(.*)$", data[:2000].decode("utf-8", "replace"), re.M)
    return found[1].strip().strip("'\"") if found else ""


def facts_of(path: Path) -> tuple[Fact, ...]:
    data = path.read_bytes()
    source = Source(data)
    return read_facts(
        source,
        prose(source),
        title=front(data, "title"),
        teaches=front(data, "lang"),
        render=render,
        block=path.parent.name,
        kind=front(data, "challengeType"),
    )


def corpus() -> Iterator[Path]:
    for path in sorted(CORPUS.glob("*/blocks/*/*.md")):
        data = path.read_bytes()
        if b"# --seed--" not in data and re.search(rb"^# --(?:description|interactive)--", data, re.M):
            yield path
