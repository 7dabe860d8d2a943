"""What of a lecture's text belongs on a question's card: what the front needs, and the passage that answers it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from lecturedeck.markup.markdown import Node, Source
from lecturedeck.reading.sections import markdown_of
from lecturedeck.reading.sound import asks_to_listen

_MARKUP = re.compile(r"<[^>]*>|&[a-z]+;")
# Words of alphabets; single characters of scripts without spaces, which then count in pairs.
_WORD = re.compile(
    r"[^\W_\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{2,}|[\u3040-\u30ff\u4e00-\u9fff]+|[\uac00-\ud7af]+"
)
_WIDE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_REFERS = re.compile(
    r"\b(?:above|(?:the (?:following )?|this )(?:passage|description|dialogue|conversation|paragraph|story|article"
    r"|email|table|list|picture|image|diagram|example|code))\b",
    re.IGNORECASE,
)
# A description longer than this does not belong on a front; a passage longer than this is not one passage.
_SHORT, _ONE_PASSAGE = 700, 1_200
# How much of what question and answer say (weighted by rarity) a passage must hold, and of the answer alone,
# and by how much it must lead the next one: below that the passage cannot be told.
_COVERED, _LEAD = 0.5, 1.08


def context(source: Source, description: Sequence[Node], instructions: str, questions: Iterable[str]) -> bool:
    """Whether a description belongs on the front: it is short, and an instruction itself or referred to.

    `instructions` and `questions` are HTML.
    """
    text = markdown_of(source, description)
    if not text or len(text) > _SHORT:
        return False
    if len(description) == 1 and not instructions and asks_to_listen(text):
        return True
    return any(_REFERS.search(_MARKUP.sub(" ", question)) for question in [instructions, *questions])


def find_passages(
    source: Source,
    prose: Sequence[Node],
    questions: Sequence[tuple[str, str]],
    render: Callable[[str], str],
) -> list[str]:
    """For each question the passage of the prose that answers it, as card HTML; "" where it cannot be told.

    `questions` are (question, right answer) as HTML. A short text with one question is one passage; else a
    passage is a top-level block, with the code after it where it announces that: what is on a card should
    not change when another part of the lecture is mended.
    """
    blocks = [block for block in prose if block.kind not in ("heading", "rule", "html_block")]
    if not blocks:
        return [""] * len(questions)
    if len(questions) == 1 and blocks[-1].end - blocks[0].start <= _ONE_PASSAGE:
        return [render(markdown_of(source, prose))]
    texts = [_words(source.text(block.start, block.end)) for block in blocks]
    spread = Counter(word for text in texts for word in text)
    weights = {word: math.log((len(texts) + 1) / count) for word, count in spread.items()}
    found = []
    for question, answer in questions:
        index = _best(texts, weights, _words(_MARKUP.sub(" ", question)), _words(_MARKUP.sub(" ", answer)))
        found.append(render(_with_code(source, blocks, index)) if index is not None else "")
    return found


def _best(
    texts: Sequence[set[str]], weights: dict[str, float], question: set[str], answer: set[str]
) -> int | None:
    unknown = math.log(len(texts) + 1) / 2
    right = {word: 2 * weights.get(word, unknown) for word in answer}
    wanted = {word: weights.get(word, unknown) for word in question} | right
    scores = [_weight(wanted, text) for text in texts]
    first, second = (*sorted(scores, reverse=True), 0.0)[:2]
    if not first or first < _COVERED * math.fsum(wanted.values()) or first < _LEAD * second:
        return None
    best = scores.index(first)
    return best if _weight(right, texts[best]) >= _COVERED * math.fsum(right.values()) else None


def _weight(wanted: dict[str, float], text: set[str]) -> float:
    # The exact sum: the order of a set differs from run to run, and rounding must not.
    return math.fsum(weight for word, weight in wanted.items() if word in text)


def _words(text: str) -> set[str]:
    """The words of a text, without the "s" of a plural; in scripts without spaces, all pairs of characters."""
    found = set(_WORD.findall(text.lower()))
    words = {word[:-1] if word[-1] == "s" and len(word) > 3 else word for word in found}
    if not text.isascii():
        for word in found:
            if len(word) > 1 and _WIDE.match(word):
                words.discard(word)
                words.update(word[at : at + 2] for at in range(len(word) - 1))
    return words


def _with_code(source: Source, blocks: Sequence[Node], index: int) -> str:
    end = index + 1
    announced = source.text(blocks[index].start, blocks[index].end).rstrip().endswith((":", "："))
    if announced and end < len(blocks) and blocks[end].kind == "code_block":
        end += 1
    return markdown_of(source, blocks[index:end])
