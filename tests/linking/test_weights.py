"""Weights are multiples of one step, so that adding them is exact in any order."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

import resolvers
from provenance.testing import memory_ledger
from resolvers.linking.weights import BIT, quantise

weights = st.floats(-60, 60)


@given(weights)
def test_a_weight_moves_by_half_a_step_at_most_and_once(weight: float) -> None:
    """What is rounded is a whole number of steps, and stays as it is."""
    rounded = quantise(weight)

    assert abs(rounded - weight) <= 0.5 / BIT
    assert (rounded * BIT).is_integer()
    assert quantise(rounded) == rounded


@given(
    st.lists(weights.map(quantise), max_size=40).flatmap(
        lambda w: st.tuples(st.just(w), st.permutations(w))
    )
)
def test_rounded_weights_add_up_to_the_same_in_any_order(
    drawn: tuple[list[float], list[float]],
) -> None:
    """Not nearly: to the last bit."""
    one, other = drawn

    assert sum(one) == sum(other)


@given(weights)
def test_the_database_rounds_as_python_does(weight: float) -> None:
    """One pair is scored in SQL, its model's weights are looked at in Python."""
    found = duckdb.execute(f"SELECT round_even(? * {BIT}, 0) / {BIT}", [weight]).fetchall()

    assert found == [(quantise(weight),)]


@pytest.mark.parametrize("table", ["comparison", "story_comparison"])
def test_the_parts_of_every_comparison_are_whole_steps_and_add_up_exactly(table: str) -> None:
    """Of names and of stories alike, as they stand in the ledger."""
    texts = (
        "French President Anna Keller met Boris Moran in Paris.",
        "A. Keller met Moran in Paris on Monday, Keller said.",
    )
    articles = [
        {"id": f"a{n}", "text": text, "published_at": "2025-09-04"}
        for n, text in enumerate(texts * 2)
    ]
    with memory_ledger(articles) as ledger:
        resolvers.resolve(ledger)
        rows = ledger.connection.execute(f"SELECT match_weight, parts FROM {table}").fetchall()

        assert rows
        for total, parts in rows:
            assert total == sum(part["weight"] for part in parts)
            assert all(quantise(part["weight"]) == part["weight"] for part in parts)
