"""References between tables, proven here: foreign keys would double the cost of an append."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from provenance.ledger.checks.numbers import NUMBERED
from provenance.sql.partitions import PARTITIONS, Partition
from provenance.sql.running import parsed

if TYPE_CHECKING:
    import duckdb

_OF_RUNS = """
    source article version page page_block stage_reading mention chain chain_reading chain_mention feature
    profile
    chain_profile comparison comparison_level claim claim_span attribution claim_speaker claim_value credit
    derivation story_comparison story_relation authority_entry entry_profile external_id
    assertion narration narrated_value claim_comparison claim_conflict run_rows decision
    decision_subject
""" + " ".join(table for partition in PARTITIONS for table in partition.tables)

# The table and column that are referred to; then the columns that refer to them, with their tables.
_TARGETS: dict[tuple[str, str], dict[str, str]] = {
    ("run", "run_id"): {"run_id": _OF_RUNS},
    ("source", "source_id"): {"source_id": "version"},
    ("article", "article_id"): {"article_id": "version"},
    ("version", "version_id"): {
        "version_id": """
            page page_block stage_reading mention chain claim credit derivation assertion
        """,
        "from_version_id": "derivation",
        "version_a": "story_comparison",
        "version_b": "story_comparison",
    },
    ("mention", "mention_id"): {"mention_id": "chain_mention"},
    ("chain", "chain_id"): {
        "chain_id": "chain_reading chain_mention feature chain_profile attribution claim_speaker",
    },
    ("profile", "profile_id"): {
        "profile_id": "chain_profile entry_profile",
        "profile_a": "comparison",
        "profile_b": "comparison",
    },
    ("entity", "entity_id"): {"entity_id": "external_id"},
    ("claim", "claim_id"): {
        "claim_id": "claim_span attribution claim_speaker claim_value assertion",
        "parent_id": "attribution",
    },
    ("authority_entry", "entry_id"): {"entry_id": "entry_profile external_id"},
    ("assertion", "assertion_id"): {
        "assertion_id": "narration narrated_value",
        "assertion_a": "claim_comparison claim_conflict",
        "assertion_b": "claim_comparison claim_conflict",
    },
    ("decision", "decision_id"): {"decision_id": "decision_subject"},
    ("story", "story"): {"story": "story_relation", "earlier": "story_relation"},
}
UNPROVEN = {
    ("entity_state", "speaks_for"): "the lexicon's key of a country that is no entity here",
    ("run", "seed"): "a number, and no row's",
    ("run_rows", "rows"): "a count",
    ("authority_entry", "rows"): "rows of the authority's file",
    ("page", "size"): "a count, which is proven where the bytes were kept",
}
_LISTS = {"from_ids", "to_ids"}


@attrs.frozen
class ForeignKey:
    """A column whose values stand in a column of another table, unless they are null."""

    table: str
    column: str
    target: str
    target_column: str

    def rows(self, place: int) -> str:
        """Select the rows with their numbers and the column's values, under a place in a list."""
        number = f'"{NUMBERED[self.table]}"' if self.table in NUMBERED else "rowid + 1"
        value = f'unnest("{self.column}")' if self.column in _LISTS else f'"{self.column}"'
        # Spliced are names of our own tables and columns.
        return f"""
            SELECT {place} AS place, {number} AS number, {value} AS value FROM main."{self.table}"
        """  # noqa: S608

    def sentence(self, number: int, value: object) -> str:
        """Say of a row that its value is not there."""
        table, column = f"table {self.table}", f"its {self.column}"
        to = f"which is no {self.target_column} of table {self.target}"
        return f"{table}, row {number}: {column} is {value}, {to}"


def _partition_references(partition: Partition) -> Iterator[ForeignKey]:
    """List the references of a partition: to its members, to its groups, and to their ids."""
    group, state, member, event = partition.tables
    key = f"{partition.name}_id"
    of = f"{partition.member}_id"
    yield ForeignKey(group, f"founding_{partition.member}", partition.member, of)
    yield ForeignKey(member, of, partition.member, of)
    for table in (state, member):
        yield ForeignKey(table, key, group, key)
    for table, column in ((state, "redirect"), (event, "from_ids"), (event, "to_ids")):
        yield ForeignKey(table, column, group, partition.name)


def references() -> Iterator[ForeignKey]:
    """List every reference of the schema."""
    for partition in PARTITIONS:
        yield from _partition_references(partition)
    for (target, target_column), columns in _TARGETS.items():
        for column, tables in columns.items():
            for table in tables.split():
                yield ForeignKey(table, column, target, target_column)


def dangling(
    connection: duckdb.DuckDBPyConnection, asked: Iterable[ForeignKey] | None = None
) -> list[str]:
    """List the references that lead nowhere, one sentence each.

    All that lead to one column are looked up by one statement: of a small ledger, whose statements
    take as long as they are planned, 19 took 47 ms where 121 took 128.

    Args:
        connection: to the ledger.
        asked: the references to look up; all of the schema where it is None.
    """
    looked_up = list(references() if asked is None else asked)
    rows = []
    for statement in _dangling_statements(looked_up):
        rows += connection.execute(parsed(connection, statement)).fetchall()
    return [looked_up[place].sentence(number, value) for place, number, value in sorted(rows)]


def _dangling_statements(asked: Sequence[ForeignKey]) -> Iterator[str]:
    """Write a statement for each column that is referred to; places are those in the list."""
    to: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for place, reference in enumerate(asked):
        to[reference.target, reference.target_column].append(reference.rows(place))
    for target, values in to.items():
        yield _dangling_statement(" UNION ALL ".join(values), *target)


def _dangling_statement(values: str, table: str, column: str) -> str:
    """Write the statement that finds the values which a column does not have."""
    return f"""
        SELECT place, number, value
        FROM ({values})
        WHERE value IS NOT NULL AND value NOT IN (SELECT "{column}" FROM main."{table}")
        ORDER BY ALL
    """  # noqa: S608  (names of our own tables and columns)
