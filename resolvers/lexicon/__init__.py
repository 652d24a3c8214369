"""The lexicon: lists of names, offices, places and words, ours and the user's."""
