"""The founding lecture, the annotated files and the whole curriculum, where they are at hand."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from lecturedeck.lecture import Fact
from tests.facts.facts_reading import facts_of, plain, prose
from tests.whole import CODE_LECTURES, CORPUS, FOUNDING, SHARED

SCORER = SHARED / "facts" / "score.py"
needs_gold = pytest.mark.skipif(
    not (SCORER.exists() and FOUNDING.exists()),
    reason="needs freeCodeCamp sentences annotated in ../shared/facts, which are not ours to publish",
)


@lru_cache(maxsize=1)
def everything() -> tuple[tuple[Path, Fact], ...]:
    return tuple((path, fact) for path in prose() for fact in facts_of(path))


@pytest.mark.parametrize("path", CODE_LECTURES, ids=lambda path: str(path.stem))
class TestALectureAboutCodes:
    def test_gives_every_code_with_its_name_and_class(self, path: Path) -> None:
        found = {(f.code, f.name, f.category) for f in facts_of(path) if f.code}
        assert found == {
            ("200", "OK", "Success Codes"),
            ("201", "Created", "Success Codes"),
            ("204", "No Content", "Success Codes"),
            ("301", "Moved Permanently", "Redirection Codes"),
            ("302", "Found", "Redirection Codes"),
            ("304", "Not Modified", "Redirection Codes"),
            ("400", "Bad Request", "Client Error Codes"),
            ("401", "Unauthorized", "Client Error Codes"),
            ("403", "Forbidden", "Client Error Codes"),
            ("404", "Not Found", "Client Error Codes"),
            ("500", "Internal Server Error", "Server Error Codes"),
            ("502", "Bad Gateway", "Server Error Codes"),
            ("503", "Service Unavailable", "Server Error Codes"),
        }

    def test_asks_for_every_code_both_ways(self, path: Path) -> None:
        for fact in facts_of(path):
            if fact.code:
                assert fact.reverse
                assert fact.code not in fact.reverse
                assert fact.tier == "careful"

    def test_says_which_codes_start_with_which_digit(self, path: Path) -> None:
        said = " ".join(plain(fact.definition) for fact in facts_of(path) if not fact.code)
        assert re.findall(r"start with the number (\d)", said) == ["2", "3", "4"]

    def test_takes_the_sentence_that_defines(self, path: Path) -> None:
        (fact,) = (fact for fact in facts_of(path) if fact.code == "401")
        assert "credentials" in fact.definition
        assert "username" in fact.detail


@needs_gold
@pytest.mark.parametrize(("tier", "precision", "recall"), [("careful", 0.95, 0.75), ("all", 0.90, 0.85)])
def test_the_annotated_files_are_read_well(tier: str, precision: float, recall: float, tmp_path: Path) -> None:
    scores, _ = score(tier, tmp_path)
    assert scores["precision_judged"] >= precision
    assert scores["recall_must"] >= recall


@needs_gold
def test_the_founding_lecture_is_complete(tmp_path: Path) -> None:
    _, report = score("careful", tmp_path)
    assert re.search(r"founding\s+17/17", report)


def score(tier: str, folder: Path) -> tuple[dict[str, float], str]:
    lines: list[str] = []
    for path in [*gold_files(), FOUNDING]:
        block = path.parent.name if path != FOUNDING else "lecture-understanding-how-http-dns-tcpip-work"
        for fact in facts_of(path):
            if tier == "all" or fact.tier == tier:
                said = {"term": fact.term, "definition": fact.definition, "category": plain(fact.category)}
                lines.append(json.dumps({"path": f"{block}/{path.name}", **said}))
    out = folder / "scores.json"
    done = subprocess.run(
        [sys.executable, str(SCORER), "--json", str(out)],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(out.read_text()), done.stdout


def gold_files() -> Iterator[Path]:
    for annotation in sorted((SCORER.parent / "gold").glob("*.json")):
        wanted = json.loads(annotation.read_text(encoding="utf-8"))["path"]
        yield from (CORPUS.root / "curriculum" / "challenges").glob(f"*/blocks/{wanted}")


class TestTheWholeCurriculum:
    def test_gives_facts(self) -> None:
        assert len(everything()) > 60

    def test_gives_no_definition_without_words(self) -> None:
        for path, fact in everything():
            words = plain(re.sub(r"<(code|pre)\b.*?</\1>", "", fact.definition, flags=re.S))
            assert re.search(r"\w", words), (path.name, fact.term)

    def test_gives_no_term_of_more_than_80_characters(self) -> None:
        assert [fact.term for _, fact in everything() if len(plain(fact.term)) > 80] == []

    def test_gives_no_fact_twice_in_a_lecture(self) -> None:
        keys = [(path, plain(fact.term).casefold(), plain(fact.definition)) for path, fact in everything()]
        assert len(keys) == len(set(keys))

    def test_gives_no_reverse_that_holds_its_own_answer(self) -> None:
        leaks = [
            (path.name, name, plain(fact.reverse))
            for path, fact in everything()
            if fact.reverse
            for name in names(fact)
            if found(name, plain(fact.reverse)) or found(name, plain(fact.category))
        ]
        assert leaks == []

    def test_gives_every_tag_its_end(self) -> None:
        for _, fact in everything():
            for text in (fact.definition, fact.reverse):
                for tag in ("strong", "em", "code", "a", "span"):
                    assert len(re.findall(rf"<{tag}\b", text)) == text.count(f"</{tag}>")


def names(fact: Fact) -> set[str]:
    """What a learner would call the answer: a check of its own, which knows nothing of masking."""
    term = plain(fact.term)
    bare = re.sub(r"^(?:the|an?)\s+", "", re.sub(r"\s*\([^()]*\)", "", term), flags=re.I)
    found = {term, bare, fact.code, fact.name, term.removesuffix("()"), bare.removesuffix("()")}
    found |= set(re.findall(r"(?<=\s)\(([^()]{2,})\)", term))
    capitals = "".join(word[0] for word in bare.split() if word[0].isupper())
    if len(capitals) > 2:
        found.add(capitals)
    found |= {name.removesuffix("s") for name in found if len(name) > 4} | {f"{name}s" for name in found if name}
    return {name for name in found if name and re.search(r"\w", name)}


def found(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I if len(name) > 3 else 0))
