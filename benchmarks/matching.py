"""How well notes are found again: precision and recall over edits of real lectures (docs/updating.md).

    python benchmarks/matching.py CORPUS

CORPUS is a folder laid out like freeCodeCamp's repository (`challenges/<language>/blocks/<block>/<id>.md`). Ten of
its English files are edited by script in each of the ways below, with what a person would match as the oracle;
then the Spanish files are matched against the English ones of the same id, of which none must be found. All
guids of the old notes are made strange first, so that nothing is found by its guid.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lecturedeck.anki.cards import drafts_of
from lecturedeck.anki.identity import notes_of
from lecturedeck.anki.identity.entry import adopted
from lecturedeck.anki.identity.similarity import similarity
from lecturedeck.anki.notes import Note
from lecturedeck.lecture import Blank, Fact, Lecture, Option, Question
from lecturedeck.reading.files import Place
from lecturedeck.reading.reader import read_lecture

Item = Question | Fact | Blank
# What a person says: which old item this is (its number), None for a new one, ANY where both answers will do.
Oracle = int | None
ANY = -1
Marked = list[tuple[Item, Oracle, bool]]  # (item, who it is, whether the edit touched it)


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
        word for word in text.replace("<", " <").replace(">", "> ").split() if word.isalpha() and word != "BLANK"
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
    """Another beginning, as when somebody rewrites "Which of the following is" to something shorter."""
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
        if type(one) is not type(two) or isinstance(one, Blank):
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
        "a feedback mended": (
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
        "another id, and every third text mended": (
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
        "a definition mended": (definition(typo), stays),
        "a term renamed": (each(renamed), stays),
        "case and punctuation": (
            in_text(lambda text: text.upper().rstrip("?.") if "BLANK" not in text else text + "!"),
            stays,
        ),
        "a word set as code": (in_text(code_word), stays),
        "an option added": (in_options(lambda options: (*options, Option("None of these", False, None))), stays),
        "another option is right": (in_options(other_right), stays),
        "another beginning of the text": (in_text(reworded), stays),
        "a gap's answer mended": (each(answer), stays),
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


def translations(corpus: Path) -> bool:
    """Spanish against English: as it is, and with the language forced to be the same."""
    counts: Counter[str] = Counter()
    alike = []
    for path in sorted((corpus / "challenges" / "espanol" / "blocks").rglob("*.md")):
        twin = corpus / "challenges" / "english" / "blocks" / path.parent.name / path.name
        if not twin.exists():
            continue
        english, spanish = read(twin, "english"), read(path, "espanol")
        before = strange(notes_of(drafts_of(english, "Deck"), 1))
        old = {note.guid: note for note in before}
        drafts = list(drafts_of(spanish, "Deck"))
        counts["files"] += 1
        counts["notes"] += len(drafts)
        counts["matched"] += sum(note.guid in old for note in notes_of(drafts, 2, over=before))
        for note in notes_of(drafts_of(replace(spanish, language="english"), "Deck"), 2, over=before):
            if note.guid in old:
                one, two = adopted(note, "").comparable, adopted(old[note.guid], "").comparable
                same = one.text == two.text
                counts["forced, the very same text" if same else "forced, by likeness"] += 1
                if not same:
                    alike.append((similarity(one, two), one.text[:70], two.text[:70]))
    print(f"\nSpanish against English: {dict(counts)}")
    if "-v" in sys.argv:
        for found in sorted(alike):
            print(found)
    return counts["matched"] == 0


def speed(corpus: Path) -> None:
    """Matching of 12,000 notes, all of them as they were, and with a typo in every text."""
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
    mended = [with_items(one, [with_text(item, typo(text_of(item))) for item in items(one)]) for one in lectures]
    for name, contents in (("as they were", lectures), ("a typo in every text", mended)):
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
    good = translations(folder) and good
    speed(folder)
    sys.exit(0 if good else 1)
