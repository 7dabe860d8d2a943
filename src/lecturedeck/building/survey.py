"""Step four: every file of a large build, looked at once: its digest, and what it gives to a package.

What a file gave in an earlier build comes from the cache. All else is read, in several processes where there is
enough of it, and put there.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from operator import attrgetter

from lecturedeck.anki.publication import Publication
from lecturedeck.building.cache import Cache, program
from lecturedeck.building.contribute import Contribution, Counts, contribute
from lecturedeck.building.options import Options
from lecturedeck.building.packed import NOTHING, DamagedError, head_of, short_id, unpack, unpack_counts, unpack_id
from lecturedeck.building.processes import Done, Task, read_all
from lecturedeck.building.read import content_of
from lecturedeck.reading.files import Level, Place
from lecturedeck.reading.reader import may_hold_cards
from lecturedeck.storage import digest_of

# A lecture is the same wherever its file lies: only the file's name and its place in a curriculum count.
_about = attrgetter(*(one.name for one in fields(Place) if one.name not in ("path", "folder", "above")))

# A file of a block that two superblocks hold has two places.
Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Survey:
    """What the files of a build hold. `jobs` is how many processes may read, `named` what the user named."""

    options: Options
    named: frozenset[str]
    cache: Cache
    jobs: int
    # The key of what each file gives; None where it cannot be read.
    _keys: dict[Name, bytes | None] = field(default_factory=dict)
    # What depends on pictures, on the user's edits, or on a path that is no text.
    _apart: dict[Name, Contribution | None] = field(default_factory=dict)

    def look(self, places: Iterable[Place], on_read: Callable[[Place], None]) -> None:
        """Look at every file; `on_read` is called when it is done with one."""
        for task, done in read_all(self._unread(places, on_read), self._cached_options, self.jobs):
            self._keep(task, done)
            on_read(task.place)

    def fingerprint(self, places: Iterable[Place], *more: object) -> bytes:
        """What stands for all that goes into a package: the program, the options, the files and their places."""
        digest = hashlib.blake2b(program() + repr((self.options, more)).encode(), digest_size=20)
        for place in places:
            key = self._keys[_name(place)]
            if key is not None:  # it stands for the content, and for the place but for the path
                digest.update(os.fsencode(place.path) + b"\0" + key)
            elif _name(place) in self._apart:
                digest.update(repr((place, self._apart[_name(place)])).encode())
        return digest.digest()

    def contribution(self, place: Place) -> Contribution | None:
        """What a file gives to a package."""
        key = self._keys[_name(place)]
        if _name(place) in self._apart or key is None:
            return self._apart.get(_name(place))
        try:
            found = unpack(self.cache.get(key), place)
            if found is None or found.id not in self.options.edits:
                return found
        except DamagedError:
            pass
        found = contribute(content_of(place), place, self.options, named=place.path in self.named)
        self._apart[_name(place)] = found
        return found

    def known(self, places: Iterable[Place]) -> Iterator[tuple[Place, Counts | None, bool]]:
        """What the cache says that the lectures in files hold, and whether reading them may say more."""
        start = self._start()
        for place in places:
            content = content_of(place)
            counts, unread = None, False
            if not isinstance(content, OSError):
                try:
                    counts = unpack_counts(self.cache.head(_key(start, place, content, named=False)))
                except DamagedError:
                    unread = may_hold_cards(content)
            yield place, counts, unread

    def counts(self, place: Place) -> Counts | None:
        """How many of each the lecture in a file holds; None where there is none."""
        key = self._keys[_name(place)]
        if key is not None and _name(place) not in self._apart:
            try:
                return unpack_counts(self.cache.head(key))
            except DamagedError:
                pass
        found = self.contribution(place)
        return found.holds if found else None

    def own_id(self, place: Place) -> str:
        """What stands for the id of the lecture in a file; "" where it has none."""
        key = self._keys[_name(place)]
        if key is not None and _name(place) not in self._apart:
            try:
                return unpack_id(self.cache.head(key))
            except DamagedError:
                pass
        found = self.contribution(place)
        return short_id(found) if found else ""

    @property
    def _cached_options(self) -> Options:
        """The options of what the cache holds. Few lectures have edits, and those are read once more."""
        publication = Publication(self.options.publication.deck, self.options.publication.tags)
        return replace(self.options, edits={}, strict=False, publication=publication)

    def _start(self) -> bytes:
        """What the keys of all files begin with."""
        return digest_of(program() + repr(self._cached_options).encode())

    def _unread(self, places: Iterable[Place], on_read: Callable[[Place], None]) -> Iterator[Task]:
        """The files that must be read; all others are done with."""
        start = self._start()
        for place in places:
            content = content_of(place)
            named = place.path in self.named
            if isinstance(content, OSError):
                self._keys[_name(place)] = None
                self._apart[_name(place)] = contribute(content, place, self.options, named=named)
            else:
                key = self._keys[_name(place)] = _key(start, place, content, named=named)
                if key not in self.cache:
                    if named or may_hold_cards(content):
                        yield Task(place, content, named)
                        continue
                    self.cache.put(key, NOTHING, NOTHING)
            on_read(place)

    def _keep(self, task: Task, done: Done) -> None:
        key = self._keys[_name(task.place)]
        if done.packed is None:
            self._apart[_name(task.place)] = contribute(task.content, task.place, self.options, named=task.named)
        elif done.lasting and key is not None:
            self.cache.put(key, done.packed, head_of(done.packed))
        else:
            self._apart[_name(task.place)] = unpack(done.packed, task.place)


def _name(place: Place) -> Name:
    return place.path, place.page


def _key(start: bytes, place: Place, content: bytes, *, named: bool) -> bytes:
    stem = os.path.splitext(os.path.basename(place.path))[0]  # noqa: PTH119, PTH122 - many times quicker
    about = f"{(named, stem, _about(place))!r} {_text(place.above)}"
    return digest_of(start + digest_of(content) + about.encode())


@lru_cache(maxsize=16)
def _text(above: tuple[Level, ...]) -> str:
    """What stands above a block, which all its files share."""
    return repr(above)
