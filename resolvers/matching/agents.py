"""Agents: who did it, by the entity in front of a deed ("rebels shelled the port") or behind "by" ("shelled by rebels")."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from provenance.spans import Span
from resolvers.matching.assertions import Assertion, Named
from resolvers.matching.senses import marked, senses

_WORD = re.compile(r"[^\W\d_]+")
_GAP = 14  # code points between the doer and the deed: "had", "also", "has twice"
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be|got) (?:\w+ly )?$", re.IGNORECASE)
_BY = re.compile(r"[^.;:,]{0,40}?\bby (?:the )?", re.IGNORECASE)
# "He was killed in a strike": a noun does nothing.
_NOUN_BEFORE = re.compile(
    r"\b(?:the|a|an|this|that|its|their|his|her|of|in|any|another|every) (?:\w+ )?$", re.IGNORECASE
)


@attrs.frozen(kw_only=True)
class Agent:
    """Name who did what: the entity with its characters, and the sense of the deed."""

    deed: str
    entity: str
    span: Span


def agents_of(assertion: Assertion) -> tuple[Agent, ...]:
    """Find who did what inside an assertion, in order; only named doers count."""
    found: list[Agent] = []
    for span, surface in assertion.pieces:
        inside = [n for n in assertion.named if span.contains(n.span)]
        for match in _WORD.finditer(surface):
            sense = senses().get(match.group().lower())
            if sense is None or not marked(sense.name, "deed"):
                continue
            doer = _doer(surface, span.start, match.start(), match.end(), inside)
            if doer is not None:
                found.append(Agent(deed=sense.name, entity=doer.entity, span=doer.span))
    return tuple(found)


def _doer(surface: str, offset: int, start: int, end: int, named: Sequence[Named]) -> Named | None:
    if _PASSIVE.search(surface, max(0, start - 24), start):
        by = _BY.match(surface, end)
        return (
            None
            if by is None
            else next((n for n in named if n.span.start - offset in {by.end(), by.end() - 4}), None)
        )
    if _NOUN_BEFORE.search(surface, max(0, start - 24), start):
        return None
    before = [n for n in named if 0 < start - (n.span.end - offset) <= _GAP]
    nearest = max(before, key=lambda n: n.span.end, default=None)
    if nearest is None or re.search(
        r"[,.;:]|\b(?:and|or|by|of|in|on|at|from)\b", surface[nearest.span.end - offset : start]
    ):
        return None
    # "the town of Marlow burned", "in Marlow shots fell": behind a preposition it did nothing.
    lead = surface[max(0, nearest.span.start - offset - 12) : nearest.span.start - offset]
    return (
        None
        if re.search(r"\b(?:of|in|on|at|from|near|to|with|by|against)(?: the)? $", lead)
        else nearest
    )
