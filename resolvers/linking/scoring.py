"""Scoring: Splink compares the blocked pairs of profiles and explains every weight by its parts."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from provenance.sql.connection import connect
from resolvers.linking.blocking import RULES
from resolvers.linking.comparisons import COMPARISONS
from resolvers.linking.levels import NULL, PRIOR, FeatureComparison
from resolvers.linking.model import Model, settings
from resolvers.linking.splink_steps import PAIRS, PROFILES, steps_of
from resolvers.linking.table import lay_out
from resolvers.linking.weights import BIT

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_BATCH = 50_000  # pairs handed over at once: with their parts about 20 MB


def score(cursor: duckdb.DuckDBPyConnection, table: pa.Table, model: Model) -> pa.Table:
    """Score every blocked pair with something fresh.

    See `scoring`, which gives the same rows one batch after another.
    """
    with scoring(cursor, table, model) as scored:
        return scored.read_all()


@cache
def _silence_library_logging() -> None:
    """Let what Splink and sqlglot log go to those who configured logging, and to nobody else."""
    for name in ("splink", "sqlglot"):
        logging.getLogger(name).addHandler(logging.NullHandler())


@contextmanager
def scoring(
    cursor: duckdb.DuckDBPyConnection, table: pa.Table, model: Model
) -> Iterator[pa.RecordBatchReader]:
    """Score every blocked pair with something fresh.

    Splink switches the schema of the connection that it is given, so hand it a cursor of its own.

    Args:
        cursor: a DuckDB cursor that nothing else uses.
        table: the profile table of `resolvers.linking.table.profile_table`.
        model: the parameters.

    Yields:
        One row a pair, ordered: profile_a < profile_b, match_weight (log2), match_probability
        (calibrated), match_key (the blocking rule's name) and parts, whose weights sum to the match
        weight, the prior being the first.
    """
    from splink import DuckDBAPI, Linker

    _silence_library_logging()
    api = DuckDBAPI(connection=cursor)
    frame = api.register(table, dataset_display_name="profiles")
    linker = Linker(frame, settings(model), log_level=None)
    pairs = linker.inference.compute_blocked_pairs_for_predict()
    given = f"from {frame.physical_name}", f"from {pairs.physical_name}"
    # Not `predict`: it makes a table of all that it looked at, 190 MB of 86,000 pairs, and DuckDB
    # keeps what is dropped until the transaction ends that appends the scores.
    yield cursor.sql(_scoring_statement(*given, model)).to_arrow_reader(_BATCH)
    pairs.drop_table_from_database_and_remove_from_cache()


def score_pairs(table: pa.Table, pairs: pa.Table, model: Model) -> pa.Table:
    """Score given pairs by the SQL that Splink writes for them, written and planned once.

    Both take longer than scoring what one article brings. The weights are those of `score`, to the
    last bit.

    Args:
        table: rows of the profile table, those of the pairs at least.
        pairs: join_key_l < join_key_r (profile keys) and match_key, the place of the blocking rule
            that pairs them.
        model: the parameters.

    Returns:
        What `score` returns.
    """
    scorer, alone = _prepared_scorer(model.as_json())
    with alone:
        scorer.execute("SET VARIABLE profiles = $rows", {"rows": _rows_as_json(table)})
        scorer.execute("SET VARIABLE pairs = $rows", {"rows": _rows_as_json(pairs)})
        return scorer.sql(_EXECUTE).to_arrow_table()


# EXECUTE itself binds no values.
_EXECUTE = "EXECUTE score_pairs(getvariable('profiles'), getvariable('pairs'))"


def _rows_as_json(rows: pa.Table) -> str:
    return json.dumps(rows.to_pylist(), ensure_ascii=False)


@cache
def _prepared_scorer(model_json: str) -> tuple[duckdb.DuckDBPyConnection, Lock]:
    """Open a database in memory that holds the plan of the statement alone, and a lock for it.

    DuckDB 2.0.0 plans a prepared statement anew at every call when it reads a table, and never when
    it reads its parameters alone: 14 ms against 4 for 50 pairs. A parameter cannot be a table, so
    rows go in as JSON.
    """
    connection = connect(threads=1)
    connection.execute(f"PREPARE score_pairs AS {_pair_scoring_statement(model_json)}")
    return connection, Lock()


@cache
def _pair_scoring_statement(model_json: str) -> str:
    """Chain the steps from pairs of ids to scored pairs to a statement over two parameters."""
    import pyarrow as pa

    model = Model.from_json(model_json)
    profiles = _parameter_query(1, lay_out({}, {}).schema)
    pairs = _parameter_query(2, pa.schema(dict.fromkeys(_PAIR, pa.string())))
    return _scoring_statement(profiles, pairs, model)


def _scoring_statement(profiles: str, pairs: str, model: Model) -> str:
    """Write the statement from queries of profiles and of pairs of their ids to scored pairs."""
    chain = f"{PROFILES} as ({profiles}),\n{PAIRS} as ({pairs}),\n{steps_of(model)}"
    return f"with {chain},\n{_scored_pairs_query('__splink__df_predict', model)}"


_PAIR = ("join_key_l", "join_key_r", "match_key")


def _parameter_query(place: int, schema: pa.Schema) -> str:
    """Write the query that reads a parameter, a JSON array of objects, as rows."""
    kinds = {
        "string": "VARCHAR",
        "list<item: string>": ["VARCHAR"],
        "bool": "BOOLEAN",
        "int32": "INTEGER",
    }
    row = json.dumps([{field.name: kinds[str(field.type)] for field in schema}])
    return f"select unnest(from_json(${place}::varchar, '{row}'), recursive := true)"


def _scored_pairs_query(scored: str, model: Model) -> str:
    """Write the end of a query, behind its `with`.

    It turns Splink's columns into the ledger's, the pairs in canonical order.
    """
    intercept, slope = map(_sql_number, model.calibration)
    parts = ", ".join(_comparison_part_sql(comparison) for comparison in COMPARISONS)
    prior = _part_struct_sql(
        f"'{PRIOR}'",
        f"'{PRIOR}'",
        _sql_number(model.prior_weight),
        "null",
        "null",
    )
    # Spliced are names of our own columns and Splink's table, never a value from an article.
    return f"""
    parted as (
        select least(profile_l, profile_r) as profile_a,
               greatest(profile_l, profile_r) as profile_b,
               profile_l > profile_r as turned, match_key,
               list_filter([{prior}, {parts}], lambda p: p.level <> '{NULL}') as found
        from {scored}),
    weighed as (
        select * exclude (found), list_transform(found, lambda p: {_STORED}) as parts,
               list_sum(list_transform(found, lambda p: p.weight)) as match_weight
        from parted)
    select '{model.key}' as model, profile_a, profile_b, match_weight,
           1 / (1 + exp(-greatest(-700.0, least(700.0, {intercept} + {slope} * match_weight))))
               as match_probability,
           {_rule_name_sql()} as match_key, parts
    from weighed order by profile_a, profile_b
    """  # noqa: S608


def _sql_number(value: float) -> str:
    """Write a number into SQL; nothing else passes.

    Raises:
        TypeError: the value is no float.
        ValueError: it is not finite.
    """
    if type(value) is not float:
        raise TypeError(f"expected a float, not {value!r}")
    if not math.isfinite(value):
        raise ValueError(f"expected a finite number, not {value}")
    return repr(value)


def _comparison_part_sql(comparison: FeatureComparison) -> str:
    keys = comparison.level_keys
    cases = " ".join(f"when {len(keys) - 1 - i} then '{key}'" for i, key in enumerate(keys))
    level = f"case gamma_{comparison.name} {cases} else '{NULL}' end"
    left, right = (_feature_values_sql(comparison, side) for side in "lr")
    a = f"case when profile_l > profile_r then {right} else {left} end"
    b = f"case when profile_l > profile_r then {left} else {right} end"
    weight = f"round_even(mw_{comparison.name} * {BIT}, 0) / {BIT}"  # `quantise`, in SQL
    return _part_struct_sql(f"'{comparison.name}'", level, weight, a, b)


def _part_struct_sql(feature: str, level: str, weight: str, a: str, b: str) -> str:
    return (
        f"{{'feature': {feature}, 'level': {level}, 'weight': ({weight})::double,"
        f" 'a': ({a})::{_VALUES}, 'b': ({b})::{_VALUES}}}"
    )


_VALUES = "struct(value varchar, qualifier varchar)[]"
_SPANS = 'struct(side varchar, start integer, "end" integer)[]'


def _stored_side_sql(side: str, values: str) -> str:
    """Write the query of what a side is stored with; one that has nothing, without a value."""
    told = f"case when len({values}) = 0 then [null::{_VALUES[:-2]}] else {values} end"
    row = f"{{'side': '{side}', 'value': v.value, 'qualifier': v.qualifier}}"
    return f"list_transform({told}, lambda v: {row})"


_STORED = (  # a part as `provenance.ledger.encode_pairs` lays it out
    "{'feature': p.feature, 'level': p.level, 'weight': p.weight, 'values_of': null::varchar,"
    f" 'values': case when p.a = p.b then {_stored_side_sql('ab', 'p.a')}"
    f" else list_concat({_stored_side_sql('a', 'p.a')}, {_stored_side_sql('b', 'p.b')}) end,"
    f" 'spans': null::{_SPANS}}}"
)


def _feature_values_sql(comparison: FeatureComparison, side: str) -> str:
    """Write the query of what a side has of a feature, a role apart from what it belongs to."""
    whole, of = "v", "null"
    if comparison.qualified:
        whole = "split_part(v, '@', 1)"
        of = "case when contains(v, '@') then v[strpos(v, '@') + 1:] end"
    value = f"{{'value': {whole}, 'qualifier': {of}}}"
    return f"list_transform({comparison.value}_{side}, lambda v: {value})"


def _rule_name_sql() -> str:
    cases = " ".join(f"when '{i}' then '{rule.name}'" for i, rule in enumerate(RULES))
    return f"case match_key::varchar {cases} else match_key::varchar end"
