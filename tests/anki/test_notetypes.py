"""The note types are frozen: a change here would cut every learner off from updates (docs/architecture.md)."""

import json
import re
from pathlib import Path

import pytest

from lecturedeck.anki.notetypes import NOTE_TYPES, template_html

SNAPSHOT = Path(__file__).with_name("notetypes.json")


def test_ids_fields_and_templates_are_what_they_were_at_the_first_release() -> None:
    now = [
        {
            "name": kind.name,
            "id": kind.id,
            "cloze": kind.cloze,
            "fields": [list(field) for field in kind.fields],
            "templates": [[template.name, template.id] for template in kind.templates],
        }
        for kind in NOTE_TYPES
    ]
    assert now == json.loads(SNAPSHOT.read_text())


def test_every_id_is_there_once() -> None:
    ids = [kind.id for kind in NOTE_TYPES]
    ids += [number for kind in NOTE_TYPES for _, number in kind.fields]
    ids += [template.id for kind in NOTE_TYPES for template in kind.templates]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("stem", "field"),
    [
        ("extra", "Extra front"),
        ("choice", "Question"),
        ("fact", "Prompt"),
        ("reverse", "Reverse prompt"),
        ("blank", "cloze:Text"),
    ],
)
def test_every_front_leans_on_one_plain_field(stem: str, field: str) -> None:
    assert f"{{{{{field}}}}}" in template_html(stem, "front")


@pytest.mark.parametrize("stem", [template.stem for kind in NOTE_TYPES for template in kind.templates])
@pytest.mark.parametrize("side", ["front", "back"])
def test_templates_name_only_fields_that_are_there(stem: str, side: str) -> None:
    html = template_html(stem, "front" if side == "front" else "back")
    for kind in NOTE_TYPES:
        if stem in [template.stem for template in kind.templates]:
            for tag in re.findall(r"\{\{[#^/]?(.*?)\}\}", html):
                assert tag.split(":")[-1] in kind.field_names


def test_no_front_holds_the_feedback() -> None:
    for kind in NOTE_TYPES:
        for template in kind.templates:
            assert "{{Feedback}}" not in template_html(template.stem, "front")
