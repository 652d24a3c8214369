"""Group the names of organisations and places in one article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from resolvers.reading.chains.groups import Group
from resolvers.reading.chains.legal_forms import bare
from resolvers.reading.chains.short_names import join_short_names
from resolvers.reading.references.reference import Reference

_DEFINED = re.compile(r"(?:['’]s)?['\"“”‘’\s]*\(\s*(?:the\s+)?['\"“‘]?$")


def group_things(references: Sequence[Reference], text: str) -> list[Group]:
    """Group names by identity, then by definition in brackets, by initials and by containment, in this order."""
    groups: dict[tuple[str, str], Group] = {}
    for reference in sorted(references, key=lambda r: r.span):
        key = _identity(reference)
        if key not in groups:
            groups[key] = Group("ORG" if reference.slot else reference.type, text)
            groups[key].add(reference, "opens")
            _state_key(groups[key], reference)
        else:
            same = reference.folded in groups[key].names
            groups[key].add(
                reference,
                "same name" if same else "lexicon",
                groups[key].nearest(reference.span.start),
            )
    merged = list(groups.values())
    _by_definition(merged, text)
    join_short_names(merged)
    return merged


def _identity(reference: Reference) -> tuple[str, str]:
    """Two names are one when the lexicon says so or their folded words agree, "the" and legal forms aside."""
    if reference.slot:
        return "slot", f"government:{reference.known.country if reference.known else ''}"
    if reference.known:
        return "key", reference.known.key
    if reference.body_key:
        return "key", reference.body_key
    return reference.type, bare(reference.folded)


def _state_key(group: Group, reference: Reference) -> None:
    if reference.slot and reference.known and reference.known.country:
        group.key, group.key_span = f"government:{reference.known.country}", reference.name
    elif reference.body_key:
        group.key, group.key_span = reference.body_key, reference.name


def _by_definition(groups: list[Group], text: str) -> None:
    """Join "Name (ACR)": the name ends where the bracket opens, and the bracket holds nothing else."""
    ends = {r.name.end: (g, r) for g in groups for r in g.references if r.name}
    for group in list(groups):
        for reference in group.references:
            if reference.name is None:
                continue
            opening = _DEFINED.search(text[max(0, reference.name.start - 8) : reference.name.start])
            if (
                not opening
                or text[reference.name.end : reference.name.end + 2].lstrip("'\"”’")[:1] != ")"
            ):
                continue
            found = ends.get(reference.name.start - len(opening.group()))
            if found and found[0] is not group and _may_define(found[1], reference):
                found[0].absorb(group, "definition", defines=True)
                groups.remove(group)
                break


def _may_define(name: Reference, short: Reference) -> bool:
    """Tell whether a bracket behind a name may hold its abbreviation, and not the agency of a dateline: "PARIS (AFP)"."""
    if name.folded == short.folded:
        return False
    return (
        name.type != "LOC"
        or name.mention.surface.upper() != name.mention.surface
        or " " in name.folded
    )
