"""Bodies named by what they are for or against, or by whom they are of: one name of two parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from provenance.spans import Span
from resolvers.lexicon.lexicon import lexicon
from resolvers.lexicon.purposes import Purpose, names_ill, owned_bodies, purposes
from resolvers.mention_detection.names import NameSpan
from resolvers.text.folding import fold

_SURE = 0.9  # as names of a known head are
_NAMES = {"PER", "ORG", "LOC"}


def with_purposes(text: str, names: Sequence[NameSpan]) -> list[NameSpan]:
    """Join the head of a body with its purpose, or with whom it is of.

    Args:
        text: the text.
        names: its names, in order; none overlap.
    """
    wholes = list(_bodies_with_purpose(text, names))
    owned = _bodies_with_owner(text, names)
    wholes += [name for name in owned if not any(name.span.overlaps(w.span) for w in wholes)]
    kept = [name for name in names if not any(name.span.overlaps(w.span) for w in wholes)]
    return sorted([*kept, *wholes], key=lambda name: name.span)


def _bodies_with_purpose(text: str, names: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """Yield the bodies whose names go on behind their heads."""
    for found in purposes(text):
        others = [n for n in names if n.type in _NAMES and n.span.overlaps(found.purpose)]
        if not _has_named_opponent(text, found, others):
            span = Span(_body_name_start(found, names), _purpose_end(text, found.purpose, others))
            yield NameSpan(span=span, type="ORG", score=_SURE)


def _body_name_start(found: Purpose, names: Sequence[NameSpan]) -> int:
    """Return where the name that holds the head of a body begins, else where its words do."""
    begun = [n.span for n in names if n.span.start < found.head_end <= n.span.end]
    return min((span.start for span in begun), default=found.start)


def _bodies_with_owner(text: str, names: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """Yield the bodies that a plural owns which is nobody's name by itself.

    "The Democrats' Committee" is a committee that somebody has.
    """
    for found in owned_bodies(text):
        named = [n for n in names if n.type in _NAMES and n.span.overlaps(found.owner)]
        if not _is_party_or_people(found.owner.surface(text)) and all(
            name.span.contains(found.whole) for name in named
        ):
            yield NameSpan(span=found.whole, type="ORG", score=_SURE)


def _is_party_or_people(owner: str) -> bool:
    """Whether a plural names a party or a people: "Democrats", "Russians"."""
    folded, known = fold(owner), lexicon()
    return any(folded in table for table in (known.known, known.weak, known.demonyms))


def _has_named_opponent(text: str, found: Purpose, others: Sequence[NameSpan]) -> bool:
    """Whether what a body is against has a name: "the Commission against Apple"."""
    named = any(other.span.start <= found.purpose.start for other in others)
    return found.joint == "against" and named and not names_ill(found.purpose.surface(text))


def _purpose_end(text: str, purpose: Span, others: Sequence[NameSpan]) -> int:
    """Return the end of a purpose before another name, the word that joins them left out."""
    behind = [other.span.start for other in others if other.span.start > purpose.start]
    inside = text[purpose.start : min([purpose.end, *behind])]
    return purpose.start + len(re.sub(r"(?:,? and| of|,)?\s*$", "", inside))
