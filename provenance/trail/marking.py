"""Write mentions and claims in the words around them, between marks that no article uses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from provenance.records.decisions import Evidence
from provenance.spans import Span
from provenance.trail.finding import CONTEXT
from provenance.trail.records import ClaimView, Entry, Sighting

_MARKS = {"source": "⟨⟩", "cue": "‹›", "content": "⟦⟧"}


def around(sighting: Sighting) -> tuple[str, str, str]:
    """Split a mention's context at it, in whole words: what stands before, its words, the rest."""
    before, after = sighting.before, sighting.after
    if sighting.span.start > len(before):
        before = "… " + before.partition(" ")[2]
    if len(after) == CONTEXT:
        after = after.rpartition(" ")[0] + " …"
    return before, sighting.surface, after


def marked(sighting: Sighting) -> str:
    """Write a mention in its context, on one line."""
    before, surface, after = around(sighting)
    return " ".join(f"{before}⟦{surface}⟧{after}".split())


def described(side: Sighting | Entry | None) -> str:
    """Write one side of a comparison: a mention in its context, an authority's entry, or that its text was corrected."""
    if side is None:
        return "(in a text that was corrected since)"
    if isinstance(side, Entry):
        return f"{side.reference}  {side.names[0]}, {side.locator}"
    return f"{side.reference}  {marked(side)}"


def pieces(claim: ClaimView) -> list[tuple[str, str]]:
    """Cut the sentences around a claim into words with their part: source, cue, content, or none."""
    spans = sorted((span, role) for role in _MARKS for span in getattr(claim, role))
    position, end = _paragraphs_around(claim.text, [span for span, _ in spans])
    found = []
    for span, role in spans:
        found += [(claim.text[position : span.start], ""), (span.words, role)]
        position = span.end
    return [*found, (claim.text[position:end], "")]


def _paragraphs_around(text: str, spans: Sequence[Span]) -> tuple[int, int]:
    """Return where the paragraphs begin and end in which spans stand, the first of them first."""
    last = max(span.end for span in spans)
    end = text.find("\n", last)
    return text.rfind("\n", 0, spans[0].start) + 1, len(text) if end < 0 else end


def marked_claim(claim: ClaimView) -> str:
    """Write the sentences around a claim with ⟨source⟩, ‹cue› and ⟦content⟧ between marks."""
    written = [
        f"{_MARKS[role][0]}{words}{_MARKS[role][1]}" if role else words
        for words, role in pieces(claim)
    ]
    return " ".join("".join(written).split())


def speaker(claim: ClaimView) -> str | None:
    """Name all who say it, else give the words that describe the source, in brackets."""
    if claim.speakers:
        return ", ".join(one.name or "?" for one in claim.speakers)
    return f"({claim.described_as})" if claim.described_as else None


def compared(evidence: Evidence | None) -> str:
    """Write a compared value with the words and the place that state it."""
    if evidence is None:
        return ""
    if evidence.place is None:
        located = f" ({evidence.locator})" if evidence.locator else ""
        return f"{evidence.value or ''}{located}"
    return f'{evidence.value} ("{evidence.surface}" {evidence.place.reference})'


def minute(value: datetime | None) -> str | None:
    """Write a time to the minute."""
    return value.strftime("%Y-%m-%d %H:%M") if value else None
