"""The profile table: profiles as Splink sees them, with what only the whole ledger knows.

Some columns depend on the ledger and not on the profile alone (`Counted`). When one of them
changes, the profile is compared again, so the order of arrival does not show. Each depends on the
profiles of one group alone (those that share a surname, an office, a word), so an article that
comes late has few others counted again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import attrs

from resolvers.coreference.short_names import PARTS
from resolvers.coreference.within import nation
from resolvers.lexicon.gazetteers import people
from resolvers.lexicon.lexicon import LexiconEntry, lexicon
from resolvers.linking.profiles import Profile, is_generic
from resolvers.linking.spheres import fields, parties, spheres
from resolvers.linking.tenures import Published, answers, find_posts

if TYPE_CHECKING:
    import pyarrow as pa

# A word in more profiles than this pairs too many of them (Fellegi-Sunter blocking; measured on
# 37,554 articles).
RARE = 50


@attrs.frozen(kw_only=True)
class Counted:
    """Hold what the whole ledger knows about a profile.

    Args:
        bearers: with how many given names its surname is borne.
        leads: whether most articles that give its surname in full mean this name.
        posts: the offices with their months that it holds or asks for.
        rare: the words of its names that few other profiles have.
    """

    bearers: int = 0
    leads: bool = False
    posts: tuple[str, ...] = ()
    rare: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        bearers: int,
        leads: bool,  # noqa: FBT001
        posts: Iterable[str],
        rare: Iterable[str],
    ) -> Counted:
        """Take the values of a row."""
        return cls(bearers=bearers, leads=leads, posts=tuple(posts), rare=tuple(rare))


def count(profiles: Mapping[str, Profile], published: Published) -> dict[str, Counted]:
    """Count over a whole ledger.

    Args:
        profiles: profile key to profile; every profile of the ledger.
        published: the months in which the articles of a profile came out, with their number.
    """
    bearers, rare = count_bearers(profiles.values()), rare_words(profiles.values())
    posts, leading = find_posts(profiles, published), leading_bearers(profiles, published)
    return {
        key: Counted(
            bearers=bearers.get(p.surname or "", 0),
            leads=key in leading,
            posts=tuple(posts.get(key, ())),
            rare=tuple(sorted(words(p) & rare)),
        )
        for key, p in profiles.items()
    }


_DIGRAPHS = [pair.split(">") for pair in "ae>a oe>o ue>u ph>f ou>u yy>y iy>y ij>y".split()]


@lru_cache(maxsize=200_000)
def loosen(name: str, kind: str) -> str:
    """Fold spellings that differ by convention alone: Müller and Mueller, Nazis and Nazi.

    The result is compared and never shown. Only organisations lose a plural s: "James" is no
    plural.
    """
    for digraph, letter in _DIGRAPHS:
        name = name.replace(digraph, letter)
    return (
        name[:-1]
        if kind == "ORG" and len(name) > 4 and name.endswith("s") and not name.endswith("ss")
        else name
    )


_ARTICLES = frozenset("the die der das le la les el il lo".split())
_LINKING = frozenset("of the for and de der des du del di".split())


def _loose(name: str, kind: str) -> set[str]:
    """Return the loose forms of a name.

    Of a body also its words in order, since the Labour Ministry is that of Labour.
    """
    if kind != "ORG":
        return {loosen(name, kind)}
    words = name.split()
    words = words[1:] if len(words) > 1 and words[0] in _ARTICLES else words
    told = sorted(loosen(word, "LOC") for word in words if word not in _LINKING)
    return {loosen(" ".join(words), kind), *([" ".join(told)] if len(told) > 1 else [])}


def _longest_name_spaced(profile: Profile) -> str | None:
    """Write the longest name between spaces, so that containment means whole words."""
    return f" {max(profile.names, key=lambda n: (len(n), n))} " if profile.names else None


def _person_name_words(profile: Profile) -> list[str]:
    """List the words of a person's longest name, sorted, particles and initials left out."""
    if profile.type != "PER" or not profile.names:
        return []
    name = max(profile.names, key=lambda n: (len(n), n))
    return sorted(
        loosen(word, "PER")
        for word in name.split()
        if len(word) > 1 and word not in lexicon().particles
    )


def _person_name_particles(profile: Profile) -> list[str]:
    """List the particles in a person's names: "al" of Tamim al Thani, and of "Al Gore", too."""
    return sorted(
        {w for name in profile.names for w in name.split()[:-1] if w in lexicon().particles}
        if profile.type == "PER"
        else ()
    )


def _names_with_roles(profile: Profile) -> list[str]:
    """List a person's names, alone and with each role, as an article says whom it does not mean."""
    if profile.type != "PER":
        return []
    heads = {"", *(role.partition("@")[0] for role in profile.roles)}
    junior = {f"{name} {profile.suffix}" for name in profile.names if profile.suffix}
    return sorted(f"{name}@{head}" for name in {*profile.names, *junior} for head in heads)


def _organisation_word_stems(profile: Profile) -> list[str]:
    """List the first letters of the words of a body's longest name, small words left out."""
    if profile.type != "ORG" or not profile.names:
        return []
    longest = max(profile.names, key=lambda n: (n.count(" "), len(n), n)).split()
    return sorted({word[:_STEM] for word in longest if word not in _LINKING})


def _organisation_part_head(profile: Profile) -> str:
    """Return the head of the name of a body that is a part of another: a senate's committee."""
    head = (_longest_name_spaced(profile) or "").split()[-1:] if profile.type == "ORG" else []
    return head[0] if head and head[0] in PARTS else ""


def _countries_of_profile(profile: Profile) -> list[str]:
    """List the countries that a place lies in, by its article or as a row of the lexicon.

    Of a body only its article tells where it is.
    """
    keys = (*profile.within, *(profile.keys if profile.type == "LOC" else ()))
    found = {nation(row.country) for key in keys if (row := lexicon().row(key))}
    return sorted(code for code in found if code)


def _towns_of_profile(profile: Profile) -> list[str]:
    """List the towns that a body is said to be in."""
    rows = {key: lexicon().row(key) for key in profile.within}
    return sorted(key for key, row in rows.items() if row and row.kind == "city")


def _states_of_profile(profile: Profile) -> list[str]:
    """List the states and parts of countries that a place is said to lie in."""
    rows = [(key, lexicon().row(key)) for key in profile.within]
    return sorted(key for key, row in rows if row and row.country and _is_part_of_country(row))


def _is_part_of_country(row: LexiconEntry) -> bool:
    """Whether a row is a part of a country: Maine, Northern Ireland."""
    return row.kind == "state" or nation(row.country) != row.country


_STEM = 4  # letters: Russian and Russia are one, national and Norwegian two
_TWO = 2  # words of a name


def _may_reverse_name_order(profile: Profile) -> bool:
    """Whether the order of a name's words may be turned: not where each of two is a given name.

    Orsovan Viktor is Viktor Orsovan, but James Martin is not Martin James.
    """
    words = max(profile.names, key=lambda n: (len(n), n)).split() if profile.names else []
    if any(word in lexicon().family_first for word in words):
        return True
    given = people()["given"]
    return len(words) != _TWO or not all(w in given or w in lexicon().given_names for w in words)


def _middle_names(profile: Profile) -> list[str]:
    """List the middle names and patronymics in a person's longest name."""
    parts = _person_name_words(profile)
    for word in (profile.given, profile.surname):
        if word and loosen(word, "PER") in parts:
            parts.remove(loosen(word, "PER"))
    return parts if profile.given else []


def _name_without_business_words(profile: Profile) -> str | None:
    """Take the name of a body without its line of business, where that leaves its own name."""
    if profile.type != "ORG" or not profile.names:
        return None
    lex, words = lexicon(), max(profile.names, key=lambda n: (len(n), n)).split()
    while len(words) > 1 and words[-1] in lex.business_words:
        words = words[:-1]
    stem = " ".join(words)
    plain = (lex.demonyms, lex.common_words, lex.given_names, lex.countries)
    if len(stem) < _SHORTEST_STEM or any(stem in known for known in plain):
        return None
    return stem


_SHORTEST_STEM = 3


def count_bearers(profiles: Iterable[Profile]) -> dict[str, int]:
    """Count the distinct given names that each surname is borne with.

    Persons are counted, never mentions: counted on mentions, four hundred mentions of one person
    would make a surname look common. Entries of authorities are not counted: who is never in the
    news makes no surname ambiguous there.
    """
    given: defaultdict[str, set[str]] = defaultdict(set)
    for profile in profiles:
        if profile.type == "PER" and profile.surname and profile.given and not profile.known:
            given[profile.surname].add(_bearer_given_name(profile))
    return {surname: len(names) for surname, names in given.items()}


# Of the articles that give a surname in full. Below it the surname alone does not tell who is
# meant.
LEADING = 0.8


def leading_bearers(profiles: Mapping[str, Profile], published: Published) -> frozenset[str]:
    """List the full names whose bearer is meant in most articles that give the surname in full.

    "Obama" alone is Barack and not Michelle Obama where he fills the articles.
    """
    bearers = {
        key: (p.surname, _bearer_given_name(p))
        for key, p in profiles.items()
        if p.type == "PER" and p.surname and p.given
    }
    articles: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key, (surname, bearer) in bearers.items():
        articles[surname][bearer] += sum(published.get(key, {}).values())
    return frozenset(
        key
        for key, (surname, bearer) in bearers.items()
        if articles[surname][bearer] >= LEADING * articles[surname].total() > 0
    )


def _bearer_given_name(profile: Profile) -> str:
    """Name a bearer of a surname by a given name, nicknames folded."""
    return min(profile.givens or (profile.given or "",))


def rare_words(profiles: Iterable[Profile]) -> frozenset[str]:
    """List the words of names that some profiles share, but at most `RARE`."""
    return frozenset(
        word
        for word, n in Counter(word for p in profiles for word in words(p)).items()
        if is_rare(n)
    )


def is_rare(profiles: int) -> bool:
    """Whether a word that so many profiles hold makes a block of its own."""
    return 1 < profiles <= RARE


def words(profile: Profile) -> set[str]:
    """List the words of a body's or person's names by which it may be found.

    An authority's entry has none.

    A large authority would make every word common, and chains would no longer find each other by
    it.
    """
    if profile.form != "name" or profile.type == "LOC" or profile.known:
        return set()
    return {word for name in profile.names for word in name.split() if len(word) > 2}


# --- the table ------------------------------------------------------------------------------------

_TEXT, _TEXTS, _FLAG, _WHOLE = "string", "texts", "flag", "whole"

# What a profile alone says. The last three name the groups over which things are counted, and are
# not compared.
_OWN: Mapping[str, tuple[str, Callable[[Profile], Any]]] = {
    "type": (_TEXT, lambda p: p.type),
    "form": (_TEXT, lambda p: p.form),
    "names": (_TEXTS, lambda p: p.names),
    "loose": (_TEXTS, lambda p: sorted({form for n in p.names for form in _loose(n, p.type)})),
    "given": (_TEXT, lambda p: p.given),
    "givens": (_TEXTS, lambda p: p.givens),
    "initial": (_TEXT, lambda p: p.given[0] if p.given else None),
    "surname": (_TEXT, lambda p: loosen(p.surname, "PER") if p.surname else None),
    "suffix": (_TEXT, lambda p: p.suffix or ""),
    "initials": (_TEXTS, lambda p: p.initials),
    "apart": (_TEXTS, lambda p: p.apart),
    "called": (_TEXTS, _names_with_roles),
    "born": (_WHOLE, lambda p: p.born),
    "seats": (_TEXTS, lambda p: p.seats),
    "seated": (_TEXTS, lambda p: sorted({seat.partition("@")[0] for seat in p.seats})),
    "turns": (_FLAG, _may_reverse_name_order),
    "particles": (_TEXTS, _person_name_particles),
    "stems": (_TEXTS, _organisation_word_stems),
    "part": (_TEXT, _organisation_part_head),
    "nations": (_TEXTS, _countries_of_profile),
    "states": (_TEXTS, _states_of_profile),
    "towns": (_TEXTS, _towns_of_profile),
    "sound": (_TEXT, lambda p: p.sound),
    "spelled": (_TEXT, lambda p: loosen(p.spelled, p.type) if p.spelled else None),
    "spaced": (_TEXT, _longest_name_spaced),
    "parts": (_TEXTS, _person_name_words),
    "middles": (_TEXTS, _middle_names),
    "stem": (_TEXT, _name_without_business_words),
    "keys": (_TEXTS, lambda p: p.keys),
    "acronyms": (_TEXTS, lambda p: p.acronyms),
    "roles": (_TEXTS, lambda p: p.roles),
    "heads": (_TEXTS, lambda p: sorted({r.split("@")[0] for r in p.roles})),
    "spheres": (_TEXTS, spheres),
    "fields": (_TEXTS, fields),
    "parties": (_TEXTS, parties),
    "introduced": (_FLAG, lambda p: bool(p.introduced)),
    "offices": (_TEXTS, lambda p: p.offices),
    "polities": (_TEXTS, lambda p: p.polities),
    "generic": (_FLAG, lambda p: p.type == "ORG" and is_generic(p.names)),
    "context": (_TEXT, lambda p: p.context),
    "known": (_TEXT, lambda p: p.known),
    "family": (_TEXT, lambda p: p.surname if p.type == "PER" else None),
    "answers": (_TEXTS, answers),
    "words": (_TEXTS, lambda p: sorted(words(p))),
}
_JOINED = {"bag": "parts", "middle": "middles"}  # lists, written as one text each
_COUNTED: Mapping[str, str] = {"posts": _TEXTS, "leads": _FLAG, "bearers": _WHOLE, "rare": _TEXTS}


def profile_table(profiles: Mapping[str, Profile], published: Published | None = None) -> pa.Table:
    """Lay all profiles of a ledger out as columns, all of them fresh."""
    return lay_out(profiles, count(profiles, published or {}))


def lay_out(profiles: Mapping[str, Profile], counted: Mapping[str, Counted]) -> pa.Table:
    """Lay profiles out as columns, ordered by their keys; `fresh` is true."""
    import pyarrow as pa

    keys = sorted(profiles)
    columns = {
        "profile": keys,
        **_profile_columns([profiles[key] for key in keys]),
        **{name: [getattr(counted[key], name) for key in keys] for name in _COUNTED},
        "fresh": [True] * len(keys),
    }
    kinds = _arrow_column_types()
    return pa.table({name: pa.array(column, kinds[name]) for name, column in columns.items()})


def _profile_columns(profiles: Sequence[Profile]) -> dict[str, list[Any]]:
    """Lay out what profiles tell by themselves, and the lists that are one text too."""
    own = {name: [of(profile) for profile in profiles] for name, (_, of) in _OWN.items()}
    return own | {name: [" ".join(told) for told in own[of]] for name, of in _JOINED.items()}


@cache
def _arrow_column_types() -> dict[str, pa.DataType]:
    """Map the columns to their kinds in Arrow."""
    import pyarrow as pa

    texts = pa.list_(pa.string())
    arrow = {_TEXT: pa.string(), _TEXTS: texts, _FLAG: pa.bool_(), _WHOLE: pa.int32()}
    kinds = {"profile": _TEXT, **{name: kind for name, (kind, _) in _OWN.items()}}
    kinds |= {**dict.fromkeys(_JOINED, _TEXT), **_COUNTED, "fresh": _FLAG}
    return {name: arrow[kind] for name, kind in kinds.items()}
