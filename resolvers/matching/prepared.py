"""Prepared assertions: terms weighed by how much each tells, runs of words, letters, answers, polarity and doers."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import attrs

from resolvers.coverage.terms import Vector
from resolvers.coverage.words import words_of
from resolvers.matching.agents import Agent, agents_of
from resolvers.matching.answers import Answer, answers_of
from resolvers.matching.assertions import Assertion
from resolvers.matching.polarity import Polarity, polarity
from resolvers.matching.rarity import Rarity
from resolvers.matching.senses import term

_SMALL = 3  # assertions more than a story has: in one of two or three, nothing is common yet
_LETTERS = 400  # code points of a content whose trigrams are compared

Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]


@attrs.frozen(kw_only=True)
class Prepared:
    """Hold an assertion ready to be compared."""

    assertion: Assertion
    terms: Vector
    weights: Mapping[str, float]  # the same before they are scaled to length 1
    mass: float
    runs: Mapping[int, frozenset[tuple[str, ...]]]
    letters: frozenset[str]
    entities: Vector
    answers: tuple[Answer, ...]
    polarity: Polarity
    agents: tuple[Agent, ...]
    meaning: tuple[float, ...] | None


def prepare(assertions: Iterable[Assertion], embed: Embed | None = None) -> dict[str, Prepared]:
    """Prepare assertions, each by its key; weights of words and entities count the assertions at hand.

    Args:
        assertions: all of them.
        embed: gives texts as vectors of one length; their cosine is one more comparison.
    """
    ordered = sorted(assertions, key=lambda a: a.key)
    stories = [a.story for a in ordered]
    said = [[t for word in words_of(a.words) if (t := term(word)) is not None] for a in ordered]
    named = [sorted({n.entity for n in a.named}) for a in ordered]
    words, names = _Telling(stories, said), _Telling(stories, named)
    meanings = [_unit(v) for v in embed([a.words for a in ordered])] if embed and ordered else [None] * len(ordered)
    return {
        a.key: _prepared(a, words.weights(a.story, terms), names.weights(a.story, entities), meaning)
        for a, terms, entities, meaning in zip(ordered, said, named, meanings, strict=True)
    }


def _prepared(
    assertion: Assertion, weights: Mapping[str, float], names: Mapping[str, float], meaning: tuple[float, ...] | None
) -> Prepared:
    words = words_of(assertion.words)
    joined = " ".join(words)[:_LETTERS]
    return Prepared(
        assertion=assertion,
        terms=_scaled(weights),
        weights=weights,
        mass=math.fsum(weights.values()),
        runs={n: frozenset(zip(*(words[i:] for i in range(n)), strict=False)) for n in (2, 3)},
        letters=frozenset(joined[i : i + 3] for i in range(len(joined) - 2)),
        entities=_scaled(names),
        answers=answers_of(assertion.pieces, assertion.values),
        polarity=polarity(assertion.words),
        agents=agents_of(assertion),
        meaning=meaning,
    )


class _Telling:
    """Weigh what assertions hold by how few of them do, and how few of their story: what all of it name tells none apart."""

    def __init__(self, stories: Sequence[str | None], held: Sequence[Sequence[str]]) -> None:
        self._rarity = Rarity(held)
        self._inside: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
        self._sizes: Counter[str | None] = Counter()
        for story, items in zip(stories, held, strict=True):
            self._inside[story].update(set(items))
            self._sizes[story] += 1

    def weights(self, story: str | None, items: Iterable[str]) -> dict[str, float]:
        """Give the weight of each item of an assertion."""
        return {item: self._rarity.of(item) * self._share(story, item) for item in sorted(set(items))}

    def _share(self, story: str | None, item: str) -> float:
        if story is None:
            return 1.0
        others = max(0, self._inside[story][item] - 1)
        return 1 - others / (self._sizes[story] + _SMALL)


def _scaled(weights: Mapping[str, float]) -> Vector:
    norm = math.sqrt(math.fsum(w * w for w in weights.values()))
    return {t: w / norm for t, w in weights.items()} if norm else {}


def _unit(values: Sequence[float]) -> tuple[float, ...]:
    norm = math.sqrt(math.fsum(float(v) * float(v) for v in values))
    return tuple(float(v) / norm for v in values) if norm else tuple(0.0 for _ in values)
