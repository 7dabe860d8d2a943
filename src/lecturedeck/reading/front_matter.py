"""Read the front matter of a lecture, the lines between the first two --- lines, with python-frontmatter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from lecturedeck.lecture import Position, Problem
from lecturedeck.markup.markdown import Source
from lecturedeck.reading import problems
from lecturedeck.regex import regex
from lecturedeck.text import NOT_TEXT, one_line
from lecturedeck.words.tags import tag_of

_KEY = re.compile(r"([A-Za-z][A-Za-z0-9_-]*):(?=\s|$)")
_NO_SPACE = re.compile(r"([A-Za-z][A-Za-z0-9_-]*):(?![ \t]|$).*")
_NO_COLON = re.compile(r"([A-Za-z][A-Za-z0-9_-]*)[ \t]+[^:]*")
_QUOTED = re.compile(r"""([A-Za-z][A-Za-z0-9_-]*):[ \t]+(["'])(.*)""")
_FILLED = re.compile(r"[A-Za-z][A-Za-z0-9_-]*:[ \t]+[^\s\[{|>].*")
_INDENTED = re.compile(r" +[A-Za-z][A-Za-z0-9_-]*:")
_BEGINNING = re.compile(r"-{3,}[ \t]*\n[A-Za-z][A-Za-z0-9_-]*:")
_EMPTY_LINES = re.compile(r"(?:[ \t]*\n)+")
_QUOTE_IT = "put quotes around a text that contains ': ' or '#'"
_FLAT = "write each line as key: value"
# A heading of a lecture; in YAML it would be a comment.
_HEADING = re.compile(r"\n#{1,6} +--[A-Za-z-]+--")
# Keys of freeCodeCamp's own that are like one of ours.
_THEIR_KEYS = ("videoId", "bilibiliIds")
# What YAML can write with an escape, and neither Anki nor UTF-8 allows.
_NOT_TEXT = regex(f"[{NOT_TEXT}]")
# Lines of which YAML makes just a key and a value, as in nearly all files: the value is quoted without escapes, or
# has no sign that means something.
_KEY_AND_VALUE = (
    r"""([A-Za-z][A-Za-z0-9_-]{0,60}): +(?:"([ !#-[\]-~]*)"|'([ -&(-~]*)'|([A-Za-z0-9][ !"$-9;-~]*)) *"""
)
_SIMPLE_LINE = regex(rf"^{_KEY_AND_VALUE}$", re.MULTILINE)
_SIMPLE = regex(rf"\n*(?:{_KEY_AND_VALUE}(?:\n+|\Z))*+")


def simple_values(matter: str) -> dict[str, str] | None:
    """The values of front matter as YAML reads it, None where its lines are not that simple."""
    if not _SIMPLE.fullmatch(matter):
        return None
    return {key: double or single or bare.rstrip() for key, double, single, bare in _SIMPLE_LINE.findall(matter)}


class _Handler(YAMLHandler):  # type: ignore[misc, unused-ignore]
    """python-frontmatter's YAML handler, where all scalars stay texts: an id such as 1e5 is no number."""

    def load(self, fm: str, **_: object) -> Any:
        values = simple_values(fm)
        return (
            values if values is not None else yaml.load(fm, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        )


_HANDLER = _Handler()


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values of the front matter, each a text, list or mapping of such; `end` is where the body begins."""

    values: dict[str, Any] = field(default_factory=dict)
    end: int = 0
    problems: tuple[Problem, ...] = ()

    def text(self, key: str) -> str:
        """The value of a key, "" where it is missing or no plain text."""
        value = self.values.get(key)
        return one_line(_NOT_TEXT.sub("", value)) if isinstance(value, str) else ""

    @property
    def teaches(self) -> str:
        """The tag of the language that the lecture teaches, "" where it gives none or no language tag."""
        return tag_of(self.text("lang"))


def read_front_matter(source: Source) -> FrontMatter:
    """Read the front matter of a file; never raises: what is wrong comes back as problems."""
    text = source.data.decode()
    if not _HANDLER.detect(text):
        return _no_front_matter(text)
    try:
        matter, body = _HANDLER.split(text)
    except ValueError:
        return FrontMatter(end=len(source.data), problems=(problems.OPEN_FRONT_MATTER.at(_end(text)),))
    end = len(source.data) - len(body.encode())
    if _HEADING.search(matter):  # its end is a later line of three hyphens, which divides something
        return FrontMatter(end=end, problems=(problems.OPEN_FRONT_MATTER.at(_end(text)),))
    try:
        values = _HANDLER.load(matter)
    except yaml.MarkedYAMLError as error:
        if bad := _wrong_line(matter):
            return FrontMatter(end=end, problems=(bad,))
        mark = error.problem_mark or error.context_mark
        place = Position(mark.line + 1, mark.column + 1) if mark else Position(1)
        reason = one_line(str(error.problem or error.context))
        return FrontMatter(end=end, problems=(problems.BAD_YAML.at(place, reason=reason, fix=_QUOTE_IT),))
    except yaml.YAMLError as error:
        reason = one_line(str(error))
        return FrontMatter(end=end, problems=(problems.BAD_YAML.at(Position(1), reason=reason, fix=_QUOTE_IT),))
    except RecursionError:
        return FrontMatter(
            end=end, problems=(problems.BAD_YAML.at(Position(1), reason="nested too deeply", fix=_FLAT),)
        )
    if values in (None, ""):
        values = {}
    if not isinstance(values, dict):
        return FrontMatter(end=end, problems=(problems.NOT_A_MAPPING.at(Position(2)),))
    found = FrontMatter(values, end)
    wrong = _wrong_values(values, matter)
    if found.text("lang") and not found.teaches:
        wrong.append(problems.NO_LANGUAGE.at(_place(matter, "lang"), given=found.text("lang")))
    return replace(found, problems=tuple(wrong))


def _no_front_matter(text: str) -> FrontMatter:
    problem = problems.NO_FRONT_MATTER.at(Position(1))
    empty = _EMPTY_LINES.match(text)
    below = text[empty.end() :] if empty else ""
    if empty is None or not _BEGINNING.match(below):
        return FrontMatter(problems=(problem,))
    lines = "line" if empty[0].count("\n") == 1 else "lines"
    message = f"front matter is not read, because of the empty {lines} above it"
    problem = replace(problem, message=message, hint=f"Delete the empty {lines}: a lecture begins with ---")
    try:
        matter, body = _HANDLER.split(below)
    except ValueError:
        return FrontMatter(problems=(problem,))
    # Its lines are no text of the lecture.
    end = 0 if _HEADING.search(matter) else len(text.encode()) - len(body.encode())
    return FrontMatter(end=end, problems=(problem,))


def _end(text: str) -> Position:
    """Where the front matter of a file should have ended: below its last key, or line, before the text begins."""
    lines = text.split("\n")
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or _HEADING.match("\n" + line):
            return Position(number)
    return Position(max(1, len(lines) - (not lines[-1])))


def _wrong_line(matter: str) -> Problem | None:
    """The first line that cannot be YAML, with what is wrong there; the parser often names a later one."""
    wrong = problems.BAD_YAML
    above = ""
    for number, line in enumerate(matter.split("\n"), 1):
        if line.startswith("\t"):
            return wrong.at(Position(number), reason="line begins with a tab", fix="delete the tab")
        if match := _NO_SPACE.fullmatch(line):
            place = Position(number, len(match[1]) + 2)
            return wrong.at(place, reason=f"no space after {match[1]}:", fix="write a space after the colon")
        if match := _NO_COLON.fullmatch(line):
            place = Position(number, len(match[1]) + 1)
            fix = f"write a colon and a space after {match[1]}"
            return wrong.at(place, reason=f"no colon after {match[1]}", fix=fix)
        if (match := _QUOTED.fullmatch(line)) and match[2] not in match[3].replace("\\" + match[2], ""):
            place = Position(number, match.start(2) + 1)
            return wrong.at(place, reason=f"quote {match[2]} has no end", fix="close the quote on the same line")
        if _INDENTED.match(line) and _FILLED.fullmatch(above):
            return wrong.at(Position(number), reason="line is indented", fix="delete the spaces before it")
        above = above if line.startswith("#") else line
    return None


def _wrong_values(values: dict[str, Any], matter: str) -> list[Problem]:
    found = []
    for key in ("id", "title", "dashedName", "lang", "challengeType"):
        if key in values and not isinstance(values[key], str):
            found.append(problems.NOT_PLAIN.at(_place(matter, key), key=key))
        elif _NOT_TEXT.search(values.get(key, "")):
            number = ord(_NOT_TEXT.findall(values[key])[0])
            found.append(problems.CONTROL_CHARACTER.at(_place(matter, key), number=number))
    lines: dict[str, int] = {}
    twice = set()
    for number, line in enumerate(matter.split("\n"), 1):
        if match := _KEY.match(line):
            twice |= {match[1]} & lines.keys()
            lines.setdefault(match[1], number)
    found += [problems.TWICE.at(Position(lines[key]), key=key) for key in sorted(twice, key=lines.__getitem__)]
    meant = _misspelt(values)
    for key, given in meant.items():
        found.append(problems.UNKNOWN_KEY.at(_place(matter, given), given=given, name=key))
    if not _is_filled(values.get("id")):
        found.append(problems.NO_ID.at(_place(matter, meant.get("id", "id"))))
    if not _is_filled(values.get("title")) and "title" not in meant:
        found.append(problems.NO_TITLE.at(_place(matter, "title")))
    return found


def _misspelt(values: dict[str, Any]) -> dict[str, str]:
    """The keys of ours that are missing, by a key that is there and nearly has their name."""
    return {
        key: given
        for key in ("id", "title", "dashedName")
        if key not in values
        for given in get_close_matches(key.lower(), {str(name).lower(): name for name in values}, 1, 0.8)
        for given in [name for name in map(str, values) if name.lower() == given and name not in _THEIR_KEYS]
    }


def _is_filled(value: object) -> bool:
    """Whether a value says anything; a list or mapping does, and is reported elsewhere."""
    return bool(_NOT_TEXT.sub("", value).strip()) if isinstance(value, str) else value is not None


def _place(matter: str, key: str) -> Position:
    """The position of a key; the first line where it is missing. `matter` begins at the end of line 1."""
    for number, line in enumerate(matter.split("\n"), 1):
        if line.startswith(f"{key}:"):
            return Position(number)
    return Position(1)
