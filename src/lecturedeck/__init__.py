"""Turns lectures written in Markdown into Anki decks."""

__version__ = "1.0.0rc1"
