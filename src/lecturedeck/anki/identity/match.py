"""Which draft is which note that is remembered.

A wrong match gives the schedule of one card to another, which is worse than a card that starts anew. So what is
equal is matched first, and similarity decides only where it is clear (docs/updating.md has the figures).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Protocol

from lecturedeck.anki.identity.comparable import Comparable
from lecturedeck.anki.identity.keys import language_of
from lecturedeck.anki.identity.similarity import (
    LONG_PARTS,
    MARGIN,
    THRESHOLD,
    has_other_code,
    have_parts_in_common,
    have_same_options,
    numbers,
    similarity,
)
from lecturedeck.anki.identity.translated import is_translation, translations

Notes = Mapping[int, Comparable]
Pairs = Mapping[int, int]

# So similar are two notes of lectures that have nothing else to do with each other.
ELSEWHERE = 0.92
# A blank with the same answers and feedback is the same where its sentence is as similar as this.
SAME_SENTENCE = 0.5
# A sentence of fewer letters, gaps aside, is known by its answers alone.
SENTENCE = 8
# Words in more notes than this say nothing about where to look.
_COMMON = 40
# The field with the text of a question.
_ASKED = "Question"


class Candidate(Protocol):
    """A draft or a remembered note, with the digests of its fields; a draft has the guid that it would get."""

    # ruff: noqa: D102
    @property
    def guid(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def fields(self) -> Mapping[str, str]: ...
    @property
    def comparable(self) -> Comparable: ...


@dataclass(frozen=True, slots=True)
class Sides:
    """What is compared, by number: the notes of this build and those of the previous one.

    Numbers that are matched already stay in, since they say what else a text or an option stands for.
    """

    new: Notes
    old: Notes
    added: Counter[tuple[str, str, str]]
    repeated: Set[tuple[str, str, str]]
    shared: Set[tuple[str, str, tuple[str, ...]]]
    common: Set[str]
    lectures: tuple[Mapping[Hashable, Sequence[int]], Mapping[Hashable, Sequence[int]]]

    @classmethod
    def of(cls, new: Notes, old: Notes, common: Set[str]) -> Sides:
        """Both sides, with what they have in common counted once.

        `added` says in how many notes more than before a text stands, `repeated` which texts stand in several
        notes of a lecture, and `shared` which parts, such as "true, false": these tell no note from another.
        `common` are questions that several lectures ask, such as "Which of these is right?". `lectures` are the
        numbers of the notes of each lecture and kind, new and old.
        """
        added = Counter(note.titled for note in new.values())
        added.subtract(note.titled for note in old.values())
        repeated = {
            title
            for side in (new, old)
            for title, count in Counter(note.titled for note in side.values()).items()
            if count > 1
        }
        return cls(
            new,
            old,
            added,
            repeated,
            _shared(new.values()) | _shared(old.values()),
            common,
            (_by_lecture(new), _by_lecture(old)),
        )

    def may_have_become(self, old: Comparable, new: Comparable) -> bool:
        """Whether the text of one note may have become that of the other.

        A text that stands in as many notes as before has not: where two questions exchange their texts, each
        schedule follows its text. A text that several lectures ask says nothing.
        """
        if new.text == old.text or (old.kind == "choice" and old.text in self.common):
            return True
        return self.added[new.titled] > 0 > self.added[old.titled]

    def similarity(self, one: Comparable, other: Comparable) -> float:
        """The similarity of two notes in one lecture."""
        if not self.may_have_become(other, one):
            return 0.0
        parts = {(note.owner, note.kind, note.parts) for note in (one, other)}
        return similarity(one, other, telling=not parts & self.shared)


Accepts = Callable[[Sides, Sequence[int], Sequence[int]], Iterable[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which notes match: those with an equal `key`, as far as `accepts` pairs them.

    `accepts` gets the numbers of the new and of the old notes that share a key and are not matched yet. A note
    whose key is None is left out.
    """

    name: str
    key: Callable[[Comparable], Hashable | None]
    accepts: Accepts


def _twins(sides: Sides, new: Sequence[int], old: Sequence[int]) -> Iterable[tuple[int, int]]:
    """All of them: equal guids first, then in the order of the guids, which does not depend on the files."""
    by_guid = {sides.old[number].guid: number for number in old}
    same = [(number, by_guid.pop(guid)) for number in new if (guid := sides.new[number].guid) in by_guid]
    taken = {number for number, _ in same}
    new = sorted((number for number in new if number not in taken), key=lambda number: sides.new[number].guid)
    return [*same, *zip(new, (by_guid[guid] for guid in sorted(by_guid)), strict=False)]


def _only_one(_: Sides, new: Sequence[int], old: Sequence[int]) -> Iterable[tuple[int, int]]:
    return [(new[0], old[0])] if len(new) == len(old) == 1 else []


def _similar(sides: Sides, new: Sequence[int], old: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Those closest to each other, also if those are counted that are matched already."""
    pairs = _best(
        {
            (one, other): score
            for one in new
            for other in old
            if (score := sides.similarity(sides.new[one], sides.old[other])) >= THRESHOLD
        }
    )
    for one, other in pairs:
        note, was = sides.new[one], sides.old[other]
        here, there = (lectures.get((was.owner, was.kind), ()) for lectures in sides.lectures)
        least = similarity(note, was) + MARGIN
        taken = [sides.old[number] for number in there if number not in old]
        if not any(similarity(note, rival) >= least for rival in taken) and not any(
            similarity(sides.new[number], was) >= least for number in here if number not in new
        ):
            yield one, other


def _best(scores: Mapping[tuple[int, int], float]) -> Iterable[tuple[int, int]]:
    """The pairs that are closest to each other by a margin; then again among the rest."""
    while clear := _clear(scores):
        yield from clear
        ones, others = {one for one, _ in clear}, {other for _, other in clear}
        scores = {pair: score for pair, score in scores.items() if pair[0] not in ones and pair[1] not in others}


def _same_text(sides: Sides, new: Sequence[int], old: Sequence[int]) -> Iterable[tuple[int, int]]:
    """A text decides where it stands in one note only; in a quiz that asks it twice, the parts must be similar.

    Nor does a question that other lectures ask too decide alone.
    """
    note, was = sides.new[new[0]], sides.old[old[0]]
    if note.titled in sides.repeated:
        return _similar(sides, new, old)
    return [(new[0], old[0])] if note.text not in sides.common or have_parts_in_common(note, was) else []


def _whole(note: Comparable) -> Hashable | None:
    return (*note.titled, note.parts) if note.owner else None


def _titled(note: Comparable) -> Hashable | None:
    """The text, where it says something: a sentence that is all gap says what its answer says."""
    says = note.kind != "blank" or len(note.text.replace("blank", "")) >= SENTENCE
    return note.titled if note.owner and says else None


def _anywhere(note: Comparable) -> Hashable | None:
    return (note.language, note.kind, note.text, note.parts, note.right) if note.language else None


def _lecture(note: Comparable) -> Hashable | None:
    return (note.owner, note.kind) if note.owner else None


def _long_parts(note: Comparable) -> Hashable | None:
    """All options and the correct one, or a definition, where they are too long to be equal by chance."""
    long = note.kind != "blank" and sum(map(len, note.parts)) >= LONG_PARTS
    return (note.owner, note.kind, note.parts, note.right) if long and note.owner else None


def _gaps(note: Comparable) -> Hashable | None:
    return (note.owner, note.parts, note.feedback) if note.kind == "blank" and note.owner else None


def _only_one_telling(sides: Sides, new: Sequence[int], old: Sequence[int]) -> Iterable[tuple[int, int]]:
    """The one pair, if its parts tell it from all other notes and its text has really changed."""
    for one, other in _only_one(sides, new, old):
        note, was = sides.new[one], sides.old[other]
        alone = (note.owner, note.kind, note.parts) not in sides.shared
        if alone and sides.may_have_become(was, note) and not has_other_code(note, was):
            yield one, other


def _same_gaps(sides: Sides, new: Sequence[int], old: Sequence[int]) -> Iterable[tuple[int, int]]:
    """A sentence with the same answers: one that lost or gained an instruction, or has the same feedback too."""
    from rapidfuzz.fuzz import ratio

    for one, other in _only_one_telling(sides, new, old):
        text, was = sides.new[one].text, sides.old[other].text
        same = sides.new[one].feedback and ratio(text, was) >= 100 * SAME_SENTENCE
        if same or text.endswith(was) or was.endswith(text):
            yield one, other


def _long_parts_anywhere(note: Comparable) -> Hashable | None:
    key = _long_parts(note)
    return (note.language, note.kind, note.parts, note.right) if key else None


def _gaps_anywhere(note: Comparable) -> Hashable | None:
    """The answers of a blank and its feedback, where that is too long to be equal by chance."""
    long = note.feedback and note.shape[-1] >= LONG_PARTS
    return (note.language, note.parts, note.feedback) if note.kind == "blank" and long and note.language else None


def _only_one_close(sides: Sides, new: Sequence[int], old: Sequence[int]) -> Iterable[tuple[int, int]]:
    """The one pair, if it has its parts for itself, and its texts have something in common."""
    from rapidfuzz.fuzz import ratio

    for one, other in _only_one(sides, new, old):
        note, was = sides.new[one], sides.old[other]
        alone = not {(one.owner, one.kind, one.parts) for one in (note, was)} & sides.shared
        same = note.kind == "fact" or ratio(note.text, was.text) >= 100 * SAME_SENTENCE
        if note.owner == was.owner and not sides.may_have_become(was, note):
            continue
        if alone and same and numbers(note.text) == numbers(was.text):
            yield one, other


def _translated(sides: Sides, new: Sequence[int], old: Sequence[int]) -> Iterable[tuple[int, int]]:
    after, before = [sides.new[one] for one in new], [sides.old[other] for other in old]
    if after[0].kind != "fact" and is_translation(before, after):
        yield from ((new[one], old[other]) for one, other in translations(before, after))


def _similar_elsewhere(sides: Sides, new: Sequence[int], old: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Those that are all but equal, in whatever lectures they stand."""
    where: dict[str, list[int]] = defaultdict(list)
    for other in old:
        for word in _words(sides.old[other]):
            where[word].append(other)
    scores = {}
    for one in new:
        words = [word for word in _words(sides.new[one]) if word in where and len(where[word]) <= _COMMON]
        near = Counter(other for word in words for other in where[word])
        for other, count in near.most_common(5):
            if count * 3 >= len(words):
                score = _similarity_elsewhere(sides.new[one], sides.old[other])
                if score >= ELSEWHERE:
                    scores[one, other] = score
    return _best(scores)


def _similarity_elsewhere(one: Comparable, other: Comparable) -> float:
    parts = sum(map(len, one.parts))
    if len(one.text) + parts < LONG_PARTS or numbers(one.text) != numbers(other.text):
        return 0.0
    score = similarity(one, other, telling=parts >= LONG_PARTS)
    return max(score, ELSEWHERE) if score >= THRESHOLD and have_same_options(one, other) else score


def _words(note: Comparable) -> set[str]:
    return {word for text in (note.text, *note.parts) for word in text.split()}


_WHOLE = Rule("same lecture, text and parts", _whole, _twins)
_TEXT = Rule("same lecture and text", _titled, _same_text)
_IN_PLACE = (_WHOLE, _TEXT)
# What finds a lecture that has another id now (where all is the same elsewhere, that says more than the text), ...
BEFORE_MOVES = (_WHOLE, Rule("same text and parts in another lecture, only once", _anywhere, _only_one), _TEXT)
# ... what follows once that is known, ...
IN_LECTURE = (
    Rule("same lecture, similar", _lecture, _similar),
    Rule("same lecture and long parts", _long_parts, _only_one_telling),
    Rule("same lecture and gaps", _gaps, _same_gaps),
)
AFTER_MOVES = (
    *_IN_PLACE,
    *IN_LECTURE,
    Rule("same text and parts in another lecture", _anywhere, _twins),
    Rule("translated", _lecture, _translated),
    Rule("long parts in another lecture", _long_parts_anywhere, _only_one_close),
    Rule("gaps and feedback in another lecture", _gaps_anywhere, _only_one_close),
    Rule("nearly equal in another lecture", lambda note: (note.language, note.kind), _similar_elsewhere),
)
# ... and last, what the guid says: what a text once was, before it was changed and changed back.
LAST = (Rule("same guid", lambda note: (note.guid, note.kind), _twins),)


def match(new: Sequence[Candidate], old: Sequence[Candidate]) -> dict[int, int]:
    """Pair drafts with the notes that they were, one to one: number in `new` → number in `old`.

    The order of neither argument matters.
    """
    pairs = _equal_content(new, old)
    sides = _open(new, old, pairs)
    common = sides.common
    pairs = _apply(BEFORE_MOVES, sides, pairs)
    owners, former = {one.owner for one in new}, {one.owner for one in old}
    moved = _moves(pairs, sides, owners, former)
    moved |= _same_home(sides, owners - former - moved.keys(), former - owners - {*moved.values(), ""})
    sides = Sides.of(_at_home(sides.new, moved), sides.old, common)
    pairs = _apply(AFTER_MOVES, sides, pairs)
    for new_owner, old_owner in _related(pairs, sides):
        # Lectures that were split or merged: what one got from the other counts as the same lecture's.
        there = {number: note for number, note in sides.new.items() if note.owner == new_owner}
        here = {number: note for number, note in sides.old.items() if note.owner == old_owner}
        pairs = _apply(
            (*_IN_PLACE, *IN_LECTURE), Sides.of(_at_home(there, {new_owner: old_owner}), here, common), pairs
        )
    return _apply(LAST, sides, pairs)


def _at_home(notes: Notes, moved: Mapping[str, str]) -> Notes:
    """The notes, with those of a lecture that moved in the lecture that it was."""
    return {
        number: replace(note, owner=moved[note.owner]) if note.owner in moved else note
        for number, note in notes.items()
    }


def _related(pairs: Pairs, sides: Sides) -> list[tuple[str, str]]:
    """Lectures of which one got notes from another, as (new owner, old owner), most notes first."""
    count = Counter(
        (sides.new[new].owner, sides.old[old].owner)
        for new, old in pairs.items()
        if new in sides.new and old in sides.old and sides.old[old].owner
    )
    return sorted((pair for pair in count if pair[0] != pair[1]), key=lambda pair: (-count[pair], pair))


def _equal_content(new: Sequence[Candidate], old: Sequence[Candidate]) -> dict[int, int]:
    """Pair what is equal in all of its content; where several are, those with equal guids."""
    pairs: dict[int, int] = {}
    by_content: dict[Hashable, dict[str, int]] = defaultdict(dict)
    for number, one in enumerate(old):
        by_content[_content(one)][one.guid] = number
    for number, one in enumerate(new):
        twins = by_content.get(_content(one))
        if twins:
            pairs[number] = twins.pop(one.guid if one.guid in twins else min(twins))
    return pairs


def _content(one: Candidate) -> Hashable:
    return one.owner, one.kind, tuple(sorted(one.fields.items()))


def _open(new: Sequence[Candidate], old: Sequence[Candidate], pairs: Pairs) -> Sides:
    """The lectures in which something is not matched yet: in most builds few, and comparing takes time."""
    matched = set(pairs.values())
    owners = {one.owner for number, one in enumerate(new) if number not in pairs}
    owners |= {one.owner for number, one in enumerate(old) if number not in matched}
    common = _asked_by_several(new) | _asked_by_several(old)
    return Sides.of(
        {number: one.comparable for number, one in enumerate(new) if one.owner in owners},
        {number: one.comparable for number, one in enumerate(old) if one.owner in owners},
        {one.comparable.text for one in (*new, *old) if one.fields.get(_ASKED) in common and one.owner in owners},
    )


def _asked_by_several(candidates: Iterable[Candidate]) -> set[str]:
    """The digests of questions that more than one lecture asks, also where nothing else is looked at."""
    owners: dict[str, str] = {}
    return {
        asked
        for one in candidates
        if (asked := one.fields.get(_ASKED)) and owners.setdefault(asked, one.owner) != one.owner
    }


def _apply(rules: Iterable[Rule], sides: Sides, pairs: Pairs) -> dict[int, int]:
    """The pairs, with those that the rules add, each rule in turn."""
    result = dict(pairs)
    for rule in rules:
        matched = set(result.values())
        new = _by_key(rule, sides.new, result)
        old = _by_key(rule, sides.old, matched)
        for key in new:
            if key in old:
                result.update(rule.accepts(sides, new[key], old[key]))
    return result


def _by_key(rule: Rule, notes: Notes, matched: Iterable[int]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for number in notes.keys() - set(matched):
        key = rule.key(notes[number])
        if key is not None:
            groups[key].append(number)
    return groups


def _moves(pairs: Pairs, sides: Sides, owners: Set[str], former: Set[str]) -> dict[str, str]:
    """Lectures that have another id now, as new owner → old owner.

    Notes of such a lecture were found in a lecture that has none any more, and it had none before. Where two
    lectures claim that equally often, neither is believed.
    """
    votes = Counter(
        (sides.new[new].owner, sides.old[old].owner)
        for new, old in pairs.items()
        if new in sides.new and old in sides.old
    )
    votes = Counter(
        {
            (new, old): count
            for (new, old), count in votes.items()
            if new not in former and old and old not in owners
        }
    )
    return {
        new: old
        for (new, old), count in votes.items()
        if all(
            count > other
            for (one, two), other in votes.items()
            if (one, two) != (new, old) and (one == new or two == old)
        )
    }


def _same_home(sides: Sides, new: Set[str], old: Set[str]) -> dict[str, str]:
    """Lectures with another id of which no note was found, as new owner → old owner: those of one name."""
    homes = [
        _homes(note for note in side.values() if note.owner in owners)
        for side, owners in ((sides.new, new), (sides.old, old))
    ]
    return {owner: homes[1][home] for home, owner in homes[0].items() if home in homes[1]}


def _homes(notes: Iterable[Comparable]) -> dict[tuple[str, str], str]:
    """The owner of each block and name, with its language, where there is one only."""
    names: dict[str, str] = {}
    for note in notes:
        # A fact of several lectures names all of them.
        names[note.owner] = min(names.get(note.owner, note.home), note.home, key=lambda home: (len(home), home))
    count = Counter((language_of(owner), home) for owner, home in names.items())
    return {key: owner for owner, home in names.items() if home and count[key := (language_of(owner), home)] == 1}


def _clear(scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The pairs that beat every other pair of either side by the margin."""
    rows: dict[int, list[float]] = defaultdict(list)
    columns: dict[int, list[float]] = defaultdict(list)
    for (one, other), score in scores.items():
        rows[one].append(score)
        columns[other].append(score)

    def wins(score: float, rivals: list[float]) -> bool:
        best = sorted(rivals, reverse=True)[:2]
        return score == best[0] and (len(best) == 1 or score - best[1] >= MARGIN)

    return [pair for pair, score in scores.items() if wins(score, rows[pair[0]]) and wins(score, columns[pair[1]])]


def _by_lecture(notes: Notes) -> dict[Hashable, list[int]]:
    result: dict[Hashable, list[int]] = defaultdict(list)
    for number, note in notes.items():
        result[note.owner, note.kind].append(number)
    return result


def _shared(notes: Iterable[Comparable]) -> set[tuple[str, str, tuple[str, ...]]]:
    count = Counter((note.owner, note.kind, note.parts) for note in notes)
    return {parts for parts, number in count.items() if number > 1}
