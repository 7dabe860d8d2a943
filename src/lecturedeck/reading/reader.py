"""One file's bytes to a `Lecture`: every kind of content is read, then they are put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from lecturedeck.lecture import Fact, Lecture, Position, Problem, Spoken
from lecturedeck.markup.html import Renderer
from lecturedeck.markup.markdown import Source, blocks, link_definitions
from lecturedeck.markup.ruby import ruby_html
from lecturedeck.reading import problems
from lecturedeck.reading.causes import with_causes
from lecturedeck.reading.edits import OWN, EditsError, apply_edits, parse_edits
from lecturedeck.reading.files import Place, printable
from lecturedeck.reading.front_matter import FrontMatter, read_front_matter
from lecturedeck.reading.kinds import KINDS, scene
from lecturedeck.reading.kinds.kind import Content, File, joined
from lecturedeck.reading.markers import check_markers, has_near_marker
from lecturedeck.reading.sections import Blocks
from lecturedeck.reading.sound import spoken_in
from lecturedeck.reading.support import Support, support_of
from lecturedeck.text import escaped, plain_html
from lecturedeck.words.detection import detect
from lecturedeck.words.tags import tag_of

# What makes dollar signs formulas: a TeX command between two, or letters with an operator ($y = 2x$) and no
# space inside the signs, which no two prices and no shell variables have.
_FORMULA = re.compile(
    r"\$[^$`\n]{0,400}\\[a-zA-Z]+[^$`\n]{0,400}\$"
    r"|\$(?=[\w(|-])(?=[^$\n]{0,200}[a-zA-Z])[\w ().,+*/^=<>|{}-]{0,200}[=^+][\w ().,+*/^=<>|{}-]{0,200}"
    r"(?<=[\w)}|])\$(?!\w)"
)
_MOST_GROWTH, _SMALL = 3, 3_000
_MOST_CONTROL_CHARACTERS = 100
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def may_hold_cards(data: bytes) -> bool:
    """Whether a file can give a card at all, or could if its markers were not misspelt."""
    return any(kind.may_be_in(data) for kind in KINDS) or has_near_marker(data)


def open_file(data: bytes, place: Place) -> File:
    """A file as the readers of its content get it. Raises UnicodeDecodeError where it is not UTF-8."""
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    data.decode()
    source = Source(data)
    return _open(source, read_front_matter(source), place, printable(Path(place.path).stem))


def read_lecture(data: bytes, place: Place) -> Lecture:
    """Read the bytes of one file. Never raises: what is wrong is in the lecture's `problems`."""
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    stem = printable(Path(place.path).stem)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        at = Source(data[: error.start].decode().encode()).position(error.start)
        problem = problems.NOT_UTF8.at(at, byte=data[error.start])
        return Lecture(place.path, "", stem, stem, place.language, place.block, problems=(problem,))
    source = Source(data)
    matter = read_front_matter(source)
    file = _open(source, matter, place, stem)
    content = joined([kind.read(file) for kind in KINDS])
    found = [*_control_characters(source), *matter.problems]
    found += [*check_markers(source, file.blocks), *content.problems]
    return _edited(_lecture(file, matter, place, stem, content, found), matter.values.get("lecturedeck"), file)


def _open(source: Source, matter: FrontMatter, place: Place, stem: str) -> File:
    body = source.text(matter.end, len(source.data))
    tree = blocks(source, matter.end)
    teaches = matter.teaches or _heard_in(source, tree)
    render = Renderer(
        folder=place.folder,
        ruby=teaches == "zh-CN",
        math="$" in body and _FORMULA.search(body) is not None,
        definitions=link_definitions(body),
    )
    # The tasks of a language course have only numbers for titles.
    topic = (place.block_title if teaches else "") or matter.text("title") or stem
    kind = matter.text("challengeType")
    return File(source, tree, render, topic, place.block, teaches, kind, place.language)


def _heard_in(source: Source, tree: Blocks) -> str:
    """The language of a file's dialogue: a task that plays one is about its language, though no `lang` says so."""
    if b"--scene--" not in source.data:
        return ""
    said = " ".join(line.text for line in scene.KIND.read(File(source, tree, Renderer())).spoken)
    return detect(said, detect(source.text(0, len(source.data))))


def _lecture(
    file: File, matter: FrontMatter, place: Place, stem: str, content: Content, found: list[Problem]
) -> Lecture:
    """The lecture of all that was read and found wrong; only now every picture has been looked for."""
    support = support_of(file, content)
    spoken = spoken_in(file.source.text(matter.end, len(file.source.data)), content.spoken)
    title = matter.text("title") or stem
    found = [*with_causes(found), *_missing_pictures(file, place.folder)]
    found += _swollen(file, content, support, spoken, title)
    found += _nothing_read(content, found)
    return Lecture(
        path=place.path,
        id=matter.text("id") or matter.text("dashedName") or stem,
        title=title,
        dashed_name=matter.text("dashedName") or stem,
        language=place.language,
        block=place.block,
        lang=_language(matter, place, file.source),
        teaches=file.teaches,
        questions=support.questions,
        blanks=content.blanks,
        facts=content.facts,
        problems=problems.listed(found),
        context=support.context,
        passage=support.passage,
        explanation=support.explanation,
        spoken=spoken,
        needs_sound=support.needs_sound,
        media=tuple(file.render.media.values()),
    )


def _language(matter: FrontMatter, place: Place, source: Source) -> str:
    """The tag of the language of a lecture's text; "" where it is not known.

    In the curriculum `lang` is what a course teaches, and the folder says which language its text is in; in the
    English one a text may have been translated where it stands. A file outside of the curriculum may be either: a
    text that is clearly in another language teaches it.
    """
    of_folder = tag_of(place.language) if place.block else ""
    lang = tag_of(place.lang) or (of_folder if of_folder != "en" else "")
    lang = lang or detect(source.text(matter.end, len(source.data))) or of_folder or matter.teaches
    same = not place.block and lang.partition("-")[0] == matter.teaches.partition("-")[0]
    return matter.teaches if same else lang  # which may know more than the text shows: the country


def _control_characters(source: Source) -> list[Problem]:
    matches = islice(_CONTROL.finditer(source.data), _MOST_CONTROL_CHARACTERS)
    return [
        problems.CONTROL_CHARACTER.at(source.position(match.start()), number=source.data[match.start()])
        for match in matches
    ]


def _swollen(
    file: File, content: Content, support: Support, spoken: Sequence[Spoken], title: str
) -> list[Problem]:
    """Fields that would be far longer than the file: no author writes them, and phones cannot show them."""
    said = _length(spoken)
    sizes = {
        "the title": len(plain_html(title)),
        "the context": len(support.context),
        "the passage": said + max([len(support.passage), *(len(one.passage) for one in support.questions)]),
        "the explanation": len(support.explanation),
    }
    for question in support.questions:
        texts = [text for option in question.options for text in (option.text, option.feedback or "")]
        sizes[f"the question in line {question.line}"] = len(question.text) + sum(map(len, texts))
        sizes[f"what is said to the question in line {question.line}"] = _length(question.spoken)
    for blank in content.blanks:
        texts = [text for gap in blank.gaps for text in (gap.answer, gap.feedback or "")]
        sizes[f"the sentence in line {blank.line}"] = len(blank.sentence) + sum(map(len, texts))
    return _too_long(file, sizes | _lengths(content.facts))


def _lengths(facts: Iterable[Fact]) -> dict[str, int]:
    return {
        f"the fact in line {fact.line}": sum(map(len, (fact.term, fact.definition, fact.detail, fact.example)))
        for fact in facts
    }


def _too_long(file: File, sizes: Mapping[str, int]) -> list[Problem]:
    count = len(file.source.data)
    return [
        problems.TOO_LONG.at(Position(1), name=name, size=size, count=count)
        for name, size in sizes.items()
        if size > _MOST_GROWTH * count + _SMALL
    ]


def _nothing_read(content: Content, found: Sequence[Problem]) -> list[Problem]:
    """A lecture of which a misspelt marker leaves nothing, as an error: it is not meant to be empty."""
    if content.questions or content.blanks or content.facts or any(one.severity == "error" for one in found):
        return []
    lost = next((one for one in found if problems.is_about(one, "section")), None)
    return [problems.NOTHING_READ.at(Position(lost.line, lost.column), line=lost.line)] if lost else []


def _length(spoken: Sequence[Spoken]) -> int:
    """How long a dialogue is on a card, with a paragraph for each line."""
    return sum(len(ruby_html(line.text)) + len(escaped(line.speaker)) + len("<p><b>:</b> </p>") for line in spoken)


def _missing_pictures(file: File, folder: Path | None) -> list[Problem]:
    """The pictures of a lecture that are not there, also those that no card shows."""
    missing = dict(file.render.missing)
    if b"![" in file.source.data or b"<img" in file.source.data:
        every = Renderer(folder=folder)
        every(file.markdown(file.blocks))
        missing = every.missing | missing
    return [
        (problems.OUTSIDE_PICTURE if outside else problems.NO_PICTURE).at(_first(file.source, name), name=name)
        for name, outside in missing.items()
    ]


def _edited(lecture: Lecture, settings: object, file: File) -> Lecture:
    """The lecture with the edits of its own front matter."""
    if settings is None:
        return lecture
    try:
        edited = apply_edits(lecture, parse_edits(settings), file.render, lambda text: _first(file.source, text))
    except EditsError as error:
        problem = problems.BAD_SETTINGS.at(_first(file.source, "lecturedeck:"), reason=error)
        return replace(lecture, problems=(*lecture.problems, problem))
    return replace(
        edited,
        problems=(
            *edited.problems,
            *_too_long(file, _lengths(fact for fact in edited.facts if fact.pattern == OWN)),
        ),
    )


def _first(source: Source, text: str) -> Position:
    """The first position of a text, as it is or as an address writes it; the beginning where it is nowhere."""
    for written in (text, quote(text), quote(text, safe="/?=&")):
        at = source.data.find(written.encode(errors="replace"))
        if at >= 0:
            return source.position(at)
    return Position(1)
