"""Measure the build against the floor, in pairs, and print every goal with its ratio and spread.

    python benchmarks/run.py [FOLDER] [--pairs 5] [--only NAME]...

FOLDER is a curriculum checkout (default: ../shared/corpus beside the project). Each pair runs the two things that
are compared one after the other, so that a busy machine troubles both; a ratio is the median of the pairs, and
the spread is their lowest and highest. CPU is user and system time of the whole process, wall is wall time.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "shared" / "corpus"
# Compiled modules are kept, as on any machine in use; some containers switch that off.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
WITHOUT_FACTS = (
    "import lecturedeck.reading.kinds.facts as facts; facts.read_facts = lambda *a, **k: ();"
    "from lecturedeck.cli import main; main()"
)


@dataclass(frozen=True)
class Goal:
    """One line: what is compared, the ratio that is wanted at most (None for none), and what was measured."""

    name: str
    limit: float | None
    ratios: tuple[float, ...]
    detail: str = ""

    def line(self) -> str:
        middle = statistics.median(self.ratios)
        verdict = "" if self.limit is None else "met" if middle <= self.limit else "MISSED"
        goal = "" if self.limit is None else f"goal {self.limit:.3g}, "
        spread = f"({goal}{min(self.ratios):.2f} to {max(self.ratios):.2f})"
        return f"{self.name:<46} {middle:8.2f}  {spread:<28}  {verdict}  {self.detail}".rstrip()


def run(*command: object) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and peak megabytes of a command, which must succeed or exit with 1."""
    words = [sys.executable, *map(str, command)]
    started = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"failed: {' '.join(words)}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def peak_of_all(*command: object) -> float:
    """The peak megabytes of a command and its processes together, on Linux; what they share counts for each."""
    words = [sys.executable, "-m", "lecturedeck", *map(str, command)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    peak = 0.0
    while process.poll() is None:
        with suppress(OSError):
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in (process.pid, *children)]
            peak = max(peak, sum(pages) * resource.getpagesize() / 1_048_576)
        time.sleep(0.02)
    return peak


def lecturedeck(*arguments: object) -> tuple[float, float, float]:
    """Run the installed program."""
    return run("-m", "lecturedeck", *arguments)


class Bench:
    """The goals, each a method that yields what it measured."""

    def __init__(self, corpus: Path, pairs: int, scratch: Path) -> None:
        self.corpus, self.pairs, self.scratch = corpus, pairs, scratch
        self.rows, self.out = scratch / "rows.pickle", scratch / "out" / "all.apkg"
        ENVIRONMENT["LECTUREDECK_CACHE"] = str(scratch / "cache")

    def wipe(self) -> None:
        """Forget everything that a build has left."""
        for folder in (self.out.parent, self.scratch / "cache"):
            shutil.rmtree(folder, ignore_errors=True)

    def everything(self, corpus: Path | None = None, jobs: int = 1) -> tuple[float, float, float]:
        """Build all languages of a corpus into one package."""
        return lecturedeck("build", corpus or self.corpus, "--language", "*", "-o", self.out, "--jobs", jobs)

    def floor(self) -> float:
        """CPU seconds of the floor."""
        if not self.rows.exists():
            self.everything()
            run(HERE / "floor.py", "--prepare", self.out, self.rows)
        return run(HERE / "floor.py", self.corpus, self.rows, self.scratch / "floor.apkg")[0]

    def build(self) -> Iterator[Goal]:
        """Cold build, unchanged rebuild, `list` and a rebuild after one edit, against the floor."""
        copy = self.scratch / "copy"
        shutil.copytree(self.corpus, copy)
        victim = next(iter(sorted(copy.rglob("lecture-*/*.md"))))
        found: dict[str, list[float]] = {"cold": [], "warm": [], "list": [], "edit": [], "peak": []}
        for number in range(self.pairs):
            floor = self.floor()
            self.wipe()
            cpu, _, peak = self.everything()
            found["cold"].append(cpu / floor)
            found["peak"].append(peak)
            found["warm"].append(self.everything()[0] / floor)
            found["list"].append(lecturedeck("list", self.corpus)[0] / floor)
            self.everything(copy)
            victim.write_text(victim.read_text(encoding="utf-8") + f"\n<!-- {number} -->\n", encoding="utf-8")
            found["edit"].append(self.everything(copy)[0] / floor)
        yield Goal("build CPU / floor", 10, tuple(found["cold"]))
        yield Goal("unchanged rebuild CPU / floor", 1.5, tuple(found["warm"]))
        yield Goal("rebuild after one edit CPU / floor", 3, tuple(found["edit"]))
        yield Goal("list of a cached curriculum CPU / floor", 2, tuple(found["list"]))
        yield Goal("peak memory of a build in one process, MB", 120, tuple(found["peak"]))
        yield Goal("package size / deflate of the database", 1.1, (size_ratio(self.out),))

    def jobs(self) -> Iterator[Goal]:
        """Two processes against one: wall time, CPU and memory, in turn the one and the other first."""
        wall, cpu, peak = [], [], []
        for number in range(self.pairs):
            measured = {}
            for jobs in (1, 2) if number % 2 else (2, 1):
                self.wipe()
                measured[jobs] = self.everything(jobs=jobs)
            cpu.append(measured[2][0] / measured[1][0])
            wall.append(measured[2][1] / measured[1][1])
        self.wipe()
        peak.append(peak_of_all("build", self.corpus, "--language", "*", "-o", self.out, "--jobs", 2))
        yield Goal("build wall, two processes / one", 0.65, tuple(wall))
        yield Goal("build CPU, two processes / one", None, tuple(cpu))
        yield Goal("peak memory of all processes, two reading, MB", 250, tuple(peak))

    def more(self) -> Iterator[Goal]:
        """A build over a package in which every note changed, `check`, and a preview of 300 cards."""
        changed, check, preview = [], [], []
        copy = self.scratch / "changed"
        shutil.copytree(self.corpus, copy)
        few = sorted(self.corpus.rglob("lecture-*/*.md"))[:60]
        for _ in range(self.pairs):
            floor = self.floor()
            self.wipe()
            self.everything(copy)
            for path in copy.rglob("*.md"):
                text = path.read_text(encoding="utf-8", errors="replace")
                path.write_text(text.replace(" the ", " the very ", 20), encoding="utf-8")
            changed.append(self.everything(copy)[0] / floor)
            check.append(lecturedeck("check", self.corpus)[0] / floor)
            preview.append(lecturedeck("preview", *few, "-o", self.scratch / "preview.html")[0] / floor)
        yield Goal("build over a package that changed CPU / floor", None, tuple(changed))
        yield Goal("check CPU / floor", None, tuple(check))
        yield Goal("preview of some 300 cards CPU / floor", None, tuple(preview))

    def facts(self) -> Iterator[Goal]:
        """Cold builds against the same of a program that reads no facts (`--facts none` reads and keeps them)."""
        out = self.out
        programs = {"with": ("-m", "lecturedeck"), "without": ("-c", WITHOUT_FACTS)}
        ratios = []
        for number in range(self.pairs):
            cpu = {}
            for name in sorted(programs, reverse=bool(number % 2)):  # in turn the one and the other first
                self.wipe()
                cpu[name], *_ = run(
                    *programs[name], "build", self.corpus, "--language", "*", "-o", out, "--jobs", 1
                )
            ratios.append(cpu["with"] / cpu["without"])
        yield Goal("build CPU / the same without facts", 4 / 3, tuple(ratios))

    def start(self) -> Iterator[Goal]:
        """Start-up: --help and the build of one lecture, against importing what they cannot do without."""
        lecture = HERE.parent / "content" / "http-response-codes.md"
        libraries = "import click, genanki, frontmatter, pyromark, nh3"
        helps, builds = [], []
        for _ in range(max(self.pairs, 9)):
            click = run("-c", "import click")[1]
            helps.append(lecturedeck("--help")[1] / click)
            alone = run("-c", libraries)[1]
            builds.append(lecturedeck("build", lecture, "-o", self.scratch / "one.apkg")[1] / alone)
        yield Goal("--help wall / import click", 1.2, tuple(helps))
        yield Goal("one lecture wall / importing five libraries", 1.3, tuple(builds))

    def write(self) -> Iterator[Goal]:
        """Writing packages: decks do not matter, and time grows with the notes."""
        decks = []
        for _ in range(self.pairs):
            one = run(HERE / "writing.py", 10_000, 1)[0]
            decks.append(run(HERE / "writing.py", 10_000, 1_000)[0] / one)
        yield Goal("10,000 notes: 1,000 decks / 1 deck", 1.1, tuple(decks))
        growth = []
        for _ in range(self.pairs):
            small = written(1_000)
            growth.append(written(100_000) / small / 100)
        yield Goal("100,000 notes / (100 x 1,000 notes)", 1.1, tuple(growth))


def written(count: int) -> float:
    """CPU seconds for settling and writing notes, as the script itself measures them (without start-up)."""
    output = subprocess.run(
        [sys.executable, str(HERE / "writing.py"), str(count), "10"],
        capture_output=True,
        text=True,
        check=True,
        env=ENVIRONMENT,
    )
    return float(output.stdout)


def size_ratio(package: Path) -> float:
    """The package's size over that of its database deflated at zlib's default level."""
    with zipfile.ZipFile(package) as opened:
        deflated = len(zlib.compress(opened.read("collection.anki2")))
    return package.stat().st_size / deflated


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--only", action="append", choices=["build", "jobs", "more", "facts", "start", "write"])
    arguments = parser.parse_args()
    if importlib.util.find_spec("lecturedeck") is None:
        parser.error("the program is not installed here; run: pip install .")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(arguments.folder, arguments.pairs, Path(scratch))
        parts: dict[str, Callable[[], Iterator[Goal]]] = {
            "build": bench.build,
            "jobs": bench.jobs,
            "more": bench.more,
            "facts": bench.facts,
            "start": bench.start,
            "write": bench.write,
        }
        for name, part in parts.items():
            if not arguments.only or name in arguments.only:
                for goal in part():
                    print(goal.line(), flush=True)


if __name__ == "__main__":
    main()
