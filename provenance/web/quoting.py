"""Quote where a text has the words that somebody searches for."""

from __future__ import annotations

import re

import attrs

from provenance.spans import Span

_AROUND = 110  # code points on either side


@attrs.frozen(kw_only=True)
class Quote:
    """Hold some words of a text, and what stands around them."""

    span: Span
    before: str
    words: str
    after: str


def quote(text: str, words: str) -> Quote | None:
    """Quote the first place of some words in a row, else that of the longest of them.

    Args:
        text: of an article.
        words: what is searched for, in any case.

    Returns:
        None where the text has none of this: the words stand in the title, or with other accents.
    """
    longest = max(words.split(), key=len, default="")
    tried = (words, longest) if longest else ()
    places = (re.search(rf"(?<!\w){re.escape(one)}", text, re.IGNORECASE) for one in tried)
    found = next((place for place in places if place), None)
    if found is None:
        return None
    start, end = found.span()
    return Quote(
        span=Span(start, end),
        before=_context_before(text, start),
        words=text[start:end],
        after=_context_after(text, end),
    )


def _context_before(text: str, start: int) -> str:
    """Return what stands before a place in its paragraph, from a whole word on."""
    line = text.rfind("\n", 0, start) + 1
    first = max(line, start - _AROUND)
    return text[line:start] if first == line else "… " + text[first:start].partition(" ")[2]


def _context_after(text: str, end: int) -> str:
    """Return what follows a place in its paragraph, up to a whole word."""
    line = text.find("\n", end)
    whole = text[end:] if line < 0 else text[end:line]
    return whole if len(whole) <= _AROUND else whole[:_AROUND].rpartition(" ")[0] + " …"
