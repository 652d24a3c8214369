"""Copying: the pairs that a new, changed or removed text touches are compared word for word.

The others stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from provenance.records.coverage import Credit, Derivation
from resolvers.incremental.stories.base import StoryIndex
from resolvers.incremental.stories.boilerplate import boilerplate_of, turn_boilerplate
from resolvers.incremental.stories.crediting import credit_texts, credits_of
from resolvers.incremental.stories.pairing import Paired, PostingRule, note_changed, pair
from resolvers.incremental.stories.texts import Item, Read, blocks, read_printed, take
from resolvers.reuse.derivation import LEAST, NEAR, Printed, compare
from resolvers.reuse.origins import same_reporting
from resolvers.reuse.shingles import sample
from resolvers.storing.tables import in_blocks

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

# Of the holders of a shingle before it, a text is compared with the first 16: near linear where
# hundreds print one report.
RULE = PostingRule(
    postings="coverage.shingle", far=NEAR, unit=86_400_000_000, most=16, crowd=False, share=LEAST
)
_COMPARED = 2_000  # pairs whose texts are read at a time
_COPY = {"text_id": "int64", "from_id": "int64", "tied": "flag", "same": "flag"}
_Pair = tuple[int, int]  # copy and source
_Ties = tuple[bool, bool]  # one story, and one origin


@attrs.frozen(kw_only=True)
class Copies:
    """Hold what has changed.

    Args:
        derivations: those of all pairs that were compared.
        ended: copy and source of what holds no longer, both being current.
        credits: version key to credits, of the texts whose credits were looked for.
        retied: pairs of texts that are one story or one origin by copying, and were not, or the
            other way round.
    """

    derivations: tuple[Derivation, ...]
    ended: tuple[_Pair, ...]
    credits: Mapping[str, tuple[Credit, ...]]
    retied: frozenset[_Pair]

    @property
    def moved(self) -> set[int]:
        """Return the texts of pairs that are retied."""
        return {number for pair in self.retied for number in pair}


@attrs.frozen(kw_only=True)
class _Judged:
    """Hold the pairs whose copying may be other than it was.

    Args:
        pairs: those to compare word for word.
        former: the copies that were known of them, with what they tied.
    """

    pairs: Sequence[_Pair]
    former: Mapping[_Pair, _Ties] = attrs.field(factory=dict)


@attrs.frozen
class _Copied:
    """Hold a derivation with the numbers of its texts."""

    copy: int
    source: int
    derivation: Derivation

    @property
    def ties(self) -> _Ties:
        """Whether both are one story by it, and one origin.

        A publisher repeats its own background in stories of all kinds; what others print of one
        reporting is one story.
        """
        same = same_reporting(self.derivation)
        return self.derivation.kind != "reuse" or same, same


def find_copies(index: StoryIndex, new: Sequence[int], gone: Sequence[int], read: Read) -> Copies:
    """Find what texts change that are new or gone; they are in `coverage.text` and sampled.

    Args:
        index: the index.
        new: numbers of new texts.
        gone: numbers of those that are no longer current.
        read: reads texts.
    """
    credited = credit_texts(index, new, gone, read)
    judged = _select_copying_pairs(index, new, gone, credited.again)
    copied: list[_Copied] = []
    for part in in_blocks(judged.pairs, _COMPARED):
        copied += _compare_texts(index, part, read)
    return _replace_former_copies(index, judged.former, copied, gone, credited.found)


def derive(connection: duckdb.DuckDBPyConnection, items: Sequence[Printed]) -> list[Derivation]:
    """Find all copying among versions that are in no ledger.

    The order of the input does not matter.

    Args:
        connection: to an empty database that nobody else uses; the index is made in it.
        items: the versions, one an article.
    """
    index = StoryIndex.make(connection)
    numbered = dict(enumerate(sorted(items, key=lambda item: item.order)))
    read = _text_reader(numbered)
    counts = sample_texts(index, list(numbered), read)
    take(
        index, [_item_from_printed(number, printed) for number, printed in numbered.items()], counts
    )
    return list(find_copies(index, list(numbered), [], read).derivations)


def _text_reader(numbered: Mapping[int, Printed]) -> Read:
    """Read texts that are at hand."""

    def read(ids: Iterable[int]) -> dict[int, tuple[Printed, str | None]]:
        return {number: (numbered[number], None) for number in ids}

    return read


def _item_from_printed(number: int, printed: Printed) -> Item:
    return Item(
        text_id=number,
        tie=number,
        article_id=number,
        article=printed.article,
        version=printed.key,
        source=printed.source,
        byline=printed.byline,
        title=None,
        published=printed.published,
    )


# --- shingles -------------------------------------------------------------------------------------


def sample_texts(index: StoryIndex, new: Sequence[int], read: Read) -> dict[int, int]:
    """Take in the sampled shingles of new texts; return their numbers."""
    counts: Counter[int] = Counter()
    for block in blocks(new):
        texts = read(block)
        sampled = _sampled_shingles({number: texts[number][0] for number in block})
        index.give("cover_sampled", sampled)
        index.run("take_shingles")
        counts.update(sampled["text_id"].to_pylist())
    return dict(counts)


def _sampled_shingles(texts: Mapping[int, Printed]) -> pa.Table:
    """Sample the shingles of texts, with the days of these."""
    import pyarrow as pa

    numbers = pa.array(list(texts), pa.int64())
    days = pa.array([printed.day for printed in texts.values()], pa.int64())
    sampled = sample([printed.text for printed in texts.values()])
    owner = sampled.column("text_id")
    rows = {
        "text_id": numbers.take(owner),
        "token": sampled.column("hash"),
        "moment": days.take(owner),
    }
    return pa.table(rows)


# --- pairs ----------------------------------------------------------------------------------------


def _select_copying_pairs(
    index: StoryIndex, new: Sequence[int], gone: Sequence[int], credited: Collection[int]
) -> _Judged:
    """Tell which pairs of texts are to be compared, and what was known of them.

    Args:
        index: the index.
        new: numbers of new texts.
        gone: numbers of those that are no longer current.
        credited: texts whose credits may be others.
    """
    change = note_changed(index, new, gone, fresh=not gone)
    ((near,),) = index.rows("note_near")
    holds = index.upto > 0 and not gone and not credited  # what was known, unless anything turns
    if holds and not near:  # nobody else prints any of it
        return _Judged(pairs=())

    turned, change = turn_boilerplate(index, new, gone, change)
    paired = pair(index, RULE, change, near=None if turned else "cover_kept")
    index.give_pairs("cover_candidate", paired.pairs)
    if holds and not (turned or paired.affected):
        judged = _Judged(pairs=paired.pairs)
    else:
        judged = _reselect_copying_pairs(index, paired, credited)
    index.run("take_candidates")
    return judged


def _reselect_copying_pairs(
    index: StoryIndex, paired: Paired, credited: Collection[int]
) -> _Judged:
    """Tell which candidates are new or may be judged otherwise, and drop those that are none."""
    index.run("note_stale", affected=paired.affected)
    index.run("note_judged", credited=sorted(credited))
    former = index.rows("former_copies")
    index.run("drop_candidates")
    return _Judged(
        pairs=index.rows("judged"),
        former={(copy, source): (bool(tied), bool(same)) for copy, source, tied, same in former},
    )


def _compare_texts(index: StoryIndex, pairs: Sequence[_Pair], read: Read) -> Iterator[_Copied]:
    """Compare pairs word for word, and yield what is copied."""
    texts = read_printed(read, {number for both in pairs for number in both})
    number_of = {printed.key: number for number, printed in texts.items()}
    credited, repeated = credits_of(index, texts), boilerplate_of(index, texts)
    for a, b in pairs:
        early, late = sorted((texts[a], texts[b]), key=lambda printed: printed.order)
        found = compare(early, late, credited, repeated)
        if found is not None:
            yield _Copied(number_of[found.version], number_of[found.from_version], found)


def _replace_former_copies(
    index: StoryIndex,
    before: Mapping[_Pair, _Ties],
    found: Sequence[_Copied],
    gone: Sequence[int],
    credited: Mapping[str, tuple[Credit, ...]],
) -> Copies:
    """Keep what was found in place of what was known of the same pairs."""
    after = {(c.copy, c.source): c.ties for c in found}
    _write_copies(index, before, after)
    derivations = sorted((c.derivation for c in found), key=lambda d: (d.version, d.from_version))
    ended, left = before.keys() - after.keys(), set(gone)
    return Copies(
        derivations=tuple(derivations),
        ended=tuple(sorted(pair for pair in ended if left.isdisjoint(pair))),
        credits=credited,
        retied=frozenset(pair for pair, _ in before.items() ^ after.items()),
    )


def _write_copies(index: StoryIndex, before: Iterable[_Pair], after: Mapping[_Pair, _Ties]) -> None:
    """Write copies with what they tie, in place of those that were known."""
    if before:
        index.give_pairs("cover_former", before)
        index.run("drop_copies")
    if after:
        rows = [(*pair, *ties) for pair, ties in sorted(after.items())]
        index.give_rows("cover_copy", _COPY, rows)
        index.run("take_copies")
