"""Existence: whether one says that there was none of what the other tells of.

"He denied that any permit had been refused" against "41 had been refused", and "there was no
rupture" against "a breach in the wall". Such words share little, and contradict each other all the
same.
"""

from __future__ import annotations

import re

from resolvers.claim_matching.features import Prepared
from resolvers.claim_matching.synonym_sets import happens, term, terms_of
from resolvers.text.quoted_words import words_of

_ANY = re.compile(r"\b(?:any|a single|even one)\s+(?P<things>\w+(?:\s\w+)?)", re.IGNORECASE)
# Nothing else is said: of what there was none, the story tells.
_NO_EVENT = re.compile(
    r"\W*(?:that\s+)?there\s+(?:was|is|were|are|had\s+been|has\s+been|have\s+been)\s+no\s+"
    r"(?P<event>\w+)\W*",
    re.IGNORECASE,
)


def none_and_some(one: Prepared, two: Prepared) -> bool:
    """Whether, in one story, one says that there was none of what the other tells of."""
    story = one.assertion.story
    if story is None or story != two.assertion.story:
        return False
    return any(
        _denies_any_counted(a, b) or _denies_event(a, b) for a, b in ((one, two), (two, one))
    )


def _denies_any_counted(one: Prepared, two: Prepared) -> bool:
    """Whether one denies that any was, of which the other counts some."""
    if one.assertion.stance != "denies" or two.assertion.stance != "says":
        return False
    things = _counted_nouns(two) & _terms_after_any(one) - {None}
    return any((one.weights.keys() & two.weights.keys()) - {thing} for thing in things)


def _counted_nouns(item: Prepared) -> set[str | None]:
    """Return what one counts one of, or more."""
    return {a.noun for a in item.answers if a.value.kind == "number" and (a.value.low or 0) >= 1}


def _terms_after_any(item: Prepared) -> set[str | None]:
    """Return the terms of what one says "any" of."""
    matches = _ANY.finditer(item.assertion.words)
    return {term(word) for match in matches for word in words_of(match["things"])}


def _denies_event(one: Prepared, two: Prepared) -> bool:
    """Whether one says only that there was no such event, and the other tells of it."""
    match = _NO_EVENT.fullmatch(one.assertion.words)
    if match is None or not happens(match["event"].lower()):
        return False
    return not terms_of([match["event"].lower()]).isdisjoint(two.polarity.plain)
