"""A learner's edits of a lecture's facts: which to leave out, and which to add.

They are in the lecture's own front matter (`lecturedeck: {skip: [...], facts: [...]}`), or in a YAML file that
maps lecture ids to the same, for a curriculum that is not yours to change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from lecturedeck.facts import mask, normalised_term
from lecturedeck.facts.finish import code_of
from lecturedeck.lecture import Fact, Lecture, Position, Problem
from lecturedeck.reading import problems
from lecturedeck.storage import read_regular
from lecturedeck.text import one_line, text_of

_LARGEST = 10_000_000  # bytes
_LONGEST_TERM, _LONGEST_DEFINITION = 300, 5_000  # characters, of a fact that has a reverse card
OWN = "own"  # the pattern of a fact that was written by hand


@dataclass(frozen=True, slots=True)
class Added:
    """A fact written by hand: Markdown for term and definition, plain text for the category ("" for none)."""

    term: str
    definition: str
    category: str


@dataclass(frozen=True, slots=True)
class Edits:
    """Terms to leave out, and facts to add."""

    skip: tuple[str, ...] = ()
    facts: tuple[Added, ...] = ()


class EditsError(ValueError):
    """Settings that cannot be read; the text says why."""


def parse_edits(value: object) -> Edits:
    """Edits from what YAML gives for `{skip: [...], facts: [...]}`. Raises EditsError."""
    if not isinstance(value, dict):
        raise EditsError("not a mapping with skip and facts")
    if unknown := sorted(str(key) for key in value.keys() - {"skip", "facts"}):
        raise EditsError(f"no setting is named {unknown[0]!r}, only skip and facts")
    skip, facts = value.get("skip") or [], value.get("facts") or []
    if not isinstance(skip, list) or not all(isinstance(term, str) and term.strip() for term in skip):
        raise EditsError("skip is not a list of terms")
    if not isinstance(facts, list):
        raise EditsError("facts is not a list")
    return Edits(tuple(skip), tuple(_added(fact, number) for number, fact in enumerate(facts, 1)))


def _added(value: object, number: int) -> Added:
    fact: dict[Any, Any] = value if isinstance(value, dict) else {}
    if unknown := sorted(str(key) for key in fact.keys() - {"term", "definition", "category"}):
        raise EditsError(f"fact {number} has a key {unknown[0]!r}; the keys are term, definition and category")
    texts = [fact.get(key, "") for key in ("term", "definition", "category")]
    if not all(isinstance(text, str) for text in texts) or not texts[0].strip() or not texts[1].strip():
        raise EditsError(f"fact {number} needs a term and a definition, as texts")
    return Added(*(text.strip() for text in texts))


def read_edits(path: Path) -> dict[str, Edits]:
    """The edits of a file by lecture id. Raises OSError, and EditsError with the place in the file."""
    try:
        value = yaml.load(read_regular(path, _LARGEST).decode("utf-8-sig"), Loader=yaml.BaseLoader)
    except UnicodeDecodeError as error:
        raise EditsError(f"{path}: the file is not UTF-8 (byte {error.object[error.start]:#04x})") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise EditsError(f"{path}{line}: the file is not valid YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise EditsError(f"{path}: the file is not valid YAML: {one_line(str(error))}") from None
    except RecursionError:
        raise EditsError(f"{path}: the file is nested too deeply") from None
    if value in (None, ""):
        return {}
    if not isinstance(value, dict):
        raise EditsError(f"{path}:1:1: the file is not a mapping from lecture ids to skip and facts")
    found = {}
    for name, edits in value.items():
        try:
            found[str(name)] = parse_edits(edits)
        except EditsError as error:
            raise EditsError(f"{path}: {name}: {error}") from None
    return found


def apply_edits(
    lecture: Lecture,
    edits: Edits,
    render: Callable[[str], str],
    line_of: Callable[[str], Position],
    where: str = "",
) -> Lecture:
    """The lecture with facts left out and added, and a problem for every term to leave out that no fact has.

    `line_of` gives the position in the lecture where the edits name a text, `where` says it in words if they are
    elsewhere.
    """
    unwanted = {normalised_term(render(term)): term for term in edits.skip}
    known = {name for fact in lecture.facts for name in _names(fact)}
    found: list[Problem] = [
        problems.UNKNOWN_SKIP.at(line_of(term), term=term, where=where)
        for name, term in unwanted.items()
        if name not in known
    ]
    kept = tuple(fact for fact in lecture.facts if not unwanted.keys() & _names(fact))
    own = tuple(_fact(added, lecture, render, line_of(added.term).line) for added in edits.facts)
    return replace(lecture, facts=kept + own, problems=(*lecture.problems, *found))


def _names(fact: Fact) -> set[str]:
    return {normalised_term(fact.term), normalised_term(fact.code)} - {""}


def _fact(added: Added, lecture: Lecture, render: Callable[[str], str], line: int) -> Fact:
    term, definition = render(added.term), render(added.definition)
    said = one_line(text_of(term))
    code, name = code_of(said)
    can_be_masked = len(said) <= _LONGEST_TERM and len(definition) <= _LONGEST_DEFINITION
    return Fact(
        term=term,
        definition=definition,
        category=render(added.category or lecture.title),
        detail="",
        code=code,
        name=name,
        line=line,
        pattern=OWN,
        tier="careful",
        reverse=mask(said, tuple(filter(None, (code, name))), definition) if can_be_masked else "",
    )
