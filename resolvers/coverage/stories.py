"""Stories: which versions are about one event, by their words, whom they name, their numbers and their time.

A pair's match weight is a sum of parts, each a learned coefficient times one likeness (logistic regression, so the parts are
log2 odds and add up). Clustering is that of entities: average link, ties by key. Everything depends on the set of versions
alone, so any order of arrival gives the same stories.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files

import attrs

from provenance.coverage import StoryComparison
from provenance.decisions import Evidence, Part
from provenance.identifiers import canonical_pair, content_hash
from resolvers.coverage.terms import Rarity, Vector, body_and_lead, cosine, numbers_of, terms_of, vector

FEATURES = ("title", "lead", "body", "crossed", "entities", "numbers", "time")
_KEYS = 14  # the heaviest terms of a text find the texts to compare it with
_DAYS = 14  # farther apart, two articles are never one story
_CROWD = 80  # articles within those days: a term that more hold finds nothing
_CYCLE = 0.5  # days: what the evening reports, the morning prints
_UNKNOWN_GAP = 1.5  # days between two articles, one of which has no time


@attrs.frozen(kw_only=True)
class Report:
    """Hold what a story depends on of one version.

    Args:
        key: the key of the version.
        entities: the ids of the entities that it names.
    """

    key: str
    title: str | None
    text: str = attrs.field(repr=False)
    published: datetime | None
    entities: frozenset[str] = frozenset()

    @property
    def day(self) -> float | None:
        """Give the time of publication in days."""
        return self.published.timestamp() / 86_400 if self.published else None


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

    @property
    def key(self) -> str:
        """Identify the model by its parameters."""
        return content_hash("stories", self.prior, [self.coefficients[f] for f in FEATURES], self.cut)


@cache
def default_story_model() -> StoryModel:
    """Load the shipped parameters; `resolvers.story_training` says how they were learned."""
    values = json.loads(files(__package__).joinpath("story_model.json").read_text(encoding="utf-8"))
    return StoryModel(prior=values["prior"], coefficients=values["coefficients"], cut=values["cut"])


@attrs.frozen(kw_only=True)
class _Text:
    key: str
    day: float | None
    title: Vector
    lead: Vector
    body: Vector
    entities: Vector
    numbers: frozenset[str]
    keys: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Weighed:
    """Hold a score without its parts.

    Args:
        weight: the match weight (log2 odds).
        timeless: the same without the part of time: what it would be on one day.
        probability: of the weight.
    """

    weight: float
    timeless: float
    probability: float


class Likeness:
    """Compare versions: weights of words and entities count the versions at hand."""

    def __init__(self, reports: Iterable[Report]) -> None:
        ordered = sorted(reports, key=lambda r: r.key)
        parts = [(*body_and_lead(r.title, r.text), r) for r in ordered]
        said = [(terms_of(r.title or ""), terms_of(lead), terms_of(body)) for body, lead, r in parts]
        self._rarity = Rarity([*title, *body] for title, _, body in said)
        self._named = Rarity(r.entities for r in ordered)
        self._numbers = Rarity(numbers_of(r.text) for r in ordered)
        self.texts = {r.key: self._text(r, *terms) for (_, _, r), terms in zip(parts, said, strict=True)}

    def _text(self, report: Report, title: list[str], lead: list[str], body: list[str]) -> _Text:
        whole = vector([*title, *title, *lead, *body], self._rarity)
        heaviest = sorted(whole, key=lambda t: (-whole[t], t))[:_KEYS]
        return _Text(
            key=report.key,
            day=report.day,
            title=vector(title or lead, self._rarity),
            lead=vector(lead, self._rarity),
            body=vector([*title, *body], self._rarity),
            entities=vector(sorted(report.entities), self._named),
            numbers=numbers_of(report.text),
            keys=(*heaviest, *sorted(f"@{e}" for e in report.entities)),
        )

    def pairs(self) -> list[tuple[str, str]]:
        """List the pairs to compare: at least one shared key, within the days that one story may last."""
        holders: defaultdict[str, list[_Text]] = defaultdict(list)
        for text in self.texts.values():
            for key in text.keys:
                holders[key].append(text)
        found: set[tuple[str, str]] = set()
        for texts in holders.values():
            found.update(_near(texts))
        return sorted(found)

    def features(self, a: str, b: str) -> dict[str, float]:
        """Give every likeness of two versions, 0 to 1; time as minus the logarithm of 1 + days past the first half."""
        one, two = self.texts[a], self.texts[b]
        gap = _UNKNOWN_GAP if one.day is None or two.day is None else abs(one.day - two.day)
        return {
            "title": cosine(one.title, two.title),
            "lead": cosine(one.lead, two.lead),
            "body": cosine(one.body, two.body),
            "crossed": (cosine(one.title, two.body) + cosine(two.title, one.body)) / 2,
            "entities": cosine(one.entities, two.entities),
            "numbers": self._shared_numbers(one.numbers, two.numbers),
            "time": -math.log1p(max(0.0, gap - _CYCLE)),
        }

    def _shared_numbers(self, a: frozenset[str], b: frozenset[str]) -> float:
        if not a or not b:
            return 0.0
        shared = math.fsum(self._numbers.of(n) for n in sorted(a & b))
        return shared / min(math.fsum(self._numbers.of(n) for n in sorted(side)) for side in (a, b))

    def weigh(self, a: str, b: str, model: StoryModel) -> Weighed:
        """Score two versions without saying why: most pairs come to nothing, and explaining them took most of the time."""
        parts = _weights(self.features(*canonical_pair(a, b)), model)
        total = math.fsum((_log2(model.prior), *parts.values()))
        return Weighed(weight=total, timeless=total - parts["time"], probability=_probability(total))

    def compare(self, a: str, b: str, model: StoryModel) -> StoryComparison:
        """Score two versions; the parts say which words, names and numbers both have."""
        a, b = canonical_pair(a, b)
        likeness = self.features(a, b)
        weights = _weights(likeness, model)
        parts = [Part(feature="prior", level="of compared pairs", weight=_log2(model.prior))]
        for feature in FEATURES:
            level, shared = f"{likeness[feature]:.3f}", self._shared(feature, a, b)
            parts.append(Part(feature=feature, level=level, weight=weights[feature], a=shared))
        total = math.fsum(p.weight for p in parts)
        return StoryComparison(
            version_a=a, version_b=b, match_weight=total, match_probability=_probability(total), parts=tuple(parts)
        )

    def _shared(self, feature: str, a: str, b: str) -> Evidence | None:
        """Name what two versions share of one kind, the heaviest first."""
        one, two = self.texts[a], self.texts[b]
        if feature in {"title", "lead", "body", "entities"}:
            left, right = getattr(one, feature), getattr(two, feature)
            best = sorted((t for t in left if t in right), key=lambda t: (-left[t] * right[t], t))[:5]
            return Evidence(value=" ".join(best)) if best else None
        both = sorted(one.numbers & two.numbers)
        return Evidence(value=" ".join(both)) if feature == "numbers" and both else None


def _near(texts: Sequence[_Text]) -> Iterator[tuple[str, str]]:
    """Pair texts that lie at most `_DAYS` apart, unless a crowd of them does; those without a time are near to all."""
    timed = sorted((t for t in texts if t.day is not None), key=lambda t: (t.day, t.key))
    untimed = sorted((t for t in texts if t.day is None), key=lambda t: t.key)
    first = 0
    for place, text in enumerate(timed):
        while text.day - timed[first].day > _DAYS:  # type: ignore[operator]
            first += 1
        if place - first <= _CROWD:
            yield from (canonical_pair(other.key, text.key) for other in timed[first:place])
    if len(texts) <= _CROWD:
        for place, text in enumerate(untimed):
            yield from (canonical_pair(other.key, text.key) for other in (*timed, *untimed[:place]))


def _weights(likeness: Mapping[str, float], model: StoryModel) -> dict[str, float]:
    """Give what every likeness adds to a match weight (log2)."""
    return {feature: _log2(model.coefficients[feature] * likeness[feature]) for feature in FEATURES}


def _log2(natural: float) -> float:
    return natural / math.log(2)


def _probability(weight: float) -> float:
    return 1 / (1 + math.exp2(-max(-1000.0, min(1000.0, weight))))
