"""Narration: sentences that an article asserts in its own voice, kept for the quantities in them.

"Thirty nations promised troops" is nobody's claim but the outlet's, and it contradicts whoever says
26. A sentence counts with the values that stand outside everything claimed; one without a quantity
is left out, since most of an article is narration.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from provenance.identifiers import content_hash
from provenance.records.claims import Value
from provenance.records.matching import Narration
from provenance.spans import Span
from resolvers.mention_detection.reading_view import reading_view
from resolvers.quantities.values import stored_values
from resolvers.text.language import is_english
from resolvers.text.sentences import article_sentences


def narrated(
    version: str, text: str, claimed: Sequence[Span], day: datetime | None
) -> list[Narration]:
    """Find the sentences of one version with a quantity that no claim holds, in order.

    Args:
        version: its key.
        text: its text.
        claimed: the contents of its claims, in the order of their starts.
        day: when it was published.
    """
    if not is_english(text):
        return []
    found: list[Narration] = []
    covers, view = _Covers(claimed), reading_view(text)
    for sentence in article_sentences(view):
        values = tuple(
            v for v in stored_values(text, view, [sentence], day) if not covers.overlap(v.span)
        )
        if any(_counts(value) for value in values):
            found.append(
                Narration(
                    version=version, span=sentence, surface=sentence.surface(text), values=values
                )
            )
    return found


def _counts(value: Value) -> bool:
    """Whether a value is a quantity of something.

    Bare numbers are ages and addresses, hours and years are times.
    """
    return value.kind in {"money", "percentage"} or value.noun is not None


class _Covers:
    """Tell whether spans touch any of those given, each asked in the order of the text: linear in both."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._merged: list[Span] = []
        for span in sorted(spans):
            if self._merged and span.start <= self._merged[-1].end:
                self._merged[-1] = Span(self._merged[-1].start, max(span.end, self._merged[-1].end))
            else:
                self._merged.append(span)
        self._next = 0

    def overlap(self, span: Span) -> bool:
        """Whether a span shares a character with one of them."""
        while self._next < len(self._merged) and self._merged[self._next].end <= span.start:
            self._next += 1
        return self._next < len(self._merged) and self._merged[self._next].overlaps(span)


@cache
def narration_digest() -> str:
    """Hash the rules of narration; those of values are a part of the claims' own digest."""
    return content_hash(Path(__file__).read_bytes().hex())[:12]
