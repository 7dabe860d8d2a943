"""A learner's phone: a collection of its own, driven from the command line.

Run by the Python whose `anki` stands for the phone's engine, so it imports nothing else:

    python phone.py COLLECTION ENDPOINT STEP...

where a STEP is `sync`, `study`, or `import=PATH`. Prints the collection as JSON at the end.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

USER, PASSWORD = "learner", "tea"


def sync(collection: Collection, endpoint: str, *, upload: bool = False) -> None:
    """Sync as Anki does; where a full sync is asked for, the phone downloads and the desktop uploads."""
    auth = collection.sync_login(USER, PASSWORD, endpoint)
    answer = collection.sync_collection(auth, False)
    if answer.required in (answer.NO_CHANGES, answer.NORMAL_SYNC):
        return
    collection.close_for_full_sync()
    try:
        collection.full_upload_or_download(auth=auth, server_usn=None, upload=upload)
    finally:
        collection.reopen(after_full_sync=True)


def study(collection: Collection) -> None:
    """Answer every card once, suspend one, flag one, and tag all notes."""
    deck = collection.decks.id("Lecturedeck")
    assert deck is not None
    collection.decks.select(deck)
    for number in range(collection.card_count()):
        card = collection.sched.getCard()
        assert card is not None
        collection.sched.answerCard(card, 4 if number % 2 else 3)
    cards = collection.find_cards("", order="c.id")
    collection.sched.suspend_cards(cards[:1])
    collection.set_user_flag_for_cards(3, cards[1:2])
    for number in collection.find_notes(""):
        note = collection.get_note(number)
        note.tags = [*note.tags, "mine"]
        collection.update_note(note)


def report(collection: Collection) -> dict[str, Any]:
    """What both devices must agree on: notes, cards and review log, and whether the database is sound."""
    assert collection.db is not None

    def rows(query: str) -> list[list[Any]]:
        assert collection.db is not None
        return [list(row) for row in collection.db.execute(query)]

    message, healthy = collection.fix_integrity()
    return {
        "notes": rows("SELECT guid, id, flds, tags FROM notes ORDER BY guid, id"),
        "cards": rows(
            "SELECT id, nid, ord, type, queue, due, ivl, factor, reps, lapses, left, flags FROM cards ORDER BY id"
        ),
        "log": rows("SELECT id, cid, ease, ivl, lastIvl, factor, type FROM revlog ORDER BY id"),
        "healthy": healthy,
        "message": message,
    }


def main(path: str, endpoint: str, *steps: str) -> None:
    """Do the steps, print the report."""
    collection = Collection(path)
    for step in steps:
        if step == "sync":
            sync(collection, endpoint)
        elif step == "study":
            study(collection)
        else:
            options = ImportAnkiPackageOptions()
            package = step.removeprefix("import=")
            collection.import_anki_package(ImportAnkiPackageRequest(package_path=package, options=options))
    print(json.dumps(report(collection)))
    collection.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
