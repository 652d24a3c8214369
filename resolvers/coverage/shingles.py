"""Sampled word shingles (FracMinHash), and the pairs of texts that share enough of them.

A shingle is sampled when its hash falls below a fixed fraction, so two texts sample the same of what they share, however
long they are (Irber et al., 2022, doi:10.1101/2022.01.11.475838). Words are hashed by BLAKE2b and joined by arithmetic
modulo 2^64: the same on every machine, with every version of DuckDB and every hash seed of Python.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from resolvers.coverage.passages import SHINGLE
from resolvers.coverage.words import words_of

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

FRACTION = 4  # one shingle in four: a text of 100 words keeps 24, enough to see a fifth of them shared
_BATCH = 1_000  # texts hashed at a time; 40 MB of words
_MULTIPLIER = 0x9E3779B97F4A7C15  # odd, so no word is lost modulo 2^64 (2^64 / golden ratio)
LIMIT = 2**64 // FRACTION

_MAKE = """CREATE OR REPLACE TEMP TABLE sampled_shingle (text_id INTEGER, hash UBIGINT)"""
_HUBS = 16  # every text is compared with the first 16 holders of a shingle: near linear where hundreds print one report

# Boilerplate: what one publisher prints in three articles more than three days apart (or in five without a date).
_BOILERPLATE = """
INSERT INTO boilerplate_shingle
    WITH often AS (
        SELECT hash FROM sampled_shingle WHERE hash IN (SELECT hash FROM sampled_shingle WHERE text_id >= $first)
        GROUP BY hash HAVING count(*) >= 3)
    SELECT t.source, s.hash
    FROM sampled_shingle s JOIN often USING (hash) JOIN shingled_text t USING (text_id)
    WHERE t.source IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM boilerplate_shingle b WHERE b.source = t.source AND b.hash = s.hash)
    GROUP BY t.source, s.hash
    HAVING (count(*) >= 3 AND max(t.day) - min(t.day) > 3) OR (count(*) >= 5 AND count(t.day) = 0)
"""
_PAIRS = """
WITH repeated AS (
    SELECT hash FROM sampled_shingle WHERE $new = 0 OR hash IN (SELECT hash FROM sampled_shingle WHERE text_id >= $new)
    GROUP BY hash HAVING count(*) >= 2),
kept AS (
    SELECT s.text_id, s.hash, t.day FROM sampled_shingle s JOIN repeated USING (hash) JOIN shingled_text t USING (text_id)
    WHERE NOT EXISTS (SELECT 1 FROM boilerplate_shingle b WHERE b.source = t.source AND b.hash = s.hash)),
ranked AS (SELECT *, row_number() OVER (PARTITION BY hash ORDER BY text_id) AS place FROM kept),
pair AS (
    SELECT hub.text_id AS a, other.text_id AS b, count(*) AS shared
    FROM ranked hub JOIN ranked other ON other.hash = hub.hash AND hub.text_id < other.text_id
    WHERE hub.place <= $hubs AND coalesce(abs(hub.day - other.day) <= $days, true)
      AND other.text_id >= $new
    GROUP BY ALL HAVING shared >= 2)
SELECT a, b FROM pair JOIN shingled_text sa ON sa.text_id = a JOIN shingled_text sb ON sb.text_id = b
WHERE shared >= $least * least(sa.shingles, sb.shingles)
ORDER BY a, b
"""


def sample(texts: Sequence[str], first: int = 0) -> pa.Table:
    """Sample the shingles of texts; words are hashed once each, and the numbers of neighbours combined in Arrow.

    Args:
        texts: the texts.
        first: the number of the first text; the others count on.

    Returns:
        text_id and hash, one row a distinct sampled shingle of a text.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    numbered = [(number, words_of(text)) for number, text in enumerate(texts, first)]
    words = pa.array(list(chain.from_iterable(w for _, w in numbered)), pa.string()).dictionary_encode()
    hashed = pa.array([_hash_word(word) for word in words.dictionary.to_pylist()], pa.uint64())
    values = hashed.take(words.indices)
    lengths = pa.array([len(w) for _, w in numbered], pa.int32())
    owner = pa.array([number for number, _ in numbered], pa.int32()).take(_repeat(lengths))
    count = max(0, len(values) - SHINGLE + 1)
    mixed = values.slice(0, count)
    for step in range(1, SHINGLE):
        mixed = pc.add(pc.multiply(mixed, pa.scalar(_MULTIPLIER, pa.uint64())), values.slice(step, count))
    mixed = _finish(mixed)
    inside = pc.equal(owner.slice(0, count), owner.slice(SHINGLE - 1, count)) if count else pa.array([], pa.bool_())
    taken = pc.and_(inside, pc.less(mixed, pa.scalar(LIMIT, pa.uint64())))
    table = pa.table({"text_id": owner.slice(0, count).filter(taken), "hash": mixed.filter(taken)})
    return table.group_by(["text_id", "hash"], use_threads=False).aggregate([])


def _repeat(lengths: pa.Array) -> pa.Array:
    """Give 0 as often as the first length says, then 1, and so on."""
    import pyarrow as pa
    import pyarrow.compute as pc

    offsets = pa.concat_arrays([pa.array([0], pa.int32()), pc.cumulative_sum(lengths)])
    lists = pa.ListArray.from_arrays(offsets, pa.nulls(offsets[-1].as_py(), pa.int8()))
    return pc.list_parent_indices(lists).cast(pa.int32())


def _hash_word(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _finish(values: pa.Array) -> pa.Array:
    """Spread every bit over all (the finaliser of MurmurHash3), so that the smallest values are a fair sample."""
    import pyarrow as pa
    import pyarrow.compute as pc

    def number(value: int) -> pa.Scalar:
        return pa.scalar(value, pa.uint64())

    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        values = pc.multiply(pc.bit_wise_xor(values, pc.shift_right(values, number(33))), number(factor))
    return pc.bit_wise_xor(values, pc.shift_right(values, number(33)))


class Postings:
    """Hold the sampled shingles of many texts in DuckDB, and find which texts share some.

    Args:
        connection: used by nobody else; the tables are temporary.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._count = 0
        connection.execute(_MAKE)
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE shingled_text (text_id INTEGER, source VARCHAR, day INTEGER, shingles INTEGER)"
        )
        connection.execute("CREATE OR REPLACE TEMP TABLE boilerplate_shingle (source VARCHAR, hash UBIGINT)")

    def add(self, texts: Sequence[str], sources: Sequence[str | None], days: Sequence[int | None]) -> int:
        """Add texts; they are numbered on from those that are there. Give the first number.

        Args:
            texts: the texts, in the order of time: where many share a passage, each is compared with its first holders.
            sources: who published them.
            days: when, as days since any one day.
        """
        import pyarrow as pa

        first = self._count
        self._count += len(texts)
        for start in range(0, len(texts), _BATCH):
            part = slice(start, start + _BATCH)
            sampled = sample(texts[part], first + start)
            counts = Counter(sampled.column("text_id").to_pylist())
            numbers = range(first + start, first + start + len(texts[part]))
            about = {
                "text_id": pa.array(numbers, pa.int32()),
                "source": pa.array(sources[part], pa.string()),
                "day": pa.array(days[part], pa.int32()),
                "shingles": pa.array([counts[number] for number in numbers], pa.int32()),
            }
            self._insert("sampled_shingle", sampled)
            self._insert("shingled_text", pa.table(about))
        self._connection.execute(_BOILERPLATE, {"first": first})
        return first

    def _insert(self, name: str, rows: pa.Table) -> None:
        self._connection.register("incoming_rows", rows)
        self._connection.execute(f"INSERT INTO {name} SELECT * FROM incoming_rows")  # noqa: S608  (a name of ours)
        self._connection.unregister("incoming_rows")

    def pairs(self, *, least: float, days: int, new: int = 0) -> list[tuple[int, int]]:
        """List the pairs of texts that share at least two sampled shingles outside their publishers' boilerplate.

        Args:
            least: the least share of the smaller sample.
            days: the most days between both; texts without a time are compared with all.
            new: only pairs with a text from this number on.
        """
        given = {"least": least, "days": days, "new": new, "hubs": _HUBS}
        return self._connection.execute(_PAIRS, given).fetchall()

    def boilerplate(self) -> dict[str, frozenset[int]]:
        """Give the hashes that every publisher prints again and again."""
        rows = self._connection.execute(
            "SELECT source, list(hash ORDER BY hash) FROM boilerplate_shingle GROUP BY source ORDER BY source"
        ).fetchall()
        return {source: frozenset(hashes) for source, hashes in rows}


def hash_shingle(words: Sequence[str]) -> int:
    """Hash one shingle as `sample` does."""
    value = 0
    for word in words:
        value = (value * _MULTIPLIER + _hash_word(word)) % 2**64
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        value = (value ^ (value >> 33)) * factor % 2**64
    return value ^ (value >> 33)
