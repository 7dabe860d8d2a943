"""`python -m tests.fuzz --minutes 60 --seed 1`: random lectures until the time is over; prints what was found."""

from __future__ import annotations

import argparse
import faulthandler
import gc
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.fuzz.checks import LONGEST, Finding, as_notes, as_read, findings, findings_in, options_of, place_of
from tests.fuzz.grammar import lecture

BATCH = 25  # lectures that are timed, and become notes, together
PREVIEW = 4  # batches of which one is shown as a page, which takes as long as reading
EVERY = 180  # seconds between two lines about how far the run is


def batch(seeds: Sequence[int]) -> Iterator[tuple[int, Finding]]:
    """What is wrong with the lectures of some seeds.

    They are timed and built together, as a build does it. If together they take as long as one must not, or raise,
    each is looked at alone.
    """
    raised: Exception | None = None
    found: list[tuple[int, Finding]] = []
    begin = time.process_time()
    try:
        read = {seed: as_read(lecture(seed), place_of(seed), options_of(seed)) for seed in seeds}
        as_notes([draft for one in read.values() for draft in one.drafts], preview=seeds[0] % PREVIEW == 0)
        spent = time.process_time() - begin
        found = [(seed, finding) for seed, one in read.items() for finding in findings_in(one, place_of(seed))]
    except Exception as error:
        raised = error
    if raised or spent > LONGEST:
        found = [(seed, finding) for seed in seeds for finding in checked(seed)]
    if raised and not found:
        found = [(seeds[0], _of_error(raised))]
    yield from found


def checked(seed: int) -> Iterator[Finding]:
    """What is wrong with the lecture of a seed, an exception included."""
    try:
        yield from findings(lecture(seed), place_of(seed), options_of(seed), LONGEST)
    except Exception as error:
        yield _of_error(error)


def _of_error(error: Exception) -> Finding:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return Finding(f"{type(error).__name__}: {error}", f"{Path(last.filename).name}:{last.lineno}")


def main() -> int:
    """Run, and return 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1, help="the first seed; each lecture takes the next one")
    parser.add_argument("--count", type=int, default=10**9, help="at most so many lectures")
    parser.add_argument("--keep", type=Path, help="a folder for the lectures in which something was found")
    options = parser.parse_args()
    end = time.monotonic() + options.minutes * 60
    seed, last, seen = options.seed, options.seed + options.count, Counter[tuple[str, str]]()
    gc.freeze()
    said = time.monotonic()
    while seed < last and time.monotonic() < end:
        seeds = range(seed, min(seed + BATCH, last))
        faulthandler.dump_traceback_later(300, exit=True)  # an endless loop ends the run, and says where
        for number, finding in batch(seeds):
            key = finding.where, finding.what[:40]
            seen[key] += 1
            if seen[key] <= 3:
                print(f"seed {number}: {finding.where}: {finding.what}", flush=True)
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / f"{number}.md").write_bytes(lecture(number))
        seed = seeds.stop
        if time.monotonic() - said > EVERY:
            said = time.monotonic()
            print(_so_far(options.seed, seed, seen), flush=True)
    print(_so_far(options.seed, seed, seen))
    return 1 if seen else 0


def _so_far(first: int, next_one: int, seen: Counter[tuple[str, str]]) -> str:
    return f"{next_one - first} lectures, seeds {first} to {next_one - 1}: {seen.total()} findings"


if __name__ == "__main__":
    sys.exit(main())
