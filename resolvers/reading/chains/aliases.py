"""Aliases that an article states: "Abboud Qanbar, also known as Abu Haidar"."""

from __future__ import annotations

import re
from itertools import pairwise

from resolvers.reading.chains.groups import Group
from resolvers.reading.references.reference import Reference

_REACH = 80  # code points between the two names; a bracket with another script may stand there
_KNOWN_AS = re.compile(
    r"\s*(?:\([^)\n]{0,60}\))?\s*[,(]?\s*(?:(?:who|which) (?:is|was)\s+)?"
    r"(?:(?:also|better|formerly|previously|once|commonly|widely|popularly)\s+)*?"
    r"(?:(?:also|once|locally|officially) called|known(?: by [^,.;:()\n]{1,40})? as|nicknamed|dubbed|aka|a\.k\.a\.|alias)"
    r"\s+(?:the\s+)?[\"'“‘]?$"
)


def join_aliases(groups: list[Group], text: str) -> None:
    """Join the groups of two names of which the article says that both are of one; `groups` shrinks."""
    found = sorted(
        ((r.name, r, g) for g in groups for r in g.references if r.name), key=lambda item: item[0]
    )
    owner = {id(r): g for _, r, g in found}
    for (name, reference, _), (other, alias, _) in pairwise(found):
        group, into = owner[id(alias)], owner[id(reference)]
        between = text[name.end : other.start]
        fits = group is not into and _alike(reference, alias) and len(between) <= _REACH
        if fits and _KNOWN_AS.fullmatch(between):
            into.absorb(group, "alias", defines=True)
            groups.remove(group)
            owner.update((id(moved), into) for moved in group.references)


def _alike(name: Reference, alias: Reference) -> bool:
    return name.type == alias.type or "none" in {name.type, alias.type}
