"""A command in a program of one line, and the paragraph right behind that says what it does."""

from __future__ import annotations

from collections.abc import Iterator

from lecturedeck.facts.candidates.candidate import Candidate
from lecturedeck.facts.page import Page
from lecturedeck.regex import regex

_SAYS = regex(r"(?:this|it|the)\s+(?P<next>[a-z]+)\s+(?P<more>\S+)")
_LONGEST = 60


def read(page: Page) -> Iterator[Candidate]:
    """Paragraphs that open with "This command …" behind a command."""
    for passage in page.passages:
        flat = passage.flat
        if passage.item or len(passage.code_before) != 1 or not flat.sentences:
            continue
        fence = passage.code_before[0]
        lines = fence.text.strip().splitlines()
        begin, end = flat.sentences[0]
        match = _SAYS.match(flat.lower, begin, end)
        if len(lines) != 1 or match is None:
            continue
        command = lines[0].strip().removeprefix("$ ")
        if not command or "`" in command or len(command) > _LONGEST:
            continue
        info = fence.info.split()
        yield Candidate(
            "command",
            passage,
            passage.heading,
            flat,
            0,
            f"`{command}`",
            command,
            None,
            match.start("next"),
            begin,
            end,
            passage.start,
            marks=(
                "behind its command",
                f"opens: {match['next']}",
                f"opens: {match['next']} {match['more']}",
                f"language: {info[0] if info else ''}",
            ),
            before=-1,
        )
