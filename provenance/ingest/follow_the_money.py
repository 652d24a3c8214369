"""FollowTheMoney entities to known entities, with the offices that Occupancies give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from provenance.exceptions import InputError
from provenance.ingest.authority_rows import TYPE_OF, countries, entry_of, identifier, tenure, texts
from provenance.ingest.refusals import RowRefusal, shown
from provenance.records.authorities import AuthorityEntry, Office

_Row = Mapping[str, Any]
_Numbered = tuple[int, _Row]
_Held = defaultdict[str, list[tuple[int, Office]]]


def entries_of(rows: Sequence[_Numbered], file: str) -> Iterator[AuthorityEntry | InputError]:
    """Read entities with their offices; schemata without a type of ours are passed over.

    Args:
        rows: each with its number, from 1, and with `schema` and `properties`.
        file: what errors call the rows' file.
    """
    for number, row in rows:
        if not isinstance(row["schema"], str):
            what = f"{shown(row['schema'])} is no name of a schema"
            yield InputError(what, file=file, line=number, field="schema")
    positions: dict[str, _Row] = {}
    held: _Held = defaultdict(list)
    yield from _read_positions(_rows_of_schema(rows, "Position"), file, positions)
    yield from _read_occupancies(_rows_of_schema(rows, "Occupancy"), file, positions, held)
    for number, row in rows:
        if kind := _schema_entity_type(row["schema"]):
            yield _authority_entry(row, file, number, kind, held)


def _rows_of_schema(rows: Sequence[_Numbered], schema: str) -> list[_Numbered]:
    """List the rows of one schema."""
    return [(number, row) for number, row in rows if row["schema"] == schema]


def _schema_entity_type(schema: object) -> str | None:
    return TYPE_OF.get(schema.lower()) if isinstance(schema, str) else None


def _read_positions(
    rows: Sequence[_Numbered],
    file: str,
    positions: dict[str, _Row],
) -> Iterator[InputError]:
    """Note the properties of positions by their ids; give those that have none."""
    for number, row in rows:
        try:
            positions[identifier(row, "id")] = row["properties"]
        except RowRefusal as refusal:
            yield refusal.at(file, number)


def _read_occupancies(
    rows: Sequence[_Numbered],
    file: str,
    positions: Mapping[str, _Row],
    held: _Held,
) -> Iterator[InputError]:
    """Note the offices of their holders; return the occupancies that tell none."""
    for number, row in rows:
        try:
            offices = list(_occupancy_offices(row["properties"], positions))
        except RowRefusal as refusal:
            yield refusal.at(file, number)
            continue
        for holder, office in offices:
            held[holder].append((number, office))


def _occupancy_offices(
    properties: _Row, positions: Mapping[str, _Row]
) -> Iterator[tuple[str, Office]]:
    start, end = (next(iter(texts(properties, name)), None) for name in ("startDate", "endDate"))
    days = tenure(start, end, "")
    for holder in texts(properties, "holder"):
        for post in texts(properties, "post"):
            position = positions.get(post)
            if position is None:
                raise RowRefusal("post", f"{shown(post)} is no Position of this file")
            for role in texts(position, "name")[:1]:
                country = next(iter(countries("country", texts(position, "country"))), None)
                yield holder, Office(role=role, country=country, **days)


def _authority_entry(
    row: _Row, file: str, number: int, kind: str, held: _Held
) -> AuthorityEntry | InputError:
    properties = row["properties"]
    flat = {name: properties.get(name) for name in ("alias", "country")}
    flat |= {"id": row.get("id"), "names": properties.get("name")}
    found = entry_of(flat, file, number, "id", kind)
    return found if isinstance(found, InputError) else _entry_with_offices(found, held)


def _entry_with_offices(entry: AuthorityEntry, held: _Held) -> AuthorityEntry:
    """Add the offices that occupancies give to an entry, and the rows of those."""
    offices = held.get(entry.external_id)
    if not offices:
        return entry
    numbers = (number for number, _ in offices)
    return attrs.evolve(
        entry, offices=tuple(office for _, office in offices), rows=(entry.rows[0], *numbers)
    )
