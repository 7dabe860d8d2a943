"""Which note of the previous package is which draft of this build.

A wrong match hands the schedule of one card to another, which is worse than a card that begins anew. So what
is equal goes first, and likeness decides only where it is clear (docs/updating.md has the figures).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from lecturedeck.anki.identity.assign import normalised, owner_key, owner_of
from lecturedeck.anki.notes import Draft, Note
from lecturedeck.anki.notetypes import BLANK, CHOICE, FACT, NoteType
from lecturedeck.anki.render import GAP

# Two notes are one where they are this much alike (0 to 1), ...
THRESHOLD = 0.85
# ... one side of them, the text or what goes with it, is nearly the same, ...
ANCHOR = 0.9
# (where the rest proves nothing and is not quite equal, the text has to be as near as this),
STRONG = 0.95
# ... the other side is not all different, ...
FLOOR = 0.35
# ... and no other note comes closer to either of them than this.
MARGIN = 0.02
# A definition of this many letters is nobody else's by chance.
LONG = 10

_KINDS = {CHOICE.id: "choice", FACT.id: "fact", BLANK.id: "blank"}
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Said:
    """What a note says, for comparing: whose it is, its text, and what goes with the text, all normalised.

    `parts` are the options of a question, the definition of a fact, the answers of a blank; `right` is the
    right option of a question, else "".
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
        return self.owner.rpartition(":")[2]


def said_by_draft(draft: Draft, guid: str) -> Said:
    """What a draft says; `guid` is the one it would get without a previous package."""
    owner = owner_key(draft.lecture_id, draft.language)
    return _said(guid, owner, draft.note_type, draft.fields)


def said_by_note(note: Note) -> Said:
    """What a note of the previous package says. A note whose Key somebody has damaged has no owner."""
    return _said(note.guid, _owner(note), note.note_type, note.fields)


def _owner(note: Note) -> str:
    key = note.field("Key")
    return owner_of(key) if key.count(":") == 3 else ""


def _content(note: Draft | Note) -> tuple[object, ...]:
    at = note.note_type.field_names.index("Key")
    return note.note_type.id, note.fields[:at], note.fields[at + 1 :]


def match(drafts: Sequence[Draft], guids: Sequence[str], previous: Sequence[Note]) -> dict[int, Note]:
    """Pair drafts with the notes that they were: draft number → note, one to one.

    `guids` are the drafts' own guids. In this order, and each note only once: the same lecture and fields; the
    same lecture, kind, text and all that goes with it; the same lecture, kind and text; the same in another
    lecture (a moved file, a new id); likeness within a lecture and kind; and last the same guid, which says
    what a note's text once was (a text changed back, or one that the learner edited). The order of neither
    argument matters.
    """
    pairing = _Pairing(drafts, guids, previous)
    pairing.run()
    return {new: previous[old] for new, old in pairing.pairs.items()}


class _Pairing:
    """The state of one matching: what is paired so far, by number, and what each note says."""

    def __init__(self, drafts: Sequence[Draft], guids: Sequence[str], previous: Sequence[Note]) -> None:
        self.pairs: dict[int, int] = {}
        self.taken: set[int] = set()
        self.same_fields(drafts, guids, previous)
        # Comparing costs time, and in most builds it is for a few lectures only: those with something left over.
        owners = [owner_key(draft.lecture_id, draft.language) for draft in drafts]
        former = [_owner(note) for note in previous]
        self.owners, self.former = set(owners), set(former)
        open_owners = {owner for number, owner in enumerate(owners) if number not in self.pairs}
        open_owners |= {owner for number, owner in enumerate(former) if number not in self.taken}
        self.new = {
            number: said_by_draft(draft, guid)
            for number, (draft, guid, owner) in enumerate(zip(drafts, guids, owners, strict=True))
            if owner in open_owners
        }
        self.old = {
            number: said_by_note(note)
            for number, (note, owner) in enumerate(zip(previous, former, strict=True))
            if owner in open_owners
        }
        # What several notes of one lecture have, such as "true, false", tells nobody apart.
        self.shared = _repeated(self.new.values()) | _repeated(self.old.values())

    def same_fields(self, drafts: Sequence[Draft], guids: Sequence[str], previous: Sequence[Note]) -> None:
        """Pair what is the same in every field but the Key; where several are, those with equal guids."""
        old: dict[Hashable, dict[str, int]] = defaultdict(dict)
        for number, note in enumerate(previous):
            old[_owner(note), _content(note)][note.guid] = number
        for number, (draft, guid) in enumerate(zip(drafts, guids, strict=True)):
            twins = old.get((owner_key(draft.lecture_id, draft.language), _content(draft)))
            if twins:
                self.pair(number, twins.pop(guid) if guid in twins else twins.pop(min(twins)))

    def run(self) -> None:
        """Pair all that can be paired."""
        self.in_place()
        self.equal(_anywhere, lone=True)
        moved = self.moves()
        # From here on a lecture that has another id is the lecture that it was.
        self.new = {
            number: replace(said, owner=moved.get(said.owner, said.owner)) for number, said in self.new.items()
        }
        self.in_place()
        self.equal(_anywhere)
        self.alike(self.groups(lambda said: (said.owner, said.kind) if said.owner else None))
        self.equal(lambda said: (said.guid, said.kind))

    def in_place(self) -> None:
        """Pair what is equal within its lecture: text and parts, then text alone."""
        # How many notes more than before have a text.
        self.added = Counter(map(_titled, self.new.values()))
        self.added.subtract(map(_titled, self.old.values()))
        self.equal(lambda said: (*_titled(said), said.parts) if said.owner else None)
        self.same_text()

    def pair(self, new: int, old: int) -> None:
        self.pairs[new] = old
        self.taken.add(old)

    def groups(self, key: Callable[[Said], Hashable | None]) -> list[tuple[list[int], list[int]]]:
        """What is not paired yet, by a key that both sides have; None takes a note out."""
        new: dict[Hashable, list[int]] = defaultdict(list)
        old: dict[Hashable, list[int]] = defaultdict(list)
        for number, said in self.new.items():
            if number not in self.pairs and (name := key(said)) is not None:
                new[name].append(number)
        for number, said in self.old.items():
            if number not in self.taken and (name := key(said)) is not None:
                old[name].append(number)
        return [(new[name], old[name]) for name in new if name in old]

    def equal(self, key: Callable[[Said], Hashable | None], *, lone: bool = False) -> None:
        """Pair what has the same key: equal guids first, then in the order of the guids, which is nobody's.

        With `lone` only where there is one of each.
        """
        for new, old in self.groups(key):
            if lone and (len(new), len(old)) != (1, 1):
                continue
            by_guid = {self.old[number].guid: number for number in old}
            for number in list(new):
                twin = by_guid.pop(self.new[number].guid, None)
                if twin is not None:
                    self.pair(number, twin)
                    new.remove(number)
                    old.remove(twin)
            new.sort(key=lambda number: self.new[number].guid)
            old.sort(key=lambda number: self.old[number].guid)
            for one, other in zip(new, old, strict=False):
                self.pair(one, other)

    def same_text(self) -> None:
        """Pair what has the same text in the same lecture. Where a text stands for several notes, as with a
        quiz that asks the same twice, it proves nothing by itself, and the rest has to be alike too."""
        several = {
            name
            for side in (self.new, self.old)
            for name, number in Counter(map(_titled, side.values())).items()
            if number > 1
        }
        unclear = []
        for new, old in self.groups(lambda said: _titled(said) if said.owner else None):
            if _titled(self.new[new[0]]) in several:
                unclear.append((new, old))
            else:
                self.pair(new[0], old[0])
        self.alike(unclear)

    def moves(self) -> dict[str, str]:
        """Lectures that have gone and come back under another id, as new owner → old owner.

        A lecture has moved where notes of it were found in a lecture that had none before, and it has none
        left; where two lectures claim that equally, neither is believed.
        """
        votes: Counter[tuple[str, str]] = Counter()
        for new, old in self.pairs.items():
            if new in self.new and old in self.old:
                pair = self.new[new].owner, self.old[old].owner
                if pair[0] not in self.former and pair[1] and pair[1] not in self.owners:
                    votes[pair] += 1
        best: dict[str, str] = {}
        for (new_owner, old_owner), number in votes.items():
            rivals = [count for (one, other), count in votes.items() if (one == new_owner) != (other == old_owner)]
            if all(number > count for count in rivals):
                best[new_owner] = old_owner
        return best

    def likeness(self, one: Said, other: Said) -> float:
        """Likeness within this lecture. A text that is still there in as many notes as before has not become
        another: two questions that exchange their texts do not exchange who they are."""
        if one.text != other.text and not (self.added[_titled(one)] > 0 > self.added[_titled(other)]):
            return 0.0
        names = {(said.owner, said.kind, said.parts) for said in (one, other)}
        return likeness(one, other, telling=not names & self.shared)

    def alike(self, groups: Iterable[tuple[list[int], list[int]]]) -> None:
        """Pair by likeness within each group: each time those that are closest to each other by a margin."""
        for new, old in groups:
            scores = {
                (one, other): score
                for one in new
                for other in old
                if (score := self.likeness(self.new[one], self.old[other])) >= THRESHOLD
            }
            while clear := _clear(scores):
                for one, other in clear:
                    self.pair(one, other)
                ones, others = {one for one, _ in clear}, {other for _, other in clear}
                scores = {
                    pair: score for pair, score in scores.items() if pair[0] not in ones and pair[1] not in others
                }


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


def _titled(said: Said) -> tuple[str, str, str]:
    return said.owner, said.kind, said.text


def _anywhere(said: Said) -> tuple[object, ...] | None:
    """What says that two notes are the same whatever the lecture; without a language nothing does."""
    return (said.language, said.kind, said.text, said.parts) if said.language else None


def _repeated(side: Iterable[Said]) -> set[tuple[str, str, tuple[str, ...]]]:
    count = Counter((said.owner, said.kind, said.parts) for said in side)
    return {parts for parts, number in count.items() if number > 1}


def likeness(one: Said, other: Said, *, telling: bool = True) -> float:
    """How much two notes of one kind are alike, 0 to 1; below THRESHOLD they are two notes.

    Half of it is the text and half what goes with it: the options and the right one of a question, the
    definition, the answers. 0 where neither of the two is nearly the same (ANCHOR), where the weaker is all
    different (FLOOR), and where numbers in the text differ though the rest does too: "404" is no typo of "403".
    A fact that keeps a definition of some length keeps who it is whatever its term is called now. Where
    what goes with the text is not `telling` (several notes have it), it must be (nearly) equal, and the text
    decides.
    """
    # Only here: a build in which nothing changed compares nothing.
    from rapidfuzz.fuzz import ratio

    text = ratio(one.text, other.text) / 100
    numbers = _NUMBER.findall(one.text) == _NUMBER.findall(other.text)
    parts = (_in_place if one.kind == "blank" else _in_any_order)(one.parts, other.parts, ratio)
    if one.kind == "choice":
        parts = (parts + ratio(one.right, other.right) / 100) / 2
    if not telling:
        enough = text >= ANCHOR if parts == 1 else text >= STRONG and parts >= ANCHOR
        return text if enough and numbers else 0.0
    if one.kind == "fact" and parts == 1 and len(one.parts[0]) >= LONG:
        text = max(text, 2 * THRESHOLD - 1)
    if max(text, parts) < ANCHOR or min(text, parts) < FLOOR or (parts < 1 and not numbers):
        return 0.0
    return (text + parts) / 2


def _in_place(one: Sequence[str], other: Sequence[str], ratio: Callable[[str, str], float]) -> float:
    """How much the gaps of two sentences are alike, each at its place: a card belongs to its gap's number.

    A gap more at the end does little harm; one in front moves all others, and then none is like the old.
    """
    pairs = list(zip(one, other, strict=False))
    if not pairs:
        return 0.0
    mean = sum(ratio(a, b) for a, b in pairs) / 100 / len(pairs)
    return mean if len(one) == len(other) else 0.9 * mean


def _in_any_order(one: Sequence[str], other: Sequence[str], ratio: Callable[[str, str], float]) -> float:
    """How much two lists are alike whatever their order: each part with the one it resembles most, best first."""
    if sorted(one) == sorted(other):
        return 1.0
    scores = sorted(
        ((ratio(a, b), i, j) for i, a in enumerate(one) for j, b in enumerate(other)),
        key=lambda score: -score[0],
    )
    left, right, total = set(range(len(one))), set(range(len(other))), 0.0
    for score, i, j in scores:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            total += score / 100
    return total / max(len(one), len(other), 1)


def _said(guid: str, owner: str, note_type: NoteType, fields: Sequence[str]) -> Said:
    values = dict(zip(note_type.field_names, fields, strict=True))
    kind = _KINDS[note_type.id]
    if note_type is CHOICE:
        options = [normalised(item) or item for item in list_items(values["Options"])]
        marks = list_items(values["Feedback"])
        right = next((text for text, mark in zip(options, marks, strict=False) if "✓" in mark), "")
        return Said(guid, owner, kind, _plain(values["Question"]), tuple(sorted(options)), right)
    if note_type is FACT:
        return Said(guid, owner, kind, _plain(values["Term"]), (_plain(values["Definition"]),))
    answers = tuple(normalised(gap[2]) for gap in GAP.finditer(values["Text"]))
    return Said(guid, owner, kind, _plain(GAP.sub(" BLANK ", values["Text"])), answers)


def _plain(html: str) -> str:
    return normalised(html) or html


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


_ITEM = re.compile(r"<li(?:\s[^>]*)?>(.*?)</li>", re.DOTALL)


def list_items(html: str) -> list[str]:
    """The HTML of each item of a list, lists inside an item being part of it."""
    if html.count("<li") == html.count("</li>") and html.count("<ol") + html.count("<ul") == 1:
        # No list inside an item, as almost always: fifty times faster than the parser.
        return _ITEM.findall(html)
    parser = _Items()
    parser.feed(html)
    parser.close()
    return parser.items
