"""The names of decks. Anki matches decks by name only, so a name is a promise to those who have the deck."""

from __future__ import annotations

from lecturedeck.lecture import Lecture
from lecturedeck.reading.files import Place

ROOT_DECK = "Lecturedeck"


def deck_of(place: Place, lecture: Lecture) -> str:
    """The full name of a lecture's deck: root, superblock, module, block, lecture, as far as they are known.

    Tasks of a language course have no deck of their own: they are one card each.
    """
    language, *levels = place.levels or ("",)
    parts = [f"{ROOT_DECK} {language}".strip(), *levels]
    if not place.levels or (place.own_deck and not lecture.teaches):
        parts.append(place.number + lecture.title)
    names: list[str] = []
    for part in parts:
        name = " ".join(part.replace("::", ":").replace('"', "'").split()).strip(":")
        if name and name not in names[-1:]:
            names.append(name)
    return "::".join(names)
