"""Entities, stories, origins and propositions have one shape in the ledger."""

from __future__ import annotations

from importlib.resources import files

import pyarrow as pa
import pytest

from provenance.ledger.encode_pairs import part_type
from provenance.ledger.store import Store
from provenance.sql.partitions import (
    PAIRS,
    PARTITIONS,
    ComparedPairs,
    Partition,
    ddl,
    renewed,
    section,
)

SCHEMA = files("provenance.sql").joinpath("schema.sql").read_text("utf-8")
COLUMNS = """
    SELECT column_name, data_type, is_nullable
    FROM duckdb_columns() WHERE table_name = $table AND NOT internal ORDER BY column_index
"""


def test_the_schema_has_what_the_template_gives() -> None:
    """`python -m provenance.sql.partitions` writes it.

    What was edited by hand would be lost then.
    """
    assert section(SCHEMA) == ddl()
    assert renewed(SCHEMA) == SCHEMA


def test_partitions_are_written_anew_between_their_lines_alone() -> None:
    """What stands before and behind them stays as it is."""
    edited = SCHEMA.replace(ddl(), "-- edited\n")

    assert section(edited) == "-- edited\n"
    assert renewed(edited) == SCHEMA


def test_a_schema_without_the_lines_is_refused() -> None:
    """Nothing is written at a place that is guessed."""
    with pytest.raises(ValueError, match="has no lines '-- Partitions ---'"):
        section("CREATE TABLE entity (entity_id BIGINT);")


@pytest.mark.parametrize("partition", PARTITIONS, ids=lambda p: p.name)
def test_the_tables_of_a_partition_have_its_shape(partition: Partition) -> None:
    """Numbers, members and ids are columns of its own names, so that joins cannot mix partitions."""
    key, member = f"{partition.name}_id", f"{partition.member}_id"
    own = [column.split(" ")[0] for column in partition.described]
    tied = [column.split(" ")[0] for column in partition.tied]
    shape = (
        [key, partition.name, f"founding_{partition.member}", "run_id"],
        [key, "status", "redirect", *own, "run_id"],
        [member, key, *tied, "run_id"],
        ["kind", "from_ids", "to_ids", "cause", "run_id"],
    )
    with Store.open(":memory:") as store:
        found = [
            [name for name, *_ in store.connection.execute(COLUMNS, {"table": table}).fetchall()]
            for table in partition.tables
        ]

    assert found == list(shape)


@pytest.mark.parametrize("pairs", PAIRS, ids=lambda p: p.name)
def test_the_tables_of_compared_pairs_have_one_shape(pairs: ComparedPairs) -> None:
    """A pair, its weight and its explained parts; the parts are those that Python lays out."""
    own = [column.split(" ")[0] for column in (*pairs.numbered, *pairs.found)]
    pair = [f"{pairs.member}_a", f"{pairs.member}_b"]
    scored = ["match_weight", "match_probability", "parts", "withdrawn", "run_id"]
    with Store.open(":memory:") as store:
        table = store.connection.sql(f"SELECT * FROM {pairs.name}").to_arrow_table()

    assert [name for name in table.column_names if name not in own] == pair + scored
    assert set(own) <= set(table.column_names)
    assert table.schema.field("parts").type == pa.list_(part_type())


def test_no_two_partitions_share_the_column_of_a_group() -> None:
    """Stories and origins are both of articles; what tells them apart is the name of the group."""
    assert len({partition.name for partition in PARTITIONS}) == len(PARTITIONS)
