"""Roles at a distance: whom "the French president" means in this article."""

from __future__ import annotations

from typing import NamedTuple

from resolvers.reading.chains.groups import Group, StatedRole, qualifier
from resolvers.reading.chains.nominals.candidates import Found, clash, latest
from resolvers.reading.references.reference import Reference
from resolvers.reading.roles.phrases import RolePhrase

# Roles that say little more than "person in charge": they fit any holder of an office of the same country or body.
_GENERIC = frozenset(
    "leader chief head official politician ruler strongman statesman man woman dictator autocrat boss executive".split()
)
# Heads of a body, whatever it calls its own: the CIA's chief is its director.
_HEADS = frozenset(
    (
        "chief",
        "head",
        "boss",
        "leader",
        "director",
        "director general",
        "president",
        "chairman",
        "chief executive",
        "commissioner",
    )
)
_IN_THE_PAST = frozenset("former ex late ousted deposed retired onetime one-time erstwhile fired sacked dismissed".split())
_RULERS = frozenset({"head_of_state", "head_of_government", "royalty"})


def by_role(groups: list[Group], reference: Reference) -> Found | None:
    """Find the one who holds the role in this article, affiliations agreeing."""
    if not reference.roles or reference.plural or reference.determiner in {"a", "an", "another"}:
        return None
    start = reference.span.start
    asked = _Asked.of(reference, groups[0].text) if groups else None
    scored = [
        (fit, not reference.country_codes.isdisjoint(group.country_codes), group.last_before(start), -number, group)
        for number, group in enumerate(groups)
        if group.type == "PER" and group.roles and asked and (fit := _best_fit(asked, group))
    ]
    if not scored:
        return None
    fit, *_, group = max(scored, key=lambda s: s[:4])
    return {3: "role", 2: "role alone", 1: "role near"}[fit], group


class _Asked(NamedTuple):
    """Hold what a role phrase asks of whoever holds the role."""

    reference: Reference
    phrase: RolePhrase
    qualifier: str | None

    @classmethod
    def of(cls, reference: Reference, text: str) -> _Asked:
        phrase = reference.roles[0]
        return cls(reference, phrase, qualifier(text, phrase.affiliations))


def _best_fit(asked: _Asked, group: Group) -> int:
    return max(_fit(asked, role, group) for role in group.roles)


def _fit(asked: _Asked, role: StatedRole, group: Group) -> int:
    """Grade how a stated role answers a role phrase: 3 with its affiliation, 2 without one, 1 by kind, 0 not."""
    phrase, owner = asked.phrase, asked.qualifier
    same = phrase.canonical == role.canonical
    heads = not same and {phrase.canonical, role.canonical} <= _HEADS
    related = not same and phrase.canonical in _GENERIC and role.kind in _RULERS
    if not (same or heads or related) or not _same_time(phrase, role, named=bool(group.names)):
        return 0
    if heads and owner is not None and owner == role.qualifier:
        return 3
    codes, clashes = asked.reference.country_codes, clash(group, asked.reference)
    if not same:
        return 1 if related and not clashes and (codes or not phrase.affiliations) else 0
    if owner is None or role.qualifier is None:
        return 0 if clashes else 2
    return 3 if _agree(owner, role.qualifier) or not codes.isdisjoint(group.country_codes) else 0


def _agree(asked: str, held: str) -> bool:
    return asked == held or not set(asked.split()).isdisjoint(held.split())


def _same_time(phrase: RolePhrase, role: StatedRole, *, named: bool) -> bool:
    """Tell whether a phrase may mean who holds a role: former, acting and elected holders are not the one in office.

    Who is named in office may be called the former one later in the article; a role without a name is what it says.
    """
    asked, held = set(phrase.modifiers), set(role.modifiers)
    if "elect" in asked ^ held or ("acting" in asked and "acting" not in held):
        return False
    past, was = bool(_IN_THE_PAST & asked), bool(_IN_THE_PAST & held)
    return past == was or (past and named)


def by_polity(groups: list[Group], reference: Reference) -> Found | None:
    """Find the person of the country that a generic role names: "the North Korean leader"."""
    if reference.type != "PER" or not reference.countries or reference.plural or not reference.roles:
        return None
    if reference.roles[0].canonical not in _GENERIC and reference.roles[0].kind not in _RULERS:
        return None
    codes = reference.country_codes
    fits = [g for g in groups if g.type == "PER" and g.country_codes & codes and _may_rule(g, reference.roles[0])]
    return ("polity", latest(fits, reference)) if fits else None


def by_counterpart(groups: list[Group], reference: Reference) -> Found | None:
    """Find the person of the country whose counterpart is spoken of: "his Japanese counterpart"."""
    codes = reference.country_codes
    if not codes or reference.plural or not reference.roles or reference.roles[0].canonical != "counterpart":
        return None
    fits = [g for g in groups if g.type == "PER" and g.names and g.roles and g.country_codes & codes]
    return ("counterpart", latest(fits, reference)) if fits else None


def _may_rule(group: Group, phrase: RolePhrase) -> bool:
    """Tell whether somebody may hold an office: the article gives none at all, or one now that is not another."""
    ruling = [role for role in group.roles if role.kind in _RULERS or role.canonical in _GENERIC]
    current = [role for role in ruling if _same_time(phrase, role, named=bool(group.names))]
    generic = phrase.canonical in _GENERIC
    return not group.roles or any(generic or role.canonical in {phrase.canonical, *_GENERIC} for role in current)


def in_other_office(group: Group, reference: Reference) -> bool:
    """Tell whether the article gives the group roles at other bodies alone: no "CIA chief" is one of the FBI."""
    if not reference.roles or not group.roles:
        return False
    phrase = reference.roles[0]
    asked = qualifier(group.text, phrase.affiliations)
    held = {role.qualifier for role in group.roles if role.qualifier}
    if asked is not None and held and asked not in held:
        return True
    return (
        phrase.unique
        and phrase.canonical not in _GENERIC
        and all(phrase.canonical != role.canonical for role in group.roles)
    )
