"""Exported tables, with the decisions that made or barred what stands in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from provenance.identifiers import canonical_pair
from provenance.precedence import Settled
from provenance.trail.anchored import Judged, judged, settled_articles, settled_links
from provenance.trail.decided import Deciders, DecisionView, deciders

if TYPE_CHECKING:
    from provenance.ledger import Store

_DIGITS = 16
_LISTED = ("mentions", "stories")  # each row names all decisions; a link is made by one
_VERDICTS = ((True, 1.0, "decided together"), (False, 0.0, "decided apart"))


def with_decisions(store: Store, name: str, rows: pa.Table) -> pa.Table:
    """Add to an exported table which decisions count for its rows.

    Mentions and stories get a column `decisions`, the first 16 digits of the key of each. Links get
    a column `decision`, and a row for each pair of chains that people put together or keep apart.

    Args:
        store: the ledger.
        name: what the table is called; others than these stay as they are.
        rows: the table.
    """
    if name == "links":
        return _links(store, rows)
    if name not in _LISTED:
        return rows
    by = deciders(store)
    named = _by_chain(store, by) if name == "mentions" else _keys(by.articles)
    key = rows.column("chain" if name == "mentions" else "article")
    lists = [named.get(item, []) for item in key.to_pylist()] if named else [[]] * len(key)
    told = _decided_copies(store, rows) if name == "stories" else rows
    return told.append_column("decisions", pa.array(lists, pa.list_(pa.string())))


def _decided_copies(store: Store, rows: pa.Table) -> pa.Table:
    """Let articles have copied from those that people say, and not from others they name."""
    found = judged(store)
    settled = settled_articles(found, "copy")
    if not (settled.together or settled.apart):
        return rows
    copied = _copied(found, settled)
    columns = (rows.column(name).to_pylist() for name in ("article", "derived_from"))
    lists = [
        [s for s in sorted({*known, *copied[article]}) if not _apart(settled, article, s)]
        for article, known in zip(*columns, strict=True)
    ]
    place = rows.schema.get_field_index("derived_from")
    return rows.set_column(place, rows.schema.field(place), pa.array(lists, pa.list_(pa.string())))


def _copied(found: Judged, settled: Settled[str]) -> defaultdict[str, set[str]]:
    """Map articles to those that they copied, as people say."""
    copied: defaultdict[str, set[str]] = defaultdict(set)
    for key in settled.together.values():
        decision = found.standing[key]
        for copy, source in product(decision.side("a"), decision.side("b")):
            copied[copy.article].add(source.article)
    return copied


def _apart(settled: Settled[str], article: str, source: str) -> bool:
    return canonical_pair(article, source) in settled.apart


def _keys(views: Mapping[Any, Sequence[DecisionView]]) -> dict[Any, list[str]]:
    """Return the first digits of the decisions that count."""
    counting = {
        item: [v.decision.key[:_DIGITS] for v in some if v.status == "counts"]
        for item, some in views.items()
    }
    return {item: sorted(keys) for item, keys in counting.items() if keys}


def _by_chain(store: Store, by: Deciders) -> dict[str, list[str]]:
    """Map chains, as exports name them, to the decisions that count and name them."""
    keys = _keys(by.chains)
    names = _names(store, sorted(keys))
    return {names[number]: some for number, some in keys.items()}


def _names(store: Store, chains: Sequence[int]) -> dict[int, str]:
    """Map the numbers of chains to the first digits of their keys."""
    rows = store.records("chain_keys", chains=list(chains)) if chains else []
    return {row["chain_id"]: row["chain"][:_DIGITS] for row in rows}


def _links(store: Store, rows: pa.Table) -> pa.Table:
    """Add the pairs that people decided, in the order of their chains, behind what was compared."""
    found = judged(store)
    settled = settled_links(store, found)[0] if found.standing else None
    compared = rows.append_column("decision", pa.nulls(len(rows), pa.string()))
    made = _decided_links(store, settled) if settled else []
    if not made:
        return compared
    schema = compared.schema
    return pa.concat_tables([compared, pa.Table.from_pylist(made, schema=schema)])


def decided_pairs(store: Store) -> dict[tuple[str, str], bool]:
    """Map pairs of chains, as exports name them, to whether people put them together."""
    found = judged(store)
    settled = settled_links(store, found)[0]
    pairs = {**dict.fromkeys(settled.together, True), **dict.fromkeys(settled.apart, False)}
    names = _names(store, sorted({chain for pair in pairs for chain in pair}))
    return {canonical_pair(names[a], names[b]): same for (a, b), same in pairs.items()}


def _decided_links(store: Store, settled: Settled[int]) -> list[dict[str, Any]]:
    """Write decided pairs of chains as links without parts, sure to be or not to be one."""
    pairs = {True: settled.together, False: settled.apart}
    chains = sorted({chain for some in pairs.values() for pair in some for chain in pair})
    names = _names(store, chains)
    made = [
        {
            **dict(zip("ab", sorted(names[chain] for chain in pair), strict=True)),
            "match_probability": probability,
            "decided_by": "decision",
            "match_key": words,
            "parts": [],
            "decision": key[:_DIGITS],
        }
        for joins, probability, words in _VERDICTS
        for pair, key in pairs[joins].items()
    ]
    return sorted(made, key=lambda row: (row["a"], row["b"]))
