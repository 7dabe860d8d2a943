"""`# --scene--`: what is said in a task that plays an animated dialogue."""

from __future__ import annotations

from lecturedeck.lecture import Problem, Spoken
from lecturedeck.markup.markdown import Source
from lecturedeck.reading import problems
from lecturedeck.reading.sections import Blocks, section
from lecturedeck.storage import parse_json


def read_scene(source: Source, blocks: Blocks) -> tuple[tuple[Spoken, ...], tuple[Problem, ...]]:
    """The lines of a scene's dialogue in order, and what is wrong with the scene."""
    heading, below = section(blocks, "scene")
    fence = next((block for block in below if block.kind == "code_block"), None)
    if heading is None or fence is None:
        return (), ()
    place = source.position(fence.start)
    try:
        scene = parse_json(fence.text)
        lines = [
            Spoken(str(command.get("character", "")), command["dialogue"]["text"])
            for command in scene["commands"]
            if isinstance(command.get("dialogue"), dict) and isinstance(command["dialogue"].get("text"), str)
        ]
    except ValueError as error:
        return (), (problems.BAD_SCENE.at(place, reason=error),)
    except (KeyError, TypeError, AttributeError):
        return (), (problems.BAD_SCENE.at(place, reason="it has no list of commands"),)
    return tuple(lines), ()
