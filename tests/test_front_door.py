"""The front doors are small, and what stands in them is a promise."""

from __future__ import annotations

import subprocess
import sys

import provenance
import resolvers

PROVENANCE = [
    "Article",
    "Chain",
    "Claim",
    "Comparison",
    "Entity",
    "InputError",
    "Ledger",
    "LedgerError",
    "Mention",
    "MissingExtraError",
    "NotFoundError",
    "Report",
    "Run",
    "Span",
    "SpantrailError",
    "Version",
    "open",
]
RESOLVERS = [
    "Check",
    "DecisionImpact",
    "Finding",
    "Merged",
    "Model",
    "Outcome",
    "build_chains",
    "check",
    "detect",
    "impact",
    "merge",
    "resolve",
    "resolve_again",
]


def test_the_names_of_provenance_are_pinned() -> None:
    """A name that comes or goes is a decision, not an accident."""
    assert sorted(provenance.__all__) == PROVENANCE


def test_the_names_of_resolvers_are_pinned() -> None:
    """A name that comes or goes is a decision, not an accident."""
    assert sorted(resolvers.__all__) == RESOLVERS


def test_every_public_name_can_be_had() -> None:
    """Lazy names load when they are used."""
    for module in (provenance, resolvers):
        assert all(getattr(module, name) is not None for name in module.__all__)


def test_importing_loads_nothing_heavy() -> None:
    """DuckDB, Arrow and Splink load when a ledger is opened or linked, not before."""
    heavy = "{'duckdb', 'pyarrow', 'splink', 'pandas', 'rich'}"
    code = f"import sys, provenance, resolvers; print(sorted({heavy} & set(sys.modules)))"

    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "[]"
    )
