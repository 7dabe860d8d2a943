"""What Anki makes of a note: which cards it has, and the HTML of their two sides.

The rules are Anki's (rslib/src/template.rs, cloze.rs) as far as our templates use them; a test holds them
against the real engine. chevron reads the Mustache syntax; Anki differs from Mustache in these points: a
field goes in unescaped, a field of nothing but blanks, `<br>` and `<div>` counts as empty, `{{cloze:Text}}`
is a filter, and sound becomes a mark that the client turns into a button.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import chevron

from lecturedeck.anki.notetypes import BLANK, NoteType, Side, template_html

_EMPTY = re.compile(r"(?:[ \t\n\r\f\v]|</?(?:br|div) ?/?>)*", re.IGNORECASE)
_VALUE_TAG = re.compile(r"\{\{([^#^/{}][^{}]*)\}\}")
_SECTION_TAG = re.compile(r"\{\{([#^/])([^{}]+)\}\}")
# One gap of a cloze: its number, its answer, its hint.
GAP = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_SOUND = re.compile(r"\[sound:.+?\]|\[anki:tts[^\]]*\].*?\[/anki:tts\]", re.DOTALL)


def ordinals(note_type: NoteType, fields: Sequence[str]) -> tuple[int, ...]:
    """The cards that Anki makes of a note with these fields, as 0-based ordinals."""
    if note_type is BLANK:
        return tuple(sorted({int(gap[1]) - 1 for gap in GAP.finditer(fields[0]) if int(gap[1])}))
    values = dict(zip(note_type.field_names, fields, strict=True))
    return tuple(
        number
        for number, template in enumerate(note_type.templates)
        if not template.needs or not _is_empty(values[template.needs])
    )


def render_card(note_type: NoteType, fields: Sequence[str], ordinal: int) -> tuple[str, str]:
    """The front and the back of one card as Anki renders them, without the note type's `<style>`.

    `fields` are in the note type's order. Sound stands as `[anki:play:q:0]`, as in Anki's own output.
    """
    stem = note_type.templates[0 if note_type.cloze else ordinal].stem
    values = dict(zip(note_type.field_names, fields, strict=True))
    return _side(stem, "front", values, ordinal), _side(stem, "back", values, ordinal)


def _side(stem: str, side: Side, values: dict[str, str], ordinal: int) -> str:
    data: dict[str, object] = {f"has:{name}": not _is_empty(value) for name, value in values.items()}
    data |= values
    if "Text" in values:
        data["cloze:Text"] = _cloze(values["Text"], ordinal + 1, side)
    template = _SECTION_TAG.sub(r"{{\1has:\2}}", template_html(stem, side))
    return _with_sound_marks(chevron.render(_VALUE_TAG.sub(r"{{{\1}}}", template), data), side)


def _is_empty(value: str) -> bool:
    return _EMPTY.fullmatch(value) is not None


def _cloze(text: str, number: int, side: Side) -> str:
    def gap(match: re.Match[str]) -> str:
        answer, hint = match[2], match[3]
        if int(match[1]) != number:
            return f'<span class="cloze-inactive" data-ordinal="{match[1]}">{answer}</span>'
        if side == "back":
            return f'<span class="cloze" data-ordinal="{number}">{answer}</span>'
        hidden = "".join(map(_attribute_character, answer))
        return f'<span class="cloze" data-cloze="{hidden}" data-ordinal="{number}">[{hint or "..."}]</span>'

    return GAP.sub(gap, text)


_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def _attribute_character(character: str) -> str:
    """A character as Anki writes it into `data-cloze`: all but letters and digits of Latin 1 as entities."""
    if (character.isascii() and character.isalnum()) or ord(character) > 255:
        return character
    return _ENTITIES.get(character) or f"&#x{ord(character):X};"


def _with_sound_marks(html: str, side: Side) -> str:
    sounds = iter(range(len(html)))
    return _SOUND.sub(lambda _: f"[anki:play:{side[0].replace('f', 'q').replace('b', 'a')}:{next(sounds)}]", html)
