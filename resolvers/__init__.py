"""resolvers makes decisions: who is who inside an article, and across articles.

    >>> import resolvers
    >>> callable(resolvers.resolve)
    True

`provenance` keeps the evidence; this package reads it, links it, and writes back what it decided
and why.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resolvers.checking.checking import check
    from resolvers.checking.records import Check, Finding
    from resolvers.coreference.build import build_chains
    from resolvers.linking.model import Model
    from resolvers.mention_detection.detect import detect
    from resolvers.operations.impact import DecisionImpact, impact
    from resolvers.operations.merging import Merged, merge
    from resolvers.operations.rerun import resolve_again
    from resolvers.pipeline import Outcome, resolve

__all__ = [
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

_HOME = {
    "Check": "resolvers.checking.records",
    "Finding": "resolvers.checking.records",
    "DecisionImpact": "resolvers.operations.impact",
    "Merged": "resolvers.operations.merging",
    "Model": "resolvers.linking.model",
    "Outcome": "resolvers.pipeline",
    "build_chains": "resolvers.coreference.build",
    "check": "resolvers.checking.checking",
    "detect": "resolvers.mention_detection.detect",
    "impact": "resolvers.operations.impact",
    "merge": "resolvers.operations.merging",
    "resolve": "resolvers.pipeline",
    "resolve_again": "resolvers.operations.rerun",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used, so that `import resolvers` costs nothing."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    message = f"module 'resolvers' has no attribute {name!r}"
    raise AttributeError(message)
