"""Opposition: what parts the answers of two assertions, and how near their words are."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import product

from provenance.spans import Span
from resolvers.claim_matching.agents import Agent
from resolvers.claim_matching.answers import Answer, Pairing
from resolvers.claim_matching.assertions import Assertion
from resolvers.claim_matching.features import Prepared, Sentence
from resolvers.claim_matching.quotations import given_to_two
from resolvers.claim_matching.synonym_sets import names_state
from resolvers.text.terms import overlap

_SHARED = 2  # terms
_MOST = 0.6  # of the rarity of the shorter sentence
_HALF = 0.45  # of that of the longer, where one speaker says both
_OF_ONESELF = re.compile(r"\W*(?:that )?(?:he|she|they|it|I|we)\b")
_SAME_WEEK = 3.0  # days: a weekday is the same one in both
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_NEXT = 400  # code points between what an article has two say of one thing
_LATER = 0.1  # days from which "at least four" and then seven are news
CYCLE = 0.5  # days: within one cycle of news two counts compete, after it the later one counts on
_WHOLE = frozenset({"denial", "stance", "speaker"})  # what parts contents as a whole
_VERBATIM, _NEAR = 0.9, 0.5  # of the runs of three words that the shorter content has


def opposition(one: Prepared, two: Prepared, pairings: Sequence[Pairing]) -> str | None:
    """Say what parts two answers, if anything does: who says it, a denial, values, or who did it.

    `stance` keeps two apart that do not contradict each other: to reject a plan says nothing of
    what is so.
    """
    if given_to_two(one, two):
        return "speaker"
    stances = {one.assertion.stance, two.assertion.stance}
    if "rejects" in stances and len(stances) > 1:
        return "stance"
    if denial(one, two, counted=any(p.none for p in pairings)):
        return "denial"
    parted = first_parted(one, two, pairings)
    if parted is not None:
        return parted.a.value.kind
    return "agent" if doers(one, two) else None


def first_parted(one: Prepared, two: Prepared, pairings: Sequence[Pairing]) -> Pairing | None:
    """Return the first two answers that cannot both hold, or of which one outgrew the other."""
    return next(
        (
            p
            for p in pairings
            if (not p.agree and not _is_same_named_day(p, one, two))
            or _is_outgrown_toll(p, one, two)
        ),
        None,
    )


def _is_same_named_day(pairing: Pairing, one: Prepared, two: Prepared) -> bool:
    """Tell a day that two articles call by one name, or that stands in one quotation.

    The "today" of a quotation is neither article's.
    """
    a, b = pairing.a.value, pairing.b.value
    if a.kind != "date" or a.surface.lower() != b.surface.lower():
        return False
    early, late = one.assertion.day, two.assertion.day
    near = early is not None and late is not None and abs(early - late) <= _SAME_WEEK
    weekday = a.surface.lower() in _WEEKDAYS
    return (near and weekday) or relation(one, two) == "verbatim"


def _is_outgrown_toll(pairing: Pairing, one: Prepared, two: Prepared) -> bool:
    """Whether a later toll is above what was "at least" so many before: four, then seven."""
    early, late = one.assertion.day, two.assertion.day
    if early is None or late is None or abs(early - late) < _LATER:
        return False
    return (
        _outgrows_open_toll(pairing.a, pairing.b)
        if early < late
        else _outgrows_open_toll(pairing.b, pairing.a)
    )


def _outgrows_open_toll(first: Answer, then: Answer) -> bool:
    """Whether a count is above an earlier toll that had no upper bound."""
    open_ended = first.value.high is None and then.value.high is not None
    return first.tolls and open_ended and (then.value.low or 0.0) > (first.value.low or 0.0) + 1


def denial(one: Prepared, two: Prepared, *, counted: bool = False) -> bool:
    """Whether one says what the other denies: by its cue, or by negating what both have.

    A negation that is `counted` is a number: "no one was hurt" is none, which three contradict.
    """
    cued = one.assertion.stance != two.assertion.stance
    turned = not counted and (
        bool(one.polarity.turned(two.polarity)) or turned_sentence(one, two) is not None
    )
    return cued != turned


def turned_sentence(one: Prepared, two: Prepared) -> tuple[Sentence, Sentence] | None:
    """Find two sentences, one of which negates a term of the other and shares most of its words."""
    if not (_has_negated_terms(one) or _has_negated_terms(two)):
        return None
    unsure = one.polarity.both | two.polarity.both
    for a, b in product(one.sentences, two.sentences):
        if a.polarity.turned(b.polarity) - unsure and shares_most(a, b):
            return a, b
    return None


def _has_negated_terms(item: Prepared) -> bool:
    """Whether anything is negated; most assertions say nothing of the kind."""
    return bool(item.polarity.negated or item.polarity.both)


def shares_most(one: Sentence, two: Sentence, *, whole: bool = False) -> bool:
    """Whether the shorter of two sentences says little that the longer does not.

    Args:
        one: a sentence.
        two: another.
        whole: neither may say much that the other does not.
    """
    both = one.weights.keys() & two.weights.keys()
    mass = math.fsum(min(one.weights[t], two.weights[t]) for t in both)
    masses = [math.fsum(s.weights.values()) for s in (one, two)]
    return len(both) >= _SHARED and mass >= (_HALF * max(masses) if whole else _MOST * min(masses))


def states_apart(one: Prepared, two: Prepared) -> bool:
    """Whether an article has two say a state and its opposite, one right behind the other.

    "The pilot was awake, the police said, correcting a statement that he had been asleep."
    """
    turned = one.polarity.turned(two.polarity) if side_by_side(one, two) else ()
    return any(names_state(name) for name in turned)


def side_by_side(one: Prepared, two: Prepared) -> bool:
    """Whether one article tells both, one right behind the other."""
    same = one.assertion.version == two.assertion.version
    return same and abs(_first_piece_start(one) - _first_piece_start(two)) <= _NEXT


def _first_piece_start(item: Prepared) -> int:
    return item.assertion.pieces[0][0].start


def means_other(one: Prepared, two: Prepared) -> bool:
    """Whether one says of himself what the other says of him: "he had", "Orton had"."""
    said, other = one.assertion, two.assertion
    own = _OF_ONESELF.match(said.words) is not None and said.speaker is not None
    return own and any(named.entity == said.speaker for named in other.named)


def same_voice(one: Prepared, two: Prepared) -> bool:
    """Whether one known speaker says both."""
    speaker = one.assertion.speaker
    return speaker is not None and speaker == two.assertion.speaker


def doers(one: Prepared, two: Prepared) -> tuple[Agent, Agent] | None:
    """Find one deed that two assertions give to different doers, unless they also share one."""
    pairs = [(x, y) for x in one.agents for y in two.agents if x.deed == y.deed]
    return pairs[0] if pairs and all(x.entity != y.entity for x, y in pairs) else None


def sides(
    kind: str, one: Prepared, two: Prepared, pairings: Sequence[Pairing]
) -> tuple[tuple[Span, str], tuple[Span, str]]:
    """Return the characters of both answers that part, with their words."""
    if kind == "agent":
        pair = doers(one, two)
        assert pair is not None  # noqa: S101  (opposition says so)
        a, b = pair
        return _span_with_surface(one.assertion, a.span), _span_with_surface(two.assertion, b.span)
    parted = None if kind in _WHOLE else first_parted(one, two, pairings)
    if parted is None:
        return one.assertion.pieces[0], two.assertion.pieces[0]
    return (parted.a.span, parted.a.value.surface), (parted.b.span, parted.b.value.surface)


def _span_with_surface(assertion: Assertion, span: Span) -> tuple[Span, str]:
    """Return characters of an assertion with their words."""
    piece, words = next((p, w) for p, w in assertion.pieces if p.contains(span))
    return span, words[span.start - piece.start : span.end - piece.start]


def relation(one: Prepared, two: Prepared) -> str:
    """Say how near two contents are.

    It is known by the runs of three words of the shorter that the longer has.
    """
    if one.assertion.words == two.assertion.words:
        return "verbatim"
    share = overlap(one.triples_of_words, two.triples_of_words)
    return "verbatim" if share >= _VERBATIM else "near" if share >= _NEAR else "paraphrase"
