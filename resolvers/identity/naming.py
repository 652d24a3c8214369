"""Names and relations of entities, read off the profiles and chains that make them up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import attrs

from resolvers.linking.profiles import Profile
from resolvers.reading.folding import fold
from resolvers.reading.lexicon import lexicon

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
    names: Counter[tuple[bool, str]] = Counter()
    keys: Counter[str] = Counter()
    for profile, name, mentions in items:
        types[profile.type] += mentions
        names[_full(profile), name] += mentions
        keys.update(dict.fromkeys(profile.keys, mentions))
    kind = min(types, key=lambda t: (-types[t], t))
    best = min(names, key=lambda n: (not n[0], -names[n], -len(n[1]), n[1]))[1]
    main = min(keys, key=lambda k: (-keys[k], k)) if keys else None
    return Portrait(
        name=_official(main) or best,
        type=kind,
        speaks_for=next(
            (t for k in sorted(keys, key=lambda k: (-keys[k], k)) if (t := speaks_for(k))), None
        )
        or _implied(p for p, _, _ in items),
        keys=tuple(sorted(keys)),
    )


def _full(profile: Profile) -> bool:
    return profile.form == "name" and (profile.type != "PER" or profile.given is not None)


def _official(key: str | None) -> str | None:
    """Name a row of the lexicon."""
    known = lexicon().row(key) if key else None
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


def _implied(profiles: Iterable[Profile]) -> str | None:
    """Read the country off names such as "Russian Defence Ministry", or off the articles about "the Senate"."""
    found = {
        f"country:{country}"
        for profile in profiles
        if profile.state and profile.type in {"ORG", "LOC"}
        for country in (profile.polities or (profile.context,))
        if country and len(profile.polities) <= 1
    }
    return min(found) if len(found) == 1 else None
