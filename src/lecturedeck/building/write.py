"""Step five: a decision to a file."""

from __future__ import annotations

from lecturedeck.anki.package import Written, write_package
from lecturedeck.building.decide import Decision
from lecturedeck.building.report import Built


def write(decision: Decision, *, dry_run: bool = False) -> tuple[Built, str]:
    """Write a package; returns what was built and the digest of the file ("" where nothing was written)."""
    written = Written(0, "") if dry_run else _write(decision)
    built = Built(
        decision.target,
        decision.rows,
        decision.update.summary,
        decision.unheard,
        written.size,
        decision.warning,
    )
    return built, written.digest


def _write(decision: Decision) -> Written:
    result = decision.update
    decision.target.parent.mkdir(parents=True, exist_ok=True)
    return write_package(
        decision.target,
        result.all_notes,
        decision.media,
        result.time,
        type_times=result.type_times,
        backup=decision.backup,
    )
