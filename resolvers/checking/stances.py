"""Stances: whether two contents are each other's opposite."""

from __future__ import annotations

from resolvers.checking.words import PlainWords, is_negation
from resolvers.claim_matching.polarity import polarity

DENYING = frozenset({"denies", "withholds"})
_MOST = 0.6  # of the words of the shorter content, from which a negation alone turns it


def is_turned(one: str, two: str) -> bool:
    """Whether one content negates what the other says, by a negation or by an opposite state."""
    if polarity(one).turned(polarity(two)):
        return True
    (negated, mine), (negated_too, theirs) = _split_negations(one), _split_negations(two)
    alike = len(mine & theirs) >= _MOST * min(len(mine), len(theirs))
    return alike and negated != negated_too


def _split_negations(content: str) -> tuple[bool, frozenset[str]]:
    """Return whether a content has a negation, and its other words."""
    words = frozenset(PlainWords(content).words)
    negations = frozenset(filter(is_negation, words))
    return bool(negations), words - negations
