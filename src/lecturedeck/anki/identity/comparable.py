"""What a note says, without markup, case or spacing: the form in which notes are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser

from lecturedeck.anki.identity.keys import language_of, owner_key, owner_of
from lecturedeck.anki.notes import Draft, Note
from lecturedeck.anki.notetypes import BLANK, CHOICE, FACT, NoteType
from lecturedeck.anki.render import GAP
from lecturedeck.text import one_line, words_of

_KINDS = {CHOICE.id: "choice", FACT.id: "fact", BLANK.id: "blank"}
_ITEM = re.compile(r"<li(?:\s[^>]*)?>(.*?)</li>", re.DOTALL)


def normalised(html: str) -> str:
    """The text of some HTML without markup, case, spacing and Unicode form: to compare, not to show."""
    return one_line(unicodedata.normalize("NFKC", words_of(html))).casefold()


@dataclass(frozen=True, slots=True)
class Comparable:
    """What a note says: its lecture (`owner`), its text, and the parts that go with the text, all normalised.

    `parts` are the options of a question in alphabetical order, the definition of a fact, or the answers of a
    blank. `right` is the correct option of a question, else "".
    """

    guid: str
    owner: str
    kind: str
    text: str
    parts: tuple[str, ...]
    right: str = ""

    @property
    def language(self) -> str:
        """The language part of the owner."""
        return language_of(self.owner)

    @property
    def titled(self) -> tuple[str, str, str]:
        """The text and where it stands."""
        return self.owner, self.kind, self.text


@dataclass(frozen=True)
class Candidate:
    """A draft or a note of the previous package that is to be matched.

    `guid` is the note's guid, or the one that the draft gets if it matches no note. A note whose Key field was
    damaged has no owner ("").
    """

    guid: str
    owner: str
    note_type: NoteType
    fields: tuple[str, ...]

    @classmethod
    def of_draft(cls, draft: Draft, guid: str) -> Candidate:
        """A draft as a candidate."""
        return cls(guid, owner_key(draft.lecture_id, draft.language), draft.note_type, draft.fields)

    @classmethod
    def of_note(cls, note: Note) -> Candidate:
        """A note of the previous package as a candidate."""
        key = note.field("Key")
        return cls(note.guid, owner_of(key) if key.count(":") == 3 else "", note.note_type, note.fields)

    @property
    def content(self) -> Hashable:
        """The note type and every field but the Key."""
        at = self.note_type.field_names.index("Key")
        return self.note_type.id, self.fields[:at], self.fields[at + 1 :]

    @cached_property
    def comparable(self) -> Comparable:
        """What the note says. Made on demand: in most builds most notes are equal field by field."""
        text, parts, right = _said(self.note_type, self.fields)
        return Comparable(self.guid, self.owner, _KINDS[self.note_type.id], text, parts, right)


def _said(note_type: NoteType, fields: Sequence[str]) -> tuple[str, tuple[str, ...], str]:
    values = dict(zip(note_type.field_names, fields, strict=True))
    if note_type is CHOICE:
        options = [_plain(item) for item in list_items(values["Options"])]
        marks = list_items(values["Feedback"])
        right = next((text for text, mark in zip(options, marks, strict=False) if "✓" in mark), "")
        return _plain(values["Question"]), tuple(sorted(options)), right
    if note_type is FACT:
        return _plain(values["Term"]), (_plain(values["Definition"]),), ""
    answers = tuple(normalised(gap[2]) for gap in GAP.finditer(values["Text"]))
    return _plain(GAP.sub(" BLANK ", values["Text"])), answers, ""


def _plain(html: str) -> str:
    """Normalised text; for HTML without any text, such as a picture, the HTML itself."""
    return normalised(html) or html


def list_items(html: str) -> list[str]:
    """The HTML of each item of a list, lists inside an item being part of it."""
    if html.count("<li") == html.count("</li>") and html.count("<ol") + html.count("<ul") == 1:
        # No list inside an item, as almost always: fifty times faster than the parser.
        return _ITEM.findall(html)
    parser = _Items()
    parser.feed(html)
    parser.close()
    return parser.items


class _Items(HTMLParser):
    """Collects the source of the items of the outermost list."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.items: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in ("ol", "ul"):
            self.depth += 1
            if self.depth == 1:
                return
        if tag == "li" and self.depth == 1:
            self.items.append("")
            return
        self._keep(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul"):
            self.depth -= 1
        if tag == "li" and self.depth == 1:
            return
        self._keep(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._keep(data)

    def handle_entityref(self, name: str) -> None:
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._keep(f"&#{name};")

    def _keep(self, text: str) -> None:
        if self.items and self.depth > 0:
            self.items[-1] += text
