"""The files that `new` and `init` write."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence

from lecturedeck.building import KINDS, Kind
from lecturedeck.text import clean_text, one_line

_HEAD = """\
---
# Cards are known by the id: never change it.
id: {id}
# What learners see above each card.
title: {title}
# Names the package and a tag.
dashedName: {dashed}
---

# --description--

"""
_LECTURE = """\
A pot of tea stays warm under a cover.

<!-- The lecture itself, in Markdown. A question card shows the paragraph that answers it. -->

"""
_FACTS = """\
A **cosy** is a thick cover of wool that fits over a pot and keeps the tea inside warm.

<!-- A fact: a sentence that says what something in bold type is. It becomes two cards, one in each direction.
`lecturedeck facts` says so, and why another fact becomes only one. docs/facts.md has all the forms. -->

"""
_QUESTIONS = """\
# --questions--

## --text--

What keeps the tea in a pot warm?

<!-- A question: its answers, with three dashes between two, and below each wrong one why it is wrong. Each
further question begins with its own text heading. -->

## --answers--

A sieve

### --feedback--

A sieve only holds back the leaves.

---

A tea cosy

<!-- The correct answer needs no feedback. Its number, counted from 1, comes last. -->

## --video-solution--

2

"""
_QUIZZES = """\
# --quizzes--

## --quiz--

### --question--

#### --text--

Which of these is made of wool?

<!-- A quiz question has exactly three wrong answers and no feedback. -->

#### --distractors--

The spout

---

The lid

---

The tray

#### --answer--

The tea cosy

<!-- Each further question of the quiz begins with its own question heading. -->

"""
_BLANKS = """\
# --fillInTheBlank--

## --sentence--

`A BLANK keeps the tea in a BLANK warm.`

## --blanks--

`cosy`

### --feedback--

It is knitted, and as large as the pot.

---

`pot`

### --feedback--

The tea is in it.

<!-- A blank: each BLANK in the sentence has one answer, in the same order, with a hint below it. -->
"""
_SECTIONS: dict[Kind, str] = {"facts": _FACTS, "questions": _QUESTIONS, "quizzes": _QUIZZES, "blanks": _BLANKS}


def new_lecture(title: str, kinds: Sequence[Kind] = ()) -> str:
    """Return a lecture with one of each kind of content (() for all), and a comment on each."""
    title = one_line(clean_text(title)) or "Lecture"
    dashed = "-".join(re.findall(r"\w+", title.lower())) or "lecture"
    head = _HEAD.format(id=secrets.token_hex(12), title=_quoted(title), dashed=dashed)
    wanted = [kind for kind in ("facts", *KINDS) if not kinds or kind in kinds]
    sections = [_SECTIONS[kind] for kind in dict.fromkeys(wanted)]
    return "".join([head, _LECTURE, *sections]).rstrip() + "\n"


def _quoted(text: str) -> str:
    """Text as a value in YAML, which is quoted only where it must be."""
    if re.fullmatch(r"\w[\w ,.()'/-]*", text):
        return text
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in quoted) + '"'


_CONFIGURATION = """\
# How `lecturedeck build` builds this folder. Options of the command line come first. Paths begin here.

# Lecture files and folders.
sources = [{sources}]

# A folder, or one .apkg file for everything.
output = "decks"

# The name of the top deck. Anki knows a deck by its name: do not change it after a release.
# deck = "Lecturedeck"

# Tags for every note.
# tags = ["tea"]

# What learners read below the name of the deck.
# description = "What keeps tea warm, and why."

# How others may use the deck; `lecturedeck release` needs it.
# license = "CC BY-SA 4.0"

# Where learners report a problem: a link on the back of each card. {{title}} becomes the text of the card,
# {{lecture}} the title of its lecture, {{key}} what identifies the card.
# report = "https://example.org/issues/new?title={{title}}&body={{key}}"

# The version that `lecturedeck release` writes next.
# version = "1.0"

# From a curriculum: which superblocks, blocks and languages, with the wildcards * and ?.
# superblocks = ["responsive-web-design-v9"]
# blocks = ["lecture-*"]
# languages = ["english"]

# Only what was taught so far: all up to a block or lecture, or the lectures that a file lists.
# through = "lecture-what-is-css"
# completed = "completed.json"

# Some of questions, quizzes, blanks, facts.
# only = ["questions", "facts"]

# Which facts: "careful" (those you can trust unread), "all" or "none".
# facts = "careful"

# A file that removes and adds facts, by lecture id.
# edits = "edits.yaml"

# The language of the lectures, where their text is too short to show it (BCP 47).
# lang = "pt-BR"

# Listening tasks: "tts" (the device reads them aloud), "skip" or "keep" (silent).
# audio = "tts"

# What of a curriculum has a deck of its own: "lecture", "block", "module" or "superblock".
# decks = "block"

# The options of a question wait for a tap, or four seconds.
# think_first = true
"""


def new_configuration(sources: Sequence[str]) -> str:
    """Return a `lecturedeck.toml` with some sources, and all other keys as comments."""
    return _CONFIGURATION.format(sources=", ".join(_in_quotes(source) for source in sources))


def _in_quotes(text: str) -> str:
    """Text without control characters as a value in TOML."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
