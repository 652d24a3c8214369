"""Polarity: whether two assertions of one content say it or deny it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from resolvers.coverage.words import words_of
from resolvers.matching.senses import FAILING, NEGATORS, opposites, senses, term

_REACH = 4  # words behind a negation to which it can belong
_NOMINAL = frozenset("no nobody none nothing neither nor".split())  # they negate nouns
_QUESTION = 7  # words of an indirect question before its negation
_ASKING = frozenset(
    "know knows knew knowing ask asks asked asking see learn determine decide tell wonder".split()
)
_ASKED = frozenset("who whom which whether if what where when why".split())
# Behind "not" these are no negation of what follows: "not only", "no doubt", "nothing but", "no matter".
_EMPTY = frozenset("only doubt matter just but".split())


@attrs.frozen
class Polarity:
    """Hold the terms that stand right behind a negation every time, those that are never near one, and those of both."""

    negated: frozenset[str]
    plain: frozenset[str]
    both: frozenset[str] = frozenset()
    denies: bool = False  # there is a negation at all

    def turned(self, other: Polarity) -> frozenset[str]:
        """Give the terms that one text negates and the other does not; what a text does both ways says nothing.

        Two texts with negations agree too often: "nobody is above the law", "he is not above the law".
        """
        if self.denies and other.denies:
            return frozenset()
        return (self.negated & other.plain) | (self.plain & other.negated)


def polarity(words: str) -> Polarity:
    """Read which terms a text negates: the first telling one within a few words behind a negation.

    Of "did not attack the bridge" that is `attack`; the others so near ("bridge") are neither negated nor plain, since
    "not a decision I wanted" is "not one that I wanted". "Nobody denied that not" is more than this reads. An opposite
    negates its state: "is shut" says of `open` what "is not open" does.
    """
    tokens = words_of(words.replace("n't", " not").replace("n’t", " not"))
    terms = [term(word) for word in tokens]
    behind, near_by, denies = set[int](), set[int](), False
    for place, word in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        if _in_question(tokens, place):
            continue  # "to know who has not been told" is "to know who has"
        if (word in NEGATORS and following not in _EMPTY) or (
            word in FAILING and following == "to"
        ):
            denies = True
            near = [
                n
                for n in range(place + 1, min(len(tokens), place + 1 + _REACH))
                if terms[n] is not None
            ]
            near_by.update(near)
            # "No racism" is no answer to who speaks of racism; "no rupture" is one to "it burst".
            behind.update(n for n in near[:1] if word not in _NOMINAL or _happens(tokens[n]))
    turned = {n for n, word in enumerate(tokens) if opposites().get(word, ("", False))[1]}
    plainly = {n for n, t in enumerate(terms) if t is not None and n not in near_by}
    negated = _terms(terms, (behind - turned) | (plainly & turned))
    plain = _terms(terms, (plainly - turned) | (behind & turned))
    return Polarity(
        frozenset(negated - plain),
        frozenset(plain - negated),
        frozenset(negated & plain),
        denies,
    )


def _happens(word: str) -> bool:
    """Tell whether a word is of a state or an event."""
    sense = senses().get(word)
    return word in opposites() or (sense is not None and bool(sense.marks - {"person"}))


def _in_question(tokens: Sequence[str], place: int) -> bool:
    """Tell whether a word stands in an indirect question, which asks the same with and without "not"."""
    before = tokens[max(0, place - _QUESTION) : place]
    asks = (n for n, word in enumerate(before) if word in _ASKING)
    return any(word in _ASKED for n in asks for word in before[n + 1 : n + 2])


def _terms(terms: Sequence[str | None], places: Iterable[int]) -> set[str]:
    return {t for n in places if (t := terms[n]) is not None}
