"""Parts of compared pairs are read as they were laid out, and nothing is laid out twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.ledger.encode_pairs import parts_column, told_parts
from provenance.ledger.store import Store
from provenance.records.decisions import ComparedPart, ComparedValues
from provenance.spans import Span

SPANS = st.builds(
    lambda start, size: Span(start, start + size), st.integers(0, 9), st.integers(1, 9)
)
VALUES = st.builds(
    ComparedValues,
    values=st.lists(st.sampled_from(["", "a", "b", "a | b", "a@b"]), max_size=3).map(tuple),
    spans=st.lists(SPANS, max_size=2).map(tuple),
)
SIDES = st.none() | VALUES
PARTS = st.lists(
    st.builds(
        ComparedPart,
        feature=st.sampled_from("uvwxyz"),
        level=st.just("near"),
        weight=st.floats(-9, 9),
        a=SIDES,
        b=SIDES,
    ),
    max_size=6,
    unique_by=lambda part: part.feature,
)
SHARED = ComparedValues(values=("vote", "strike"), spans=(Span(3, 9),))


def part(feature: str, a: ComparedValues | None, b: ComparedValues | None) -> ComparedPart:
    """Make a part in which only what was compared counts."""
    return ComparedPart(feature=feature, level="near", weight=1.0, a=a, b=b)


def read(row: dict[str, Any]) -> ComparedPart:
    """Make the part that a row was made of."""
    sides: dict[str, ComparedValues | None] = {}
    for side in "ab":
        values, spans = row[f"values_{side}"], row[f"spans_{side}"]
        sides[side] = None
        if values is not None:
            words = tuple(value["value"] for value in values)
            places = tuple(Span(span["start"], span["end"]) for span in spans or ())
            sides[side] = ComparedValues(values=words, spans=places)
    return ComparedPart(
        feature=row["feature"], level=row["level"], weight=row["weight"], a=sides["a"], b=sides["b"]
    )


@given(st.lists(PARTS, max_size=3))
def test_parts_are_read_as_they_were_laid_out(pairs: list[list[ComparedPart]]) -> None:
    """A side that has nothing is not one that was not looked at, and no sign in a value parts it."""
    stored = parts_column(pairs).to_pylist()

    assert [[read(row) for row in told_parts(rows)] for rows in stored] == pairs


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """Yield an empty ledger: what is read is given with each question."""
    with Store.open(":memory:") as opened:
        yield opened


@given(PARTS)
def test_statements_read_the_values_of_a_side_as_code_does(
    store: Store, parts: list[ComparedPart]
) -> None:
    """The macro of the schema and the reader in Python say the same of every part with values."""
    column = parts_column([parts])
    rows = [row for row in column[0].as_py() if row["values_of"] is None]
    store.connection.register("given", pa.table({"part": pa.array(rows, column.type.value_type)}))
    found = store.connection.execute(
        """SELECT values_on(part."values", 'a'), values_on(part."values", 'b') FROM given"""
    ).fetchall()

    assert found == [(row["values_a"], row["values_b"]) for row in told_parts(rows)]


def test_values_of_both_and_of_an_earlier_part_are_told_once() -> None:
    """Half of a ledger's comparisons would be the same terms, told again for every likeness."""
    other = ComparedValues(values=("vote", "strike"), spans=(Span(5, 11),))
    parts = [part("words", SHARED, other), part("order", SHARED, other), part("time", None, None)]
    words, order, time = parts_column([parts]).to_pylist()[0]

    assert [(value["side"], value["value"]) for value in words["values"]] == [
        ("ab", "vote"),
        ("ab", "strike"),
    ]
    assert [(span["side"], span["start"]) for span in words["spans"]] == [("a", 3), ("b", 5)]
    assert (order["values_of"], order["values"], order["spans"]) == ("words", None, None)
    assert (time["values_of"], time["values"], time["spans"]) == (None, None, None)


def test_two_parts_of_one_feature_are_refused() -> None:
    """A part that names the feature whose values it has would name two."""
    with pytest.raises(ValueError, match="one part a feature in a compared pair, not words, words"):
        parts_column([[part("words", SHARED, None), part("words", None, None)]])
