"""The options that several commands share, and what they give as one value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from lecturedeck.building import KINDS, FactTier, Kind, Options
from lecturedeck.cli.configuration import Configuration, ConfigurationError, find_configuration
from lecturedeck.cli.terminal import Failure
from lecturedeck.reading.edits import EditsError, read_edits
from lecturedeck.reading.files import Selection

if TYPE_CHECKING:
    from lecturedeck.anki.cards import Audio
    from lecturedeck.anki.decks import Depth

# Names of files that are not packages.
_NO_OUTPUT = (".zip", ".colpkg", ".anki2", ".md", ".txt", ".html", ".json", ".jsonl", ".csv")
DEFAULT_SOURCE = "content"


@dataclass(frozen=True, slots=True)
class LectureOptions:
    """Which lectures a command reads, and what of them it takes: the command line over `lecturedeck.toml`.

    `named` are the SOURCE arguments. `through` and `completed` say what has been taught so far.
    """

    named: tuple[str, ...] = ()
    selection: Selection = field(default_factory=Selection)
    through: str | None = None
    completed: Path | None = None
    kinds: tuple[Kind, ...] = ()
    facts: FactTier = "careful"
    edits: Path | None = None
    audio: Audio = "tts"
    decks: Depth = "block"
    think_first: bool = False
    configuration: Configuration = field(default_factory=Configuration)

    @property
    def sources(self) -> tuple[str, ...]:
        """The SOURCE arguments, else the configured sources, else the default."""
        return self.named or self.configuration.sources or (DEFAULT_SOURCE,)

    def for_build(self, *, strict: bool = False) -> Options:
        """Return the options of a build, with the edits as they are now. Raises Failure."""
        try:
            edits = read_edits(self.edits) if self.edits else {}
        except EditsError as error:
            raise Failure(str(error)) from None
        except OSError as error:
            raise Failure(f"{self.edits}: cannot be read: {error.strerror}") from None
        options = Options(self.kinds, self.audio, self.facts, edits, strict, self.decks, self.think_first)
        return replace(options, publication=self.configuration.publication)


def configured(sources: tuple[str, ...] = ()) -> Configuration:
    """Return the configuration of some sources. Raises Failure."""
    try:
        return find_configuration(sources)
    except ConfigurationError as error:
        raise Failure(str(error)) from None


def as_output(_: click.Context, __: click.Parameter, value: str | None) -> Path | None:
    """Return OUTPUT as a path: a folder or an .apkg file."""
    return None if value is None else checked_output(value)


def checked_output(value: str) -> Path:
    """Return a path that is a folder or an .apkg file. Raises BadParameter."""
    path = Path(value)
    if value in ("", "-") or path.name.lower() == ".apkg" or path.suffix.lower() in _NO_OUTPUT:
        raise click.BadParameter(f"{value!r} is neither a folder nor a name that ends in .apkg")
    return path


def as_path(_: click.Context, __: click.Parameter, value: str | None) -> Path | None:
    """Return the value of an option as a path."""
    return None if value is None else Path(value)


def as_package(_: click.Context, __: click.Parameter, value: str | None) -> Path | None:
    """Return the value of an option as the path of a file that exists. Raises Failure."""
    if value is not None and not Path(value).is_file():
        raise Failure(f"{value}: no such file")
    return None if value is None else Path(value)


def _as_kinds(_: click.Context, __: click.Parameter, value: str | None) -> tuple[Kind, ...]:
    names = [name.strip() for name in (value or "").split(",") if name.strip()]
    unknown = [name for name in names if name not in KINDS]
    if unknown:
        raise click.BadParameter(f"{unknown[0]!r} is none of {', '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in names)


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="How many processes may read lectures.  [default: as many as there are free cores]",
)
_SOURCES = click.argument("sources", nargs=-1, metavar="[SOURCE]...")
_SELECTION = (
    click.option("--superblock", "superblocks", multiple=True, metavar="NAME", help="Select a superblock."),
    click.option("--block", "blocks", multiple=True, metavar="NAME", help="Select a block."),
    click.option(
        "--language",
        "languages",
        multiple=True,
        metavar="NAME",
        help="Select a language, such as espanol.  [default: english with --superblock, else the only one]",
    ),
)
_TAUGHT = (
    click.option(
        "--through", metavar="NAME", help="Only what comes before a block or lecture in order, and itself."
    ),
    click.option(
        "--completed",
        callback=as_path,
        metavar="FILE",
        help="Only lectures whose ids are in a file, one a line, or in the JSON of a freeCodeCamp profile.",
    ),
)
_CONTENT = (
    click.option("--only", "kinds", metavar="KINDS", callback=_as_kinds, help=f"Some of {','.join(KINDS)}."),
    click.option(
        "--facts",
        type=click.Choice(["careful", "all", "none"]),
        default="careful",
        show_default=True,
        help="Which facts: those you can trust unread, all, or none.",
    ),
    click.option(
        "--edits",
        callback=as_path,
        metavar="FILE",
        help="A YAML file that removes and adds facts, by lecture id.",
    ),
)
_AUDIO = click.option(
    "--audio",
    type=click.Choice(["keep", "skip", "tts"]),
    default="tts",
    show_default=True,
    help="Listening tasks: the device reads them aloud (tts), they are skipped, or kept silent.",
)
_CARDS = (
    click.option(
        "--decks",
        type=click.Choice(["lecture", "block", "module", "superblock"]),
        default="block",
        show_default=True,
        help="What of a curriculum has a deck of its own.",
    ),
    click.option(
        "--think-first",
        is_flag=True,
        help="The options of a question wait for a tap, or four seconds.",
    ),
)

Command = Callable[..., None]


def selection_options(command: Command) -> Command:
    """Give a command the options that select from a curriculum, as one argument `selection`."""

    @wraps(command)
    def with_selection(
        superblocks: tuple[str, ...], blocks: tuple[str, ...], languages: tuple[str, ...], **more: Any
    ) -> None:
        command(selection=Selection(superblocks, blocks, languages), **more)

    return _with(_SELECTION, with_selection)


def lecture_options(
    *, content: bool = False, audio: bool = False, sources: bool = True
) -> Callable[[Command], Command]:
    """Give a command SOURCE arguments and the options that select lectures, as one argument `lectures`.

    `content` adds the options for what of a lecture is taken, `audio` those for the cards made of it.
    Without `sources`, the command reads what is configured.
    """
    own = ((*_CONTENT,) if content else ()) + ((_AUDIO, *_CARDS) if audio else ())

    def decorate(command: Command) -> Command:
        @wraps(command)
        def with_lectures(selection: Selection, sources: tuple[str, ...] = (), **more: Any) -> None:
            chosen = {name: more.pop(name) for name in _CONFIGURED if name in more}
            command(lectures=_over_configuration(sources, selection, chosen), **more)

        return _with([_SOURCES] if sources else [], selection_options(_with((*_TAUGHT, *own), with_lectures)))

    return decorate


_CONFIGURED = ("through", "completed", "kinds", "facts", "edits", "audio", "decks", "think_first")


def _over_configuration(sources: tuple[str, ...], selection: Selection, chosen: dict[str, Any]) -> LectureOptions:
    """Options of the command line over those of the configuration. Raises Failure."""
    configuration = configured(sources)
    context = click.get_current_context()
    said = {
        "through": configuration.through,
        "completed": configuration.completed and Path(configuration.completed),
        "kinds": configuration.only or None,
        "facts": configuration.facts,
        "edits": configuration.edits and Path(configuration.edits),
        "audio": configuration.audio,
        "decks": configuration.decks,
        "think_first": configuration.think_first,
    }
    if sources:  # which lectures the configuration wants is said of its own sources
        said |= {"through": None, "completed": None}
    for name in chosen:
        if said[name] is not None and context.get_parameter_source(name) is ParameterSource.DEFAULT:
            chosen[name] = said[name]
    if not sources:
        selection = Selection(
            selection.superblocks or configuration.superblocks,
            selection.blocks or configuration.blocks,
            selection.languages or configuration.languages,
        )
    return LectureOptions(sources, selection, configuration=configuration, **chosen)


def _with(options: Sequence[Callable[[Command], Command]], command: Command) -> Command:
    for option in reversed(options):
        command = option(command)
    return command
