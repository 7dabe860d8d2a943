"""Which note is which: guids, ids and times, over a previous package."""
