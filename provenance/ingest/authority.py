"""Files of known entities: CSV, JSON Lines, Parquet and FollowTheMoney, told apart by name and content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from provenance.exceptions import InputError
from provenance.ingest import csv_file, jsonl, parquet
from provenance.ingest.authority_rows import entry_of
from provenance.ingest.follow_the_money import entries_of
from provenance.ingest.options import File
from provenance.ingest.refusals import is_nan, shown
from provenance.records.authorities import AuthorityEntry

_Row = Mapping[str, Any]


def file_digest(path: Path) -> str:
    """Hash a file's bytes (SHA-256, hexadecimal): with a row's number it says where a value stands."""
    with path.open("rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def read_authority(
    path: Path,
    *,
    id_field: str = "id",
    kind: str | None = None,
) -> Iterator[AuthorityEntry | InputError]:
    """Read known entities, in the order of the file; a wrong row is refused alone.

    Rows have an id, name or names, and maybe aliases, nicknames (read before the surname), type,
    country or countries, and offices: a list of objects with role, organisation, country (or
    polity), from and to. In CSV `;` parts the values of a list, and the columns role, organisation,
    polity, from and to tell one office. FollowTheMoney rows (`schema`, `properties`) are read as
    they are; their Occupancy and Position rows become offices of the holder.

    Args:
        path: a .csv, .parquet, .json, .jsonl or .ndjson file.
        id_field: the field that holds the authority's id.
        kind: PER, ORG or LOC, for rows that tell no type.
    """
    yield from read_known(_read_authority_rows(path), str(path), id_field=id_field, kind=kind)


def read_known(
    rows: Iterable[tuple[int, _Row | InputError]],
    file: str,
    *,
    id_field: str = "id",
    kind: str | None = None,
) -> Iterator[AuthorityEntry | InputError]:
    """Read known entities from numbered rows; an id that stands twice is refused the second time.

    Args:
        rows: each row with its number, from 1, or why it was refused.
        file: what errors call the rows' file.
        id_field: the field that holds the authority's id.
        kind: PER, ORG or LOC, for rows that tell no type.
    """
    seen: dict[str, int] = {}
    for found in _read_authority_entries(rows, file, id_field, kind):
        if isinstance(found, AuthorityEntry):
            first = seen.setdefault(found.external_id, found.rows[0])
            if first != found.rows[0]:
                what, hint = (
                    f"the id {found.external_id!r} stands in row {first} already",
                    "one row tells all of an entity",
                )
                yield InputError(what, file=file, line=found.rows[0], field=id_field, hint=hint)
                continue
        yield found


def _read_authority_entries(
    rows: Iterable[tuple[int, _Row | InputError]],
    file: str,
    id_field: str,
    kind: str | None,
) -> Iterator[AuthorityEntry | InputError]:
    money: list[tuple[int, _Row]] = []
    for number, row in rows:
        if isinstance(row, InputError):
            yield row
        elif not isinstance(row, Mapping):
            yield InputError(f"expected an object, not {shown(row)}", file=file, line=number)
        elif "schema" in row and isinstance(row.get("properties"), Mapping):
            money.append((number, row))
        else:
            present = {field: value for field, value in row.items() if not is_nan(value)}
            yield entry_of(present, file, number, id_field, kind)
    yield from entries_of(money, file)


# --- rows -----------------------------------------------------------------------------------------


def _read_authority_rows(path: Path) -> Iterator[tuple[int, Any]]:
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        return parquet.records(File.at(path))
    if suffix == ".csv":
        return csv_file.records(File.at(path))
    return jsonl.records(File.at(path), '{"id": …, "name": …, "type": …}')
