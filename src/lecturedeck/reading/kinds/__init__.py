"""The kinds of content. A new one is a module that describes it (see `kind.py`), and its name in `KINDS`."""

from __future__ import annotations

from collections.abc import Collection

from lecturedeck.lecture import Lecture
from lecturedeck.reading.kinds import blanks, facts, questions, quizzes, scene
from lecturedeck.reading.kinds.kind import Kind

# In the order in which they are read.
KINDS: tuple[Kind, ...] = (questions.KIND, quizzes.KIND, blanks.KIND, scene.KIND, facts.KIND)
# Those that make cards.
WITH_CARDS: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind.name)


def only(lecture: Lecture, names: Collection[str]) -> Lecture:
    """The lecture with nothing but the kinds of content of these names."""
    for kind in WITH_CARDS:
        if kind.name not in names and kind.items(lecture):
            lecture = kind.without(lecture)
    return lecture


__all__ = ["KINDS", "WITH_CARDS", "Kind", "only"]
