"""`# --scene--`: what is said in a task that plays an animated dialogue."""

from __future__ import annotations

from lecturedeck.lecture import Spoken
from lecturedeck.reading import problems
from lecturedeck.reading.kinds.kind import Content, File, Kind, Marker
from lecturedeck.reading.sections import section
from lecturedeck.storage import parse_json
from lecturedeck.text import one_line


def _read(file: File) -> Content:
    heading, below = section(file.blocks, "scene")
    fence = next((block for block in below if block.kind == "code_block"), None)
    if heading is None or fence is None:
        return Content()
    lines, reason = _dialogue(fence.text)
    if reason:
        return Content(problems=(problems.BAD_SCENE.at(file.at(fence.start), reason=reason),))
    return Content(spoken=lines)


def _dialogue(text: str) -> tuple[tuple[Spoken, ...], str]:
    """The lines of a scene in order, and why they cannot be read ("" where they can)."""
    try:
        scene = parse_json(text)
    except ValueError as error:
        return (), f"{error}"
    try:
        lines = [
            Spoken(one_line(str(command.get("character", ""))), one_line(command["dialogue"]["text"]))
            for command in scene["commands"]
            if isinstance(command.get("dialogue"), dict) and isinstance(command["dialogue"].get("text"), str)
        ]
    except (KeyError, TypeError, AttributeError):
        return (), "it has no list of commands"
    return tuple(lines), ""


KIND = Kind("", _read, markers={"scene": Marker((1,), "file")})
