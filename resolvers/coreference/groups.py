"""Groups: chains in the making, with what their references say together."""

from __future__ import annotations

import attrs

from provenance.spans import Span
from resolvers.coreference.extents import Extents
from resolvers.coreference.references.reference import Reference
from resolvers.coreference.within import Inside
from resolvers.lexicon.gazetteers import gender_of
from resolvers.lexicon.lexicon import lexicon, strip_possessive
from resolvers.lexicon.person_names import PersonName
from resolvers.mention_detection.roles.phrases import RolePhrase
from resolvers.text.folding import fold


@attrs.frozen
class GroupMember:
    """Say by which cue a reference came into its group, and from which mention the cue starts."""

    reference: Reference
    cue: str
    to: Span | None = None
    defines: bool = False  # the reference is an alias that the article defines
    rivals: bool | None = None  # of a role or noun: others of its type are named in between


@attrs.frozen
class StatedRole:
    """Hold a role that the article states of the group, with its affiliation as a lexicon key or folded words."""

    canonical: str
    kind: str
    unique: bool
    span: Span
    qualifier: str | None
    modifiers: tuple[str, ...]


@attrs.define(eq=False)
class Group:
    """Gather references that mean the same, and what the rules ask of all of them together."""

    type: str
    text: str
    members: list[GroupMember] = attrs.field(factory=list)
    references: list[Reference] = attrs.field(
        factory=list
    )  # of the members, in the order in which they came in
    persons: dict[PersonName, None] = attrs.field(
        factory=dict
    )  # the different names of a person, in the same order
    names: dict[str, Reference] = attrs.field(
        factory=dict
    )  # the different names, folded, each with its first reference
    roles: list[StatedRole] = attrs.field(factory=list)
    countries: list[tuple[str, Span]] = attrs.field(factory=list)
    apart: list[tuple[Group, Span]] = attrs.field(factory=list)  # other people, and what says so
    parts: list[Group] = attrs.field(factory=list)  # its members, where it means several
    candidates: list[tuple[str, Span]] = attrs.field(
        factory=list
    )  # whom it may mean as well: the cue, and the mention that it points at
    within: list[Inside] = attrs.field(factory=list)  # the country or state that it lies in
    key: str | None = None
    key_span: Span | None = None
    extents: Extents = attrs.field(factory=Extents)
    country_codes: set[str] = attrs.field(factory=set)  # countries that the article ties to it
    known_keys: set[str] = attrs.field(factory=set)  # rows of the lexicon that its names have
    known_kinds: set[str] = attrs.field(factory=set)  # their kinds
    bodies: set[str] = attrs.field(factory=set)  # which bodies of a state its words say
    phrases: set[tuple[str, str]] = attrs.field(factory=set)  # kind and words of what is no name
    _honorific_genders: set[str] = attrs.field(factory=set)
    _given_genders: set[str] = attrs.field(factory=set)

    def add(
        self,
        reference: Reference,
        cue: str,
        to: Span | None = None,
        *,
        defines: bool = False,
        rivals: bool | None = None,
    ) -> None:
        """Take a reference in, with the roles and countries that its words state."""
        self.members.append(GroupMember(reference, cue, to, defines, rivals))
        self.references.append(reference)
        self.extents.add(reference.span)
        self._record_name(reference)
        self._record_lexicon_row(reference)
        if cue.endswith("guess"):
            return  # what is said of a guess is no evidence about the group
        self.roles.extend(stated(self.text, phrase) for phrase in reference.roles)
        if reference.type == "PER" or not reference.known:
            self.countries.extend(reference.countries)
            self.country_codes |= reference.country_codes

    def _record_name(self, reference: Reference) -> None:
        if reference.name:
            self.names.setdefault(reference.folded, reference)
        else:
            self.phrases.add((reference.kind, reference.folded))
        if reference.gender:
            self._honorific_genders.add(reference.gender)
        if reference.person and reference.person not in self.persons:
            self.persons[reference.person] = None
            self._given_genders |= _given_name_genders(reference.person)

    def _record_lexicon_row(self, reference: Reference) -> None:
        if reference.body:
            self.bodies.add(reference.body)
        if reference.known:
            self.known_keys.add(reference.known.key)
            self.known_kinds.add(reference.known.kind)
            if reference.known.country:
                self.country_codes.add(reference.known.country)

    def absorb(
        self, other: Group, cue: str, *, to: Span | None = None, defines: bool = False
    ) -> None:
        """Take another group's members in: its opening one by a cue, the others by their own.

        Args:
            other: the group, which is to be dropped.
            cue: what says that both are one.
            to: the mention that the cue starts from; the nearest before the opening one where none
                is given.
            defines: the other's names are aliases that the article defines.
        """
        for member in other.members:
            opens = member.to is None
            start = (to or self.nearest(member.reference.span.start)) if opens else member.to
            self.add(
                member.reference,
                cue if opens else member.cue,
                start,
                defines=defines or member.defines,
                rivals=member.rivals,
            )
        self.within += other.within
        self.parts = self.parts or other.parts
        self.apart += other.apart
        if self.key is None:
            self.key, self.key_span = other.key, other.key_span

    @property
    def gender(self) -> str | None:
        """The gender that honorifics, else the given name, tell.

        None where they disagree or are silent.
        """
        told = self._honorific_genders or self._given_genders
        return next(iter(told)) if len(told) == 1 else None

    def last_before(self, position: int) -> int:
        """Return the end of the group's last mention before a position, -1 if there is none."""
        return self.extents.last_before(position)

    def nearest(self, position: int) -> Span:
        """Return the mention before a position, or the first one after it."""
        return self.extents.nearest(position)


def _given_name_genders(person: PersonName) -> set[str]:
    """Return the gender of a given name, none where both have it."""
    gender = gender_of(person.given[0]) if person.given else None
    return {gender} if gender else set()


def stated(text: str, phrase: RolePhrase) -> StatedRole:
    """Name what a role phrase says, and what it belongs to."""
    one_of_several = ("a",) if phrase.determiner in {"a", "an"} else ()
    return StatedRole(
        canonical=phrase.canonical,
        kind=phrase.kind,
        unique=phrase.unique,
        span=phrase.span,
        qualifier=qualifier(text, phrase.affiliations)
        or _country_of_unique_office(phrase.canonical),
        modifiers=(*one_of_several, *phrase.modifiers),
    )


def _country_of_unique_office(role: str) -> str | None:
    """Return the country that alone has an office of that name."""
    code = lexicon().own_offices.get(role)
    return f"country:{code}" if code else None


def qualifier(text: str, affiliations: tuple[Span, ...]) -> str | None:
    """Name what a role belongs to: a lexicon key where the words have one, else the folded words."""
    best: str | None = None
    for span in affiliations:
        words = strip_possessive(span.surface(text))
        folded = fold(words)
        code = lexicon().demonyms.get(folded) or lexicon().countries.get(folded)
        known = lexicon().known.get(folded)
        if code:
            best = best or f"country:{code}"
        elif known:
            return known[0].key
        else:
            best = folded if best is None else best
    return best
