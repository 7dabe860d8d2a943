"""What a deck says of itself: its name and tags, its description, and where to report a problem."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from urllib.parse import quote, urlsplit

from lecturedeck.anki.decks import ROOT_DECK
from lecturedeck.anki.notes import Draft, Note
from lecturedeck.anki.notetypes import BLANK, FACT
from lecturedeck.anki.summary import name_of
from lecturedeck.text import clean_text, one_line, text_of, without_commands
from lecturedeck.words.cards import words_for
from lecturedeck.words.direction import RIGHT_TO_LEFT
from lecturedeck.words.tags import script_of

_NAMES = ("title", "lecture", "key")
_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_TITLE_LENGTH = 100
_KINDS = ("questions", "blanks", "facts")


@dataclass(frozen=True, slots=True)
class Publication:
    """What an author says of a deck.

    `deck` is the name of the top deck, `tags` are for every note. `report` is the address for problems, in which
    {title}, {lecture} and {key} stand for the card. `changes` says by the name of a package what is new in it.
    """

    deck: str = ROOT_DECK
    tags: tuple[str, ...] = ()
    description: str = ""
    license: str = ""
    report: str = ""
    version: str = ""
    changes: Mapping[str, str] = field(default_factory=dict)

    def draft(self, draft: Draft) -> Draft:
        """A draft in the deck and with the tags of the publication."""
        if self.deck == ROOT_DECK and not self.tags:
            return draft
        return replace(draft, deck=self.deck_of(draft.deck), tags=tuple(sorted({*draft.tags, *self.tags})))

    def deck_of(self, deck: str) -> str:
        """A deck below the top deck of the publication."""
        return self.deck + deck.removeprefix(ROOT_DECK)

    def note(self, note: Note) -> Note:
        """A note with its link for reports."""
        at = note.note_type.field_names.index("Report")
        link = self._link(note) if self.report else ""
        return (
            note
            if note.fields[at] == link
            else replace(note, fields=(*note.fields[:at], link, *note.fields[at + 1 :]))
        )

    def _link(self, note: Note) -> str:
        values = {
            "title": name_of(note)[:_TITLE_LENGTH],
            "lecture": text_of(note.field("Lecture")),
            "key": note.field("Key"),
        }
        address = _PLACEHOLDER.sub(lambda match: quote(values.get(match[1], ""), safe=""), self.report)
        word = words_for(note.field("Language"))["report"]
        return f'<a href="{without_commands(escape(address))}">{word}</a>'

    def describe(self, package: str, notes: Sequence[Note]) -> dict[str, str]:
        """The description of the deck that holds all notes of a package, as HTML by the deck's name."""
        deck = common_deck(note.deck for note in notes)
        return {deck: self._description(package, deck, notes)} if deck else {}

    def _description(self, package: str, deck: str, notes: Sequence[Note]) -> str:
        """The description in the language of the notes, where they share one."""
        languages = {note.field("Language") for note in notes}
        lang = languages.pop() if len(languages) == 1 else ""
        words = words_for(lang)
        kinds = Counter(
            "facts" if note.note_type is FACT else "blanks" if note.note_type is BLANK else "questions"
            for note in notes
        )
        inside = [f"{words[f'deck-{kind}']}: {kinds[kind]:,}" for kind in _KINDS if kinds[kind]]
        inside.append(f"{words['preview-cards']}: {sum(len(note.cards) for note in notes):,}")
        parts = [escape(one_line(self.description))] if self.description else []
        parts.append(" · ".join(inside))
        if changes := _changes(self.changes.get(package, ""), words):
            parts.append(f"{words['deck-new-in'].format(version=escape(self.version))} {changes}")
        here = f'<code dir="ltr">deck:&quot;{escape(deck)}&quot;'
        facts, lapses = f"{here} tag:lecturedeck::kind::fact</code>", f"{here} prop:lapses&gt;2</code>"
        parts.append(words["deck-search"].format(facts=facts, lapses=lapses))
        if self.license:
            parts.append(f"{words['deck-license']} {escape(one_line(self.license))}")
        if self.report:
            parts.append(f'<a href="{escape(self.general_address)}">{words["report"]}</a>')
        side = ' dir="rtl"' if script_of(lang) in RIGHT_TO_LEFT else ""
        return "\n".join(f"<p{side}>{part}</p>" for part in parts)

    @property
    def general_address(self) -> str:
        """The address for problems without what names a card, "" where there is none."""
        return _PLACEHOLDER.sub("", self.report)


def _changes(text: str, words: Mapping[str, str]) -> str:
    """What is new ("3 added, 1 removed") in the words of a language; "" where that counts nothing."""
    counts = re.findall(r"([\d,]+) (added|updated|removed)", text)
    return " · ".join(f"{words[f'deck-{what}']}: {count}" for count, what in counts)


def common_deck(decks: Iterable[str]) -> str:
    """The deck that holds some decks, "" where there is none."""
    names = [deck.split("::") for deck in decks]
    shared: list[str] = []
    for parts in zip(*names, strict=False):
        if len({*parts}) > 1:
            break
        shared.append(parts[0])
    return "::".join(shared)


def check_report_address(template: str) -> str:
    """What is wrong with an address for reports, "" where nothing is."""
    unknown = [name for name in _PLACEHOLDER.findall(template) if name not in _NAMES]
    if unknown:
        return f"{{{unknown[0]}}} is none of {', '.join('{' + name + '}' for name in _NAMES)}"
    try:
        scheme = urlsplit(template).scheme
    except ValueError:
        scheme = ""
    if scheme not in ("https", "http", "mailto"):
        return "must begin with https://, http:// or mailto:"
    return ""


def check_deck(name: str) -> str:
    """What is wrong with a deck's name, "" where nothing is."""
    if not name.strip() or clean_text(name) != name or one_line(name) != name:
        return "must be a name on one line"
    if '"' in name or any(not part.strip() for part in name.split("::")):
        return "must have no quotation marks and no empty part"
    return ""


def check_tag(tag: str) -> str:
    """What is wrong with a tag, "" where nothing is."""
    if not tag or re.search(r"[\s\u3000]", tag) or clean_text(tag) != tag:
        return f"{tag!r}: a tag has no spaces"
    if tag.lower() in ("marked", "leech") or tag.startswith("lecturedeck::"):
        return f"{tag!r} has a meaning of its own; choose another tag"
    return ""
