"""Likeness: how sure it is that two assertions answer one question, and that their answers are one.

A pair's match weight is a sum of parts, each a learned coefficient times one likeness (logistic
regression, so the parts are log2 odds and add up), as for stories; each is rounded to 1/1024 bit
before it is added. What tells the question apart is learned; what tells the answers apart is not:
values that cannot both hold, and said against denied, weigh a fixed amount that no likeness of
words makes up for.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files

import attrs

from provenance.identifiers import content_hash
from provenance.records.claims import VALUE_KINDS
from provenance.records.decisions import ComparedPart
from provenance.records.matching import ClaimComparison
from resolvers.claim_matching.answers import Pairing, pair_answers
from resolvers.claim_matching.assertions import Assertion
from resolvers.claim_matching.contradiction import opposition, relation
from resolvers.claim_matching.evidence import against, evidence
from resolvers.claim_matching.features import Embed, Prepared, prepare
from resolvers.claim_matching.questions import PLAIN_LABELS, PLAINLY, SURE, asks_plainly
from resolvers.linking.weights import probability_of, quantise
from resolvers.text.terms import cosine, overlap

FEATURES = (
    "words",
    "order",
    "letters",
    "substance",
    "entities",
    "same speaker",
    "other speaker",
    "cue class",
    "time",
    "values",
    "meaning",
)
APART = -16.0  # log2: no likeness of words makes up for answers that cannot both hold
_CYCLE = 0.5  # days: what the evening reports, the morning prints
_UNKNOWN_GAP = 1.5  # days between two articles, one of which has no time
_FULL = 35.0  # bits of shared rarity from which more says nothing new: about three telling words

# What levels are called in words; those of the other features are numbers, how alike two are.
LABELS = {
    ("prior", "prior"): "of compared pairs",
    **{("question", level): label for level, label in PLAIN_LABELS.items()},
    **{
        ("answers", kind): f"cannot both hold: {kind}"
        for kind in (*VALUE_KINDS, "agent", "denial", "speaker", "stance")
    },
}


@attrs.frozen(kw_only=True)
class MatchModel:
    """Hold the parameters: natural logarithms of odds.

    Args:
        prior: what every compared pair starts from.
        coefficients: feature to what a likeness of 1 adds; `meaning` is that of a caller's
            embedder, 0 without one.
        cut: mean probability at which groups are joined.
        asks: probability of one question from which answers that part are a conflict.
        least: the cosine of two meanings from which on they add anything.
    """

    prior: float
    coefficients: Mapping[str, float]
    cut: float
    asks: float
    least: float = 0.0

    @cached_property
    def key(self) -> str:
        """Identify the model by its parameters."""
        return content_hash(
            "claims",
            self.prior,
            [self.coefficients[f] for f in FEATURES],
            self.cut,
            self.asks,
            self.least,
        )

    @property
    def prior_weight(self) -> float:
        """The prior as a weight (log2 odds)."""
        return quantise(_natural_to_log2(self.prior))


@cache
def default_match_model() -> MatchModel:
    """Load the shipped parameters; `resolvers.training.claims` says how they were learned."""
    return MatchModel(
        **json.loads(files(__package__).joinpath("match_model.json").read_text(encoding="utf-8"))
    )


@attrs.frozen(kw_only=True)
class WeighedClaims:
    """Hold a score without its parts.

    Args:
        asks: the weight (log2 odds) that both answer one question.
        weight: the match weight: that both answer it alike.
        opposed: what parts the answers: denial, a kind of value, agent; None where nothing does.
    """

    asks: float
    weight: float
    opposed: str | None

    @property
    def probability(self) -> float:
        """The match weight as a probability."""
        return probability_of(self.weight)


class ClaimLikeness:
    """Hold assertions that are all at hand, prepared; what a ledger keeps of its own says the same.

    Args:
        assertions: all of them.
        embed: gives texts as vectors of one length; their cosine is one more comparison.
    """

    def __init__(self, assertions: Iterable[Assertion], embed: Embed | None = None) -> None:
        self.items = prepare(assertions, embed)

    def weigh(self, a: str, b: str, model: MatchModel) -> WeighedClaims:
        """Score two assertions by their keys without saying why."""
        return weigh(self.items[a], self.items[b], model)

    def compare(self, a: str, b: str, model: MatchModel) -> ClaimComparison:
        """Score two assertions by their keys, with the parts of the weight."""
        return compare(self.items[a], self.items[b], model)


def shared_mass(one: Prepared, two: Prepared) -> float:
    """Return the weight of the terms that both have, by the side to which they tell less."""
    x, y = one.weights, two.weights
    return math.fsum(min(x[t], y[t]) for t in x.keys() & y.keys())


def features(one: Prepared, two: Prepared, pairings: Sequence[Pairing]) -> dict[str, float]:
    """Return every likeness of two assertions, 0 to 1.

    Time as minus the logarithm of 1 + days past the first half.
    """
    a, b = one.assertion, two.assertion
    return {
        "words": cosine(one.terms, two.terms),
        "order": overlap(one.pairs_of_words, two.pairs_of_words),
        "letters": _dice_coefficient(one.letters, two.letters),
        "substance": min(1.0, shared_mass(one, two) / _FULL),
        "entities": cosine(one.entities, two.entities),
        **_speaker_features(a.speaker, b.speaker),
        "cue class": float(_has_same_cue_class(a, b)),
        "time": -math.log1p(max(0.0, _days_between_assertions(a, b) - _CYCLE)),
        "values": _shared_count_strength(pairings),
        "meaning": _embedding_cosine(one.meaning, two.meaning),
    }


def _speaker_features(a: str | None, b: str | None) -> dict[str, float]:
    """Say whether two known speakers are one, or two."""
    known = a is not None and b is not None
    return {"same speaker": float(known and a == b), "other speaker": float(known and a != b)}


def _has_same_cue_class(a: Assertion, b: Assertion) -> bool:
    """Whether two cues are of one class; narration has none."""
    return a.modality == b.modality and not a.narrated and not b.narrated


def _shared_count_strength(pairings: Sequence[Pairing]) -> float:
    """Say how surely both count one thing; a day that both name is the day of the news."""
    return max(
        (p.strength for p in pairings if p.strength >= SURE and p.a.value.kind != "date"),
        default=0.0,
    )


def _days_between_assertions(a: Assertion, b: Assertion) -> float:
    return _UNKNOWN_GAP if a.day is None or b.day is None else abs(a.day - b.day)


def weigh(one: Prepared, two: Prepared, model: MatchModel) -> WeighedClaims:
    """Score two assertions without saying why: most pairs come to nothing."""
    one, two = _ordered_by_key(one, two)
    pairings = pair_answers(one.answers, two.answers)
    parts = _feature_weights(features(one, two, pairings), model)
    plain = asks_plainly(one, two, pairings)
    asks = model.prior_weight + math.fsum(parts.values()) + (PLAINLY[plain] if plain else 0.0)
    opposed = opposition(one, two, pairings)
    return WeighedClaims(asks=asks, weight=asks + (APART if opposed else 0.0), opposed=opposed)


def compare(one: Prepared, two: Prepared, model: MatchModel) -> ClaimComparison:
    """Score two assertions; the parts name what both have, and where."""
    one, two = _ordered_by_key(one, two)
    pairings = pair_answers(one.answers, two.answers)
    parts = [
        ComparedPart(feature="prior", level="prior", weight=model.prior_weight),
        *_feature_parts(one, two, pairings, model),
        *_opposed_answer_parts(one, two, pairings),
    ]
    total = math.fsum(p.weight for p in parts)
    return ClaimComparison(
        a=one.assertion.key,
        b=two.assertion.key,
        relation=relation(one, two),
        match_weight=total,
        match_probability=probability_of(total),
        parts=tuple(parts),
    )


def _ordered_by_key(one: Prepared, two: Prepared) -> tuple[Prepared, Prepared]:
    return (one, two) if one.assertion.key <= two.assertion.key else (two, one)


def _feature_parts(
    one: Prepared, two: Prepared, pairings: Sequence[Pairing], model: MatchModel
) -> Iterator[ComparedPart]:
    """Say what each likeness adds."""
    likeness = features(one, two, pairings)
    weights = _feature_weights(likeness, model)
    told = evidence(one, two, pairings)
    for feature in FEATURES:
        if feature != "meaning" or one.meaning is not None:
            x, y = told.get(feature, (None, None))
            level = f"{likeness[feature]:.3f}"
            yield ComparedPart(feature=feature, level=level, weight=weights[feature], a=x, b=y)
    if plain := asks_plainly(one, two, pairings):
        yield ComparedPart(feature="question", level=plain, weight=PLAINLY[plain])


def _opposed_answer_parts(
    one: Prepared, two: Prepared, pairings: Sequence[Pairing]
) -> Iterator[ComparedPart]:
    """Say what answers take that cannot both hold."""
    opposed = opposition(one, two, pairings)
    if opposed:
        x, y = against(opposed, one, two, pairings)
        yield ComparedPart(feature="answers", level=opposed, weight=APART, a=x, b=y)


def _dice_coefficient(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _embedding_cosine(a: tuple[float, ...] | None, b: tuple[float, ...] | None) -> float:
    return 0.0 if a is None or b is None else math.fsum(x * y for x, y in zip(a, b, strict=True))


def _feature_weights(likeness: Mapping[str, float], model: MatchModel) -> dict[str, float]:
    told = {**likeness, "meaning": max(0.0, likeness["meaning"] - model.least)}
    return {f: quantise(_natural_to_log2(model.coefficients[f] * told[f])) for f in FEATURES}


def _natural_to_log2(natural: float) -> float:
    return natural / math.log(2)
