"""What is said in a task that plays a recording.

freeCodeCamp's language courses play recordings that are not part of the curriculum's files. What a recording
says is often there all the same: in a comment at the top of the file (`<!-- (Audio) Tom: Hello! -->`), in the
scene's dialogue, or in a quiz question's transcript. Then a voice of the learner's device can say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lecturedeck.lecture import Spoken
from lecturedeck.regex import regex

_AUDIO = regex(r"\s*\((?:quiz )?audio\)", re.IGNORECASE)
_LINE = regex(r"\s*(?:([^:：\n]{1,40})[:：]\s*)?(.+)")
# A second speaker in the line of the first: "Totally. Ben: Pour!"
_NEXT_SPEAKER = regex(r"(?<=[.!?…。！？”\"])\s*(?=[^\W\d_a-z][\w'’-]*(?: [^\W\d_a-z][\w'’-]*)?[:：]\s*\S)")
_WHOLE_SCENE = regex(r"whole audio\.?", re.IGNORECASE)
_NO_LETTERS = regex(r"[\W_]+")


def spoken_in(markdown: str, scene: tuple[Spoken, ...]) -> tuple[Spoken, ...]:
    """What is said: the comments of a text where it has some, since they are exact, else its scene.

    A comment that names no speaker and says nothing of the scene only points at it ("The whole dialogue").
    """
    said = spoken_in_comments(markdown)
    if scene and not any(line.speaker for line in said):
        whole = _letters(" ".join(line.text for line in scene))
        return said if any(_letters(line.text) in whole for line in said) else scene
    return said or scene


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text).casefold()


def spoken_in_comments(markdown: str) -> tuple[Spoken, ...]:
    """The lines of all `<!-- (Audio) Name: text -->` comments of a text; none where one means the whole scene."""
    if "<!--" not in markdown:
        return ()
    comments = [comment.strip() for comment in _comments(markdown)]
    if any(map(_WHOLE_SCENE.fullmatch, comments)):
        return ()
    return tuple(line for comment in comments for line in _lines(comment))


def _comments(markdown: str) -> Iterator[str]:
    """What each audio comment says. Plain searches: an expression would try every comment that never ends."""
    at = markdown.find("<!--")
    while at >= 0 and (end := markdown.find("-->", at)) >= 0:
        comment = markdown[at + 4 : end]
        if audio := _AUDIO.match(comment):
            yield comment[audio.end() :]
        at = markdown.find("<!--", end)


def _lines(comment: str) -> Iterator[Spoken]:
    for line in comment.splitlines():
        for part in _NEXT_SPEAKER.split(line):
            match = _LINE.fullmatch(part.strip())
            if match:
                yield Spoken((match[1] or "").strip(), match[2].strip())
