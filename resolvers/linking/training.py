"""Train the shipped parameters: `python -m resolvers.linking.training DATA_FOLDER`.

Reads the gold mentions of labelled sets, builds chains and profiles exactly as `resolve` does, and
counts: how often each cue inside an article was right, and how often matching and other pairs fall
on each comparison level. The counts are taken on blocked pairs, one case added to every level;
pairs drawn at random would put the matches themselves into u, and EM ended in an m of 1e-32 on
these data. A logistic of two numbers calibrates the sum (Platt 1999), since naive Bayes is too sure
of itself where features depend on each other.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from provenance.records.mentions import Chain
from provenance.spans import Span
from provenance.sql.connection import connect
from resolvers.linking import splink_steps
from resolvers.linking.comparisons import COMPARISONS, OFFICE
from resolvers.linking.hidden_names import count_offices
from resolvers.linking.labelled import (
    Label,
    LabelledArticle,
    labels_in,
    most_voted,
    profiled,
    read_own,
    read_set,
)
from resolvers.linking.levels import NULL, PRIOR, FeatureComparison
from resolvers.linking.model import Model
from resolvers.linking.name_levels import NAME, UNTYPED
from resolvers.linking.profiles import Profile
from resolvers.linking.scoring import score
from resolvers.linking.table import profile_table
from resolvers.linking.tenures import count_months
from resolvers.linking.ties import count_ties, write_ties

SETS = ("dwie", "newswcl", "meantime")
CUT = 0.35  # flat from .2 to .65 on the development sets
FOLDS = 5


# --- cues -----------------------------------------------------------------------------------------


def count_cues(articles: Iterable[LabelledArticle]) -> dict[str, list[int]]:
    """Count how often a mention and the mention it was tied to are one in the gold, by cue.

    What a cue only points at, since it is wrong too often, is counted as well.
    """
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for article in articles:
        for cue, one, other in (tie for chain in article.chains for tie in _cue_ties(chain)):
            here = article.gold.get((one.start, one.end))
            counts[cue][here is None or here != article.gold.get((other.start, other.end))] += 1
    return dict(counts)


def _cue_ties(chain: Chain) -> Iterator[tuple[str, Span, Span]]:
    """Yield the cues of a chain with the two mentions that each makes one, or points at."""
    for link in chain.links:
        if link.to is not None:
            yield link.cue, link.mention.span, link.to
    first = chain.links[0].mention.span
    for feature in chain.features:
        if feature.name == "candidate":
            yield feature.value, first, feature.span


# --- pairs ----------------------------------------------------------------------------------------


@attrs.frozen
class Pair:
    """Hold one blocked pair with its levels and its label."""

    levels: Mapping[str, str]
    same: bool
    fold: int


def label_pairs(articles: Sequence[LabelledArticle]) -> list[Pair]:
    """Score the blocked pairs of a set's profiles, labelled by the majority of their mentions.

    Labels that hold inside one event say nothing of pairs across events, and clusters that fold
    whoever acts for a country into it say nothing of whether two bodies are one: such pairs are
    left out.
    """
    told = _ProfileLabels.of(articles)
    with connect() as connection:
        table = profile_table(told.profiles, told.published)
        scored = score(connection.cursor(), table, untrained())
    return [
        Pair(
            {part["feature"]: part["level"] for part in row["parts"]},
            told.label[row["profile_a"]] == told.label[row["profile_b"]],
            int(row["profile_a"][:4], 16) % FOLDS,
        )
        for row in scored.to_pylist()
        if told.can_tell(row["profile_a"], row["profile_b"])
    ]


@attrs.frozen
class _ProfileLabels:
    """Hold the profiles of a labelled set with what its gold says of them.

    Args:
        profiles: their keys to themselves.
        published: their keys to the months of their articles, with the number of their chains.
        label: their keys to the label of most of their mentions.
        folded: the clusters that fold whoever acts for a country into it.
    """

    profiles: Mapping[str, Profile]
    published: Mapping[str, Counter[int | None]]
    label: Mapping[str, Label]
    folded: frozenset[str]

    @classmethod
    def of(cls, articles: Iterable[LabelledArticle]) -> _ProfileLabels:
        """Make the profiles of articles, and count their labels."""
        profiles: dict[str, Profile] = {}
        published: defaultdict[str, Counter[int | None]] = defaultdict(Counter)
        votes: defaultdict[str, Counter[Label]] = defaultdict(Counter)
        for article in articles:
            for chain, profile in profiled(article):
                profiles[profile.key] = profile
                published[profile.key][count_months(article.month)] += 1
                votes[profile.key].update(labels_in(article, chain))
        label = {key: most_voted(counted) for key, counted in votes.items()}
        return cls(profiles, published, label, _country_clusters(votes.values()))

    def can_tell(self, a: str, b: str) -> bool:
        """Whether gold says if two profiles are one entity."""
        (event_a, cluster_a), (event_b, cluster_b) = self.label[a], self.label[b]
        return event_a == event_b and self.folded.isdisjoint((cluster_a, cluster_b))


def _country_clusters(labels: Iterable[Iterable[Label]]) -> frozenset[str]:
    """Return the clusters that are called as those are that fold bodies into their countries."""
    clusters = {cluster for told in labels for _, cluster in told}
    return frozenset(cluster for cluster in clusters if cluster.endswith("_COUNTRY"))


def untrained() -> Model:
    """Return a model in which no level says anything, for counting levels."""
    return Model(
        levels={c.name: dict.fromkeys(c.level_keys, (0.5, 0.5)) for c in COMPARISONS},
        prior=0.5,
        calibration=(0.0, math.log(2)),
        cut=CUT,
    )


# Level and whether it was right, to the number of hidden names.
Offices = Mapping[tuple[str, bool], int]


def estimate(pairs: Sequence[Pair], offices: Offices) -> Model:
    """Count m, u and the prior, then calibrate on weights of pairs that were not counted.

    Args:
        pairs: labelled pairs of all sets.
        offices: what `hidden_names` counted; roles without a name are too few in the sets to count
            them as they are.
    """
    held_out: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        model = _model_from_counts([p for p in pairs if p.fold != fold], offices)
        held_out += [(weigh(model, p), p.same) for p in pairs if p.fold == fold]
    return attrs.evolve(_model_from_counts(pairs, offices), calibration=logistic(held_out))


def _model_from_counts(pairs: Sequence[Pair], offices: Offices) -> Model:
    """Count m and u of every level among the pairs in which its feature was compared."""
    total = Counter(pair.same for pair in pairs)
    levels: dict[str, dict[str, tuple[float, float]]] = {}
    for comparison in COMPARISONS:
        seen = _level_counts(pairs, comparison)
        # Hidden names are weighed as if they stood among all pairs, which the prior is about.
        counts = (offices, total) if comparison is OFFICE else (seen, _match_totals(seen))
        levels[comparison.name] = _m_and_u_shares(comparison.level_keys, *counts)
    return Model(
        levels=levels,
        prior=round((total[True] + 0.5) / (len(pairs) + 1), 8),
        calibration=(0.0, 1.0),
        cut=CUT,
    )


def _level_counts(
    pairs: Iterable[Pair], comparison: FeatureComparison
) -> Counter[tuple[str, bool]]:
    """Count the levels of a comparison, of matches and of others."""
    compared = (pair for pair in pairs if comparison.name in pair.levels)
    return Counter((pair.levels[comparison.name], pair.same) for pair in compared)


def _match_totals(seen: Mapping[tuple[str, bool], int]) -> dict[bool, int]:
    """Count the matches and the others on all levels of a comparison."""
    return {flag: sum(n for (_, same), n in seen.items() if same is flag) for flag in (True, False)}


def _m_and_u_shares(
    labels: Sequence[str], seen: Mapping[tuple[str, bool], int], total: Mapping[bool, int]
) -> dict[str, tuple[float, float]]:
    """Return m and u of every level, one case added to each.

    The case is divided between matches and others as all pairs are. A level that was never seen
    weighs nothing then. With half a case on either side it would speak for a match, because there
    are fewer matches to share it with.
    """
    part = {flag: max(1.0, total[flag]) / max(2.0, sum(total.values())) for flag in (True, False)}
    m, u = (
        {
            label: (seen.get((label, flag), 0) + part[flag])
            / (total[flag] + part[flag] * len(labels))
            for label in labels
        }
        for flag in (True, False)
    )
    return {label: (round(m[label], 8), round(u[label], 8)) for label in labels}


def weigh(model: Model, pair: Pair) -> float:
    """Sum a pair's weights as Splink does."""
    parts = (
        model.weight(name, level)
        for name, level in pair.levels.items()
        if name != PRIOR and level != NULL
    )
    return model.prior_weight + sum(parts)


def logistic(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Fit intercept and slope of a logistic curve by Newton's method.

    Its steps are halved while they lead uphill.

    Args:
        points: match weight (log2), and truth: 0, 1, or a share.
    """
    a, b = 0.0, math.log(2)
    loss = _negative_log_likelihood(points, a, b)
    for _ in range(100):
        step_a, step_b = _newton_step(points, a, b)
        while (after := _negative_log_likelihood(points, a + step_a, b + step_b)) > loss and abs(
            step_a
        ) + abs(step_b) > 1e-12:
            step_a, step_b = step_a / 2, step_b / 2
        a, b, loss = a + step_a, b + step_b, min(after, loss)
        if abs(step_a) + abs(step_b) < 1e-10:
            break
    return round(a, 6), round(b, 6)


def _newton_step(points: Sequence[tuple[float, float]], a: float, b: float) -> tuple[float, float]:
    """Return Newton's step.

    The curvature is kept above 0, which points of one weight would leave it at.
    """
    ga = gb = hab = 0.0
    haa = hbb = 1e-9
    for x, y in points:
        p = _sigmoid(a + b * x)
        ga, gb = ga + y - p, gb + (y - p) * x
        w = p * (1 - p)
        haa, hab, hbb = haa + w, hab + w * x, hbb + w * x * x
    det = haa * hbb - hab * hab
    return (hbb * ga - hab * gb) / det, (haa * gb - hab * ga) / det


def _negative_log_likelihood(points: Sequence[tuple[float, float]], a: float, b: float) -> float:
    """Return the negative log-likelihood: log(1 + exp(z)) - y z, so that it does not overflow."""
    zs = ((a + b * x, y) for x, y in points)
    return math.fsum(max(z, 0.0) + math.log1p(math.exp(-abs(z))) - y * z for z, y in zs)


def _sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-max(-500.0, min(500.0, z))))


# --- command --------------------------------------------------------------------------------------


def write_cues(path: Path, counts: Mapping[str, Sequence[int]], sets: Sequence[str]) -> None:
    """Write the cue counts as a data file."""
    source = f"counted by resolvers.linking.training on {', '.join(sets)}"
    lines = [
        "# How often a link by each cue was right and wrong on gold mentions.",
        f"# Source: {source}. Columns: cue, right, wrong.",
        "cue\tright\twrong",
        *(f"{cue}\t{right}\t{wrong}" for cue, (right, wrong) in sorted(counts.items())),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Count, print the weights and write the two files."""
    args = _training_arguments()
    labelled = {name: list(read_set(args.data / name)) for name in args.sets}
    cues = _write_cue_counts(args.to / "lexicon" / "data", args.data, labelled)
    pairs = _labelled_pairs(args.data, labelled)
    offices = sum((count_offices(articles) for articles in labelled.values()), Counter())
    model = estimate(pairs, offices)
    _write_model(args.to / "linking", model)
    _print_trained_weights(model, pairs, cues, offices)


def _training_arguments() -> argparse.Namespace:
    """Read where the sets are, which to use, and where to write."""
    parser = argparse.ArgumentParser(description="Train the shipped parameters from labelled sets.")
    parser.add_argument("data", type=Path, help="the folder that holds the sets")
    parser.add_argument("--sets", nargs="+", default=list(SETS))
    parser.add_argument(
        "--to",
        type=Path,
        default=Path(__file__).parents[1],
        help="the package folder to write into",
    )
    return parser.parse_args()


def _labelled_pairs(data: Path, labelled: Mapping[str, Sequence[LabelledArticle]]) -> list[Pair]:
    """Label the pairs of all sets, and those of names without a type that our own reader finds."""
    pairs = [pair for articles in labelled.values() for pair in label_pairs(articles)]
    own = [pair for name in labelled for pair in label_pairs(list(read_own(data / name)))]
    return pairs + [pair for pair in own if pair.levels.get(NAME.name) == UNTYPED]


def _write_cue_counts(
    folder: Path, data: Path, labelled: Mapping[str, list[LabelledArticle]]
) -> dict[str, list[int]]:
    """Count how often cues are right, write what was counted, and give it."""
    cues = count_cues(article for articles in labelled.values() for article in articles)
    write_cues(folder / "cues.tsv", cues, list(labelled))
    write_ties(folder / "cue_rivals.tsv", count_ties(data))
    return cues


def _write_model(folder: Path, model: Model) -> None:
    """Write the model, and the steps that Splink writes for it."""
    (folder / "model.json").write_text(model.as_json(), encoding="utf-8")
    splink_steps.renew(folder / splink_steps.FILE, model)


def _print_trained_weights(
    model: Model, pairs: Sequence[Pair], cues: Mapping[str, Sequence[int]], offices: Offices
) -> None:
    print(f"{len(pairs)} pairs, {sum(p.same for p in pairs)} of them one entity")
    for comparison in COMPARISONS:
        name = comparison.name
        seen = offices if comparison is OFFICE else _level_counts(pairs, comparison)
        for label, (m, u) in model.levels[name].items():
            same, other = (seen.get((label, flag), 0) for flag in (True, False))
            print(f"{name:8s} {label:58s} {math.log2(m / u):+6.1f}  {same:6d} {other:7d}")
    for cue, (right, wrong) in sorted(cues.items()):
        print(f"cue      {cue:58s} {right:6d} {wrong:6d}")
    print(f"prior {model.prior_weight:+.1f}, calibration {model.calibration}")


if __name__ == "__main__":
    main()
