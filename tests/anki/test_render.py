"""Our renderer shows what the real engine shows."""

from __future__ import annotations

import itertools

import pytest

from lecturedeck.anki.notetypes import NOTE_TYPES, NoteType, stylesheet
from lecturedeck.anki.render import ordinals, render_card
from tests.browser.engine import Rendered, open_collection, render
from tests.browser.samples import SAMPLES, Sample

VALUES = (
    "",
    " \n",
    "<br>",
    "<div><br /></div>",
    "<DIV></DIV>",
    "&nbsp;",
    "\u3000",
    "<p></p>",
    "<b>\"a\" & 'b' &lt;i&gt;</b>",
    "{{Question}} {{#Code}}x{{/Code}} }} {{",
    "[sound:a.mp3] [anki:tts lang=zh_CN]好[/anki:tts]",
    "0",
)
CLOZES = (
    "{{c1::a}} and {{c2::<b>b</b> é/ü “c” & 'd'=`e` 你}} {{c1::again}}",
    "{{c3::only}}\n{{c12::hinted::a hint}}",
    "one {{c1::{}}} two",
    "{{c1::a:b}} <ruby>{{c2::你<rt>nǐ</rt>}}</ruby>",
)


def fixed(html: str) -> str:
    return f"<style>{stylesheet()}</style>{html}"


def ours(note_type: NoteType, fields: tuple[str, ...]) -> tuple[Rendered, ...]:
    return tuple(
        Rendered(ordinal, *map(fixed, render_card(note_type, fields, ordinal)))
        for ordinal in ordinals(note_type, fields)
    )


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_sample_is_rendered_as_the_engine_renders_it(
    tmp_path_factory: pytest.TempPathFactory, sample: Sample
) -> None:
    collection = open_collection(tmp_path_factory.mktemp("engine"))
    theirs = render(collection, sample.note_type, sample.fields)
    collection.close()
    assert ours(sample.note_type, sample.fields) == theirs


@pytest.mark.parametrize("note_type", NOTE_TYPES, ids=lambda note_type: note_type.name)
def test_any_value_of_any_field_is_rendered_as_the_engine_renders_it(
    tmp_path_factory: pytest.TempPathFactory, note_type: NoteType
) -> None:
    collection = open_collection(tmp_path_factory.mktemp("engine"))
    first = itertools.cycle(CLOZES if note_type.cloze else ("What?",))
    for name, value in itertools.product(note_type.field_names[1:], VALUES):
        others = "" if len(value) % 2 else "other"
        fields = (next(first), *(value if field == name else others for field in note_type.field_names[1:]))
        assert ours(note_type, fields) == render(collection, note_type, fields), (name, value)
    collection.close()
