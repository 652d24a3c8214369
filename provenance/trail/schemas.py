"""JSON Schemas of the answers, made from their records.

Those in the folder `schemas` are shipped with us.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, get_args, get_origin

from provenance.exceptions import NotFoundError
from provenance.trail.shapes import alternatives, is_record, members, optional

Schema = dict[str, Any]
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SIMPLE: dict[object, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    datetime: {"type": "string", "format": "date-time"},
}


def schema_of(kind: object, title: str) -> Schema:
    """Make the JSON Schema of an answer from its type.

    Args:
        kind: a record, or `tuple[Record, ...]` for a list of them.
        title: what the answer is called.
    """
    definitions: dict[str, Schema] = {}
    body = _type_schema(kind, definitions)
    ordered = {name: definitions[name] for name in sorted(definitions)}
    return {"$schema": _DRAFT, "title": title, **body, "$defs": ordered}


@cache
def shipped(name: str) -> Schema:
    """Read the shipped JSON Schema of an answer, such as `claims`.

    Raises:
        NotFoundError: there is no answer of that name; the message lists them.
    """
    folder = files("provenance.trail").joinpath("schemas")
    file = folder.joinpath(f"{name}.schema.json")
    if not file.is_file():
        known = sorted(f.name.removesuffix(".schema.json") for f in folder.iterdir())
        raise NotFoundError(f"there is no answer {name!r}; the answers are {', '.join(known)}")
    found: Schema = json.loads(file.read_text(encoding="utf-8"))
    return found


def _type_schema(kind: object, definitions: dict[str, Schema]) -> Schema:
    bare, nullable = optional(kind)
    if nullable:
        return {"anyOf": [_type_schema(bare, definitions), {"type": "null"}]}
    several = alternatives(bare)
    if len(several) > 1:
        return {"anyOf": [_type_schema(one, definitions) for one in several]}
    if bare in _SIMPLE:
        return dict(_SIMPLE[bare])
    if is_record(bare):
        return _reference(bare, definitions)
    return _sequence_schema(bare, definitions)


def _reference(record: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401  (a class)
    """Define a record once, and point at its definition."""
    name = record.__name__
    if name not in definitions:
        definitions[name] = {}  # it may hold itself
        definitions[name] = _object(record, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _object(record: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401  (a class)
    shown = members(record)
    properties = {}
    for member in shown:
        found = _type_schema(member.type, definitions)
        properties[member.name] = {"description": member.told, **found} if member.told else found
    first = (record.__doc__ or "").strip().split("\n", 1)[0]
    return {
        "type": "object",
        "description": first,
        "properties": properties,
        "required": [member.name for member in shown],
        "additionalProperties": False,
    }


def _sequence_schema(kind: object, definitions: dict[str, Schema]) -> Schema:
    origin, held = get_origin(kind), get_args(kind)
    if origin is tuple and held[-1] is not Ellipsis:
        items = [_type_schema(one, definitions) for one in held]
        fixed = {"minItems": len(items), "maxItems": len(items)}
        return {"type": "array", "prefixItems": items, **fixed}
    if origin in {tuple, list}:
        return {"type": "array", "items": _type_schema(held[0], definitions)}
    raise TypeError(f"an answer cannot hold {kind!r}; use records, tuples and plain values")
