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
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "shared" / "corpus"
# Compiled modules are kept, as on any machine in use; some containers switch that off.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
WITHOUT_FACTS = (
    "import lecturedeck.reading.reader as reader; reader.read_facts = lambda *a, **k: ();"
    "from lecturedeck.cli import main; main()"
)


@dataclass(frozen=True)
class Goal:
    """One goal: what is compared, the ratio that is wanted at most, and the ratios that were measured."""

    name: str
    limit: float
    ratios: tuple[float, ...]
    detail: str = ""

    def line(self) -> str:
        middle = statistics.median(self.ratios)
        verdict = "met" if middle <= self.limit else "MISSED"
        spread = f"{min(self.ratios):.2f} to {max(self.ratios):.2f}"
        return f"{self.name:<46} {middle:8.2f}  (goal {self.limit:.3g}, {spread})  {verdict}  {self.detail}"


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


def lecturedeck(*arguments: object) -> tuple[float, float, float]:
    """Run the installed program."""
    return run("-m", "lecturedeck", *arguments)


class Bench:
    """The goals, each a method that yields what it measured."""

    def __init__(self, corpus: Path, pairs: int, scratch: Path) -> None:
        self.corpus, self.pairs, self.scratch = corpus, pairs, scratch

    def build(self) -> Iterator[Goal]:
        """Cold build and unchanged rebuild, against the floor."""
        rows, out = self.scratch / "rows.pickle", self.scratch / "out" / "all.apkg"
        lecturedeck("build", self.corpus, "-o", out)
        run(HERE / "floor.py", "--prepare", out, rows)
        cold, warm, touched, memory = [], [], [], []
        copy = self.scratch / "copy"
        shutil.copytree(self.corpus, copy)
        victim = next(iter(sorted(copy.rglob("lecture-*/*.md"))))
        for number in range(self.pairs):
            floor, *_ = run(HERE / "floor.py", self.corpus, rows, self.scratch / "floor.apkg")
            shutil.rmtree(out.parent)
            cpu, _, peak = lecturedeck("build", self.corpus, "-o", out)
            cold.append(cpu / floor)
            memory.append(peak)
            warm.append(lecturedeck("build", self.corpus, "-o", out)[0] / floor)
            target = self.scratch / "copied" / "all.apkg"
            if not number:
                lecturedeck("build", copy, "-o", target)
            victim.write_text(victim.read_text(encoding="utf-8") + f"\n<!-- {number} -->\n", encoding="utf-8")
            touched.append(lecturedeck("build", copy, "-o", target)[0] / floor)
        yield Goal("build CPU / floor", 4, tuple(cold))
        yield Goal("unchanged rebuild CPU / floor", 2, tuple(warm))
        yield Goal("rebuild after one edit CPU / floor", 4, tuple(touched), "(no goal of the issue)")
        yield Goal("peak memory of a build, MB", 120, tuple(memory))
        yield Goal("package size / deflate of the database", 1.1, (size_ratio(out),))

    def facts(self) -> Iterator[Goal]:
        """Cold builds against the same of a program that reads no facts (`--facts none` reads and keeps them)."""
        out = self.scratch / "facts" / "all.apkg"
        programs = {"with": ("-m", "lecturedeck"), "without": ("-c", WITHOUT_FACTS)}
        ratios = []
        for number in range(self.pairs):
            cpu = {}
            for name in sorted(programs, reverse=bool(number % 2)):  # in turn the one and the other first
                cpu[name], *_ = run(*programs[name], "build", self.corpus, "-o", out)
                shutil.rmtree(out.parent)
            ratios.append(cpu["with"] / cpu["without"])
        yield Goal("build CPU / the same without facts", 4 / 3, tuple(ratios))

    def start(self) -> Iterator[Goal]:
        """Start-up: --help and the build of one lecture, against an empty Python."""
        lecture = HERE.parent / "content" / "http-status-codes" / "01-http-response-codes.md"
        helps, builds = [], []
        for _ in range(max(self.pairs, 9)):
            empty = run("-c", "pass")[1]
            helps.append(lecturedeck("--help")[1] / empty)
            empty = run("-c", "pass")[1]
            builds.append(lecturedeck("build", lecture, "-o", self.scratch / "one.apkg")[1] / empty)
        click = statistics.median(run("-c", "import click")[1] / run("-c", "pass")[1] for _ in range(9))
        yield Goal("--help wall / python -c pass", 3, tuple(helps), f"(import click alone: {click:.2f})")
        libraries = "import click, genanki, frontmatter, pyromark, nh3"
        alone = statistics.median(run("-c", libraries)[1] / run("-c", "pass")[1] for _ in range(9))
        yield Goal("one lecture wall / python -c pass", 10, tuple(builds), f"(its libraries alone: {alone:.2f})")

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
    parser.add_argument("--only", action="append", choices=["build", "facts", "start", "write"])
    arguments = parser.parse_args()
    if importlib.util.find_spec("lecturedeck") is None:
        parser.error("the program is not installed here; run: pip install .")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(arguments.folder, arguments.pairs, Path(scratch))
        parts: dict[str, Callable[[], Iterator[Goal]]] = {
            "build": bench.build,
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
