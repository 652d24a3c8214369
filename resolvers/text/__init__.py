"""Text: characters, words, tokens, sentences and terms of a text, with their offsets."""
