"""Ids are minted from the content of what founded them, so they can be minted again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from provenance.identifiers import (
    mint_claim_group_id,
    mint_entity_id,
    mint_origin_id,
    mint_story_id,
)
from provenance.sql import statements
from provenance.sql.running import parsed

if TYPE_CHECKING:
    import duckdb

_MINT = {
    "entity": mint_entity_id,
    "story": mint_story_id,
    "origin": mint_origin_id,
    "proposition": mint_claim_group_id,
}


def strange_ids(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """List ids that are not those that their founders give, one sentence each."""
    rows = connection.execute(parsed(connection, statements()["verify_founders"])).fetchall()
    return [sentence for row in rows for sentence in _wrongly_minted_id(*row)]


def _wrongly_minted_id(kind: str, found: str, founder: str) -> Iterator[str]:
    if found != (ours := _MINT[kind](founder)):
        yield f"{kind} {found} should be {ours} by its founder"
