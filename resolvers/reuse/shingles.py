"""Sampled word shingles (FracMinHash).

A shingle is sampled when its hash falls below a fixed fraction, so two texts sample the same of
what they share, however long they are (Irber et al., 2022, doi:10.1101/2022.01.11.475838). At the
beginning of texts the fraction is larger. Words are hashed by BLAKE2b and joined by arithmetic
modulo 2^64: the same on every machine, with every version of DuckDB and every hash seed of Python.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from resolvers.reuse.passages import SHINGLE
from resolvers.text.quoted_words import words_of

if TYPE_CHECKING:
    import pyarrow as pa

# One shingle in four: a text of 100 words keeps 24, enough to see a fifth of them shared.
FRACTION = 4
LEAD = 40  # shingles of which one in two is kept: of many articles a feed gives no more
_MULTIPLIER = 0x9E3779B97F4A7C15  # odd, so no word is lost modulo 2^64 (2^64 / golden ratio)
LIMIT = 2**64 // FRACTION
LEAD_LIMIT = 2**64 // 2


def sample(texts: Sequence[str], first: int = 0) -> pa.Table:
    """Sample the shingles of texts.

    Words are hashed once each, and the numbers of neighbours combined in Arrow.

    Args:
        texts: the texts.
        first: the number of the first text; the others count on.

    Returns:
        text_id and hash, one row a distinct sampled shingle of a text.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    words = [words_of(text) for text in texts]
    lengths = pa.array([len(several) for several in words], pa.int32())
    hashes = _hash_shingles(_hash_words(chain.from_iterable(words)))
    owner = _word_text_ids(lengths, first)
    small = _sampled_mask(hashes, _word_places(lengths).slice(0, len(hashes)))
    taken = pc.and_(_within_text_mask(owner, len(hashes)), small)
    return _distinct_shingles(owner.slice(0, len(hashes)).filter(taken), hashes.filter(taken))


def _distinct_shingles(owner: pa.Array, hashes: pa.Array) -> pa.Table:
    """Lay out shingles with the numbers of their texts, each once a text."""
    import pyarrow as pa

    table = pa.table({"text_id": owner, "hash": hashes})
    return table.group_by(["text_id", "hash"], use_threads=False).aggregate([])


def _word_text_ids(lengths: pa.Array, first: int) -> pa.Array:
    """Return the number of the text of every word, of texts of so many words."""
    import pyarrow as pa

    return pa.array(range(first, first + len(lengths)), pa.int32()).take(
        _repeat_by_lengths(lengths)
    )


def _within_text_mask(owner: pa.Array, shingles: int) -> pa.Array:
    """Tell which shingles begin and end in one text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not shingles:
        return pa.array([], pa.bool_())
    return pc.equal(owner.slice(0, shingles), owner.slice(SHINGLE - 1, shingles))


def _hash_words(words: Iterable[str]) -> pa.Array:
    """Hash words, each different one once."""
    import pyarrow as pa

    encoded = pa.array(list(words), pa.string()).dictionary_encode()
    hashed = pa.array(map(_hash_word, encoded.dictionary.to_pylist()), pa.uint64())
    return hashed.take(encoded.indices)


def _hash_shingles(words: pa.Array) -> pa.Array:
    """Combine the hashes of all words that stand in a row, as `hash_shingle` does."""
    import pyarrow as pa
    import pyarrow.compute as pc

    factor = pa.scalar(_MULTIPLIER, pa.uint64())
    count = max(0, len(words) - SHINGLE + 1)
    mixed = words.slice(0, count)
    for step in range(1, SHINGLE):
        mixed = pc.add(pc.multiply(mixed, factor), words.slice(step, count))
    return _mix_hash_bits(mixed)


def _repeat_by_lengths(lengths: pa.Array) -> pa.Array:
    """Return 0 as often as the first length says, then 1, and so on."""
    import pyarrow as pa
    import pyarrow.compute as pc

    offsets = pa.concat_arrays([pa.array([0], pa.int32()), pc.cumulative_sum(lengths)])
    lists = pa.ListArray.from_arrays(offsets, pa.nulls(offsets[-1].as_py(), pa.int8()))
    return pc.list_parent_indices(lists).cast(pa.int32())


def _word_places(lengths: pa.Array) -> pa.Array:
    """Count the words of every text from 0."""
    import pyarrow as pa
    import pyarrow.compute as pc

    ends = pc.cumulative_sum(lengths)
    total = ends[-1].as_py() if len(ends) else 0
    ones = pa.repeat(pa.scalar(1, pa.int32()), total)
    before = pc.subtract(ends, lengths).take(
        _repeat_by_lengths(lengths)
    )  # words of the texts before
    return pc.subtract(pc.subtract(pc.cumulative_sum(ones), ones), before)


def _sampled_mask(hashes: pa.Array, places: pa.Array) -> pa.Array:
    """Tell which hashes are kept: one in four, and at the beginning of a text one in two."""
    import pyarrow as pa
    import pyarrow.compute as pc

    early = pc.and_(
        pc.less(places, pa.scalar(LEAD, pa.int32())),
        pc.less(hashes, pa.scalar(LEAD_LIMIT, pa.uint64())),
    )
    return pc.or_(pc.less(hashes, pa.scalar(LIMIT, pa.uint64())), early)


@lru_cache(maxsize=200_000)
def _hash_word(word: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little"
    )


def _mix_hash_bits(values: pa.Array) -> pa.Array:
    """Spread every bit over all, so that the smallest values are a fair sample.

    It is the finaliser of MurmurHash3.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    def number(value: int) -> pa.Scalar:
        return pa.scalar(value, pa.uint64())

    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        values = pc.multiply(
            pc.bit_wise_xor(values, pc.shift_right(values, number(33))), number(factor)
        )
    return pc.bit_wise_xor(values, pc.shift_right(values, number(33)))


def hash_shingle(words: Sequence[str]) -> int:
    """Hash one shingle as `sample` does."""
    value = 0
    for word in words:
        value = (value * _MULTIPLIER + _hash_word(word)) % 2**64
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        value = (value ^ (value >> 33)) * factor % 2**64
    return value ^ (value >> 33)
