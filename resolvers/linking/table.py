"""The profile table: profiles as Splink sees them, with what only the whole ledger knows.

Some columns depend on the ledger and not on the profile alone: `bearers`, `leads`, `rare`, `posts` and `fresh`. When one
of them changes, the profile is compared again, so the order of arrival does not show.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from resolvers.linking.posts import Published, find_posts
from resolvers.linking.profiles import Profile
from resolvers.reading.lexicon import lexicon

if TYPE_CHECKING:
    import pyarrow as pa

# A word in more profiles than this pairs too many of them (Fellegi-Sunter blocking; measured on 37,554 articles).
RARE = 50


def profile_table(
    profiles: Mapping[str, Profile], published: Published | None = None, stale: frozenset[str] = frozenset()
) -> pa.Table:
    """Lay profiles out as columns.

    Args:
        profiles: profile key to profile; every profile of the ledger.
        published: the months in which the articles of a profile came out, with their number.
        stale: keys of profiles whose pairs are all known already and unchanged.
    """
    import pyarrow as pa

    keys = sorted(profiles)
    items = [profiles[key] for key in keys]
    bearers, rare, posts = count_bearers(items), rare_words(items), find_posts(profiles, published or {})
    leading = leading_bearers(profiles, published or {})
    text, texts = pa.string(), pa.list_(pa.string())
    columns = {
        "profile": (keys, text),
        "type": ([p.type for p in items], text),
        "form": ([p.form for p in items], text),
        "names": ([p.names for p in items], texts),
        "loose": ([sorted({loosen(n, p.type) for n in p.names}) for p in items], texts),
        "given": ([p.given for p in items], text),
        "givens": ([p.givens for p in items], texts),
        "initial": ([p.given[0] if p.given else None for p in items], text),
        "surname": ([loosen(p.surname, "PER") if p.surname else None for p in items], text),
        "suffix": ([p.suffix or "" for p in items], text),
        "sound": ([p.sound for p in items], text),
        "spelled": ([loosen(p.spelled, p.type) if p.spelled else None for p in items], text),
        "spaced": ([_spaced(p) for p in items], text),
        "stem": ([_stem(p) for p in items], text),
        "keys": ([p.keys for p in items], texts),
        "acronyms": ([p.acronyms for p in items], texts),
        "roles": ([p.roles for p in items], texts),
        "heads": ([sorted({r.split("@")[0] for r in p.roles}) for p in items], texts),
        "offices": ([p.offices for p in items], texts),
        "polities": ([p.polities for p in items], texts),
        "context": ([p.context for p in items], text),
        "posts": ([posts.get(key, ()) for key in keys], texts),
        "leads": ([key in leading for key in keys], pa.bool_()),
        "bearers": ([bearers.get(p.surname or "", 0) for p in items], pa.int32()),
        "rare": ([rare_of(p, rare) for p in items], texts),
        "fresh": ([key not in stale for key in keys], pa.bool_()),
    }
    return pa.table({name: pa.array(values, type=kind) for name, (values, kind) in columns.items()})


_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ph", "f"), ("ou", "u"), ("yy", "y"), ("iy", "y"), ("ij", "y"))


def loosen(name: str, kind: str) -> str:
    """Fold spellings that differ by convention alone: Müller and Mueller, Zelensky and Zelenskyy, Nazis and Nazi.

    The result is compared and never shown. Only organisations lose a plural s: "James" is no plural.
    """
    for digraph, letter in _DIGRAPHS:
        name = name.replace(digraph, letter)
    return name[:-1] if kind == "ORG" and len(name) > 4 and name.endswith("s") and not name.endswith("ss") else name


def _spaced(profile: Profile) -> str | None:
    """Write the longest name between spaces, so that containment means whole words."""
    return f" {max(profile.names, key=lambda n: (len(n), n))} " if profile.names else None


def _stem(profile: Profile) -> str | None:
    """Take the name of a body without its line of business, where that leaves a name of its own."""
    if profile.type != "ORG" or not profile.names:
        return None
    words = max(profile.names, key=lambda n: (len(n), n)).split()
    while len(words) > 1 and words[-1] in lexicon().business_words:
        words = words[:-1]
    lex, stem = lexicon(), " ".join(words)
    plain = stem in lex.demonyms or stem in lex.common_words or stem in lex.given_names or stem in lex.countries
    return None if plain or len(stem) < _SHORTEST_STEM else stem


_SHORTEST_STEM = 3


def count_bearers(profiles: Sequence[Profile]) -> dict[str, int]:
    """Count the distinct given names that each surname is borne with.

    Persons are counted, never mentions: counted on mentions, four hundred mentions of one person would make a surname
    look common.
    """
    given: defaultdict[str, set[str]] = defaultdict(set)
    for profile in profiles:
        if profile.type == "PER" and profile.surname and profile.given:
            given[profile.surname].add(_bearer(profile))
    return {surname: len(names) for surname, names in given.items()}


# Of the articles that give a surname in full. Below it the surname alone does not tell who is meant.
LEADING = 0.8


def leading_bearers(profiles: Mapping[str, Profile], published: Published) -> frozenset[str]:
    """List the full names whose bearer is the one meant in most articles that give the surname in full.

    "Obama" alone is Barack and not Michelle Obama where he fills the articles.
    """
    articles: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key, p in profiles.items():
        if p.type == "PER" and p.surname and p.given:
            articles[p.surname][_bearer(p)] += sum(published.get(key, {}).values())
    return frozenset(
        key
        for key, p in profiles.items()
        if p.type == "PER" and p.surname and p.given
        if articles[p.surname][_bearer(p)] >= LEADING * articles[p.surname].total() > 0
    )


def _bearer(profile: Profile) -> str:
    """Name a bearer of a surname by a given name, nicknames folded."""
    return min(profile.givens or (profile.given or "",))


def rare_words(profiles: Sequence[Profile]) -> frozenset[str]:
    """List the words of names that at most `RARE` profiles hold."""
    counts = Counter(word for p in profiles for word in _words(p))
    return frozenset(word for word, n in counts.items() if 1 < n <= RARE)


def rare_of(profile: Profile, rare: frozenset[str]) -> list[str]:
    """List a profile's own rare words."""
    return sorted(_words(profile) & rare)


def _words(profile: Profile) -> set[str]:
    if profile.form != "name" or profile.type == "LOC":
        return set()
    return {word for name in profile.names for word in name.split() if len(word) > 2}
