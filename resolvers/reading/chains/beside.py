"""Roles beside a name: "President Trump", "Macron, the French president", where the mention holds the name alone.

Detected roles are mentions of their own, and rules tie them to names. A caller's mentions may leave the roles out, and
then they are read from the text around.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from provenance.mentions import Mention
from provenance.spans import Span, outermost
from resolvers.reading.chains.appositions import APPOSITION
from resolvers.reading.roles.phrases import RolePhrase, find_roles

_APPOSED = re.compile(APPOSITION)
_TITLED = re.compile(r",?\s")


def roles_beside(text: str, mentions: Iterable[Mention]) -> dict[Span, tuple[RolePhrase, ...]]:
    """Find the roles that stand directly before or behind mentions of persons, in no mention themselves.

    Args:
        text: the article's text.
        mentions: all mentions of the article.

    Returns:
        Span of a mention to its roles; mentions without any are left out.
    """
    items = list(mentions)
    free = _free_roles(text, outermost(mention.span for mention in items))
    ends, starts = {role.span.end: role for role in free}, {role.span.start: role for role in free}
    spans = dict.fromkeys(mention.span for mention in items if mention.type == "PER")
    found = {span: (*_before(text, span, ends), *_behind(text, span, starts)) for span in spans}
    return {span: roles for span, roles in found.items() if roles}


def _free_roles(text: str, taken: Sequence[Span]) -> list[RolePhrase]:
    """List the roles of one person whose heads overlap none of the spans that are taken."""
    single = (role for role in find_roles(text) if not role.plural)
    return [role for role in single if not _overlaps_any(taken, role.head)]


def _overlaps_any(ordered: Sequence[Span], span: Span) -> bool:
    """Whether one of several spans, ordered and none inside another, overlaps a span."""
    ends_behind = bisect_right(ordered, span.start, key=lambda other: other.end)
    return ends_behind < len(ordered) and ordered[ends_behind].start < span.end


def _before(text: str, span: Span, ends: dict[int, RolePhrase]) -> Iterator[RolePhrase]:
    for gap in (1, 2):
        role = ends.get(span.start - gap)
        if role and _TITLED.fullmatch(text[role.span.end : span.start]):
            yield role


def _behind(text: str, span: Span, starts: dict[int, RolePhrase]) -> Iterator[RolePhrase]:
    apposed = _APPOSED.match(text, span.end)
    if apposed and (role := starts.get(apposed.end())):
        yield role
