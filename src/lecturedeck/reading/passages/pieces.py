"""A lecture's prose as the pieces that a passage is made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lecturedeck.markup.markdown import Node, Source
from lecturedeck.reading.passages.stems import stems, tokens
from lecturedeck.regex import regex

_TICKS = regex("`+")
_DIRECTIVES = regex(r"(?:\s*:::.*)+\s*")
_COMMENT = regex(r"(?:\s*<!--.*?-->)+\s*", re.DOTALL)
_LINK = regex(r"!?\[[^\]]*\]\([^)]*\)")
_BULLET = regex(r"^\s*(?:[-*+]|\d+[.)])\s+")
_LETTER = regex(r"\w")
# "In this video, you will learn …": what a course says about a lecture, in the curriculum's languages.
_ANNOUNCES_LECTURE = regex(
    r"In (?:this|the following|(?:the )?(?:next|upcoming|previous|last))"
    r" (?:video|lesson|lecture|course|section|task|exercise|audio|practice|challenge)s?,? "
    r"(?:you|we)(?:'|’)?(?:ll| will| are going to|ve| have| learned| saw| talked| looked at| discussed"
    r"| covered| explored)\b"
    r"|Now,? (?:you|we)(?:'|’)?(?:ll| will| are going to) "
    r"|En (?:est[ea]|l[ao]s? (?:próxim|anterior|siguiente)\w*) (?:video|lección|curso|tarea|ejercicio|práctica),?"
    r" (?:aprend|ver|vimos|explorar|descubrir|practicar)"
    r"|En l[ao]s? (?:video|lección|curso|tarea)\w* (?:anterior|siguiente|próxim)\w*,? "
    r"|Ahora (?:aprenderás|practicarás|harás|verás) "
    r"|In diesem (?:Video|Kurs) |In dieser (?:Lektion|Vorlesung) "
    r"|In dieser (?:Aufgabe|Übung) (?:lernst|übst|wirst) |(?:Nun|Jetzt) (?:lernst|übst|wirst) du "
    r"|In quest[oa] (?:video|lezione|corso),? |In questo compito,? (?:imparer|eserciter)"
    r"|Nest[ea] (?:vídeo|aula|lição|curso),? |Nesta tarefa,? (?:você )?(?:vai|aprender|praticar)"
    r"|Dans (?:cette vidéo|cette leçon|ce cours),? "
    r"|У цьому (?:відео|уроці|курсі)|У цьому завданні (?:ви|ти) |في هذا (?:الفيديو|الدرس)"
    r"|في هذه المهمة،? (?:ست\w+|سوف)|في الدرس السابق|الآن (?:ستقوم|ستتدرب|سوف) |Katika (?:video|somo) h"
    r"|在(?:本|这个|這個|这段|這段)(?:视频|影片|视频|課程|课程|讲座|講座)|在(?:本|这个|這個|这项|這項)(?:任务|任務|练习|練習)中，你"
    r"|在(?:上|前|下)(?:一|几|幾)(?:课|課|节|節|讲|講)|现在你将|現在你將|(?:この|本)(?:ビデオ|動画|レッスン|講義)では"
    r"|이 (?:비디오|동영상|강의|수업)에서"
)

# A paragraph of one sentence that leads over to the next: "Let's dive into why teapots matter."
_LEADS_OVER = regex(
    r"(?:Let['’]s (?:dive|delve|explore|learn|look|take a look|examine|practice|review|see)\b"
    r"|This (?:task|lesson|exercise) (?:helps|will help) you\b"
    r"|Vamos a (?:profundizar|explorar|aprender|ver|practicar|repasar)\b|Veamos\b|Profundicemos\b|Exploremos\b"
    r"|Lass uns|Schauen wir uns|Vediamo\b|Esploriamo\b|Vamos (?:explorar|ver|aprender|praticar)\b|Voyons\b"
    r"|(?:دعونا|دعنا) ن|لن(?:غص|تعمق|ستكشف|تعلم|تعرف|تمرن|لق|ر )|让我们|讓我們"
    r")(?:`[^`]*`|[^.!?。؟！:：`])*[.!。！]\s*"
)
# What leads over to the questions below the text.
_TO_QUESTIONS = regex(r"\b(?:questions?|exercises?|quiz) below\b[.!]?\s*$")
# A list longer than this is looked at item by item.
_LONG_LIST = 400
_FIRST_WORDS = 10


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, fence, table, list or item of a long list: the least that a passage takes or leaves.

    `count` has its stems, `begins` the first few, `pairs` the neighbours and `code` what stands in code.
    """

    kind: str
    start: int
    end: int
    text: str
    count: Counter[str]
    begins: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    code: frozenset[str]

    @property
    def announces(self) -> bool:
        """Whether it ends in a colon, or in the middle of a sentence."""
        last = self.text.rstrip().rstrip("*_")[-1:]
        return last in ":：,，…" or (self.kind == "paragraph" and last.isalpha())


def pieces_of(source: Source, prose: Sequence[Node], language: str) -> list[Piece]:
    """What a passage can be made of: blocks, but no headings, blurbs, comments and lists of links."""
    found = []
    for block in prose:
        long_list = block.kind == "list" and block.end - block.start > _LONG_LIST
        for node in block.children if long_list else (block,):
            text = source.text(node.start, node.end)
            if node.kind not in ("heading", "rule") and not says_nothing(text):
                found.append(_piece(node, text, language))
    return found


def says_nothing(text: str) -> bool:
    """Whether a block only tells what a lecture is about, links elsewhere or is not shown at all."""
    start = text.lstrip()
    if start.startswith(":::") and _DIRECTIVES.fullmatch(text):
        return True
    if start.startswith("<!--") and _COMMENT.fullmatch(text):
        return True
    if _ANNOUNCES_LECTURE.match(start) or _LEADS_OVER.fullmatch(start) or _TO_QUESTIONS.search(text[-80:]):
        return True
    return "](" in text and not any(
        _LETTER.search(_LINK.sub("", _BULLET.sub("", line))) for line in text.splitlines()
    )


def code_spans(text: str) -> Iterator[str]:
    """What stands in code spans: between two runs of equally many backticks."""
    runs = [match.span() for match in _TICKS.finditer(text)]
    ends: list[int | None] = []
    seen: dict[int, int] = {}
    for number in reversed(range(len(runs))):
        length = runs[number][1] - runs[number][0]
        ends.append(seen.get(length))
        seen[length] = number
    ends.reverse()
    at = 0
    while at < len(runs):
        end = ends[at]
        if end is not None:
            yield text[runs[at][1] : runs[end][0]]
            at = end
        at += 1


def _piece(node: Node, text: str, language: str) -> Piece:
    said = code = node.text
    if node.kind != "code_block":
        said, code = text, " ".join(code_spans(text))
    words = stems(said, language)
    return Piece(
        node.kind,
        node.start,
        node.end,
        text,
        Counter(words),
        frozenset(words[:_FIRST_WORDS]),
        frozenset(pairwise(words)),
        frozenset(tokens(code)),
    )
