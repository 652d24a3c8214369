"""Governments, bodies of states and countries that are not called by their names."""

from __future__ import annotations

from resolvers.coreference.groups import Group
from resolvers.coreference.national import count_countries
from resolvers.coreference.nominals.candidates import GIVEN, STATE_WORDS, Found, clash, latest
from resolvers.coreference.nominals.role_antecedents import RULERS
from resolvers.coreference.nominals.spoken import countries_before
from resolvers.coreference.references.reference import POSSESSIVES, Reference
from resolvers.lexicon.lexicon import lexicon, strip_possessive
from resolvers.text.folding import fold

_BELOW_THE_STATE = frozenset(
    "city county district local municipal provincial regional state territorial town".split()
)
_SPEAKERS_OWN = frozenset({"our", "my", "your"})
_COUNTRY_WORDS = frozenset("country nation state republic kingdom".split())


def by_state(groups: list[Group], reference: Reference) -> Found | None:
    """Join governments of one country: "the Russian government", "his administration"."""
    if not _means_government(groups, reference):
        return None
    code = _country_of_government(groups, reference)
    same = [g for g in groups if g.key == f"government:{code}"] if code else []
    return ("government", same[0]) if same else None


def by_body(groups: list[Group], reference: Reference) -> Found | None:
    """Join mentions of one body of a state.

    Such as "the Russian military", "Russia's armed forces", "the military" if alone.
    """
    if reference.body_key:
        key = reference.body_key
        same = [g for g in groups if g.key == key or key in g.known_keys]
        return ("state body", same[0]) if same else None
    same = [g for g in groups if reference.body in g.bodies] if reference.body else []
    return ("state body", same[0]) if len(same) == 1 else None


def first_of_its_state(groups: list[Group], reference: Reference) -> bool:
    """Whether a nominal is a government or body whose country or owner is known, first mentioned.

    No guess is due.
    """
    if reference.body_key:
        return True
    if not _means_government(groups, reference):
        return False
    owned = _owner_of_government([g for g in groups if g.type == "PER"], reference) is not None
    return owned or _country_of_government(groups, reference) is not None


def _means_government(groups: list[Group], reference: Reference) -> bool:
    """Whether a phrase means a government: "the regime", and the office of somebody who rules."""
    if reference.type == "PER" or reference.head in STATE_WORDS:
        return reference.type != "PER"
    if reference.head != "office":
        return False
    owner = _owner_of_government([g for g in groups if g.type == "PER"], reference)
    return owner is not None and any(role.kind in RULERS for role in owner.roles)


def _country_of_government(groups: list[Group], reference: Reference) -> str | None:
    """Find the country of a government: in its words, else that of the person who owns it."""
    if reference.countries:
        return reference.countries[0][0]
    if reference.determiner in {"their", "its"}:
        return next(countries_before(groups, reference.span.start), None)
    if owner := _owner_of_government([g for g in groups if g.type == "PER"], reference):
        return _country_ruled_by(owner, reference)
    if reference.mention.detector != GIVEN or _is_subnational_or_named(reference):
        return None
    spoken = count_countries(groups)
    return min(spoken, key=lambda code: (-spoken[code], code), default=None)


def _country_ruled_by(owner: Group, reference: Reference) -> str | None:
    """Return the country of whom a government is called after.

    Where the article does not say whose ruler somebody is: "the X administration" is how Americans
    call a government.
    """
    usual = "US" if reference.head == "administration" else None
    return min(owner.country_codes, default=usual)


def _is_subnational_or_named(reference: Reference) -> bool:
    """Whether the words say that a government is that of a part of a country, or of somebody who is named."""
    words = reference.mention.surface.split()
    named = any(word[:1].isupper() for word in words[1:])
    return named or not _BELOW_THE_STATE.isdisjoint(words)


def _owner_of_government(persons: list[Group], reference: Reference) -> Group | None:
    """Find whose a government is: who is named in its words, or whom its "his" means."""
    words = {fold(strip_possessive(word)) for word in reference.mention.surface.split()}
    named = [g for g in persons if any(not words.isdisjoint(r.tokens) for r in g.names.values())]
    return latest(named, reference) if named else _possessor_antecedent(persons, reference)


def _possessor_antecedent(groups: list[Group], reference: Reference) -> Group | None:
    """Guess whom the "his" of a phrase means.

    The person mentioned last before it whose gender fits.
    """
    if reference.determiner not in POSSESSIVES:
        return None
    other = {"his": "f", "her": "m"}.get(reference.determiner)
    persons = [g for g in groups if g.type == "PER" and g.gender != other]
    before = [g for g in persons if g.last_before(reference.span.start) >= 0]
    return latest(before, reference) if before else None


def state_government(groups: list[Group], group: Group, reference: Reference) -> None:
    """Say which country's government or body a new group is, where its words or its owner tell."""
    if reference.body_key:
        group.key, group.key_span = reference.body_key, reference.span
        return
    if code := _country_named_in_phrase(reference):
        group.key, group.key_span = f"country:{code}", reference.countries[0][1]
        return
    if not _means_government(groups, reference):
        return
    code = _country_of_government(groups, reference)
    if code:
        group.key = f"government:{code}"
        group.key_span = reference.countries[0][1] if reference.countries else reference.span


def by_country(groups: list[Group], reference: Reference) -> Found | None:
    """Guess "the country" as the country mentioned last, and "the North" by its name.

    "The state" is a state of a country where the article names one.
    """
    if reference.type == "PER" or reference.head not in _COUNTRY_WORDS:
        return None
    if reference.determiner in _SPEAKERS_OWN:
        return None  # the country of whoever speaks, which nobody need have named
    fits = [g for g in _country_or_state_groups(groups, reference) if not clash(g, reference)]
    own = [] if reference.plural else _countries_of_possessor(groups, fits, reference)
    if own:
        return "owner's country", latest(own, reference)
    return _last_mentioned_country(fits, reference) if fits else None


def _countries_of_possessor(
    groups: list[Group], fits: list[Group], reference: Reference
) -> list[Group]:
    """Take the countries of whom the "his" of a phrase means."""
    owner = _possessor_antecedent(groups, reference)
    return [g for g in fits if g.country_codes & owner.country_codes] if owner else []


def _last_mentioned_country(fits: list[Group], reference: Reference) -> Found | None:
    """Guess the country mentioned last, unless the article is about another."""
    last, most = latest(fits, reference), max(fits, key=lambda g: len(g.members))
    if len(last.members) < len(most.members) and reference.mention.detector != GIVEN:
        return None
    return "plural guess" if reference.plural else "country guess", last


def by_named_country(groups: list[Group], reference: Reference) -> Found | None:
    """Find the country whose adjective stands in a phrase that was given as a place but is none.

    Such as "American troops".
    """
    code = _country_named_in_phrase(reference)
    fits = [g for g in _country_groups(groups) if code in g.country_codes]
    return ("named country", latest(fits, reference)) if fits else None


def _country_named_in_phrase(reference: Reference) -> str | None:
    """Return the country that a phrase means which was given as a place and is none."""
    codes = reference.country_codes
    if reference.type != "LOC" or len(codes) != 1 or reference.mention.detector != GIVEN:
        return None
    heads, head = lexicon().place_heads, reference.head
    if head in heads or head.removesuffix("s") in heads or _is_country_behind_head(reference):
        return None  # "Chinese cities", "a partner of the United States"
    return min(codes)


def _is_country_behind_head(reference: Reference) -> bool:
    """Whether a phrase names its country behind a noun that is no word for a state."""
    at = reference.mention.surface.lower().find(reference.head)
    country = reference.countries[0][1].start - reference.span.start
    return at < country and reference.head not in STATE_WORDS


def _country_groups(groups: list[Group]) -> list[Group]:
    """Take the groups that are countries."""
    return [g for g in groups if "country" in g.known_kinds]


def _country_or_state_groups(groups: list[Group], reference: Reference) -> list[Group]:
    """Take the groups that are countries, or states of one where "the state" is spoken of."""
    states = [g for g in groups if reference.head == "state" and "state" in g.known_kinds]
    return states or _country_groups(groups)
