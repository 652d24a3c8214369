"""Introductions: what is said of somebody whom readers do not know: "Keller, a plumber".

Who is introduced so is not the one whom other articles name without a word.
"""

from __future__ import annotations

import re
from functools import cache

from provenance.spans import Span
from resolvers.lexicon.lexicon import lexicon
from resolvers.lexicon.lists import rows

_ENDS = "for|of|from|in|at|on|with|and|who|whose|that|to|by|as|near"
_INTRODUCED = re.compile(
    r"(?:\s*\([^()\n]{1,40}\))?(?:,\s+(?:aged?\s+)?\d{1,3})?,\s+an?\s+"
    rf"(?P<what>[a-z][\w-]*(?:\s+(?!(?:{_ENDS})\b)[a-z][\w-]*){{0,3}})"
)


def introduction(text: str, end: int) -> Span | None:
    """Return what an indefinite apposition says: "retired plumber" of ", 60, a retired plumber".

    Args:
        text: the article's.
        end: where the name ends.
    """
    found = _INTRODUCED.match(text, end)
    return Span(*found.span("what")) if found else None


def occupation(words: str) -> str | None:
    """Return the occupation that a phrase ends in: "bus driver" of "retired bus driver"."""
    told = words.split()
    endings = (" ".join(told[i:]) for i in range(len(told)))
    return next((ending for ending in endings if kind_of(ending)), None)


def kind_of(words: str) -> str | None:
    """Return the kind of an occupation: sport, trade, or that of a role."""
    role = lexicon().roles.get(words)
    return _occupation_kinds().get(words) or (role.kind if role else None)


@cache
def _occupation_kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in rows("occupations")}
