"""Where the subject and the verb of a sentence stand: "In CSS, a **kettle** (or pot), which …, boils …"."""

from __future__ import annotations

import re
from typing import NamedTuple

from lecturedeck.facts.flat import CODE, Flat
from lecturedeck.facts.language import either, word_set
from lecturedeck.facts.verbs import ADVERBS, AUXILIARIES, OBJECTS, PLURAL, SINGULAR
from lecturedeck.regex import regex

# What may stand before a sentence's subject, with a comma behind it.
_LEAD = regex(
    r"(?:"
    + either(
        "in on at for with when whenever if by to as once while under from within inside using unlike like"
        " similar another finally lastly next then first second third also however conversely now so basically"
        " simply put let since because after before without instead here just again well okay alright"
        " alternatively moreover furthermore meanwhile otherwise contrary compared remember overall"
        " historically one even just instead despite given regardless"
    )
    + r"\b[^,;:!?]{0,90}?|[a-z]+ly(?:\s+speaking)?),\s+(?:then\s+)?"
)
# A lead that only joins the sentence to the one before it; what is left is the sentence itself.
CONNECTIVE = regex(
    r"(?:(?:and|but|so|then|also|next|now|first|second|third|finally|lastly|however|conversely|similarly|likewise"
    r"|additionally|furthermore|moreover|meanwhile|basically|essentially|simply\s+put|alternatively|instead(?!\s+of\b)|overall"
    r"|on\s+the\s+(?:other\s+hand|contrary)|in\s+(?:addition|contrast|short|other\s+words|general|this\s+context|turn"
    r"|essence|simple\s+terms|summary|fact)|by\s+contrast|at\s+its\s+core|for\s+(?:its|their)\s+part|as\s+mentioned(?:\s+(?:earlier|above|before))?"
    r"|as\s+(?:a\s+)?(?:reminder|refresher)|last\s+but\s+not\s+least|to\s+(?:start|begin)(?:\s+with)?|first\s+of\s+all"
    r"|generally(?:\s+speaking)?|in\s+the\s+same\s+way|to\s+put\s+it\s+simply|well|okay|again|specifically"
    r"|first(?:ly)?|secondly|thirdly|further|of\s+course|(?:remember|recall)(?:,?\s+that)?|note\s+that|keep\s+in\s+mind\s+that"
    r"|in\s+(?:an?\s+|the\s+)?(?:earlier|previous|prior|last)\s+(?:lesson|lecture)s?,?\s+you\s+learned\s+that"
    r"|as\s+you\s+(?:have\s+)?(?:learned|saw)(?:\s+in\s+[a-z ]{3,30})?)\s*,?\s+)+"
)
_ARTICLE = regex(
    r"(?:an?|the|this|these|those|that|your|each|every|most|many|some|all|both|any|another|one|our|its|their)\s+"
)
_TERM_WORD = regex(r"(?:term|word|keyword|acronym|abbreviation|phrase)s?\s+(?=[\"“'\x1aA-Z])", 2)
_TOKEN = regex(r"[\w\x1a$@](?:[\w\x1a$@'’/+#&.*:()-]*[\w\x1a+#*)])?|[^\w\s]")
_PAREN = regex(r"\s*\([^()]{1,80}\)")
_ASIDE = regex(r"\s*(?:,|–|—|\s-)\s[^.;:,]{1,90}?(?:,[^.;:,]{2,50}?)?(?:,|–|—|\s-)(?=\s)")
_ASIDE_OPENS = regex(
    r"\W*(?:also|or|short|on\s+the|in\s+|which|known|sometimes|often|commonly|like|such|abbreviated|as\s+|by\s+|however"
    r"|for\s+|too|with|instead|unlike|similar|along|written|represented|denoted|the\s|an?\s|when|including|pronounced"
    r"|that\s+is|ranging|built|i\.e|e\.g|meaning|called|aka|a\.k\.a|usually|typically|therefore|then|though|meanwhile|conversely|at\s|\x1a)"
)
_STOPS = word_set(
    "you we they it he she i which that who whom whose because while although though unless until there here"
    " what why how where when if not to than then so but etc into"
)
_NEVER_FIRST = _STOPS | word_set(
    "since as after before once while with by at on for from in another unlike during let let's let’s don't"
    " just please try note remember see look imagine consider think"
)
_POINTING = frozenset({"this", "these", "those", "that"})
_COMPARED = frozenset({"greater", "less", "lesser"})  # "the greater than operator"
_SKIPPED = frozenset("\"“”'‘’*&+/<>=!@#$%^|~`-.\\[]{}?")
_QUOTED = regex(r"[\"“][^\"“”]{1,50}[\"”]")
_MAX_WORDS = 8


class Subject(NamedTuple):
    """The subject of a sentence, in flat text: the noun phrase [start, stop) without its article, and its verb.

    `lead` is what stands before it, `aside` what stands between it and the verb, both in lower case.
    """

    lead: str
    article: str
    start: int
    stop: int
    aside: str
    verb_start: int
    verb_stop: int
    verb: str
    adverb: str
    listed: bool


def lead_of(flat: Flat, begin: int, end: int) -> int:
    """Where a sentence goes on behind what stands before its subject."""
    match = _LEAD.match(flat.lower, begin, min(end, begin + 110))
    return match.end() if match else begin


def subjects(flat: Flat, begin: int, end: int) -> list[Subject]:
    """The ways to read a sentence as subject and verb, the likeliest first; at most two."""
    lower = flat.lower
    connective = CONNECTIVE.match(lower, begin, min(end, begin + 60))
    at = lead_of(flat, begin, end)
    if connective and connective.end() > at:
        at = connective.end()
    lead = lower[begin:at]
    article = _ARTICLE.match(lower, at, end)
    start = article.end() if article else at
    word = _TERM_WORD.match(flat.shadow, start, end)
    if word:
        start = word.end()
    said = article[0].strip() if article else ""
    found: list[Subject] = []
    if said in _POINTING and not word:
        return found
    first = _TOKEN.match(lower, start, end) or _TOKEN.search(lower, start, end)
    if first is None or (first[0] in _NEVER_FIRST and not any(run.start <= start < run.end for run in flat.runs)):
        return found
    tokens = list(_TOKEN.finditer(lower, start, min(end, start + 130)))
    whole = [(run.start, run.end) for run in flat.runs if run.kind != "code"] if flat.runs else []
    if flat.quotes:
        whole += [match.span() for match in _QUOTED.finditer(flat.shadow, start, min(end, start + 120))]
    ends = {after for _, after in whole}
    words, stop, adverb, number = 0, start, "", 0
    while number < len(tokens):
        token = tokens[number]
        text, place = token[0], token.start()
        last = next((after for before, after in whole if before <= place < after), 0) if whole else 0
        if last:  # what is bold, linked or quoted is one name, whatever its words
            while number < len(tokens) and tokens[number].start() < last:
                number += 1
            words += 1
            stop = last
            continue
        if words and text == "on" and lower.startswith("on the other hand", place):
            rest = [later for later in tokens[number:] if later.start() >= place + 17]
            verb, adverb, _ = _skip_adverbs(rest)
            if verb is not None and (verb[0] in AUXILIARIES or verb[0] in SINGULAR or verb[0] in PLURAL):
                found.append(_subject(lead, said, start, stop, "on the other hand", verb, adverb, True))
            break
        if words and text == ",":
            verb, adverb, at = _skip_adverbs(tokens, number + 1)
            if verb is not None and (verb[0] in AUXILIARIES or verb[0] in SINGULAR) and at == number + 1:
                found.append(_subject(lead, said, start, stop, "", verb, adverb, True))
                break
        if (words and text == "(") or text in ",–—" or (text == "-" and words and lower[place - 1 : place] == " "):
            paren = _PAREN.match(lower, place, end) if text == "(" else None
            aside = paren or _ASIDE.match(lower, place, end)
            if aside is None or (paren is None and not _ASIDE_OPENS.match(lower, place, end)):
                break
            after = aside.end()
            if paren is not None and lower[after : after + 2] == ", ":
                more = _ASIDE.match(lower, after, end)
                if more and _ASIDE_OPENS.match(lower, after, end):
                    after = more.end()
            rest = [later for later in tokens[number:] if later.start() >= after]
            verb, adverb, _ = _skip_adverbs(rest)
            if verb is not None and (verb[0] in AUXILIARIES or verb[0] in SINGULAR or verb[0] in PLURAL):
                found.append(_subject(lead, said, start, stop, lower[place:after], verb, adverb, True))
                break
            if paren is None:
                break
            while number < len(tokens) and tokens[number].start() < after:
                number += 1
            words += 1
            stop = after
            continue
        if text in _SKIPPED:
            stop = token.end()
            number += 1
            continue
        compared = text == "than" and number and tokens[number - 1][0] in _COMPARED
        if text in ";:!" or (text in _STOPS and not compared) or words > _MAX_WORDS:
            break
        if words:
            verb, adverb, at = _skip_adverbs(tokens, number)
            if verb is not None:
                following = tokens[at + 1][0] if at + 1 < len(tokens) else ""
                third = tokens[at + 2][0] if at + 2 < len(tokens) else ""
                kind = _verb(verb[0], following, third, bool(adverb), said in ("a", "an"))
                if kind and not (
                    verb is token and stop not in ends and _disagrees(flat.text[start:place].rstrip(), verb[0])
                ):
                    found.append(_subject(lead, said, start, stop, "", verb, adverb, kind == "listed"))
                    if verb[0] in AUXILIARIES or following in OBJECTS or len(found) == 2:
                        break
        words += 1
        stop = token.end()
        number += 1
    return found


def _disagrees(before: str, verb: str) -> bool:
    """Whether the word before a verb in the present tense has the wrong number ("tea orders", "green design")."""
    if (
        verb in AUXILIARIES
        or not before
        or not before[-1].isascii()
        or not before[-1].isalpha()
        or before[-1].isupper()
    ):
        return False
    plural = before.endswith("s") and not before.endswith(("ss", "us", "is", "as"))
    last = before.split()[-1].lower()
    if verb in PLURAL:
        return not plural and last not in _PLURALS
    return verb in SINGULAR and plural and not before.endswith(("'s", "’s"))


_PLURALS = frozenset({"media", "data", "people", "children", "men", "women", "criteria", "you", "users"})


def _skip_adverbs(tokens: list[re.Match[str]], at: int = 0) -> tuple[re.Match[str] | None, str, int]:
    """The first token from `at` on that is no adverb, the adverb before it, and its number."""
    adverb = ""
    while at < len(tokens):
        token = tokens[at]
        text = token[0]
        if text in ADVERBS or (text == "," and not adverb):
            adverb = adverb or text
            at += 1
            continue
        return token, adverb.strip(","), at
    return None, "", at


def _verb(word: str, following: str, third: str, adverb: bool, one: bool) -> str:
    """Whether a word is a finite verb: "listed", "unlisted" or "" for none, by what stands behind it.

    `adverb` says whether an adverb stands before it, `one` whether the subject is a single thing ("a kettle").
    """
    if word in AUXILIARIES:
        return "listed"
    if word in SINGULAR or word in PLURAL:
        if following in AUXILIARIES:
            return ""  # "Cup sets are …"
        if word in SINGULAR and following in PLURAL and third in OBJECTS and word != "helps" and not adverb:
            return ""  # "Tea orders need the …"
        if word in PLURAL and following in ("of", ""):
            return ""
        return "listed"
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is", "'s", "’s")):
        return "unlisted" if following in OBJECTS or (one and following.isalpha()) else ""
    return ""


def _subject(
    lead: str,
    article: str,
    start: int,
    stop: int,
    aside: str,
    verb: re.Match[str],
    adverb: str,
    listed: bool,
) -> Subject:
    return Subject(lead, article, start, stop, aside, verb.start(), verb.end(), verb[0], adverb, listed)


_SCOPE = regex(
    r"\s+(?:in|of|for)\s+(?:javascript|python|css|html|react|typescript|sql|git|bash|node\.js|node|js|express)$"
)


def trimmed(flat: Flat, start: int, stop: int) -> tuple[int, int]:
    """A term's range without quotes, articles, signs and "in CSS" around it."""
    lower = flat.lower
    scope = _SCOPE.search(lower, start, stop)
    if scope:
        stop = scope.start()
    while start < stop and flat.shadow[start] in " \"“”'‘’,;:(\u200b\ufeff":
        start += 1
    while stop > start and flat.shadow[stop - 1] in " \"“”'‘’,;:→–—-=":
        stop -= 1
    article = _LEADING.match(lower, start, stop)
    if article and article.end() < stop:
        start = article.end()
    for run in flat.runs:  # never half of a code span
        if run.kind == "code" and run.start < start < run.end:
            start = run.start
        if run.kind == "code" and run.start < stop < run.end:
            stop = run.end
    return start, stop


_LEADING = regex(r"(?:(?:an?|the)\s+)+")


def codes(flat: Flat, start: int, stop: int) -> list[str]:
    """The code spans in a range, as text."""
    if CODE not in flat.shadow[start:stop]:
        return []
    return [
        flat.text[run.start : run.end] for run in flat.runs if run.kind == "code" and start <= run.start < stop
    ]
