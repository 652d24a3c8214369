"""Likeness: how sure it is that two assertions answer one question, and that their answers are one.

A pair's match weight is a sum of parts, each a learned coefficient times one likeness (logistic regression, so the parts are
log2 odds and add up), as for stories. What tells the question apart is learned; what tells the answers apart is not: values
that cannot both hold, and said against denied, weigh a fixed amount that no likeness of words makes up for.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import attrs

from provenance.decisions import Evidence, Part
from provenance.identifiers import canonical_pair, content_hash
from provenance.matching import ClaimComparison
from provenance.spans import Span
from resolvers.coverage.terms import Rarity, Vector, cosine
from resolvers.coverage.words import words_of
from resolvers.matching.agents import Agent, agents_of
from resolvers.matching.answers import Answer, Pairing, answers_of, pair_answers
from resolvers.matching.assertions import Assertion
from resolvers.matching.polarity import Polarity, polarity
from resolvers.matching.senses import term

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
SURE = 0.6  # strength of a shared question: a noun that both count, with a word or an event beside it
APART = -16.0  # log2: no likeness of words makes up for answers that cannot both hold
_CYCLE = 0.5  # days: what the evening reports, the morning prints
_UNKNOWN_GAP = 1.5  # days between two articles, one of which has no time
_SMALL = 3  # assertions more than a story has: in one of two or three, nothing is common yet
_LETTERS = 400  # code points of a content whose trigrams are compared
_FULL = 24.0  # natural units of shared rarity from which more says nothing new: about four telling words
_VERBATIM, _NEAR = 0.9, 0.5  # of the runs of three words that the shorter content has

Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]


@attrs.frozen(kw_only=True)
class MatchModel:
    """Hold the parameters: natural logarithms of odds.

    Args:
        prior: what every compared pair starts from.
        coefficients: feature to what a likeness of 1 adds; `meaning` is that of a caller's embedder, 0 without one.
        cut: mean probability at which groups are joined.
        asks: probability of one question from which answers that part are a conflict.
    """

    prior: float
    coefficients: Mapping[str, float]
    cut: float
    asks: float

    @property
    def key(self) -> str:
        """Identify the model by its parameters."""
        return content_hash("claims", self.prior, [self.coefficients[f] for f in FEATURES], self.cut, self.asks)


@cache
def default_match_model() -> MatchModel:
    """Load the shipped parameters; `resolvers.claim_training` says how they were learned."""
    return MatchModel(**json.loads(files(__package__).joinpath("match_model.json").read_text(encoding="utf-8")))


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


@attrs.frozen(kw_only=True)
class Weighed:
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
        return to_probability(self.weight)


class Likeness:
    """Compare assertions: weights of words and entities count the assertions at hand.

    Args:
        assertions: all of them.
        embed: gives texts as vectors of one length; their cosine is one more comparison.
    """

    def __init__(self, assertions: Iterable[Assertion], embed: Embed | None = None) -> None:
        ordered = sorted(assertions, key=lambda a: a.key)
        said = [[t for word in words_of(a.words) if (t := term(word)) is not None] for a in ordered]
        self._rarity = Rarity(said)
        self._common = _Common(zip((a.story for a in ordered), said, strict=True))
        named = [sorted({n.entity for n in a.named}) for a in ordered]
        self._rarity_of_names, self._common_names = (
            Rarity(named),
            _Common(zip((a.story for a in ordered), named, strict=True)),
        )
        meanings = [_unit(v) for v in embed([a.words for a in ordered])] if embed and ordered else [None] * len(ordered)
        self.items = {
            a.key: self._prepare(a, terms, meaning) for a, terms, meaning in zip(ordered, said, meanings, strict=True)
        }

    def _prepare(self, assertion: Assertion, terms: Sequence[str], meaning: tuple[float, ...] | None) -> Prepared:
        words = words_of(assertion.words)
        entities = sorted({n.entity for n in assertion.named})
        joined = " ".join(words)[:_LETTERS]
        weights = {t: self._rarity.of(t) * self._common.telling(assertion.story, t) for t in sorted(set(terms))}
        return Prepared(
            assertion=assertion,
            terms=_scaled(weights),
            weights=weights,
            mass=math.fsum(weights.values()),
            runs={n: frozenset(zip(*(words[i:] for i in range(n)), strict=False)) for n in (2, 3)},
            letters=frozenset(joined[i : i + 3] for i in range(len(joined) - 2)),
            entities=_scaled(
                {e: self._rarity_of_names.of(e) * self._common_names.telling(assertion.story, e) for e in entities}
            ),
            answers=answers_of(assertion.pieces, assertion.values),
            polarity=polarity(assertion.words),
            agents=agents_of(assertion),
            meaning=meaning,
        )

    def shared(self, a: Prepared, b: Prepared) -> tuple[float, int]:
        """Give the weight of the terms that both have, by the side to which they tell less, and their number."""
        small, large = (a.weights, b.weights) if len(a.weights) <= len(b.weights) else (b.weights, a.weights)
        both = [min(w, large[t]) for t, w in small.items() if t in large]
        return math.fsum(both), len(both)

    def features(self, one: Prepared, two: Prepared, pairings: Sequence[Pairing]) -> dict[str, float]:
        """Give every likeness of two assertions, 0 to 1; time as minus the logarithm of 1 + days past the first half."""
        a, b = one.assertion, two.assertion
        shared, _ = self.shared(one, two)
        gap = _UNKNOWN_GAP if a.day is None or b.day is None else abs(a.day - b.day)
        known = a.speaker is not None and b.speaker is not None
        # A day that both name is the day of the news; a count that both make is a question.
        counted = [p.strength for p in pairings if p.a.value.kind != "date" and p.strength >= SURE]
        return {
            "words": cosine(one.terms, two.terms),
            "order": _overlap(one.runs[2], two.runs[2]),
            "letters": _dice(one.letters, two.letters),
            "substance": min(1.0, shared / _FULL),
            "entities": cosine(one.entities, two.entities),
            "same speaker": float(known and a.speaker == b.speaker),
            "other speaker": float(known and a.speaker != b.speaker),
            "cue class": float(a.modality == b.modality and not a.narrated and not b.narrated),
            "time": -math.log1p(max(0.0, gap - _CYCLE)),
            "values": max(counted, default=0.0),
            "meaning": _meaning(one.meaning, two.meaning),
        }

    def weigh(self, a: str, b: str, model: MatchModel) -> Weighed:
        """Score two assertions without saying why: most pairs come to nothing."""
        one, two = (self.items[key] for key in canonical_pair(a, b))
        pairings = pair_answers(one.answers, two.answers)
        parts = _weights(self.features(one, two, pairings), model)
        asks = math.fsum((_log2(model.prior), *parts.values()))
        against = opposition(one, two, pairings)
        return Weighed(asks=asks, weight=asks + (APART if against else 0.0), opposed=against)

    def compare(self, a: str, b: str, model: MatchModel) -> ClaimComparison:
        """Score two assertions; the parts name what both have, and where."""
        a, b = canonical_pair(a, b)
        one, two = self.items[a], self.items[b]
        pairings = pair_answers(one.answers, two.answers)
        likeness = self.features(one, two, pairings)
        weights = _weights(likeness, model)
        parts = [Part(feature="prior", level="of compared pairs", weight=_log2(model.prior))]
        for feature in FEATURES:
            if feature != "meaning" or one.meaning is not None:
                x, y = _evidence(feature, one, two, pairings)
                parts.append(Part(feature=feature, level=f"{likeness[feature]:.3f}", weight=weights[feature], a=x, b=y))
        against = opposition(one, two, pairings)
        if against:
            x, y = _against(against, one, two, pairings)
            parts.append(Part(feature="answers", level=f"cannot both hold: {against}", weight=APART, a=x, b=y))
        total = math.fsum(p.weight for p in parts)
        return ClaimComparison(
            a=a,
            b=b,
            relation=relation(one, two),
            match_weight=total,
            match_probability=to_probability(total),
            parts=tuple(parts),
        )


class _Common:
    """Tell how common terms are inside their stories: what every claim of a story names tells none of them apart."""

    def __init__(self, said: Iterable[tuple[str | None, Sequence[str]]]) -> None:
        self._terms: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
        self._sizes: Counter[str | None] = Counter()
        for story, terms in said:
            self._terms[story].update(set(terms))
            self._sizes[story] += 1

    def telling(self, story: str | None, term: str) -> float:
        """Give 1 where no other assertion of the story has the term, less the more have it."""
        if story is None:
            return 1.0
        others = max(0, self._terms[story][term] - 1)
        return 1 - others / (self._sizes[story] + _SMALL)


def _scaled(weights: Mapping[str, float]) -> Vector:
    norm = math.sqrt(math.fsum(w * w for w in weights.values()))
    return {t: w / norm for t, w in weights.items()} if norm else {}


def opposition(one: Prepared, two: Prepared, pairings: Sequence[Pairing]) -> str | None:
    """Say what parts two answers, if anything does: one says what the other denies, values, or who did it.

    `stance` keeps two apart that do not contradict each other: to reject a plan says nothing of what is so.
    """
    if "rejects" in {one.assertion.stance, two.assertion.stance} and one.assertion.stance != two.assertion.stance:
        return "stance"
    if denial(one, two):
        return "denial"
    parted = [p for p in pairings if not p.agree]
    if parted:
        return parted[0].a.value.kind
    return "agent" if doers(one, two) else None


def denial(one: Prepared, two: Prepared) -> bool:
    """Tell whether one says what the other denies: by its cue, or by a negation before a term that both have."""
    return (one.assertion.stance != two.assertion.stance) != bool(one.polarity.turned(two.polarity))


def doers(one: Prepared, two: Prepared) -> tuple[Agent, Agent] | None:
    """Find one deed that two assertions give to different doers, unless they also share one."""
    pairs = [(x, y) for x in one.agents for y in two.agents if x.deed == y.deed]
    return pairs[0] if pairs and all(x.entity != y.entity for x, y in pairs) else None


def relation(one: Prepared, two: Prepared) -> str:
    """Say how near two contents are: by the runs of three words of the shorter that the longer has."""
    if one.assertion.words == two.assertion.words:
        return "verbatim"
    share = _overlap(one.runs[3], two.runs[3])
    return "verbatim" if share >= _VERBATIM else "near" if share >= _NEAR else "paraphrase"


def _overlap(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _meaning(a: tuple[float, ...] | None, b: tuple[float, ...] | None) -> float:
    return 0.0 if a is None or b is None else math.fsum(x * y for x, y in zip(a, b, strict=True))


def _unit(values: Sequence[float]) -> tuple[float, ...]:
    norm = math.sqrt(math.fsum(float(v) * float(v) for v in values))
    return tuple(float(v) / norm for v in values) if norm else tuple(0.0 for _ in values)


def _weights(likeness: Mapping[str, float], model: MatchModel) -> dict[str, float]:
    return {feature: _log2(model.coefficients[feature] * likeness[feature]) + 0.0 for feature in FEATURES}  # no -0.0


def _log2(natural: float) -> float:
    return natural / math.log(2)


def to_probability(weight: float) -> float:
    """Turn log2 odds into a probability."""
    return 1 / (1 + math.exp2(-max(-1000.0, min(1000.0, weight))))


# --- evidence -----------------------------------------------------------------------------------------------------------

_Sides = tuple[Evidence | None, Evidence | None]


def _evidence(feature: str, one: Prepared, two: Prepared, pairings: Sequence[Pairing]) -> _Sides:
    """Name what was compared on both sides, with its characters where it has some."""
    if feature in {"words", "substance", "order", "letters", "meaning"}:
        shared = sorted((t for t in one.terms if t in two.terms), key=lambda t: (-one.terms[t] * two.terms[t], t))[:6]
        value = " ".join(t.lstrip("=") for t in shared)
        return tuple(Evidence(value=value, span=p.assertion.pieces[0][0]) for p in (one, two))  # type: ignore[return-value]
    if feature == "entities":
        both = sorted(e for e in one.entities if e in two.entities)
        return _entity(one, both), _entity(two, both)
    if feature in {"same speaker", "other speaker"}:
        return Evidence(value=one.assertion.speaker), Evidence(value=two.assertion.speaker)
    if feature == "values" and (asked := next((p for p in pairings if p.a.value.kind != "date"), None)):
        return _value(asked.a), _value(asked.b)
    told = {
        "cue class": (one.assertion.modality, two.assertion.modality),
        "time": tuple(str(p.assertion.published or "") or None for p in (one, two)),
    }.get(feature, (None, None))
    return Evidence(value=told[0]), Evidence(value=told[1])


def _entity(side: Prepared, shared: Sequence[str]) -> Evidence | None:
    found = next((n for n in side.assertion.named if n.entity in shared), None)
    return Evidence(value=" ".join(shared), span=found.span) if found else None


def _value(answer: Answer) -> Evidence:
    return Evidence(value=answer.value.surface, span=answer.span)


def _against(kind: str, one: Prepared, two: Prepared, pairings: Sequence[Pairing]) -> _Sides:
    (x, _), (y, _) = sides(kind, one, two, pairings)
    return tuple(Evidence(value=kind, span=span) for span in (x, y))  # type: ignore[return-value]


def sides(kind: str, one: Prepared, two: Prepared, pairings: Sequence[Pairing]) -> tuple[tuple[Span, str], tuple[Span, str]]:
    """Give the characters of both answers that part, with their words."""
    parted = next((p for p in pairings if not p.agree), None)
    if kind in {"denial", "stance"} or (kind != "agent" and parted is None):
        return one.assertion.pieces[0], two.assertion.pieces[0]
    if kind == "agent":
        pair = doers(one, two)
        assert pair is not None  # noqa: S101  (opposition says so)
        return tuple((x.span, _surface(p.assertion, x.span)) for x, p in zip(pair, (one, two), strict=True))  # type: ignore[return-value]
    assert parted is not None  # noqa: S101
    return (parted.a.span, parted.a.value.surface), (parted.b.span, parted.b.value.surface)


def _surface(assertion: Assertion, span: Span) -> str:
    piece, words = next((p, w) for p, w in assertion.pieces if p.contains(span))
    return words[span.start - piece.start : span.end - piece.start]
