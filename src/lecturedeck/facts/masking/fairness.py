"""Whether a masked definition is a fair question: only one term fits, and the prompt does not hand it over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from lecturedeck.facts.language import word_set
from lecturedeck.facts.masking import KIND_NOUNS, plain
from lecturedeck.facts.stems import stem
from lecturedeck.regex import regex

_PARTS = regex(r"[A-Z]{2,}(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")
_SMALL = word_set("a an the of and or to in on for with by is are at as be")
_TOOLS = word_set("git npm npx yarn pnpm pip docker cargo")
_FILLER = _SMALL | word_set(
    "it its this that these those which used use uses using can get gets set sets specify specifies specified"
    " define defines defined allows allow lets let you your user users value values element elements property"
    " attribute method function command state statement pseudo class operator type types indicate indicates"
    " return returns create creates make makes one when if from into has have will not was they them ex eg how"
    " what who there other any all each"
)
_GAP = regex(r"\[…\]")
_OPENING = regex(r"^[\W_]*(?:(?:a\(n\)|(?:the|an?|this|these|in|code|term|word|of|to)\b)[\W_]*)*")
_BEFORE_GAP = regex(r"([\w']+)[^\w\[]*\[…\]")
_PRAISE = word_set(
    "powerful popular important essential simplest common ideal reliable widely best great useful flexible"
)
_TOLD = word_set(
    "other another both same similar one also however which only not without first last these this your we"
)

_PREFIXES = ("un", "non", "in", "im", "re", "de", "dis", "is", "to", "get", "set")
_CODE = regex(r"(?:<code>|`)(.+?)(?:</code>|`)")
_HYPHENED = regex(r"\w+-\w+")


def parts(text: str) -> list[str]:
    """The words of a text in lower case, those of names like `maxHeight` and `max_height` too."""
    return [part.lower() for part in _PARTS.findall(text)]


def telling(term: str) -> list[str]:
    """The words of a term that tell it from others of its kind."""
    return [
        part
        for part in parts(term)
        if part not in KIND_NOUNS
        and part not in _SMALL
        and part not in _TOOLS
        and len(part) > 1
        and not part.isdigit()
    ]


def shared_words(terms: Iterable[str]) -> Counter[str]:
    """How many terms of a group have a word (by its stem): what all have gives nothing away."""
    return Counter([word for term in terms for word in {stem(part) for part in telling(term)}])


def _shows(word: str, others: Iterable[tuple[str, str]]) -> str:
    """How a word of the term first shows in others (each with its stem), "" where it does not."""
    root = stem(word)
    pieces = [word[at : at + 5] for at in range(len(word) - 4)]
    rests = [
        stem(word[len(prefix) :])[:5]
        for prefix in _PREFIXES
        if word.startswith(prefix) and len(word) > len(prefix) + 3
    ]
    for other, seen in others:
        if word == other:
            return "a word"
        if root == seen:
            return "the stem of a word"
        short, long = (root, seen) if len(root) < len(seen) else (seen, root)
        if (
            (len(short) >= 4 and short in long)
            or (len(seen) >= 4 and seen in word)
            or (len(root) >= 4 and root in other)
        ):
            return "a part of a word"
        if len(short) >= 3 and long.startswith(short[:3]):
            if len(short) <= 4:
                return "the beginning of a word"
            common = 3
            while common < len(short) and short[common] == long[common]:
                common += 1
            if common >= 4 and common * 5 >= len(short) * 3:
                return "the beginning of a word"
        for piece in pieces:
            if piece in other:
                return "a part of a word"
        if rests and seen[:5] in rests:
            return "the stem of a word"
    return ""


@lru_cache(maxsize=64)  # a heading has many facts
def _stemmed_parts(text: str) -> tuple[tuple[str, str], ...]:
    return tuple([(part, stem(part)) for part in parts(text)])


def alike(prompts: Sequence[str]) -> set[int]:
    """Which of the prompts (HTML) under one heading ask nearly the same as another of them."""
    said = [{stem(word) for word in parts(plain(prompt)) if word not in _SMALL} for prompt in prompts]
    found: set[int] = set()
    for at, one in enumerate(said):
        for other in range(at):
            both = len(one & said[other])
            if both * 4 >= 3 * (len(one) + len(said[other]) - both) > 0:
                found |= {at, other}
    return found


def fairness(term: str, category: str, prompt_html: str, shared: Counter[str]) -> list[str]:
    """What speaks for and against asking a masked definition, as plain names.

    `shared` counts the words of the other terms under the same heading. Where the fact stands in its lecture
    does not count: a list in another order asks the same.
    """
    prompt = plain(prompt_html)
    said = parts(prompt.replace("[…]", " "))
    joined = [word.lower().replace("-", "") for word in _HYPHENED.findall(prompt)] if "-" in prompt else []
    found: list[str] = []
    add = found.append
    own = telling(term)
    words = [word for word in own if shared[stem(word)] < 2] or own
    given = False
    others = [(other, stem(other)) for other in dict.fromkeys((*said, *joined)) if other not in _FILLER]
    for word in words:
        how = _shows(word, others)
        if how:
            add(f"the prompt holds {how} of the term")
            given = True
        how = _shows(word, _stemmed_parts(category))
        if how:
            add(f"the category holds {how} of the term")
            given = True
    spelled = {part for code in _CODE.findall(term) for part in parts(code)} - _TOOLS
    if any(part in said for part in spelled.difference(own)):
        add("the prompt holds a word of the term's code")
        given = True
    if given:
        add("gives the term away")
    initials = "".join(word[0] for word in own)
    letters = "".join(parts(term))
    if 1 < len(letters) <= 5 and letters != initials and letters in "".join([word[0] for word in said]):
        add("the prompt spells the term's letters")
    left = {word for word in said if word not in _FILLER and word not in KIND_NOUNS and len(word) > 1}
    add(f"telling words: {min(len(left), 8)}")
    add(f"words: {min(len(said) // 4, 7)}")
    gaps = [match.start() for match in _GAP.finditer(prompt)]
    first = _OPENING.match(prompt.lower())
    start = first.end() if first else 0
    if not gaps:
        add("no gap")
    elif gaps[0] <= start + 2:
        add("the gap is the subject")
        if len(gaps) > 1:
            add("another gap")
    else:
        before = _BEFORE_GAP.search(prompt)
        add("the gap is in the middle")
        add(f"before the gap: {before[1].lower() if before else ''}")
        add(
            "the gap is a verb"
            if before and before[1].lower() in ("to", "can", "will", "method", "function", "which", "that")
            else "the gap is an object"
        )
    if "`" in term or "<code>" in term:
        add("the term is code")
    if not own:
        add("the term is a sign or a kind")
    add(f"words of the term: {min(len(own), 4)}")
    for word in set(said[:3]):
        add(f"begins: {word}")
    for word in _TOLD.intersection(said):
        add(f"says “{word}”")
    if not _PRAISE.isdisjoint(said):
        add("praise")
    if category.endswith("?"):
        add("the category is a question")
    return found
