"""`Lecture` values to notes, and notes to a package that Anki imports."""
