"""Questions that two assertions plainly answer, however few of their words are the same.

One toll of one story, one measure by one speaker within days, and a sentence that says what another
of its story denies. Words are weighed beside it: see `likeness`.
"""

from __future__ import annotations

from collections.abc import Sequence

from resolvers.claim_matching.answers import Pairing
from resolvers.claim_matching.contradiction import (
    means_other,
    shares_most,
    side_by_side,
    states_apart,
    turned_sentence,
)
from resolvers.claim_matching.existence import none_and_some
from resolvers.claim_matching.features import Prepared
from resolvers.claim_matching.quotations import given_to_two

# Strength of a shared question: a noun that both count, with a word or an event beside it.
SURE = 0.6
# What makes a question plain, and log2 of what it adds to the odds, whatever the words are. Not
# learned: the labelled articles hold too few answers that part.
PLAINLY = {
    "toll_of_story": 3.0,
    "measure_of_speaker": 3.0,
    "figure_of_article": 6.0,
    "denied_in_story": 3.0,
    "state_told_twice": 6.0,
    "none_and_some": 6.0,
    "quotation_of_two": 6.0,
}
PLAIN_LABELS = {  # in words
    "toll_of_story": "one toll of one story",
    "measure_of_speaker": "one measure of one speaker",
    "figure_of_article": "one figure of one article",
    "denied_in_story": "said and denied in one story",
    "state_told_twice": "one state, told twice side by side",
    "none_and_some": "none and some in one story",
    "quotation_of_two": "one quotation, given to two",
}
_NEAR = 3.0  # days in which a speaker's next number is of the same thing
HALF = 0.5  # strength of a question of which nothing but the noun is shared


def asks_plainly(one: Prepared, two: Prepared, pairings: Sequence[Pairing]) -> str | None:
    """Say what makes it plain that two assertions answer one question, if anything does."""
    counted = [p for p in pairings if p.a.value.kind == "number" and is_alone(p, one, two)]
    if (plain := _plain_reason_of_counts(one, two, counted)) is not None:
        return plain
    if given_to_two(one, two):
        return "quotation_of_two"
    if states_apart(one, two):
        return "state_told_twice"
    return _plain_reason_in_story(one, two) if _is_same_story(one, two) else None


def _plain_reason_in_story(one: Prepared, two: Prepared) -> str | None:
    """Say what makes it plain that two assertions of one story answer one question."""
    if none_and_some(one, two):
        return "none_and_some"
    denied = turned_sentence(one, two) is not None or _speaker_denies_of_himself(one, two)
    return "denied_in_story" if denied else None


def _plain_reason_of_counts(one: Prepared, two: Prepared, counted: Sequence[Pairing]) -> str | None:
    """Say what makes it plain that two counts are of the same."""
    sure = [p for p in counted if p.strength >= SURE]
    if any(p.a.tolls for p in sure) and _is_same_story(one, two):
        return "toll_of_story"
    if any(map(_counts_named_noun, counted)) and _has_same_speaker_soon(one, two):
        return "measure_of_speaker"
    tallied = any(map(_says_tally, sure)) and side_by_side(one, two)
    return "figure_of_article" if tallied else None


def _counts_named_noun(pairing: Pairing) -> bool:
    """Whether a count says by a noun what it is of."""
    return pairing.strength >= HALF and bool(pairing.a.noun)


def _is_same_story(one: Prepared, two: Prepared) -> bool:
    story = one.assertion.story
    return story is not None and story == two.assertion.story


def _says_tally(pairing: Pairing) -> bool:
    return pairing.a.tally or pairing.b.tally


def _speaker_denies_of_himself(one: Prepared, two: Prepared) -> bool:
    """Whether one denies of himself what the other says of him: "denied that he had"."""
    stances = {one.assertion.stance, two.assertion.stance}
    if stances != {"says", "denies"} or not (means_other(one, two) or means_other(two, one)):
        return False
    return any(shares_most(a, b) for a in one.sentences for b in two.sentences)


def is_alone(pairing: Pairing, one: Prepared, two: Prepared) -> bool:
    """Whether both answers are the only ones of their sort in their assertions."""
    sides = ((pairing.a, one), (pairing.b, two))
    return all(sum(x.measures(own) for x in item.answers) == 1 for own, item in sides)


def _has_same_speaker_soon(one: Prepared, two: Prepared) -> bool:
    a, b = one.assertion, two.assertion
    if a.speaker is None or a.speaker != b.speaker or a.day is None or b.day is None:
        return False
    return abs(a.day - b.day) <= _NEAR
