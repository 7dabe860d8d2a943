"""Which part of a lecture answers a question: its paragraphs, ranked against each other.

docs/passages.md says how often a passage is right, and how that was measured.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, pairwise

from lecturedeck.lecture import Question
from lecturedeck.markup.markdown import Node, Source
from lecturedeck.reading.passages.choosing import choose, runs, to_the_point
from lecturedeck.reading.passages.pieces import Piece, pieces_of, says_nothing
from lecturedeck.reading.passages.ranking import Asked, Rarity, asked, covered, likelihood, score, signs_of
from lecturedeck.reading.passages.stems import stems
from lecturedeck.text import words_of

__all__ = ["find_passages", "says_nothing", "stems"]

# A passage is shown where it is that likely to be the one, and where it says enough of question and answer; of
# "which is NOT …", where it speaks of most options.
_LIKELY, _COVERED, _TOLD = 0.525, 0.1, 0.5
# In a text of a few pieces there is little to rank one against: there it has to say more, or what is asked about.
_FEW, _COVERED_OF_FEW = 6, 0.45


def find_passages(
    source: Source,
    prose: Sequence[Node],
    questions: Sequence[Question],
    language: str,
    render: Callable[[str], str],
) -> list[str]:
    """For each question the passage of the prose that answers it, as card HTML; "" where it cannot be told."""
    pieces = pieces_of(source, prose, language)
    rarity = Rarity(pieces)
    found = []
    for question in questions:
        wanted = asked(question, language, rarity)
        scores = [score(signs_of(piece, wanted)) for piece in pieces]
        chosen = _new_to(question, pieces, _chosen(pieces, wanted, scores))
        parts = [_text_of([pieces[index] for index in run], source) for run in runs(chosen, scores)]
        found.append(render("\n\n…\n\n".join(parts)))
    return found


def _text_of(run: Sequence[Piece], source: Source) -> str:
    """Neighbouring pieces with what stands between them, but for blocks that say nothing."""
    text = run[0].text
    for piece, following in pairwise(run):
        between = source.text(piece.end, following.start)
        text += ("\n\n" if says_nothing(between) else between) + following.text
    return text


def _new_to(question: Question, pieces: Sequence[Piece], chosen: Sequence[int]) -> list[int]:
    """The chosen pieces without code that the question shows itself, where no line announces it.

    A part that is nothing but such code and its announcement goes too, where there is another.
    """
    asked = "".join(words_of(question.text).split())
    known = {index for index in chosen if pieces[index].kind == "code_block" and _code_of(pieces[index]) in asked}
    kept = [
        index for index in chosen if index not in known or (index - 1 in chosen and pieces[index - 1].announces)
    ]
    parts = runs(kept, [0.0] * len(pieces))
    telling = [part for part in parts if any(index not in known and not pieces[index].announces for index in part)]
    return sorted(chain.from_iterable(telling or parts))


def _code_of(fence: Piece) -> str:
    """The code of a fence, without spaces."""
    return "".join(fence.text.split("\n", 1)[-1].rstrip("`~ \n").split())


def _chosen(pieces: Sequence[Piece], asked: Asked, scores: Sequence[float]) -> list[int]:
    """The pieces that answer a question, none where that cannot be told."""
    chosen = choose(pieces, scores)
    if not chosen or likelihood(scores, chosen) < _LIKELY:
        return []
    passage = [pieces[index] for index in chosen]
    enough = covered(passage, asked)
    if asked.negative:
        shown = enough >= _TOLD
    elif len(pieces) < _FEW:
        shown = enough >= _COVERED_OF_FEW or any(asked.question_code & piece.code for piece in passage)
    else:
        shown = enough >= _COVERED
    return to_the_point(pieces, chosen, scores, asked) if shown else []
