"""Matching: which claims of different articles are one proposition, and which cannot both hold."""
