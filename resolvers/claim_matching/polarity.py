"""Polarity: whether two assertions of one content say it or deny it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import attrs

from resolvers.claim_matching.synonym_sets import FAILING, NEGATORS, happens, opposites, term
from resolvers.text.quoted_words import words_of

_REACH = 4  # words behind a negation to which it can belong
_NOMINAL = frozenset("no nobody none nothing neither nor".split())  # they negate nouns
_TELLING = frozenset("evidence proof".split())  # "no evidence of collusion" is an answer, too
_QUESTION = 7  # words of an indirect question before its negation
_ASKING = frozenset(
    "know knows knew knowing ask asks asked asking see learn determine decide tell wonder".split()
)
_ASKED = frozenset("who whom which whether if what where when why".split())
# Behind "not" these are no negation of what follows: "not only", "no doubt", "nothing but", "no
# matter".
_EMPTY = frozenset("only doubt matter just but".split())


@attrs.frozen
class Polarity:
    """Hold the terms that stand right behind a negation each time, never near one, and both."""

    negated: frozenset[str]
    plain: frozenset[str]
    both: frozenset[str] = frozenset()
    denies: bool = False  # there is a negation at all

    def turned(self, other: Polarity) -> frozenset[str]:
        """Return the terms that one text negates and the other does not; both ways say nothing.

        Two texts with negations agree too often: "nobody is above it", "he is not above it".
        """
        if self.denies and other.denies:
            return frozenset()
        return (self.negated & other.plain) | (self.plain & other.negated)


def polarity(words: str) -> Polarity:
    """Read which terms a text negates: the first telling one within a few words behind a negation.

    Of "did not attack the bridge" that is `attack`; the others so near ("bridge") are neither
    negated nor plain, since "not a decision I wanted" is "not one that I wanted". "Nobody denied
    that not" is more than this reads. An opposite negates its state: "is asleep" says of `awake`
    what "is not awake" does.
    """
    tokens = words_of(words.replace("n't", " not").replace("n’t", " not"))
    terms = [term(word) for word in tokens]
    found = _find_negations(tokens, terms)
    turned = {n for n, word in enumerate(tokens) if _is_opposite_of_state(word)}
    plainly = {n for n, t in enumerate(terms) if t is not None} - found.reached
    negated = _terms_at_places(terms, (found.negated - turned) | (plainly & turned))
    plain = _terms_at_places(terms, (plainly - turned) | (found.negated & turned))
    return Polarity(negated - plain, plain - negated, negated & plain, found.denies)


@attrs.define
class _Negations:
    """Collect the places of terms that negations reach, and of those that they negate."""

    reached: set[int] = attrs.field(factory=set)
    negated: set[int] = attrs.field(factory=set)
    denies: bool = False


def _find_negations(tokens: Sequence[str], terms: Sequence[str | None]) -> _Negations:
    """Find what the negations among words reach."""
    found = _Negations()
    for place in range(len(tokens)):
        if _is_negation(tokens, place):
            behind = _term_places_after_negation(terms, place)
            found.denies = True
            found.reached.update(behind)
            found.negated.update(_negated_term_places(tokens, place, behind[:1]))
    return found


def _negated_term_places(tokens: Sequence[str], place: int, found: Iterable[int]) -> Iterator[int]:
    """Yield those of the places behind a negation that it negates.

    "No racism" is no answer to who speaks of racism; "no rupture" is one to "it burst".
    """
    for n in found:
        word = tokens[n]
        if tokens[place] not in _NOMINAL or happens(word) or word in _TELLING:
            yield n


def _is_opposite_of_state(word: str) -> bool:
    """Whether a word is the opposite of a state, and no state itself: "asleep"."""
    return opposites().get(word, ("", False))[1]


def _is_negation(tokens: Sequence[str], place: int) -> bool:
    """Whether a word negates what follows; "to know who has not" is "to know who has"."""
    word, following = tokens[place], tokens[place + 1 : place + 2]
    plainly = word in NEGATORS and _EMPTY.isdisjoint(following)
    fails = word in FAILING and following == ["to"]
    return (plainly or fails) and not _is_in_indirect_question(tokens, place)


def _term_places_after_negation(terms: Sequence[str | None], place: int) -> list[int]:
    """List the places of the terms within a few words behind a negation."""
    behind = range(place + 1, min(len(terms), place + 1 + _REACH))
    return [n for n in behind if terms[n] is not None]


def _is_in_indirect_question(tokens: Sequence[str], place: int) -> bool:
    """Whether a word stands in an indirect question, which asks the same with "not"."""
    before = tokens[max(0, place - _QUESTION) : place]
    return any(asks in _ASKING and asked in _ASKED for asks, asked in pairwise(before))


def _terms_at_places(terms: Sequence[str | None], places: Iterable[int]) -> frozenset[str]:
    """Return the terms at places."""
    return frozenset(t for n in places if (t := terms[n]) is not None)
