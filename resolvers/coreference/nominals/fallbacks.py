"""Guesses: the same words again, and whoever was mentioned last; each with a low probability."""

from __future__ import annotations

from resolvers.coreference.groups import Group
from resolvers.coreference.nominals.candidates import GIVEN, STATE_WORDS, Found, clash, latest
from resolvers.coreference.nominals.role_antecedents import has_held, in_other_office
from resolvers.coreference.references.reference import Reference
from resolvers.lexicon.lexicon import lexicon

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
    fits = [
        g for g in groups if words in g.phrases and _are_compatible_types(g.type, reference.type)
    ]
    return ("same words", latest(fits, reference)) if fits else None


def _are_compatible_types(one: str, other: str) -> bool:
    """Whether two types are one, or such as a caller may give either of: a government, a country."""
    return one == other or {one, other} == {"ORG", "LOC"}


def by_same_head(groups: list[Group], reference: Reference) -> Found | None:
    """Find the plural that a bare one takes up again: "the agencies" after "four intelligence agencies"."""
    bare = reference.plural and reference.folded == reference.head
    if not bare or reference.determiner not in {"the", "these", "those"}:
        return None
    before = [g for g in groups if g.last_before(reference.span.start) >= 0]
    fits = [g for g in before if g.type == reference.type and takes_up(reference, g)]
    return ("same head", latest(fits, reference)) if fits else None


def takes_up(reference: Reference, group: Group) -> bool:
    """Whether nobody of a group is named, and it was called by the same noun, in the plural."""
    return not group.names and any(r.plural and r.head == reference.head for r in group.references)


def by_recency(groups: list[Group], reference: Reference) -> Found | None:
    """Guess the entity of the type mentioned last, unless a country or an owner is named."""
    if not _may_guess_antecedent(reference):
        return None
    fits = [
        g for g in groups if g.type == reference.type and g.names and _may_mean_group(reference, g)
    ]
    held = [g for g in fits if has_held(g, reference)]  # "the director", once he is the former one
    return (_guess_cue(groups, reference), latest(held or fits, reference)) if fits else None


def _may_guess_antecedent(reference: Reference) -> bool:
    """Whether a guess at the last one named is due; "leaders" are nobody who was named."""
    if reference.kind == "pronoun" or not _may_mean_named_entity(reference):
        return False
    if reference.mention.detector != GIVEN and not _is_bare_definite(reference):
        return False
    return not reference.plural or _is_definite_plural(reference)


def _guess_cue(groups: list[Group], reference: Reference) -> str:
    """Name the guess at the last one named.

    On articles marked by hand one in five was right: what was found by us has to leave no choice,
    and what a caller gives is counted apart where it does.
    """
    if reference.plural:
        return "plural guess"
    start = reference.span.start
    named = [g for g in groups if g.type == reference.type and g.names]
    single = sum(g.last_before(start) >= 0 for g in named) == 1
    if single:
        return "sole guess"
    return "recent guess" if reference.mention.detector == GIVEN else "rival guess"


def _may_mean_named_entity(reference: Reference) -> bool:
    """Whether a phrase can mean somebody named before: none new, no crowd, no relative."""
    related = bool(reference.roles) and reference.roles[0].canonical in _RELATED
    owned = reference.determiner in {"its", "their"} and not _is_organisation_noun(reference)
    indefinite = reference.determiner in {"a", "an", "another"}
    return not (related or owned or indefinite or reference.head in _CROWDS)


def _is_bare_definite(reference: Reference) -> bool:
    """Whether the words are of a certain one, and say nothing of their own."""
    defined = reference.determiner in {"the", "this"} and not reference.plural
    return defined and not _names_country_or_owner(reference) and _is_office_or_body(reference)


def _is_office_or_body(reference: Reference) -> bool:
    """Whether a phrase is an office, or a word for any body."""
    if reference.type == "PER":
        return bool(reference.roles) and reference.roles[0].kind in _OFFICES
    return reference.folded in _BODIES


def _names_country_or_owner(reference: Reference) -> bool:
    """Whether a phrase names a country or an owner."""
    affiliated = bool(reference.roles and reference.roles[0].affiliations)
    return affiliated or bool(reference.countries) or reference.head in STATE_WORDS


def _may_mean_group(reference: Reference, group: Group) -> bool:
    """Whether a group was mentioned before, and is not tied to another country or office."""
    before = group.last_before(reference.span.start) >= 0
    if reference.type == "ORG" and _is_government(group):
        return False  # "his resort" is no government, which would be called one
    return before and not clash(group, reference) and not in_other_office(group, reference)


def _is_definite_plural(reference: Reference) -> bool:
    """Whether a plural is of certain ones: "their leaders", "both sides", but not "three firms"."""
    return reference.determiner not in {
        "",
        "a",
        "an",
        "another",
    } or reference.mention.surface.lower().startswith("both ")


def _is_government(group: Group) -> bool:
    return group.key is not None and group.key.startswith("government:")


def _is_organisation_noun(reference: Reference) -> bool:
    """Whether a noun is that of a body, which may speak for the state whose it is: "its spy agency"."""
    return reference.head in lexicon().organisation_heads
