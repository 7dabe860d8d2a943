"""`python -m tests.fuzz --minutes 60 --seed 1`: random lectures until the time is over; prints what was found."""

from __future__ import annotations

import argparse
import faulthandler
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.checks import Finding, findings, place_of
from tests.fuzz.grammar import lecture


def checked(seed: int) -> Iterator[Finding]:
    """What is wrong with the lecture of a seed, an exception included."""
    faulthandler.dump_traceback_later(120, exit=True)  # an endless loop ends the run, and says where
    try:
        yield from findings(lecture(seed), place_of(seed))
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        yield Finding(f"{type(error).__name__}: {error}", f"{Path(last.filename).name}:{last.lineno}")
    finally:
        faulthandler.cancel_dump_traceback_later()


def main() -> int:
    """Run, and return 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1, help="the first seed; each lecture takes the next one")
    parser.add_argument("--count", type=int, default=10**9, help="at most so many lectures")
    parser.add_argument("--keep", type=Path, help="a folder for the lectures in which something was found")
    options = parser.parse_args()
    end = time.monotonic() + options.minutes * 60
    seed, seen = options.seed, dict[tuple[str, str], int]()
    while seed < options.seed + options.count and time.monotonic() < end:
        for finding in checked(seed):
            key = finding.where, finding.what[:40]
            seen[key] = seen.get(key, 0) + 1
            if seen[key] <= 3:
                print(f"seed {seed}: {finding.where}: {finding.what}", flush=True)
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / f"{seed}.md").write_bytes(lecture(seed))
        seed += 1
    print(f"{seed - options.seed} lectures, seeds {options.seed} to {seed - 1}: {sum(seen.values())} findings")
    return 1 if seen else 0


if __name__ == "__main__":
    sys.exit(main())
