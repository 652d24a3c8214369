"""One row of an authority's file to a known entity: every field is checked here, once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from provenance.exceptions import InputError
from provenance.ingest.refusals import RowRefusal, check_characters, shown
from provenance.records.authorities import AuthorityEntry, Office

_TYPES = {
    "PER": "per person people human",
    "ORG": "org organisation organization company publicbody legalentity",
    "LOC": "loc place location",
}
TYPE_OF = {word: kind for kind, words in _TYPES.items() for word in words.split()}
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_CODE = re.compile(r"[A-Za-z]{2}")
_Row = Mapping[str, Any]


def entry_of(
    row: _Row,
    file: str,
    number: int,
    id_field: str,
    kind: str | None,
) -> AuthorityEntry | InputError:
    """Make a known entity of a row, or say why it is refused.

    Args:
        row: field to value.
        file: what errors call the row's file.
        number: the row's number, from 1.
        id_field: the field that holds the authority's id.
        kind: PER, ORG or LOC, for a row that tells no type.
    """
    try:
        return AuthorityEntry(
            external_id=identifier(row, id_field),
            type=_entity_type(row.get("type") or kind),
            names=_entity_names(row),
            countries=countries("country", texts(row, "country", "countries")),
            offices=_read_offices(row),
            rows=(number,),
        )
    except RowRefusal as refusal:
        return refusal.at(file, number)


def identifier(row: _Row, field: str) -> str:
    """Return the id in a field, a text or a whole number.

    Raises:
        RowRefusal: there is none.
    """
    value = row.get(field)
    try:
        is_name = isinstance(value, str | int) and not isinstance(value, bool)
        name = str(value).strip() if is_name else ""
    except ValueError:  # an integer of thousands of digits
        name = ""
    if not name:
        hint = "every row needs the authority's id, maybe in a field that you name"
        raise RowRefusal(field, f"{shown(value)} is no id", hint)
    check_characters(field, name)
    return name


def _entity_type(value: object) -> str:
    found = TYPE_OF.get(value.lower()) if isinstance(value, str) else None
    if found is None:
        raise RowRefusal(
            "type",
            f"{shown(value)} is no type",
            "write PER, ORG or LOC, or give one for all rows",
        )
    return found


def _entity_names(row: _Row) -> tuple[str, ...]:
    names = tuple(dict.fromkeys((*texts(row, "name", "names"), *texts(row, "alias", "aliases"))))
    if not texts(row, "name", "names"):
        raise RowRefusal("name", "there is no name", "every row needs one")
    surname = next(iter(texts(row, "surname")), names[0].split()[-1])
    called = (f"{name} {surname}" for name in texts(row, "nickname", "nicknames"))
    return tuple(dict.fromkeys((*names, *called)))


def texts(row: _Row, *fields: str) -> list[str]:
    """Gather the texts of fields: texts parted by semicolons, or lists; a `name` is one text.

    Raises:
        RowRefusal: a field holds something else.
    """
    found: list[str] = []
    for field in fields:
        for item in _field_items(field, row.get(field)):
            if not isinstance(item, str):
                raise RowRefusal(field, f"expected text, not {shown(item)}")
            check_characters(field, item)
            found.append(item.strip())
    return [text for text in found if text]


def _field_items(field: str, value: object) -> Sequence[Any]:
    """Return the items of a field's value."""
    if value is None:
        return ()
    if not isinstance(value, str):
        return _checked_sequence(field, value)
    return [value] if field == "name" else value.split(";")


def _checked_sequence(field: str, value: object) -> Sequence[Any]:
    if isinstance(value, list | tuple):
        return value
    raise RowRefusal(field, f"expected a text or a list, not {shown(value)}")


def countries(field: str, values: Iterable[str]) -> tuple[str, ...]:
    """Return country codes in capitals, each once.

    Raises:
        RowRefusal: one is no code of two letters.
    """
    codes = tuple(dict.fromkeys(value.upper() for value in values))
    for code in codes:
        if not _CODE.fullmatch(code):
            raise RowRefusal(
                field,
                f"{code!r} is no country code",
                "write ISO 3166, two letters, such as FR",
            )
    return codes


def _read_offices(row: _Row) -> tuple[Office, ...]:
    told = _checked_sequence("offices", () if row.get("offices") is None else row["offices"])
    found = [_read_office(office, f"offices[{number}].") for number, office in enumerate(told)]
    return tuple([*found, _read_office(row, "")] if row.get("role") else found)


def _read_office(row: object, place: str) -> Office:
    if not isinstance(row, Mapping):
        raise RowRefusal(place.rstrip("."), f"expected an object, not {shown(row)}")
    (role,) = texts(row, "role")[:1] or [""]
    if not role:
        raise RowRefusal(f"{place}role", "there is no role", "every office needs one")
    # Beside `role` in a flat row, `country` is the person's own.
    where = texts(row, "polity", *(["country"] if place else []))
    return Office(
        role=role,
        organisation=_office_organisation(row, place),
        country=next(iter(countries(f"{place}polity", where)), None),
        **tenure(row.get("from"), row.get("to"), place),
    )


def _office_organisation(row: _Row, place: str) -> str | None:
    for field in ("organisation", "organization"):
        value = row.get(field)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            raise RowRefusal(f"{place}{field}", f"expected text, not {shown(value)}")
        check_characters(f"{place}{field}", value)
        return value
    return None


def tenure(start: object, end: object, place: str) -> dict[str, str | None]:
    """Return the days of a tenure as the arguments of an office.

    Args:
        start: its first day, as the source writes it.
        end: its last day.
        place: what stands before the names of its fields in errors.

    Raises:
        RowRefusal: one is no day, or the last is before the first.
    """
    first, last = _tenure_day(start, f"{place}from"), _tenure_day(end, f"{place}to")
    if first and last and last < first[: len(last)]:
        raise RowRefusal(f"{place}to", f"{last} is before {first}")
    return {"start": first, "end": last}


def _tenure_day(value: object, field: str) -> str | None:
    if value is None or value == "":
        return None
    text = value.isoformat()[:10] if isinstance(value, date | datetime) else _day_as_text(value)
    if not _DAY.fullmatch(text) or not _is_calendar_day(text):
        raise RowRefusal(
            field,
            f"{shown(value)} is no day",
            "write ISO 8601, such as 2001, 2001-05 or 2001-05-03",
        )
    return text


def _day_as_text(value: object) -> str:
    """Return how a day was written: a text, or a number for a year; nothing for the rest."""
    is_year = isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 9999
    if is_year:
        return f"{value:04}"
    return value.strip()[:10] if isinstance(value, str) else ""


def _is_calendar_day(day: str) -> bool:
    try:
        date.fromisoformat(day + "-01-01"[len(day) - 4 :])
    except ValueError:
        return False
    return True
