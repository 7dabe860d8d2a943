"""What speaks for and against a candidate: plain names, each of them there or not (docs/facts.md lists the kinds).

Words are looked up in sets, because every sentence of a lecture comes by here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lecturedeck.facts import wording
from lecturedeck.facts.candidates.candidate import Candidate
from lecturedeck.facts.flat import CODE
from lecturedeck.facts.generic import is_generic
from lecturedeck.facts.language import is_foreign, word_set
from lecturedeck.facts.masking import KIND_NOUNS, normalised_term
from lecturedeck.facts.page import Page
from lecturedeck.facts.phrases import codes
from lecturedeck.facts.regex import regex
from lecturedeck.facts.stems import stem
from lecturedeck.facts.verbs import AUXILIARIES, LEMMAS, PLURAL

_TOKEN = regex(r"[\w\x1a][\w\x1a'’-]*|[^\w\s]")
_EXAMPLE_CODE = regex(r"[=\"'“”,;]|\(\s*[^\s)]|^[\d.\s%-]+\w{0,3}$")
_SAID = word_set(
    "we our us you your my his her this these those here above below following previous example examples code let's"
    " now earlier important powerful popular useful essential common commonly great key fundamental useful crucial also"
    " too both another same similar different instead however but because so since then first second next last"
    " finally only not never always should must need want can could might may would will was were had been already"
    " better more most less easier easy simple best good like such that which who where when whether if while used"
    " uses use using called means refers allows lets helps makes ensures without between from into than means"
    " type kind way process method function property tool set collection value values data object string number"
    " technique feature element attribute language program system list structure operator keyword"
    " lecture lesson section course learn see let look output result results console log line lines variable named"
    " many several various different multiple some any all every each one two three users developers people"
    " there it they its their itself just simply often usually typically again still even don't doesn't isn't"
)
_GENUS = word_set(
    "method function property tool way type kind process technique feature element attribute language program system"
    " structure operator keyword set collection group piece block part object value string number list file command"
    " library framework platform standard protocol format mechanism concept principle pattern approach model"
    " practice series sequence place container class instance variable statement expression symbol character"
    " algorithm device component interface environment version error unit measure name term form state event rule"
    " selector module package server application software database table row column key node layer point area"
)
_PLAIN_PREPOSITIONS = word_set("of in for with from by on to at as about into between without")
_ABOUT = word_set(
    "when how why advantages disadvantages benefits drawbacks limitations applications pros cons cases mistakes checklist"
    " examples example best practices tips difference differences steps guidelines improving vs commands operators"
    " shortcuts options flags keys operations expressions methods properties attributes elements types features rules"
    " reasons values ways tools terms concepts events roles parameters arguments functions issues considerations uses"
    " following common key characteristics principles components parts problems challenges"
)
_GERUND = regex(r"^[a-z]+ing\b")
_STATUS = regex(r"[1-5]\d\d\s+\(?[A-Z][a-zA-Z]")
_NAMED_LIKE = regex(r"[A-Z]{2,}|[a-z][A-Z]|\w\.\w|[()<>@#:_$-]|^--?\w")


class Context:
    """What a page knows of all of its candidates: which names come how often, and who stands beside whom."""

    def __init__(self, page: Page, candidates: Sequence[Candidate], block: str) -> None:
        self.page = page
        self.title = page.title.casefold()
        self.task = block.startswith("learn-") or page.title.startswith("Step ")
        self.course = bool(page.teaches)
        self.names = Counter(normalised_term(candidate.name) for candidate in candidates)
        self.seen: Counter[str] = Counter()
        self.text = "\n".join(passage.flat.lower for passage in page.passages)
        self.lists: Counter[int] = Counter()
        self.opens: Counter[tuple[int, str]] = Counter()
        self.numbers: dict[int, int] = {}
        heading = None
        group = 0
        number = 0
        self.group: dict[int, int] = {}
        for passage in page.passages:
            if passage.heading is not heading:
                heading, number = passage.heading, 0
            self.numbers[passage.start] = number
            if not passage.item:
                group = passage.start
            number += 1
            self.group[passage.start] = group if passage.item else -passage.start - 1
        for candidate in candidates:
            if candidate.shape == "label" and candidate.passage is not None:
                self.lists[self.group[candidate.passage.start]] += 1
                self.opens[self.group[candidate.passage.start], candidate.marks[1]] += 1


def evidence(candidate: Candidate, context: Context) -> list[str]:
    """The names of what is true of a candidate."""
    page, passage, flat = context.page, candidate.passage, candidate.flat
    if candidate.scope:
        return ["a phrase and its translation"]
    found: list[str] = [mark for mark in candidate.marks if mark]
    add = found.append
    shadow = flat.shadow[candidate.start : candidate.end]
    said = flat.lower[candidate.said : candidate.end]
    add("page: " + ("a task" if context.course and not page.review else "a review" if page.review else "a lecture" if page.article else "another page"))
    if context.task:
        add("page: a step or task")
    # Where it stands.
    if passage is not None:
        add("in a list" if passage.item else "in a paragraph")
        position = context.numbers[passage.start]
        add(f"paragraph {min(position, 4)} under its heading")
        add(f"sentence {min(candidate.sentence, 4)} of its paragraph")
        if position == 0 and candidate.sentence == 0:
            add("the first sentence under its heading")
        if passage.in_example:
            add("its list explains an example")
        if passage.code_before:
            add("right behind a program")
        if passage.fences:
            add("a program follows")
        if candidate.shape == "label":
            many = context.lists[context.group[passage.start]]
            add(f"labels in its list: {many if many < 3 else '3 or more'}")
            alike = context.opens[context.group[passage.start], candidate.marks[1]]
            add("its list opens alike" if many > 1 and alike == many else "most of its list opens alike" if alike * 2 > many else "its list opens in many ways")
        if candidate.repeats and passage.lead is not None:
            for word in _ABOUT.intersection(passage.lead.lower.replace(":", "").split()):
                add(f"its list is about: {word.rstrip('s')}")
        for word in _ABOUT.intersection(passage.category.lower().split()):
            add(f"under a heading about: {word.rstrip('s')}")
    for word in _ABOUT.intersection(context.title.split()):
        add(f"a lecture about: {word.rstrip('s')}")
    # The term.
    name = candidate.name
    low = name.casefold()
    words = low.split()
    add(f"term: {min(len(words), 6)} words")
    spans = codes(flat, *candidate.term_at) if candidate.term_at is not None else ([name] if "`" in candidate.term else [])
    if candidate.bold:
        add("term: bold")
    if _STATUS.match(name):
        add("term: a code with its name")
    if "`" in candidate.term:
        add("term: has code")
        if candidate.term.startswith("`") and candidate.term.endswith("`"):
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
    if words and words[-1] in KIND_NOUNS and len(words) > 1:
        add("term: ends in a kind")
        add(f"term: a {words[-1].rstrip('s')}")
    if len(words) == 1 and words[0].rstrip("s") in KIND_NOUNS:
        add("term: only a kind")
    if words and words[0] in wording.NOUN_STOP:
        add("term: opens with a little word")
    if not {"and", "or", "&", ","}.isdisjoint(words) or "," in low:
        add("term: two in one")
    if not _PLAIN_PREPOSITIONS.isdisjoint(words):
        add("term: a preposition")
        for word in _PLAIN_PREPOSITIONS.intersection(words):
            add(f"term: has “{word}”")
    if _GERUND.match(low):
        add("term: a gerund")
    if words and words[-1].endswith("s") and not words[-1].endswith("ss"):
        add("term: plural")
    if not {"the", "a", "an", "this", "your", "our", "their", "its"}.isdisjoint(words):
        add("term: holds an article")
    if "'s" in low or "’s" in low:
        add("term: a possessive")
    if words and words[0] in ("two", "three", "four", "both", "one", "all"):
        add("term: a number of things")
    if words and words[-1].endswith("ly"):
        add("term: an adverb")
    if len(words) == 1 and words[0] in _SAID:
        add("term: an everyday word")
    if words:
        add(f"term ends: {words[-1].strip('()')}")
        add(f"term opens: {words[0]}")
    if is_generic(flat.shadow[slice(*candidate.term_at)] if candidate.term_at else name):
        add("term: a part of the text or a task")
    key = normalised_term(name)
    bare = key.removesuffix("s")
    if bare and bare in context.title:
        add("term: in the title")
        if f"{bare}s" in context.title.split("what")[-1] or bare in context.title:
            add("term: title asks for it" if context.title.startswith(("what is", "what are")) and context.title.find(bare) < 16 else "term: in the title elsewhere")
    if bare and bare in candidate.heading.plain.casefold() and candidate.heading.flat is not None:
        add("term: in the heading")
    nth = context.seen[key]
    context.seen[key] += 1
    add(f"candidate {min(nth, 3)} for its term")
    count = context.text.count(bare) if len(bare) > 1 else 1
    add(f"term: named {count if count < 3 else '3 to 5' if count < 6 else '6 or more'} times")
    if candidate.term_at is not None and bare:
        first = context.text.find(bare)
        here = flat.lower.find(bare)
        if here >= 0 and first >= 0 and context.text.startswith(flat.lower[here : here + 80].split("\n")[0], first):
            add("term: named here first")
    # The sentence around it.
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
        if not {"you", "we", "i"}.isdisjoint(opening):
            add("lead: speaks to the reader")
    if candidate.aside:
        opening = candidate.aside.strip(" ,(–—-").split()
        add("an aside before the verb")
        add(f"aside: {opening[0] if opening else ''}")
    if candidate.adverb:
        add(f"adverb: {candidate.adverb}")
    # What it says.
    tokens = _TOKEN.findall(said)
    plain_words = [token for token in tokens if token[0].isalnum() or token[0] == CODE]
    if candidate.verb:
        rest = plain_words
        if candidate.shape in ("subject", "definition label"):
            rest = plain_words[1:]
        verb = LEMMAS.get(candidate.verb, candidate.verb)
        if candidate.verb in PLURAL:
            add("verb: plural")
        add(f"verb: {verb}")
        while rest and rest[0] in _SKIP:
            add(f"adverb: {rest[0]}")
            rest = rest[1:]
        if rest:
            add(f"verb: {verb} {_cut(rest[0])}")
            add(f"then: {_cut(rest[0])}")
            if len(rest) > 1:
                add(f"then: {_cut(rest[0])} {_cut(rest[1])}")
            if candidate.verb in AUXILIARIES:
                add(_predicate(rest))
                if rest[0] in ("a", "an", "the", "one"):
                    genus = next((word for word in rest[1:5] if word.rstrip("s") in _GENUS), "")
                    add(f"a kind of: {genus.rstrip('s')}" if genus else "a kind of: something else")
    elif plain_words:
        add(f"says first: {_cut(plain_words[0])}")
        if len(plain_words) > 1:
            add(f"says first: {_cut(plain_words[0])} {_cut(plain_words[1])}")
        if plain_words[0] in ("a", "an", "the"):
            genus = next((word for word in plain_words[1:5] if word.rstrip("s") in _GENUS), "")
            add(f"a kind of: {genus.rstrip('s')}" if genus else "a kind of: something else")
    for word in plain_words[1 if candidate.verb else 0 : 9]:
        if word[0] != CODE:
            add(f"early word: {word}")
    said_words = set(plain_words)
    if not said_words.isdisjoint(_POINTING) or not _POINTING_TERM.isdisjoint(words):
        add("points at something outside")
    if not said_words.isdisjoint(_OURS):
        add("speaks of us")
    if not _WORTH.isdisjoint(plain_words[:6]):
        add("speaks of worth")
        if not _WORTH.isdisjoint(plain_words[1:3]):
            add("speaks of worth at once")
    if not said_words.isdisjoint(_HEDGES):
        add("hedges")
    if "one of" in said[:40]:
        add("is one of several")
    count = len(plain_words)
    add("words: " + ("0 to 3" if count < 4 else "4 to 6" if count < 7 else "7 to 10" if count < 11 else "11 to 17" if count < 18 else "18 to 28" if count < 29 else "29 to 40" if count < 41 else "more than 40"))
    for word in _SAID.intersection(plain_words[1:] if candidate.verb else plain_words):
        add(f"says “{word}”")
    end = shadow.rstrip()[-1:]
    if end in ":?!…":
        add(f"ends in “{end}”")
    body = flat.shadow[candidate.said : candidate.end]
    if wording.only_praise(body.split(None, 1)[-1] if candidate.verb in AUXILIARIES else body):
        add("only praise")
    if wording.points_away(shadow):
        add("leans on an example or another lecture")
    if wording.is_vague(body):
        add("says little")
    inside = codes(flat, candidate.said, candidate.end)
    if inside:
        add(f"codes in the definition: {min(len(inside), 3)}")
        names = [code.split(".")[0].split("(")[0].strip("'\"") for code in inside]
        if any(name in page.declared for name in names):
            add("names what the lecture's programs declare")
        if passage is not None and any(passage.explains(code) for code in inside):
            add("names code of the program right before")
        if any(_EXAMPLE_CODE.search(code) for code in inside):
            add("code of an example in the definition")
    stems = {stem(word) for word in _WORDS.findall(_HUMPS.sub(" ", name).lower())}
    new = {stem(word) for word in _WORDS.findall(body) if word.lower() not in _FILLER}
    again = new & stems
    add(f"new words in the definition: {min(len(new - stems), 5)}")
    if again:
        add("says a word of its term" if len(again) == 1 else "says words of its term")
    if '"' in body or "“" in body:
        add("a quotation in the definition")
    if any(char.isdigit() for char in body):
        add("a number in the definition")
    if page.english and len(shadow) > 30 and is_foreign(shadow):
        add("another language")
    return found


_POINTING = word_set("this these those here above below them previous following earlier former latter")
_POINTING_TERM = word_set("this that these those your our his her my")
_OURS = word_set("we our us let's i my")
_WORTH = word_set(
    "important powerful popular essential common new trend easier harder better great useful crucial fundamental classic"
    " simple simplest best good more most quick hard challenging modern recent traditional ideal widely perfect helpful"
    " key core vital valuable versatile flexible convenient handy easy tricky complex basic favorite incredible special"
    " specific certain another other different similar same not also only just even very really quite"
)
_HEDGES = word_set("might may could would should probably perhaps sometimes however though although but instead")
_WORDS = regex(r"[A-Za-z]{2,}")
_HUMPS = regex(r"(?<=[a-z])(?=[A-Z])")
_FILLER = word_set(
    "a an the of to and or in on for with is are be by as at it its this that these those which used use uses using can"
    " get gets set sets specify specifies specified define defines defined allows allow lets let you your user users value"
    " values element elements property attribute method function command state statement pseudo class operator type types"
    " indicate indicates return returns create creates make makes one when if from into has have will not was they them"
)
_SKIP = word_set("commonly often typically usually mainly primarily generally simply basically essentially really also just always both only")


def _cut(word: str) -> str:
    return "code" if word[0] == CODE else word


def _predicate(rest: list[str]) -> str:
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
