"""The purpose first, or the use of a thing: "To boil water, use `boil()`.", "`sip()` to drink"."""

from __future__ import annotations

from collections.abc import Iterator

from lecturedeck.facts.candidates.candidate import Candidate, in_sentence
from lecturedeck.facts.candidates.marked import last_phrase, named
from lecturedeck.facts.flat import Flat
from lecturedeck.facts.page import Page, Passage
from lecturedeck.facts.phrases import CONNECTIVE
from lecturedeck.regex import regex

_WHO = (
    r"(?:you|we|developers|one|people)(?:['’]ll|\s+(?:can|could|will|would|may|might|should|must|need\s+to|have\s+to))?"
    r"\s+(?:also\s+|simply\s+|just\s+|often\s+)?"
)
_USE = (
    r"(?:use|run|call|type|enter|press|add|set|apply|write|make\s+use\s+of|have|pass|include|need\s+to\s+(?:pass|use)"
    r"|want\s+to\s+use|need)\b"
)
# Each form of sentence that says what something is for; "X" in a comment is the term.
_FORMS = tuple(
    (name, regex(text))
    for name, text in (
        # To boil water, (you) use X
        (
            "to do it, use",
            rf"(?:to|in\s+order\s+to)\s(?!do\s+(?:this|that|so)\b)[^.;:]{{4,110}}?(?:,\s+|\s+)(?:{_WHO})?{_USE}",
        ),
        (
            "if you want to, use",
            rf"(?:if|when|whenever)\s+(?:you|we)\s+(?:only\s+|just\s+|ever\s+)?(?:want|need|wish|would\s+like|have|don['’]t\s+want|['’]d\s+like|are\s+looking|prefer)\s[^.;:]{{4,120}}?,\s+(?:then\s+)?(?:{_WHO})?{_USE}",
        ),
        (
            "if you want to, do it with",
            rf"(?:if|when|to|in\s+order\s+to)\s[^.;:]{{4,120}}?,\s+(?:then\s+)?{_WHO}(?!{_USE})[a-z]+\s[^.;:]{{2,90}}?\b(?:with|using|by\s+using|via|through|by\s+\w+ing)\b",
        ),
        (
            "if it is so, use",
            rf"(?:if|when|whenever|for|in\s+cases)\s[^.;:]{{4,110}}?,\s+(?:then\s+)?(?:{_WHO})?{_USE}",
        ),
        (
            "you can do it with",
            rf"{_WHO}(?!{_USE})[a-z]+\s[^.;:]{{2,90}}?\b(?:with|using|by\s+using|via|through|by\s+calling|by\s+adding|by\s+setting|by\s+running|by\s+pressing|by\s+typing)\b",
        ),
        ("for that, use", rf"(?:to\s+do\s+(?:this|that|so)|for\s+(?:this|that))\b,?\s+(?:{_WHO})?{_USE}"),
        ("you use", rf"{_WHO}{_USE}"),
        ("use", r"(?:use|run|call)\b"),
        (
            "a way is",
            r"(?:the|one|another|an?|there\s+is)\s[^.;:]{0,60}?\b(?:ways?|method|approach|solution|technique|option|tool|command|syntax)\b[^.;:]{2,80}?\b(?:is|with|use|using|called|be)\b",
        ),
        (
            "with it",
            r"(?:with|in|by\s+using|using|through|inside|as\s+for|for)\s(?=(?:(?:an?|the)\s+)?\S{2,40}(?:\s[a-z-]+){0,3},\s)",
        ),
        (
            "there is",
            r"(?:there['’]s|there\s+(?:is|are)|here['’]s|another|python|javascript|css|html|react|node\.js)\s(?:(?:also\s+)?(?:has|provides|offers|is|are|includes|comes\s+with)\s)?",
        ),
    )
)
_ANNOUNCING = _FORMS[:2]  # whose term need not be marked
_LIST = regex(r"\s*(?P<how>to\s+[a-z]+|for\s+[a-z]+ing|for\s|when\s|if\s)")


def read(page: Page) -> Iterator[Candidate]:
    """Sentences of use, items of code with their use, and terms that "with" or "in" brings in."""
    for passage in page.passages:
        flat = passage.flat
        label = passage.label if passage.item else None
        if label is not None and label.sealed:
            continue
        for number, (begin, end) in enumerate(flat.sentences):
            if passage.item and number == 0 and label is not None:
                yield from _listed(passage, flat, label.start, label.end, end)
            connective = CONNECTIVE.match(flat.lower, begin, end)
            at = connective.end() if connective else begin
            marks = named(flat, at, end)
            form, used = next(
                (
                    (name, match)
                    for name, form in (_FORMS if marks else _ANNOUNCING)
                    if (match := form.match(flat.lower, at, end))
                ),
                ("", None),
            )
            if used is None:
                continue
            marks = [mark for mark in marks if mark.start >= used.end()]
            if not marks and form in (_FORMS[0][0], _FORMS[1][0]):
                last = last_phrase(flat, used.end() - 4, end)
                marks = [last] if last is not None else []
            names = {flat.text[mark.start : mark.stop] for mark in marks}
            for order, mark in enumerate(marks[:2]):
                between = flat.lower[used.end() : mark.start].split()
                after = flat.lower[mark.stop : end].split()
                opening = flat.lower[at : mark.start].split()
                first, start = number, at
                if form == "for that, use" and number:  # what for, the sentence before says
                    first, start = number - 1, flat.sentences[number - 1][0]
                yield in_sentence(
                    "use",
                    passage,
                    first,
                    (mark.start, mark.stop),
                    (start, start, end),
                    marks=(
                        f"form: {form}",
                        f"begins: {opening[0] if opening else ''}",
                        f"begins: {' '.join(opening[:3])}",
                        f"words between use and term: {min(len(between), 4)}",
                        f"marked: {mark.how}",
                        f"marked things: {min(len(names), 3)}",
                        f"number among the marked: {order}",
                        f"goes on: {after[0].strip('.:,') if after else 'no'}",
                        f"used by: {used[0].split()[-1]}",
                        "says what for"
                        if {"to", "for", "when", "if"} & set(after[:1])
                        else "does not say what for",
                    ),
                    verb=used[0].split()[-1],
                    before=0,
                )
        yield from _in_fence(passage)


def _listed(passage: Passage, flat: Flat, start: int, stop: int, end: int) -> Iterator[Candidate]:
    """ "- `sip()` to drink": an item of code, and its use without a colon."""
    match = _LIST.match(flat.lower, stop, end)
    if match is None:
        return
    yield Candidate(
        "code list",
        passage,
        passage.heading,
        flat,
        0,
        flat.term_markdown(start, stop),
        flat.text[start:stop],
        (start, stop),
        stop,
        flat.sentences[0][0],
        end,
        passage.start,
        marks=(f"opens: {match['how'].split()[0]}",),
        repeats=True,
    )


_PURPOSE = regex(r"(?:to|in\s+order|if\s+you|when\s+you|you\s+can|we\s+can|for|another\s+way|use|run|by)\s")


def _in_fence(passage: Passage) -> Iterator[Candidate]:
    """ "To boil water, run this command:" and the command in a fence of one line."""
    flat = passage.flat
    if not passage.fences or not flat.sentences:
        return
    lines = passage.fences[0].text.strip().splitlines()
    begin, end = flat.sentences[-1]
    if len(lines) != 1 or len(lines[0]) > 60 or not _PURPOSE.match(flat.lower, begin, end):
        return
    said = flat.lower[begin:end]
    words = said.split()
    command = lines[0].strip().removeprefix("$ ")
    if "`" in command or not command:
        return
    info = passage.fences[0].info.split()
    yield Candidate(
        "command",
        passage,
        passage.heading,
        flat,
        len(flat.sentences) - 1,
        f"`{command}`",
        command,
        None,
        begin,
        begin,
        end,
        passage.start,
        marks=(
            f"begins: {words[0]}",
            f"begins: {' '.join(words[:2])}",
            "a command" if "command" in said else "no command",
            f"language: {info[0] if info else ''}",
        ),
        before=0,
    )
