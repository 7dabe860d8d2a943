"""What a build is asked for: what of a lecture becomes cards, and how the packages follow those before them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lecturedeck.anki.publication import Publication
from lecturedeck.reading.edits import Edits
from lecturedeck.reading.kinds import WITH_CARDS

if TYPE_CHECKING:
    from lecturedeck.anki.cards import Audio
    from lecturedeck.anki.decks import Depth

Kind = str
FactTier = Literal["careful", "all", "none"]
KINDS: tuple[Kind, ...] = tuple(kind.name for kind in WITH_CARDS)


class ReaderCrashError(Exception):
    """A process that reads lectures has ended by itself: out of memory, or killed."""


class BusyError(Exception):
    """Another build is writing into the output folder."""


@dataclass(frozen=True, slots=True)
class Options:
    """What of a lecture becomes cards.

    `kinds` are the kinds of content (() for all), `audio` says what becomes of listening tasks, `facts` how far
    a fact must be trusted, and `edits` which facts to leave out or add, by lecture id. `decks` is what has a deck
    of its own, and `think_first` makes the options of a question wait for a tap. `strict` builds nothing if there
    is any problem. `publication` is what the decks say of themselves.
    """

    kinds: tuple[Kind, ...] = ()
    audio: Audio = "tts"
    facts: FactTier = "careful"
    edits: Mapping[str, Edits] = field(default_factory=dict)
    strict: bool = False
    decks: Depth = "block"
    think_first: bool = False
    publication: Publication = field(default_factory=Publication)


@dataclass(frozen=True, slots=True)
class Release:
    """Which packages a build follows, and whether it writes at all.

    A build follows the lockfile and the packages that it replaces, unless `previous` names another package.
    `baseline` is a folder with copies of what to follow: the builds of a watch all follow what was there before
    it. `drop_retired` drops removed notes, `restamp` are globs of notes that get a new time, and `new` says that
    nothing was released before.
    """

    previous: Path | None = None
    baseline: Path | None = None
    drop_retired: bool = False
    dry_run: bool = False
    restamp: tuple[str, ...] = ()
    new: bool = False

    def before(self, target: Path) -> Path:
        """The package that a new one at `target` follows."""
        return self.previous or (self.baseline / target.name if self.baseline else target)
