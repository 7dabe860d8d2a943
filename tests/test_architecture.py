"""The rooms of the house: imports run downwards only, and never in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import PROJECT

SOURCE = PROJECT / "src" / "lecturedeck"
# From the bottom to the top. A room may use its own modules and all rooms before it; those on one line are
# strangers to each other.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("regex",),
    ("lecture", "storage", "text", "words"),
    ("markup",),
    ("facts",),
    ("reading",),
    ("anki",),
    ("building",),
    ("preview",),
    ("cli",),
    ("__main__",),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
# Rooms that others enter through their front door only, the folder's own `__init__`.
CLOSED = ("preview",)


def modules() -> dict[str, Path]:
    """Every module of the package by its full name."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = ("lecturedeck", *path.relative_to(SOURCE).with_suffix("").parts)
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imports_of(name: str, tree: ast.Module) -> Iterator[str]:
    """The modules of ours that a module imports, inside functions too, but for those that only types need."""
    only_for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in only_for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            assert not node.level, f"{name}: relative import in line {node.lineno}"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module


GRAPH = {
    name: {other for other in imports_of(name, ast.parse(path.read_text(encoding="utf-8"))) if other != name}
    for name, path in MODULES.items()
}


def room(module: str) -> str:
    """The room of a module, "" for the package itself (its version)."""
    return [*module.split("."), ""][1]


def test_every_room_has_a_floor() -> None:
    assert {room(name) for name in MODULES} - {""} <= FLOOR.keys()


@pytest.mark.parametrize("name", MODULES)
def test_imports_run_downwards(name: str) -> None:
    upwards = [
        other
        for other in GRAPH[name]
        if room(other) and room(other) != room(name) and FLOOR[room(other)] >= FLOOR.get(room(name), 0)
    ]
    assert not upwards, f"{name} imports {', '.join(upwards)}"


def test_no_module_imports_itself_by_way_of_others() -> None:
    try:
        TopologicalSorter(GRAPH).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' → '.join(reversed(error.args[1]))}")


@pytest.mark.parametrize("name", MODULES)
def test_a_closed_room_is_entered_through_its_door(name: str) -> None:
    inside = [other for other in GRAPH[name] if room(other) in CLOSED and room(name) != room(other)]
    assert [other for other in inside if other.count(".") > 1] == []


def test_the_values_of_a_lecture_import_nothing_of_ours() -> None:
    assert GRAPH["lecturedeck.lecture"] == set()
