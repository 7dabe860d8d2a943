"""Languages: their tags, how a text shows its language, and the words of the cards in each."""
