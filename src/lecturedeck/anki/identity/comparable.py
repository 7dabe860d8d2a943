"""What a note says, without markup, case or spacing: the form in which notes are compared."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

from lecturedeck.anki.identity.keys import language_of
from lecturedeck.anki.notes import Draft, Note
from lecturedeck.anki.notetypes import NoteType
from lecturedeck.anki.render import GAP
from lecturedeck.text import one_line, words_of

# The tag of quiz questions.
QUIZ = "lecturedeck::kind::quiz"
# How the tags of a note's block and lecture begin.
_HOME = ("lecturedeck::block::", "lecturedeck::lecture::")

# The first of the characters of China, Japan and Korea.
_WIDE = 0x2E80
_CODE = re.compile(r"<code[^>]*>(.*?)</code>", re.DOTALL)
_ITEM = re.compile(r"<li(?:\s[^>]*)?>(.*?)</li>", re.DOTALL)


def normalised(html: str) -> str:
    """The text of some HTML without markup, case, spacing and Unicode form: to compare, not to show."""
    return one_line(unicodedata.normalize("NFKC", words_of(html))).casefold()


@dataclass(frozen=True, slots=True)
class Comparable:
    """What a note says: its lecture (`owner`), its text, and the parts that go with the text, all normalised.

    `parts` are the options of a question in alphabetical order, the definition of a fact, or the answers of a
    blank; `right` is the correct option of a question, else "". `place` orders the notes of a lecture. The rest
    survives a translation: `form` is the number of parts and the place of the correct option (-1 where the order
    says nothing), `shape` the lengths of text, parts and feedback, and `code` how what is set as code
    begins. `feedback` is a digest, "" where there is none. `home` names block and lecture, whatever its id.
    """

    guid: str
    owner: str
    kind: str
    text: str
    parts: tuple[str, ...]
    right: str = ""
    place: int = 0
    form: tuple[int, ...] = ()
    shape: tuple[int, ...] = ()
    code: tuple[str, ...] = ()
    feedback: str = ""
    home: str = ""

    @property
    def language(self) -> str:
        """The language part of the owner."""
        return language_of(self.owner)

    @property
    def titled(self) -> tuple[str, str, str]:
        """The text and where it stands."""
        return self.owner, self.kind, self.text


def comparable(guid: str, owner: str, note: Draft | Note, place: int) -> Comparable:
    """What a draft or a note says."""
    kind = kind_of(note.note_type)
    values = dict(zip(note.note_type.field_names, note.fields, strict=True))
    home = home_of(note.tags)
    if kind == "fact":
        definition = (_plain(values["Definition"]),)
        return Comparable(guid, owner, kind, _plain(values["Term"]), definition, place=place, home=home)
    comments = list_items(values["Feedback"])
    feedback = " ".join(map(normalised, comments)).strip()
    said = digest(feedback) if feedback else ""
    if kind == "blank":
        text = _plain(GAP.sub(" BLANK ", values["Text"]))
        answers = [gap[2] for gap in GAP.finditer(values["Text"])]
        parts = tuple(map(normalised, answers))
        shape = _lengths(text, *parts, feedback)
        return Comparable(
            guid, owner, kind, text, parts, "", place, (len(parts),), shape, _code(values["Text"]), said, home
        )
    options = list_items(values["Options"])
    texts = [_plain(option) for option in options]
    at = next((number for number, comment in enumerate(comments) if "✓" in comment), -1)
    right = texts[at] if 0 <= at < len(texts) else ""
    question = _plain(values["Question"])
    quiz = QUIZ in note.tags
    # The order of a quiz's options comes from their texts, so that a translation has another one.
    order = sorted(range(len(texts)), key=lambda n: (n == at, length(texts[n]))) if quiz else range(len(texts))
    lengths = (*(texts[n] for n in order), *(normalised(comments[n]) if n < len(comments) else "" for n in order))
    return Comparable(
        guid,
        owner,
        kind,
        question,
        tuple(sorted(texts)),
        right,
        place,
        (len(texts), -1 if quiz else at),
        _lengths(question, *lengths),
        _code(values["Question"] + values["Options"]),
        said,
        home,
    )


def home_of(tags: Iterable[str]) -> str:
    """The names of a note's block and lecture, from its tags."""
    return " ".join(sorted(tag.removeprefix("lecturedeck::") for tag in tags if tag.startswith(_HOME)))


def kind_of(note_type: NoteType) -> str:
    """The kind of note that a note type is for: "choice", "fact" or "blank"."""
    return note_type.templates[0].stem


def _lengths(*texts: str) -> tuple[int, ...]:
    return tuple(map(length, texts))


def length(text: str) -> int:
    """The length of a text, as if it were written in letters: a Chinese character says as much as three."""
    return len(text) if text.isascii() else sum(3 if ord(letter) >= _WIDE else 1 for letter in text)


def _code(html: str) -> tuple[str, ...]:
    return tuple(sorted({normalised(code)[:24] for code in _CODE.findall(html)} - {""})) if "<code" in html else ()


def digest(text: str) -> str:
    """A short digest of a text, to tell whether it changed."""
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=4).hexdigest()


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
