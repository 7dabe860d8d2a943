"""The command line."""

from __future__ import annotations

import gc

import click

from lecturedeck import __version__
from lecturedeck.cli.group import Commands

_HELP = """Turn lectures in freeCodeCamp's Markdown format into Anki decks.

SOURCE is a lecture file, a folder of lectures, a checkout of freeCodeCamp's curriculum, or - for standard
input. Without SOURCE, lectures are read from the folder content.

In a curriculum, --superblock, --block and --language select lectures. You can repeat each of them, and use
the wildcards * and ?.

\b
Examples:
  lecturedeck build                          content/ into decks/
  lecturedeck build lecture.md -o deck.apkg
  lecturedeck check lectures/
  lecturedeck extract lecture.md | jq .facts
  lecturedeck list freeCodeCamp/
  lecturedeck build freeCodeCamp/ --superblock responsive-web-design-v9 -o web.apkg
"""


@click.group(cls=Commands, help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lecturedeck")
def main() -> None:
    """Run a command."""
    # No value of a lecture refers back to itself: searching for cycles more often costs 5% of a build and finds
    # hardly any.
    gc.set_threshold(10_000, 50, 100)
