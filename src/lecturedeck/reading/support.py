"""What goes onto a card beside its task: context, passages, explanation, and whether it asks to listen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lecturedeck.lecture import Blank, Question
from lecturedeck.markup.saying import says
from lecturedeck.reading.context import needed_on_front
from lecturedeck.reading.kinds.kind import Content, File
from lecturedeck.reading.passages import find_passages, says_nothing, stems
from lecturedeck.reading.sections import Blocks, section
from lecturedeck.text import text_of
from lecturedeck.words.listening import asks_to_listen, is_silent, without_silence

_QUIZ = "8"  # the challengeType whose description only says how many answers make a pass
_MOST_PAIRS = 10_000  # questions times blocks: more than any lecture has
_SHORT = 1_200  # a longer description is no help beside one sentence
_INSTRUCTION = 100  # a last line as short as this, which quotes nothing, says what to do
_SMALL = 3  # letters of a word that stands in any text
_QUOTED = re.compile(r"`[^`]+`|“[^”]+”|\"[^\"]+\"")
# "Read the sentence below and place the words …": what to do, though it quotes the words.
_TO_DO = re.compile(
    r"(?:Read|Listen|Fill|Complete|Place|Put|Write|Choose|Select|Use)\b[^.!?]*\b(?:below|blanks?)\b[^.!?]*[.!:]?\s*"
)


@dataclass(frozen=True, slots=True)
class Support:
    """What goes beside the tasks of a lecture; texts are card HTML."""

    explanation: str
    context: str
    passage: str
    needs_sound: bool
    questions: tuple[Question, ...]


def support_of(file: File, content: Content) -> Support:
    """What goes beside the tasks of a file, and its questions with their passages."""
    explanation = file.html(section(file.blocks, "explanation")[1])
    instructions = file.html(section(file.blocks, "instructions")[1])
    description = section(file.blocks, "description")[1] if file.challenge != _QUIZ else ()
    questions = [question for question in content.questions if question.quiz is None]
    texts = [question.text for question in questions] + [blank.sentence for blank in content.blanks]
    on_front = needed_on_front(file.source, description, instructions, texts)
    passages = [] if on_front else _passages(file, description, questions)
    passage = ""
    if content.blanks and not questions and not on_front and _is_short(description):
        passage = file.html(_told(file, description, content.blanks))
    # A description that is one paragraph takes the place of instructions.
    asking = [instructions, file.markdown(description) if len(description) == 1 else ""]
    plays = bool(file.teaches or content.spoken)
    shown = without_silence(instructions) if file.teaches else instructions
    silent = not plays or is_silent(file.source.text(0, len(file.source.data)))
    return Support(
        explanation=explanation,
        context="\n".join(filter(None, [file.html(description) if on_front else "", shown])),
        passage=passage,
        needs_sound=not silent and asks_to_listen(asking, [question.text for question in questions]),
        questions=_with_passages(content.questions, passages),
    )


def _passages(file: File, description: Blocks, questions: Sequence[Question]) -> list[str]:
    if not questions:
        return []
    prose = [*description, *section(file.blocks, "interactive")[1]]
    if len(questions) * len(prose) > _MOST_PAIRS:
        return []
    return find_passages(file.source, prose, questions, file.language, file.render)


def _with_passages(questions: Sequence[Question], passages: Sequence[str]) -> tuple[Question, ...]:
    left = iter(passages)
    return tuple(
        replace(question, passage=next(left, "")) if question.quiz is None else question for question in questions
    )


def _told(file: File, description: Blocks, blanks: Sequence[Blank]) -> Blocks:
    """What a description says of the answers of its blanks: nothing where it speaks of none.

    What only says which lecture this is, and a last line of instructions, are left out.
    """
    answers = [text_of(gap.answer) for blank in blanks for gap in blank.gaps]
    told = [block for block in description if not says_nothing(file.markdown([block]))]
    if len(told) > 1 and told[-1].kind == "paragraph":
        last = file.markdown(told[-1:])
        says_no_more = "`" not in last and not speaks_of(last, answers, file.language)
        if len(last) <= _INSTRUCTION and (says_no_more or _TO_DO.fullmatch(last)):
            told.pop()
    return told if any(speaks_of(file.markdown([block]), answers, file.language) for block in told) else ()


def speaks_of(markdown: str, answers: Sequence[str], language: str) -> bool:
    """Whether a text holds an answer: a small word, and another form of its words, in what the text quotes."""
    quoted = " ".join(_QUOTED.findall(markdown))
    in_quotes = {*stems(quoted, language)}
    return any(
        says(quoted if len(answer) <= _SMALL and answer.isascii() else markdown, answer)
        or in_quotes.issuperset(stems(answer, language))
        for answer in answers
    )


def _is_short(description: Blocks) -> bool:
    return bool(description) and description[-1].end - description[0].start <= _SHORT
