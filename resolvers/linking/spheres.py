"""Spheres: what a person's roles are about, such as politics or sport, and which fit together."""

from __future__ import annotations

from collections.abc import Iterator

from resolvers.coreference.introduced import kind_of
from resolvers.coreference.parties import parties_called
from resolvers.lexicon.lexicon import lexicon
from resolvers.linking.profiles import Profile
from resolvers.text.words import word_set

_POLITICS = word_set(
    "diplomat head_of_government head_of_state judge legislator minister official party"
    " spokesperson"
)
# People of every sphere are called these.
_NO_SPHERE = word_set("activist criminal family lawyer profession")

# Spheres that people are known to change between, or to have both of.
_COMPATIBLE = (
    "academic+business",
    "academic+law",
    "business+law",
    "business+media",
    "business+politics",
    "business+royalty",
    "law+politics",
    "academic+clergy",
    "academic+media",
    "academic+military",
    "academic+politics",
    "clergy+media",
    "clergy+politics",
    "media+politics",
    "media+royalty",
    "media+sport",
    "military+police",
    "military+politics",
    "military+royalty",
    "police+politics",
    "politics+royalty",
    "royalty+sport",
)
# Professions that say little of what somebody does, and others that introduce unknown people.
_NO_TRADE = word_set(
    "boy citizen employee explorer gentleman girl guy immigrant lady man member mountaineer"
    " neighbor neighbour opponent orphan passenger pensioner personality pilgrim resident retiree"
    " sailor settler supporter teenager tourist voter woman worker youngster youth"
)
_TRADES = word_set("nurse student teacher")


def spheres(profile: Profile) -> list[str]:
    """List what a person's roles are about: a musician is hardly the senator of that name."""
    if not profile.roles:
        return []
    kinds = {kind for head in _role_heads(profile) if (kind := _role_kind(head))} - _NO_SPHERE
    return sorted({_sphere_of_kind(kind) for kind in kinds})


def fields(profile: Profile) -> list[str]:
    """List the spheres and the fitting pairs of them: two people of one name have none in common.

    A trade counts where it is all that an article says of somebody: "a nurse", "a taxi driver".
    """
    kinds = {kind for head in _role_heads(profile) if (kind := _role_kind(head))} - _NO_SPHERE
    apart = {"law" if kind == "judge" else _sphere_of_kind(kind) for kind in kinds}
    found = set(_introduced_trades(profile)) or apart
    return sorted(found | {pair for pair in _COMPATIBLE if found & set(pair.split("+"))})


def _sphere_of_kind(kind: str) -> str:
    return "politics" if kind in _POLITICS else kind


def parties(profile: Profile) -> list[str]:
    """List the parties that articles say somebody is of: "the Labour lawmaker", "a Republican"."""
    words = {part for role in profile.roles for part in role.split("@") if part}
    return sorted({key for word in (*words, *profile.parties) for key in parties_called(word)})


def _role_heads(profile: Profile) -> set[str]:
    return {role.partition("@")[0] for role in profile.roles}


def _role_kind(head: str) -> str | None:
    role = lexicon().roles.get(head)
    return role.kind if role else None


def _introduced_trades(profile: Profile) -> Iterator[str]:
    """Yield the trades and spheres of what an article introduces somebody as."""
    for words in profile.introduced:
        kind = kind_of(words)
        trade = kind == "profession" and words not in _NO_TRADE
        if kind == "sport":
            yield kind
        elif trade or kind == "trade" or words in _TRADES:
            yield words
