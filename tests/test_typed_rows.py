"""What a statement's rows are made into has their columns, by name and by type.

Every call of `records_of` in the packages is found by reading their source, so that none can be
left out.
"""

from __future__ import annotations

import ast
import re
import types
import typing
from collections.abc import Iterator
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

import attrs
import pyarrow as pa
import pytest

import provenance
from provenance.ledger.store import Store
from provenance.sql import statements

ROOT = Path(provenance.__file__).parent.parent


@attrs.frozen
class Made:
    """A call that makes records: where, of which class (as it is written), of which statement."""

    module: str
    kind: str
    statement: str


def calls() -> Iterator[Made]:
    """Find the calls of `records_of` in the sources of both packages."""
    for package in ("provenance", "resolvers"):
        for path in sorted((ROOT / package).rglob("*.py")):
            source = path.read_text("utf-8")
            if "records_of" not in source:
                continue
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Call) and _called(node) == "records_of":
                    yield Made(module, ast.unparse(node.args[0]), ast.literal_eval(node.args[1]))


def _called(node: ast.Call) -> str | None:
    return node.func.attr if isinstance(node.func, ast.Attribute) else None


FOUND = list(calls())


def record(made: Made) -> type:
    """Return the class that a call names, as its module knows it."""
    found: object = import_module(made.module)
    for name in made.kind.split("."):
        found = getattr(found, name)
    assert isinstance(found, type)
    return found


def given(kind: pa.DataType) -> object:
    """Return the type that a column has in Python, once it is read."""
    if pa.types.is_list(kind):
        return tuple[given(kind.value_type), ...]  # type: ignore[misc]
    for fits, python in (
        (pa.types.is_string, str),
        (pa.types.is_boolean, bool),
        (pa.types.is_integer, int),
        (pa.types.is_decimal, int),  # what DuckDB sums up as a HUGEINT
        (pa.types.is_floating, float),
        (pa.types.is_timestamp, datetime),
        (pa.types.is_date, date),
    ):
        if fits(kind):
            return python
    raise AssertionError(f"a record holds no {kind}")


def required(hint: object) -> object:
    """Return the type that a field has where it is not None."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        (hint,) = [one for one in typing.get_args(hint) if one is not type(None)]
    return hint


def test_calls_are_found() -> None:
    """A rename that hides all of them from the test would let it pass on nothing."""
    assert {made.statement for made in FOUND} >= {"authorities", "export_entities"}


@pytest.mark.parametrize("made", FOUND, ids=lambda made: made.statement)
def test_columns_are_the_fields_by_name_and_type(made: Made) -> None:
    """All that the record needs, and nothing that it does not know."""
    kind = record(made)
    with Store.open(":memory:") as store:
        values = dict.fromkeys(re.findall(r"\$(\w+)", statements()[made.statement]))
        schema = store.query(made.statement, **values).schema
    fields = {field.name: field for field in attrs.fields(kind)}
    needed = {name for name, field in fields.items() if field.default is attrs.NOTHING}
    hints = typing.get_type_hints(kind)

    assert needed <= set(schema.names) <= fields.keys()
    assert {name: given(schema.field(name).type) for name in schema.names} == {
        name: required(hints[name]) for name in schema.names
    }
