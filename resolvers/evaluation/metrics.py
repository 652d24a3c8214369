"""Scores of a partition against gold: MUC, B-cubed, CEAF-e, LEA, pairs, false merges and splits.

Each recall asks what share of the gold structure was found, and precision is the same question with
the sides swapped. What one side alone has counts against it (twinless mentions, as in Pradhan et
al. 2014). A share of nothing is 0.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from resolvers.evaluation.assignment import heaviest
from resolvers.evaluation.contingency import Contingency


@attrs.frozen
class Score:
    """Hold precision and recall."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def muc(table: Contingency) -> Score:
    """Count links: the fewest that make up an entity, and those the other side holds.

    See Vilain et al. 1995.
    """
    return _precision_and_recall(_muc_recall, table)


def b_cubed(table: Contingency) -> Score:
    """Average over mentions the share of its entity that a mention is found with.

    See Bagga and Baldwin 1998.
    """
    return _precision_and_recall(_b_cubed_recall, table)


def lea(table: Contingency) -> Score:
    """Weigh each entity by its size, and ask for the share of its links that is found.

    See Moosavi and Strube 2016.
    """
    return _precision_and_recall(_lea_recall, table)


def pairs(table: Contingency) -> Score:
    """Count pairs of mentions that one entity holds."""
    return _precision_and_recall(_pairs_recall, table)


def ceaf_e(table: Contingency) -> Score:
    """Pair entities one to one, each pair as good as the share 2n / (a + b) of their mentions.

    See Luo 2005.
    """
    gold, found = table.sizes(), table.flipped().sizes()
    alike = {(a, b): 2 * n / (gold[a] + found[b]) for (a, b), n in table.cells.items()}
    total = sum(alike[pair] for pair in heaviest(alike).items())
    return Score(_share_or_zero(total, len(found)), _share_or_zero(total, len(gold)))


def conll(table: Contingency) -> float:
    """Average F1 of MUC, B-cubed and CEAF-e, as the CoNLL 2012 shared task does."""
    return (muc(table).f1 + b_cubed(table).f1 + ceaf_e(table).f1) / 3


def false_merges(table: Contingency) -> float:
    """Return the share of entities of two or more labelled mentions that hold two gold entities."""
    return false_splits(table.flipped())


def false_splits(table: Contingency) -> float:
    """Return the share of gold entities that lie in two or more found entities.

    It is the share of those with two or more found mentions.
    """
    rows = [row for row in table.rows().values() if sum(row.values()) > 1]
    return _share_or_zero(sum(len(row) > 1 for row in rows), len(rows))


SCORES: dict[str, Callable[[Contingency], Score]] = {
    "muc": muc,
    "b3": b_cubed,
    "ceaf_e": ceaf_e,
    "lea": lea,
    "pairs": pairs,
}


def _precision_and_recall(recall: Callable[[Contingency], float], table: Contingency) -> Score:
    return Score(recall(table.flipped()), recall(table))


def _share_or_zero(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _muc_recall(table: Contingency) -> float:
    sizes, rows = table.sizes(), table.rows()
    several = [(size, rows[a], table.missed[a]) for a, size in sizes.items() if size > 1]
    held = sum(size - len(row) - missed for size, row, missed in several)
    return _share_or_zero(held, sum(size - 1 for size, _, _ in several))


def _b_cubed_recall(table: Contingency) -> float:
    sizes = table.sizes()
    held = sum(sum(n * n for n in row.values()) / sizes[a] for a, row in table.rows().items())
    return _share_or_zero(held, sizes.total())


def _lea_recall(table: Contingency) -> float:
    sizes, other = table.sizes(), table.flipped().sizes()
    held = 0.0
    for a, row in table.rows().items():
        if (
            sizes[a] == 1
        ):  # an entity of one mention has one link, to itself, which another mention beside it breaks
            held += sum(other[b] == 1 for b in row)
        else:
            held += sizes[a] * sum(n * (n - 1) for n in row.values()) / (sizes[a] * (sizes[a] - 1))
    return _share_or_zero(held, sizes.total())


def _pairs_recall(table: Contingency) -> float:
    held = sum(n * (n - 1) for n in table.cells.values())
    return _share_or_zero(held, sum(n * (n - 1) for n in table.sizes().values()))
