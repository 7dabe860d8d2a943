"""`build --watch`: build now, and again whenever a file is saved."""

from __future__ import annotations

import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lecturedeck.building import Release, copy_packages
from lecturedeck.building.report import Report
from lecturedeck.cli.build_report import fates, show_problems
from lecturedeck.cli.lectures import configured_at
from lecturedeck.cli.options import LectureOptions
from lecturedeck.cli.terminal import Failure, Span, echo


def run(build: Callable[[Release], Report], lectures: LectureOptions, output: Path, release: Release) -> None:
    """Build until it is interrupted, and print a line for each build. Raises Failure."""
    from lecturedeck.building.watching import saved

    roots = [Path(source) for source in lectures.sources] + ([lectures.edits] if lectures.edits else [])
    for root in roots:
        if not root.exists():
            raise Failure(f"{configured_at(lectures, str(root))}{root}: no such file or folder")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that nothing is left behind
    with tempfile.TemporaryDirectory(prefix="lecturedeck-") as folder:
        copy_packages(output, Path(folder))
        release = replace(release, baseline=Path(folder), new=True)
        try:
            for files in saved(roots):
                started = time.perf_counter()
                try:
                    report = build(release)
                except Failure as failure:
                    failure.show()
                    continue
                show_problems(report)
                echo(*_line(files, report, time.perf_counter() - started))
        except KeyboardInterrupt:
            pass
    echo("stopped", err=True)


def _line(files: set[Path], report: Report, seconds: float) -> list[Span]:
    names = ", ".join(sorted(path.name for path in files)[:3]) + (" …" if len(files) > 3 else "")
    total: list[Span] = ["nothing was written; the packages are unchanged"]
    if report.packages:
        total = fates([package.summary for package in report.packages])
    return [f"{time.strftime('%H:%M:%S')} {names or 'watching'}: ", *total, f" ({seconds:.1f} s)"]
