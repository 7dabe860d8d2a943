"""What of a lecture's text a learner has to see before answering: it stands on the front."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lecturedeck.markup.markdown import Node, Source
from lecturedeck.reading.sections import markdown_of
from lecturedeck.text import words_of
from lecturedeck.words.files import in_any_language
from lecturedeck.words.listening import asks_to_listen

# A description longer than this does not belong on a front.
_SHORT = 700


def needed_on_front(
    source: Source, description: Sequence[Node], instructions: str, questions: Iterable[str]
) -> bool:
    """Whether a description belongs on the front: it is short, and an instruction itself or referred to.

    `instructions` and `questions` are HTML.
    """
    text = markdown_of(source, description)
    if not text or len(text) > _SHORT:
        return False
    if len(description) == 1 and not instructions and asks_to_listen([text]):
        return True
    has_code = any(block.kind == "code_block" for block in description)
    has_picture = "![" in text or "<img" in text
    return any(_refers(question, has_code, has_picture) for question in [instructions, *questions])


def _refers(question: str, has_code: bool, has_picture: bool) -> bool:
    """Whether a question speaks of what the description holds, and does not hold that itself."""
    text = words_of(question)
    own_code = "<pre" in question or len(re.findall("<code>", question)) > 1
    if has_picture and _speaks_of("picture", text) and "<img" not in question:
        return True
    if own_code:
        return False
    return _speaks_of("text", text) or (has_code and _speaks_of("code", text))


def _speaks_of(what: str, text: str) -> bool:
    """Whether a text speaks, in any language, of what stands beside it: a "text", "code" or a "picture"."""
    return in_any_language("refers", what).search(text) is not None
