"""Facts: sentences and items of a lecture's text that define something (docs/facts.md)."""

from __future__ import annotations

import re
from dataclasses import replace

from lecturedeck.facts import Explained, explain, read_facts
from lecturedeck.lecture import Lecture
from lecturedeck.reading.kinds.kind import Content, File, Kind, Marker
from lecturedeck.reading.sections import markdown_of, section

# A marker's line, with its hashes or underlined; whether it is a heading at all the Markdown library says.
_PROSE = re.compile(rb"^ {0,3}(?:#+[ \t]+)?--(?:description|interactive)--[ \t#]*\r?$", re.MULTILINE)
_CODE_CHALLENGE = re.compile(rb"^ {0,3}#+[ \t]+--(?:seed|hints|solutions)--", re.MULTILINE)


def _read(file: File) -> Content:
    prose = [section(file.blocks, name)[1] for name in ("description", "interactive")]
    return Content(
        facts=read_facts(
            file.source,
            prose,
            title=file.topic,
            teaches=file.teaches,
            render=file.render,
            block=file.block,
            kind=file.challenge,
            asked=_asked(file),
        )
    )


def explained(file: File) -> list[Explained]:
    """Every sentence of a file that may define a term, with what speaks for and against it."""
    prose = [section(file.blocks, name)[1] for name in ("description", "interactive")]
    return explain(
        file.source,
        prose,
        title=file.topic,
        teaches=file.teaches,
        render=file.render,
        block=file.block,
        kind=file.challenge,
        asked=_asked(file),
    )


def _asked(file: File) -> str:
    """The text of a file's own questions and answers."""
    return markdown_of(file.source, section(file.blocks, "questions")[1])


def _may_be_in(data: bytes) -> bool:
    """Whether a file has prose that is not a coding task's."""
    if b"--description--" not in data and b"--interactive--" not in data:
        return False
    return _CODE_CHALLENGE.search(data) is None and _PROSE.search(data) is not None


def _without(lecture: Lecture) -> Lecture:
    return replace(lecture, facts=())


KIND = Kind(
    "facts",
    _read,
    markers={"description": Marker((1,), "file"), "interactive": Marker((1,), "file")},
    may_be_in=_may_be_in,
    items=lambda lecture: lecture.facts,
    without=_without,
)
