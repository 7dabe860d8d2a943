"""The paragraphs of card HTML, and those that are in another language than their card.

A translation leaves paragraphs in English, and a course quotes its language. With a `lang` of their own they are
hyphenated, drawn and read aloud as what they are. Only where the text is sure to show it: `lang` is never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lecturedeck.words.detection import detect, is_likely

_SPLIT = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"<(/?)([a-z0-9]+)")
_BLOCKS = frozenset("p li td th dt dd h1 h2 h3 h4 h5 h6 figcaption caption blockquote div".split())
_OTHER_BLOCKS = frozenset("ul ol dl table thead tbody tfoot tr pre hr figure details".split())
_APART = frozenset("code kbd samp pre bdi rt".split())  # these are not in the language of the text around them
_FEW = 20  # characters, in which no language is sure


@dataclass(slots=True)
class Block:
    """A paragraph, item or cell: where its tag is among the tokens (-1: around all of them), and its text."""

    token: int
    text: str = ""
    texts: list[int] = field(default_factory=list)
    holds_blocks: bool = False


def blocks_of(html: str) -> tuple[list[str], list[Block]]:
    """HTML as tags and texts in turn, and its blocks: that around all of it first."""
    tokens = _SPLIT.split(html)
    done = [Block(-1)]
    open_blocks = [done[0]]
    quiet = 0
    for number, token in enumerate(tokens):
        match = _NAME.match(token)
        if match is None:
            if not quiet and token:
                open_blocks[-1].text += token
                open_blocks[-1].texts.append(number)
            continue
        name, closes = match[2], bool(match[1])
        if name in _APART:
            quiet = max(0, quiet - 1) if closes else quiet + 1
        if name in _OTHER_BLOCKS:
            open_blocks[-1].holds_blocks = True
        if name in _BLOCKS and not closes:
            open_blocks[-1].holds_blocks = True
            open_blocks.append(Block(number))
        elif name in _BLOCKS and len(open_blocks) > 1:
            done.append(open_blocks.pop())
    return tokens, [*done, *open_blocks[1:]]


def add_attribute(tokens: list[str], block: Block, name: str, value: str) -> None:
    """Give a block an attribute, by a `<span>` where it has no tag of its own."""
    if block.token >= 0:
        if f" {name}=" not in tokens[block.token]:
            tokens[block.token] = f'{tokens[block.token][:-1]} {name}="{value}">'
    elif not block.holds_blocks:
        tokens[0] = f'<span {name}="{value}">{tokens[0]}'
        tokens[-1] += "</span>"


def with_languages(html: str, lang: str) -> str:
    """Card HTML of a text in a language, with the language of each block that is surely in another."""
    if len(html) < _FEW or not lang:
        return html
    tokens, blocks = blocks_of(html)
    found = False
    for block in blocks:
        if len(block.text) < _FEW or is_likely(block.text, lang):
            continue
        other = detect(block.text)
        if other and other.partition("-")[0] != lang.partition("-")[0]:
            add_attribute(tokens, block, "lang", other)
            found = True
    return "".join(tokens) if found else html
