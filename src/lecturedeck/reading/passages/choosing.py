"""Which pieces make a passage: the best one with what belongs to it, and what is close behind."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from lecturedeck.reading.passages.pieces import Piece
from lecturedeck.reading.passages.ranking import Asked

# A passage takes up to so many pieces, none so far behind the best.
_PIECES, _BEHIND = 3, 2.15
# What goes along with a piece may be some times as long as it and a little more, and never longer than a screen.
_TIMES, _MORE, _LONGEST = 2.5, 300, 900
# A part that lies apart stays where it adds so much of the answer or, close behind, of question and answer.
_ADDS, _CLOSE, _ADDS_CLOSE = 0.15, 0.9, 0.1


def choose(pieces: Sequence[Piece], scores: Sequence[float]) -> list[int]:
    """The best piece with what belongs to it, and those close behind while the passage stays short, in order."""
    order = sorted(range(len(pieces)), key=lambda index: -scores[index])
    chosen: list[int] = []
    shortest, cores = math.inf, 0
    for index in order:
        if cores == _PIECES or scores[index] < scores[order[0]] - _BEHIND:
            break
        if index in chosen:
            continue
        shortest_now = min(shortest, len(pieces[index].text))
        room = min(_LONGEST, _TIMES * shortest_now + _MORE) - _length(pieces, chosen)
        company = _company(pieces, index)
        added = _fitting(pieces, company, chosen, room)
        if added is None and not chosen:
            added = company[-1]
        if added is not None:
            chosen += added
            shortest, cores = shortest_now, cores + 1
    return sorted(chosen)


def to_the_point(
    pieces: Sequence[Piece], chosen: Sequence[int], scores: Sequence[float], asked: Asked
) -> list[int]:
    """The chosen pieces without parts that lie apart from the best one and say no more of what is asked.

    A question for what is not so keeps all of them: what answers it is what they say together.
    """
    if asked.negative:
        return list(chosen)
    kept: list[int] = []
    said: set[str] = set()
    best = max((scores[index] for index in chosen), default=0.0)
    for part in runs(chosen, scores):
        words = said.union(*(pieces[index].count for index in part))
        close = max(scores[index] for index in part) >= best - _CLOSE
        answer = asked.answer.share(words) - asked.answer.share(said)
        both = answer + asked.question.share(words) - asked.question.share(said)
        if not kept or answer >= _ADDS or (close and both >= _ADDS_CLOSE):
            kept += part
            said = words
    return sorted(kept)


def _fitting(
    pieces: Sequence[Piece], companies: Sequence[Sequence[int]], chosen: Sequence[int], room: float
) -> list[int] | None:
    """A piece with as much of what belongs to it as there is room for; None where there is none."""
    for company in companies:
        new = [other for other in company if other not in chosen]
        if _length(pieces, new) <= room:
            return new
    return None


def _company(pieces: Sequence[Piece], index: int) -> list[list[int]]:
    """What belongs to a piece and the piece itself, the most of it first.

    A paragraph that ends in a colon announces the fences, list or table below it, else the next paragraph, and
    says nothing alone. The paragraph below fences speaks of them.
    """
    first, last = _announced(pieces, index)
    if first is None:
        before = [index - 1] if index and pieces[index - 1].announces else []
        after = [index + 1] if pieces[index].announces and index + 1 < len(pieces) else []
        options = [[*before, index, *after], [index, *after]]
        return options if before else options[1:]
    announcer = [first - 1] if first and pieces[first - 1].announces else []
    body = list(range(first, last))
    fences = pieces[first].kind == "code_block"
    comment = [last] if fences and last < len(pieces) and _comments(pieces, last) else []
    nearest = index if index in body else first if index < first else last - 1
    options = [announcer + body + comment, announcer + body, body + comment, [*announcer, nearest]]
    if not pieces[index].announces:
        options.append([index])
    return [option for option in options if index in option]


def _announced(pieces: Sequence[Piece], index: int) -> tuple[int | None, int]:
    """The run of fences or of items that a piece is part of, announces or comments, as first and behind last."""
    first = index
    below = pieces[index + 1].kind if pieces[index].announces and index + 1 < len(pieces) else "paragraph"
    if pieces[index].kind == "paragraph" or below == "code_block":
        if below != "paragraph":
            first = index + 1
        elif index and pieces[index - 1].kind == "code_block" and _comments(pieces, index, by_name=True):
            first = index - 1
        else:
            return None, 0
    kind, last = pieces[first].kind, first + 1
    if kind in ("code_block", "item"):
        while first and pieces[first - 1].kind == kind:
            first -= 1
        while last < len(pieces) and pieces[last].kind == kind:
            last += 1
    return first, last


def _comments(pieces: Sequence[Piece], index: int, *, by_name: bool = False) -> bool:
    """Whether a paragraph speaks of the code above it: it names something there or, unless `by_name`, no code."""
    piece, above = pieces[index], pieces[index - 1]
    names = {token for token in piece.code if token[1:].isalnum()} or piece.code
    named = bool(names & above.code) if names else not by_name
    return piece.kind == "paragraph" and not piece.announces and named


def _length(pieces: Sequence[Piece], indexes: Iterable[int]) -> int:
    return sum(len(pieces[index].text) for index in indexes)


def runs(indexes: Sequence[int], scores: Sequence[float]) -> list[list[int]]:
    """Indexes divided where one is missing, the likeliest part first: a learner may stop reading there."""
    runs: list[list[int]] = []
    for index in indexes:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return sorted(runs, key=lambda run: -max(scores[index] for index in run))
