"""Exported tables, with the decisions that made or barred what stands in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from provenance.identifiers import canonical_pair
from provenance.ledger.precedence import Settled
from provenance.trail.anchored import Judged, judged, settled_articles, settled_links
from provenance.trail.decided import Deciders, DecisionView, deciders

if TYPE_CHECKING:
    from provenance.ledger.store import Store

_DIGITS = 16


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
        return _add_decided_links(store, rows)
    if name == "mentions":
        return _add_decisions_column(rows, "chain", _decision_keys_by_chain(store, deciders(store)))
    if name == "stories":
        named = _counting_decision_keys(deciders(store).articles)
        return _add_decisions_column(_apply_copy_decisions(store, rows), "article", named)
    return rows


def _add_decisions_column(rows: pa.Table, key: str, named: Mapping[Any, list[str]]) -> pa.Table:
    """Add a column of the decisions that name what one column holds."""
    held = rows.column(key)
    lists = [named.get(item, []) for item in held.to_pylist()] if named else [[]] * len(held)
    return rows.append_column("decisions", pa.array(lists, pa.list_(pa.string())))


def _apply_copy_decisions(store: Store, rows: pa.Table) -> pa.Table:
    """Let articles have copied from those that people say, and not from others they name."""
    found = judged(store)
    settled = settled_articles(found, "copy")
    if not (settled.together or settled.apart):
        return rows
    copied = _decided_copy_sources(found, settled)
    columns = (rows.column(name).to_pylist() for name in ("article", "derived_from"))
    lists = [
        _accepted_copy_sources(settled, article, {*known, *copied[article]})
        for article, known in zip(*columns, strict=True)
    ]
    place = rows.schema.get_field_index("derived_from")
    return rows.set_column(place, rows.schema.field(place), pa.array(lists, pa.list_(pa.string())))


def _accepted_copy_sources(
    settled: Settled[str], article: str, sources: Iterable[str]
) -> list[str]:
    """List what an article copied, without those that people say it did not copy, in order."""
    return [s for s in sorted(sources) if canonical_pair(article, s) not in settled.apart]


def _decided_copy_sources(found: Judged, settled: Settled[str]) -> defaultdict[str, set[str]]:
    """Map articles to those that they copied, as people say."""
    copied: defaultdict[str, set[str]] = defaultdict(set)
    for key in settled.together.values():
        decision = found.standing[key]
        for copy, source in product(decision.side("a"), decision.side("b")):
            copied[copy.article].add(source.article)
    return copied


def _counting_decision_keys(views: Mapping[Any, Sequence[DecisionView]]) -> dict[Any, list[str]]:
    """Return the first digits of the decisions that count."""
    counting = {
        item: [v.decision.key[:_DIGITS] for v in some if v.status == "counts"]
        for item, some in views.items()
    }
    return {item: sorted(keys) for item, keys in counting.items() if keys}


def _decision_keys_by_chain(store: Store, by: Deciders) -> dict[str, list[str]]:
    """Map chains, as exports name them, to the decisions that count and name them."""
    keys = _counting_decision_keys(by.chains)
    names = _short_chain_keys(store, sorted(keys))
    return {names[number]: some for number, some in keys.items()}


def _short_chain_keys(store: Store, chains: Sequence[int]) -> dict[int, str]:
    """Map the numbers of chains to the first digits of their keys."""
    rows = store.records("chain_keys", chains=list(chains)) if chains else []
    return {row["chain_id"]: row["chain"][:_DIGITS] for row in rows}


def _add_decided_links(store: Store, rows: pa.Table) -> pa.Table:
    """Add the pairs that people decided, in the order of their chains, behind what was compared."""
    found = judged(store)
    settled = settled_links(store, found)[0] if found.standing else None
    compared = rows.append_column("decision", pa.nulls(len(rows), pa.string()))
    made = _decided_link_rows(store, settled) if settled else []
    if not made:
        return compared
    schema = compared.schema
    return pa.concat_tables([compared, pa.Table.from_pylist(made, schema=schema)])


def decided_pairs(store: Store) -> dict[tuple[str, str], bool]:
    """Map pairs of chains, as exports name them, to whether people put them together."""
    found = judged(store)
    settled = settled_links(store, found)[0]
    pairs = {**dict.fromkeys(settled.together, True), **dict.fromkeys(settled.apart, False)}
    names = _short_chain_keys(store, sorted({chain for pair in pairs for chain in pair}))
    return {canonical_pair(names[a], names[b]): same for (a, b), same in pairs.items()}


def _decided_link_rows(store: Store, settled: Settled[int]) -> list[dict[str, Any]]:
    """Write decided pairs of chains as links without parts, sure to be or not to be one."""
    pairs = {True: settled.together, False: settled.apart}
    chains = sorted({chain for some in pairs.values() for pair in some for chain in pair})
    names = _short_chain_keys(store, chains)
    made = [
        _decided_link_row(sorted(names[chain] for chain in pair), joins=joins, key=key)
        for joins in (True, False)
        for pair, key in pairs[joins].items()
    ]
    return sorted(made, key=itemgetter("a", "b"))


def _decided_link_row(ends: Sequence[str], *, joins: bool, key: str) -> dict[str, Any]:
    """Write a pair of chains that one decision puts together or keeps apart."""
    a, b = ends
    return {
        "a": a,
        "b": b,
        "match_probability": 1.0 if joins else 0.0,
        "decided_by": "decision",
        "match_key": "decided together" if joins else "decided apart",
        "parts": [],
        "decision": key[:_DIGITS],
    }
