"""`# --fillInTheBlank--`: a sentence with gaps, by the rules of freeCodeCamp's parser (docs/format.md)."""

from __future__ import annotations

from collections.abc import Callable

from lecturedeck.lecture import Blank, Gap, Problem
from lecturedeck.markup.markdown import Node, Source
from lecturedeck.markup.ruby import has_pairs, ruby_html
from lecturedeck.reading import problems
from lecturedeck.reading.sections import Blocks, before, groups, markdown_of, section, sections
from lecturedeck.text import plain_html


def read_blanks(
    source: Source, blocks: Blocks, render: Callable[[str], str], *, ruby: bool
) -> tuple[tuple[Blank, ...], tuple[Problem, ...]]:
    """The sentence with gaps of a file (none or one), and what is wrong with it. With an error there is none.

    `ruby`: Chinese and its pronunciation in the sentence become ruby; an answer stays as it is written.
    """
    heading, below = section(blocks, "fillInTheBlank")
    if heading is None:
        return (), ()
    found: list[Problem] = []
    parts = list(sections(below, "blanks"))
    if len(parts) > 1:
        found.append(problems.MANY_BLANKS.at(source.position(parts[1][0].start), count=len(parts)))
    sentence_heading, sentence_blocks = section(below, "sentence")
    sentence = _sentence(source, sentence_blocks, ruby, found)
    if not sentence_blocks:
        found.append(problems.NO_SENTENCE.at(source.position((sentence_heading or heading).start)))
    gaps: list[Gap] = []
    if not parts or not parts[0][1]:
        found.append(problems.NO_BLANKS.at(source.position((parts[0][0] if parts else heading).start)))
    else:
        for number, group in enumerate(groups(parts[0][1]), 1):
            gaps.append(_gap(source, group, parts[0][0], number, render, found))
        count = sentence.count("BLANK")
        if sentence_blocks and count != len(gaps):
            at = source.position(sentence_blocks[0].start)
            found.append(problems.BLANK_COUNT.at(at, gaps=count, blanks=len(gaps)))
    if any(problem.severity == "error" for problem in found):
        return (), tuple(found)
    return (Blank(sentence, tuple(gaps), source.line(heading.start)),), tuple(found)


def _sentence(source: Source, blocks: Blocks, ruby: bool, found: list[Problem]) -> str:
    paragraphs = []
    for block in blocks:
        text = _code_span(block)
        if text is None:
            found.append(problems.NOT_CODE.at(source.position(block.start)))
            continue
        html = ruby_html(text) if ruby and has_pairs(text) else plain_html(text)
        paragraphs.append(f"<p>{html}</p>")
    return "\n".join(paragraphs)


def _code_span(block: Node) -> str | None:
    """The text of a paragraph that is exactly one code span; None where it is anything else."""
    if block.kind != "paragraph" or len(block.children) != 1 or block.children[0].kind != "code":
        return None
    return block.children[0].text


def _gap(
    source: Source,
    group: Blocks,
    heading: Node,
    number: int,
    render: Callable[[str], str],
    found: list[Problem],
) -> Gap:
    own = before(group, "feedback")
    answer = ""
    if own and own[0].kind not in ("code_block", "html_block", "rule"):
        first = own[0].children[0] if own[0].children else own[0]
        answer = first.plain.strip()
    if not answer:
        at = source.position((group or (heading,))[0].start)
        found.append(problems.EMPTY_BLANK.at(at, number=number))
    elif len(own[0].children) > 1 or len(own) > 1:
        found.append(problems.MORE_THAN_ANSWER.at(source.position(own[0].start), number=number))
    feedbacks = list(sections(group, "feedback"))
    feedback = render(markdown_of(source, feedbacks[0][1])) if feedbacks else ""
    for second, _ in feedbacks[1:]:
        found.append(problems.TWO_GAP_FEEDBACKS.at(source.position(second.start), number=number))
    return Gap(plain_html(answer), feedback or None)
