"""What pages need of `resolvers`, handed in from above, since `provenance` never imports it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.records.judgements import Decision


@attrs.frozen(kw_only=True)
class Helpers:
    """Hold what pages ask of those who decide.

    Args:
        check: compares a draft with the articles, or some of them, and answers as `spantrail check
            --json` does.
        impact: says what a decision would change, as plain values: `moved` (article, name,
            mentions, before_name, after_name), `renamed`, `speakers`, and what else is another.
        resolve: lets decisions count.
        check_schema: the JSON Schema of what `check` answers.
    """

    check: Callable[[Ledger, str, Sequence[str]], Mapping[str, Any]]
    impact: Callable[[Ledger, Decision], Mapping[str, Any]]
    resolve: Callable[[Ledger], object]
    check_schema: Callable[[], Mapping[str, Any]] = dict
