"""Passages: the stretches of words that two texts share, as spans on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from resolvers.text.quoted_words import Words

SHINGLE = 6  # words; the shortest stretch that counts as shared
Shingle = tuple[str, ...]


@attrs.frozen
class Shared:
    """Point at one shared stretch.

    Words `a` to `a + length` of one text are words `b` to `b + length` of the other.
    """

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

    def reversed(self) -> Overlap:
        """Return the same with the second text first; the stretches stay in their order."""
        return attrs.evolve(
            self,
            runs=tuple(Shared(run.b, run.a, run.length) for run in self.runs),
            raw=self.raw[::-1],
            outside=self.outside[::-1],
        )


def shared_runs(a: Words, b: Words) -> list[Shared]:
    """Find the stretches of at least `SHINGLE` words that stand in both texts, in the order of `a`.

    A stretch that stands twice in `b` is taken where the stretch before it goes on, else where it
    stands first, so the work is linear on any text.
    """
    theirs = b.shingles(SHINGLE)
    first = _first_shingle_places(theirs)
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


def _first_shingle_places(shingles: Iterable[Shingle]) -> dict[Shingle, int]:
    """Return where each shingle stands first."""
    first: dict[Shingle, int] = {}
    for place, shingle in enumerate(shingles):
        first.setdefault(shingle, place)
    return first


@attrs.frozen
class _Covered:
    """Count the words of a text that shared stretches cover.

    Args:
        text: the text.
        words: how many they cover.
        quoted: how many of these are quoted.
    """

    text: Words
    words: int
    quoted: int

    @classmethod
    def of(cls, text: Words, stretches: Iterable[tuple[int, int]]) -> _Covered:
        """Count them; a stretch is its first word and its length."""
        places = {i for start, length in stretches for i in range(start, start + length)}
        return cls(text, len(places), sum(text.quoted[i] for i in places))

    @property
    def plain(self) -> int:
        """Return how many of them are not quoted."""
        return self.words - self.quoted

    @property
    def raw(self) -> float:
        """Return their share of all words."""
        return _word_share(self.words, len(self.text.words))

    @property
    def outside(self) -> float:
        """Return their share of the words outside quotation marks, counting those alone."""
        return _word_share(self.plain, len(self.text.words) - sum(self.text.quoted))


def measure(a: Words, b: Words, runs: Sequence[Shared]) -> Overlap:
    """Count the words that shared stretches cover, on both sides, with and without quotations."""
    one = _Covered.of(a, ((run.a, run.length) for run in runs))
    two = _Covered.of(b, ((run.b, run.length) for run in runs))
    return Overlap(
        runs=tuple(runs),
        raw=(one.raw, two.raw),
        outside=(one.outside, two.outside),
        words=min(one.plain, two.plain),
        quoted=_word_share(max(one.quoted, two.quoted), max(one.words, two.words)),
    )


def _word_share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
