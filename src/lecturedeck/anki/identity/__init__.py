"""Which note is which over all builds: merge the drafts, match them with former notes, assign ids, stamp times."""

from lecturedeck.anki.identity.comparable import normalised
from lecturedeck.anki.identity.decide import UNKNOWN_OWNER, Contents, Decided, Update, Wishes, decide, notes_of
from lecturedeck.anki.identity.entry import Entry, adopted
from lecturedeck.anki.identity.keys import owner_key, owner_of
from lecturedeck.anki.identity.lockfile import NAME, Lock, NewerLockfile, newest, read_lock, write_lock
from lecturedeck.anki.identity.merge import in_several_lectures
from lecturedeck.anki.identity.previous import Previous, read_previous

__all__ = [
    "NAME",
    "UNKNOWN_OWNER",
    "Contents",
    "Decided",
    "Entry",
    "Lock",
    "NewerLockfile",
    "Previous",
    "Update",
    "Wishes",
    "adopted",
    "decide",
    "in_several_lectures",
    "newest",
    "normalised",
    "notes_of",
    "owner_key",
    "owner_of",
    "read_lock",
    "read_previous",
    "write_lock",
]
