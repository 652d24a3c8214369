"""Signing: who is named with a verb of saying right behind a quotation that ends in a mark of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from provenance.spans import Span
from resolvers.lexicon.lexicon import lexicon

Held = TypeVar("Held")
_BEHIND = 60  # code points behind a quotation in which the name begins
_TITLE = re.compile(r"[\s”\"’'»)]*(?:[A-Z][a-z]{0,9}\.?\s){0,3}")  # marks, and "Mr." or a role
_VERB = re.compile(r"(?:,[^,.]{1,80},)?\s+(?:had\s|has\s|also\s|then\s)?([a-z]+)")


def ends_itself(view: str, end: int) -> bool:
    """Whether what ends at an offset ends with a mark that ends a sentence."""
    return view[max(0, end - 2) : end].strip("”\"’'»")[-1:] in {"!", "?", "."}


def signed_by(
    view: str, end: int, mentions: Iterable[tuple[Span, Held]]
) -> tuple[Span, Held] | None:
    """Return who says a quotation by the words behind it: “We won’t!” Mr. Fox told CNBC.

    Args:
        view: the text as it is seen.
        end: where the quotation ends.
        mentions: where somebody is named, each with whatever the caller wants back.
    """
    opening = _TITLE.match(view, end) if ends_itself(view, end) else None
    if opening is None:
        return None
    line = view.find("\n", end)
    limit = min(len(view) if line < 0 else line, end + _BEHIND, opening.end())
    for span, held in mentions:
        verb = _VERB.match(view, span.end) if end <= span.start <= limit else None
        if verb and verb[1] in lexicon().speech_verbs:
            return span, held
    return None
