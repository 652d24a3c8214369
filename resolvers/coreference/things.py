"""Group the names of organisations and places in one article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from provenance.spans import Span
from resolvers.coreference.definitions import defined_behind, without_foreign_rows
from resolvers.coreference.groups import Group
from resolvers.coreference.legal_forms import bare
from resolvers.coreference.references.reference import Reference
from resolvers.coreference.short_names import initials, join_short_names
from resolvers.coreference.twins import told_which
from resolvers.coreference.within import Inside, containers, homes, told_apart


def group_things(references: Sequence[Reference], text: str) -> list[Group]:
    """Group names by identity, then by definition in brackets, by initials and by containment, in this order."""
    meant = list(told_which(list(without_foreign_rows(references, text)), text))
    inside = containers(meant, text)
    merged = _group_by_identity(list(told_apart(meant, inside)), inside, text)
    _join_defined_abbreviations(merged, text)
    join_short_names(merged)
    return merged


def _group_by_identity(
    references: Sequence[Reference], inside: Mapping[Span, Inside], text: str
) -> list[Group]:
    """Group names that are equal, or one row of the lexicon, unless they lie in two places."""
    groups: dict[tuple[str, ...], Group] = {}
    lies = homes(references, inside)
    for reference in sorted(references, key=lambda r: r.span):
        home = lies.get(reference.span)
        key = (*_identity_key(reference), home.known.key if home else "")
        if key in groups:
            _add_equal_name(groups[key], reference)
        else:
            groups[key] = _open_group(reference, text)
        if reference.span in inside:
            groups[key].within.append(inside[reference.span])
    return list(groups.values())


def _open_group(reference: Reference, text: str) -> Group:
    """Open a group with a name."""
    group = Group("ORG" if reference.slot else reference.type, text)
    group.add(reference, "opens")
    _set_group_key(group, reference)
    return group


def _add_equal_name(group: Group, reference: Reference) -> None:
    """Add a name to the group that has it, or another name of its row of the lexicon."""
    cue = "same name" if reference.folded in group.names else "lexicon"
    group.add(reference, cue, group.nearest(reference.span.start))


def _identity_key(reference: Reference) -> tuple[str, str]:
    """Two names are one when the lexicon says so or their folded words agree, "the" and legal forms aside."""
    if reference.slot:
        return "slot", f"government:{reference.known.country if reference.known else ''}"
    if reference.known:
        return "key", reference.known.key
    if reference.body_key:
        return "key", reference.body_key
    return reference.type, bare(reference.folded)


def _set_group_key(group: Group, reference: Reference) -> None:
    if reference.slot and reference.known and reference.known.country:
        group.key, group.key_span = f"government:{reference.known.country}", reference.name
    elif reference.body_key:
        group.key, group.key_span = reference.body_key, reference.name


def _join_defined_abbreviations(groups: list[Group], text: str) -> None:
    """Join "Name (ACR)".

    The name ends where the bracket opens, and the bracket holds nothing else.
    """
    ends = {r.name.end: (g, r) for g in groups for r in g.references if r.name}
    for group in list(groups):
        into = _defining_group(group, ends, text)
        if into is not None:
            into.absorb(group, "definition", defines=True)
            groups.remove(group)


def _defining_group(
    group: Group, ends: Mapping[int, tuple[Group, Reference]], text: str
) -> Group | None:
    """Find the group whose name stands before a bracket with a name of another."""
    for reference in group.references:
        before = defined_behind(text, reference.name) if reference.name else None
        found = ends.get(before or 0)
        if found and found[0] is not group and _may_define_abbreviation(found[1], reference):
            return found[0]
    return None


def _may_define_abbreviation(name: Reference, short: Reference) -> bool:
    """Whether a bracket behind a name may hold its abbreviation.

    Behind a place it may be the agency of a dateline, or the place that it lies in: "Seoul, South
    Korea (UPI)", "Al Ain (UAE)".
    """
    if name.folded == short.folded or {name.type, short.type} == {"ORG", "LOC"}:
        return name.type == "LOC" and _is_initials_of(short, name)
    return name.type != "LOC" or _is_initials_of(short, name) or not _is_known_or_capitals(short)


def _is_initials_of(short: Reference, name: Reference) -> bool:
    """Whether a word is the initials of a name."""
    return short.folded in initials(name)


def _is_known_or_capitals(short: Reference) -> bool:
    return bool(short.known) or short.mention.surface.isupper()
