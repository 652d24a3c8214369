"""Guesses: the same words again, and whoever was mentioned last; each with a low probability."""

from __future__ import annotations

from resolvers.reading.chains.groups import Group
from resolvers.reading.chains.nominals.candidates import GIVEN, STATE_WORDS, Found, clash, latest
from resolvers.reading.chains.nominals.offices import in_other_office
from resolvers.reading.references.reference import Reference

# Nouns that mean people or the world at large and never somebody who was named.
_CROWDS = frozenset(
    (
        "people everyone everybody someone nobody public press media world globe voters citizens "
        "residents"
    ).split()
)
# Kinds of roles that say who somebody is in public: no "woman", "citizen" or "friend".
_OFFICES = frozenset(
    "official minister legislator head_of_state head_of_government royalty military diplomat "
    "business spokesperson judge".split()
)
# Words for any body, which say nothing of their own.
_BODIES = frozenset("company firm group organisation organization agency club".split())
# Words for somebody else than their owner.
_RELATED = frozenset(
    "husband wife counterpart father mother son daughter brother sister widow spouse".split()
)


def by_same_words(groups: list[Group], reference: Reference) -> Found | None:
    """Join nominals of the same words, unless they are indefinite or everybody's."""
    if not reference.folded or reference.determiner in {"a", "an", "another"}:
        return None
    words = (reference.kind, reference.folded)
    fits = [g for g in groups if g.type == reference.type and words in g.phrases]
    return ("same words", latest(fits, reference)) if fits else None


def by_recency(groups: list[Group], reference: Reference) -> Found | None:
    """Guess the entity of the type mentioned last, unless a country or an owner is named."""
    if reference.kind == "pronoun" or not _may_be_named(reference):
        return None
    if reference.mention.detector != GIVEN and not _is_only_one(groups, reference):
        return None
    if reference.plural and not _definite(reference):
        return None  # "the two leaders" is given as one entity; "leaders" are nobody who was named
    fits = [g for g in groups if g.type == reference.type and g.names and _may_mean(reference, g)]
    cue = "plural guess" if reference.plural else "recent guess"
    return (cue, latest(fits, reference)) if fits else None


def _may_be_named(reference: Reference) -> bool:
    """Whether a phrase can mean somebody named before: none new, no crowd, no relative."""
    related = bool(reference.roles) and reference.roles[0].canonical in _RELATED
    indefinite = reference.determiner in {"a", "an", "another"}
    return not (related or indefinite or reference.head in _CROWDS)


def _is_only_one(groups: list[Group], reference: Reference) -> bool:
    """Whether nobody else of the type was named before, and the words say nothing of their own.

    Of guesses at the last one named, one in five was right on articles marked by hand: what was
    found by us has to leave no choice.
    """
    defined = reference.determiner in {"the", "this"} and not reference.plural
    if not defined or _says_whose(reference) or not _says_nothing(reference):
        return False
    start = reference.span.start
    named = [
        g for g in groups if g.type == reference.type and g.names and g.last_before(start) >= 0
    ]
    return len(named) == 1


def _says_nothing(reference: Reference) -> bool:
    """Whether a phrase is an office, or a word for any body."""
    if reference.type == "PER":
        return bool(reference.roles) and reference.roles[0].kind in _OFFICES
    return reference.folded in _BODIES


def _says_whose(reference: Reference) -> bool:
    """Whether a phrase names a country or an owner."""
    affiliated = bool(reference.roles and reference.roles[0].affiliations)
    return affiliated or bool(reference.countries) or reference.head in STATE_WORDS


def _may_mean(reference: Reference, group: Group) -> bool:
    """Whether a group was mentioned before, and is not tied to another country or office."""
    before = group.last_before(reference.span.start) >= 0
    return before and not clash(group, reference) and not in_other_office(group, reference)


def _definite(reference: Reference) -> bool:
    """Whether a plural is of certain ones: "their leaders", "both sides", but not "three firms"."""
    return reference.determiner not in {
        "",
        "a",
        "an",
        "another",
    } or reference.mention.surface.lower().startswith("both ")
