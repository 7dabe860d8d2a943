"""Reads the facts of a curriculum: counts, timing, predictions for a scorer, or a random sample to read.

python benchmarks/facts.py ../shared/corpus count
python benchmarks/facts.py ../shared/corpus time
python benchmarks/facts.py ../shared/corpus predict careful|all > predictions.jsonl
python benchmarks/facts.py ../shared/corpus sample SEED N [careful|all] [pattern]
"""

from __future__ import annotations

import html
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lecturedeck.facts import read_facts
from lecturedeck.lecture import Fact
from lecturedeck.markup.markdown import Node, Source, blocks, to_html


def render(markdown: str) -> str:
    out = to_html(markdown).strip()
    if out.startswith("<p>") and out.endswith("</p>") and out.count("<p>") == 1:
        return out[3:-4]
    return out


def front(data: bytes, name: str) -> str:
    found = re.search(rf"^{name}:[ \t]*(.*)$", data[:2000].decode("utf-8", "replace"), re.M)
    return found[1].strip().strip("'\"") if found else ""


def prose(source: Source) -> list[list[Node]]:
    found: list[list[Node]] = [[]]
    inside = False
    for block in blocks(source, source.data.find(b"\n---", 3) + 4):
        if block.marker and block.level == 1:
            inside = block.marker in ("description", "interactive")
            found.append([])
        elif inside:
            found[-1].append(block)
    return found


def asked(data: bytes) -> str:
    """The text of a file's own questions."""
    return data.partition(b"\n# --questions--")[2].decode()


def files(root: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(root.glob("curriculum/challenges/*/blocks/*/*.md")):
        data = path.read_bytes()
        if b"# --seed--" in data or not re.search(rb"^# --(?:description|interactive)--", data, re.M):
            continue
        yield path, data


def facts_of(path: Path, data: bytes) -> tuple[Fact, ...]:
    source = Source(data)
    return read_facts(
        source,
        prose(source),
        title=front(data, "title"),
        teaches=front(data, "lang"),
        render=render,
        block=path.parent.name,
        kind=front(data, "challengeType"),
        asked=asked(data),
    )


def plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())


def main(root: str, job: str, *rest: str) -> None:
    found = list(files(Path(root)))
    if job == "time":
        for path, data in found[:200]:
            facts_of(path, data)  # so that every module is loaded
        ready = [(path, data, Source(data)) for path, data in found]
        begin = time.process_time()
        ranges = [prose(source) for _, _, source in ready]
        structure = time.process_time() - begin
        begin = time.process_time()
        for (path, data, source), places in zip(ready, ranges, strict=True):
            read_facts(
                source,
                places,
                title=front(data, "title"),
                teaches=front(data, "lang"),
                render=render,
                block=path.parent.name,
                kind=front(data, "challengeType"),
                asked=asked(data),
            )
        took = time.process_time() - begin
        print(f"{len(found)} files: facts {took:.2f} s, {1000 * took / len(found):.3f} ms a file", end="")
        print(f" (for comparison: reading the blocks alone {1000 * structure / len(found):.3f} ms a file)")
    elif job == "count":
        count: Counter[tuple[str, str]] = Counter()
        both: Counter[tuple[str, str]] = Counter()
        for path, data in found:
            for fact in facts_of(path, data):
                count[fact.tier, fact.pattern] += 1
                both[fact.tier, fact.pattern] += bool(fact.reverse)
        print("| tier | pattern | facts | with a reverse card |\n|---|---|---|---|")
        for (tier, pattern), number in sorted(count.items(), key=lambda item: (item[0][0] == "all", item[0][1])):
            print(f"| {tier} | {pattern} | {number} | {both[tier, pattern]} |")
        for tier in ("careful", "all"):
            of_tier = [key for key in count if key[0] == tier]
            print(f"| {tier} | | {sum(count[key] for key in of_tier)} | {sum(both[key] for key in of_tier)} |")
    elif job == "predict":
        for path, data in found:
            for fact in facts_of(path, data):
                if fact.tier == "careful" or rest[:1] == ("all",):
                    name = "/".join(path.parts[-2:])
                    print(
                        json.dumps(
                            {
                                "path": name,
                                "term": fact.term,
                                "definition": fact.definition,
                                "category": plain(fact.category),
                            }
                        )
                    )
    elif job == "sample":
        tier = rest[2] if len(rest) > 2 else "careful"
        pattern = rest[3] if len(rest) > 3 else ""
        gold = {path.stem for path in (Path(root).parent / "facts" / "gold").glob("*.json")}
        pool = [
            (path, fact)
            for path, data in found
            if path.parent.name.startswith(("lecture-", "review-")) or pattern or tier == "all"
            if f"{path.parent.name}__{path.stem}" not in gold
            for fact in facts_of(path, data)
            if fact.tier == tier and (not pattern or fact.pattern == pattern)
        ]
        drawn = random.Random(int(rest[0])).sample(pool, min(int(rest[1]), len(pool)))
        for number, (path, fact) in enumerate(drawn, 1):
            place = f"{path.parent.name}/{path.stem[-6:]}:{fact.line}"
            print(f"{number}. [{fact.pattern}] {place}  <{plain(fact.category)}>")
            print(f"   {plain(fact.term)!r}: {plain(fact.definition)}")
            print(f"   < {plain(fact.reverse)}" if fact.reverse else "   < (no reverse)")
        print(len(pool), "in the pool")


if __name__ == "__main__":
    main(*sys.argv[1:])
