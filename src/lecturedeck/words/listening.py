"""Whether a text asks to listen, in all languages of the curriculum at once: some texts are translated by half."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lecturedeck.regex import regex
from lecturedeck.words.files import in_any_language

# What a text quotes is not what it says: code, comments, quotations, and letters, which stand in quote blocks.
_QUOTED = regex(
    # Nothing goes past the next beginning of its own kind: what never ends must not be tried from each beginning.
    r"<(pre|code|blockquote)\b(?:(?!<\1\b).)*?</\1>|<!--(?:(?!<!--).)*?-->|^ {0,3}(```++|~~~++).*?^ {0,3}\2"
    r"|`[^`]*`|^ {0,3}>.*?$|“[^”“]*”|\"[^\"]*\"|«[^»«]*»|„[^“”„]*[“”]|「[^」「]*」|『[^』『]*』|<[^<>]*>",
    re.DOTALL | re.MULTILINE,
)
_SENTENCE = regex(r"[^.!?。！？؟\n]+")
_WHOLE_SENTENCE = regex(r"(?:^|(?<=[>.!?。！？؟]))[^<>.!?。！？؟]+[.!?。！？؟]+")
_EMPTY = regex(r"<p>\s*</p>\s*")
_NO_AUDIO = regex(r"<!--\s*\(?\s*no\s+audio\s*\)?\s*-->", re.IGNORECASE)


def _any(key: str) -> re.Pattern[str]:
    return in_any_language("listening", key)


def is_silent(markdown: str) -> bool:
    """Whether a comment of a lecture says that it has no recording."""
    return "<!--" in markdown and _NO_AUDIO.search(markdown) is not None


def asks_to_listen(instructions: Iterable[str], questions: Iterable[str] = ()) -> bool:
    """Whether the instructions of a task, or its questions, ask to listen; texts are HTML or Markdown.

    Instructions that only say that there is no recording mean that there is none, whatever the questions say.
    """
    said = [_QUOTED.sub(" ", text) for text in instructions]
    if any(map(_any("listen").search, said)):
        return True
    if any(_denies(sentence) for text in said for sentence in _SENTENCE.findall(text)):
        return False
    said += [_QUOTED.sub(" ", text) for text in questions]
    return any(_any("audio").search(text) or _any("listen").search(text) for text in said)


def without_silence(html: str) -> str:
    """Instructions without the sentences that only say that there is no recording, which a card shows anyway."""
    said = _WHOLE_SENTENCE.sub(lambda match: "" if _says_only_that(match[0]) else match[0], html)
    return _EMPTY.sub("", said).strip()


def _says_only_that(sentence: str) -> bool:
    return _denies(sentence) and _any("listen").search(sentence) is None


def _denies(sentence: str) -> bool:
    return _any("audio").search(sentence) is not None and _any("none").search(sentence) is not None
