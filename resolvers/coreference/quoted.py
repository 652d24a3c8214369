"""Quotations: what two articles quote word for word means the same in both, whoever is not named in it."""

from __future__ import annotations

import re

from provenance.spans import Span
from resolvers.text.folding import fold

_REACH = 2000  # code points on either side; the longest quotations are shorter
_SIDE = 8  # words on either side that have to agree
# Of these, or of as many as the quotation has; fewer are a phrase that many may have said.
_ENOUGH = 10
_CLOSES = re.compile('[”"]')


def words_quoted(text: str, span: Span) -> str | None:
    """Return the words of a quotation around a mention inside it, folded.

    None where it stands in none, or few do.
    """
    before, behind = _paragraph_around_mention(text, span)
    opening, closing = _open_quotation_mark(before), _CLOSES.search(behind)
    if opening is None or closing is None:
        return None
    left = fold(before[opening + 1 :]).split()[-_SIDE:]
    right = fold(behind[: closing.start()]).split()[:_SIDE]
    enough = len(left) + len(right) >= _ENOUGH
    return " ".join((*left, "|", fold(span.surface(text)), "|", *right)) if enough else None


def _paragraph_around_mention(text: str, span: Span) -> tuple[str, str]:
    """Return what stands before and behind a mention in its paragraph, as far as a quotation is read."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _REACH)
    end = text.find("\n", span.end, span.end + _REACH)
    return text[start : span.start], text[span.end : end if end >= 0 else span.end + _REACH]


def _open_quotation_mark(before: str) -> int | None:
    """Find the mark that opens what a place is inside of; every second straight one closes."""
    if before.count('"') % 2:
        return before.rindex('"')
    opening = before.rfind("“")
    return opening if opening > before.rfind("”") else None
