"""Stories: which versions are about one event, by words, names, numbers and time.

A pair's match weight is a sum of parts, each a learned coefficient times one likeness (logistic
regression, so the parts are log2 odds and add up). Clustering is that of entities: average link,
ties by key. Everything depends on the set of versions alone, so any order of arrival gives the same
stories.

A version is compared as its `Sketch`: what it says of its words, names, numbers and time.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain

import attrs

from provenance.identifiers import canonical_pair, content_hash
from provenance.records.coverage import StoryComparison
from provenance.records.decisions import ComparedPart, ComparedValues
from resolvers.linking.weights import probability_of, quantise
from resolvers.reuse.templates import is_form
from resolvers.stories.sketches import VECTORS, Sketch, StoryVersion, Telling, find_keys
from resolvers.text.terms import (
    WEEKS,
    cosine,
    level,
    overlap,
    week_of,
)

FEATURES = ("title", "lead", "body", "crossed", "entities", "numbers", "time")
# The other levels are numbers, how alike two are.
LABELS = {("prior", "prior"): "of compared pairs"}
# Of those keys at least: one alone found four times as many pairs, none of which held a story
# together.
SHARED = 2
DAYS = 14  # farther apart, two articles are never one story
CROWD = 40  # articles in the days before: a key that more hold finds nothing
_CYCLE = 0.5  # days: what the evening reports, the morning prints
_WORDS = ("title", "lead", "body", "crossed")
_RUN = 4.0  # days that the reports of one event take; later ones in the same words are of the next
_UNKNOWN_GAP = 1.5  # days between two articles, one of which has no time


@attrs.frozen(kw_only=True)
class StoryModel:
    """Hold the parameters: natural logarithms of odds.

    Args:
        prior: what every compared pair starts from.
        coefficients: feature to what a likeness of 1 adds; for time, what each e-fold of days adds.
        cut: mean probability at which groups are joined.
    """

    prior: float
    coefficients: Mapping[str, float]
    cut: float

    @cached_property
    def key(self) -> str:
        """Identify the model by its parameters."""
        return content_hash(
            "stories", self.prior, [self.coefficients[f] for f in FEATURES], self.cut
        )


@cache
def default_story_model() -> StoryModel:
    """Load the shipped parameters; `resolvers.training.stories` says how they were learned."""
    values = json.loads(files(__package__).joinpath("story_model.json").read_text(encoding="utf-8"))
    return StoryModel(prior=values["prior"], coefficients=values["coefficients"], cut=values["cut"])


@attrs.frozen(kw_only=True)
class WeighedVersions:
    """Hold a score without its parts.

    Args:
        weight: the match weight (log2 odds).
        timeless: the same without the part of time: what it would be on one day.
        probability: of the weight.
    """

    weight: float
    timeless: float
    probability: float


def likeness(one: Sketch, two: Sketch) -> dict[str, float]:
    """Return every likeness of two versions, 0 to 1.

    Time is minus the logarithm of 1 + days past the first half, and minus the days past the run of
    an event: the briefings of two weeks are two stories in one form. The words of one form that was
    filled twice say nothing of what happened.
    """
    gap = _UNKNOWN_GAP if one.day is None or two.day is None else abs(one.day - two.day)
    words = dict.fromkeys(_WORDS, 0.0) if _is_one_form(one, two) else _word_likeness(one, two)
    return {
        **words,
        "entities": cosine(one.entities, two.entities),
        "numbers": overlap(one.numbers, two.numbers),
        "time": _time_likeness(gap),
    }


def _time_likeness(gap: float) -> float:
    """Return the likeness of two days so far apart."""
    return -math.log1p(max(0.0, gap - _CYCLE)) - max(0.0, gap - _RUN)


def _word_likeness(one: Sketch, two: Sketch) -> dict[str, float]:
    """Return the likeness of the words of two versions."""
    return {
        "title": cosine(one.title, two.title),
        "lead": cosine(one.lead, two.lead),
        "body": cosine(one.body, two.body),
        "crossed": (cosine(one.title, two.body) + cosine(two.title, one.body)) / 2,
    }


def _is_one_form(one: Sketch, two: Sketch) -> bool:
    return is_form(one.body.keys(), one.filled, two.body.keys(), two.filled)


def weigh(one: Sketch, two: Sketch, model: StoryModel) -> WeighedVersions:
    """Score two versions without saying why.

    Most pairs come to nothing, and explaining them took most of the time.
    """
    one, two = _order_by_key(one, two)
    parts = _feature_weights(likeness(one, two), model)
    total = sum(parts.values(), _to_match_weight(model.prior))
    return WeighedVersions(
        weight=total, timeless=total - parts["time"], probability=probability_of(total)
    )


def explain(one: Sketch, two: Sketch, model: StoryModel) -> StoryComparison:
    """Score two versions; the parts say which words, names and numbers both have."""
    one, two = _order_by_key(one, two)
    parts = tuple(_comparison_parts(one, two, model))
    total = sum(part.weight for part in parts)
    return StoryComparison(
        version_a=one.key,
        version_b=two.key,
        match_weight=total,
        match_probability=probability_of(total),
        parts=parts,
    )


def _comparison_parts(one: Sketch, two: Sketch, model: StoryModel) -> Iterator[ComparedPart]:
    """Yield what every likeness adds, with what both share."""
    alike = likeness(one, two)
    weights = _feature_weights(alike, model)
    yield ComparedPart(feature="prior", level="prior", weight=_to_match_weight(model.prior))
    for feature in FEATURES:
        both = _shared_values(feature, one, two)
        level, weight = f"{alike[feature]:.3f}", weights[feature]
        yield ComparedPart(feature=feature, level=level, weight=weight, a=both, b=both)


def _order_by_key(one: Sketch, two: Sketch) -> tuple[Sketch, Sketch]:
    return (one, two) if one.key <= two.key else (two, one)


def _shared_values(feature: str, one: Sketch, two: Sketch) -> ComparedValues | None:
    """Name what two versions share of one kind, the heaviest first."""
    if feature in VECTORS:
        left, right = getattr(one, feature), getattr(two, feature)
        best = sorted((t for t in left if t in right), key=lambda t: (-left[t] * right[t], t))[:5]
        return ComparedValues(values=tuple(best)) if best else None
    both = sorted(one.numbers & two.numbers)
    return ComparedValues(values=tuple(both)) if feature == "numbers" and both else None


class StoryLikeness:
    """Compare versions that are all at hand.

    What a ledger keeps of its own (`resolvers.incremental.stories`) says the same.
    """

    def __init__(self, reports: Iterable[StoryVersion]) -> None:
        told = sorted((Telling.of(report) for report in reports), key=lambda t: t.key)
        rarities = _rarity_by_week(told)
        self.texts: dict[str, Sketch] = {}
        self._keys: dict[str, Sequence[str]] = {}
        for telling in told:
            rarity = rarities[week_of(telling.day)]
            self.texts[telling.key] = Sketch.of(telling, rarity)
            self._keys[telling.key] = find_keys(telling, rarity)

    def _time_order(self, text: str) -> tuple[bool, float, str]:
        """Order texts by time; those without one come last."""
        day = self.texts[text].day
        return (day is None, day or 0.0, text)

    def pairs(self) -> list[tuple[str, str]]:
        """List the pairs to compare: two shared keys, within the days that one story may last."""
        shared: Counter[tuple[str, str]] = Counter()
        for texts in self._key_holders().values():
            shared.update(self._pair_near_texts(texts))
        return sorted(pair for pair, keys in shared.items() if keys >= SHARED)

    def _key_holders(self) -> dict[str, list[str]]:
        """Return which texts hold each key, in the order of time."""
        holders: defaultdict[str, list[str]] = defaultdict(list)
        for text in sorted(self.texts, key=self._time_order):
            for key in self._keys[text]:
                holders[key].append(text)
        return holders

    def _pair_near_texts(self, texts: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Pair texts with those of the days before them, unless a crowd is there.

        Those without a time come after all.
        """
        first = 0
        for place, text in enumerate(texts):
            day = self.texts[text].day
            while day is not None and day - (self.texts[texts[first]].day or 0.0) > DAYS:
                first += 1
            begin = 0 if day is None else first
            if place - begin <= CROWD:
                yield from (canonical_pair(other, text) for other in texts[begin:place])

    def features(self, a: str, b: str) -> dict[str, float]:
        """Return every likeness of two versions."""
        return likeness(*_order_by_key(self.texts[a], self.texts[b]))

    def weigh(self, a: str, b: str, model: StoryModel) -> WeighedVersions:
        """Score two versions without saying why."""
        return weigh(self.texts[a], self.texts[b], model)

    def explain(self, a: str, b: str, model: StoryModel) -> StoryComparison:
        """Score two versions; the parts say which words, names and numbers both have."""
        return explain(self.texts[a], self.texts[b], model)


def _rarity_by_week(told: Iterable[Telling]) -> dict[int | None, Callable[[str], int]]:
    """Map weeks to how rare terms were before them."""
    weeks: defaultdict[int | None, list[frozenset[str]]] = defaultdict(list)
    for telling in told:
        weeks[week_of(telling.day)].append(telling.held)
    return {week: _term_rarity(week, weeks) for week in weeks}


def _term_rarity(
    week: int | None, weeks: Mapping[int | None, Sequence[frozenset[str]]]
) -> Callable[[str], int]:
    """Count the weeks before one."""
    near = (texts for w, texts in weeks.items() if _is_week_before(w, week))
    before = list(chain.from_iterable(near))
    holding = Counter(chain.from_iterable(before))
    return lambda term: level(holding[term], len(before))


def _is_week_before(week: int | None, later: int | None) -> bool:
    """Whether the terms of a week count for a later one."""
    return week is not None and later is not None and 0 < later - week <= WEEKS


def _feature_weights(likeness: Mapping[str, float], model: StoryModel) -> dict[str, float]:
    """Return what every likeness adds to a match weight (log2), in steps whose sums are exact."""
    return {
        feature: _to_match_weight(model.coefficients[feature] * likeness[feature])
        for feature in FEATURES
    }


def _to_match_weight(natural: float) -> float:
    """Write a natural logarithm of odds as a weight, in steps."""
    return quantise(natural / math.log(2))
