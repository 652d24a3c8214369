"""Copying: the pairs that a new, changed or removed text touches are compared word for word.

The others stay as they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from provenance.coverage import Credit, Derivation
from provenance.spans import Span
from resolvers.coverage.credits import all_credits, creditable, publisher
from resolvers.coverage.derivation import LEAST, NEAR, Printed, compare
from resolvers.coverage.index.base import StoryIndex
from resolvers.coverage.index.pairing import PostingRule, TextChanges, note_changed, pair
from resolvers.coverage.index.texts import Item, Read, blocks, take
from resolvers.coverage.origins import same_reporting
from resolvers.coverage.shingles import sample
from resolvers.tables import Row

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

# Of the holders of a shingle before it, a text is compared with the first 16: near linear where
# hundreds print one report.
RULE = PostingRule(
    postings="coverage.shingle", far=NEAR, unit=86_400_000_000, most=16, crowd=False, share=LEAST
)
_COMPARED = 2_000  # pairs whose texts are read at a time


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
    ended: tuple[tuple[int, int], ...]
    credits: Mapping[str, tuple[Credit, ...]]
    retied: frozenset[tuple[int, int]]


def find_copies(index: StoryIndex, new: Sequence[int], gone: Sequence[int], read: Read) -> Copies:
    """Find what texts change that are new or gone; they are in `coverage.text` and sampled.

    Args:
        index: the index.
        new: numbers of new texts.
        gone: numbers of those that are no longer current.
        read: reads texts.
    """
    credited, recredited = _credit(index, new, gone, read)
    change = note_changed(index, new, gone, fresh=not gone)
    ((near,),) = index.rows("note_near")
    plain = (
        index.upto > 0 and not gone and not recredited
    )  # unless something turns, of what was known all holds
    if plain and not near:  # nobody else prints any of it
        return Copies(derivations=(), ended=(), credits=credited, retied=frozenset())
    turned, change = _turn(index, new, gone, change)
    paired = pair(index, RULE, change, near=None if turned else "cover_kept")
    former, pairs = [], paired.pairs
    index.give_pairs("cover_candidate", pairs)
    if turned or paired.affected or not plain:
        index.run("note_stale", affected=paired.affected)
        index.run("note_judged", credited=sorted(recredited))
        former = index.rows("former_copies")
        index.run("drop_candidates")
        pairs = index.rows("judged")
    index.run("take_candidates")
    found = _compare(index, pairs, read)
    return _settle(index, former, found, set(gone), credited)


def derive(connection: duckdb.DuckDBPyConnection, items: Sequence[Printed]) -> list[Derivation]:
    """Find all copying among versions that are in no ledger.

    The order of the input does not matter.

    Args:
        connection: to an empty database that nobody else uses; the index is made in it.
        items: the versions, one an article.
    """
    index, numbered = (
        StoryIndex.make(connection),
        dict(enumerate(sorted(items, key=lambda item: item.order))),
    )

    def read(ids: Iterable[int]) -> dict[int, tuple[Printed, str | None]]:
        return {number: (numbered[number], None) for number in ids}

    counts = sample_texts(index, list(numbered), read)
    take(index, [_item(number, printed) for number, printed in numbered.items()], counts)
    return list(find_copies(index, list(numbered), [], read).derivations)


def _item(number: int, printed: Printed) -> Item:
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


# --- shingles -------------------------------------------------------------------------------------------------------


def sample_texts(index: StoryIndex, new: Sequence[int], read: Read) -> dict[int, int]:
    """Take in the sampled shingles of new texts; return their numbers."""
    import pyarrow as pa

    counts: Counter[int] = Counter()
    for block in blocks(new):
        texts = read(block)
        numbers, days = (
            pa.array(block, pa.int64()),
            pa.array([texts[n][0].day for n in block], pa.int64()),
        )
        sampled = sample([texts[n][0].text for n in block])
        owner = sampled.column("text_id")
        rows = {
            "text_id": numbers.take(owner),
            "token": sampled.column("hash"),
            "moment": days.take(owner),
        }
        index.give("cover_sampled", pa.table(rows))
        index.run("take_shingles")
        counts.update(rows["text_id"].to_pylist())
    return dict(counts)


def _turn(
    index: StoryIndex, new: Sequence[int], gone: Sequence[int], change: TextChanges
) -> tuple[bool, TextChanges]:
    """Find what is boilerplate now and was not, or was and is not.

    Tell whether texts that are not new hold some of it.

    Those are paired anew.
    """
    old: set[int] = set()
    turned = index.rows("turned", gone=bool(gone))
    if turned:
        index.give("cover_turned", _turned_table(turned))
        old = {number for (number,) in index.rows("turned_texts")}.difference(new, gone)
    if old or gone:
        index.run("note_all_was", turning=sorted(old))
    if gone:
        index.run("drop_shingles", "drop_stock")
    if old:
        change = note_changed(index, old | set(new), gone)
    if turned:
        index.run("drop_boilerplate", "take_boilerplate", "release_stock", "drop_released")
    ((taken,),) = index.rows("take_stock")
    if taken:
        index.run("drop_taken")
    index.run("note_kept")
    return bool(old), change


def _turned_table(rows: Sequence[Row]) -> pa.Table:
    import pyarrow as pa

    publishers, tokens, flags = zip(*rows, strict=True)
    columns = {
        "publisher": pa.array(publishers, pa.string()),
        "token": pa.array(tokens, pa.uint64()),
    }
    return pa.table({**columns, "boilerplate": pa.array(flags, pa.bool_())})


# --- credits --------------------------------------------------------------------------------------------------------


def _credit(
    index: StoryIndex, new: Sequence[int], gone: Sequence[int], read: Read
) -> tuple[dict[str, tuple[Credit, ...]], set[int]]:
    """Find the credits of new texts, and of those that may credit a publisher who is new.

    Return the numbers of these too.
    """
    if gone:
        index.run("drop_credits", "drop_creditable", dropped=gone)
    sources: set[str] = set()
    plain: set[int] = set()  # nothing in them has the form of a credit
    for block in blocks(new):
        texts = {number: printed for number, (printed, _) in read(block).items()}
        sources.update(publisher(p.source) for p in texts.values() if p.source)
        rows = [
            (n, name) for n, p in texts.items() for name in sorted(creditable(p.text, p.byline))
        ]
        plain.update(texts.keys() - {number for number, _ in rows})
        if rows:
            index.give_rows("cover_creditable", {"text_id": "int64", "name": "string"}, rows)
            index.run("take_creditable")
    recredited: set[int] = set()
    if fresh := [name for (name,) in index.rows("new_publishers", names=sorted(sources))]:
        recredited = {number for (number,) in index.rows("recredited", names=fresh)} - set(new)
        index.run("take_publishers", names=fresh)
        index.run("drop_credits", dropped=sorted(recredited))
    found: dict[str, tuple[Credit, ...]] = {}
    kinds = {
        "text_id": "int64",
        "kind": "string",
        "publisher": "string",
        "start": "int64",
        "end": "int64",
    }
    for block in blocks(sorted(recredited | set(new) - plain)):
        texts = {number: printed for number, (printed, _) in read(block).items()}
        names: defaultdict[int, list[str]] = defaultdict(list)
        for number, name in index.rows("credited_publishers", asked=block):
            names[number].append(name)
        stated_by = {n: all_credits(p.text, p.byline, p.source, names[n]) for n, p in texts.items()}
        rows = [
            (n, c.kind, c.publisher, *((c.span.start, c.span.end) if c.span else (None, None)))
            for n, stated in stated_by.items()
            for c in stated
        ]
        index.give_rows("cover_credit", kinds, rows)
        index.run("take_credits")
        found |= {texts[n].key: stated for n, stated in stated_by.items()}
    return found, recredited


# --- pairs ----------------------------------------------------------------------------------------------------------


def _compare(
    index: StoryIndex, pairs: Sequence[tuple[int, int]], read: Read
) -> list[tuple[int, int, Derivation]]:
    """Compare pairs word for word.

    Return copy and source of what is copied, by number, with the derivation.
    """
    found: list[tuple[int, int, Derivation]] = []
    for start in range(0, len(pairs), _COMPARED):
        part = pairs[start : start + _COMPARED]
        asked = sorted({number for both in part for number in both})
        texts = {number: printed for number, (printed, _) in read(asked).items()}
        number = {printed.key: n for n, printed in texts.items()}
        credited, repeated = _asked_credits(index, texts), _asked_stock(index, texts)
        for both in part:
            early, late = sorted((texts[n] for n in both), key=lambda printed: printed.order)
            derivation = compare(early, late, credited, repeated)
            if derivation is not None:
                found.append(
                    (number[derivation.version], number[derivation.from_version], derivation)
                )
    return found


def _asked_credits(index: StoryIndex, texts: Mapping[int, Printed]) -> dict[str, list[Credit]]:
    credited: defaultdict[str, list[Credit]] = defaultdict(list)
    for number, kind, name, start, end in index.rows("asked_credits", asked=list(texts)):
        span = None if start is None else Span(start, end)
        credited[texts[number].key].append(Credit(span=span, kind=kind, publisher=name))
    return credited


def _asked_stock(index: StoryIndex, texts: Mapping[int, Printed]) -> dict[str, frozenset[int]]:
    held: defaultdict[str, set[int]] = defaultdict(set)
    for number, token in index.rows("asked_stock", asked=list(texts)):
        held[texts[number].key].add(token)
    return {key: frozenset(tokens) for key, tokens in held.items()}


def _settle(
    index: StoryIndex,
    former: Iterable[Sequence[int]],
    found: Sequence[tuple[int, int, Derivation]],
    gone: set[int],
    credited: Mapping[str, tuple[Credit, ...]],
) -> Copies:
    """Keep what was found in place of what was known of the same pairs."""
    before = {(copy, source): (bool(tied), bool(same)) for copy, source, tied, same in former}
    # A publisher repeats its own background in stories of all kinds; what others print of one
    # reporting is one story.
    after = {
        (copy, source): (d.kind != "reuse" or same_reporting(d), same_reporting(d))
        for copy, source, d in found
    }
    if before:
        index.give_pairs("cover_former", before)
        index.run("drop_copies")
    if after:
        kinds = {"text_id": "int64", "from_id": "int64", "tied": "flag", "same": "flag"}
        index.give_rows(
            "cover_copy", kinds, [(*pair, *ties) for pair, ties in sorted(after.items())]
        )
        index.run("take_copies")
    return Copies(
        derivations=tuple(
            d for _, _, d in sorted(found, key=lambda f: (f[2].version, f[2].from_version))
        ),
        ended=tuple(sorted(p for p in before if p not in after and not gone.intersection(p))),
        credits=credited,
        retied=frozenset(p for p in {*before, *after} if before.get(p) != after.get(p)),
    )
