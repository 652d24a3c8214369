"""Passages: sentences of the sources that say what a statement says, in whatever words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from functools import cached_property, lru_cache

import attrs

from provenance.spans import Span
from resolvers.checking.sources import Library, SourceArticle
from resolvers.checking.words import Stream, bare
from resolvers.claim_matching.idf import rarity
from resolvers.claim_matching.synonym_sets import term

_FEW = 12  # sentences with the most of a statement, whose surroundings are read
_BESIDE, _ELSEWHERE = 0.7, 0.4  # of the weight of a term that stands beside, or elsewhere
_NAMES = 0.25  # of the weight of another term
DIRECT = 0.4  # of a statement's weight that the sentence itself must have
LIKE = 0.6  # of it, with what stands around, from which a sentence says the same


@attrs.frozen(kw_only=True, eq=False)
class LikePassage:
    """Hold a sentence that may say what a statement says.

    Args:
        score: the share of the statement's weight that it and its surroundings have.
        telling: the share that it has itself of what is no name or role.
    """

    source: SourceArticle
    number: int
    score: float
    telling: float

    @property
    def span(self) -> Span:
        """The sentence."""
        return self.source.sentences[self.number]


class Passages:
    """Find sentences in the sources of one draft."""

    def __init__(self, library: Library) -> None:
        self._sources = [source for source in library.sources if source.current]

    @cached_property
    def _sentence_terms(self) -> list[list[frozenset[str]]]:
        """The terms of every sentence of every source."""
        return [
            [terms_of(source.stream.inside(sentence).words) for sentence in source.sentences]
            for source in self._sources
        ]

    @cached_property
    def _term_postings(self) -> Mapping[str, list[tuple[int, int]]]:
        """Each term to the sentences that have it."""
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, sentences in enumerate(self._sentence_terms):
            for place, terms in enumerate(sentences):
                for held in terms:
                    found[held].append((number, place))
        return found

    @cached_property
    def _article_terms(self) -> list[frozenset[str]]:
        """The terms of every source, its title among them."""
        return [
            frozenset().union(*terms, terms_of_words(source.title or ""))
            for source, terms in zip(self._sources, self._sentence_terms, strict=True)
        ]

    def find(self, terms: frozenset[str], names: frozenset[str] = frozenset()) -> list[LikePassage]:
        """List the sentences that say what some terms say, the most alike first.

        Args:
            terms: what the words of a statement stand for.
            names: those of its names and roles, for which others and pronouns may stand.
        """
        weights = _term_weights(terms, names)
        mass = math.fsum(weights.values())
        if not mass:
            return []
        found = [
            self._scored_passage(number, place, weights, names)
            for (number, place), weight in self._weigh_sentences(weights).most_common(_FEW)
            if weight >= DIRECT * mass
        ]
        return sorted(found, key=lambda p: (-p.score, p.source.number, p.number))

    def _weigh_sentences(self, weights: Mapping[str, float]) -> Counter[tuple[int, int]]:
        """Weigh the sentences that have some of these terms themselves."""
        direct: Counter[tuple[int, int]] = Counter()
        for held, weight in weights.items():
            for at in self._term_postings.get(held, ()):
                direct[at] += weight  # type: ignore[assignment]
        return direct

    def _scored_passage(
        self, number: int, place: int, weights: Mapping[str, float], names: frozenset[str]
    ) -> LikePassage:
        sentences = self._sentence_terms[number]
        here = sentences[place]
        beside = frozenset().union(*sentences[max(0, place - 1) : place + 2])
        whole = self._article_terms[number]
        plain = {held: weight for held, weight in weights.items() if held not in names}
        shares = (
            weight * _proximity_weight(held, here, beside, whole)
            for held, weight in weights.items()
        )
        return LikePassage(
            source=self._sources[number],
            number=place,
            score=math.fsum(shares) / math.fsum(weights.values()),
            telling=_share_of_weight(plain, here),
        )


def _term_weights(terms: Iterable[str], names: Container[str]) -> dict[str, float]:
    """Weigh terms by how rare they are, names less than other words; in the order of the terms."""
    return {held: rarity(held) * (_NAMES if held in names else 1.0) for held in sorted(terms)}


def _share_of_weight(weights: Mapping[str, float], here: frozenset[str]) -> float:
    """Return the share of some terms' weight that a sentence has; of none it has all."""
    mass = math.fsum(weights.values())
    return math.fsum(w for held, w in weights.items() if held in here) / mass if mass else 1.0


def _proximity_weight(
    held: str, here: frozenset[str], beside: frozenset[str], whole: frozenset[str]
) -> float:
    if held in here:
        return 1.0
    if held in beside:
        return _BESIDE
    return _ELSEWHERE if held in whole else 0.0


def terms_in(view: str, pieces: Iterable[Span]) -> frozenset[str]:
    """Return what the words of some pieces of a text stand for, numbers left out."""
    return terms_of(Stream.of(view, pieces).words)


def terms_of(words: Iterable[str]) -> frozenset[str]:
    """Return what words stand for."""
    found = {_bare_term(word) for word in words}
    found.discard(None)
    return frozenset(found)  # type: ignore[arg-type]


@lru_cache(maxsize=100_000)
def _bare_term(word: str) -> str | None:
    return term(bare(word))


def terms_of_words(text: str) -> frozenset[str]:
    """Return what the words of a text stand for."""
    return terms_in(text, [Span(0, len(text))] if text else [])
