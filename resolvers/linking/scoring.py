"""Scoring: Splink compares the blocked pairs of profiles and explains every weight by its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resolvers.linking.blocking import RULES
from resolvers.linking.comparisons import COMPARISONS, NULL, Comparison
from resolvers.linking.model import Model, settings

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


def score(cursor: duckdb.DuckDBPyConnection, table: pa.Table, model: Model) -> pa.Table:
    """Score every blocked pair with something fresh.

    Splink switches the schema of the connection that it is given, so hand it a cursor of its own.

    Args:
        cursor: a DuckDB cursor that nothing else uses.
        table: the profile table of `resolvers.linking.table.profile_table`.
        model: the parameters.

    Returns:
        One row a pair, ordered: profile_a < profile_b, match_weight (log2), match_probability (calibrated), match_key
        (the blocking rule's name) and parts, whose weights sum to the match weight, the prior being the first.
    """
    from splink import DuckDBAPI, Linker

    api = DuckDBAPI(connection=cursor)
    frame = api.register(table, dataset_display_name="profiles")
    linker = Linker(frame, settings(model), log_level=None)
    scored = linker.inference.predict(warning_mode="never")
    result = cursor.sql(_select(scored.physical_name, model)).to_arrow_table()
    scored.drop_table_from_database_and_remove_from_cache()
    return result


def _select(scored: str, model: Model) -> str:
    """Write the query that turns Splink's columns into the ledger's, the pair in canonical order."""
    intercept, slope = model.calibration
    parts = ", ".join(_part(comparison) for comparison in COMPARISONS)
    prior = _struct("'prior'", "'share of matches among compared pairs'", repr(model.prior_weight), "null", "null")
    # Spliced are names of our own columns and Splink's table, never a value from an article.
    return f"""
    with parted as (
        select least(profile_l, profile_r) as profile_a, greatest(profile_l, profile_r) as profile_b,
               profile_l > profile_r as turned, match_key,
               list_filter([{prior}, {parts}], lambda p: p.level <> '{NULL}') as parts
        from {scored}),
    weighed as (select *, list_sum(list_transform(parts, lambda p: p.weight)) as match_weight from parted)
    select '{model.key}' as model, profile_a, profile_b, match_weight,
           1 / (1 + exp(-greatest(-700.0, least(700.0, {intercept!r} + {slope!r} * match_weight)))) as match_probability,
           {_rule_names()} as match_key, parts
    from weighed order by profile_a, profile_b
    """  # noqa: S608


def _part(comparison: Comparison) -> str:
    labels = comparison.labels
    cases = " ".join(f"when {len(labels) - 1 - i} then '{label}'" for i, label in enumerate(labels))
    level = f"case gamma_{comparison.name} {cases} else '{NULL}' end"
    left, right = (f"array_to_string({comparison.value}_{side}, ' | ')" for side in "lr")
    a = f"case when profile_l > profile_r then {right} else {left} end"
    b = f"case when profile_l > profile_r then {left} else {right} end"
    return _struct(f"'{comparison.name}'", level, f"mw_{comparison.name}", a, b)


def _struct(feature: str, level: str, weight: str, a: str, b: str) -> str:
    return (
        f"{{'feature': {feature}, 'level': {level}, 'weight': ({weight})::double,"
        f" 'value_a': ({a})::varchar, 'value_b': ({b})::varchar}}"
    )


def _rule_names() -> str:
    cases = " ".join(f"when '{i}' then '{rule.name}'" for i, rule in enumerate(RULES))
    return f"case match_key::varchar {cases} else match_key::varchar end"
