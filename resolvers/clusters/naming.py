"""Names and relations of entities, read off the profiles and chains that make them up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import attrs

from resolvers.lexicon.lexicon import lexicon
from resolvers.linking.profiles import Profile
from resolvers.text.folding import fold

# Whatever is one of these and belongs to a country acts for that country.
_STATE_KINDS = frozenset("government parliament agency court military police seat".split())

# The parties that alone may govern their countries act for these, as event coding has it (CAMEO
# codes them GOV).
_RULING_ALONE = frozenset(
    f"org:{name}"
    for name in (
        "communist party of china",
        "communist party of cuba",
        "communist party of laos",
        "communist party of vietnam",
        "workers party of korea",
        "workers party of north korea",
    )
)


@attrs.frozen
class Portrait:
    """Say what an entity is called, what it is, and whom it speaks for."""

    name: str
    type: str
    speaks_for: str | None  # a lexicon key such as country:RU
    keys: tuple[str, ...]  # rows of the lexicon that it is


def portray(profiles: Iterable[tuple[Profile, str, int]]) -> Portrait:
    """Describe an entity.

    Args:
        profiles: for every chain its profile, its best name as written, and its number of mentions.
    """
    items = list(profiles)
    types: Counter[str] = Counter()
    keys: Counter[str] = Counter()
    for profile, _, mentions in items:
        types[profile.type] += mentions
        keys.update(dict.fromkeys(profile.keys, mentions))

    rows = _sort_by_mentions(keys)
    spoken_for = next(filter(None, map(speaks_for, rows)), None)
    return Portrait(
        name=(_official_name(rows[0]) if rows else None) or _best_name(items),
        type=_sort_by_mentions(types)[0],
        speaks_for=spoken_for or _implied_country(profile for profile, _, _ in items),
        keys=tuple(sorted(keys)),
    )


def _best_name(profiles: Iterable[tuple[Profile, str, int]]) -> str:
    """Return the name that is written most, a full one if there is any, of several the longest."""
    names: Counter[tuple[bool, str]] = Counter()
    for profile, name, mentions in profiles:
        names[_has_full_name(profile), name] += mentions
    _, best = min(names, key=lambda n: (not n[0], -names[n], -len(n[1]), n[1]))
    return best


def _sort_by_mentions(counts: Mapping[str, int]) -> list[str]:
    """Sort what mentions were counted of, the most mentioned first."""
    return sorted(counts, key=lambda name: (-counts[name], name))


def _has_full_name(profile: Profile) -> bool:
    return profile.form == "name" and (profile.type != "PER" or profile.given is not None)


def _official_name(key: str) -> str | None:
    """Name a row of the lexicon."""
    known = lexicon().row(key)
    return known.name if known else None


def speaks_for(key: str) -> str | None:
    """Return the country that a government, a seat, a state body or a capital acts for.

    Event coding counts a capital as its country wherever it stands (CAMEO's dictionaries of actors,
    Schrodt 2012); here the city stays an entity, and only the column `actor` folds it.
    """
    known = lexicon().row(key)
    if known is None or known.country is None:
        return None
    capital = known.kind == "city" and lexicon().capitals.get(fold(known.name)) == known.country
    acts = capital or known.kind in _STATE_KINDS or key in _RULING_ALONE
    return f"country:{known.country}" if acts else None


def _implied_country(profiles: Iterable[Profile]) -> str | None:
    """Read the country off the names, as of "Russian Defence Ministry", or off the articles.

    What is only called "the Senate" is of the country that its articles are about.
    """
    countries = {
        country
        for profile in profiles
        if profile.state and profile.type in {"ORG", "LOC"} and len(profile.polities) <= 1
        for country in profile.polities or (profile.context,)
        if country
    }
    return f"country:{countries.pop()}" if len(countries) == 1 else None
