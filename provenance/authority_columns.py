"""Authorities' entries as Arrow tables, in the shape the appending statements want."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from provenance.authorities import AuthorityEntry
from provenance.columns import table

if TYPE_CHECKING:
    import pyarrow as pa

_OFFICE = ("role", "organisation", "country", "start", "end")


def entries(authority: str, items: Sequence[tuple[AuthorityEntry, str, str]]) -> pa.Table:
    """Lay entries out, each with its file and the file's digest."""
    import pyarrow as pa

    kinds = {
        "place": "int64",
        "authority": "string",
        "external_id": "string",
        "type": "string",
        "names": "texts",
    }
    kinds |= {"countries": "texts", "file": "string", "digest": "string"}
    rows = [
        (place, authority, k.external_id, k.type, list(k.names), list(k.countries), file, digest)
        for place, (k, file, digest) in enumerate(items)
    ]
    offices = [
        [{name: getattr(office, name) for name in _OFFICE} for office in k.offices]
        for k, _, _ in items
    ]
    held = pa.array(offices, pa.list_(pa.struct([(name, pa.string()) for name in _OFFICE])))
    numbers = pa.array([list(k.rows) for k, _, _ in items], pa.list_(pa.int64()))
    return table(kinds, rows).append_column("offices", held).append_column("rows", numbers)


def entry_profiles(items: Sequence[tuple[int, str, str]]) -> pa.Table:
    """Lay the profiles of entries out: the entry's number, the profile's key and its features as JSON."""
    return table({"entry_id": "int64", "profile": "string", "features": "string"}, items)


def external_ids(items: Sequence[tuple[str, int, float, bool]]) -> pa.Table:
    """Lay out which entities entries are: entity, the entry's number, probability, and whether it is tied no longer."""
    kinds = {"entity": "string", "entry_id": "int64", "probability": "double", "withdrawn": "flag"}
    return table(kinds, items)
