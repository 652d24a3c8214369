"""Anchors: where characters of one text stand in a corrected one, or that they no longer do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Postfix, Prefix

from provenance.spans import Span

STATUSES = ("exact", "moved", "ambiguous", "orphan")
_GOES_ON = re.compile(r"[.,]\d")
_CAME_ON = re.compile(r"\d[.,]$")
_AROUND = 40  # code points on either side that tell places with the same words apart
_LEAD = 4  # code points more around the place that is meant than around any other


def anchor(span: Span, old: str, new: str) -> tuple[str, Span | None]:
    """Find the characters of a span again in another text.

    The words must be the same, digits and negations included: what was rewritten is an orphan and
    never a lookalike. Where they occur several times, the place is taken whose surroundings are
    most like those that were looked at, if none other comes close.

    Args:
        span: a place in `old`.
        old: the text that was looked at.
        new: the text as it is now.

    Returns:
        A status of `STATUSES`, with the place in `new` for `exact` and `moved`.
    """
    words = span.surface(old)
    places = list(_whole_word_places(words, new))
    if not places:
        return "orphan", None
    if old == new:
        return "exact", span
    if len(places) == 1:
        return _anchor_status(span, places[0])
    *_, second, best = sorted(
        places, key=lambda place: (_context_similarity(place, new, span, old), place)
    )
    lead = _context_similarity(best, new, span, old) - _context_similarity(second, new, span, old)
    return _anchor_status(span, best) if lead >= _LEAD else ("ambiguous", None)


def _anchor_status(span: Span, found: Span) -> tuple[str, Span]:
    return ("exact" if found == span else "moved"), found


def _whole_word_places(words: str, text: str) -> Iterator[Span]:
    """List where words stand as words: no letter or digit goes on before or behind them."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        if not _is_inside_word(text, start) and not _is_inside_word(text, end):
            yield Span(start, end)
        start = text.find(words, start + 1)


def _is_inside_word(text: str, at: int) -> bool:
    """Whether a word, or a number such as 41,500, spans a position."""
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    if before[-1:].isalnum() and after[:1].isalnum():
        return True
    inside = (before[-1:].isdigit() and _GOES_ON.match(after)) or (
        after[:1].isdigit() and _CAME_ON.search(before)
    )
    return bool(inside)


def _context_similarity(place: Span, text: str, other: Span, other_text: str) -> int:
    """Count the code points around two places that are the same, on both sides."""
    before = text[: place.start][-_AROUND:], other_text[: other.start][-_AROUND:]
    after = text[place.end :][:_AROUND], other_text[other.end :][:_AROUND]
    return Postfix.similarity(*before) + Prefix.similarity(*after)
