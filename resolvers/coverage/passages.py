"""Passages: the stretches of words that two texts share, as spans on both sides."""

from __future__ import annotations

import attrs

from resolvers.coverage.words import Words

SHINGLE = 6  # words; the shortest stretch that counts as shared


@attrs.frozen
class Shared:
    """Point at one shared stretch: words `a` to `a + length` of one text are `b` to `b + length` of the other."""

    a: int
    b: int
    length: int


@attrs.frozen(kw_only=True)
class Overlap:
    """Measure what two texts share.

    Args:
        runs: the shared stretches, in the order of the first text.
        raw: shares of either text's words that are shared, those of the first text first.
        outside: the same shares counting only words outside quotation marks.
        quoted: which part of the shared words is quoted.
        words: how many words outside quotation marks are shared.
    """

    runs: tuple[Shared, ...]
    raw: tuple[float, float]
    outside: tuple[float, float]
    quoted: float
    words: int


def shared_runs(a: Words, b: Words) -> list[Shared]:
    """Find the stretches of at least `SHINGLE` words that stand in both texts, in the order of `a`.

    A stretch that stands twice in `b` is taken where the stretch before it goes on, else where it
    stands first, so the work is linear on any text.
    """
    theirs = b.shingles(SHINGLE)
    first: dict[tuple[str, ...], int] = {}
    for place, shingle in enumerate(theirs):
        first.setdefault(shingle, place)
    found: list[Shared] = []
    last_a = last_b = -2
    for place, shingle in enumerate(a.shingles(SHINGLE)):
        where = first.get(shingle)
        if where is None:
            continue
        if last_a == place - 1 and last_b + 1 < len(theirs) and theirs[last_b + 1] == shingle:
            run = found[-1]
            found[-1] = Shared(run.a, run.b, run.length + 1)
            where = last_b + 1
        else:
            found.append(Shared(place, where, SHINGLE))
        last_a, last_b = place, where
    return found


def measure(a: Words, b: Words, runs: list[Shared]) -> Overlap:
    """Count the words that shared stretches cover, on both sides, with and without quotations."""
    covered_a = {i for run in runs for i in range(run.a, run.a + run.length)}
    covered_b = {i for run in runs for i in range(run.b, run.b + run.length)}
    quoted_a = sum(a.quoted[i] for i in covered_a)
    quoted_b = sum(b.quoted[i] for i in covered_b)
    return Overlap(
        runs=tuple(runs),
        raw=(_share(len(covered_a), len(a.words)), _share(len(covered_b), len(b.words))),
        outside=(
            _share(len(covered_a) - quoted_a, len(a.words) - sum(a.quoted)),
            _share(len(covered_b) - quoted_b, len(b.words) - sum(b.quoted)),
        ),
        words=min(len(covered_a) - quoted_a, len(covered_b) - quoted_b),
        quoted=_share(max(quoted_a, quoted_b), max(len(covered_a), len(covered_b))),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
