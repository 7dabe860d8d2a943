"""The words of the cards in every language, one file each beside this one, and as style sheet variables.

A template holds `<span data-word="hint"></span>`, and the stylesheet shows the word of the side's `lang` in it. So
a card speaks its language without a script, and whatever a learner makes of a note.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from lecturedeck.words.files import LANGUAGES, data
from lecturedeck.words.tags import script_of

ENGLISH = LANGUAGES[0]
_ELSEWHERE = ("deck-", "preview-", "report")  # words that no template shows
# Where a tag names no script, Chinese is simplified, except in these places.
_ALSO = {"zh-Hans": (":lang(zh)",), "zh-Hant": (":lang(zh-TW)", ":lang(zh-HK)", ":lang(zh-MO)")}


@cache
def words(language: str) -> Mapping[str, str]:
    """The words of a language of `LANGUAGES` by name; those of a group as "group-name"."""
    flat: dict[str, str] = {}
    for name, value in data(language).items():
        if name in ("listening", "refers"):
            continue
        if isinstance(value, dict):
            flat |= {f"{name}-{key}": word for key, word in value.items()}
        else:
            flat[name] = value
    return MappingProxyType({name.replace("_", "-"): word for name, word in flat.items()})


def words_for(tag: str) -> Mapping[str, str]:
    """The words for a language tag; English where there are none in its language."""
    language = script_of(tag)
    return words(language if language in LANGUAGES else ENGLISH)


def word_style() -> str:
    """The words as CSS: a variable each, set by the language of a side, and the rules that show them."""
    names = [name for name in words(ENGLISH) if not name.startswith(("others-", *_ELSEWHERE))]
    shown = "\n".join(
        f'.ld [data-word="{name}"]:empty::before {{ content: var(--word-{name}); }}' for name in names
    )
    return "\n".join([*map(_variables, LANGUAGES), shown, ""])


def _variables(language: str) -> str:
    own = "" if language == ENGLISH else f":is({', '.join((f':lang({language})', *_ALSO.get(language, ())))})"
    values = " ".join(
        f'--word-{name}: "{word}";' for name, word in words(language).items() if not name.startswith(_ELSEWHERE)
    )
    return f".ld{own} {{ {values} }}"
