"""`lecturedeck.toml`: what a build of some lectures is, so that every machine builds the same.

The file is looked for beside the sources and in the folders above them, up to the top of the repository. The
table [tool.lecturedeck] of a pyproject.toml will do as well. Its keys are the fields of `Configuration`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_type_hints

import msgspec

from lecturedeck.anki.decks import ROOT_DECK
from lecturedeck.anki.publication import Publication, check_deck, check_report_address, check_tag
from lecturedeck.building import KINDS, FactTier, Kind
from lecturedeck.storage import read_regular
from lecturedeck.text import clean_text
from lecturedeck.words.tags import tag_of

NAME = "lecturedeck.toml"
Audio = Literal["keep", "skip", "tts"]
Decks = Literal["lecture", "block", "module", "superblock"]


class ConfigurationError(Exception):
    """A file that cannot be used; the text says where, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the file says; None and () where it says nothing. All paths are as the current folder sees them."""

    file: Path | None = None
    sources: tuple[str, ...] = ()
    output: str | None = None
    superblocks: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    through: str | None = None
    completed: str | None = None
    only: tuple[Kind, ...] = ()
    facts: FactTier | None = None
    edits: str | None = None
    lang: str | None = None
    audio: Audio | None = None
    decks: Decks | None = None
    think_first: bool | None = None
    deck: str | None = None
    tags: tuple[str, ...] = ()
    description: str | None = None
    license: str | None = None
    report: str | None = None
    version: str | None = None

    @property
    def publication(self) -> Publication:
        """What the decks say of themselves."""
        return Publication(
            deck=self.deck or ROOT_DECK,
            tags=self.tags,
            description=self.description or "",
            license=self.license or "",
            report=self.report or "",
            version=self.version or "",
        )


_LARGEST = 1_000_000  # bytes
_PATHS = ("output", "completed", "edits")


def find_configuration(sources: Sequence[str]) -> Configuration:
    """Return the configuration of some sources, or of the current folder if there are none.

    Raises ConfigurationError.
    """
    start = Path(sources[0]) if sources and sources[0] != "-" else Path()
    for folder in _upwards(start):
        for name in (NAME, "pyproject.toml"):
            if (folder / name).is_file() and (found := read_configuration(folder / name)):
                return found
        if (folder / ".git").exists():
            break
    return Configuration()


def _upwards(start: Path) -> Iterator[Path]:
    """A folder and those above it, as relative to the current folder as the start is."""
    folder = start if start.is_dir() else start.parent
    yield folder
    yield from folder.resolve().parents


def read_configuration(path: Path) -> Configuration | None:
    """Read a file; None for a pyproject.toml that says nothing of Lecturedeck. Raises ConfigurationError."""
    try:
        text = read_regular(path, _LARGEST).decode("utf-8-sig")
        values: Any = tomllib.loads(text)
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: not UTF-8 (byte {error.object[error.start]:#04x})") from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at line (\d+), column (\d+)\)", str(error))
        at = f":{place[1]}:{place[2]}" if place else f":{text.count(chr(10)) + 1}"
        reason = str(error).replace(place[0] if place else " (at end of document)", "")
        raise ConfigurationError(f"{path}{at}: not valid TOML: {reason}") from None
    except RecursionError:
        raise ConfigurationError(f"{path}: nested too deeply") from None
    except ValueError:  # a number of thousands of digits
        raise ConfigurationError(f"{path}: not valid TOML: a number is too long") from None
    if path.name == "pyproject.toml":
        tool = values.get("tool")
        values = tool.get("lecturedeck") if isinstance(tool, dict) else None
        if values is None:
            return None
    if not isinstance(values, dict):
        raise ConfigurationError(f"{path}: lecturedeck must be a table")
    return _converted(path, text, values)


def _converted(path: Path, text: str, values: dict[str, Any]) -> Configuration:
    hints = get_type_hints(Configuration) | {"only": tuple[Literal[KINDS], ...]}  # type: ignore[valid-type]
    keys = [field.name for field in fields(Configuration) if field.name != "file"]
    found: dict[str, Any] = {}
    for key, value in values.items():
        where = f"{path}:{_line(text, key)}"
        if key not in keys:
            close = get_close_matches(key, keys, 1)
            hint = f"did you mean {close[0]}?" if close else f"the keys are {', '.join(keys)}"
            raise ConfigurationError(f"{where}: unknown key {key[:100]!r}: {hint}")
        try:
            found[key] = msgspec.convert(value, hints[key])
        except msgspec.ValidationError as error:
            raise ConfigurationError(f"{where}: {key}: {_reason(str(error), hints[key])}") from None
        if wrong := _wrong_characters(value) or _wrong_value(key, value):
            raise ConfigurationError(f"{where}: {key}: {wrong}")
    return _from_here(replace(Configuration(path), **found))


def _wrong_characters(value: Any) -> str:
    texts = value if isinstance(value, list) else [value]
    return "must have no control characters" if any(clean_text(str(text)) != str(text) for text in texts) else ""


def _wrong_value(key: str, value: Any) -> str:
    """What is wrong with a value of the right type, "" where nothing is."""
    if key == "deck":
        return check_deck(value)
    if key == "report":
        return check_report_address(value)
    if key == "lang" and not tag_of(value):
        return f"{value!r} is not a language tag; write a code such as es, pt-BR or zh-Hant"
    if key == "tags":
        return next(filter(None, map(check_tag, value)), "")
    if key == "version" and not re.fullmatch(r"[\w.+-]+", value):
        return "must be letters, digits, dots and hyphens"
    return ""


def _reason(error: str, hint: Any) -> str:
    """What is wrong with a value, in the words of TOML."""
    names = re.findall(r"'([a-z]+)'", str(hint))
    if names:
        return f"must be {'one' if 'tuple' not in str(hint) else 'a list'} of {', '.join(names)}"
    expected = "a list of texts" if "array" in error or "tuple" in str(hint) else "a text"
    return f"must be {expected}, in quotes"


def _line(text: str, key: str) -> int:
    """The line on which a key stands; the first where it cannot be found."""
    if len(key) > 100:  # which a regular expression would try from each of its letters on
        return next((number for number, line in enumerate(text.splitlines(), 1) if key in line), 1)
    wanted = re.compile(rf"""\s*[\w.\[]*["']?{re.escape(key)}["']?\s*[\]=.]""")
    return next((number for number, line in enumerate(text.splitlines(), 1) if wanted.match(line)), 1)


def line_of_source(configuration: Configuration, source: str) -> int:
    """The line on which the file of a configuration names one of its sources."""
    assert configuration.file is not None
    try:
        text = read_regular(configuration.file, _LARGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):  # it has changed since it was read
        return 1
    first = _line(text, "sources")
    folder = configuration.file.parent
    for number, line in enumerate(text.splitlines()[first - 1 :], first):
        quoted = re.findall(r"""["']([^"']*)["']""", line)
        if source in quoted or source in (str(folder / one) for one in quoted):
            return number
    return first


def _from_here(configuration: Configuration) -> Configuration:
    """The configuration with its paths, which begin at its folder, as seen from the current folder."""
    assert configuration.file is not None
    folder = configuration.file.parent
    if folder == Path():
        return configuration
    moved: dict[str, Any] = {
        name: str(folder / value) for name in _PATHS if (value := getattr(configuration, name)) is not None
    }
    moved["sources"] = tuple(str(folder / one) for one in configuration.sources)
    return replace(configuration, **moved)
