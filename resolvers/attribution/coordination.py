"""Coordination: the parts of a source that names several: "Tom Reed, Ann Cole and the ministry"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from provenance.spans import Span
from resolvers.attribution.antecedents import Spot

_JOINT = re.compile(r"\s*,\s+(?:and|&|as well as)\s+|\s+(?:and|&|as well as)\s+|\s*,\s+")
_JOINED = re.compile(r"\s*,?\s*\b(?:and|&|as well as)\s+")
# A list may begin before the source that its verb finds: "Tom Reed, Ann Cole and …".
_LISTED = re.compile(r",\s+\Z")


def conjuncts(text: str, source: Span, inside: Sequence[Spot]) -> list[Span]:
    """Cut a source at every "and" and comma outside of mentions; one part where nothing joins two.

    Args:
        text: the article.
        source: the words that name who speaks.
        inside: the mentions in them, in order.
    """
    joints = [
        m
        for m in _JOINT.finditer(text, source.start, source.end)
        if _is_outside_mentions(m, inside)
    ]
    if not any(_JOINED.fullmatch(m[0]) for m in joints):
        return [source]
    return list(_conjunct_spans(source, joints))


def _conjunct_spans(source: Span, joints: Sequence[re.Match[str]]) -> Iterator[Span]:
    """Yield what stands between the joints of a source."""
    starts = [source.start, *(m.end() for m in joints)]
    ends = [*(m.start() for m in joints), source.end]
    return (Span(a, b) for a, b in zip(starts, ends, strict=True) if a < b)


def _is_outside_mentions(joint: re.Match[str], inside: Sequence[Spot]) -> bool:
    return not any(s.start < joint.end() and joint.start() < s.end for s in inside)


def listed_before(text: str, start: int, before: Sequence[Spot]) -> Iterator[Spot]:
    """Yield the names of a list that goes on at an offset, and that opens its sentence.

    Args:
        text: the article.
        start: where the next of the list begins.
        before: the mentions before it, the last one first.
    """
    found: list[Spot] = []
    for spot in before:
        if spot.end > start:
            continue
        if spot.kind != "name" or not _LISTED.fullmatch(text, spot.end, start):
            break
        found.append(spot)
        start = spot.start
    opens = not text[:start].rstrip() or text[:start].rstrip()[-1] in '.!?”"\n'
    yield from reversed(found) if opens else ()
