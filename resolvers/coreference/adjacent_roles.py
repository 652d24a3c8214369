"""Roles beside a name.

Such as "President Trump", "Macron, the French president", where the mention holds the name alone.

Detected roles are mentions of their own, and rules tie them to names. A caller's mentions may leave
the roles out, and then they are read from the text around.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from provenance.records.mentions import Mention
from provenance.spans import Span, outermost
from resolvers.coreference.appositions import APPOSITION
from resolvers.mention_detection.roles.phrases import RolePhrase, find_roles

_APPOSED = re.compile(APPOSITION)
_TITLED = re.compile(r",?\s")
_LONGEST_TITLE = 60  # code points of a title with its place and party: "New York Republican Rep."


def roles_beside(text: str, mentions: Iterable[Mention]) -> dict[Span, tuple[RolePhrase, ...]]:
    """Find the roles that stand directly before or behind mentions of persons, in no mention themselves.

    Args:
        text: the article's text.
        mentions: all mentions of the article.

    Returns:
        Span of a mention to its roles; mentions without any are left out.
    """
    items = list(mentions)
    free = _roles_outside_mentions(text, items)
    ends = {role.span.end: role for role in free}
    starts = {role.span.start: role for role in free}
    persons = dict.fromkeys(mention.span for mention in items if mention.type == "PER")
    return _mentions_with_roles(
        {at: (*_roles_before(text, at, ends), *_roles_behind(text, at, starts)) for at in persons}
    )


def _mentions_with_roles(
    found: dict[Span, tuple[RolePhrase, ...]],
) -> dict[Span, tuple[RolePhrase, ...]]:
    """Leave out mentions beside which no role stands."""
    return {span: roles for span, roles in found.items() if roles}


def titles_before(text: str, mentions: Iterable[Mention]) -> dict[Span, tuple[RolePhrase, ...]]:
    """Find the roles that abbreviated titles before names say: "Ohio Gov. Ada Crane".

    Args:
        text: the article's text.
        mentions: all mentions of the article.

    Returns:
        Span of a name to its roles; names without any are left out.
    """
    persons = (m.span for m in mentions if m.type == "PER" and m.kind == "name")
    titled = (at for at in persons if text[max(0, at.start - 2) : at.start] == ". ")
    return _mentions_with_roles({at: tuple(_roles_of_title(text, at.start)) for at in titled})


def _roles_of_title(text: str, end: int) -> Iterator[RolePhrase]:
    """Yield the role that an abbreviated title right before an offset says."""
    for role in find_roles(text, _title_search_start(text, end), end):
        if role.span.end == end - 1 and not role.plural and text[role.head.end - 1] == ".":
            yield role


def _title_search_start(text: str, end: int) -> int:
    """Return where to begin reading a title: at most a few words before, in the same line."""
    start = max(0, end - _LONGEST_TITLE)
    return max(start, text.rfind("\n", start, end) + 1, text.rfind(" ", 0, start) + 1)


def _roles_outside_mentions(text: str, mentions: Iterable[Mention]) -> list[RolePhrase]:
    """List the roles of one holder that stand in no mention."""
    taken = outermost(mention.span for mention in mentions)
    single = (role for role in find_roles(text) if not role.plural)
    return [role for role in single if not _overlaps_any(taken, role.head)]


def _overlaps_any(ordered: Sequence[Span], span: Span) -> bool:
    """Whether one of several spans, ordered and none inside another, overlaps a span."""
    ends_behind = bisect_right(ordered, span.start, key=lambda other: other.end)
    return ends_behind < len(ordered) and ordered[ends_behind].start < span.end


def _roles_before(text: str, span: Span, ends: dict[int, RolePhrase]) -> Iterator[RolePhrase]:
    for gap in (1, 2):
        role = ends.get(span.start - gap)
        if role and _TITLED.fullmatch(text[role.span.end : span.start]):
            yield role


def _roles_behind(text: str, span: Span, starts: dict[int, RolePhrase]) -> Iterator[RolePhrase]:
    apposed = _APPOSED.match(text, span.end)
    if apposed and (role := starts.get(apposed.end())):
        yield role
