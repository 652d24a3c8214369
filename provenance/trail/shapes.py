"""The shape of an answer, read off its record: what JSON, JSON Schema and Arrow make of each field.

A record's fields come first, then its public properties. A field whose metadata say `hidden` stays
inside Python: what it holds is told by another member, or is as long as an article.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import attrs

from provenance.records.decisions import Evidence

HIDDEN = {"hidden": True}  # the metadata of a field that answers do not show
# What is told as one place instead; the record belongs to those who write, too.
_TOLD_AS_PLACE = {Evidence: frozenset({"article", "version", "span", "surface"})}


class ShownField(NamedTuple):
    """Name one member of a record, with its type and what its docstring says of it."""

    name: str
    type: object
    told: str


_KNOWN: dict[object, tuple[ShownField, ...]] = {}


def members(record: type) -> tuple[ShownField, ...]:
    """List what an answer shows of a record: fields first, then properties.

    Raises:
        TypeError: it is neither an attrs record nor a named tuple.
    """
    if record not in _KNOWN:
        _KNOWN[record] = tuple(_record_members(record))
    return _KNOWN[record]


def _record_members(record: Any) -> Iterator[ShownField]:  # noqa: ANN401  (a class)
    told: dict[str, str] = {}
    for base in reversed(record.__mro__):
        told |= _documented_arguments(base.__doc__ or "")
    hints = get_type_hints(record)
    for name in list(hints) if is_named_tuple(record) else _shown_fields(record):
        yield ShownField(name, hints[name], told.get(name, ""))
    yield from _public_properties(record)


def _shown_fields(record: Any) -> list[str]:  # noqa: ANN401  (a class)
    """List the fields of a record that answers show."""
    skipped = _TOLD_AS_PLACE.get(record, frozenset())
    fields = [f.name for f in attrs.fields(record) if not f.metadata.get("hidden")]
    return [name for name in fields if name not in skipped]


def is_named_tuple(kind: object) -> bool:
    """Whether a type is a named tuple, which JSON shows as an object."""
    return isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields")


def is_record(kind: object) -> bool:
    """Whether a type has members of its own."""
    return isinstance(kind, type) and (attrs.has(kind) or is_named_tuple(kind))


def optional(kind: object) -> tuple[object, bool]:
    """Split a type from the None that may stand in its place."""
    if get_origin(kind) in {Union, types.UnionType}:
        rest = [one for one in get_args(kind) if one is not type(None)]
        return (rest[0] if len(rest) == 1 else Union[tuple(rest)]), len(rest) < len(get_args(kind))  # noqa: UP007
    return kind, False


def alternatives(kind: object) -> tuple[object, ...]:
    """List the types that a type allows, None aside."""
    return get_args(kind) if get_origin(kind) in {Union, types.UnionType} else (kind,)


def plain(value: object) -> Any:  # noqa: ANN401  (whatever JSON may hold)
    """Turn an answer into what JSON writes: records become objects, times ISO 8601."""
    if is_record(type(value)):
        return {m.name: plain(getattr(value, m.name)) for m in members(type(value))}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, datetime) else value


def _public_properties(record: Any) -> Iterator[ShownField]:  # noqa: ANN401  (a class)
    """Yield the public properties, those of base classes first, none twice."""
    found: dict[str, property] = {}
    for base in reversed(record.__mro__):
        declared = ((n, m) for n, m in vars(base).items() if isinstance(m, property))
        found.update((name, member) for name, member in declared if not name.startswith("_"))
    for name, member in found.items():
        first = (member.__doc__ or "").strip().split("\n", 1)[0]
        yield ShownField(name, get_type_hints(member.fget)["return"], first)


def _documented_arguments(docstring: str) -> dict[str, str]:
    """Read what a docstring says of each argument."""
    told: dict[str, str] = {}
    name = ""
    for line in docstring.partition("Args:\n")[2].splitlines():
        words = line.strip()
        head, colon, rest = words.partition(": ")
        if not words:
            break
        if colon and head.isidentifier() and _indentation(line) == 8:
            name, told[head] = head, rest
        elif name:
            told[name] += f" {words}"
    return told


def _indentation(line: str) -> int:
    """Count the spaces that a line begins with."""
    return len(line) - len(line.lstrip())
