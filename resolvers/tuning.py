"""Tuning: a model learnt from one ledger and its labels, and what would change if it were used."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from provenance.exceptions import InputError
from provenance.identifiers import canonical_pair
from provenance.trail.anchored import judged, settled_links
from resolvers.evaluation.answers import SampleAnswer, is_sample, read_answers
from resolvers.evaluation.gold import match, read_gold
from resolvers.evaluation.report import profile_labels
from resolvers.identity.clustering import cluster
from resolvers.linking.comparisons import APART
from resolvers.linking.learning import Learned, Pattern, learn, mean_log_loss, pattern_of, weigh
from resolvers.linking.model import Model

if TYPE_CHECKING:
    from provenance.ledger import Store

Pairs = Mapping[tuple[str, str], Pattern]  # canonical pair of profiles to its pattern
Apart = frozenset[tuple[str, str]]  # canonical pairs that never share a cluster
Labels = Mapping[tuple[str, str], bool]  # canonical pair of profiles to whether both are one entity
FOLDS = 5


@attrs.frozen(kw_only=True)
class EntityChange:
    """Say what becomes of an entity: its name, and those of the parts that it would be made of or fall into."""

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
    pairs: dict[tuple[str, str], Pattern] = {}
    apart: set[tuple[str, str]] = set()
    for row in ledger.comparisons().select(["profile_a", "profile_b", "parts"]).to_pylist():
        pair = canonical_pair(row["profile_a"], row["profile_b"])
        pairs[pair] = pattern_of(row["parts"])
        if any(part["level"] in APART for part in row["parts"]):
            apart.add(pair)
    if not pairs:
        raise InputError(
            "nothing was compared in this ledger yet", hint="run spantrail resolve first"
        )
    known = [(pairs[pair], same) for pair, same in sorted(labels.items()) if pair in pairs]
    unlabelled = Counter(pattern for pair, pattern in pairs.items() if pair not in labels)
    learned = learn(base, Counter(known), unlabelled, em_levels=em_levels)
    held_out = _held_out(base, known, unlabelled, em_levels=em_levels)
    return learned, _impact(ledger, (base, learned.model), pairs, frozenset(apart), held_out)


def _held_out(
    base: Model,
    known: Sequence[tuple[Pattern, bool]],
    unlabelled: Counter[Pattern],
    *,
    em_levels: bool,
) -> tuple[float, float] | None:
    """Learn from four fifths of the labels, and take the mean surprise at the fifth left out, five times."""
    if len(known) < FOLDS:
        return None
    after = 0.0
    for fold in range(FOLDS):
        held = [one for i, one in enumerate(known) if i % FOLDS == fold]
        kept = Counter(one for i, one in enumerate(known) if i % FOLDS != fold)
        after += mean_log_loss(
            learn(base, kept, unlabelled, em_levels=em_levels).model, held
        ) * len(held)
    return mean_log_loss(base, known), after / len(known)


# --- labels ---------------------------------------------------------------------------------------


def read_labels(
    ledger: Store, paths: Iterable[Path]
) -> tuple[dict[tuple[str, str], bool], list[InputError]]:
    """Read labels of pairs of profiles: from decisions, from files of labelled mentions and from answered samples.

    Later files win, and all of them over decisions.

    Returns:
        The labels, and an error for every refused line; the others are kept.
    """
    labels = _from_decisions(ledger)
    refused: list[InputError] = []
    for path in paths:
        if is_sample(path):
            answers, wrong = read_answers(ledger, path)
            labels |= _from_answers(ledger, answers)
        else:
            gold, wrong = read_gold(ledger, path)
            matched = match(ledger, gold)
            entities = profile_labels(ledger, matched, [m for m in gold if m.spot in matched.rows])
            labels |= _from_entities(ledger, entities)
        refused += wrong
    return labels, refused


# dense: one mapping over two sets of pairs
def _from_decisions(ledger: Store) -> dict[tuple[str, str], bool]:
    """Label the pairs of profiles of whose chains somebody decided, as their words are."""
    settled, _ = settled_links(ledger, judged(ledger))
    chains = sorted({chain for pair in (*settled.together, *settled.apart) for chain in pair})
    rows = ledger.records("base_profiles", chains=chains) if chains else []
    profile = {row["chain_id"]: row["profile"] for row in rows}
    said = [(pair, True) for pair in settled.together] + [(pair, False) for pair in settled.apart]
    named = [(profile.get(a), profile.get(b), same) for (a, b), same in said]
    return {canonical_pair(a, b): same for a, b, same in named if a and b and a != b}


def _from_entities(
    ledger: Store, entities: Mapping[str, tuple[str, str]]
) -> dict[tuple[str, str], bool]:
    """Label the compared pairs of profiles whose entities are known, and hold in one event."""
    labels: dict[tuple[str, str], bool] = {}
    for row in ledger.comparisons().select(["profile_a", "profile_b"]).to_pylist():
        a, b = entities.get(row["profile_a"]), entities.get(row["profile_b"])
        if a is not None and b is not None and a[0] == b[0]:
            labels[canonical_pair(row["profile_a"], row["profile_b"])] = a == b
    return labels


def _from_answers(ledger: Store, answers: Sequence[SampleAnswer]) -> dict[tuple[str, str], bool]:
    """Label the pairs of each drawn mention's profile with those that were asked about.

    A tie says no.
    """
    mentions = ledger.table("mentions").select(["article", "start", "end", "chain"])
    chain_of = {(r["article"], r["start"], r["end"]): r["chain"] for r in mentions.to_pylist()}
    profile_of = {row["chain"][:16]: row["profile"] for row in ledger.chain_profiles().to_pylist()}
    profiles = [profile_of[chain_of[a.spot]] if a.spot in chain_of else None for a in answers]
    drawn = {
        a.number: profile for a, profile in zip(answers, profiles, strict=True) if a.part == "drawn"
    }
    votes: defaultdict[tuple[str, str], int] = defaultdict(int)
    for answer, profile in zip(answers, profiles, strict=True):
        first = drawn.get(answer.number)
        if (
            first is not None
            and profile is not None
            and first != profile
            and answer.same is not None
        ):
            votes[canonical_pair(first, profile)] += 1 if answer.same else -1
    return {pair: vote > 0 for pair, vote in votes.items()}


# --- impact ---------------------------------------------------------------------------------------


def _impact(
    ledger: Store,
    models: tuple[Model, Model],
    pairs: Pairs,
    apart: Apart,
    surprise: tuple[float, float] | None,
) -> Impact:
    """Cluster the compared profiles with the model before and the model after."""
    before, after = models
    names, mentions = _profiles(ledger)
    old, new = (_partition(names, pairs, apart, model) for model in models)
    above = [
        {pair for pair, p in _probabilities(pairs, model).items() if p >= model.cut}
        for model in models
    ]
    weights = [
        (comparison, label, before.weight(comparison, label), after.weight(comparison, label))
        for comparison, levels in after.levels.items()
        for label in levels
    ]
    return Impact(
        weights=sorted(weights, key=lambda w: (-abs(w[3] - w[2]), w[:2])),
        surprise=surprise,
        joined=len(above[1] - above[0]),
        parted=len(above[0] - above[1]),
        entities=(len(set(old.values())), len(set(new.values()))),
        merges=_changes(new, old, names, mentions),
        splits=_changes(old, new, names, mentions),
    )


def _profiles(ledger: Store) -> tuple[dict[str, str], Counter[str]]:
    """Map every profile to the best name of its chains, and the number of its mentions."""
    mentions: Counter[str] = Counter()
    called: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in ledger.chain_profiles().select(["profile", "name", "mentions"]).to_pylist():
        mentions[row["profile"]] += row["mentions"]
        called[row["profile"]][row["name"]] += row["mentions"]
    return {profile: _most(names) for profile, names in called.items()}, mentions


def _most(counts: Mapping[str, int]) -> str:
    return min(counts, key=lambda name: (-counts[name], name))


def _probabilities(pairs: Pairs, model: Model) -> dict[tuple[str, str], float]:
    known = {pattern: model.probability(weigh(model, pattern)) for pattern in set(pairs.values())}
    return {pair: known[pattern] for pair, pattern in pairs.items()}


def _partition(members: Iterable[str], pairs: Pairs, apart: Apart, model: Model) -> dict[str, str]:
    """Map profiles to their cluster, named by its first member."""
    own = set(members)
    inside = {pair: p for pair, p in _probabilities(pairs, model).items() if own.issuperset(pair)}
    kept = frozenset(pair for pair in apart if own.issuperset(pair))
    clusters = cluster(own, inside, cut=model.cut, apart=kept)
    return {profile: c.members[0] for c in clusters for profile in c.members}


def _changes(
    whole: Mapping[str, str],
    parts: Mapping[str, str],
    names: Mapping[str, str],
    mentions: Mapping[str, int],
) -> list[EntityChange]:
    """List the clusters of one partition that are several in the other."""
    groups: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for profile, head in whole.items():
        groups[head][parts[profile]].append(profile)

    def called(profiles: Iterable[str]) -> str:
        return names[min(profiles, key=lambda p: (-mentions[p], p))]

    found = [
        EntityChange(
            name=called(p for group in split.values() for p in group),
            parts=tuple(sorted(called(group) for group in split.values())),
            mentions=sum(mentions[p] for group in split.values() for p in group),
        )
        for split in groups.values()
        if len(split) > 1
    ]
    return sorted(found, key=lambda change: (-change.mentions, change.name, change.parts))
