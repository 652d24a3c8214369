"""Roles at a distance: whom "the French president" means in this article."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from resolvers.coreference.groups import Group, StatedRole, qualifier
from resolvers.coreference.nominals.candidates import Found, clash, latest
from resolvers.coreference.parties import parties_called
from resolvers.coreference.references.reference import Reference
from resolvers.coreference.seats import Told, read_beside
from resolvers.coreference.seats import clash as is_told_apart
from resolvers.lexicon.lexicon import lexicon
from resolvers.mention_detection.roles.phrases import RolePhrase
from resolvers.text.folding import fold

# Roles that say little more than "person in charge": they fit any holder of an office of the same
# country or body.
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
        "chair",
        "chief executive",
        "commissioner",
    )
)
# Other words for members of a chamber: "the congressman" is the representative.
_LEGISLATORS = frozenset({"lawmaker", "legislator", "parliamentarian", "member of congress"})
_MEANS = {
    "congressman": frozenset({"representative", "member of congress"}),
    "congresswoman": frozenset({"representative", "member of congress"}),
    "ambassador": frozenset({"permanent representative"}),  # to a body of states
}
_IN_THE_PAST = frozenset(
    "former ex late ousted deposed retired onetime one-time erstwhile fired sacked dismissed".split()
)
_FOR_NOW = frozenset({"acting", "outgoing", "incoming"})
RULERS = frozenset({"head_of_state", "head_of_government", "royalty"})


_ALONE = 2
_CUES = {3: "role", _ALONE: "role alone", 1: "role near"}


def by_role(groups: list[Group], reference: Reference) -> Found | None:
    """Find the one who holds the role in this article, affiliations agreeing."""
    if not reference.roles or reference.plural or reference.determiner in {"a", "an", "another"}:
        return None
    scored = _graded_role_holders(groups, _Asked.of(reference, groups))
    if not scored:
        return None
    (fit, *_), group = max(scored, key=itemgetter(0))
    return _role_cue(fit, [best[0] for best, _ in scored]), group


def _graded_role_holders(
    groups: list[Group], asked: _Asked
) -> list[tuple[tuple[int, bool, int, int], Group]]:
    """Return the persons whose roles answer, each with how well, and how close."""
    holders = [group for group in groups if group.type == "PER" and group.roles]
    graded = ((asked.fit(group), group) for group in holders)
    return [((fit, *asked.closeness(group)), group) for fit, group in graded if fit]


def _role_cue(fit: int, fits: list[int]) -> str:
    """Name the cue of the best fit; a role without an affiliation may be that of several."""
    return "role of several" if fit == _ALONE and fits.count(fit) > 1 else _CUES[fit]


class _Asked(NamedTuple):
    """Hold what a role phrase asks of whoever holds the role."""

    reference: Reference
    phrase: RolePhrase
    owner: str | None  # what the role belongs to

    @classmethod
    def of(cls, reference: Reference, groups: list[Group]) -> _Asked:
        phrase = reference.roles[0]
        owner = qualifier(groups[0].text, phrase.affiliations) if groups else None
        return cls(reference, phrase, owner)

    def closeness(self, group: Group) -> tuple[bool, int, int]:
        """Return whether a country agrees, where the group was last, and how soon it is next."""
        agrees = not self.reference.country_codes.isdisjoint(group.country_codes)
        start = self.reference.span.start
        return agrees, group.last_before(start), -group.nearest(start).start

    def fit(self, group: Group) -> int:
        """Grade how the best of a group's roles answers.

        3 with its affiliation, 2 without one, 1 by kind, 0 not.
        """
        if self._contradicts_party_or_state(group):
            return 0
        named = bool(group.names)
        fitting = (role for role in group.roles if self._is_compatible_role(role, named=named))
        return max((self._grade_role(role, group) for role in fitting), default=0)

    def _contradicts_party_or_state(self, group: Group) -> bool:
        """Whether the phrase tells a party or state, and another one stands beside a name.

        The Democratic candidate is not the Republican one, nor a congresswoman of Minnesota who
        sits for Virginia.
        """
        told = self._facts_in_role_phrase(group.text)
        names = [r for r in group.references if r.name] if told else []
        return any(is_told_apart(told, read_beside(name, group.text)) for name in names)

    def _facts_in_role_phrase(self, text: str) -> Told:
        """Gather the party and the state that the phrase tells of whom it means."""
        told: dict[str, frozenset[str]] = {}
        words = (fold(span.surface(text)) for span in self.phrase.affiliations)
        if parties := frozenset(chain.from_iterable(map(parties_called, words))):
            told["party"] = parties
        if self.owner and self._sits_for_state(self.owner):
            told["home in a state"] = frozenset({self.owner})
        return told

    def _sits_for_state(self, owner: str) -> bool:
        """Whether a legislator's owner is a state of the lexicon."""
        row = lexicon().row(owner)
        return row is not None and row.kind == "state" and self.phrase.kind == "legislator"

    def _is_compatible_role(self, role: StatedRole, *, named: bool) -> bool:
        same = self.phrase.canonical == role.canonical
        related = (
            same
            or self._are_heads_of_body(role)
            or self._is_generic_for_ruler(role)
            or self._is_role_synonym(role)
        )
        return related and _tenures_agree(self.phrase, role, named=named)

    def _are_heads_of_body(self, role: StatedRole) -> bool:
        return {self.phrase.canonical, role.canonical} <= _HEADS

    def _is_role_synonym(self, role: StatedRole) -> bool:
        """Whether the phrase is another word for a member of the role's chamber."""
        asked = self.phrase.canonical
        any_chamber = asked in _LEGISLATORS and role.kind == "legislator"
        return any_chamber or role.canonical in _MEANS.get(asked, ())

    def _is_generic_for_ruler(self, role: StatedRole) -> bool:
        return self.phrase.canonical in _GENERIC and role.kind in RULERS

    def _grade_role(self, role: StatedRole, group: Group) -> int:
        codes, clashes = self.reference.country_codes, clash(group, self.reference)
        if self.phrase.canonical == role.canonical or self._is_role_synonym(role):
            return self._grade_same_role(role, group, clashes=clashes)
        if (
            self._are_heads_of_body(role)
            and self.owner is not None
            and self.owner == role.qualifier
        ):
            return 3
        free = bool(codes) or not self.phrase.affiliations
        return 1 if self._is_generic_for_ruler(role) and free and not clashes else 0

    def _grade_same_role(self, role: StatedRole, group: Group, *, clashes: bool) -> int:
        if self.owner is None or role.qualifier is None:
            return 0 if clashes else 2
        tied, *_ = self.closeness(group)
        return 3 if tied or _affiliations_agree(self.owner, role.qualifier) else 0


def _affiliations_agree(asked: str, held: str) -> bool:
    return asked == held or not set(asked.split()).isdisjoint(held.split())


def _tenures_agree(phrase: RolePhrase, role: StatedRole, *, named: bool) -> bool:
    """Whether a phrase may mean who holds a role.

    Former, acting and elected holders are not the one in office.

    Who is named in office may be called the former one later in the article; a role without a name
    is what it says.
    """
    asked, held = set(phrase.modifiers), set(role.modifiers)
    if "elect" in asked ^ held or not (_FOR_NOW & asked) <= held:
        return False
    past, was = bool(_IN_THE_PAST & asked), bool(_IN_THE_PAST & held)
    if past and "acting" in held:
        return False  # who came after the former one
    return past == was or (past and named)


def by_polity(groups: list[Group], reference: Reference) -> Found | None:
    """Find the person of the country that a generic role names: "the North Korean leader"."""
    if not _is_role_of_country(reference) or not is_ruler(reference.roles[0]):
        return None
    fits = [
        g
        for g in _persons_of_countries(groups, reference)
        if _may_hold_office(g, reference.roles[0])
    ]
    return ("polity", latest(fits, reference)) if fits else None


def _is_role_of_country(reference: Reference) -> bool:
    """Whether a role is that of one person, and its words name a country."""
    one = reference.type == "PER" and not reference.plural
    return one and bool(reference.countries and reference.roles)


def _persons_of_countries(groups: list[Group], reference: Reference) -> Iterator[Group]:
    """Yield the persons of the countries that a reference names."""
    codes = reference.country_codes
    return (g for g in groups if g.type == "PER" and g.country_codes & codes)


def by_counterpart(groups: list[Group], reference: Reference) -> Found | None:
    """Find the person of the country whose counterpart is spoken of: "his Japanese counterpart"."""
    if not reference.countries or reference.plural or not reference.roles:
        return None
    if reference.roles[0].canonical != "counterpart":
        return None
    fits = [g for g in _persons_of_countries(groups, reference) if g.names and g.roles]
    return ("counterpart", latest(fits, reference)) if fits else None


def _may_hold_office(group: Group, phrase: RolePhrase) -> bool:
    """Whether somebody may hold an office.

    The article gives none at all, or one now that is not another.
    """
    ruling = [role for role in group.roles if is_ruler(role)]
    current = [role for role in ruling if _tenures_agree(phrase, role, named=bool(group.names))]
    generic = phrase.canonical in _GENERIC
    return not group.roles or any(
        generic or role.canonical in {phrase.canonical, *_GENERIC} for role in current
    )


def is_ruler(role: StatedRole | RolePhrase) -> bool:
    """Whether a role is that of somebody who rules, or a general word for one.

    Such as "the two leaders".
    """
    return role.kind in RULERS or role.canonical in _GENERIC


def _serves_other_body(group: Group, asked: str | None) -> bool:
    """Whether somebody's roles are at other bodies than one.

    Of a row of the lexicon, also where none is told.
    """
    held = {role.qualifier for role in group.roles if role.qualifier}
    return asked is not None and (bool(held) or ":" in asked) and asked not in held


def has_held(group: Group, reference: Reference) -> bool:
    """Whether the article says that somebody holds or held the office that a phrase names."""
    held = {(role.canonical, role.qualifier) for role in group.roles}
    asked = ((r.canonical, qualifier(group.text, r.affiliations)) for r in reference.roles[:1])
    return any(office in held for office in asked)


def _lacks_tenure_modifier(group: Group, phrase: RolePhrase) -> bool:
    """Whether a phrase is of who goes or comes, and somebody has the office without that."""
    told = _FOR_NOW & set(phrase.modifiers)
    return bool(told) and any(
        role.canonical == phrase.canonical and not told <= set(role.modifiers)
        for role in group.roles
    )


def in_other_office(group: Group, reference: Reference) -> bool:
    """Whether the article gives the group roles at other bodies alone.

    No "CIA chief" is one of the FBI.
    """
    if not reference.roles or not group.roles:
        return False
    phrase = reference.roles[0]
    if _lacks_tenure_modifier(group, phrase) or _serves_other_body(
        group, qualifier(group.text, phrase.affiliations)
    ):
        return True
    return (
        phrase.unique
        and phrase.canonical not in _GENERIC
        and all(phrase.canonical != role.canonical for role in group.roles)
    )
