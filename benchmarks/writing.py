"""Settle and write made-up notes: `python benchmarks/writing.py NOTES DECKS` prints the CPU seconds."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from lecturedeck.anki.cards import drafts_of
from lecturedeck.anki.identity import notes_of
from lecturedeck.anki.package import write_package
from lecturedeck.lecture import Lecture, Option, Question

OPTIONS = tuple(
    Option(f"Answer {letter}", letter == "a", None if letter == "a" else "Not so.") for letter in "abcd"
)


def main(notes: int, decks: int) -> None:
    """Write a package of `notes` questions in `decks` decks."""
    lectures = [
        Lecture(
            *("x.md", f"id{deck}", f"Lecture {deck}", f"lecture-{deck}", "english", "block"),
            questions=tuple(
                Question(f"Question {number} of lecture {deck}?", OPTIONS, 1)
                for number in range(deck, notes, decks)
            ),
        )
        for deck in range(decks)
    ]
    started = time.process_time()
    settled = notes_of(
        (draft for lecture in lectures for draft in drafts_of(lecture, f"Root::{lecture.title}")), 1_700_000_000
    )
    with tempfile.TemporaryDirectory() as folder:
        write_package(Path(folder, "x.apkg"), settled, {}, 1_700_000_000)
    print(time.process_time() - started)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
