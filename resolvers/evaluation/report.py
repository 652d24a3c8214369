"""The report of `spantrail evaluate`: every figure of a ledger against gold, with error bars."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from resolvers.evaluation.calibration import Calibration, calibrate
from resolvers.evaluation.contingency import Contingency
from resolvers.evaluation.cue_counts import Ties, count_ties, majority_entity
from resolvers.evaluation.gold import Entity, LabelledMention, MatchedMentions
from resolvers.evaluation.intervals import RESAMPLES, intervals
from resolvers.evaluation.metrics import SCORES, Score, false_merges, false_splits
from resolvers.text.folding import fold

if TYPE_CHECKING:
    from provenance.ledger.store import Store

# Of blocked pairs most are plainly two; above this the calibration is that of pairs that could be
# one.
LIKELY = 0.02


@attrs.frozen(kw_only=True)
class View:
    """Hold the figures of one part of the gold.

    Args:
        mentions: labelled mentions of the part.
        found: those that the ledger has with these very offsets.
        scores: by name, such as b3.
        conll: mean F1 of MUC, B-cubed and CEAF-e.
        false_merges: share of found entities that hold mentions of two or more gold entities.
        false_splits: share of gold entities that lie in two or more found entities.
        intervals: figure, such as `b3 precision`, to its interval at the level 95 %.
    """

    mentions: int
    found: int
    scores: Mapping[str, Score]
    conll: float
    false_merges: float
    false_splits: float
    intervals: Mapping[str, tuple[float, float]] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Naming:
    """Hold how entities are named (Binette and Reiter 2023).

    Args:
        homonymy: share of named entities that share a name with another.
        variation: share of named entities that have two names or more.
    """

    homonymy: float
    variation: float


@attrs.frozen(kw_only=True)
class Evaluation:
    """Hold everything that gold tells of a ledger.

    Args:
        mentions: labelled mentions.
        found: those that the ledger has.
        own: mentions of the ledger in the labelled articles.
        articles: labelled articles.
        views: `found` (what was found), `all` (what was missed counts as found alone nowhere), then
            the types of the gold.
        naming: of `gold` and of `found` entities.
        calibration: of compared `pairs`, of `likely pairs` and of `mentions` in their entities.
        ties: how often mentions were tied rightly inside their articles, by cue.
    """

    mentions: int
    found: int
    own: int
    articles: int
    views: Mapping[str, View]
    naming: Mapping[str, Naming]
    calibration: Mapping[str, Calibration]
    ties: Ties


def evaluate(
    ledger: Store, matched: MatchedMentions, *, resamples: int = RESAMPLES, seed: int = 0
) -> Evaluation:
    """Compare a ledger's entities with gold.

    Args:
        ledger: an open ledger.
        matched: gold beside what the ledger says of it.
        resamples: how many halves of the articles are drawn for the error bars; 0 for none.
        seed: of the draws.
    """
    found = [mention for mention in matched.gold if matched.entity(mention) is not None]
    return Evaluation(
        mentions=len(matched.gold),
        found=len(found),
        own=matched.own,
        articles=len({m.spot[0] for m in matched.gold}),
        views=_gold_views(matched, found, resamples, seed),
        naming=_entity_namings(matched, found),
        calibration=_probability_calibrations(ledger, matched, found),
        ties=count_ties(matched, found),
    )


def _gold_views(
    matched: MatchedMentions, found: Sequence[LabelledMention], resamples: int, seed: int
) -> dict[str, View]:
    """View what was found, all if there is more, and every type of the gold, if it has several."""
    views = {"found": _gold_view(matched, found, resamples, seed)}
    if len(found) < len(matched.gold):
        views["all"] = _gold_view(matched, matched.gold, resamples, seed)

    types = sorted({m.type for m in matched.gold if m.type})
    for kind in types if len(types) > 1 else ():
        views[kind] = _gold_view(matched, [m for m in found if m.type == kind], 0, seed)
    return views


# --- scores ---------------------------------------------------------------------------------------


def _gold_view(
    matched: MatchedMentions, part: Sequence[LabelledMention], resamples: int, seed: int
) -> View:
    """Score a part of the gold."""
    tables = _contingency_tables(matched, part)
    table = Contingency.total(tables)
    scores = {name: score(table) for name, score in SCORES.items()}
    return View(
        mentions=len(part),
        found=table.cells.total(),
        scores=scores,
        conll=_conll_score(scores),
        false_merges=false_merges(table),
        false_splits=false_splits(table),
        intervals=intervals(tables, figures, resamples=resamples, seed=seed) if resamples else {},
    )


def _contingency_tables(
    matched: MatchedMentions, mentions: Iterable[LabelledMention]
) -> list[Contingency]:
    """Lay gold and what was found side by side, one table an article, by their ids."""
    by_article: defaultdict[str, list[LabelledMention]] = defaultdict(list)
    for mention in mentions:
        by_article[mention.spot[0]].append(mention)
    return [_contingency_table(matched, by_article[article]) for article in sorted(by_article)]


def _contingency_table(
    matched: MatchedMentions, mentions: Iterable[LabelledMention]
) -> Contingency:
    # Characters with two labels, such as "the leaders" with one for each, are two mentions found in
    # one entity.
    gold: dict[Hashable, Hashable] = {(m.spot, m.entity): m.entity for m in mentions}
    found: dict[Hashable, Hashable] = {
        (m.spot, m.entity): entity for m in mentions if (entity := matched.entity(m)) is not None
    }
    return Contingency.of(gold, found)


def figures(table: Contingency) -> dict[str, float]:
    """Compute every figure of a table that has an error bar."""
    scores = {name: score(table) for name, score in SCORES.items()}
    found = {
        "conll": _conll_score(scores),
        "false merges": false_merges(table),
        "false splits": false_splits(table),
    }
    for name, score in scores.items():
        found |= {
            f"{name} precision": score.precision,
            f"{name} recall": score.recall,
            f"{name} f1": score.f1,
        }
    return found


def _conll_score(scores: Mapping[str, Score]) -> float:
    return sum(scores[name].f1 for name in ("muc", "b3", "ceaf_e")) / 3


# --- names ----------------------------------------------------------------------------------------


def _entity_namings(
    matched: MatchedMentions, found: Sequence[LabelledMention]
) -> dict[str, Naming]:
    """Say how the entities of gold are named, and how those that were found."""
    named = [m for m in found if (m.kind or matched.rows[m.spot]["kind"]) == "name"]
    return {
        "gold": _entity_naming(named, lambda m: m.entity),
        "found": _entity_naming(named, matched.entity),
    }


def _entity_naming(
    named: Iterable[LabelledMention], entity_of: Callable[[LabelledMention], Entity | None]
) -> Naming:
    """Count over the names of entities, folded."""
    names: defaultdict[Entity, set[str]] = defaultdict(set)
    for mention in named:
        entity = entity_of(mention)
        if entity is not None:
            names[entity].add(fold(mention.surface))

    several = sum(len(own) > 1 for own in names.values())
    total = max(1, len(names))
    return Naming(homonymy=_count_homonymous_entities(names) / total, variation=several / total)


def _count_homonymous_entities(names: Mapping[Entity, set[str]]) -> int:
    """Count the entities that share a name with another of their event."""
    bearers = Counter((event, name) for (event, _), own in names.items() for name in own)
    return sum(any(bearers[event, name] > 1 for name in own) for (event, _), own in names.items())


# --- calibration ----------------------------------------------------------------------------------


def _probability_calibrations(
    ledger: Store, matched: MatchedMentions, found: Sequence[LabelledMention]
) -> dict[str, Calibration]:
    """Check the probabilities of compared pairs, and those of mentions in their entities."""
    labels = profile_labels(ledger, matched, found)
    pairs = list(_compared_pairs(ledger, labels))
    checked = {
        "pairs": calibrate(pairs),
        "likely pairs": calibrate(pairs, above=LIKELY),
        "mentions": calibrate(list(_membership_probabilities(matched, found))),
    }
    return {name: calibration for name, calibration in checked.items() if calibration.count}


def _compared_pairs(ledger: Store, labels: Mapping[str, Entity]) -> Iterator[tuple[float, bool]]:
    """Yield the probabilities of pairs that gold tells of, and whether they are one entity."""
    for row in ledger.comparisons().to_pylist():
        a, b = labels.get(row["profile_a"]), labels.get(row["profile_b"])
        if a is not None and b is not None and a[0] == b[0]:
            yield row["match_probability"], a == b


def _membership_probabilities(
    matched: MatchedMentions, found: Sequence[LabelledMention]
) -> Iterator[tuple[float, bool]]:
    """Yield the probabilities of mentions in their entities, and whether they belong there.

    An entity is the one of gold that most of its mentions are of.
    """
    votes: defaultdict[Entity | None, Counter[Entity]] = defaultdict(Counter)
    for mention in found:
        votes[matched.entity(mention)][mention.entity] += 1
    most = {entity: majority_entity(counts) for entity, counts in votes.items()}
    for mention in found:
        right = most[matched.entity(mention)] == mention.entity
        yield matched.rows[mention.spot]["probability"], right


def profile_labels(
    ledger: Store, matched: MatchedMentions, mentions: Iterable[LabelledMention]
) -> dict[str, Entity]:
    """Label profiles by the entity of most of their labelled mentions."""
    profile_of = {row["chain"][:16]: row["profile"] for row in ledger.chain_profiles().to_pylist()}
    votes: defaultdict[str, Counter[Entity]] = defaultdict(Counter)
    for mention in mentions:
        votes[profile_of[matched.rows[mention.spot]["chain"]]][mention.entity] += 1
    return {profile: majority_entity(counts) for profile, counts in votes.items()}
