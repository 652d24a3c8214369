"""Aliases that an article states: "Abboud Qanbar, also known as Abu Haidar".

So are the handle behind a name ("Ada Crane @adacrane") and the ticker of a firm ("Crane plc (LSE:
CRN)").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from provenance.spans import Span
from resolvers.coreference.groups import Group
from resolvers.coreference.references.reference import Reference
from resolvers.mention_detection.alias_types import BORN_AS, KNOWN_AS

_REACH = 80  # code points between the two names; a bracket with another script may stand there
_BEFORE_HANDLE = re.compile(r"\s*[(·|,]?\s?")
_TICKER = re.compile(r"\s?\([A-Z][A-Za-z .]{1,24}:\s?(?P<ticker>[A-Z0-9.]{1,6})(?=[),;])")


def join_aliases(groups: list[Group], text: str) -> None:
    """Join the groups of two names of which the article says that both are of one.

    `groups` shrinks.
    """
    found = sorted(_names_of_groups(groups), key=lambda item: item[0])
    owner = {id(reference): group for group in groups for reference in group.references}
    for (name, reference), (other, alias) in pairwise(found):
        group, into = owner[id(alias)], owner[id(reference)]
        between = text[name.end : other.start]
        if group is not into and _is_stated_alias(between, reference, alias):
            into.absorb(group, "alias", defines=True)
            groups.remove(group)
            owner.update((id(moved), into) for moved in group.references)
    _join_tickers(groups, text)


def _names_of_groups(groups: Iterable[Group]) -> Iterator[tuple[Span, Reference]]:
    """Yield the names of groups."""
    for group in groups:
        for reference in group.references:
            if reference.name:
                yield reference.name, reference


def _is_stated_alias(between: str, name: Reference, alias: Reference) -> bool:
    """Whether the words between two names say that both are of one."""
    if not _have_compatible_types(name, alias) or len(between) > _REACH:
        return False
    person = name.type == alias.type == "PER"
    return _is_alias_wording(between, alias.mention.surface, person=person)


def _is_alias_wording(between: str, alias: str, *, person: bool) -> bool:
    """Whether the words between two names say that the second is another name of the first."""
    if alias.startswith("@"):
        return _BEFORE_HANDLE.fullmatch(between) is not None
    if person and BORN_AS.fullmatch(between):
        return True
    return KNOWN_AS.fullmatch(between) is not None


def _have_compatible_types(name: Reference, alias: Reference) -> bool:
    return name.type == alias.type or "none" in {name.type, alias.type}


def _join_tickers(groups: list[Group], text: str) -> None:
    """Join the group of a ticker to that of the firm before its bracket."""
    for found in _TICKER.finditer(text):
        ticker = _group_named_at(groups, found.start("ticker"), found.end("ticker"))
        firm = _group_named_at(groups, None, found.start())
        if ticker and firm and ticker is not firm and firm.type == "ORG":
            firm.absorb(ticker, "alias", defines=True)
            groups.remove(ticker)


def _group_named_at(groups: Iterable[Group], start: int | None, end: int) -> Group | None:
    """Find the group with a name that ends at a place, and begins at one where that is given."""
    for group in groups:
        for name in (reference.name for reference in group.references if reference.name):
            if name.end == end and start in {None, name.start}:
                return group
    return None
