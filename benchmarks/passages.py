"""How the weights of `reading/passages` were found, and how often a passage is right (docs/passages.md).

    python benchmarks/passages.py GOLD BLOCKS

GOLD has a question a line as JSON: `path` (below BLOCKS), `number` among the file's questions, `paragraphs` of the
lecture, `best` (the numbers of those that answer it, together) and `also` (the numbers of others that would do).
The weights are fitted so that the pieces which answer a question are likely ones, on nine tenths of the files at a
time, and measured on the rest. Needs numpy and scipy.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from lecturedeck.reading.files import Place
from lecturedeck.reading.kinds import questions
from lecturedeck.reading.passages.choosing import choose, to_the_point
from lecturedeck.reading.passages.pieces import Piece, pieces_of
from lecturedeck.reading.passages.ranking import Asked, Rarity, Signs, asked, covered, likelihood, score, signs_of
from lecturedeck.reading.reader import open_file
from lecturedeck.reading.sections import section

PARTS = 10
KEPT_SMALL = 30.0  # how much large weights cost
SHOWN = (0.7, 0.75, 0.8, 0.85, 0.9, 1.0)


@dataclass(frozen=True)
class Case:
    path: str
    asked: Asked
    pieces: list[Piece]
    signs: Any
    answers: Any
    best: list[str]
    also: list[str]


def read(row: dict[str, Any], folder: Path) -> Case:
    path = folder / row["path"]
    file = open_file(path.read_bytes(), Place(str(path)))
    question = questions.KIND.read(file).questions[row["number"]]
    prose = [*section(file.blocks, "description")[1], *section(file.blocks, "interactive")[1]]
    pieces = pieces_of(file.source, prose, "english")
    best, also = ([row["paragraphs"][number] for number in row[key]] for key in ("best", "also"))
    texts = [piece.text.strip() for piece in pieces]
    answers = [
        any(text == part.strip() or (len(text) > 30 and text in part) for part in best + also) for text in texts
    ]
    wanted = asked(question, "english", Rarity(pieces))
    signs = np.array([signs_of(piece, wanted) for piece in pieces], float)
    return Case(row["path"], wanted, pieces, signs, np.array(answers, float), best, also)


def fit(cases: Sequence[Case], spread: Any) -> Any:
    """The weights under which the pieces that answer are likeliest."""

    def loss(weights: Any) -> tuple[float, Any]:
        value, slope = KEPT_SMALL * weights @ weights, 2 * KEPT_SMALL * weights
        for case in cases:
            signs = case.signs / spread
            odds = np.exp(signs @ weights - (signs @ weights).max())
            likely, likely_right = odds / odds.sum(), odds * case.answers
            total = max(likely_right.sum(), 1e-12)
            value -= np.log(total / odds.sum())
            slope -= signs.T @ (likely_right / total - likely)
        return value, slope

    return minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B").x / spread


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", text)).casefold())


def right(case: Case, chosen: Sequence[int]) -> bool:
    """Whether the chosen pieces hold what answers the question, and little else."""
    have = words(" ".join(case.pieces[index].text for index in chosen))
    return any(_covers(have, words(" ".join(parts))) for parts in [case.best, *([part] for part in case.also)])


def _covers(have: list[str], want: list[str]) -> bool:
    shared = sum((Counter(want) & Counter(have)).values())
    return shared >= 0.8 * len(want) and len(" ".join(have)) <= 2.5 * len(" ".join(want)) + 300


def measure(cases: Sequence[Case], weights: Any) -> list[tuple[float, float, bool]]:
    found = []
    for case in cases:
        scores = [score(signs, weights) for signs in case.signs]
        chosen = choose(case.pieces, scores)
        enough = covered([case.pieces[index] for index in chosen], case.asked)
        shown = to_the_point(case.pieces, chosen, scores, case.asked)
        found.append((likelihood(scores, chosen), enough, right(case, shown)))
    return found


def report(name: str, found: Sequence[tuple[float, float, bool]]) -> None:
    order = sorted(found, key=lambda entry: -entry[0])
    print(f"{name}: right {sum(entry[2] for entry in found)} of {len(found)}")
    for share in SHOWN:
        shown = order[: round(share * len(order))]
        exact = sum(entry[2] for entry in shown) / len(shown)
        print(f"  shown {share:.0%}: right {exact:.1%}, likelihood at least {shown[-1][0]:.3f}")
    for least in (0.1, 0.2, 0.3, 0.4, 0.5):
        lost = [entry for entry in found if entry[1] < least]
        print(f"  covered below {least}: {len(lost)}, of which right {sum(entry[2] for entry in lost)}")


def main() -> None:
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    cases = [read(row, Path(sys.argv[2])) for row in rows if not row["none"]]
    spread = np.vstack([case.signs for case in cases]).std(0) + 1e-9
    files = sorted({case.path for case in cases})
    unseen: list[tuple[float, float, bool]] = []
    for part in range(PARTS):
        held_back = set(files[part::PARTS])
        weights = fit([case for case in cases if case.path not in held_back], spread)
        unseen += measure([case for case in cases if case.path in held_back], weights)
    report("cross-validated by file", unseen)
    weights = fit(cases, spread)
    report("all", measure(cases, weights))
    print(dict(zip(Signs._fields, np.round(weights, 2).tolist(), strict=True)))


main()
