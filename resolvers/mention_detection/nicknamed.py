"""Nicknames in the middle: `John “J.D.” Dorrian` is one name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from provenance.spans import Span
from resolvers.lexicon.lexicon import lexicon
from resolvers.mention_detection.names import NameSpan
from resolvers.text.folding import fold

_LONGEST_GIVEN = 60  # code points that are read of a name for its given name
_QUOTED = re.compile(r"\s+(?:“[^”\n]{1,20}”|\"[^\"\n]{1,20}\"|‘[^’\n]{1,20}’|\([^)\n]{1,20}\))\s+")


def join_nicknames(text: str, names: Sequence[NameSpan]) -> list[NameSpan]:
    """Make "John", "J.D." and "Dorrian" in `John “J.D.” Dorrian` one name, where the first is a given name."""
    starts = {name.span.start: name for name in reversed(names)}
    out: list[NameSpan] = []
    for name in names:
        first = out[-1] if out else None
        if first and name.span.start < first.span.end:
            continue  # the nickname itself, swallowed by the name before
        joined = _join_across_nickname(text, first, starts) if first else None
        if joined:
            out[-1] = joined
        if not joined or name.span.start >= joined.span.end:
            out.append(name)
    return out


def _join_across_nickname(
    text: str, first: NameSpan, starts: Mapping[int, NameSpan]
) -> NameSpan | None:
    quoted = _QUOTED.match(text, first.span.end)
    opening = text[first.span.start : min(first.span.end, first.span.start + _LONGEST_GIVEN)]
    if not quoted or fold(opening).split(" ")[0] not in lexicon().given_names:
        return None
    last = starts.get(quoted.end())
    if last is None or last.type in {"ORG", "LOC"}:
        return None
    return NameSpan(span=Span(first.span.start, last.span.end), type="PER", score=0.9)
