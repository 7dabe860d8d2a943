"""Step seven: decisions to files."""

from __future__ import annotations

from pathlib import Path

from lecturedeck.anki.identity import NAME, Lock, write_lock
from lecturedeck.anki.notes import RETIRED
from lecturedeck.anki.package import Written, write_package
from lecturedeck.anki.publication import Publication
from lecturedeck.building.decide import Decision
from lecturedeck.building.memory import is_in_repository, note_release
from lecturedeck.building.report import Built
from lecturedeck.storage import write_bytes


def write(decision: Decision, publication: Publication, *, dry_run: bool = False) -> tuple[Built, str]:
    """Write a package; returns what was built and the digest of the file ("" where nothing was written)."""
    written = Written(0, "") if dry_run else _write(decision, publication)
    kept = f"; kept as {written.backup.name}" if written.backup else ""
    built = Built(
        decision.target,
        decision.rows,
        decision.update.summary,
        decision.shared,
        decision.unheard,
        written.size,
        decision.warning and f"{decision.warning}{kept}",
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


def write_lockfile(folder: Path, lock: Lock) -> None:
    """Write the lockfile of a folder. In a repository, let git merge it by line the first time. Raises OSError."""
    attributes = folder / ".gitattributes"
    if not (folder / NAME).exists() and not attributes.exists() and is_in_repository(folder):
        write_bytes(attributes, f"{NAME} merge=union\n".encode())
    write_lock(folder, lock)
    note_release(folder)
