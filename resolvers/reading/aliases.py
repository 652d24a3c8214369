"""Aliases that an article states: "Abboud Qanbar, also known as Abu Haidar"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from resolvers.reading.groups import Group
from resolvers.reading.reference import Reference

_REACH = 80  # code points between the two names; a bracket with another script may stand there
_KNOWN_AS = re.compile(
    r"\s*(?:\([^)\n]{0,60}\))?\s*[,(]?\s*(?:(?:who|which) (?:is|was)\s+)?"
    r"(?:(?:also|better|formerly|previously|once|commonly|widely|popularly)\s+)*"
    r"(?:known as|nicknamed|dubbed|aka|a\.k\.a\.|alias)\s+(?:the\s+)?[\"'“‘]?$"
)


def join_aliases(groups: list[Group], text: str) -> None:
    """Join the groups of two names of which the article says that both are of one; `groups` shrinks."""
    found = sorted(((r.name, r, g) for g in groups for r in g.references if r.name), key=lambda item: item[0])
    owner = {id(r): g for _, r, g in found}
    for (name, reference, _), (other, alias, _) in pairwise(found):
        group, into = owner[id(alias)], owner[id(reference)]
        between = text[name.end : other.start]
        fits = group is not into and _alike(reference, alias) and len(between) <= _REACH
        if fits and _KNOWN_AS.fullmatch(between):
            for moved in _absorb(groups, into, group):
                owner[id(moved)] = into


def _alike(name: Reference, alias: Reference) -> bool:
    return name.type == alias.type or "none" in {name.type, alias.type}


def _absorb(groups: list[Group], into: Group, other: Group) -> Sequence[Reference]:
    for member in other.members:
        cue = "alias" if member.to is None else member.cue
        into.add(member.reference, cue, into.nearest(member.reference.span.start), defines=cue == "alias")
    if into.key is None:
        into.key, into.key_span = other.key, other.key_span
    groups.remove(other)
    return other.references
