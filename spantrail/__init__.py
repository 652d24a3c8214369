"""Know who is who in the news, and prove it: the front door of `provenance` and `resolvers`.

    >>> import spantrail
    >>> with spantrail.open(":memory:") as ledger:
    ...     report = ledger.add([{"id": "a", "text": "Kremlin spokesperson Dmitry Peskov spoke."}])
    ...     outcome = spantrail.resolve(ledger)
    ...     print([entity.name for entity in ledger.entities()])
    ['Dmitry Peskov', 'Kremlin']

Names load when they are used, so that the import costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance import (
        Article,
        Chain,
        Claim,
        Comparison,
        Entity,
        InputError,
        Ledger,
        LedgerError,
        Mention,
        MissingExtraError,
        NotFoundError,
        Report,
        Run,
        Span,
        SpantrailError,
        Version,
        open,  # noqa: A004  (spantrail.open reads as it should)
    )
    from provenance.snapshots import snapshot
    from provenance.spans import Citation
    from provenance.trail import (
        Account,
        Agreement,
        AnswerRecord,
        Answers,
        ArticleView,
        AuthorityLine,
        ClaimView,
        ConflictFilter,
        ConflictView,
        Coverage,
        Distance,
        EntityFilter,
        EntityLine,
        EntityView,
        Explanation,
        LedgerEvent,
        Making,
        NameMatch,
        Proposition,
        Reporting,
        Scope,
        Sighting,
        StoryLine,
    )
    from provenance.trail.schemas import shipped as schema
    from resolvers import (
        Check,
        DecisionImpact,
        Finding,
        Merged,
        Model,
        Outcome,
        build_chains,
        check,
        detect,
        impact,
        merge,
        resolve,
        resolve_again,
    )

    __version__: str

_TRAIL = (
    "Account Agreement AnswerRecord Answers ArticleView AuthorityLine ClaimView ConflictFilter"
    " ConflictView Coverage Distance EntityFilter EntityLine EntityView Explanation LedgerEvent"
    " Making NameMatch Proposition Reporting Scope Sighting StoryLine"
)
_HOME = {
    "provenance": (
        "Article Chain Claim Comparison Entity InputError Ledger LedgerError Mention"
        " MissingExtraError NotFoundError Report Run Span SpantrailError Version open"
    ),
    "provenance.spans": "Citation",
    "provenance.trail": _TRAIL,
    "resolvers": (
        "Check DecisionImpact Finding Merged Model Outcome build_chains check detect impact"
        " merge resolve resolve_again"
    ),
    "provenance.snapshots": "snapshot",
}
_OTHERWISE_CALLED = {"schema": ("provenance.trail.schemas", "shipped")}

__all__ = [
    "Account",
    "Agreement",
    "AnswerRecord",
    "Answers",
    "Article",
    "ArticleView",
    "AuthorityLine",
    "Chain",
    "Check",
    "Citation",
    "Claim",
    "ClaimView",
    "Comparison",
    "ConflictFilter",
    "ConflictView",
    "Coverage",
    "DecisionImpact",
    "Distance",
    "Entity",
    "EntityFilter",
    "EntityLine",
    "EntityView",
    "Explanation",
    "Finding",
    "InputError",
    "Ledger",
    "LedgerError",
    "LedgerEvent",
    "Making",
    "Mention",
    "Merged",
    "MissingExtraError",
    "Model",
    "NameMatch",
    "NotFoundError",
    "Outcome",
    "Proposition",
    "Report",
    "Reporting",
    "Run",
    "Scope",
    "Sighting",
    "Span",
    "SpantrailError",
    "StoryLine",
    "Version",
    "__version__",
    "build_chains",
    "check",
    "detect",
    "impact",
    "merge",
    "open",
    "resolve",
    "resolve_again",
    "schema",
    "snapshot",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name == "__version__":
        from importlib.metadata import version

        return version("spantrail")
    if name in _OTHERWISE_CALLED:
        module, called = _OTHERWISE_CALLED[name]
        return getattr(import_module(module), called)
    for module, names in _HOME.items():
        if name in names.split():
            return getattr(import_module(module), name)
    message = f"module 'spantrail' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted(__all__)
