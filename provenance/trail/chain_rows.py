"""What a few chains are now: asked by their numbers, a table at a time.

So a question costs what it touches.

One statement that joined the tables took DuckDB 2.0.0 twice as long: it guessed that a few chains
are many, and hashed all versions and all articles for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from provenance.ledger.decode import picked
from provenance.spans import Citation, Span, cite

if TYPE_CHECKING:
    from provenance.ledger.store import Store

Row = Mapping[str, Any]

_OF_TEXT = ("version", "text", "source", "url", "published")


@attrs.frozen(kw_only=True)
class Standing:
    """Say where a chain stands, as its version was read last.

    Args:
        number: of the chain.
        chain: its key.
        run: the run of that reading.
        version: the version's key.
        published: microseconds since 1970.
        current: whether the version is the current one of its article.
    """

    number: int
    chain: str
    run: int
    version: str
    text: str
    article: str
    source: str | None
    url: str | None
    published: int | None
    current: bool

    @property
    def order(self) -> tuple[bool, int, str]:
        """Order by time of publication, the undated last, then by article."""
        return self.published is None, self.published or 0, self.article

    def place(self, start: int, end: int) -> Citation:
        """Point at characters of the version."""
        return cite(Span(start, end), self.article, self.version, self.text)


def standing(
    store: Store, chains: Sequence[int], *, superseded: bool = False
) -> dict[int, Standing]:
    """Tell of chains by number where they stand.

    Those of earlier versions only on request, those not read now never.
    """
    if not chains:
        return {}
    kept = store.kept("chains", chains=list(chains))
    rows = _standing_rows(store, chains) if kept is None else kept
    return {row["number"]: Standing(**row) for row in rows if superseded or row["current"]}


def _standing_rows(store: Store, chains: Sequence[int]) -> Iterator[Row]:
    """Yield where chains stand that are read now, in the order of their numbers."""
    rows = store.records("trail_chains", chains=list(chains))
    versions = sorted({row["version_id"] for row in rows})
    texts = _texts_by_version(store, versions)
    runs = _last_run_by_chain(store, rows, versions)
    for row in rows:
        run = runs.get(row["chain_id"])
        if run is not None:
            place = {"number": row["chain_id"], "chain": row["chain"], "run": run}
            yield {**place, **texts[row["version_id"]]}


def _texts_by_version(store: Store, versions: Sequence[int]) -> dict[int, Row]:
    """Tell of versions by number what they say, of which article, and whether they are current."""
    texts = _index_rows(store.records("trail_texts", versions=versions), "version_id")
    named = sorted({row["article_id"] for row in texts.values()})
    articles = _index_rows(store.records("trail_homes", articles=named), "article_id")
    newest = {row["version_id"] for row in store.records("trail_newest", articles=named)}
    return {
        number: {
            **picked(text, _OF_TEXT),
            "article": articles[text["article_id"]]["article"],
            "current": number in newest,
        }
        for number, text in texts.items()
    }


def _last_run_by_chain(
    store: Store, chains: Sequence[Row], versions: Sequence[int]
) -> dict[int, int]:
    """Map chains to the run in which the last reader of their version read them.

    Those that it did not find are left out.
    """
    last = store.records("last_readings", stage="chains", versions=versions)
    readers = {row["version_id"]: row["reader"] for row in last}
    current = {row["chain_id"]: readers.get(row["version_id"]) for row in chains}
    read = store.records("trail_readings", chains=list(current))
    return {
        row["chain_id"]: row["run_id"] for row in read if row["reader"] == current[row["chain_id"]]
    }


def links(store: Store, chains: Mapping[int, Standing]) -> list[Row]:
    """List what ties mentions to these chains."""
    return list(_rows_of_last_run(store, "trail_links", chains))


def mentions(store: Store, tied: Sequence[Row], surface: str | None = None) -> dict[int, Row]:
    """Return the mentions of links by their numbers, maybe only those with these words."""
    if not tied:
        return {}
    numbers = [link["mention_id"] for link in tied]
    return _index_rows(
        store.records("trail_mentions", mentions=numbers, surface=surface), "mention_id"
    )


def features(store: Store, chains: Mapping[int, Standing]) -> list[Row]:
    """List what these chains state."""
    return list(_rows_of_last_run(store, "trail_features", chains))


def _rows_of_last_run(store: Store, name: str, chains: Mapping[int, Standing]) -> Iterator[Row]:
    """List rows of the reading that counts."""
    rows = store.records(name, chains=sorted(chains)) if chains else []
    return (row for row in rows if row["run_id"] == chains[row["chain_id"]].run)


def memberships(store: Store, chains: Sequence[int]) -> dict[int, int]:
    """Return the number of the entity that each chain belongs to now."""
    if not chains:
        return {}
    kept = store.kept("memberships", chains=list(chains))
    rows = store.records("trail_memberships", chains=list(chains)) if kept is None else kept
    return {row["chain_id"]: row["entity_id"] for row in rows}


def _index_rows(rows: Sequence[Row], name: str) -> dict[int, Row]:
    return {row[name]: row for row in rows}
