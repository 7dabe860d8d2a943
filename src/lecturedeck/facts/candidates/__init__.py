"""Every sentence of a page that may define a term; one module a shape. Nothing is decided here."""

from __future__ import annotations

from types import ModuleType

from lecturedeck.facts.candidates import (
    announced,
    called,
    clauses,
    commands,
    framed,
    items,
    labels,
    phrases,
    purposes,
    subjects,
    tables,
)
from lecturedeck.facts.candidates.candidate import Candidate
from lecturedeck.facts.page import Page

__all__ = ["Candidate", "candidates_of"]

_STRUCTURE: tuple[ModuleType, ...] = (phrases, labels, tables)
_SENTENCES = (subjects, clauses, announced, called, purposes, items, framed, commands)


def candidates_of(page: Page) -> list[Candidate]:
    """The candidates of a page, shape by shape."""
    sentences: tuple[ModuleType, ...] = _SENTENCES if page.article else (subjects,)
    readers = (*_STRUCTURE, *sentences) if page.english else _STRUCTURE
    return [candidate for reader in readers for candidate in reader.read(page)]
