"""Groups with members: "the two leaders" are an entity of their own, and none of those whom they are.

A plural with a number means as many as it says: those that the article named last (split
antecedents). Countries that are meant together are one group in all articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from resolvers.coreference.groups import Group
from resolvers.coreference.nominals.candidates import Found, clash, latest
from resolvers.coreference.nominals.fallbacks import takes_up
from resolvers.coreference.nominals.role_antecedents import is_ruler
from resolvers.coreference.nominals.spoken import NEAR, countries_before, country_of, joint_codes
from resolvers.coreference.references.reference import Reference
from resolvers.lexicon.lexicon import lexicon
from resolvers.text.words import word_set

_NUMBERS = {"both": 2, "two": 2, "pair": 2, "duo": 2, "couple": 2, "three": 3, "trio": 3, "four": 4}
_DEFINITE = word_set("the these those both their its our")
_OTHERS = word_set("other others more new")  # "the two other firms" were not named yet
_COUNTRIES = word_set(
    "countries nations states governments capitals neighbors neighbours powers sides"
)
_ANY = word_set("sides parties groups firms companies organisations organizations")
_GENDERS = {"men": "m", "women": "f", "boys": "m", "girls": "f", "brothers": "m", "sisters": "f"}


def number_of(reference: Reference) -> int:
    """Count how many a plural phrase says that it means.

    0 where it does not say, or means new ones.
    """
    words = reference.mention.surface.lower().split()[:3]
    definite = reference.determiner in _DEFINITE and _OTHERS.isdisjoint(words)
    if not (reference.plural and definite):
        return 0
    said = (_NUMBERS[w] for w in (reference.determiner, *words) if w in _NUMBERS)
    return next(said, 2 if reference.head == "sides" else 0)


def find_members(groups: Sequence[Group], reference: Reference) -> list[Group]:
    """Find whom a plural means together, in the order of the text.

    Returns:
        As many groups as the phrase says; none where fewer were named close before.
    """
    wanted = number_of(reference)
    if not wanted:
        return []
    countries = reference.type == "LOC" and reference.head in _COUNTRIES
    near = _recent_country_groups if countries else _recent_named_groups
    found = list(islice(near(groups, reference), wanted))
    return sorted(found, key=lambda g: g.extents.first) if len(found) == wanted else []


def _recent_country_groups(groups: Sequence[Group], reference: Reference) -> Iterator[Group]:
    """Yield the article's countries, the one spoken of last first."""
    holders = {code: group for group in groups if (code := country_of(group))}
    codes = countries_before(groups, reference.span.start)
    return (holders[code] for code in codes if code in holders)


def _recent_named_groups(groups: Sequence[Group], reference: Reference) -> Iterator[Group]:
    """Yield whoever was named close before and can be one of several, the last first."""
    start = reference.span.start
    near = [group for group in groups if _is_mentioned_near(group, start)]
    near.sort(key=lambda g: (-g.last_before(start), g.extents.first))
    return (g for g in near if g.names and not g.parts and _may_be_member(g, reference))


def _is_mentioned_near(group: Group, start: int) -> bool:
    return group.last_before(start) >= max(0, start - NEAR)


def _may_be_member(group: Group, reference: Reference) -> bool:
    """Whether a group can be one of those whom a plural means."""
    if group.type != reference.type or clash(group, reference):
        return False
    if reference.type == "PER":
        return _may_be_person_member(group, reference)
    return _is_of_noun_kind(group, reference.head)


def _may_be_person_member(group: Group, reference: Reference) -> bool:
    if not reference.roles:
        return group.gender in {None, _GENDERS.get(reference.head, group.gender)}
    phrase = reference.roles[0]
    if is_ruler(phrase):
        return not group.roles or any(map(is_ruler, group.roles))
    return any(role.canonical == phrase.canonical for role in group.roles)


def _is_of_noun_kind(group: Group, head: str) -> bool:
    """Whether a body or place is of the kind that a plural noun names."""
    if group.type == "LOC":
        return ("country" in group.known_kinds) == (head in _COUNTRIES)
    kind = lexicon().organisation_heads.get(head.removesuffix("s"))
    kind = kind or lexicon().organisation_heads.get(head.removesuffix("ies") + "y")
    return head in _ANY or kind in group.known_kinds


def same_members(groups: Sequence[Group], members: Sequence[Group]) -> Found | None:
    """Find the group of the same members that the article spoke of before."""
    meant = {id(group) for group in members}
    same = [g for g in groups if g.parts and {id(part) for part in g.parts} == meant]
    return ("same members", same[0]) if same else None


def told_later(groups: Sequence[Group], reference: Reference, members: list[Group]) -> Found | None:
    """Find the group that a plural with a number counts later: "their top leaders", "the two leaders"."""
    near = [
        g
        for g in groups
        if g.type == reference.type and _is_mentioned_near(g, reference.span.start)
    ]
    same = [g for g in near if not g.parts and takes_up(reference, g)]
    if not same:
        return None
    found = latest(same, reference)
    found.parts = members
    return "same head", found


def name_countries(group: Group) -> None:
    """Give a group of countries the row that it has in all articles."""
    codes = [code for part in group.parts if (code := country_of(part))]
    if group.key is None and len(codes) == len(group.parts) > 1:
        group.key, group.key_span = f"group:{'+'.join(sorted(codes))}", group.references[0].span


def join_countries(groups: Sequence[Group]) -> None:
    """Give names of several countries their members: those that the article names alone, too."""
    for group in groups:
        name = next(iter(group.names), "")
        if group.type == "LOC" and " and " in name and not group.known_keys:
            group.parts = _countries_by_short_names(groups, name)
            name_countries(group)
    for group in groups:
        codes = joint_codes(group) if group.parts or "group" in group.known_kinds else None
        if codes:
            group.parts = [g for g in groups if country_of(g) in codes]


def _countries_by_short_names(groups: Sequence[Group], name: str) -> list[Group]:
    """List the countries of which an article says short names together: "the North and the South"."""
    words = [word.removeprefix("the ") for word in name.split(" and ")]
    found = [
        [g for g in groups if country_of(g) and word in _first_words_of_names(g)] for word in words
    ]
    single = all(len(fits) == 1 for fits in found)
    return [fits[0] for fits in found] if single else []


def _first_words_of_names(group: Group) -> set[str]:
    return {name.partition(" ")[0] for name in group.names}
