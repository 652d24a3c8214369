"""Files of known entities: CSV, JSON Lines, Parquet and FollowTheMoney, told apart by name and content."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import attrs

from provenance.authorities import Known, Office
from provenance.exceptions import InputError
from provenance.ingest.jsonl import read_object
from provenance.ingest.text import decode

_TYPES = {
    "PER": "per person people human",
    "ORG": "org organisation organization company publicbody legalentity",
    "LOC": "loc place location",
}
_TYPE_OF = {word: kind for kind, words in _TYPES.items() for word in words.split()}
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_CODE = re.compile(r"[A-Za-z]{2}")
_Row = Mapping[str, Any]


class _RefusalError(Exception):
    def __init__(self, field: str, what: str, hint: str = "") -> None:
        self.field, self.what, self.hint = field, what, hint
        super().__init__(what)


def file_digest(path: Path) -> str:
    """Hash a file's bytes (SHA-256, hexadecimal): with a row's number it says where a value stands."""
    with path.open("rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def read_authority(path: Path, *, id_field: str = "id", kind: str | None = None) -> Iterator[Known | InputError]:
    """Read known entities, in the order of the file; a wrong row is refused alone.

    Rows have an id, name or names, and maybe aliases, nicknames (read before the surname), type, country or countries, and
    offices: a list of objects with role, organisation, country (or polity), from and to. In CSV `;` parts the values of a
    list, and the columns role, organisation, polity, from and to tell one office. FollowTheMoney rows (`schema`,
    `properties`) are read as they are; their Occupancy and Position rows become offices of the holder.

    Args:
        path: a .csv, .parquet, .json, .jsonl or .ndjson file.
        id_field: the field that holds the authority's id.
        kind: PER, ORG or LOC, for rows that tell no type.
    """
    yield from read_known(_rows(path), str(path), id_field=id_field, kind=kind)


def read_known(
    rows: Iterable[tuple[int, _Row | InputError]], file: str, *, id_field: str = "id", kind: str | None = None
) -> Iterator[Known | InputError]:
    """Read known entities from numbered rows; an id that stands twice is refused the second time.

    Args:
        rows: each row with its number, from 1, or why it was refused.
        file: what errors call the rows' file.
        id_field: the field that holds the authority's id.
        kind: PER, ORG or LOC, for rows that tell no type.
    """
    seen: dict[str, int] = {}
    for found in _told(rows, file, id_field, kind):
        if isinstance(found, Known):
            first = seen.setdefault(found.external_id, found.rows[0])
            if first != found.rows[0]:
                what, hint = f"the id {found.external_id!r} stands in row {first} already", "one row tells all of an entity"
                yield InputError(what, file=file, line=found.rows[0], field=id_field, hint=hint)
                continue
        yield found


def _told(
    rows: Iterable[tuple[int, _Row | InputError]], file: str, id_field: str, kind: str | None
) -> Iterator[Known | InputError]:
    money: list[tuple[int, _Row]] = []
    for number, row in rows:
        if isinstance(row, InputError):
            yield row
        elif not isinstance(row, Mapping):
            yield InputError(f"expected an object, not {row!r:.40}", file=file, line=number)
        elif "schema" in row and isinstance(row.get("properties"), Mapping):
            money.append((number, row))
        else:
            yield _checked(row, file, number, id_field, kind)
    yield from _money(money, file)


# --- rows -----------------------------------------------------------------------------------------------------------


def _rows(path: Path) -> Iterator[tuple[int, _Row | InputError]]:
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        yield from _parquet_rows(path)
    elif suffix == ".csv":
        yield from _csv_rows(path)
    else:
        with path.open("rb") as lines:
            for number, raw in enumerate(lines, 1):
                if raw.strip():
                    yield number, read_object(raw, str(path), number, '{"id": …, "name": …, "type": …}')


def _parquet_rows(path: Path) -> Iterator[tuple[int, _Row | InputError]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        batches = pq.read_table(path).to_batches(max_chunksize=1_000)
    except pa.ArrowException as error:
        yield 1, InputError(f"this is no Parquet file: {str(error).splitlines()[0]}", file=str(path))
        return
    yield from enumerate((row for batch in batches for row in batch.to_pylist()), 1)


def _csv_rows(path: Path) -> Iterator[tuple[int, _Row | InputError]]:
    text = decode(path.read_bytes(), str(path))
    if isinstance(text, InputError):
        yield 1, text
        return
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in rows:
            if None in row:
                what = "there are more cells than columns"
                yield (
                    rows.line_num,
                    InputError(what, file=str(path), line=rows.line_num, hint="quote cells that hold commas"),
                )
            else:
                yield rows.line_num, {k: v for k, v in row.items() if v}
    except csv.Error as error:
        yield rows.line_num, InputError(f"this is no CSV from here on: {error}", file=str(path), line=rows.line_num)


# --- our own shape --------------------------------------------------------------------------------------------------


def _checked(row: _Row, file: str, number: int, id_field: str, kind: str | None) -> Known | InputError:
    try:
        return Known(
            external_id=_id(row, id_field),
            type=_type(row.get("type") or kind),
            names=_names(row),
            countries=_countries("country", _list(row, "country", "countries")),
            offices=_offices(row),
            rows=(number,),
        )
    except _RefusalError as refusal:
        return InputError(refusal.what, file=file, line=number, field=refusal.field, hint=refusal.hint)


def _id(row: _Row, field: str) -> str:
    value = row.get(field)
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise _RefusalError(
            field, f"{value!r} is no id", "every row needs the authority's id, maybe in a field that you name"
        )
    return str(value).strip()


def _type(value: object) -> str:
    found = _TYPE_OF.get(str(value).lower()) if value else None
    if found is None:
        raise _RefusalError("type", f"{value!r} is no type", "write PER, ORG or LOC, or give one for all rows")
    return found


def _names(row: _Row) -> tuple[str, ...]:
    names = tuple(dict.fromkeys((*_list(row, "name", "names"), *_list(row, "alias", "aliases"))))
    if not _list(row, "name", "names"):
        raise _RefusalError("name", "there is no name", "every row needs one")
    surname = next(iter(_list(row, "surname")), names[0].split()[-1])
    called = (f"{name} {surname}" for name in _list(row, "nickname", "nicknames"))
    return tuple(dict.fromkeys((*names, *called)))


def _list(row: _Row, *fields: str) -> list[str]:
    """Gather the texts of fields, each a text parted by semicolons or a list; a `name` is one text as it stands."""
    found: list[str] = []
    for field in fields:
        value = row.get(field)
        values = (value if field == "name" else value.split(";")) if isinstance(value, str) else value
        for item in [values] if isinstance(values, str) else () if values is None else _sequence(field, values):
            if not isinstance(item, str):
                raise _RefusalError(field, f"expected text, not {item!r:.40}")
            found += [item.strip()] if item.strip() else []
    return found


def _sequence(field: str, value: object) -> Sequence[Any]:
    if isinstance(value, list | tuple):
        return value
    raise _RefusalError(field, f"expected a text or a list, not {value!r:.40}")


def _countries(field: str, values: Iterable[str]) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(value.upper() for value in values))
    for code in codes:
        if not _CODE.fullmatch(code):
            raise _RefusalError(field, f"{code!r} is no country code", "write ISO 3166, two letters, such as FR")
    return codes


def _offices(row: _Row) -> tuple[Office, ...]:
    found = [_office(o, f"offices[{n}].") for n, o in enumerate(_sequence("offices", row.get("offices") or ()))]
    return tuple([*found, _office(row, "")] if row.get("role") else found)


def _office(row: object, place: str) -> Office:
    if not isinstance(row, Mapping):
        raise _RefusalError(place.rstrip("."), f"expected an object, not {row!r:.40}")
    (role,) = _list(row, "role")[:1] or [""]
    if not role:
        raise _RefusalError(f"{place}role", "there is no role", "every office needs one")
    # Beside `role` in a flat row, `country` is the person's own.
    where = _list(row, "polity", *(["country"] if place else []))
    organisation = row.get("organisation") or row.get("organization")
    return Office(
        role=role,
        organisation=str(organisation) if organisation else None,
        country=next(iter(_countries(f"{place}polity", where)), None),
        **_tenure(row.get("from"), row.get("to"), place),
    )


def _tenure(start: object, end: object, place: str) -> dict[str, str | None]:
    first, last = _day(start, f"{place}from"), _day(end, f"{place}to")
    if first and last and last < first[: len(last)]:
        raise _RefusalError(f"{place}to", f"{last} is before {first}")
    return {"start": first, "end": last}


def _day(value: object, field: str) -> str | None:
    if value is None or value == "":
        return None
    text = value.isoformat()[:10] if isinstance(value, date | datetime) else str(value).strip()[:10]
    if not _DAY.fullmatch(text) or not _in_calendar(text):
        raise _RefusalError(field, f"{value!r} is no day", "write ISO 8601, such as 2001, 2001-05 or 2001-05-03")
    return text


def _in_calendar(day: str) -> bool:
    try:
        date.fromisoformat(day + "-01-01"[len(day) - 4 :])
    except ValueError:
        return False
    return True


# --- FollowTheMoney -------------------------------------------------------------------------------------------------


def _money(rows: Sequence[tuple[int, _Row]], file: str) -> Iterator[Known | InputError]:
    """Read FollowTheMoney entities; schemata without a type of ours are passed over, they are no entities of the news."""
    positions = {row.get("id"): row["properties"] for _, row in rows if row["schema"] == "Position"}
    offices: defaultdict[object, list[tuple[int, Office]]] = defaultdict(list)
    for number, row in rows:
        if row["schema"] == "Occupancy":
            try:
                for holder, office in _occupancy(row["properties"], positions):
                    offices[holder].append((number, office))
            except _RefusalError as refusal:
                yield InputError(refusal.what, file=file, line=number, field=refusal.field, hint=refusal.hint)
    for number, row in rows:
        kind = _TYPE_OF.get(str(row["schema"]).lower())
        if kind is None:
            continue
        flat = {name: row["properties"].get(name) for name in ("name", "alias", "country")}
        flat["names"] = flat.pop("name")
        found = _checked({"id": row.get("id"), **flat}, file, number, "id", kind)
        held = offices.get(found.external_id, []) if isinstance(found, Known) else []
        if isinstance(found, Known) and held:
            found = attrs.evolve(found, offices=tuple(o for _, o in held), rows=(number, *(n for n, _ in held)))
        yield found


def _occupancy(row: _Row, positions: Mapping[object, _Row]) -> Iterator[tuple[str, Office]]:
    start, end = (next(iter(_list(row, name)), None) for name in ("startDate", "endDate"))
    tenure = _tenure(start, end, "")
    for holder in _list(row, "holder"):
        for post in _list(row, "post"):
            position = positions.get(post)
            if position is None:
                raise _RefusalError("post", f"{post!r} is no Position of this file")
            for role in _list(position, "name")[:1]:
                country = next(iter(_countries("country", _list(position, "country"))), None)
                yield holder, Office(role=role, country=country, **tenure)
