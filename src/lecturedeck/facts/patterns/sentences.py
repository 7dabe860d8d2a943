"""A plain sentence that defines its subject: "A linter is a tool that …", "Hoisting moves …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lecturedeck.facts import wording
from lecturedeck.facts.draft import Draft, Pattern, draft_of
from lecturedeck.facts.flat import CODE, Flat
from lecturedeck.facts.following import about_the_same
from lecturedeck.facts.generic import is_generic
from lecturedeck.facts.language import is_foreign, word_set
from lecturedeck.facts.masking import mentions
from lecturedeck.facts.page import Page, Passage
from lecturedeck.facts.patterns.item_sentences import is_api
from lecturedeck.facts.regex import regex
from lecturedeck.lecture import Tier

_ADVERB = (
    r"(?:(?:commonly|often|typically|usually|mainly|primarily|generally|simply|basically|essentially"
    r"|really|just),?\s+)?"
)
_ALIAS = (
    r"(?P<alias>\s*\([^()]{1,40}\)|,?\s+(?:or|also\s+known\s+as|also\s+called|sometimes\s+called"
    r"|also\s+referred\s+to\s+as)\s+"
    r"(?:an?\s+|the\s+)?[^,]{1,50},)?"
)
_TERM = (
    wording.DOMAIN + r"(?P<article>(?:an?|the)\s+)?(?:(?:term|word)\s+)?[\"“]?"
    r"(?P<term>[^\s,.:;()\"”]++(?:\.js)?(?:\s+[^\s,.:;()\"”]++){0,5}?(?:\.js)?)[\"”]?"
)
_BETWEEN = r"(?:,?\s+on\s+the\s+other\s+hand,?|,)?"
_IS = regex(
    rf"{_TERM}{_ALIAS}{_BETWEEN}\s+(?P<verb>(?:is|are)\s+{_ADVERB}(?:(?:an?|the|one|any)\b|used\s+(?:to"
    rf"|for|by)\b|represented\s+by\b|denoted\s+by\b|written\s+as\b|designed\s+to\b|"
    r"defined\s+as\b|responsible\s+for\b|when\b|where\b|how\b|(?:returned|sent|triggered|fired|raised"
    r"|thrown)\s+(?:when|whenever|if|by|after)\b"
    r"|(?=(?!\w+ly\b|often\b|sometimes\b|\w+(?:ing|ed|ible|able|ful)\b)(?:[\w.-]+,?\s+){1,6}(?:that|which"
    r"|who|used|without|with|of|containing)\b))"
    r"|refers?\s+to\b|means\b|describes?\b)"
)
_DOES = regex(
    rf"{_TERM}{_ALIAS}{_BETWEEN}\s+(?P<verb>(?:allows?|lets?|enables?|helps?\s+(?:you|users|developers)"
    rf"|provides?\s+an?|represents?|defines?|"
    r"specif(?:y|ies)|determines?|indicates?|stores?|combines|converts|returns|checks|creates\s+an?"
    r"|adds\s+an?|removes|divides|raises|builds|"
    r"ensures?|retrieves|prevents?|executes|evaluates|sorts|compares|iterates|splits|replaces"
    r"|consists?\s+of|involves?|occurs?\s+when|"
    r"happens?\s+when|keeps|moves|matches|generates|performs|handles|transforms|works\s+by"
    r"|makes\s+an?)\b(?!\s+(?:in|are|is|can|also|of)\b))"
)
_MAGIC = regex(r"^[^.]{0,24}\b(?:magic|fun|real|things|it)\b")
_NO_NAME = regex(r"(?:ly|often|help|[^\w\s()\]}\"'+*/%|&^=<>!?-])$|^(?:values|information|elements)\b|\sin\sthe\s")
_LETS = regex(r"(?:allow|let|enable)s?")
_HINT = regex(r"\s(?:is|are|refers?|means|describes?)\s")
_GENUS = regex(
    r"\b(?:that|which|used\s+(?:to|for|by|in)|of|where|with|for|who|whose|when|to|without|by|from|in)\b"
)
_NO = regex(
    r"\b(?:also|too|already|same|both|either|instead|therefore|however|still|actually|even|now|always"
    r"|never|probably|not|then)\b"
)
_ADJECTIVE = regex(
    r"(?:fundamental|common|key|important|main|popular|useful|good|great|best|better|typical|core|basic"
    r"|major|simple|different|similar|certain|"
    r"several|few|two|three|four|five|various|new|modern|real|whole|entire|single|thinking|having|being"
    r"|making|writing|knowing|understanding|learning|since|unlike|like|as|"
    r"resulting|above|previous|original|current|actual|remaining)\b"
)
_MANY = regex(r"\b(?:number\s+of|several|various|many|wide\s+range|great|powerful|important|easier|better)\b")
_KINDS = word_set(
    "operator operators method methods function functions property properties attribute attributes"
    " element elements keyword statement pseudo-class pseudo-element selector command hook flag"
)
_VERBS = word_set(
    "allow allows let lets enable enables help helps provide provides represent represents define defines"
    " specify specifies determine determines indicate indicates store stores combines converts returns"
    " checks create creates add adds removes divides raises builds ensure ensures retrieves prevent prevents"
    " executes evaluates sorts compares iterates splits replaces consist consists involve involves occur"
    " occurs happen happens keeps moves matches generates performs handles transforms works make makes"
    " refer refers means describe describes"
    " or also sometimes"  # which open an alias
)
_WORD = regex(rf"{CODE}+|\w+")  # of a term; what is written otherwise is left to the expressions
_WINDOW = 200
_REACH = 13  # article, "term", six words, "on the other hand" and the verb
_ENOUGH = 4  # words that a definition must have after its verb


def _read(page: Page) -> Iterator[Draft]:
    if not page.article:
        return
    for passage in page.passages:
        if passage.in_example:
            continue
        label = passage.label if passage.item else None
        if label is None or not label.sealed:
            yield from _in(page, passage)
        elif is_generic(passage.flat.shadow[label.start : label.end]):
            at = passage.flat.sentence_at(label.said)
            if at is not None:  # "Creating X: An X is …": the label is no term, its sentence has one
                yield from _defining(page, passage, at, label.said)


def _in(page: Page, passage: Passage) -> Iterator[Draft]:
    flat = passage.flat
    for at, (begin, end) in enumerate(flat.sentences):
        verb = _verb_ahead(flat.lower, begin, end)
        if verb:
            yield from _defining(page, passage, at) or (_doing(page, passage, at) if verb == "any" else [])


def _verb_ahead(lower: str, begin: int, end: int) -> str:
    """Which verb a sentence's subject may run up to: "is", "any" or "" for none.

    A look at the first words, which spares most sentences the long expressions: a term has at most six
    words, and none that `is_noun_phrase` refuses.
    """
    words = lower[begin : min(end, begin + _WINDOW)].split(None, _REACH)[:_REACH]
    if not words or words[0].strip("\"'“”").rstrip(",:;.") in wording.NOUN_STOP:
        return ""
    for at, word in enumerate(words):
        if word == "is" or word == "are":
            return "is"
        if word in _VERBS:
            return "any"
        # "In CSS, …", or a name in parentheses or between commas: the verb is somewhere behind it.
        if (word == "in" and not at) or (not word.isalpha() and not _WORD.fullmatch(word)):
            return "any" if not _VERBS.isdisjoint(words) else "is" if "is" in words or "are" in words else ""
        if word in wording.NO_NOUN:
            return ""
    return "any" if end - begin > _WINDOW and len(words) < _REACH else ""


def _subject(page: Page, passage: Passage, match: re.Match[str]) -> tuple[int, int] | None:
    """Where the term of a sentence stands, None where its subject is none."""
    flat = passage.flat
    start, end = match.span("term")
    shadow = flat.shadow[start:end]
    if not wording.is_noun_phrase(shadow) or _ADJECTIVE.match(flat.lower, start, end) or is_generic(shadow):
        return None
    for run in flat.runs:
        if run.start >= end:
            break
        if run.start < end < run.end or run.start < start < run.end:
            return None
        if run.kind == "code" and start <= run.start < end:
            code = flat.text[run.start : run.end]
            if (
                not is_api(code)
                or "[" in code.strip("[]")
                or code.split(".")[0].removesuffix("()") in page.declared
            ):
                return None
    like = re.search(r"\s(?:like|such\s+as|in\s+general|itself)(?:\s|$)", shadow)  # "attributes like x are …"
    return start, start + like.start() if like else end


def _explains(passage: Passage, start: int, end: int) -> bool:
    """Whether a term is code of the example right before, which its sentence may explain."""
    codes = [run for run in passage.flat.runs if run.kind == "code" and start <= run.start < end]
    return any(passage.explains(passage.flat.text[run.start : run.end]) for run in codes)


def _name(flat: Flat, match: re.Match[str]) -> tuple[str, ...]:
    if not match.group("alias"):
        return ()
    alias = flat.text[slice(*match.span("alias"))]
    alias = re.sub(
        r"^[\s,(]*(?:or|also known as|also called|sometimes called|also referred to as)?\s*(?:an?\s+"
        r"|the\s+)?",
        "",
        alias,
    )
    alias = re.sub(r"\s+for\s+short|[\s,)]+$", "", alias)
    return (alias,) if alias else ()


def _defining(page: Page, passage: Passage, at: int, said: int = 0) -> list[Draft]:
    """The sentence `at` as a definition of its subject; `said` is where it begins behind a label."""
    flat = passage.flat
    begin, end = flat.sentences[at]
    begin = max(begin, said)
    if not _HINT.search(flat.shadow, begin, min(end, begin + 140)):
        return []
    match = _IS.match(flat.lower, begin, end)
    term = _subject(page, passage, match) if match else None
    if match is None or term is None:
        return []
    sentence = flat.shadow[begin:end]
    verb = match.group("verb").casefold()
    refers = (
        verb.startswith(("refer", "mean", "describe"))
        or " used" in verb
        or verb.endswith(("when", "where", "how"))
    )
    body = flat.shadow[match.end("verb") : end]
    article = (match.group("article") or "").strip().casefold()
    whole = flat.shadow[match.start("verb") : end].split(None, 1)[-1]
    if wording.points_away(sentence) or _NO.search(flat.lower[begin : match.end("verb") + 6]):
        return []
    if sentence.endswith("?"):
        return []
    if sentence.endswith(":") and not wording.has_words(body, 8):
        return []
    if wording.only_praise(whole) or re.search(r"\bexample\s+of\b", whole[:30]):
        return []
    later = at > 0 and not said and (article == "the" or not (refers or article in ("a", "an")))
    if later and (article == "the" and " " not in flat.shadow[slice(*term)]):
        return []  # "The array is …": the one of the example
    if is_foreign(sentence) or (
        verb.endswith("where") and CODE in flat.shadow[slice(*term)] and _MAGIC.search(body.lower())
    ):
        return []
    genus = (refers or bool(_GENUS.search(body))) and not re.search(r"\b(?:represented|denoted|written)\b", verb)
    stop = wording.with_next(flat, at, match.end("verb"), always=not genus)[1]
    if not wording.has_words(flat.shadow[match.end("verb") : stop], _ENOUGH) or (not genus and stop == end):
        return []
    extra, more = about_the_same(passage, at if stop == end else at + 1, flat.text[slice(*term)])
    return [
        draft_of(
            passage,
            PATTERN.name,
            "all" if later or _explains(passage, *term) else "careful",
            term,
            (begin, stop),
            extra=extra,
            more=more,
            aliases=_name(flat, match),
        )
    ]


def _doing(page: Page, passage: Passage, at: int) -> list[Draft]:
    """A sentence that says what its subject does: the first of a paragraph, or a later one with "lets"."""
    flat = passage.flat
    begin, end = flat.sentences[at]
    match = _DOES.match(flat.lower, begin, end)
    if (
        match
        and at
        and (flat.shadow[slice(*match.span("article"))] == "The " or not _LETS.fullmatch(match.group("verb")))
    ):
        return []
    term = _subject(page, passage, match) if match else None
    if match is None or term is None:
        return []
    sentence = flat.shadow[begin:end]
    if wording.points_away(sentence) or _NO.search(flat.lower[begin : match.end("verb") + 6]):
        return []
    if sentence.endswith("?") or _MANY.search(flat.lower, begin, end):
        return []
    if not wording.has_words(flat.shadow[match.end("verb") : end], _ENOUGH) or is_foreign(sentence):
        return []
    name = flat.text[slice(*term)]
    if _NO_NAME.search(name):
        return []
    named = mentions(name, _name(flat, match), f"{page.title} | {passage.heading.plain}")
    if match.group("article") and match.group("article").strip().casefold() == "the" and " " not in name:
        return []  # "The function returns …" is about an example
    kind = (
        len(name.split()) > 1
        and name.split()[-1].casefold() in _KINDS
        and flat.text[slice(*term)] not in page.declared
    )
    tier: Tier = "careful" if at == 0 and not _explains(passage, *term) else "all"
    about = "-titled" if named else "-kind" if kind else ""
    pattern = f"action-sentence{about if tier == 'careful' else ''}"
    start, stop = wording.with_next(flat, at, match.end("verb"))
    extra, more = about_the_same(passage, at if stop == end else at + 1, name)
    return [
        draft_of(passage, pattern, tier, term, (start, stop), extra=extra, more=more, aliases=_name(flat, match))
    ]


PATTERN = Pattern("definitional-sentence", 60, True, _read)
