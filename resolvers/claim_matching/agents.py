"""Agents: who did it, by the entity in front of a deed or behind its "by".

"Rebels shelled the port", "shelled by rebels".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from provenance.spans import Span
from resolvers.claim_matching.assertions import Assertion, Named
from resolvers.claim_matching.synonym_sets import marked, senses

_WORD = re.compile(r"[^\W\d_]+")
_GAP = 14  # code points between the doer and the deed: "had", "also", "has twice"
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be|got) (?:\w+ly )?$", re.IGNORECASE)
_BY = re.compile(r"[^.;:,]{0,40}?\bby (?:the )?", re.IGNORECASE)
# "He was killed in a strike": a noun does nothing.
_NOUN_BEFORE = re.compile(
    r"\b(?:the|a|an|this|that|its|their|his|her|of|in|any|another|every) (?:\w+ )?$", re.IGNORECASE
)
# What parts a name from the deed behind it.
_PARTING = re.compile(r"[,.;:]|\b(?:and|or|by|of|in|on|at|from)\b")
_PREPOSED = re.compile(r"\b(?:of|in|on|at|from|near|to|with|by|against)(?: the)? $")


@attrs.frozen(kw_only=True)
class Agent:
    """Name who did what: the entity with its characters, and the sense of the deed."""

    deed: str
    entity: str
    span: Span


@attrs.frozen
class _Deed:
    """Point at a word of a piece that means a deed.

    Args:
        name: the sense.
        surface: the words of the piece.
        offset: where the piece begins in the text.
        start: where the word begins in the piece.
        end: where it ends.
    """

    name: str
    surface: str
    offset: int
    start: int
    end: int

    def follows(self, pattern: re.Pattern[str]) -> bool:
        """Whether words right before it are of a form."""
        return pattern.search(self.surface, max(0, self.start - 24), self.start) is not None


def agents_of(assertion: Assertion) -> tuple[Agent, ...]:
    """Find who did what inside an assertion, in order; only named doers count."""
    found: list[Agent] = []
    for span, surface in assertion.pieces:
        inside = [n for n in assertion.named if span.contains(n.span)]
        for deed in _find_deed_words(span, surface):
            doer = _find_agent(deed, inside)
            if doer is not None:
                found.append(Agent(deed=deed.name, entity=doer.entity, span=doer.span))
    return tuple(found)


def _find_deed_words(span: Span, surface: str) -> Iterator[_Deed]:
    """Yield the words of a piece that mean deeds."""
    for match in _WORD.finditer(surface):
        sense = senses().get(match.group().lower())
        if sense is not None and marked(sense.name, "deed"):
            yield _Deed(sense.name, surface, span.start, *match.span())


def _find_agent(deed: _Deed, named: Sequence[Named]) -> Named | None:
    """Find who did it: whoever stands before a verb, or behind the "by" of a passive one."""
    if deed.follows(_PASSIVE):
        return _agent_after_by(deed, named)
    return None if deed.follows(_NOUN_BEFORE) else _agent_before_verb(deed, named)


def _agent_after_by(deed: _Deed, named: Sequence[Named]) -> Named | None:
    """Find who stands right behind the "by" that follows a deed, "the" aside."""
    by = _BY.match(deed.surface, deed.end)
    if by is None:
        return None
    places = {by.end(), by.end() - 4}
    return next((n for n in named if n.span.start - deed.offset in places), None)


def _agent_before_verb(deed: _Deed, named: Sequence[Named]) -> Named | None:
    """Find who stands right before a deed, and behind no preposition.

    "The town of Marlow burned", "in Marlow shots fell": behind one it did nothing.
    """
    before = [n for n in named if 0 < deed.start - (n.span.end - deed.offset) <= _GAP]
    nearest = max(before, key=lambda n: n.span.end, default=None)
    if nearest is None:
        return None
    begin, end = nearest.span.start - deed.offset, nearest.span.end - deed.offset
    parted = _PARTING.search(deed.surface[end : deed.start])
    preposed = _PREPOSED.search(deed.surface[max(0, begin - 12) : begin])
    return None if parted or preposed else nearest
