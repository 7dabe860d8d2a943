"""The readers, one module each. A new one is a module here and its name in the tuple below."""

from __future__ import annotations

from lecturedeck.facts.draft import Pattern
from lecturedeck.facts.patterns import (
    announced,
    bold_subjects,
    called,
    code_subjects,
    item_sentences,
    label_items,
    label_synonyms,
    sentences,
    stands_for,
    tables,
    which_clauses,
)

# Listed, because to look for the modules would take longer than to load them.
_READERS = (
    announced,
    bold_subjects,
    called,
    code_subjects,
    item_sentences,
    label_items,
    label_synonyms,
    sentences,
    stands_for,
    tables,
    which_clauses,
)
PATTERNS: tuple[Pattern, ...] = tuple(
    sorted((reader.PATTERN for reader in _READERS), key=lambda pattern: pattern.rank)
)
