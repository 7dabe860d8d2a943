"""Step five: a decision to a file."""

from __future__ import annotations

from lecturedeck.anki.notes import RETIRED
from lecturedeck.anki.package import Written, write_package
from lecturedeck.anki.publication import Publication
from lecturedeck.building.decide import Decision
from lecturedeck.building.report import Built


def write(decision: Decision, publication: Publication, *, dry_run: bool = False) -> tuple[Built, str]:
    """Write a package; returns what was built and the digest of the file ("" where nothing was written)."""
    written = Written(0, "") if dry_run else _write(decision, publication)
    built = Built(
        decision.target,
        decision.rows,
        decision.update.summary,
        decision.unheard,
        written.size,
        decision.warning,
    )
    return built, written.digest


def _write(decision: Decision, publication: Publication) -> Written:
    result = decision.update
    notes = [publication.note(note) for note in result.all_notes]
    decision.target.parent.mkdir(parents=True, exist_ok=True)
    return write_package(
        decision.target,
        notes,
        decision.media,
        result.time,
        type_times=result.type_times,
        descriptions=publication.describe(
            decision.target.stem, [note for note in notes if RETIRED not in note.tags]
        ),
        backup=decision.backup,
    )
