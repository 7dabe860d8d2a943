"""Fits the weights of the evidence on facts, and says what they are worth on files they were not fitted on.

python benchmarks/fit_facts.py ../shared            cross-validated by file
python benchmarks/fit_facts.py ../shared write      the same, then fits on all files and writes weights.json
python benchmarks/fit_facts.py ../shared write FILE  keeps what each fold found in the files it had not seen

Needs scikit-learn. Truth are the annotated files and the verdicts in ../shared/facts, and the verdicts in
tests/facts. A sentence that is in none of them teaches nothing, except in an annotated file, where what is not
annotated counts as wrong.
"""

from __future__ import annotations

import hashlib
import html
import importlib.util
import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from facts import asked, front, plain, prose, render
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from lecturedeck.facts import choice, page_of, read_facts
from lecturedeck.facts.candidates import candidates_of
from lecturedeck.facts.choice import FAMILIES, Weights
from lecturedeck.facts.evidence import Context, evidence
from lecturedeck.facts.masking.fairness import fairness, shared_words
from lecturedeck.markup.markdown import Source

FOLDS = 6
STRENGTH = 0.12  # of the fit: smaller is smoother
RARE = 5  # evidence that fewer candidates have weighs nothing
SLIGHT = 0.015  # and so does what weighs less than this
UNJUDGED = 1.6  # what a sentence counts that an annotator passed over in silence
BESIDE = 2.0  # and what one counts that speaks of an annotated term without defining it
CAREFUL, ALL, FAIR = 0.42, 0.18, 0.9
STEPS = (0.9, 0.85, 0.8, 0.75, 0.7, 0.66, 0.6, 0.55, 0.5, 0.45, CAREFUL, 0.4, 0.35, 0.3, 0.25, 0.2, ALL)
# What a lecture of codes promises its readers, though hardly any annotated file has one.
PINNED = {
    "term: a code with its name": 2.5,
    "a phrase and its translation": 5.0,
    "a label that stands alone in another language": 3.0,
    "another language": -6.0,
}
# Kinds that the rubric calls bad, and of which the annotated files have too few to teach it.
DOUBTS = (
    "term: an adverb",
    "term: only a kind",
    "term: a number of things",
    "term: holds an article",
    "term: holds a verb or an adverb",
    "term: code of an example",
    "term: a part of the text or a task",
    "term: opens with a little word",
    "term: declared by the lecture's programs",
    "new words in the definition: 0",
    "speaks of us",
    "says “we”",
    "leans on an example or another lecture",
    "names code of the program right before",
    "names what the lecture's programs declare",
    "hedges",
    "only praise",
    "adverb: also",
    "says “also”",
    "the second verb",
    "a second clause",
    "the third sentence for its term",
    "the later sentence for its term",
    "a bare pronoun",
    "clause: plain",
    "the announcement goes on",
    "page: a step or task",
)
DOUBT = -0.6
GENERIC = "term: a part of the text or a task"  # the surest of them
TARGET = Path(choice.__file__).with_name("weights.json")


class Row(NamedTuple):
    """A candidate of a file with a known answer."""

    path: str
    shape: str
    names: tuple[str, ...]
    good: bool
    weight: float
    key: tuple[str, str]


OWN = Path("tests/facts/verdicts.tsv")


def digest(term: str, definition: str) -> str:
    """What stands for a fact in the project's own verdicts, which hold no sentence of a curriculum."""
    return hashlib.sha256(f"{key(term)}\n{key(definition)}".encode()).hexdigest()[:16]


@cache
def own_verdicts() -> dict[str, str]:
    """The project's own verdicts: good, minor or bad, by digest."""
    return {line.split("\t")[0]: line.split("\t")[1] for line in OWN.read_text(encoding="utf-8").splitlines()}


def main(shared: str, *rest: str) -> None:
    facts, curriculum = Path(shared) / "facts", Path(shared) / "corpus/curriculum/challenges/english/blocks"
    scorer = scorer_of(facts)
    gold = {
        path: (name, lecture)
        for name in ("gold-lectures", "gold")
        for path, lecture in scorer.load_gold(facts / name).items()
    }
    verdicts: dict[str, dict[tuple[str, str], dict[str, str]]] = defaultdict(dict)
    for line in (facts / "verdicts.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        verdicts[row["path"]][key(row["term"]), key(row["definition"])] = row
    paths = sorted("/".join(path.parts[-2:]) for path in curriculum.glob("*/*.md"))
    rows = [row for path in paths for row in rows_of(path, curriculum, scorer, gold, verdicts)]
    for lecture in sorted(Path("content").rglob("*.md")):
        rows += own_rows(lecture)
    groups = np.array([row.path for row in rows])
    found: list[dict[str, Any]] = []
    chances: dict[tuple[str, str, str], float] = {}
    folds = list(GroupKFold(FOLDS).split(rows, groups=groups))
    for train, test in folds:
        model = fitted([rows[at] for at in train])
        for at in test:
            row = rows[at]
            spot = (row.path, *row.key)
            chances[spot] = max(chances.get(spot, 0.0), chance(model, row))
        for path in sorted({rows[at].path for at in test} & set(paths)):
            found += predictions(path, curriculum, model)
    if rest[1:]:
        Path(rest[1]).write_text("\n".join(map(json.dumps, found)), encoding="utf-8")
    report(found, verdicts, scorer, facts)
    fair = fit_reverse(verdicts, chances)
    if rest[:1] == ("write",):
        model = replace(fitted(rows), reverse=fair[0], reverse_bias=fair[1])
        TARGET.write_text(
            json.dumps(asdict(model), ensure_ascii=False, indent=0, sort_keys=True), encoding="utf-8"
        )
        print(
            f"{len(model.every) + sum(map(len, model.families.values()))} weights, "
            f"{TARGET.stat().st_size // 1024} KB"
        )


def rows_of(path: str, curriculum: Path, scorer: Any, gold: Any, verdicts: Any) -> list[Row]:
    """The candidates of a file whose answer is known."""
    data = (curriculum / path).read_bytes()
    block = path.split("/")[0]
    page = page_of(
        source := Source(data),
        prose(source),
        title=front(data, "title"),
        teaches=front(data, "lang"),
        block=block,
        kind=front(data, "challengeType"),
        asked=asked(data),
    )
    if page is None:
        return []
    candidates = candidates_of(page)
    context = Context(page, candidates, block)
    out = []
    for candidate in candidates:
        said = candidate.flat.text[candidate.start : candidate.end]
        names = tuple(evidence(candidate, context))
        good, weight = None, 1.0
        if path in gold:
            lecture = gold[path][1]
            bare, loose, text = scorer.tnorm(candidate.name), scorer.variants(candidate.name), scorer.norm(said)
            named = [fact for fact in lecture["facts"] if bare in fact.exact or loose & fact.loose]
            good = any(all(phrase in text for phrase in fact.phr) for fact in named)
            weight = 1.0 if good else BESIDE if named or bare in lecture["nots"] else UNJUDGED
        verdict = verdicts[path].get((key(candidate.name), key(said))) if path in verdicts else None
        if verdict is not None:
            good = verdict["forward"] != "bad" if good is None else good and verdict["forward"] != "bad"
            weight = 0.5 if verdict["forward"] == "minor" else 1.0 if good else 3.0
        own = own_verdicts().get(digest(candidate.name, said))
        if own is not None and verdict is None:
            good = own != "bad" if good is None else good and own != "bad"
            weight = 0.5 if own == "minor" else 1.0 if good else 1.5
        if good is not None and not candidate.scope:
            out.append(Row(path, candidate.shape, names, good, weight, (key(candidate.name), key(said))))
    return out


def own_rows(lecture: Path) -> list[Row]:
    """The candidates of a lecture of ours: what is bold at the beginning of a paragraph is what it teaches."""
    source = Source(lecture.read_bytes())
    page = page_of(source, prose(source), title=front(source.data, "title"), teaches="", asked=asked(source.data))
    if page is None:
        return []
    candidates = candidates_of(page)
    context = Context(page, candidates, "")
    return [
        Row(
            lecture.name,
            candidate.shape,
            tuple(evidence(candidate, context)),
            candidate.shape == "subject" and candidate.bold and not candidate.sentence,
            0.7,
            (candidate.name, ""),
        )
        for candidate in candidates
    ]


def fitted(rows: list[Row]) -> Weights:
    """The weights that tell the good rows from the bad ones."""
    described = [described_row(row) for row in rows]
    count = Counter(name for names in described for name in names)
    described = [
        {
            name: 1
            for name in names
            if count[name] >= RARE and name.partition(" | ")[2] not in PINNED and name not in PINNED
        }
        for names in described
    ]
    vectorizer = DictVectorizer(dtype=np.float32)
    matrix = narrow(vectorizer.fit_transform(described))
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=300)
    model.fit(matrix, [row.good for row in rows], sample_weight=[row.weight for row in rows])
    every: dict[str, float] = {}
    own: dict[str, dict[str, float]] = defaultdict(dict)
    for name, weight in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True):
        family, mark, rest = name.partition(" | ")
        if mark:
            own[family][rest] = float(weight)
        else:
            every[name] = float(weight)
    families = {
        family: {
            name: round(weight + every.get(name, 0.0), 3) for name, weight in table.items() if abs(weight) > SLIGHT
        }
        for family, table in own.items()
    }
    every = {name: round(weight, 3) for name, weight in every.items() if abs(weight) > SLIGHT} | PINNED
    for table in (every, *families.values()):
        for name in DOUBTS:
            if name in table or table is every:
                table[name] = round(table.get(name, 0.0) + (2 * DOUBT if name == GENERIC else DOUBT), 3)
    return Weights(round(float(model.intercept_[0]), 3), every, families, CAREFUL, ALL, {}, 5.0, FAIR)


def narrow(matrix: Any) -> Any:
    """The matrix with the small indices that the solver asks for."""
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    return matrix


def described_row(row: Row) -> set[str]:
    names = {f"shape: {row.shape}", *row.names}
    return names | {f"{FAMILIES[row.shape]} | {name}" for name in names}


def chance(model: Weights, row: Row) -> float:
    own = model.families.get(FAMILIES[row.shape], {})
    names = (f"shape: {row.shape}", *row.names)
    return float(1 / (1 + np.exp(-model.bias - sum(own.get(name, model.every.get(name, 0.0)) for name in names))))


def predictions(path: str, curriculum: Path, model: Weights) -> list[dict[str, Any]]:
    """The facts of a file by weights that were fitted on others."""
    data = (curriculum / path).read_bytes()
    source = Source(data)
    facts = read_facts(
        source,
        prose(source),
        title=front(data, "title"),
        teaches=front(data, "lang"),
        render=render,
        block=path.split("/")[0],
        kind=front(data, "challengeType"),
        asked=asked(data),
        known=replace(model, all=0.05, careful=0.05),
    )
    return [
        {
            "path": path,
            "term": fact.term,
            "definition": fact.definition,
            "category": plain(fact.category),
            "probability": fact.probability,
            "pattern": fact.pattern,
        }
        for fact in facts
    ]


def report(found: list[dict[str, Any]], verdicts: Any, scorer: Any, facts: Path) -> None:
    for name in ("gold-lectures", "gold"):
        print(f"\n{name}: least probability, facts, precision of the judged, of all, recall of must")
        for least in STEPS:
            truth = scorer.load_gold(facts / name)
            taken = [one for one in found if one["probability"] >= least]
            result, _, _ = scorer.score(taken, truth)
            right, wrong = len(result["correct"]), len(result["bad_def"]) + len(result["wrong"])
            must = [fact for lecture in truth.values() for fact in lecture["facts"] if fact.d["must"]]
            judged = right + wrong
            print(
                f"{least:.2f}  {judged + len(result['unjudged']):5}  {right / max(judged, 1):.3f}"
                f"  {right / max(judged + len(result['unjudged']), 1):.3f}"
                f"  {sum(fact.hit for fact in must) / len(must):.3f}"
            )
    print("\nown verdicts: least probability, good, minor, bad, share of bad")
    for least in (0.8, 0.7, 0.6, 0.5, CAREFUL, 0.3, ALL):
        tally = Counter(
            own_verdicts().get(digest(one["term"], one["definition"]), "")
            for one in found
            if one["probability"] >= least
        )
        given = sum(tally.values()) - tally[""]
        share = tally["bad"] / max(given, 1)
        print(f"{least:.2f}  {tally['good']:5} {tally['minor']:4} {tally['bad']:4}  {share:.3f}")
    print("\nverdicts: least probability, good, minor, bad, share of bad, good terms still given")
    known = {spot: row for rows in verdicts.values() for spot, row in rows.items()}
    goods = {
        (path, term)
        for path, rows in verdicts.items()
        for (term, _), row in rows.items()
        if row["forward"] == "good"
    }
    for least in (0.8, 0.7, 0.66, 0.6, 0.5, CAREFUL, 0.4, 0.3, 0.2, ALL):
        count: Counter[str] = Counter()
        given = set()
        for one in found:
            if one["probability"] >= least:
                spot = key(one["term"]), key(one["definition"])
                row = verdicts[one["path"]].get(spot) or known.get(spot) if one["path"] in verdicts else None
                given.add((one["path"], spot[0]))
                if row:
                    count[row["forward"]] += 1
        print(
            f"{least:.2f}  {count['good']:5} {count['minor']:4} {count['bad']:4}"
            f"  {count['bad'] / max(sum(count.values()), 1):.3f}  {len(goods & given) / len(goods):.3f}"
        )


def fit_reverse(verdicts: Any, chances: dict[tuple[str, str, str], float]) -> tuple[dict[str, float], float]:
    """The weights of the reverse cards' evidence, fitted on the verdicts on those cards."""
    described, good, weight, groups, rows = [], [], [], [], []
    cut: Counter[str] = Counter()
    for path, table in verdicts.items():
        terms: dict[str, list[str]] = defaultdict(list)
        for row in table.values():
            terms[row["category"]].append(row["term"])
        for row in table.values():
            if row["reverse"] == "none" or path.split("/")[0].startswith(
                ("workshop-", "lab-", "build-", "daily-", "project-")
            ):
                continue
            shared = shared_words(term for term in terms[row["category"]] if term != row["term"])
            prompt = html.escape(row["reverse_prompt"])
            names = fairness(row["term"], row["category"], prompt, shared)
            if chances.get((path, key(row["term"]), key(row["definition"])), 0.0) < ALL:
                continue  # a fact that is not given has no cards
            if "gives the term away" in names:
                cut[row["reverse"]] += 1
                continue
            described.append(names)
            good.append(row["reverse"] != "bad")
            weight.append(0.6 if row["reverse"] == "minor" else 1.0)
            groups.append(path)
            rows.append(row)
    count = Counter(name for names in described for name in names)
    vectorizer = DictVectorizer()
    matrix = narrow(
        vectorizer.fit_transform([{name: 1 for name in names if count[name] >= 4} for names in described])
    )
    truth, weights_, out = np.array(good), np.array(weight), np.zeros(len(good))

    def new() -> LogisticRegression:
        return LogisticRegression(C=0.2, solver="liblinear")

    for train, test in GroupKFold(FOLDS).split(matrix, groups=groups):
        out[test] = (
            new().fit(matrix[train], truth[train], sample_weight=weights_[train]).predict_proba(matrix[test])[:, 1]
        )
    model = new().fit(matrix, truth, sample_weight=weights_)
    seen = model.predict_proba(matrix)[:, 1]
    print(
        f"\nreverse: refused as given away {dict(cut)}; "
        "then least probability, good, minor, bad, share of bad (fitted)"
    )
    for least in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):
        parts = []
        for chance_ in (out, seen):
            tally = Counter(row["reverse"] for row, value in zip(rows, chance_, strict=True) if value >= least)
            parts.append(
                f"{tally['good']:4} {tally['minor']:3} {tally['bad']:3}"
                f"  {tally['bad'] / max(sum(tally.values()), 1):.3f}"
            )
        print(f"{least:.2f}  {parts[0]}    ({parts[1]})")
    names = vectorizer.get_feature_names_out()
    return {name: round(float(value), 3) for name, value in zip(names, model.coef_[0], strict=True)}, round(
        float(model.intercept_[0]), 3
    )


def scorer_of(facts: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", facts / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def key(text: str) -> str:
    """What verdicts are looked up by."""
    said = re.sub(r"<(/?)code>", "`", text or "")
    said = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", said))).strip()
    return re.sub(r"[^\w\[…\]<>=!+*/%&|^~.#@$-]+", " ", said.replace("`", "").casefold()).strip()


if __name__ == "__main__":
    main(*sys.argv[1:])
