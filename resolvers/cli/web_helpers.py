"""What the pages ask of `resolvers`: checking drafts, and deciding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.records.judgements import Decision
    from provenance.web.helpers import Helpers


def helpers() -> Helpers:
    """Return them as pages take them."""
    from provenance.web.helpers import Helpers
    from resolvers.checking.report import schema
    from resolvers.operations.rerun import resolve_again

    return Helpers(check=check, impact=impact, resolve=resolve_again, check_schema=schema)


def check(ledger: Ledger, draft: str, against: Sequence[str] = ()) -> Mapping[str, Any]:
    """Check a draft, and answer as `spantrail check --json` does."""
    from resolvers.checking.checking import check as checked
    from resolvers.checking.report import as_dict

    return as_dict(checked(ledger, draft, against=against))


def impact(ledger: Ledger, decision: Decision) -> Mapping[str, Any]:
    """Say what a decision would change, as plain values."""
    import attrs

    from resolvers.operations.impact import impact as found

    return attrs.asdict(found(ledger, [decision]))
