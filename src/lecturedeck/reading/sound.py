"""Tasks that one hears: what is said, and whether a task can be answered without hearing it.

freeCodeCamp's language courses play recordings that are not part of the curriculum's files. What a recording
says is often there all the same: in the scene's dialogue, in a quiz question's transcript, or in a comment
at the top of the file (`<!-- (Audio) Tom: Hello! -->`). Then a voice of the learner's device can say it.
"""

from __future__ import annotations

import re
from html import escape

from lecturedeck.lecture import Spoken
from lecturedeck.markup.ruby import without_pairs
from lecturedeck.text import plain_html

_COMMENT = re.compile(r"<!--\s*\((?:quiz )?audio\)\s*(.*?)-->", re.DOTALL | re.IGNORECASE)
_LINE = re.compile(r"\s*(?:([^:：\n]{1,40})[:：]\s*)?(.+)")
# How instructions and questions ask to listen, in the languages of the curriculum. A question about HTML's
# audio element says "audio" too, so these are only looked for in language courses.
_LISTEN = re.compile(
    r"\b(?:listen(?:ing)?|hear(?:s|d|ing)?\b|audio|höre?|escuch|oye|oyes|ouça|ouvir|áudio|ascolta|senti\b|écoute|entends|слуха|почуй|аудіо)"
    r"|听|聽|音频|音訊|聞い|聴|音声|듣|들으|오디오|استمع|تسمع|الصوت",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"\b(?:no|doesn't have|does not have|without|kein[e]?|sin|no tiene)\s+(?:any\s+|an\s+)?audio\b", re.IGNORECASE
)
# Anki wants a voice's language with its country; the curriculum says only the language where that is enough.
_COUNTRY = {
    "ar": "SA", "de": "DE", "en": "US", "es": "ES", "fr": "FR", "it": "IT", "ja": "JP", "ko": "KR", "pt": "BR",
    "uk": "UA", "zh": "CN",
}  # fmt: skip


def spoken_in_comments(markdown: str) -> tuple[Spoken, ...]:
    """The lines of all `<!-- (Audio) Name: text -->` comments of a text."""
    lines = [line for comment in _COMMENT.findall(markdown) for line in comment.strip().splitlines()]
    found = (_LINE.fullmatch(line.strip()) for line in lines if line.strip())
    return tuple(Spoken((match[1] or "").strip(), match[2].strip()) for match in found if match)


def asks_to_listen(*texts: str) -> bool:
    """Whether one of some texts of a language task tells the learner to listen."""
    return any(_LISTEN.search(text) and not _SILENT.search(text) for text in texts)


def voice(lines: tuple[Spoken, ...], language: str) -> str:
    """Anki's text-to-speech tag for some lines, "" without any. `language` is such as "es" or "zh-CN"."""
    text = " ".join(_say(line.text) for line in lines).strip()
    if not text:
        return ""
    code, *rest = language.replace("_", "-").split("-")
    country = rest[-1] if rest and len(rest[-1]) < 4 else _COUNTRY.get(code.lower(), code)
    return f"[anki:tts lang={code.lower()}_{country.upper()}]{text}[/anki:tts]"


def _say(text: str) -> str:
    plain = without_pairs(text).replace("`", "").replace("*", "")
    return escape(plain.replace("[", "(").replace("]", ")"), quote=False)


def dialogue(lines: tuple[Spoken, ...]) -> str:
    """Some lines as card HTML, a paragraph each with the speaker before it."""
    return "".join(
        f"<p><b>{plain_html(f'{line.speaker}:')}</b> {plain_html(line.text)}</p>"
        if line.speaker
        else f"<p>{plain_html(line.text)}</p>"
        for line in lines
    )
