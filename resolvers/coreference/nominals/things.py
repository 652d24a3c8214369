"""Organisations and places that are called by what they are: "the department", "the airline"."""

from __future__ import annotations

from collections.abc import Iterator

from resolvers.coreference.groups import Group
from resolvers.coreference.legal_forms import bare
from resolvers.coreference.nominals.candidates import GIVEN, Found, clash, latest
from resolvers.coreference.nominals.spoken import countries_before
from resolvers.coreference.references.reference import Reference
from resolvers.coreference.short_names import PARTS
from resolvers.lexicon.lexicon import lexicon

_THE = frozenset({"the", "this", "that"})
_OF_SPEAKERS = frozenset({"my", "our", "your", "their"})
# Nouns beside a name that say what it is; the Sandusky terminal is not Sandusky.
_NAMED_SO = frozenset(
    (
        "town city village province region district island county river dam bridge volcano strait "
        "municipality borough suburb neighborhood neighbourhood"
    ).split()
)


def by_head_word(groups: list[Group], reference: Reference) -> Found | None:
    """Find the name that holds the nominal's head: "the department" for the Justice Department."""
    if reference.type == "PER" or not reference.head or _has_no_antecedent(reference):
        return None
    said = set(reference.folded.split()) & lexicon().common_words
    fits = [
        g
        for g in groups
        if _may_be_antecedent(g, reference)
        and any(_shares_head_with_name(g.text, r, reference, said) for r in g.references)
    ]
    return ("head word", latest(fits, reference)) if fits else None


def _may_be_antecedent(group: Group, reference: Reference) -> bool:
    """Whether a body or place was named before, is of a type and not of another country."""
    if group.type == "PER" or _is_of_other_country(group, reference):
        return False
    if reference.mention.detector == GIVEN:
        return True
    named = group.last_before(reference.span.start) >= 0
    return named and group.type in {reference.type, "none"}  # "the bank" is not the West Bank


def _is_of_other_country(group: Group, reference: Reference) -> bool:
    """Whether words name a country that a body is not known to be of: "the German company"."""
    if reference.mention.detector == GIVEN:
        return clash(group, reference)
    codes = reference.country_codes
    return bool(codes) and codes.isdisjoint(group.country_codes)


def _has_no_antecedent(reference: Reference) -> bool:
    """Whether no body that was named can be meant: "the banks", "their bank"."""
    return reference.plural or _is_owned_by_speaker(reference)


def _is_owned_by_speaker(reference: Reference) -> bool:
    return reference.mention.detector != GIVEN and reference.determiner in _OF_SPEAKERS


def _is_head_of_name(reference: Reference, head: str) -> bool:
    """Whether a noun is the head of a name of several words or of a body of a state.

    No border of the Border Patrol.
    """
    if reference.name:
        words = reference.tokens
        behind = {words[i] for i in range(len(words) - 1) if words[i + 1] in {"of", "for", "on"}}
        return len(words) > 1 and head in {words[-1], *behind}
    return (
        reference.body is not None
        and reference.body_key is not None
        and reference.body.split()[-1] == head
    )


def _means_another_body(reference: Reference) -> bool:
    """Whether the words say that another is meant: "its parent company", "a firm"."""
    if reference.mention.detector == GIVEN:
        return reference.determiner in {"a", "an", "another"}
    return reference.folded != reference.head or reference.determiner not in _THE


def _shares_head_with_name(
    text: str, named: Reference, reference: Reference, said: set[str]
) -> bool:
    """Whether a nominal's head is that of a name, or stands at it."""
    if _is_head_of_name(named, reference.head) and said <= {
        *named.tokens,
        *(named.body or "").split(),
    }:
        return True
    if named.name and (named.head, named.determiner) == (reference.head, reference.determiner):
        return True  # "his oceanfront estate" beside "his estate, Lakeview"
    return reference.folded == reference.head and _has_noun_beside_name(text, named, reference.head)


def _has_noun_beside_name(text: str, reference: Reference, head: str) -> bool:
    """Whether a noun stands at a name: "the San Telmo dam", "the town of Van Horn"."""
    if not reference.name or head not in _NAMED_SO:
        return False
    start, end = reference.name.start, reference.name.end
    behind = text.startswith(f" {head}", end) and not text[end + len(head) + 1 :][:1].isalnum()
    return behind or text.endswith(f" {head} of ", 0, start)


def by_defined_term(groups: list[Group], reference: Reference) -> Found | None:
    """Find the firm that a release calls "the Company", with a capital: the first named in full."""
    defined = reference.mention.surface.endswith("Company") and reference.folded == "company"
    if not defined or reference.determiner not in _THE:
        return None
    firms = [g for g in groups if g.type == "ORG" and any(bare(name) != name for name in g.names)]
    return ("defined term", min(firms, key=lambda g: g.extents.first)) if firms else None


def by_kind(groups: list[Group], reference: Reference) -> Found | None:
    """Guess the organisation of the head's kind that was mentioned last."""
    kind = lexicon().organisation_heads.get(reference.head)
    if (
        reference.type == "PER"
        or reference.plural
        or kind is None
        or _means_another_body(reference)
    ):
        return None
    fits = [g for g in groups if kind in g.known_kinds and not _is_part_of_body(g, reference)]
    fits = list(_candidates_of_owner(groups, fits, reference))
    return ("kind guess", latest(fits, reference)) if fits else None


def _is_part_of_body(group: Group, reference: Reference) -> bool:
    """Whether a body is a part of one that the head means: a party's committee is no party.

    Who marks mentions by hand may take both for one, so that what a caller gives is left to the
    guess.
    """
    last = {name.rsplit(maxsplit=1)[-1] for name in group.names if name}
    part = bool(last & PARTS) and reference.head not in last
    return part and reference.mention.detector != GIVEN


def _candidates_of_owner(
    groups: list[Group], fits: list[Group], reference: Reference
) -> Iterator[Group]:
    """Yield those named before; behind "its" those of the country that is spoken of last."""
    start = reference.span.start
    owned = reference.determiner in {"its", "their"}
    country = next(countries_before(groups, start), None) if owned else None
    return (g for g in fits if g.last_before(start) >= 0 and _may_belong_to_country(g, country))


def _may_belong_to_country(group: Group, country: str | None) -> bool:
    """Whether a body can be that of a country, which is spoken of last.

    Such as "Russia and its spy agency".
    """
    return country is None or not group.country_codes or country in group.country_codes
