"""A `Lecture` to drafts of notes: which field holds what (docs/architecture.md has the table)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from html import escape
from textwrap import dedent
from typing import Literal

from lecturedeck.anki.gaps import feedback_of, filled, hints_of, text_with_gaps
from lecturedeck.anki.identity.comparable import normalised
from lecturedeck.anki.notes import Draft
from lecturedeck.anki.notetypes import BLANK, CHOICE, FACT, NoteType
from lecturedeck.anki.options import Layout, layout_of
from lecturedeck.anki.voice import dialogue, voice
from lecturedeck.lecture import Blank, Fact, Lecture, Question, Spoken
from lecturedeck.markup.ruby import without_pairs
from lecturedeck.reading.support import speaks_of
from lecturedeck.text import clean_text, plain_html, text_of, without_commands
from lecturedeck.words.direction import directed
from lecturedeck.words.paragraphs import with_languages

_BETWEEN = "\x1f"
_NO_TEXT = ("Audio", "Code")  # what Anki or a template reads, and no learner
_NUMBER = re.compile(r"^[^\W\d_]+\s*\d+\s*(?:$|[:：.–—-])")
_ONLY_A_NUMBER = re.compile(r"^[^\W\d_]+\s*\d+$")
_CODE = re.compile(r'(<pre class="code"><code>)(.*?)(</code>)', re.DOTALL)
_QUOTES = re.compile(r"</?code[^>]*>")
_NO_LETTERS = re.compile(r"[\W_]+")
_NO_TAG = re.compile(r"[\s\u3000:]+")


Audio = Literal["keep", "skip", "tts"]


def drafts_of(
    lecture: Lecture,
    deck: str,
    link: str = "",
    audio: Audio = "tts",
    *,
    course: str = "",
    think_first: bool = False,
) -> Iterator[Draft]:
    """The notes of a lecture: facts, then questions, then blanks.

    `link` is the lecture's page and `course` the title of its block, "" if unknown. `audio` says what becomes of
    a task that tells the learner to listen: "tts" lets the device read its dialogue on the front, and leaves the
    task out where no dialogue is known; "skip" leaves all such tasks out; "keep" makes cards of them without any
    sound. With `think_first`, options wait for a tap.
    """
    # The tasks of a language course have only numbers for titles.
    is_number = (_NUMBER if lecture.teaches else _ONLY_A_NUMBER).search(lecture.title)
    title = plain_html(f"{course} · {lecture.title}" if course and is_number else lecture.title)
    about = f'<a href="{without_commands(escape(link))}">{title}</a>' if link else title
    for fact in lecture.facts:
        yield _fact(lecture, fact, deck, about)
    for question in lecture.questions:
        if answerable(lecture, question, audio):
            yield _choice(lecture, question, deck, about, audio, think_first)
    for blank in lecture.blanks:
        if answerable(lecture, blank, audio):
            yield _blank(lecture, blank, deck, about, audio)


def answerable(lecture: Lecture, task: Question | Blank, audio: Audio) -> bool:
    """Whether a question or blank can become a card: it need not be heard, or it can be."""
    needs_sound = lecture.needs_sound
    if isinstance(task, Question) and task.quiz is not None:
        needs_sound = task.needs_sound or bool(task.spoken)
    return (
        not needs_sound
        or audio == "keep"
        or (audio == "tts" and bool(voice(_lines(lecture, task), lecture.teaches)))
    )


def _lines(lecture: Lecture, task: Question | Blank) -> tuple[Spoken, ...]:
    """What is said in a task: a quiz question has its own recording, all others share the lecture's."""
    return task.spoken if isinstance(task, Question) and task.quiz is not None else lecture.spoken


def single_out(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, with no reverse card for facts whose masked definitions are alike.

    A learner could not tell them apart. The same fact twice (a lecture and its review) is no such case.
    """
    every = list(drafts)
    reverse = FACT.field_names.index("Reverse prompt")
    meant: dict[str, set[tuple[str, str]]] = {}
    for draft in every:
        if draft.note_type is FACT and draft.fields[reverse]:
            meant.setdefault(normalised(draft.fields[reverse]), set()).add((draft.text, draft.more))
    unclear = {prompt for prompt, facts in meant.items() if len(facts) > 1}
    return [
        replace(draft, fields=(*draft.fields[:reverse], "", *draft.fields[reverse + 1 :]))
        if draft.note_type is FACT and normalised(draft.fields[reverse]) in unclear
        else draft
        for draft in every
    ]


def _draft(
    lecture: Lecture,
    note_type: NoteType,
    deck: str,
    kind: str,
    text: str,
    more: str,
    tags: tuple[str, ...],
    **fields: str,
) -> Draft:
    written = {
        name: html if name in _NO_TEXT else _in_its_language(html, lecture.lang, cloze=name == "Text")
        for name, html in fields.items()
    }
    fields = {**written, "Language": lecture.lang, "Teaches": lecture.teaches}
    given = (fields.pop(name.replace(" ", "_"), "") for name in note_type.field_names)
    values = tuple([clean_text(value) if value else "" for value in given])
    assert not fields, f"no such field: {sorted(fields)}"
    block = (f"lecturedeck::block::{_tag(lecture.block)}",) if lecture.block else ()
    all_tags = {*tags, *block, f"lecturedeck::lecture::{_tag(lecture.dashed_name)}"}
    return Draft(
        note_type,
        values,
        deck,
        tuple(sorted(all_tags)),
        lecture.id,
        lecture.language,
        kind,
        normalised(text) or text,
        # Each part by itself: "tea, pot" is not "tea pot".
        _BETWEEN.join(map(normalised, more.split(_BETWEEN))),
    )


def _in_its_language(html: str, lang: str, *, cloze: bool) -> str:
    """HTML with the language and the direction of its parts written down where a client could not tell."""
    if cloze:  # a sentence with gaps is in the language of its course, and a gap must not be split
        return directed(html, lang, isolate=False)
    return directed(with_languages(html, lang), lang)


def _choice(lecture: Lecture, question: Question, deck: str, about: str, audio: Audio, think_first: bool) -> Draft:
    lines = _lines(lecture, question)
    layout = layout_of(question)
    return _draft(
        lecture,
        CHOICE,
        deck,
        "choice",
        question.text,
        _BETWEEN.join(sorted(option.text for option in layout.options)),
        (f"lecturedeck::kind::{'question' if question.quiz is None else 'quiz'}",),
        Question=question.text,
        Options=_options(layout, wait=think_first),
        Feedback=_feedback(layout),
        Explanation=lecture.explanation if question.quiz is None else "",
        Context=lecture.context if question.quiz is None else "",
        Passage=question.passage,
        Transcript=_dialogue(lecture, lines),
        Audio=voice(lines, lecture.teaches) if audio == "tts" else "",
        Lecture=about,
    )


def _options(layout: Layout, *, wait: bool) -> str:
    """The options as a list that says what a script may do: "lettered" or "kept", "wait", and items "last"."""
    texts = [_CODE.sub(_without_indent, option.text) for option in layout.options]
    items = "".join(
        f'<li class="last">{text}</li>' if number in layout.last else f"<li>{text}</li>"
        for number, text in enumerate(texts)
    )
    classes = ["options", *([] if layout.order == "shuffled" else [layout.order]), *(["wait"] if wait else [])]
    return f'<ol class="{" ".join(classes)}">{items}</ol>'


def _without_indent(code: re.Match[str]) -> str:
    """Code whose lines all begin with spaces, without these: in an option it wraps, and would seem to hang."""
    return code[1] + dedent(code[2]) + code[3]


def _feedback(layout: Layout) -> str:
    """The feedback of each option, in the same order."""
    items = "".join(
        f'<li class="right"><b>✓</b>{_spaced(option.feedback)}</li>'
        if option.correct
        else f'<li class="wrong"><b>✗</b>{_spaced(option.feedback)}</li>'
        for option in layout.options
    )
    return f'<ol class="feedback">{items}</ol>'


def _fact(lecture: Lecture, fact: Fact, deck: str, about: str) -> Draft:
    tags: tuple[str, ...] = ("lecturedeck::kind::fact",)
    if fact.code:
        tags += (f"lecturedeck::code::{fact.code[0]}{'x' * (len(fact.code) - 1)}",)
    return _draft(
        lecture,
        FACT,
        deck,
        "fact",
        fact.term,
        fact.definition,
        tags,
        Prompt=escape(fact.code) or fact.term,
        Term=fact.term,
        Definition=fact.definition,
        Reverse_prompt=fact.reverse,
        Code=escape(fact.code),
        Category=fact.category,
        Detail=fact.detail,
        Example=fact.example,
        Lecture=about,
    )


def _blank(lecture: Lecture, blank: Blank, deck: str, about: str, audio: Audio) -> Draft:
    # A voice on the front of a task that does not ask to listen would say the answer.
    heard = lecture.needs_sound
    return _draft(
        lecture,
        BLANK,
        deck,
        "blank",
        blank.sentence,
        _BETWEEN.join(gap.answer for gap in blank.gaps),
        ("lecturedeck::kind::blank",),
        Text=text_with_gaps(blank, lecture.context, lecture.teaches),
        Feedback=feedback_of(blank),
        Hint=hints_of(blank, heard=heard),
        Explanation=lecture.explanation,
        Context=lecture.context,
        Passage=("" if heard else _dialogue(lecture, _said_beside(lecture, blank))) + _told(lecture, blank),
        Transcript=_dialogue(lecture, lecture.spoken) if heard else "",
        Audio=voice(lecture.spoken, lecture.teaches) if heard and audio == "tts" else "",
        Lecture=about,
    )


def _told(lecture: Lecture, blank: Blank) -> str:
    """What the lecture says of the answers, marked with the gaps of whose answers it says something.

    Anki has one passage for the cards of all gaps; the card of another gap does not show it.
    """
    markdown = text_of(_QUOTES.sub("`", lecture.passage))
    numbers = [
        str(number)
        for number, gap in enumerate(blank.gaps, 1)
        if speaks_of(markdown, [text_of(gap.answer)], lecture.language)
    ]
    if not numbers or len(numbers) == len(blank.gaps):
        return lecture.passage
    return f'<div class="told" data-gaps="{" ".join(numbers)}">{lecture.passage}</div>'


def _dialogue(lecture: Lecture, lines: Sequence[Spoken]) -> str:
    return dialogue(lines, lecture.teaches, lecture.lang)


def _said_beside(lecture: Lecture, blank: Blank) -> tuple[Spoken, ...]:
    """What is said in a task with gaps, where that is more than its sentence."""
    written = _letters(text_of(filled(blank)))
    return lecture.spoken if any(_letters(line.text) not in written for line in lecture.spoken) else ()


def _letters(text: str) -> str:
    """Only the letters of plain text, without pronunciations."""
    return _NO_LETTERS.sub("", without_pairs(text)).casefold()


def _spaced(feedback: str | None) -> str:
    return f" {feedback}" if feedback else ""


@lru_cache(maxsize=64)  # the notes of a lecture share their tags
def _tag(text: str) -> str:
    """Text as one part of a tag: Anki ends a tag at a space and splits it at two colons."""
    return _NO_TAG.sub("-", normalised(text)).strip("-") or "untitled"
