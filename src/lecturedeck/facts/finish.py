"""From chosen candidates to facts: rendered, checked, masked, in document order and without doubles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from lecturedeck.facts.choice import Judged, Weights, probability_of
from lecturedeck.facts.following import about_the_same, listed_conditions
from lecturedeck.facts.masking import GIVEN_AWAY, NAMED_ABOVE, Reverse, normalised_term, plain, reverse_of
from lecturedeck.facts.masking.fairness import alike, fairness, shared_words
from lecturedeck.facts.phrases import CONNECTIVE
from lecturedeck.lecture import Fact, Tier
from lecturedeck.markup.markdown import Source
from lecturedeck.regex import regex

MAX_TERM = 80
_SPELLED_OUT = Reverse("", "the definition only spells the term out")
_OTHERS_FIT = Reverse("", "other terms may fit the definition as well")
_ASKED_TWICE = Reverse("", "another fact of the lecture would be asked nearly the same")
# A status code and its name: "404 Not Found", "404: Not Found", "404 (Not Found)"; not "200 px".
_CODE = regex(r"([1-5]\d\d)\s*[:–—-]?\s+\(?([A-Z][A-Za-z’'-]*(?:\s+[A-Za-z’'-]+){0,5})\)?")
_CODE_SPAN = regex(r"<(code|pre)\b.*?</\1>", re.S)
_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>&#~|!"})
_LIKE_THIS = regex(r",?\s+(?:like\s+(?:this|so|these)|as\s+follows|as\s+shown\s+below)\s*[.:]$", re.I)
_LETTER = regex(r"\w")
_QUESTION = regex(r"^(?:what|who)\s+(?:is|are)\s+(?:an?\s+|the\s+)?(.+?)\?$", re.I)


class Finished(NamedTuple):
    """A fact, the candidate it was, and in plain words why it has no reverse card ("" where it has one)."""

    fact: Fact
    judged: Judged
    one_direction: str


def finish(
    source: Source, chosen: Iterable[Judged], render: Callable[[str], str], weights: Weights
) -> list[Finished]:
    """The facts of a lecture from its chosen candidates."""
    facts: list[Fact] = []
    kept: list[Judged] = []
    categories: dict[str, str] = {}  # the lecture's headings come again with every fact under them
    seen: set[tuple[str, str]] = set()
    for judged in chosen:
        category = category_of(judged)
        if category not in categories:
            categories[category] = render(escaped(category))
        trusted = judged.probability >= weights.careful and judged.candidate.shape != "structure"
        tier: Tier = "careful" if trusted else "all"
        fact = _fact(judged, categories[category], source.line(judged.candidate.offset), tier, render)
        if fact is None:
            continue
        key = normalised_term(fact.term), " ".join(plain(fact.definition).split()).casefold()
        if key not in seen:
            seen.add(key)
            facts.append(fact)
            kept.append(judged)
    reverses = _singled_out(facts, _asked(facts, kept, weights))
    return [
        Finished(replace(fact, reverse=reverse.prompt) if reverse.prompt else fact, judged, reverse.reason)
        for fact, judged, reverse in zip(facts, kept, reverses, strict=True)
    ]


def category_of(judged: Judged) -> str:
    """The plain text of what a candidate stands under."""
    passage, scope = judged.candidate.passage, judged.candidate.scope
    category = judged.candidate.heading.plain if passage is None else passage.category
    return f"{category} ({scope})" if scope and scope.casefold() not in category.casefold() else category


def _asked(facts: list[Fact], kept: Sequence[Judged], weights: Weights) -> list[Reverse]:
    """What the reverse card of each fact asks, where that is a fair question."""
    names = [plain(fact.term) for fact in facts]
    groups: dict[str, list[str]] = {}
    for fact, name in zip(facts, names, strict=True):
        groups.setdefault(fact.category, []).append(name)
    shared = {category: shared_words(group) for category, group in groups.items()}
    out = []
    for fact, name, judged in zip(facts, names, kept, strict=True):
        candidate = judged.candidate
        category, term = category_of(judged), " ".join(name.split())
        aliases = (*candidate.aliases, *filter(None, (fact.code, fact.name)))
        reverse = (
            reverse_of(term, aliases, category, fact.definition, candidate.least)
            if candidate.reversible
            else _SPELLED_OUT
        )
        if reverse.prompt:
            others = shared[fact.category].copy()
            others.subtract(shared_words([name] * groups[fact.category].count(name)))
            # Of a code, the number is asked: what its name says may show.
            asked = fact.code or fact.term
            found = fairness(asked, category, reverse.prompt, others)
            if not candidate.scope:
                reverse = _fair(reverse, found, weights, is_code=bool(fact.code))
        out.append(reverse)
    return out


def _fair(reverse: Reverse, found: list[str], weights: Weights, *, is_code: bool) -> Reverse:
    """A reverse card, if what speaks for and against it makes it a fair question."""
    if "gives the term away" in found:
        return GIVEN_AWAY if any(name.startswith("the prompt holds") for name in found) else NAMED_ABOVE
    if not is_code and probability_of(found, weights.reverse, weights.reverse_bias) < weights.fair:
        return _OTHERS_FIT
    return reverse


def _singled_out(facts: list[Fact], reverses: list[Reverse]) -> list[Reverse]:
    """The reverse cards, without those that ask the same for several terms."""
    prompts = [reverse.prompt for reverse in reverses]
    questions = [" ".join(sorted(set(plain(prompt).casefold().split()))) for prompt in prompts]
    asked: dict[str, set[str]] = {}
    for fact, question in zip(facts, questions, strict=True):
        if question:
            asked.setdefault(question, set()).add(normalised_term(fact.term))
    unclear = {at for at, question in enumerate(questions) if question and len(asked[question]) > 1}
    groups: dict[str, list[int]] = {}
    for at, (fact, prompt) in enumerate(zip(facts, prompts, strict=True)):
        if prompt and not fact.code:
            groups.setdefault(fact.category, []).append(at)
    for group in groups.values():
        unclear |= {group[at] for at in alike([prompts[at] for at in group])}
    return [_ASKED_TWICE if at in unclear else reverse for at, reverse in enumerate(reverses)]


def _fact(judged: Judged, category: str, line: int, tier: Tier, render: Callable[[str], str]) -> Fact | None:
    candidate, passage, flat = judged.candidate, judged.candidate.passage, judged.candidate.flat
    text, more = flat.markdown(candidate.start, candidate.end), ""
    if any(start < candidate.end < end - 1 for start, end in flat.sentences):
        text += "."  # the other clause of its sentence defines something else
    if passage is not None and candidate.shape != "label":
        extra, more = about_the_same(passage, candidate.last, candidate.name)
        text = f"{text} {extra}".strip()
    conditions = listed_conditions(passage, candidate.end) if passage is not None else ""
    whole = f"{text}\n\n{conditions}" if conditions else _tidy_definition(text)
    term, definition = render(_tidy_term(candidate.term)), render(whole)
    name, said = " ".join(plain(term).split()), plain(definition).strip()
    if not name or len(name) > MAX_TERM or "<pre" in definition or not _LETTER.search(said):
        return None
    if "<code" in definition and not _LETTER.search(plain(_CODE_SPAN.sub("", definition))):
        return None
    code, code_name = code_of(name)
    detail = paragraphs(*_around(judged), more, passage.more if passage is not None else candidate.detail)
    return Fact(
        term=term,
        definition=definition,
        category=category,
        detail=render(detail) if detail else "",
        code=code,
        name=code_name,
        line=line,
        pattern=candidate.shape.replace(" ", "-"),
        tier=tier,
        probability=round(judged.probability, 3),
        example=render(paragraphs(*passage.examples)) if passage is not None and passage.fences else "",
        reverse="",
    )


def _around(judged: Judged) -> tuple[str, str]:
    """What a paragraph says before and after the definition."""
    candidate, flat = judged.candidate, judged.candidate.flat
    first = flat.sentences[0][0] if flat.sentences else 0
    before = ""
    if candidate.before >= 0 and candidate.passage is not None and not candidate.passage.item:
        whole = CONNECTIVE.fullmatch(flat.lower, first, candidate.start)
        before = "" if whole else flat.markdown(first, candidate.start)
    stop = len(flat.text.rstrip())
    ends = [end for start, end in flat.sentences if start < candidate.end <= end]
    after = ends[0] if ends else candidate.end
    return before, flat.markdown(after, len(flat.text)) if after < stop else ""


def paragraphs(*parts: str) -> str:
    """Markdown paragraphs, without the empty ones."""
    return "\n\n".join(part for part in parts if part)


def code_of(term: str) -> tuple[str, str]:
    """The code and the name in a plain term such as "404 Not Found"; ("", "") where it begins with no code."""
    found = _CODE.fullmatch(term) if term[:1].isdigit() else None
    return (found[1], found[2]) if found else ("", "")


def escaped(text: str) -> str:
    """Plain text as Markdown that says the same."""
    return text.translate(_SPECIAL)


def _tidy_term(term: str) -> str:
    term = term.strip().rstrip(":：").strip()
    asked = _QUESTION.match(term) if term.endswith("?") else None
    return asked[1] if asked else term


def _tidy_definition(definition: str) -> str:
    text = _LIKE_THIS.sub(".", definition.strip())
    text = text[:-1] + "." if text.endswith((":", "：", ",", ";")) else text
    first = text.split(" ", 1)[0]
    return f"{text[0].upper()}{text[1:]}" if first.isascii() and first.isalpha() and first.islower() else text
