"""The report of `spantrail evaluate`: every figure of a ledger against gold, with error bars."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from resolvers.evaluation.calibration import Calibration, calibrate
from resolvers.evaluation.contingency import Contingency
from resolvers.evaluation.cue_counts import Ties, count_ties
from resolvers.evaluation.gold import Entity, LabelledMention, MatchedMentions
from resolvers.evaluation.intervals import RESAMPLES, intervals
from resolvers.evaluation.metrics import SCORES, Score, false_merges, false_splits
from resolvers.reading.folding import fold

if TYPE_CHECKING:
    from provenance.ledger import Store

LIKELY = 0.02  # of blocked pairs most are plainly two; above this the calibration is that of pairs that could be one


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
    views = {"found": _view(matched, found, resamples, seed)}
    if len(found) < len(matched.gold):
        views["all"] = _view(matched, matched.gold, resamples, seed)
    views |= _by_type(matched, found, seed)
    return Evaluation(
        mentions=len(matched.gold),
        found=len(found),
        own=matched.own,
        articles=len({m.spot[0] for m in matched.gold}),
        views=views,
        naming={
            "gold": _naming(matched, found, lambda m: m.entity),
            "found": _naming(matched, found, matched.entity),
        },
        calibration=_calibration(ledger, matched, found),
        ties=count_ties(matched, found),
    )


def _by_type(
    matched: MatchedMentions, found: Sequence[LabelledMention], seed: int
) -> dict[str, View]:
    """View every type of the gold, where it has several."""
    types = sorted({m.type for m in matched.gold if m.type})
    if len(types) == 1:
        return {}
    return {kind: _view(matched, [m for m in found if m.type == kind], 0, seed) for kind in types}


# --- scores ---------------------------------------------------------------------------------------


def _view(
    matched: MatchedMentions, part: Iterable[LabelledMention], resamples: int, seed: int
) -> View:
    mentions = list(part)
    by_article: defaultdict[str, list[LabelledMention]] = defaultdict(list)
    for mention in mentions:
        by_article[mention.spot[0]].append(mention)
    tables = [_table(matched, by_article[article]) for article in sorted(by_article)]
    table = Contingency.total(tables)
    scores = {name: score(table) for name, score in SCORES.items()}
    return View(
        mentions=len(mentions),
        found=table.cells.total(),
        scores=scores,
        conll=_conll(scores),
        false_merges=false_merges(table),
        false_splits=false_splits(table),
        intervals=intervals(tables, figures, resamples=resamples, seed=seed) if resamples else {},
    )


def _table(matched: MatchedMentions, mentions: Iterable[LabelledMention]) -> Contingency:
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
        "conll": _conll(scores),
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


def _conll(scores: Mapping[str, Score]) -> float:
    return sum(scores[name].f1 for name in ("muc", "b3", "ceaf_e")) / 3


# --- names ----------------------------------------------------------------------------------------


def _naming(
    matched: MatchedMentions,
    found: Iterable[LabelledMention],
    entity_of: Callable[[LabelledMention], Entity | None],
) -> Naming:
    """Count over the names among the mentions that were found, folded."""
    names: defaultdict[Entity, set[str]] = defaultdict(set)
    for mention in found:
        entity = entity_of(mention)
        if entity is not None and (mention.kind or matched.rows[mention.spot]["kind"]) == "name":
            names[entity].add(fold(mention.surface))
    bearers = Counter((event, name) for (event, _), own in names.items() for name in own)
    shared = sum(any(bearers[event, name] > 1 for name in own) for (event, _), own in names.items())
    total = max(1, len(names))
    return Naming(
        homonymy=shared / total, variation=sum(len(own) > 1 for own in names.values()) / total
    )


# --- calibration ----------------------------------------------------------------------------------


def _calibration(
    ledger: Store, matched: MatchedMentions, found: Iterable[LabelledMention]
) -> dict[str, Calibration]:
    """Check the probabilities of compared pairs, and those of mentions in their entities."""
    labels, pairs, mentions = profile_labels(ledger, matched, found), [], []
    for row in ledger.comparisons().to_pylist():
        a, b = labels.get(row["profile_a"]), labels.get(row["profile_b"])
        if a is not None and b is not None and a[0] == b[0]:
            pairs.append((row["match_probability"], a == b))
    votes: defaultdict[Entity | None, Counter[Entity]] = defaultdict(Counter)
    for mention in found:
        votes[matched.entity(mention)][mention.entity] += 1
    most = {entity: _most(counts) for entity, counts in votes.items()}
    for mention in found:
        right = most[matched.entity(mention)] == mention.entity
        mentions.append((matched.rows[mention.spot]["probability"], right))
    checked = {
        "pairs": calibrate(pairs),
        "likely pairs": calibrate(pairs, above=LIKELY),
        "mentions": calibrate(mentions),
    }
    return {name: calibration for name, calibration in checked.items() if calibration.count}


def profile_labels(
    ledger: Store, matched: MatchedMentions, mentions: Iterable[LabelledMention]
) -> dict[str, Entity]:
    """Label profiles by the entity of most of their labelled mentions."""
    profile_of = {row["chain"][:16]: row["profile"] for row in ledger.chain_profiles().to_pylist()}
    votes: defaultdict[str, Counter[Entity]] = defaultdict(Counter)
    for mention in mentions:
        votes[profile_of[matched.rows[mention.spot]["chain"]]][mention.entity] += 1
    return {profile: _most(counts) for profile, counts in votes.items()}


def _most(counts: Mapping[Entity, int]) -> Entity:
    return min(counts, key=lambda entity: (-counts[entity], entity))
