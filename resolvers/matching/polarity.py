"""Polarity: whether two assertions of one content say it or deny it."""

from __future__ import annotations

from resolvers.coverage.words import words_of
from resolvers.matching.senses import NEGATORS, term

_REACH = 4  # words behind a negation to which it can belong
# Behind "not" these are no negation of what follows: "not only", "no doubt", "nothing but", "no matter".
_EMPTY = frozenset("only doubt matter just but".split())


def negated(words: str) -> frozenset[str]:
    """Give the terms that a negation stands before, within a few words: of "did not attack the bridge" `attack`."""
    tokens = words_of(words.replace("n't", " not").replace("n’t", " not"))
    found: set[str] = set()
    for place, word in enumerate(tokens):
        if word not in NEGATORS or tokens[place + 1 : place + 2] in [[e] for e in _EMPTY]:
            continue
        terms = [t for w in tokens[place + 1 : place + 1 + _REACH] if (t := term(w)) is not None]
        found.symmetric_difference_update(terms[:1])  # "nobody denied": twice negated is said
    return frozenset(found)
