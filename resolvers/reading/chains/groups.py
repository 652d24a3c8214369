"""Groups: chains in the making, with what their references say together."""

from __future__ import annotations

import attrs

from provenance.spans import Span
from resolvers.reading.folding import fold
from resolvers.reading.lexicon import lexicon, strip_possessive
from resolvers.reading.persons import PersonName
from resolvers.reading.references.reference import Reference


@attrs.frozen
class Member:
    """Say by which cue a reference came into its group, and from which mention the cue starts."""

    reference: Reference
    cue: str
    to: Span | None = None
    defines: bool = False  # the reference is an alias that the article defines


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
    """Gather references that mean the same."""

    type: str
    text: str
    members: list[Member] = attrs.field(factory=list)
    references: list[Reference] = attrs.field(factory=list)  # of the members, in the order in which they came in
    persons: dict[PersonName, None] = attrs.field(factory=dict)  # the different names of a person, in the same order
    names: dict[str, Reference] = attrs.field(factory=dict)  # the different names, folded, each with its first reference
    roles: list[StatedRole] = attrs.field(factory=list)
    countries: list[tuple[str, Span]] = attrs.field(factory=list)
    key: str | None = None
    key_span: Span | None = None

    def add(self, reference: Reference, cue: str, to: Span | None = None, *, defines: bool = False) -> None:
        """Take a reference in, with the roles and countries that its words state."""
        self.members.append(Member(reference, cue, to, defines))
        self.references.append(reference)
        if reference.person:
            self.persons[reference.person] = None
        if reference.name:
            self.names.setdefault(reference.folded, reference)
        if cue.endswith("guess"):
            return  # what is said of a guess is no evidence about the group
        for phrase in reference.roles:
            self.roles.append(
                StatedRole(
                    canonical=phrase.canonical,
                    kind=phrase.kind,
                    unique=phrase.unique,
                    span=phrase.span,
                    qualifier=qualifier(self.text, phrase.affiliations),
                    modifiers=("a", *phrase.modifiers) if phrase.determiner in {"a", "an"} else phrase.modifiers,
                )
            )
        if reference.type == "PER" or not reference.known:
            self.countries.extend(reference.countries)

    def absorb(self, other: Group, cue: str, *, to: Span | None = None, defines: bool = False) -> None:
        """Take another group's members in: its opening one by a cue, the others by their own.

        Args:
            other: the group, which is to be dropped.
            cue: what says that both are one.
            to: the mention that the cue starts from; the nearest before the opening one where none is given.
            defines: the other's names are aliases that the article defines.
        """
        for member in other.members:
            opens = member.to is None
            start = (to or self.nearest(member.reference.span.start)) if opens else member.to
            self.add(member.reference, cue if opens else member.cue, start, defines=defines or member.defines)
        if self.key is None:
            self.key, self.key_span = other.key, other.key_span

    @property
    def country_codes(self) -> set[str]:
        """The countries that the article ties to the group."""
        known = {r.known.country for r in self.references if r.known and r.known.country}
        return {code for code, _ in self.countries} | known

    @property
    def gender(self) -> str | None:
        """The gender that honorifics, else the given name, tell; None where they disagree or are silent."""
        told = {r.gender for r in self.references if r.gender}
        if told:
            return told.pop() if len(told) == 1 else None
        given = {
            lexicon().given_names.get(r.person.given[0])
            for r in self.references
            if r.person and r.person.given and r.person.given[0] in lexicon().given_names
        } - {"u"}
        return given.pop() if len(given) == 1 else None

    def last_before(self, position: int) -> int:
        """Give the end of the group's last mention before a position, -1 if there is none."""
        return max((r.span.end for r in self.references if r.span.start < position), default=-1)

    def nearest(self, position: int) -> Span:
        """Give the mention before a position, or the first one after it."""
        before = [r.span for r in self.references if r.span.start < position]
        return max(before) if before else min(r.span for r in self.references)


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
