"""Every card as it will look, on one web page: `render_preview`.

The page shows what Anki would show: the sides come from the note types' own templates by way of
`anki.render`, with the note types' own stylesheet and scripts. The page's own script only frames, flips,
finds and darkens them. It needs no network and works as a file.
"""

from __future__ import annotations

import base64
import json
import mimetypes
import re
from collections.abc import Iterable, Mapping
from html import escape, unescape
from importlib import resources
from pathlib import Path
from typing import Protocol

from lecturedeck.anki.notetypes import SCRIPTS, NoteType, asset, stylesheet
from lecturedeck.anki.render import ordinals, render_card
from lecturedeck.text import one_line, words_of
from lecturedeck.words.cards import words_for
from lecturedeck.words.direction import RIGHT_TO_LEFT
from lecturedeck.words.tags import script_of

_PAGE_WORDS = ("search", "any-word", "dark", "no-script", "kind", "all-kinds", "flip-all", "nothing")
# What the cards of a template are called.
_KINDS = {"Choice": "questions", "Blank": "blanks", "Forward": "facts", "Reverse": "facts-reversed"}
_FORMULA = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
_MOST_FORMULAS = 500  # on a side are drawn; a page of thousands would take longer than anyone waits
_SCRIPT = re.compile(r"<script>.*?</script>", re.DOTALL)
_PICTURE = re.compile(r'<img [^>]*?\bsrc="([^"]+)"')
_SOUND = re.compile(r"\[anki:play:[qa]:\d+\]")
# What Anki's clients draw for a sound, here without one.
_PLAY = (
    '<span class="replay-button"><svg viewBox="0 0 64 64"><circle cx="32" cy="32" r="29"/>'
    '<path d="M56.5,32.3l-37.5,20.1l0.3,-40.8l37.2,20.7Z"/></svg></span>'
)


class PreviewNote(Protocol):
    """What a note must have to be shown: its note type, its fields in order, and its deck's full name."""

    @property
    def note_type(self) -> NoteType:
        """The note type."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The values of the fields in the note type's order."""

    @property
    def deck(self) -> str:
        """The deck's name, its parents before it, divided by `::`."""


def render_preview(
    notes: Iterable[PreviewNote], media: Mapping[str, Path] | None = None, title: str = "Lecturedeck"
) -> str:
    """One self-contained HTML page with every card of the notes, in their order, under its lecture.

    `media` maps the names that `<img src="name">` uses to the files; they go into the page. A picture that
    is not in `media` is left as it is and shows its alternative text.
    """
    decks: dict[str, list[dict[str, object]]] = {}
    pictures: set[str] = set()
    languages: set[str] = set()
    for note in notes:
        languages.add(note.fields[note.note_type.field_names.index("Language")])
        for ordinal in ordinals(note.note_type, note.fields):
            front, back = render_card(note.note_type, note.fields, ordinal)
            pictures.update(_PICTURE.findall(front + back))
            decks.setdefault(note.deck, []).append(
                {
                    "kind": note.note_type.templates[0 if note.note_type.cloze else ordinal].name,
                    "number": ordinal + 1,
                    "front": _on_page(front),
                    "back": _on_page(back),
                    "text": _words(front + " " + back),
                }
            )
    # The page speaks the language of its cards, where they have one.
    lang = languages.pop() if len(languages) == 1 else ""
    words = words_for(lang)
    data = {
        "lectures": [
            {
                "name": deck.rpartition("::")[2],
                "path": deck.rpartition("::")[0].replace("::", " › "),
                "cards": cards,
            }
            for deck, cards in decks.items()
        ],
        "words": {name: words[f"preview-{name}"] for name in ("show-answer", "show-question", "cards")},
        "kinds": {name: words[f"deck-{word}"] for name, word in _KINDS.items()},
        "style": stylesheet(),
        "scripts": {name: asset(name) for name in SCRIPTS},
        "frame": _file("frame.js"),
        "media": {name: _data_uri(media[name]) for name in sorted(pictures) if media and name in media},
    }
    # "<" would let a card's text end the script element that carries the data.
    packed = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    parts = {
        "title": title.replace("&", "&amp;").replace("<", "&lt;"),
        "lang": escape(lang) or "en",
        "dir": "rtl" if script_of(lang) in RIGHT_TO_LEFT else "ltr",
        **{name: words[f"preview-{name}"] for name in _PAGE_WORDS},
        "lecture": words["lecture"].rstrip(":："),
        "style": _file("page.css"),
        "data": packed,
        "script": _file("page.js"),
    }
    return re.sub(r"%\(([\w-]+)\)", lambda match: parts[match[1]], _file("page.html"))


def _file(name: str) -> str:
    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")


def _on_page(html: str) -> str:
    return _without_scripts(_FORMULA.sub(_mathml, _SOUND.sub(_PLAY, html), _MOST_FORMULAS))


def _mathml(match: re.Match[str]) -> str:
    """A formula as the browser shows it by itself; as it is written where the library cannot read it."""
    from latex2mathml.converter import convert

    try:
        return convert(unescape(match[1] or match[2]), display="inline" if match[1] else "block")
    except Exception:  # the library raises many kinds of errors, and a formula may hold anything
        return match[0]


def _without_scripts(html: str) -> str:
    # Each card carries the same scripts; the page carries them once and puts them back.
    for name in SCRIPTS:
        html = html.replace(f"<script>\n{asset(name)}</script>", f'<script data-name="{name}"></script>')
    return html


def _words(html: str) -> str:
    return one_line(words_of(_SCRIPT.sub(" ", html))).lower()


def _data_uri(path: Path) -> str:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
