"""Every fixed statement is sound over the empty schema."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from importlib.resources import files

import attrs
import duckdb
import pyarrow as pa
import pytest

from provenance.ledger import encode, encode_authorities, encode_judgements
from provenance.ledger.amendments import VersionMetadata
from provenance.ledger.encode_pairs import parts_column
from provenance.ledger.merging import evidence, minted
from provenance.ledger.store import Store
from provenance.records.decisions import Run
from provenance.records.moments import Moment
from provenance.sql import FILES, statements
from resolvers.storing import coverage, matching

_NOW = datetime(2025, 9, 4, tzinfo=UTC)
RUN = Run(stage="read", code="test", started_at=_NOW, ended_at=_NOW)
_COMPARISONS = pa.table(
    {
        "model": pa.array([], pa.string()),
        "profile_a": pa.array([], pa.int64()),
        "profile_b": pa.array([], pa.int64()),
        "match_weight": pa.array([], pa.float64()),
        "match_probability": pa.array([], pa.float64()),
        "match_key": pa.array([], pa.string()),
        "parts": parts_column([]),
    }
)
INCOMING = {
    "append_comparisons": _COMPARISONS,
    "append_comparison_levels": encode.table(
        dict.fromkeys(("partition", "feature", "level", "label"), "string"), []
    ),
    "withdraw_comparisons": encode.table({"comparison_id": "int64"}, []),
    "append_memberships": encode.table(
        {"chain_id": "int64", "entity_id": "int64", "cause": "string", "margin": "double"}, []
    ),
    "append_entries": encode_authorities.entries("a", []),
    "append_entry_profiles": encode_authorities.entry_profiles([]),
    "append_external_ids": encode_authorities.external_ids([]),
    "append_credits": coverage.credits_table({}),
    "append_derivations": coverage.derivations_table([]),
    "append_story_comparisons": coverage.story_comparisons_table([]),
    "append_story_relations": coverage.story_relations_table([]),
    **{f"withdraw_{name}": rows for name, rows in coverage.ended_tables([], [], []).items()},
    **dict(
        zip(
            ("append_decisions", "append_decision_subjects"),
            encode_judgements.decision_tables([]),
            strict=True,
        )
    ),
    **matching.narration_tables(matching.Narrations(readers={}, found=())),
    **{
        f"{verb}_claim_comparisons": matching.comparisons_table([])
        for verb in ("append", "changed")
    },
    "withdraw_claim_comparisons": matching.pairs_table([]),
}


def incoming(store: Store, name: str) -> pa.Table:
    """Return rows as a statement takes them: those of another ledger, or what a stage appends."""
    if name.startswith("append_merged_"):
        return evidence(store).get(name.removeprefix("append_merged_"), minted(store))
    if name == "merged_ids":
        return minted(store)
    return evidence(store)["versions"] if name == "overtaken_versions" else INCOMING[name]


def explained(store: Store, name: str) -> list[tuple[str, ...]]:
    """Let DuckDB plan a statement; what it names must be there."""
    statement = statements()[name]
    values = dict.fromkeys(re.findall(r"\$(\w+)", statement))
    if "incoming" in values:
        store.connection.register("incoming_rows", incoming(store, name))
        values["incoming"] = "incoming_rows"
    if "table" in values:
        values["table"] = "run"
    return store.connection.execute(f"EXPLAIN {statement}", values or None).fetchall()


def test_every_statement_is_explained_over_the_empty_schema() -> None:
    """A statement that names a column that is not there fails here, and not with a user."""
    refused = {}
    with Store.open(":memory:") as store:
        for name in sorted(statements()):
            try:
                assert explained(store, name)
            except duckdb.Error as error:
                refused[name] = str(error)

    assert refused == {}


def test_every_block_of_every_file_is_loaded() -> None:
    """A block whose head is misspelt would be lost without a word."""
    heads = [
        head
        for name in FILES
        for head in re.findall(
            r"^-- name: (\w+)",
            files("provenance.sql").joinpath(name).read_text("utf-8"),
            re.MULTILINE,
        )
    ]

    assert sorted(heads) == sorted(statements())


def test_every_statement_that_gives_rows_orders_them() -> None:
    """The same ledger gives the same rows in the same order.

    The export views are ordered themselves.
    """
    reading = {
        n: s
        for n, s in statements().items()
        if not n.startswith(("append", "withdraw", "note", "export"))
    }

    assert [
        name for name, statement in reading.items() if "order by" not in statement.lower()
    ] == []


# Those that are not made by `records_of`, whose calls tests/test_typed_rows.py finds.
RECORDS: dict[str, type] = {
    "run_at": Moment,
    "told_of_articles": VersionMetadata,  # by place
}


@pytest.mark.parametrize("name", RECORDS)
def test_a_row_is_the_record_that_is_made_of_it(name: str) -> None:
    """Column by column: all that the record needs, nothing that it does not know.

    By place in its order.
    """
    with Store.open(":memory:") as store:
        values = dict.fromkeys(re.findall(r"\$(\w+)", statements()[name]))
        encode = store.query(name, **values).column_names
    record = RECORDS[name]
    if issubclass(record, tuple):
        assert encode == list(record._fields)  # type: ignore[attr-defined]
        return
    needed = {field.name for field in attrs.fields(record) if field.default is attrs.NOTHING}

    assert needed <= set(encode) <= {field.name for field in attrs.fields(record)}


def test_every_statement_that_appends_names_the_columns() -> None:
    """A column that moves in the schema would take the values of another without a word."""
    heads = {n: re.findall(r"INSERT INTO \w+ ?(.?)", s) for n, s in statements().items()}

    assert [name for name, found in heads.items() if set(found) - {"("}] == []
