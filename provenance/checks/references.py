"""References between tables, proven here: foreign keys would double the cost of an append."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from provenance.checks.numbers import NUMBERED

if TYPE_CHECKING:
    import duckdb

_OF_RUNS = """
    source article version page page_block stage_reading mention chain chain_reading chain_mention feature
    profile
    chain_profile comparison entity entity_state membership entity_event claim claim_span
    attribution claim_speaker claim_value credit derivation coverage_group
    coverage_state
    coverage_member coverage_event story_comparison story_relation authority_entry entry_profile
    external_id assertion narration narrated_value claim_group claim_group_state
    claim_group_member claim_group_event claim_comparison claim_conflict run_rows decision
    decision_subject
"""

# The table and column that are referred to; then the columns that refer to them, with their tables.
_TARGETS: dict[tuple[str, str], dict[str, str]] = {
    ("run", "run_id"): {"run_id": _OF_RUNS},
    ("source", "source_id"): {"source_id": "version"},
    ("article", "article_id"): {
        "article_id": "version coverage_member",
        "founding_article": "coverage_group",
    },
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
        "chain_id": "chain_reading chain_mention feature chain_profile membership attribution claim_speaker",
        "founding_chain": "entity",
    },
    ("profile", "profile_id"): {
        "profile_id": "chain_profile entry_profile",
        "profile_a": "comparison",
        "profile_b": "comparison",
    },
    ("entity", "entity_id"): {"entity_id": "entity_state membership external_id"},
    ("entity", "entity"): {
        "redirect": "entity_state",
        "from_ids": "entity_event",
        "to_ids": "entity_event",
    },
    ("claim", "claim_id"): {
        "claim_id": "claim_span attribution claim_speaker claim_value assertion",
        "parent_id": "attribution",
    },
    ("authority_entry", "entry_id"): {"entry_id": "entry_profile external_id"},
    ("assertion", "assertion_id"): {
        "assertion_id": "narration narrated_value claim_group_member",
        "assertion_a": "claim_comparison claim_conflict",
        "assertion_b": "claim_comparison claim_conflict",
        "founder": "claim_group",
    },
    ("decision", "decision_id"): {"decision_id": "decision_subject"},
    ("coverage_group", "group_id"): {"group_id": "coverage_state coverage_member"},
    ("coverage_group", "id"): {
        "redirect": "coverage_state",
        "story": "story_relation",
        "earlier": "story_relation",
        "from_ids": "coverage_event",
        "to_ids": "coverage_event",
    },
    ("claim_group", "group_id"): {"group_id": "claim_group_state claim_group_member"},
    ("claim_group", "id"): {
        "redirect": "claim_group_state",
        "from_ids": "claim_group_event",
        "to_ids": "claim_group_event",
    },
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

    @property
    def statement(self) -> str:
        """The statement that finds rows whose value is not there, by their numbers or places."""
        number = f'"{NUMBERED[self.table]}"' if self.table in NUMBERED else "rowid + 1"
        value = f'unnest("{self.column}")' if self.column in _LISTS else f'"{self.column}"'
        # Spliced are names of our own tables and columns.
        return f"""
            SELECT number, value
            FROM (SELECT {number} AS number, {value} AS value FROM main."{self.table}")
            WHERE value IS NOT NULL
              AND value NOT IN (SELECT "{self.target_column}" FROM main."{self.target}")
            ORDER BY ALL
        """  # noqa: S608


def references() -> Iterator[ForeignKey]:
    """List every reference of the schema."""
    for (target, target_column), columns in _TARGETS.items():
        for column, tables in columns.items():
            for table in tables.split():
                yield ForeignKey(table, column, target, target_column)


def dangling(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """List the references that lead nowhere, one sentence each."""
    return [sentence for reference in references() for sentence in _dangling(connection, reference)]


def _dangling(connection: duckdb.DuckDBPyConnection, reference: ForeignKey) -> list[str]:
    rows = connection.execute(reference.statement).fetchall()
    table, column = f"table {reference.table}", f"its {reference.column}"
    to = f"which is no {reference.target_column} of table {reference.target}"
    return [f"{table}, row {number}: {column} is {value}, {to}" for number, value in rows]
