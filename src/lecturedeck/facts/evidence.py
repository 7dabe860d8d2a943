"""What speaks for and against a candidate: plain names, each of them there or not (docs/facts.md lists the kinds).

Words are looked up in sets, because every sentence of a lecture comes by here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from lecturedeck.facts import wording
from lecturedeck.facts.candidates.candidate import Candidate
from lecturedeck.facts.flat import CODE
from lecturedeck.facts.generic import is_generic
from lecturedeck.facts.language import is_foreign, word_set
from lecturedeck.facts.masking import KIND_NOUNS, normalised_term
from lecturedeck.facts.page import Heading, Page, Passage
from lecturedeck.facts.phrases import codes
from lecturedeck.facts.stems import stem
from lecturedeck.facts.verbs import ADVERBS, AUXILIARIES, LEMMAS, PLURAL, SINGULAR
from lecturedeck.regex import regex

_EXAMPLE_CODE = regex(r"[=\"'“”,;]|\(\s*[^\s)]|^[\d.\s%-]+\w{0,3}$")
_SAID = word_set(
    "we our us you your my his her this these those here above below following previous example examples code"
    " let's now earlier important powerful popular useful essential common commonly great key fundamental"
    " useful crucial also too both another same similar different instead however but because so since then"
    " first second next last finally only not never always should must need want can could might may would will"
    " was were had been already better more most less easier easy simple best good like such that which who"
    " where when whether if while used uses use using called means refers allows lets helps makes ensures"
    " without between from into than means type kind way process method function property tool set collection"
    " value values data object string number technique feature element attribute language program system list"
    " structure operator keyword lecture lesson section course learn see let look output result results console"
    " log line lines variable named many several various different multiple some any all every each one two"
    " three users developers people there it they its their itself just simply often usually typically again"
    " still even don't doesn't isn't"
)
_GENUS = word_set(
    "method function property tool way type kind process technique feature element attribute language program"
    " system structure operator keyword set collection group piece block part object value string number list"
    " file command library framework platform standard protocol format mechanism concept principle pattern"
    " approach model practice series sequence place container class instance variable statement expression"
    " symbol character algorithm device component interface environment version error unit measure name term"
    " form state event rule selector module package server application software database table row column key"
    " node layer point area"
)
_PLAIN_PREPOSITIONS = word_set("of in for with from by on to at as about into between without")
_ABOUT = word_set(
    "when how why advantages disadvantages benefits drawbacks limitations applications pros cons cases"
    " mistakes checklist examples example best practices tips difference differences steps guidelines improving"
    " vs commands operators shortcuts options flags keys operations expressions methods properties attributes"
    " elements types features rules reasons values ways tools terms concepts events roles parameters arguments"
    " functions issues considerations uses following common key characteristics principles components parts"
    " problems challenges"
)
_GERUND = regex(r"^[a-z]+ing\b")
_STATUS = regex(r"[1-5]\d\d\s+\(?[A-Z][a-zA-Z]")
_NAMED_LIKE = regex(r"[A-Z]{2,}|[a-z][A-Z]|\w\.\w|[()<>@#:_$-]|^--?\w")


class Context:
    """What a page knows of all of its candidates, and what is true of every candidate of a passage."""

    def __init__(self, page: Page, candidates: Sequence[Candidate], block: str) -> None:
        self.page = page
        self.title = page.title.casefold()
        self.seen: Counter[str] = Counter()
        self.text = "\n".join([passage.flat.lower for passage in page.passages])
        self.about = [f"a lecture about: {word.rstrip('s')}" for word in _ABOUT.intersection(self.title.split())]
        self.about.append(
            "page: a review"
            if page.review
            else "page: a task"
            if page.teaches
            else "page: a lecture"
            if page.article
            else "page: another"
        )
        if block.startswith("learn-") or page.title.startswith("Step "):
            self.about.append("page: a step or task")
        self.asked = page.asked.casefold().replace("`", "")
        self.questions = [
            said for part in self.asked.split("\n\n") if len(said := _telling(_LETTERS.findall(part))) > 1
        ]
        self.group: dict[int, int] = {}
        self._numbers: dict[int, int] = {}
        self._places: dict[int, list[str]] = {}
        self._names: dict[str, list[str]] = {}
        self._lists: Counter[int] = Counter()
        self._opens: Counter[tuple[int, str]] = Counter()
        heading, group, number = None, 0, 0
        for passage in page.passages:
            number = 0 if passage.heading is not heading else number + 1
            heading = passage.heading
            self._numbers[passage.start] = number
            if not passage.item:
                group = passage.start
            self.group[passage.start] = group if passage.item else -passage.start - 1
        for candidate in candidates:
            if candidate.shape == "label" and candidate.passage is not None:
                self._lists[self.group[candidate.passage.start]] += 1
                self._opens[self.group[candidate.passage.start], candidate.marks[1]] += 1

    def place(self, passage: Passage) -> list[str]:
        """What is true of all candidates in a passage."""
        found = self._places.get(passage.start)
        if found is None:
            number = self._numbers[passage.start]
            found = [*self.about, "in a list" if passage.item else "in a paragraph"]
            found.append(f"paragraph {min(number + 1, 5)} under its heading")
            found += [
                f"under a heading about: {w.rstrip('s')}"
                for w in _ABOUT.intersection(passage.category.lower().split())
            ]
            if passage.in_example:
                found.append("its list explains an example")
            if passage.code_before:
                found.append("right behind a program")
            if passage.fences:
                found.append("a program follows")
            self._places[passage.start] = found
        return found

    def siblings(self, candidate: Candidate, passage: Passage) -> list[str]:
        """What is true of the list around a label."""
        found = []
        if candidate.shape == "label":
            many = self._lists[self.group[passage.start]]
            alike = self._opens[self.group[passage.start], candidate.marks[1]]
            found.append(f"labels in its list: {many if many < 3 else '3 or more'}")
            found.append(
                "its list opens alike"
                if many > 1 and alike == many
                else "most of its list opens alike"
                if alike * 2 > many
                else "its list opens in many ways"
            )
        if candidate.repeats and passage.lead is not None:
            said = passage.lead.lower.replace(":", "").split()
            found += [f"its list is about: {word.rstrip('s')}" for word in _ABOUT.intersection(said)]
        return found

    def named(self, key: str, heading: Heading) -> list[str]:
        """Where else a term stands in the lecture."""
        found = self._names.get(key)
        bare = key.removesuffix("s")
        if found is None:
            found = []
            if bare and bare in self.title:
                asked = self.title.startswith(("what is", "what are")) and self.title.find(bare) < 16
                found.append("term: in the title")
                found.append("term: the title asks for it" if asked else "term: in the title elsewhere")
            count = self.text.count(bare) if len(bare) > 1 else 1
            found.append(f"term: named {_TIMES[min(count, 6)]}")
            if not self.asked:
                found.append("no questions")
            elif len(bare) > 1 and bare in self.asked:
                found.append("term: a question of the lecture names it")
            else:
                found.append("term: no question names it")
            self._names[key] = found
        if bare and heading.flat is not None and bare in heading.plain.casefold():
            return [*found, "term: in the heading"]
        return found


def evidence(candidate: Candidate, context: Context) -> list[str]:
    """The names of what is true of a candidate."""
    said = spoken(candidate)
    return [*glance(candidate, said, context), *look(candidate, said, context)]


def glance(candidate: Candidate, said: list[str], context: Context) -> list[str]:
    """What is seen at once: where the sentence stands, how it begins, and with which verb."""
    if candidate.scope:
        return ["a phrase and its translation"]
    if candidate.shape == "structure":
        return ["a label that stands alone in another language"]
    found = [mark for mark in candidate.marks if mark]
    add = found.append
    passage = candidate.passage
    if passage is None:
        found += context.about
    else:
        place = context.place(passage)
        found += place
        found += context.siblings(candidate, passage)
        add(f"sentence {min(candidate.sentence + 1, 5)} of its paragraph")
        if not candidate.sentence and "paragraph 1 under its heading" in place:
            add("the first sentence under its heading")
    key = normalised_term(candidate.name)
    add(f"the {_ORDER[min(context.seen[key], 3)]} sentence for its term")
    context.seen[key] += 1
    words = candidate.name.casefold().split()
    add(f"term: {min(len(words), 6)} words")
    found += [f"term says: {stem(word)}" for word in words]
    if words:
        add(f"term ends: {words[-1].strip('()')}")
        add(f"term opens: {words[0]}")
    if candidate.article:
        add(f"article: {candidate.article}")
    elif candidate.shape == "subject":
        add("article: none")
    if candidate.lead:
        opening = candidate.lead.split()
        add(f"lead: {opening[0].strip(',')}")
        add("a lead before the subject")
        if len(opening) > 4:
            add("a long lead")
        if not _READER.isdisjoint(opening):
            add("lead: speaks to the reader")
    if candidate.aside:
        opening = candidate.aside.strip(" ,(–—-").split()
        add("an aside before the verb")
        add(f"aside: {opening[0] if opening else ''}")
    if candidate.adverb:
        add(f"adverb: {candidate.adverb}")
    if candidate.verb:
        _predicate(candidate, said[1:] if candidate.shape in ("subject", "definition label") else said, add)
    elif said:
        add(f"says first: {_cut(said[0])}")
        if len(said) > 1:
            add(f"says first: {_cut(said[0])} {_cut(said[1])}")
        if said[0] in ("a", "an", "the"):
            add(_kind_of(said[1:5]))
    found += [f"early word: {word}" for word in said[1 if candidate.verb else 0 : 9] if word[0] != CODE]
    early = [_cut(word) for word in said[:8]]
    found += [f"early words: {one} {two}" for one, two in pairwise(early)]
    return found


def spoken(candidate: Candidate) -> list[str]:
    """The words of a definition from where it begins to say something, in lower case; code is one word."""
    return _WORD.findall(candidate.flat.lower[candidate.said : candidate.end])


def _predicate(candidate: Candidate, rest: list[str], add: Callable[[str], None]) -> None:
    """How a verb goes on."""
    verb = LEMMAS.get(candidate.verb, candidate.verb)
    if candidate.verb in PLURAL:
        add("verb: plural")
    add(f"verb: {verb}")
    while rest and rest[0] in _SKIP:
        add(f"adverb: {rest[0]}")
        rest = rest[1:]
    if not rest:
        return
    first = _cut(rest[0])
    add(f"verb: {verb} {first}")
    add(f"then: {first}")
    if len(rest) > 1:
        add(f"then: {first} {_cut(rest[1])}")
    if candidate.verb in AUXILIARIES:
        add(_being(rest))
        if first in ("a", "an", "the", "one"):
            add(_kind_of(rest[1:5]))


def _kind_of(words: list[str]) -> str:
    genus = next((word for word in words if word.rstrip("s") in _GENUS), "")
    return f"a kind of: {genus.rstrip('s')}" if genus else "a kind of: something else"


def look(candidate: Candidate, said: list[str], context: Context) -> list[str]:
    """What takes a closer look: the term, and all words of the definition."""
    if candidate.scope or candidate.shape == "structure":
        return []
    found: list[str] = []
    _of_term(candidate, context, found.append)
    found += context.named(normalised_term(candidate.name), candidate.heading)
    _of_words(candidate, said, found.append)
    _of_text(candidate, context, found.append)
    return found


def _of_term(candidate: Candidate, context: Context, add: Callable[[str], None]) -> None:
    page, passage, flat, name = context.page, candidate.passage, candidate.flat, candidate.name
    low = name.casefold()
    words = low.split()
    if candidate.bold:
        add("term: bold")
    if _STATUS.match(name):
        add("term: a code with its name")
    term = candidate.term
    if "`" in term:
        spans = codes(flat, *candidate.term_at) if candidate.term_at is not None else [name]
        add("term: has code")
        if term.startswith("`") and term.endswith("`"):
            add("term: only code")
        if any(_EXAMPLE_CODE.search(code) for code in spans):
            add("term: code of an example")
        if any(code.split(".")[0].removesuffix("()") in page.declared for code in spans):
            add("term: declared by the lecture's programs")
        if passage is not None and any(passage.explains(code) for code in spans):
            add("term: in the program right before")
        if len(spans) > 1:
            add("term: several codes")
        if "()" in name:
            add("term: a call")
    elif _NAMED_LIKE.search(name):
        add("term: written like a name")
    if name[:1].isupper() and (candidate.article or name[1:] != name[1:].lower()):
        add("term: capitals")
    if is_generic(flat.shadow[slice(*candidate.term_at)] if candidate.term_at else name):
        add("term: a part of the text or a task")
    if not words:
        return
    last = words[-1]
    if last in KIND_NOUNS and len(words) > 1:
        add("term: ends in a kind")
        add(f"term: a {last.rstrip('s')}")
    if len(words) == 1 and last.rstrip("s") in KIND_NOUNS:
        add("term: only a kind")
    if any(word in ADVERBS or (word in SINGULAR and word not in KIND_NOUNS) for word in words[1:]):
        add("term: holds a verb or an adverb")
    if words[0] in wording.NOUN_STOP:
        add("term: opens with a little word")
    if not _PAIRS.isdisjoint(words) or "," in low:
        add("term: two in one")
    for word in _PLAIN_PREPOSITIONS.intersection(words):
        add("term: a preposition")
        add(f"term: has “{word}”")
    if _GERUND.match(low):
        add("term: a gerund")
    if last.endswith("s") and not last.endswith("ss"):
        add("term: plural")
    if not _DETERMINERS.isdisjoint(words):
        add("term: holds an article")
    if not _POINTING_TERM.isdisjoint(words):
        add("term: points at something")
    if "'s" in low or "’s" in low:
        add("term: a possessive")
    if words[0] in _NUMBERS:
        add("term: a number of things")
    if last.endswith("ly") and not _STATUS.match(name):
        add("term: an adverb")
    if len(words) == 1 and last in _SAID:
        add("term: an everyday word")
    if candidate.term_at is not None:
        bare = normalised_term(name).removesuffix("s")
        here = flat.lower.find(bare) if bare else -1
        if here >= 0 and context.text.startswith(flat.lower[here : here + 80], context.text.find(bare)):
            add("term: named here first")


def _of_words(candidate: Candidate, words: list[str], add: Callable[[str], None]) -> None:
    said = set(words[1:] if candidate.verb else words)
    if not said.isdisjoint(_POINTING):
        add("points at something outside")
    if not said.isdisjoint(_OURS):
        add("speaks of us")
    if not _WORTH.isdisjoint(words[:6]):
        add("speaks of worth")
        if not _WORTH.isdisjoint(words[1:3]):
            add("speaks of worth at once")
    if not said.isdisjoint(_HEDGES):
        add("hedges")
    count = len(words)
    add(f"words: {next((name for most, name in _LENGTHS if count <= most), 'more than 40')}")
    for word in _SAID.intersection(said):
        add(f"says “{word}”")


def _telling(words: Iterable[str]) -> set[str]:
    """The stems of words that say something."""
    return {stem(word) for word in words if word not in _FILLER}


@lru_cache(maxsize=1024)
def _stems_of(name: str) -> frozenset[str]:
    apart = name if name[1:].islower() else _HUMPS.sub(" ", name)
    return frozenset([stem(word) for word in _LETTERS.findall(apart.lower())])


def _of_text(candidate: Candidate, context: Context, add: Callable[[str], None]) -> None:
    page, passage, flat = context.page, candidate.passage, candidate.flat
    shadow, body = flat.shadow[candidate.start : candidate.end], flat.shadow[candidate.said : candidate.end]
    end = shadow.rstrip()[-1:]
    if end in ":?!…":
        add(f"ends in “{end}”")
    after = body.split(None, 1)[-1:] if candidate.verb in AUXILIARIES else [body]
    if any(map(wording.only_praise, after)):
        add("only praise")
    if wording.points_away(shadow):
        add("leans on an example or another lecture")
    if wording.is_vague(body):
        add("says little")
    if "one of" in body[:40]:
        add("is one of several")
    inside = codes(flat, candidate.said, candidate.end)
    if inside:
        add(f"codes in the definition: {min(len(inside), 3)}")
        if any(code.split(".")[0].split("(")[0].strip("'\"") in page.declared for code in inside):
            add("names what the lecture's programs declare")
        if passage is not None and any(passage.explains(code) for code in inside):
            add("names code of the program right before")
        if any(_EXAMPLE_CODE.search(code) for code in inside):
            add("code of an example in the definition")
    stems = _stems_of(candidate.name)
    said = set(_LETTERS.findall(flat.lower[candidate.said : candidate.end]))
    new = _telling(said)
    again = new & stems
    add(f"new words in the definition: {min(len(new - stems), 5)}")
    if context.questions:
        least = min(len(new - stems), 6)
        alike = max(len((new - stems) & asked) / max(min(len(asked), least), 3) for asked in context.questions)
        add(f"questions say the same: {min(int(alike * 5), 4)}")
    if again:
        add("says a word of its term" if len(again) == 1 else "says words of its term")
    if '"' in body or "“" in body:
        add("a quotation in the definition")
    if _DIGIT.search(body):
        add("a number in the definition")
    if page.english and len(shadow) > 30 and is_foreign(shadow):
        add("another language")


_WORD = regex(r"[\w\x1a][\w\x1a'’-]*")
_DIGIT = regex(r"\d")
_ORDER = ("first", "second", "third", "later")
_TIMES = ("never", "once", "twice", "3 to 5 times", "3 to 5 times", "3 to 5 times", "6 times or more")
_READER = word_set("you we i")
_PAIRS = word_set("and or & ,")
_DETERMINERS = word_set("the a an this your our their its")
_NUMBERS = word_set("two three four both one all")
_LENGTHS = ((3, "0 to 3"), (6, "4 to 6"), (10, "7 to 10"), (17, "11 to 17"), (28, "18 to 28"), (40, "29 to 40"))
_POINTING = word_set("this these those here above below them previous following earlier former latter")
_POINTING_TERM = word_set("this that these those your our his her my")
_OURS = word_set("we our us let's i my")
_WORTH = word_set(
    "important powerful popular essential common new trend easier harder better great useful crucial"
    " fundamental classic simple simplest best good more most quick hard challenging modern recent traditional"
    " ideal widely perfect helpful key core vital valuable versatile flexible convenient handy easy tricky"
    " complex basic favorite incredible special specific certain another other different similar same not also"
    " only just even very really quite"
)
_HEDGES = word_set("might may could would should probably perhaps sometimes however though although but instead")
_LETTERS = regex(r"[A-Za-z]{2,}")
_HUMPS = regex(r"(?<=[a-z])(?=[A-Z])")
_FILLER = word_set(
    "a an the of to and or in on for with is are be by as at it its this that these those which used use uses"
    " using can get gets set sets specify specifies specified define defines defined allows allow lets let you"
    " your user users value values element elements property attribute method function command state statement"
    " pseudo class operator type types indicate indicates return returns create creates make makes one when if"
    " from into has have will not was they them"
)
_SKIP = word_set(
    "commonly often typically usually mainly primarily generally simply basically essentially really also just"
    " always both only"
)


def _cut(word: str) -> str:
    return "code" if word[0] == CODE else word


def _being(rest: list[str]) -> str:
    """What "is" is followed by."""
    first = rest[0]
    if first in ("a", "an", "the", "one", "any", "another"):
        return f"is: {first}"
    if first in ("when", "where", "how", "what", "why", "whether", "if", "because"):
        return f"is: {first}"
    if first in ("to", "for", "in", "on", "at", "from", "not", "like"):
        return f"is: {first}"
    if first == "used":
        return "is: used"
    if first.endswith("ed") or first in ("made", "sent", "run", "written", "set", "thrown", "known", "given"):
        return "is: done"
    if first.endswith("ing"):
        return "is: doing"
    if any(word in ("that", "which", "who", "of", "used", "with", "for") for word in rest[1:6]):
        return "is: things that"
    return "is: some quality"
