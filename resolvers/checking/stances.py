"""Stances: whether two contents are each other's opposite."""

from __future__ import annotations

from resolvers.checking.words import PlainWords, is_negation
from resolvers.matching.polarity import polarity

DENYING = frozenset({"denies", "withholds"})
_MOST = 0.6  # of the words of the shorter content, from which a negation alone turns it


def is_turned(one: str, two: str) -> bool:
    """Whether one content negates what the other says, by a negation or by an opposite state."""
    if polarity(one).turned(polarity(two)):
        return True
    mine, theirs = (frozenset(PlainWords(words).words) for words in (one, two))
    negations = [frozenset(filter(is_negation, words)) for words in (mine, theirs)]
    plain = [words - negation for words, negation in zip((mine, theirs), negations, strict=True)]
    shared = len(plain[0] & plain[1])
    alike = shared >= _MOST * min(len(plain[0]), len(plain[1]))
    return alike and bool(negations[0]) != bool(negations[1])
