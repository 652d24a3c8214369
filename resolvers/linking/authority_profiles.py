"""Known entities as profiles: an authority's entries, compared as what chains tell is."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import attrs

from provenance.records.authorities import AuthorityEntry, Office
from provenance.spans import Span
from resolvers.coreference.groups import qualifier
from resolvers.lexicon.lexicon import lexicon
from resolvers.lexicon.person_names import parse_person
from resolvers.linking.profiles import Profile, is_generic, person_profile, thing_profile
from resolvers.mention_detection.roles.phrases import find_roles
from resolvers.text.folding import fold


def profile_of(authority: str, entry: AuthorityEntry) -> Profile:
    """Make the profile of an entry.

    Names are read as those of chains are, and roles by the same lexicon: "Minister of Defence" in a
    file and "defence minister" in an article are one role. A role that the lexicon does not have is
    kept as its folded words.

    Args:
        authority: its name, without a colon.
        entry: what it tells.
    """
    countries = {*entry.countries, *(office.country for office in entry.offices if office.country)}
    profile = (
        _person_entry_profile(entry)
        if entry.type == "PER"
        else _thing_entry_profile(entry, countries)
    )
    return attrs.evolve(
        profile,
        roles=tuple(sorted({_role_with_qualifier(office) for office in entry.offices})),
        polities=tuple(sorted(countries)),
        known=f"{authority}:{entry.external_id}",
        tenures=tuple(sorted(set(filter(None, map(_dated_tenure, entry.offices))))),
    )


def _person_entry_profile(entry: AuthorityEntry) -> Profile:
    """Make what the names of a person tell; a single one is an alias."""
    single = [fold(name) for name in entry.names if not parse_person(name).full]
    return person_profile(entry.names, single)


def _thing_entry_profile(entry: AuthorityEntry, countries: Collection[str]) -> Profile:
    """Make what the names of a body or place tell, and in whose articles it is meant by them."""
    thing = thing_profile(entry.type, map(fold, entry.names), _lexicon_keys(entry, countries))
    one_country = is_generic(thing.names) and len(countries) == 1
    return attrs.evolve(thing, context=min(countries)) if one_country else thing


def _lexicon_keys(entry: AuthorityEntry, countries: Iterable[str]) -> set[str]:
    """List the rows of the lexicon that an entry's names stand for.

    Those of another country are not meant.
    """
    rows = [row for name in entry.names for row in lexicon().known.get(fold(name), ())]
    told = set(countries)
    return {
        row.key
        for row in rows
        if row.type == entry.type and (not told or row.country is None or row.country in told)
    }


def _role_with_qualifier(office: Office) -> str:
    """Write a role with what it belongs to, as chains state it.

    That is told by its own words, its organisation, else its country.
    """
    found = find_roles(office.role)
    name = found[0].canonical if found else fold(office.role)
    of = qualifier(office.role, found[0].affiliations) if found else None
    if office.organisation:
        of = qualifier(office.organisation, (Span(0, len(office.organisation)),))
    return f"{name}@{of or (f'country:{office.country}' if office.country else '')}"


def _dated_tenure(office: Office) -> str | None:
    """Write a dated office with its first and last day."""
    return (
        f"{_role_with_qualifier(office)}#{office.start or ''}/{office.end or ''}"
        if office.start or office.end
        else None
    )
