"""A table with a header such as "Operator | Meaning": each row is a term and its definition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lecturedeck.facts.candidates.candidate import Candidate
from lecturedeck.facts.candidates.phrases import language_name
from lecturedeck.facts.page import Page, Table
from lecturedeck.regex import regex

_TERM = regex(
    r".*\b(?:operators?|symbols?|methods?|terms?|propert(?:y|ies)|commands?|keywords?|functions?"
    r"|attributes?|elements?|tags?|selectors?|"
    r"characters?|flags?|options?|types?|data\s+types?|codes?|status(?:\s+codes?)?|units?|values?|events?"
    r"|hooks?|modifiers?|tokens?|"
    r"keys?|shortcuts?|words?|expressions?|phrases?|questions?|escape\s+sequences?|specifiers?|parameters?"
    r"|patterns?|names?|abbreviations?|acronyms?|"
    r"pinyin|initials?|finals?|verbs?|pronouns?|numbers?|letters?|directives?|ranges?|spanish|chinese"
    r"|error|exceptions?|pseudo-class(?:es)?)\b.*",
    re.I,
)
_MEANING = regex(
    r"(?:.*\b)?(?:meanings?|descriptions?|definitions?|purposes?|what\s+it\s+does|what\s+it\s+means"
    r"|explanations?|translations?|english(?:\s+\w+)?|uses?|used\s+for|usage|"
    r"functions?|behaviou?r|stands\s+for|effect)\b(?:.*)",
    re.I,
)
_CHINESE = regex(r"(?:意思|含义|定义|说明|描述|解释|Significado|Descripci[oó]n|Definici[oó]n|الوصف|المعنى)", re.I)
_TAUGHT = regex(r"\b(?:spanish|chinese|french|german|italian|portuguese|arabic|japanese)\b", re.I)

_SIGN = regex(r"letters?|signs?|characters?|symbols?|(?:lower|upper)(?:\s|-)?case(?:\s+letters?)?", re.I)
_NAME = regex(r"names?", re.I)
_OTHER_SIDE = regex(r"numbers?|digits?|numerals?|english|meaning|translation", re.I)


def columns(table: Table, course: bool = False) -> tuple[int, int] | None:
    """Which columns hold the term and the definition, None where the header does not say."""
    heads = [cell.text.strip() for cell in table.head]
    if course and len(heads) == 2:
        taught, other = (0, 1) if _TAUGHT.search(heads[0]) else (1, 0)
        if _TAUGHT.search(heads[taught]) and _OTHER_SIDE.fullmatch(heads[other]):
            return taught, other
    if course and heads and _SIGN.fullmatch(heads[0]):
        named = next((at for at, head in enumerate(heads) if _NAME.fullmatch(head)), None)
        if named is not None:
            return 0, named
    means = next(
        (at for at, head in enumerate(heads) if at and (_MEANING.fullmatch(head) or _CHINESE.search(head))),
        None,
    )
    if means is None or not heads[0] or re.search(r"\b(?:example|version|file|step|year|date)\b", heads[0], re.I):
        return None
    if not _TERM.fullmatch(heads[0]) and heads[0].isascii():
        return None
    # In a language course the term is what stands in the language, wherever its column is.
    return next((at for at, head in enumerate(heads) if at != means and _TAUGHT.search(head)), 0), means


def read(page: Page) -> Iterator[Candidate]:
    """The rows of tables whose header says which column is which."""
    for table in page.tables:
        found = columns(table, page.foreign_course)
        if found is None:
            continue
        for number, (row, start) in enumerate(zip(table.rows, table.starts, strict=True)):
            if len(row) <= max(found):
                continue
            term, said = row[found[0]], row[found[1]]
            if not term.text.strip() or not said.text.strip():
                continue
            rest = [
                f"{table.head[at].markdown(0, len(table.head[at].text))}: {cell.markdown(0, len(cell.text))}"
                for at, cell in enumerate(row)
                if at not in found and cell.text.strip() and at < len(table.head)
            ]
            yield Candidate(
                "table row",
                None,
                table.heading,
                said,
                number,
                term.term_markdown(0, len(term.text)),
                term.text.strip(),
                None,
                0,
                0,
                len(said.text),
                start,
                marks=(f"column: {table.head[found[1]].text.strip().casefold()}",),
                detail="\n\n".join(rest),
                repeats=True,
                least=1 if page.teaches else 2,
                group=table.start,
                scope=language_name(page.teaches) if page.foreign_course else "",
            )
