"""Quotations: one quotation that two texts give to two people.

Whoever copies a quotation may leave the wrong name beside it. Only named people count who surely
speak: a spokesman and his ministry may both say it, and so may "the nominee" and whoever that is.
"""

from __future__ import annotations

from resolvers.claim_matching.assertions import Assertion
from resolvers.claim_matching.features import Prepared
from resolvers.text.terms import overlap

_MARKS = frozenset("\"“”„‟«»‹›'‘’「")
_WORDS = 6  # in fewer, two may say the same
_SAME = 0.9  # of the runs of three words of the shorter quotation


def given_to_two(one: Prepared, two: Prepared) -> bool:
    """Whether two articles of one story give one quotation to two people."""
    a, b = one.assertion, two.assertion
    if a.story is None or a.story != b.story or a.article == b.article:
        return False
    return (
        _has_different_speakers(a, b)
        and _is_whole_quotation(one)
        and _is_whole_quotation(two)
        and _is_same_quotation(one, two)
    )


def _has_different_speakers(a: Assertion, b: Assertion) -> bool:
    """Whether two people of two names say it."""
    if a.person is None or b.person is None or a.speaker == b.speaker:
        return False
    return _surname(a.person) != _surname(b.person)


def _surname(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].lower()


def _is_whole_quotation(item: Prepared) -> bool:
    """Whether all of it is one quotation, long enough to be nobody else's."""
    words = item.assertion.words
    return len(item.words) >= _WORDS and words[:1] in _MARKS and words[-1:] in _MARKS


def _is_same_quotation(one: Prepared, two: Prepared) -> bool:
    return overlap(one.triples_of_words, two.triples_of_words) >= _SAME
