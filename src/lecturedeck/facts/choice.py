"""Which candidates are facts: each one's probability by its evidence, then one definition a term and meaning.

The weights of the evidence stand in `weights.json`; `benchmarks/fit_facts.py` finds them (docs/facts.md).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple

from lecturedeck.facts.candidates import Candidate
from lecturedeck.facts.candidates.subjects import SECOND_CLAUSE
from lecturedeck.facts.evidence import Context, glance, look, spoken
from lecturedeck.facts.masking import KIND_NOUNS, normalised_term
from lecturedeck.facts.page import Page
from lecturedeck.regex import regex

# Shapes that are alike, and so share their weights.
FAMILIES = {
    "label": "label",
    "definition label": "label",
    "table row": "label",
    "phrase": "label",
    "structure": "label",
    "code list": "label",
    "subject": "subject",
    "clause": "clause",
    "announced": "announced",
    "called": "called",
    "use": "use",
    "command": "use",
    "item": "clause",
    "likened": "clause",
    "lead": "use",
}
_ALIKE = 0.3  # how much the other members of a list count
_BOLD = 1 << 60  # the group of bold terms that begin paragraphs
_HOPELESS = -1.9  # a score that hardly any second look makes up for
_CLAUSE = 12  # a clause that is shorter defines nothing
_PAREN = regex(r"\s*\([^()]*\)")


@dataclass(frozen=True, eq=False)
class Weights:
    """What evidence weighs: for every family, and where one has no weight of its own, for all."""

    bias: float
    every: dict[str, float]
    families: dict[str, dict[str, float]]
    careful: float
    all: float
    reverse: dict[str, float]
    reverse_bias: float
    fair: float

    @cached_property
    def tables(self) -> dict[str, dict[str, float]]:
        """For each family, the weights of all evidence."""
        return {family: self.every | self.families.get(family, {}) for family in set(FAMILIES.values())}


class Judged(NamedTuple):
    """A candidate with its probability of being a good fact, and its evidence (name and weight) if asked for."""

    candidate: Candidate
    evidence: tuple[tuple[str, float], ...]
    probability: float


@cache
def weights() -> Weights:
    """The weights that come with the program."""
    data = json.loads(files("lecturedeck.facts").joinpath("weights.json").read_text(encoding="utf-8"))
    return Weights(**data)


def probability_of(names: Iterable[str], table: dict[str, float], bias: float) -> float:
    """The probability that evidence of equal rank adds up to."""
    return 1 / (1 + math.exp(-bias - sum([table.get(name, 0.0) for name in names])))


def judge(
    page: Page,
    candidates: Sequence[Candidate],
    block: str,
    known: Weights | None = None,
    *,
    thorough: bool = False,
) -> list[Judged]:
    """The candidates with their probabilities, in their order.

    What is hopeless at a glance gets no second look, unless that must be `thorough`: then all evidence is kept.
    """
    known = known or weights()
    context = Context(page, candidates, block)
    scores: list[float] = []
    found: list[tuple[tuple[str, float], ...]] = []
    for candidate in candidates:
        table, said = known.tables[FAMILIES[candidate.shape]], spoken(candidate)
        names = [f"shape: {candidate.shape}", *glance(candidate, said, context)]
        score = known.bias + sum([table[name] for name in names if name in table])
        if thorough or score > _HOPELESS:
            more = look(candidate, said, context)
            score += sum([table[name] for name in more if name in table])
            names += more
        scores.append(score)
        found.append(tuple([(name, table.get(name, 0.0)) for name in names]) if thorough else ())
    _together(candidates, scores, context)
    return [
        Judged(candidate, weighed, 1 / (1 + math.exp(-score)))
        for candidate, weighed, score in zip(candidates, found, scores, strict=True)
    ]


def _together(candidates: Sequence[Candidate], scores: list[float], context: Context) -> None:
    """Members of a list or table count for each other: they are taken or left together."""
    groups: dict[int, list[int]] = {}
    for number, candidate in enumerate(candidates):
        if candidate.repeats and candidate.passage is not None and candidate.shape in ("label", "item"):
            groups.setdefault(context.group[candidate.passage.start], []).append(number)
        elif candidate.group >= 0:
            groups.setdefault(-candidate.group - 1, []).append(number)
        elif candidate.shape == "subject" and candidate.bold and not candidate.sentence:
            groups.setdefault(_BOLD, []).append(number)
    for members in groups.values():
        if len(members) > 2:
            mean = sum(scores[number] for number in members) / len(members)
            for number in members:
                scores[number] += _ALIKE * (mean - scores[number])


def choose(judged: Iterable[Judged], least: float) -> list[Judged]:
    """One candidate a sentence, and one a term and meaning: the likeliest, in document order."""
    taken: list[Judged] = []
    places: dict[int, list[int]] = {}  # which of the taken stand in a text
    names: dict[str, bool] = {}
    for one in sorted(judged, key=lambda one: (-one.probability, one.candidate.offset, one.candidate.start)):
        candidate = one.candidate
        if one.probability < least:
            break
        here = places.setdefault(id(candidate.flat), [])
        beside = [at for at in here if _overlap(candidate, taken[at].candidate)]
        if any(_parted(candidate, taken[at].candidate) is None for at in beside):
            continue
        keys = {key for name in (candidate.name, *candidate.aliases) for key in keys_of(name)}
        spelled = not candidate.reversible
        if any(key in names and (names[key] == spelled) for key in keys) and not candidate.repeats:
            continue
        for at in beside:
            candidate, other = _parted(candidate, taken[at].candidate) or (candidate, taken[at].candidate)
            taken[at] = taken[at]._replace(candidate=other)
        here.append(len(taken))
        for key in keys:
            names.setdefault(key, spelled)
        taken.append(one._replace(candidate=candidate))
    return sorted(taken, key=lambda one: (one.candidate.offset, one.candidate.start))


def _overlap(one: Candidate, other: Candidate) -> bool:
    return one.start < other.end and other.start < one.end


def _parted(one: Candidate, other: Candidate) -> tuple[Candidate, Candidate] | None:
    """Two candidates of one sentence, the longer cut where the other's clause begins; None where that cannot be.

    "A lid keeps the heat, while a spout pours": each clause defines its own subject.
    """
    if one.start > other.start:
        parts = _parted(other, one)
        return (parts[1], parts[0]) if parts else None
    if SECOND_CLAUSE not in other.marks or SECOND_CLAUSE in one.marks or one.repeats or one.end < other.end:
        return None
    if one.said + _CLAUSE > other.start or keys_of(one.name) & keys_of(other.name):
        return None
    joint = next((mark for mark in other.marks[1:] if one.flat.text[: other.start].rstrip().endswith(mark)), "")
    end = len(one.flat.text[: other.start].rstrip().removesuffix(joint).rstrip(" ,;"))
    return one._replace(end=end), other


def keys_of(name: str) -> set[str]:
    """What a term is compared by: itself in the singular, without its kind noun, brackets and "()"."""
    found = set()
    text = normalised_term(name)
    for form in (text, _PAREN.sub("", text)):
        form = form.removesuffix("()").strip()
        words = form.split()
        while len(words) > 1 and words[-1] in KIND_NOUNS:
            words.pop()
        form = " ".join(words)
        found.add(form[:-1] if form.endswith("s") and not form.endswith("ss") and len(form) > 2 else form)
    return {form for form in found if form}
