"""The tagger of names: a conditional random field over words, lists, the document and the rules."""
