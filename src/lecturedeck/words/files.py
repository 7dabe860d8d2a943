"""The files of the languages, one beside this one each: the words of the cards, and how a text asks to listen."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("en", "ar", "de", "es", "it", "ja", "ko", "pt", "sw", "uk", "zh-Hans", "zh-Hant")


@cache
def in_any_language(group: str, key: str) -> re.Pattern[str]:
    """An expression of the files of all languages at once: some texts are translated by half."""
    return re.compile("|".join(data(language)[group][key] for language in LANGUAGES), re.IGNORECASE)


@cache
def data(language: str) -> dict[str, Any]:
    """What the file of a language of `LANGUAGES` says."""
    text = resources.files(__package__ or "").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
