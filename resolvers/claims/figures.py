"""Figures: what "the figure" counts, which the number before it says.

"18,400 people are ill, said the agency. Another put the figure at 22,000."
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from provenance.claims import Claim, Value

_FIGURE = re.compile(
    r"\W*(?:the|that|its|their)\s+(?:figure|number|toll|total|tally|count)\b(?!\s+of)"
)
_REACH = 400  # code points between the two


def with_figures(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Give the number of "the figure" the noun of the last one before it.

    Args:
        text: the article's reading view.
        claims: what it reports, in the order of the contents.
    """
    done: list[Claim] = []
    last: Value | None = None
    for claim in claims:
        values = tuple(_with_noun(text, claim, value, last) for value in claim.values)
        done.append(claim if values == claim.values else attrs.evolve(claim, values=values))
        last = next((v for v in reversed(values) if v.kind == "number" and v.noun), last)
    return done


def _with_noun(text: str, claim: Claim, value: Value, last: Value | None) -> Value:
    """Give a value the noun of another where it is that of a figure."""
    bare = value.kind == "number" and value.noun is None and value.unit is None
    opening = claim.content[0]
    if not bare or last is None or not _FIGURE.match(text, opening.start, opening.end):
        return value
    near = 0 <= value.span.start - last.span.end <= _REACH
    return attrs.evolve(value, noun=last.noun) if near else value
