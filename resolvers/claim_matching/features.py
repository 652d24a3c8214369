"""Prepared assertions: terms weighed by how much each tells, and what else is compared of them."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from sys import intern
from typing import NamedTuple

import attrs

from resolvers.claim_matching.agents import Agent, agents_of
from resolvers.claim_matching.answers import Answer
from resolvers.claim_matching.assertions import Assertion
from resolvers.claim_matching.bases import without_bounds
from resolvers.claim_matching.clauses import answers_of
from resolvers.claim_matching.idf import rarity
from resolvers.claim_matching.polarity import Polarity, polarity
from resolvers.claim_matching.shares import EIGHTHS, Shares, StoryCounts
from resolvers.claim_matching.synonym_sets import terms_of
from resolvers.text.quoted_words import words_of
from resolvers.text.terms import Vector

_LETTERS = 400  # code points of a content whose trigrams are compared

_SENTENCE_END = re.compile(r"(?<=[.!?])[”\"’']*\s+|\s…\s")


class Sentence(NamedTuple):
    """Hold one sentence of a content."""

    weights: dict[str, float]  # of its terms, in bits
    polarity: Polarity


Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]


@attrs.frozen(kw_only=True, slots=False, eq=False)
class Prepared:
    """Hold an assertion ready to be compared; most pairs come to nothing before all of it is read.

    Args:
        assertion: what is asserted.
        shares: what the terms and entities lose that its story holds, too.
        meaning: its vector of length 1, where somebody gave an embedder.
    """

    assertion: Assertion
    shares: Shares
    meaning: tuple[float, ...] | None = None

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the content in lower case."""
        return tuple(words_of(self.assertion.words))

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weight of every term in bits: eighths of whole numbers, so that sums are exact."""
        return {t: rarity(t) * self._share_left(t) for t in sorted(terms_of(self.words))}

    @cached_property
    def terms(self) -> Vector:
        """The same, scaled to length 1."""
        return _scaled_to_unit_length(self.weights)

    @cached_property
    def mass(self) -> float:
        """The sum of the weights in bits."""
        return math.fsum(self.weights.values())

    @cached_property
    def entities(self) -> Vector:
        """The entities inside by their ids, scaled to length 1."""
        return _scaled_to_unit_length(
            {e: self._share_left(entity_item(e)) for e in entities_of(self.assertion)}
        )

    @cached_property
    def pairs_of_words(self) -> frozenset[tuple[str, ...]]:
        """The runs of two words."""
        return _word_shingles(self.words, 2)

    @cached_property
    def triples_of_words(self) -> frozenset[tuple[str, ...]]:
        """The runs of three words."""
        return _word_shingles(self.words, 3)

    @cached_property
    def letters(self) -> frozenset[str]:
        """The runs of three letters of the beginning, words parted by a blank."""
        joined = " ".join(self.words)[:_LETTERS]
        # One string for all who have it; a set of a set is half as large as one of a generator.
        return frozenset({intern(joined[i : i + 3]) for i in range(len(joined) - 2)})

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The values inside, each with its question."""
        return answers_of(self.assertion.pieces, self.assertion.values)

    @cached_property
    def polarity(self) -> Polarity:
        """The terms that it negates, and those that it does not; values speak for themselves."""
        return polarity(without_bounds(self.assertion))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the content, each with the weights of its terms and what it negates."""
        words = without_bounds(self.assertion)
        parts = [part for part in _SENTENCE_END.split(words) if part.strip()]
        return tuple(self._weighted_sentence(part) for part in parts)

    @cached_property
    def agents(self) -> tuple[Agent, ...]:
        """Who did what inside it."""
        return agents_of(self.assertion)

    def _weighted_sentence(self, part: str) -> Sentence:
        weights = {t: self.weights.get(t, 0.0) for t in sorted(terms_of(words_of(part)))}
        return Sentence(weights, polarity(part))

    def _share_left(self, item: str) -> float:
        return self.shares.get(item, EIGHTHS) / EIGHTHS


def items_of(assertion: Assertion) -> frozenset[str]:
    """Return what a story counts of an assertion: its terms, and its entities by `entity_item`."""
    terms = terms_of(words_of(assertion.words))
    return frozenset(terms | {entity_item(e) for e in entities_of(assertion)})


def entity_item(entity: str) -> str:
    """Return an entity's id as an item of a story; no term begins with an @."""
    return f"@{entity}"


def entities_of(assertion: Assertion) -> list[str]:
    """List the entities inside an assertion by their ids, none twice."""
    return sorted({named.entity for named in assertion.named})


def prepare(assertions: Iterable[Assertion], embed: Embed | None = None) -> dict[str, Prepared]:
    """Prepare assertions by key; shares are counted over those of each story at hand.

    Args:
        assertions: all of them.
        embed: returns texts as vectors of one length; their cosine is one more comparison.
    """
    ordered = sorted(assertions, key=lambda a: a.key)
    shares = story_shares(ordered)
    meanings = meanings_of(ordered, embed)
    return {
        a.key: Prepared(assertion=a, shares=shares[a.key], meaning=meaning)
        for a, meaning in zip(ordered, meanings, strict=True)
    }


def story_shares(assertions: Iterable[Assertion]) -> dict[str, Shares]:
    """Return the shares of every assertion by its key; one without a story loses nothing."""
    stories: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    found: dict[str, Shares] = {}
    for assertion in assertions:
        found[assertion.key] = {}
        if assertion.story is not None:
            stories[assertion.story][assertion.key] = items_of(assertion)
    for held in stories.values():
        counts = StoryCounts(held.values())
        found |= {key: counts.shares(items) for key, items in held.items()}
    return found


def meanings_of(
    assertions: Sequence[Assertion], embed: Embed | None
) -> list[tuple[float, ...] | None]:
    """Embed assertions, each vector scaled to length 1; None for each without an embedder."""
    if embed is None or not assertions:
        return [None] * len(assertions)
    return [_unit_vector(vector) for vector in embed([a.words for a in assertions])]


def _word_shingles(words: Sequence[str], size: int) -> frozenset[tuple[str, ...]]:
    return frozenset(set(zip(*(words[i:] for i in range(size)), strict=False)))


def _scaled_to_unit_length(weights: Mapping[str, float]) -> Vector:
    norm = math.sqrt(math.fsum(w * w for w in weights.values()))
    return {t: w / norm for t, w in weights.items()} if norm else {}


def _unit_vector(values: Sequence[float]) -> tuple[float, ...]:
    norm = math.sqrt(math.fsum(float(v) * float(v) for v in values))
    return tuple(float(v) / norm if norm else 0.0 for v in values)
