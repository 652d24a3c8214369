"""Names in a text, pointed at by their words."""

from __future__ import annotations

from provenance.spans import Span
from resolvers.mention_detection.names import NameSpan


def names(text: str, *surfaces: str, kind: str = "ORG") -> list[NameSpan]:
    """Point at names, each by its words."""
    return [
        NameSpan(span=Span(text.index(s), text.index(s) + len(s)), type=kind, score=0.5)
        for s in surfaces
    ]
