"""How well notes are found again: precision and recall over edits of real lectures (docs/updating.md).

    python benchmarks/matching.py CORPUS

CORPUS is a folder laid out like freeCodeCamp's repository (`challenges/<language>/blocks/<block>/<id>.md`). Ten of
its English files, and ten others, are edited by script in each of the ways below, with what a person would match
as the oracle; then all of them in every way at once; and each translation takes the place of the English text.
All guids of the old notes are made strange first, so that nothing is found by its guid.
"""

from __future__ import annotations

import hashlib
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lecturedeck.anki.cards import drafts_of
from lecturedeck.anki.identity import normalised, notes_of, owner_of
from lecturedeck.anki.identity.entry import adopted
from lecturedeck.anki.identity.merge import merge
from lecturedeck.anki.notes import Draft, Note
from lecturedeck.anki.notetypes import FACT
from lecturedeck.lecture import Blank, Fact, Lecture, Option, Question
from lecturedeck.reading.files import Place
from lecturedeck.reading.reader import read_lecture

Item = Question | Fact | Blank
# What a person says: which old item this is (its number), None for a new one, ANY where both answers will do.
Oracle = int | None
ANY = -1
OTHER_WORDS = "perhaps also simply exactly quickly instead often carefully together nearly whole other".split()
Marked = list[tuple[Item, Oracle, bool]]  # (item, which one it is, whether the edit touched it)


def read(path: Path, language: str) -> Lecture:
    return read_lecture(path.read_bytes(), Place(str(path), None, language=language, block=path.parent.name))


def items(lecture: Lecture) -> list[Item]:
    return [*lecture.facts, *lecture.questions, *lecture.blanks]


def with_items(lecture: Lecture, contents: Sequence[Item]) -> Lecture:
    return replace(
        lecture,
        facts=tuple(one for one in contents if isinstance(one, Fact)),
        questions=tuple(one for one in contents if isinstance(one, Question)),
        blanks=tuple(one for one in contents if isinstance(one, Blank)),
    )


def text_of(item: Item) -> str:
    return item.text if isinstance(item, Question) else item.term if isinstance(item, Fact) else item.sentence


def with_text(item: Item, text: str) -> Item:
    if isinstance(item, Question):
        return replace(item, text=text)
    return replace(item, term=text) if isinstance(item, Fact) else replace(item, sentence=text)


def typo(text: str) -> str:
    """Two letters change places in the longest word."""
    letters = [
        word
        for word in text.replace("<", " <").replace(">", "> ").split()
        if word.isalpha() and "BLANK" not in word
    ]
    word = max(letters, key=len, default="")
    if len(word) < 4:
        return text + "."
    return text.replace(word, word[:2] + word[3] + word[2] + word[4:], 1)


def each(change: Callable[[Item], Item | None]) -> Callable[[list[Item]], Marked]:
    """An edit of every item that `change` knows how to edit; a person still knows all of them."""

    def edit(old: list[Item]) -> Marked:
        done = [change(item) for item in old]
        return [
            (new if new is not None else item, number, new is not None)
            for number, (item, new) in enumerate(zip(old, done, strict=True))
        ]

    return edit


def in_text(change: Callable[[str], str]) -> Callable[[list[Item]], Marked]:
    return each(lambda item: with_text(item, change(text_of(item))))


def in_options(change: Callable[[tuple[Option, ...]], tuple[Option, ...]]) -> Callable[[list[Item]], Marked]:
    return each(lambda item: replace(item, options=change(item.options)) if isinstance(item, Question) else None)


def first_option_typo(options: tuple[Option, ...]) -> tuple[Option, ...]:
    return (replace(options[0], text=typo(options[0].text)), *options[1:])


def other_right(options: tuple[Option, ...]) -> tuple[Option, ...]:
    at = next(number for number, option in enumerate(options) if option.correct)
    return tuple(
        replace(option, correct=number == (at + 1) % len(options)) for number, option in enumerate(options)
    )


def reworded(text: str) -> str:
    """Another beginning, as when an author rewrites "Which of the following is" to something shorter."""
    words = text.split()
    if len(words) < 6 or "BLANK" in " ".join(words[:2]):
        return f"(Say) {text}"
    return " ".join(["Say", "now:", *words[2:]])


def code_word(text: str) -> str:
    words = text.split()
    at = next((number for number, word in enumerate(words) if word.isalpha() and len(word) > 3), None)
    if at is None:
        return text
    return " ".join([*words[:at], f"<code>{words[at]}</code>", *words[at + 1 :]])


def swapped(old: list[Item]) -> Marked:
    """The texts of each two neighbours of a kind change places: a question is its text."""
    result: Marked = [(item, number, False) for number, item in enumerate(old)]
    number = 0
    while number + 1 < len(old):
        one, two = old[number], old[number + 1]
        if (
            type(one) is not type(two)
            or isinstance(one, Blank)
            or normalised(text_of(one)) == normalised(text_of(two))
        ):
            number += 1
            continue
        result[number] = with_text(one, text_of(two)), number + 1, True
        result[number + 1] = with_text(two, text_of(one)), number, True
        number += 2
    return result


def merged(old: list[Item]) -> Marked:
    """Two questions become one; whether that is still one of them may be said either way."""
    result: Marked = [(item, number, False) for number, item in enumerate(old)]
    pairs = [number for number, item in enumerate(old) if isinstance(item, Question)][:2]
    if len(pairs) < 2:
        return result
    one, two = (old[number] for number in pairs)
    assert isinstance(one, Question)
    assert isinstance(two, Question)
    wrong = tuple(replace(option, correct=False) for option in two.options)
    both = replace(one, text=f"{one.text} {two.text}", options=one.options + wrong)
    return [*result[: pairs[0]], (both, ANY, True), *result[pairs[1] + 1 :]]


def split(old: list[Item]) -> Marked:
    """A question with half of the options, and another with the others."""
    result: Marked = []
    for number, item in enumerate(old):
        if isinstance(item, Question) and len(item.options) > 3:
            half = len(item.options) // 2
            parts = item.options[:half], item.options[half:]
            for word, part in zip(("first", "second"), parts, strict=True):
                options = tuple(replace(option, correct=at == 0) for at, option in enumerate(part))
                text = f"The {word} half of it: {item.text}"
                result.append((replace(item, text=text, options=options), ANY, True))
        else:
            result.append((item, number, False))
    return result


def without(old: list[Item]) -> Marked:
    return [(item, number, False) for number, item in enumerate(old) if number % 3 != 1]


def backwards(old: list[Item]) -> Marked:
    return [(item, number, True) for number, item in reversed(list(enumerate(old)))]


def inserting(others: list[Item]) -> Callable[[list[Item]], Marked]:
    def edit(old: list[Item]) -> Marked:
        result: Marked = []
        for number, item in enumerate(old):
            result.append((item, number, False))
            if number < len(others):
                result.append((others[number], None, True))
        return result

    return edit


def replacing(others: list[Item]) -> Callable[[list[Item]], Marked]:
    """Every second item gives way to one of the same kind from a neighbouring lecture."""

    def edit(old: list[Item]) -> Marked:
        result: Marked = []
        stock = list(others)
        for number, item in enumerate(old):
            other = next((one for one in stock if type(one) is type(item)), None) if number % 2 else None
            if other is None:
                result.append((item, number, False))
            else:
                stock.remove(other)
                # A fact of the same term is the same fact with another definition, by the rule.
                result.append((other, ANY if text_of(other) == text_of(item) else None, True))
        return result

    return edit


def definition(change: Callable[[str], str]) -> Callable[[list[Item]], Marked]:
    return each(lambda item: replace(item, definition=change(item.definition)) if isinstance(item, Fact) else None)


def renamed(item: Item) -> Item | None:
    """Quite another term, with the same definition."""
    if not isinstance(item, Fact):
        return None
    return replace(item, term="Zyx " + hashlib.sha256(item.definition.encode()).hexdigest()[:6])


def answer(item: Item) -> Item | None:
    if not isinstance(item, Blank):
        return None
    gaps = (replace(item.gaps[0], answer=typo(item.gaps[0].answer)), *item.gaps[1:])
    return replace(item, gaps=gaps)


Change = Callable[[Lecture], Lecture]


def edits(others: list[Item]) -> dict[str, tuple[Callable[[list[Item]], Marked], Change]]:
    """Every way of editing: what it does to the items, and what to the lecture around them."""

    def stays(lecture: Lecture) -> Lecture:
        return lecture

    def new_id(lecture: Lecture) -> Lecture:
        return replace(lecture, id="0123456789abcdef01234567")

    same = each(lambda item: item)
    both_typos = each(
        lambda item: (
            replace(item, text=typo(item.text), options=first_option_typo(item.options))
            if isinstance(item, Question)
            else None
        )
    )
    return {
        "a typo in every text": (in_text(typo), stays),
        "a typo in an option": (in_options(first_option_typo), stays),
        "typos in text and option": (both_typos, stays),
        "a feedback edited": (
            in_options(lambda options: tuple(replace(one, feedback="Not so.") for one in options)),
            stays,
        ),
        "options in another order": (in_options(lambda options: options[::-1]), stays),
        "everything in another order": (backwards, stays),
        "new items in the middle": (inserting(others), stays),
        "every third deleted": (without, stays),
        "two questions merged": (merged, stays),
        "every question split": (split, stays),
        "the file moved": (same, lambda lecture: replace(lecture, block="elsewhere", path="elsewhere.md")),
        "another id": (same, new_id),
        "another id, and every third text edited": (
            lambda old: [
                (with_text(item, typo(text_of(item))) if number % 3 == 1 else item, number, True)
                for number, item in enumerate(old)
            ],
            new_id,
        ),
        "another title": (same, lambda lecture: replace(lecture, title="Another title")),
        "texts swapped": (swapped, stays),
        "every second replaced by a neighbour's": (replacing(others), stays),
        "another definition": (definition(lambda _: "Something that was put quite differently before."), stays),
        "a definition edited": (definition(typo), stays),
        "a term renamed": (each(renamed), stays),
        "case and punctuation": (
            in_text(lambda text: text.upper().rstrip("?.") if "BLANK" not in text else text + "!"),
            stays,
        ),
        "a word set as code": (in_text(code_word), stays),
        "an option added": (in_options(lambda options: (*options, Option("None of these", False, None))), stays),
        "another option is right": (in_options(other_right), stays),
        "another beginning of the text": (in_text(reworded), stays),
        "a gap's answer edited": (each(answer), stays),
    }


def strange(notes: Sequence[Note]) -> list[Note]:
    return [replace(note, guid=f"old {note.guid}") for note in notes]


def score(lecture: Lecture, edit: Callable[[list[Item]], Marked], change: Change) -> Counter[str]:
    """Right, wrong and missed matches of one edit of one lecture."""
    old_items = items(lecture)
    before = strange(notes_of(drafts_of(lecture, "Deck"), 1))
    assert len(before) == len(old_items)
    marked = edit(old_items)
    kinds = (Fact, Question, Blank)
    marked = [mark for kind in kinds for mark in marked if isinstance(mark[0], kind)]
    new = with_items(change(lecture), [item for item, _, _ in marked])
    after = notes_of(drafts_of(new, "Deck"), 2, over=before)
    if len(after) != len(marked):
        return Counter(skipped=1)
    numbers = {note.guid: number for number, note in enumerate(before)}
    result: Counter[str] = Counter()
    for note, (_, oracle, touched) in zip(after, marked, strict=True):
        found = numbers.get(note.guid)
        which = "touched " if touched else "other "
        if "-v" in sys.argv and oracle != ANY and found != oracle:
            print(found, oracle, touched, adopted(note, "").comparable)
        if oracle == ANY:
            result["either"] += 1
        elif found is not None:
            result[which + ("right" if found == oracle else "wrong")] += 1
        elif oracle is not None:
            result[which + "missed"] += 1
    return result


def chosen(blocks: Path, rank: int) -> Iterator[tuple[Lecture, list[Item]]]:
    """Ten lectures, each with the items of a neighbour: those of each sort with most on them, none from the
    same block twice; for a language course, a whole block. With rank 1 the ten after them."""
    sorts = {"lecture-": 3, "review-": 2, "quiz-": 3, "learn-how-to-": 2}
    for start, number in sorts.items():
        found = []
        for block in sorted(blocks.glob(f"{start}*")):
            lectures = [read(path, "english") for path in sorted(block.glob("*.md"))]
            if not lectures:
                continue
            if start == "learn-how-to-":
                lectures = [together(lectures)]
            whole = [one for one in lectures if items(one) and not one.has_errors and settled(one)]
            if whole:
                best = max(whole, key=lambda one: (len({type(item) for item in items(one)}), len(items(one))))
                neighbours = [item for one in whole if one is not best for item in items(one)]
                found.append((best, neighbours))
        found.sort(
            key=lambda pair: (-len({type(item) for item in items(pair[0])}), -len(items(pair[0])), pair[0].id)
        )
        for best, neighbours in found[rank * number : (rank + 1) * number]:
            others = neighbours or [item for other, _ in found if other is not best for item in items(other)]
            yield best, others[:40]


def together(lectures: Sequence[Lecture]) -> Lecture:
    """A block of a language course as one lecture, since each of its files has one sentence or question."""
    contents = {text_of(item): item for lecture in lectures for item in items(lecture)}
    return with_items(replace(lectures[0], problems=(), facts=()), list(contents.values()))


def settled(lecture: Lecture) -> bool:
    return len(notes_of(drafts_of(lecture, "Deck"), 1)) == len(items(lecture))


def ratio(part: int, whole: int) -> str:
    return f"{part / whole:7.1%}" if whole else "      –"


def report(corpus: Path, rank: int) -> bool:
    lectures = list(chosen(corpus / "challenges" / "english" / "blocks", rank))
    print(f"{len(lectures)} lectures, {sum(len(items(lecture)) for lecture, _ in lectures)} notes")
    print(f"{'edit':42} {'right':>6} {'wrong':>6} {'missed':>6} {'precision':>9} {'recall':>8}")
    total: Counter[str] = Counter()
    for name in edits([]):
        counts: Counter[str] = Counter()
        for lecture, others in lectures:
            edit, change = edits(others)[name]
            counts += score(lecture, edit, change)
        total += counts
        line(
            name,
            counts,
            ("touched ",) if counts["touched right"] + counts["touched missed"] else ("touched ", "other "),
        )
    print()
    line("all, touched by the edit", total, ("touched ",))
    line("all", total, ("touched ", "other "))
    print(f"either way: {total['either']}; lectures skipped, since two items became one: {total['skipped']}")
    return total["touched wrong"] + total["other wrong"] == 0


def line(name: str, counts: Counter[str], which: Sequence[str]) -> None:
    right, wrong, missed = (sum(counts[one + what] for one in which) for what in ("right", "wrong", "missed"))
    precision, recall = ratio(right, right + wrong), ratio(right, right + missed)
    print(f"{name:42} {right:6} {wrong:6} {missed:6} {precision:>9} {recall:>8}")


def at_once(corpus: Path, seed: int) -> bool:
    """Every English lecture edited at once: a third of the texts reworded and a typo in all others, typos in
    options, half of the lectures with another id, some split and some merged."""
    chance = random.Random(seed)
    every = {lecture.id: lecture for path in english(corpus) if items(lecture := read(path, "english"))}
    lectures = [lecture for lecture in every.values() if not lecture.has_errors]
    drafts = [draft for lecture in lectures for draft in drafts_of(lecture, "Deck")]
    before = strange(notes_of(drafts))
    guids = {was_of(draft): note.guid for draft, note in zip(merge(drafts), before, strict=True)}
    expected: dict[tuple[str, ...], set[str]] = {}
    edited = []
    for lecture, contents in reshaped(lectures, chance):
        for old, item in contents:
            was = list(drafts_of(with_items(old, [item]), "Deck"))
            now = list(drafts_of(with_items(lecture, [rewritten(item, chance)]), "Deck"))
            if len(was) == len(now) == 1:
                edited.append(now[0])
                expected.setdefault(key_of(now[0]), set()).add(guids[was_of(was[0])])
    after = list(zip(merge(edited), notes_of(edited, 2, over=before), strict=True))
    known, kept = {note.guid for note in before}, {note.guid for _, note in after}
    counts: Counter[str] = Counter()
    for draft, note in after:
        right = expected[key_of(draft)]
        if note.guid in known:
            counts["touched right" if note.guid in right else "touched wrong"] += 1
        else:
            # A fact of a lecture and its review was one note: where each has a typo of its own, one keeps it.
            counts["either" if right <= kept else "touched missed"] += 1
    line("everything at once", counts, ("touched ",))
    return not counts["touched wrong"]


def reshaped(
    lectures: Sequence[Lecture], chance: random.Random
) -> Iterator[tuple[Lecture, list[tuple[Lecture, Item]]]]:
    """Lectures after the edit, each with its items and where they were: some split, merged or with a new id."""
    rest = list(lectures)
    while rest:
        one, share = rest.pop(0), chance.random()
        contents = [(one, item) for item in items(one)]
        other = replace(one, id=f"{chance.getrandbits(90):024x}")
        if share < 0.1 and rest:
            second = rest.pop(0)
            yield one, contents + [(second, item) for item in items(second)]
        elif share < 0.2 and len(contents) > 3:
            yield one, contents[: len(contents) // 2]
            yield other, contents[len(contents) // 2 :]
        else:
            yield (other if share < 0.6 else one), contents


def rewritten(item: Item, chance: random.Random) -> Item:
    """An item with three words in ten replaced, or with a typo, and now and then with one in its first option."""
    if chance.random() < 0.3:
        words = [
            chance.choice(OTHER_WORDS)
            if word.isalpha() and "BLANK" not in word and chance.random() < 0.3
            else word
            for word in text_of(item).split(" ")
        ]
        item = with_text(item, " ".join(words))
    else:
        item = with_text(item, typo(text_of(item)))
    if isinstance(item, Question) and chance.random() < 0.3:
        item = replace(item, options=first_option_typo(item.options))
    return item


def was_of(draft: Draft) -> tuple[str, ...]:
    """What a note says: a fact is one in all lectures."""
    return key_of(draft)[1:] if draft.kind == "fact" else key_of(draft)


def key_of(draft: Draft) -> tuple[str, ...]:
    return draft.lecture_id, draft.language, draft.kind, draft.text, draft.more


def english(corpus: Path) -> list[Path]:
    return sorted((corpus / "challenges" / "english" / "blocks").rglob("*.md"))


def translations(corpus: Path) -> bool:
    """The English files as one release, their translations as the next of the same folder."""
    print("\nA translation in place of the English text, questions and blanks:")
    wrong = 0
    for folder in sorted((corpus / "challenges").iterdir()):
        language, counts = folder.name, Counter[str]()
        files = sorted((folder / "blocks").rglob("*.md")) if language != "english" else []
        twins = [
            (path, corpus / "challenges" / "english" / "blocks" / path.parent.name / path.name) for path in files
        ]
        pairs = [(read(twin, language), read(path, language)) for path, twin in twins if twin.exists()]
        pairs = [pair for pair in pairs if not any(lecture.has_errors for lecture in pair)]
        before = strange(notes_of(draft for old, _ in pairs for draft in drafts_of(old, "Deck")))
        after = notes_of((draft for _, new in pairs for draft in drafts_of(new, "Deck")), 2, over=before)
        places = {note.guid: place for place, note in by_place(before)}
        for place, note in by_place(after):
            if note.guid not in places:
                counts["touched missed"] += 1
            else:
                counts["touched right" if places[note.guid] == place else "touched wrong"] += 1
        if pairs:
            line(language, counts, ("touched ",))
        wrong += counts["touched wrong"]
    return not wrong


def by_place(notes: Sequence[Note]) -> Iterator[tuple[tuple[str, str, int], Note]]:
    """Questions and blanks with their lecture, their note type and their number in it."""
    numbers: Counter[tuple[str, str]] = Counter()
    for note in notes:
        lecture = owner_of(note.field("Key")), note.note_type.name
        if note.note_type is not FACT:
            numbers[lecture] += 1
            yield (*lecture, numbers[lecture]), note


def speed(corpus: Path) -> None:
    """Matching of 12,000 notes, all of them unchanged, and with a typo in every text."""
    lectures: list[Lecture] = []
    number = 0
    for path in sorted((corpus / "challenges" / "english" / "blocks").rglob("*.md")):
        lecture = read(path, "english")
        if not lecture.has_errors and items(lecture):
            lectures.append(replace(lecture, id=f"{lecture.id}-{len(lectures)}"))
            number += len(items(lecture))
        if number > 12_000:
            break
    drafts = [draft for lecture in lectures for draft in drafts_of(lecture, "Deck")]
    before = strange(notes_of(drafts, 1))
    edited = [with_items(one, [with_text(item, typo(text_of(item))) for item in items(one)]) for one in lectures]
    for name, contents in (("unchanged", lectures), ("a typo in every text", edited)):
        new = [draft for lecture in contents for draft in drafts_of(lecture, "Deck")]
        start = time.perf_counter()
        after = notes_of(new, 2)
        alone = time.perf_counter() - start
        start = time.perf_counter()
        after = notes_of(new, 2, over=before)
        took = time.perf_counter() - start
        found = len({note.guid for note in after} & {note.guid for note in before})
        print(f"{len(before)} notes, {name}: {took:.2f} s (without matching {alone:.2f} s), {found} found")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    good = report(folder, 0)
    print("\nTen other lectures, on which nothing was tuned:")
    good = report(folder, 1) and good
    print("\nAll English lectures at once:")
    for seed in (1, 2, 3):
        good = at_once(folder, seed) and good
    good = translations(folder) and good
    speed(folder)
    sys.exit(0 if good else 1)
