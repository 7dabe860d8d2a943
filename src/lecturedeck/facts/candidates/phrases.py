"""A line of a glossary in a language course: "`Buen día` – Good day"."""

from __future__ import annotations

from collections.abc import Iterator

from lecturedeck.facts.candidates.candidate import Candidate
from lecturedeck.facts.page import Page, Passage
from lecturedeck.regex import regex

_LINE = regex(
    r"[\s\x1a]*(?P<more>(?:\s*(?:/|,|or|o|\(|\))\s*\x1a+)*\)?(?:\s*\([^()]{1,40}\))?)\s*(?:–|—|-|:|：|=|→)\s*(?=\S)"
)
_CODE_FIRST = regex(r"\s*(?:\d+[.)]\s*)?(?=\x1a)")
_NAMES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "pt": "Portuguese",
    "ru": "Russian",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


def language_name(tag: str) -> str:
    """The English name of the language that a course is about; its tag where that is not known."""
    return _NAMES.get(tag.split("-")[0].lower(), tag)


def read(page: Page) -> Iterator[Candidate]:
    """The lines of phrase lists, in courses of languages other than the page's own."""
    if not page.foreign_course:
        return
    for passage in page.passages:
        if passage.nodes and passage.nodes[0].kind == "code":
            yield from _in(page, passage)


def _in(page: Page, passage: Passage) -> Iterator[Candidate]:
    flat = passage.flat
    begin = _CODE_FIRST.match(flat.shadow)
    line = _LINE.match(flat.shadow, begin.end() if begin else 0)
    if begin is None or line is None:
        return
    start, said, end = begin.end(), line.end(), len(flat.text.rstrip())
    stop = start + len(flat.shadow[start : line.end()].rstrip(" –—-:：=→"))
    if stop - start > 70 or end - said > 160 or end <= said:
        return
    yield Candidate(
        "phrase",
        passage,
        passage.heading,
        flat,
        0,
        flat.term_markdown(start, stop),
        flat.text[start:stop],
        (start, stop),
        said,
        said,
        end,
        passage.start,
        repeats=True,
        least=1,
        scope=language_name(page.teaches),
    )
