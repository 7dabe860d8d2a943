"""Which note is which over all builds: merge the drafts, match them with former notes, assign ids, stamp times."""

from lecturedeck.anki.identity.assign import assign_identity
from lecturedeck.anki.identity.comparable import normalised
from lecturedeck.anki.identity.keys import owner_key, owner_of
from lecturedeck.anki.identity.previous import Previous, read_previous
from lecturedeck.anki.identity.update import UNKNOWN_OWNER, Update, update

__all__ = [
    "UNKNOWN_OWNER",
    "Previous",
    "Update",
    "assign_identity",
    "normalised",
    "owner_key",
    "owner_of",
    "read_previous",
    "update",
]
