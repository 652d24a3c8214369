"""Records as Arrow: one type and one pair of functions from the fields of a record class.

A field that a class gains is carried without a change here. `version` is left out: it is the key of
the row that holds the record.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

import attrs

if TYPE_CHECKING:
    import pyarrow as pa

_ALIAS = {str: "string", int: "int64", float: "float64", bool: "bool", date: "date32"}
_PLAIN = tuple(_ALIAS)


def arrow_type(kind: Any) -> pa.DataType:  # noqa: ANN401  (any annotation)
    """Return the Arrow type of an annotation: a record is a struct, a tuple of many a list."""
    import pyarrow as pa

    kind = _annotation_without_none(kind)
    if kind in _PLAIN:
        return pa.type_for_alias(_ALIAS[kind])
    if attrs.has(kind):
        return pa.struct([(name, arrow_type(of)) for name, of in fields(kind).items()])
    if _is_list_annotation(kind):
        return pa.list_(arrow_type(get_args(kind)[0]))
    return pa.struct([(str(n), arrow_type(of)) for n, of in enumerate(get_args(kind))])


@cache
def fields(record: type) -> dict[str, Any]:
    """Map the fields of a record class to their annotations, `version` left out."""
    hints = get_type_hints(record)
    names = [field.name for field in attrs.fields(record)]
    return {name: hints[name] for name in names if name != "version"}


@cache
def writer(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    """Return the function that makes values of an annotation what Arrow takes."""
    kind = _annotation_without_none(kind)
    if kind in _PLAIN:
        return _unchanged_value
    if attrs.has(kind):
        parts = [(name, writer(of)) for name, of in fields(kind).items()]
        return _optional_writer(
            lambda value: {name: to(getattr(value, name)) for name, to in parts}
        )
    if _is_list_annotation(kind):
        item = writer(get_args(kind)[0])
        return lambda values: [item(value) for value in values]
    several = [writer(of) for of in get_args(kind)]
    return lambda pair: {str(n): to(pair[n]) for n, to in enumerate(several)}


@cache
def maker(kind: Any) -> Callable[[Any, str], Any]:  # noqa: ANN401
    """Return the function that makes records of what Arrow gives, and of the version's key."""
    kind = _annotation_without_none(kind)
    if kind in _PLAIN:
        return lambda value, _: value
    if attrs.has(kind):
        return _record_maker(kind)
    if _is_list_annotation(kind):
        item = maker(get_args(kind)[0])
        return lambda values, version: tuple(item(value, version) for value in values)
    several = [maker(of) for of in get_args(kind)]
    return lambda pair, version: tuple(of(pair[str(n)], version) for n, of in enumerate(several))


def _record_maker(record: type) -> Callable[[Any, str], Any]:
    parts = [(name, maker(of)) for name, of in fields(record).items()]
    versioned = any(field.name == "version" for field in attrs.fields(record))

    def make(value: Any, version: str) -> Any:  # noqa: ANN401
        if value is None:
            return None
        told = {name: of(value[name], version) for name, of in parts}
        return record(version=version, **told) if versioned else record(**told)

    return make


def _unchanged_value(value: Any) -> Any:  # noqa: ANN401
    return value


def _optional_writer(write: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else write(value)


def _annotation_without_none(kind: Any) -> Any:  # noqa: ANN401
    """Return what an annotation allows besides None."""
    if get_origin(kind) in {Union, types.UnionType}:
        (kind,) = (of for of in get_args(kind) if of is not types.NoneType)
    return kind


def _is_list_annotation(kind: Any) -> bool:  # noqa: ANN401
    return get_origin(kind) is tuple and Ellipsis in get_args(kind)
