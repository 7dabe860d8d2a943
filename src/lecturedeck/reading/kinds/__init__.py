"""The kinds of content, one reader each."""
