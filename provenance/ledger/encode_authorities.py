"""Authorities' entries as Arrow tables, in the shape the appending statements want."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from provenance.ledger.encode import table
from provenance.records.authorities import AuthorityEntry

if TYPE_CHECKING:
    import pyarrow as pa

_OFFICE = ("role", "organisation", "country", "start", "end")
_ENTRY = {
    "place": "int64",
    "authority": "string",
    "external_id": "string",
    "type": "string",
    "names": "texts",
    "countries": "texts",
    "file": "string",
    "digest": "string",
}


def entries(authority: str, items: Sequence[tuple[AuthorityEntry, str, str]]) -> pa.Table:
    """Lay entries out, each with its file and the file's digest."""
    import pyarrow as pa

    rows = [
        (place, authority, k.external_id, k.type, list(k.names), list(k.countries), file, digest)
        for place, (k, file, digest) in enumerate(items)
    ]
    told = [entry for entry, _, _ in items]
    numbers = pa.array([list(entry.rows) for entry in told], pa.list_(pa.int64()))
    laid_out = table(_ENTRY, rows)
    return laid_out.append_column("offices", _offices_column(told)).append_column("rows", numbers)


def _offices_column(told: Sequence[AuthorityEntry]) -> pa.Array:
    """Lay out which offices each entry has."""
    import pyarrow as pa

    offices = [
        [{name: getattr(office, name) for name in _OFFICE} for office in entry.offices]
        for entry in told
    ]
    return pa.array(offices, pa.list_(pa.struct([(name, pa.string()) for name in _OFFICE])))


def entry_profiles(items: Sequence[tuple[int, str, str]]) -> pa.Table:
    """Lay the profiles of entries out: the entry's number, the profile's key, its features."""
    return table({"entry_id": "int64", "profile": "string", "features": "string"}, items)


def external_ids(items: Sequence[tuple[str, int, float, bool]]) -> pa.Table:
    """Lay out which entities entries are: entity, entry's number, probability, whether no more."""
    kinds = {"entity": "string", "entry_id": "int64", "probability": "double", "withdrawn": "flag"}
    return table(kinds, items)
