"""Tuning: a model learnt from one ledger and its labels, and what would change if it were used."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from provenance.exceptions import InputError
from provenance.identifiers import canonical_pair
from provenance.trail.anchored import judged, settled_links
from resolvers.clusters.clustering import cluster
from resolvers.evaluation.answers import SampleAnswer, Spot, is_sample, read_answers
from resolvers.evaluation.gold import match, read_gold
from resolvers.evaluation.report import profile_labels
from resolvers.linking.comparisons import APART
from resolvers.linking.learning import Learned, Pattern, learn, mean_log_loss, pattern_of, weigh
from resolvers.linking.model import Model

if TYPE_CHECKING:
    from provenance.ledger.store import Store

Pairs = Mapping[tuple[str, str], Pattern]  # canonical pair of profiles to its pattern
Apart = frozenset[tuple[str, str]]  # canonical pairs that never share a cluster
Labels = Mapping[tuple[str, str], bool]  # canonical pair of profiles to whether both are one entity
FOLDS = 5


@attrs.frozen(kw_only=True)
class EntityChange:
    """Say what becomes of an entity.

    That is its name, and the names of the parts that it would be made of or fall into.
    """

    name: str
    parts: tuple[str, ...]
    mentions: int


@attrs.frozen(kw_only=True)
class Impact:
    """Hold what a model would change in a ledger.

    Args:
        weights: comparison and level with the weight (log2) before and after, the largest change
            first.
        surprise: at labels that were held out, in bits a pair, before and after; None without
            labels enough.
        joined: pairs that rise above the cut.
        parted: pairs that fall below it.
        entities: their number before and after.
        merges: entities of the new model that hold several of the old, the most mentioned first.
        splits: entities of the old model that fall apart, the most mentioned first.
    """

    weights: Sequence[tuple[str, str, float, float]]
    surprise: tuple[float, float] | None
    joined: int
    parted: int
    entities: tuple[int, int]
    merges: Sequence[EntityChange]
    splits: Sequence[EntityChange]


def tune(
    ledger: Store, base: Model, labels: Labels, *, em_levels: bool = False
) -> tuple[Learned, Impact]:
    """Learn a model from the compared pairs of a ledger, and compare what it makes of them.

    Nothing is written.

    Args:
        ledger: an open ledger, resolved.
        base: the model to start from.
        labels: pairs of profiles that are known to be one entity or two.
        em_levels: let EM estimate levels too, where there are no labels.

    Raises:
        InputError: nothing was compared in the ledger.
        NotConvergedError: EM did not come to a stand.
    """
    compared = _Compared.of(ledger)
    pairs = compared.pairs
    known = [(pairs[pair], same) for pair, same in sorted(labels.items()) if pair in pairs]
    unlabelled = Counter(pattern for pair, pattern in pairs.items() if pair not in labels)
    learned = learn(base, Counter(known), unlabelled, em_levels=em_levels)
    surprise = _held_out_log_loss(base, known, unlabelled, em_levels=em_levels)
    return learned, _model_impact(ledger, compared, (base, learned.model), surprise)


@attrs.frozen
class _Compared:
    """Hold the compared pairs of a ledger, and those that never share a cluster."""

    pairs: Pairs
    apart: Apart

    @classmethod
    def of(cls, ledger: Store) -> _Compared:
        """Read them.

        Raises:
            InputError: there are none.
        """
        pairs: dict[tuple[str, str], Pattern] = {}
        apart: set[tuple[str, str]] = set()
        for row in ledger.comparisons().select(["profile_a", "profile_b", "parts"]).to_pylist():
            pair = canonical_pair(row["profile_a"], row["profile_b"])
            pairs[pair] = pattern_of(row["parts"])
            if any(part["level"] in APART for part in row["parts"]):
                apart.add(pair)
        if not pairs:
            what = "nothing was compared in this ledger yet"
            raise InputError(what, hint="run spantrail resolve first")
        return cls(pairs, frozenset(apart))

    def probabilities(self, model: Model) -> dict[tuple[str, str], float]:
        """Return how likely every pair is one entity, as a model has it."""
        patterns = set(self.pairs.values())
        known = {pattern: model.probability(weigh(model, pattern)) for pattern in patterns}
        return {pair: known[pattern] for pair, pattern in self.pairs.items()}

    def above(self, model: Model) -> set[tuple[str, str]]:
        """Return the pairs that are above a model's cut."""
        return {pair for pair, p in self.probabilities(model).items() if p >= model.cut}

    def partition(self, members: Iterable[str], model: Model) -> dict[str, str]:
        """Map profiles to their cluster, named by its first member."""
        own = set(members)
        inside = {pair: p for pair, p in self.probabilities(model).items() if own.issuperset(pair)}
        apart = frozenset(pair for pair in self.apart if own.issuperset(pair))
        clusters = cluster(own, inside, cut=model.cut, apart=apart)
        return {profile: c.members[0] for c in clusters for profile in c.members}


def _held_out_log_loss(
    base: Model,
    known: Sequence[tuple[Pattern, bool]],
    unlabelled: Counter[Pattern],
    *,
    em_levels: bool,
) -> tuple[float, float] | None:
    """Return the mean surprise at labels before learning, and after it at those left out.

    It is learnt from four fifths of the labels, five times.
    """
    if len(known) < FOLDS:
        return None
    after = 0.0
    for fold in range(FOLDS):
        held = known[fold::FOLDS]
        kept = Counter(one for i, one in enumerate(known) if i % FOLDS != fold)
        learned = learn(base, kept, unlabelled, em_levels=em_levels)
        after += mean_log_loss(learned.model, held) * len(held)
    return mean_log_loss(base, known), after / len(known)


# --- labels ---------------------------------------------------------------------------------------


def read_labels(
    ledger: Store, paths: Iterable[Path]
) -> tuple[dict[tuple[str, str], bool], list[InputError]]:
    """Read labels of pairs of profiles.

    They come from decisions, from files of labelled mentions and from answered samples. Later files
    win, and all of them over decisions.

    Returns:
        The labels, and an error for every refused line; the others are kept.
    """
    labels = _labels_from_decisions(ledger)
    refused: list[InputError] = []
    for path in paths:
        if is_sample(path):
            answers, wrong = read_answers(ledger, path)
            labels |= _labels_from_answers(ledger, answers)
        else:
            gold, wrong = read_gold(ledger, path)
            matched = match(ledger, gold)
            entities = profile_labels(ledger, matched, [m for m in gold if m.spot in matched.rows])
            labels |= _labels_from_entities(ledger, entities)
        refused += wrong
    return labels, refused


def _labels_from_decisions(ledger: Store) -> dict[tuple[str, str], bool]:
    """Label the pairs of profiles of whose chains somebody decided, as their words are."""
    settled, _ = settled_links(ledger, judged(ledger))
    said = [
        *((pair, True) for pair in settled.together),
        *((pair, False) for pair in settled.apart),
    ]
    profile = _base_profiles(ledger, {chain for pair, _ in said for chain in pair})
    named = [(profile.get(a), profile.get(b), same) for (a, b), same in said]
    return {canonical_pair(a, b): same for a, b, same in named if a and b and a != b}


def _base_profiles(ledger: Store, chains: Iterable[int]) -> dict[int, str]:
    """Map chains to the profiles that their words make, whatever is decided of them."""
    asked = sorted(chains)
    rows = ledger.records("base_profiles", chains=asked) if asked else []
    return {row["chain_id"]: row["profile"] for row in rows}


def _labels_from_entities(
    ledger: Store, entities: Mapping[str, tuple[str, str]]
) -> dict[tuple[str, str], bool]:
    """Label the compared pairs of profiles whose entities are known, and hold in one event."""
    labels: dict[tuple[str, str], bool] = {}
    for row in ledger.comparisons().select(["profile_a", "profile_b"]).to_pylist():
        a, b = entities.get(row["profile_a"]), entities.get(row["profile_b"])
        if a is not None and b is not None and a[0] == b[0]:
            labels[canonical_pair(row["profile_a"], row["profile_b"])] = a == b
    return labels


def _labels_from_answers(
    ledger: Store, answers: Sequence[SampleAnswer]
) -> dict[tuple[str, str], bool]:
    """Label the pairs of each drawn mention's profile with those that were asked about.

    A tie says no.
    """
    profile = _profiles_at_spots(ledger, {answer.spot for answer in answers})
    drawn = {a.number: profile.get(a.spot) for a in answers if a.part == "drawn"}
    votes: defaultdict[tuple[str, str], int] = defaultdict(int)
    for answer in answers:
        first, other = drawn.get(answer.number), profile.get(answer.spot)
        if answer.same is not None and first and other and first != other:
            votes[canonical_pair(first, other)] += 1 if answer.same else -1
    return {pair: vote > 0 for pair, vote in votes.items()}


def _profiles_at_spots(ledger: Store, spots: Collection[Spot]) -> dict[Spot, str]:
    """Map spots at which mentions stand to the profiles of these."""
    profile_of = {row["chain"][:16]: row["profile"] for row in ledger.chain_profiles().to_pylist()}
    mentions = ledger.table("mentions").select(["article", "start", "end", "chain"])
    rows = [((r["article"], r["start"], r["end"]), r["chain"]) for r in mentions.to_pylist()]
    return {spot: profile_of[chain] for spot, chain in rows if spot in spots}


# --- impact ---------------------------------------------------------------------------------------


def _model_impact(
    ledger: Store,
    compared: _Compared,
    models: tuple[Model, Model],
    surprise: tuple[float, float] | None,
) -> Impact:
    """Cluster the compared profiles with the model before and the model after."""
    called = _Called.of(ledger)
    old, new = (compared.partition(called.names, model) for model in models)
    before, after = (compared.above(model) for model in models)
    return Impact(
        weights=_level_weight_changes(*models),
        surprise=surprise,
        joined=len(after - before),
        parted=len(before - after),
        entities=(len(set(old.values())), len(set(new.values()))),
        merges=_split_clusters(new, old, called),
        splits=_split_clusters(old, new, called),
    )


def _level_weight_changes(before: Model, after: Model) -> list[tuple[str, str, float, float]]:
    """List the weights of all levels in two models, the largest change first."""
    weights = [
        (comparison, label, before.weight(comparison, label), after.weight(comparison, label))
        for comparison, levels in after.levels.items()
        for label in levels
    ]
    return sorted(weights, key=lambda w: (-abs(w[3] - w[2]), w[:2]))


@attrs.frozen
class _Called:
    """Hold what profiles are called, and how often they are mentioned."""

    names: Mapping[str, str]  # the best names of their chains
    mentions: Mapping[str, int]

    @classmethod
    def of(cls, ledger: Store) -> _Called:
        """Read the names and mentions of all profiles."""
        mentions: Counter[str] = Counter()
        called: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for row in ledger.chain_profiles().select(["profile", "name", "mentions"]).to_pylist():
            mentions[row["profile"]] += row["mentions"]
            called[row["profile"]][row["name"]] += row["mentions"]
        return cls(
            {profile: _most_frequent_name(names) for profile, names in called.items()}, mentions
        )

    def best(self, profiles: Iterable[str]) -> str:
        """Name an entity by the most mentioned of its profiles."""
        return self.names[min(profiles, key=lambda p: (-self.mentions[p], p))]

    def change(self, parts: Collection[Sequence[str]]) -> EntityChange:
        """Name an entity and its parts, each given by its profiles."""
        profiles = [profile for part in parts for profile in part]
        return EntityChange(
            name=self.best(profiles),
            parts=tuple(sorted(map(self.best, parts))),
            mentions=sum(self.mentions[profile] for profile in profiles),
        )


def _most_frequent_name(counts: Mapping[str, int]) -> str:
    return min(counts, key=lambda name: (-counts[name], name))


def _split_clusters(
    whole: Mapping[str, str], parts: Mapping[str, str], called: _Called
) -> list[EntityChange]:
    """List the clusters of one partition that are several in the other."""
    groups: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for profile, head in whole.items():
        groups[head][parts[profile]].append(profile)
    found = [called.change(split.values()) for split in groups.values() if len(split) > 1]
    return sorted(found, key=lambda change: (-change.mentions, change.name, change.parts))
