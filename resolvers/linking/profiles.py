"""Profiles: what the chains of one entity in one article tell, as two articles are compared.

Chains with equal features share one profile, so pairs grow with distinct profiles and not with
mentions. Collapsing is itself a linking decision: where a name alone would not be enough (a role
without a name, "Foreign Ministry"), the article's country or month is part of the profile; what
nothing identifies ("the judge") stays the profile of its chain.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import attrs
import jellyfish

from provenance.identifiers import Field, content_hash
from provenance.records.mentions import Chain, Feature
from provenance.spans import Span
from resolvers.coreference.introduced import occupation
from resolvers.coreference.legal_forms import bare
from resolvers.coreference.short_names import acronym
from resolvers.lexicon.lexicon import LexiconEntry, Role, lexicon
from resolvers.lexicon.person_names import PersonName, parse_person
from resolvers.text.folding import fold

_OF_ENTRIES = ("known", "tenures")  # fields of a profile that chains have not
_DECIDED = "decided"  # the last field, which few chains have
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


@attrs.frozen(kw_only=True)
class Profile:
    """Hold the features that comparisons look at.

    Lists are sorted, so that equal features are one profile.
    """

    type: str
    form: str  # name, role or words
    names: tuple[str, ...] = ()  # folded; of persons the full names, unless there is only a surname
    given: str | None = None  # the first given name
    givens: tuple[str, ...] = ()  # all given names, with those a nickname may stand for
    surname: str | None = None  # its last word
    suffix: str | None = None
    initials: tuple[str, ...] = ()  # those written between given name and surname, in their order
    apart: tuple[str, ...] = ()  # whom an article says that a person is not: name @ role
    # The year, by the age that an article gives; a birthday may lie between.
    born: int | None = None
    seats: tuple[str, ...] = ()  # where a person lives or sits: mayor of a town @ place
    parties: tuple[str, ...] = ()  # folded words such as "republican"
    keys: tuple[str, ...] = ()  # rows of the lexicon
    acronyms: tuple[str, ...] = ()  # acronyms used or defined, and initials of the longer names
    roles: tuple[str, ...] = ()  # canonical role @ qualifier
    offices: tuple[str, ...] = ()  # the roles of one holder at a time that have a qualifier
    introduced: tuple[str, ...] = ()  # as somebody whom readers do not know: "taxi driver"
    coming: tuple[str, ...] = ()  # offices that are not taken yet: the president-elect's
    polities: tuple[str, ...] = ()  # country codes
    # Of a place: rows of the countries or states that it is said to lie in.
    within: tuple[str, ...] = ()
    context: str | None = None  # the article's main country, for names that every country has
    month: str | None = None  # year-month, for a role without a name
    state: bool = False  # of a thing: its head noun is a body of a state
    chain: str | None = None  # the chain, or a quotation's words, where nothing else identifies it
    # Authority:id, where this is no chain's profile but that of an authority's entry.
    known: str | None = None
    # Of an entry: offices with first and last day, such as mayor@place:oslo#2001/2003-05.
    tenures: tuple[str, ...] = ()
    decided: str | None = None  # the chain, where a person says that it is somebody else

    @property
    def key(self) -> str:
        """Identify the profile by its features.

        What only entries have is left out of chains' keys.
        """
        return _key_and_features(self)[0]

    @property
    def features(self) -> str:
        """Write the profile as the ledger keeps it, a JSON object."""
        return _key_and_features(self)[1]

    @property
    def compared(self) -> Profile:
        """What comparisons see: of a chain that a person set apart nothing.

        It would join others by words alone.
        """
        if self.decided is None:
            return self
        return Profile(type=self.type, form="words", chain=self.decided)

    @property
    def authority(self) -> str | None:
        """The authority that this is an entry of."""
        return self.known.partition(":")[0] if self.known else None

    @property
    def spelled(self) -> str | None:
        """The longest name without spaces."""
        return max(self.names, key=lambda n: (len(n), n)).replace(" ", "") if self.names else None

    @property
    def sound(self) -> str | None:
        """The surname's Soundex code; it blocks and never proves."""
        return jellyfish.soundex(self.surname) if self.surname and self.surname.isalpha() else None


_NAMES = tuple(field.name for field in attrs.fields(Profile))


# Whoever fills the news has one profile in many articles.
@lru_cache(maxsize=4096)
def _key_and_features(profile: Profile) -> tuple[str, str]:
    """Write the key and the features of a profile."""
    # No value is a record; `attrs.asdict` asks each whether it is one.
    told: dict[str, Field] = {name: getattr(profile, name) for name in _NAMES}
    *values, decided = told.values()
    own = values if profile.known else values[: -len(_OF_ENTRIES)]
    key = content_hash("profile", *own, *([_DECIDED, decided] if decided else ()))
    if decided is None:
        del told[_DECIDED]
    return key, _JSON.encode(told)


def profiles_of(chains: Sequence[Chain], month: str | None) -> list[Profile]:
    """Make the profiles of all chains of one article, in their order.

    Args:
        chains: every chain of one version; the main country is counted over them.
        month: year and month of publication, such as 2025-09.
    """
    main = _main_country(chains)
    return [_chain_profile(chain, main, month) for chain in chains]


def _main_country(chains: Iterable[Chain]) -> str | None:
    """Return the country that the article is about, by name, bodies and places, and people."""
    counts: Counter[str] = Counter()
    for chain in chains:
        codes = {code for key in chain.values("key") if (code := _country_of_key(key))} | set(
            chain.values("polity")
        )
        counts.update(dict.fromkeys(codes, len(chain.links)))
    return min(counts, key=lambda code: (-counts[code], code)) if counts else None


def _country_of_key(key: str) -> str | None:
    """Return the country of a row of the lexicon, or of a government."""
    known = lexicon().row(key)
    return known.country if known else None


def _chain_profile(chain: Chain, main: str | None, month: str | None) -> Profile:
    """Make the profile of a chain in an article of this main country and month."""
    if not chain.values("name") and not chain.values("key"):
        return _nameless_chain_profile(chain, month)
    polities = tuple(sorted(set(chain.values("polity"))))
    if chain.type == "PER":
        return attrs.evolve(_person_chain_profile(chain, month), polities=polities)
    thing = attrs.evolve(_thing_chain_profile(chain, main), polities=polities)
    unplaced = not (thing.keys or thing.context or polities) and is_generic(thing.names)
    return attrs.evolve(thing, chain=chain.key) if unplaced else thing


def _nameless_chain_profile(chain: Chain, month: str | None) -> Profile:
    """Make what a chain without a name tells: an office about a month, else its words alone."""
    roles, offices, _ = _roles_and_offices(chain)
    polities = tuple(sorted(set(chain.values("polity"))))
    if offices and month:
        return Profile(
            type=chain.type,
            form="role",
            roles=roles,
            offices=offices,
            polities=polities,
            month=month,
        )
    return Profile(
        type=chain.type,
        form="words",
        roles=roles,
        polities=polities,
        chain=next(iter(chain.values("quoted")), chain.key),
        state=chain.type != "PER" and _is_state_body(chain.name),
    )


def _thing_chain_profile(chain: Chain, main: str | None) -> Profile:
    """Make what the names of a body or place tell, where it lies, and whose article it is in."""
    names = (*chain.values("name"), *chain.values("alias"))
    thing = thing_profile(chain.type, names, chain.values("key"))
    return attrs.evolve(
        thing,
        within=tuple(sorted(set(chain.values("within")))),
        context=main if is_generic(thing.names) else None,
    )


def _person_chain_profile(chain: Chain, month: str | None) -> Profile:
    """Make what the names and roles of a person's chain tell.

    Whom it is not, and when it was born, are among it.
    """
    roles, offices, coming = _roles_and_offices(chain)
    seats = {f"{f.qualifier}@{f.value}" for f in chain.features if f.name == "seat"}
    return attrs.evolve(
        person_profile(chain.values("name"), chain.values("alias")),
        apart=tuple(sorted(set(chain.values("apart")))),
        born=_birth_year(chain, month),
        introduced=_introduced_occupations(chain),
        parties=tuple(sorted(set(chain.values("party")))),
        seats=tuple(sorted(seats)),
        roles=roles,
        offices=offices,
        coming=coming,
    )


def _introduced_occupations(chain: Chain) -> tuple[str, ...]:
    """List as whom an article introduces somebody: "a nurse", as others are, not "the mayor"."""
    roles = [feature for feature in chain.features if feature.name == "role"]
    told = [feature.span for feature in chain.features if feature.name == "introduced"]
    if not all(_is_one_of_several(role, told) for role in roles):
        return ()
    # What nothing is known of is one word, so that few profiles come of it.
    kept = {occupation(words) or SOMEBODY for words in chain.values("introduced")}
    return tuple(sorted(kept.union(role.value for role in roles)))


def _is_one_of_several(role: Feature, introductions: Iterable[Span]) -> bool:
    return "a" in role.modifiers or any(span.contains(role.span) for span in introductions)


SOMEBODY = "somebody"


def _birth_year(chain: Chain, month: str | None) -> int | None:
    """Return the year of birth that a person's age tells; none where two ages are told."""
    ages = set(chain.values("age"))
    if month is None or len(ages) != 1:
        return None
    return int(month.partition("-")[0]) - int(ages.pop())


def _roles_and_offices(chain: Chain) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the roles that a chain states, the offices it holds, and those it will hold."""
    stated = [feature for feature in chain.features if feature.name == "role"]
    roles = {f"{role.value}@{role.qualifier or ''}" for role in stated}
    offices = {office for role in stated if (office := _office_of_role(role))}
    coming = {o.removeprefix(_ELECT) for o in offices if o.startswith(_ELECT)}
    return tuple(sorted(roles)), tuple(sorted(offices)), tuple(sorted(coming))


_ELECT = "elect "


def _office_of_role(role: Feature) -> str | None:
    """Name the office that a stated role is, if its holder is in it, or was elected to it."""
    row = lexicon().roles.get(role.value)
    if not role.qualifier or row is None or not is_office(row):
        return None
    office = f"{role.value}@{role.qualifier}"
    if _NOT_IN_OFFICE.isdisjoint(role.modifiers):
        return f"acting {office}" if "acting" in role.modifiers else office
    return f"{_ELECT}{office}" if "elect" in role.modifiers else None


# "A Kremlin spokesman" is one of several; a former or deputy president is not the president.
_NOT_IN_OFFICE = frozenset(
    "former ex then a late ousted deposed retired next previous deputy vice assistant elect".split()
)


def is_office(role: Role) -> bool:
    """Whether a body commonly has one holder of the role: a president, a leader, a spokesperson."""
    return role.unique or role.kind == "spokesperson" or role.canonical == "leader"


def person_profile(names: Iterable[str], aliases: Iterable[str] = ()) -> Profile:
    """Make the profile that a person's names make; the longest of the full ones tells the parts."""
    parsed = [parse_person(name) for name in names]
    full = [p for p in parsed if p.full] or parsed
    best = max(full, key=lambda p: (len(p.tokens), p.tokens))
    return Profile(
        type="PER",
        form="name",
        names=tuple(sorted({" ".join(_without_middle_initials(p)) for p in full} | set(aliases))),
        given=_first_given_name(best),
        givens=tuple(sorted(_given_names_with_nicknames(full))),
        surname=best.core,
        suffix=next((p.suffix for p in full if p.suffix), None),
        initials=_middle_initials(best),
    )


def _middle_initials(person: PersonName) -> tuple[str, ...]:
    """List the initials behind the first given name."""
    return tuple(word for word in person.given[1:] if len(word) == 1)


def _without_middle_initials(person: PersonName) -> tuple[str, ...]:
    """Drop middle initials: "james b comey" and "james comey" are one name."""
    kept = tuple(
        t for i, t in enumerate(person.tokens) if len(t) > 1 or i in {0, len(person.tokens) - 1}
    )
    return kept or person.tokens


def _first_given_name(person: PersonName) -> str | None:
    """Return the first given name; the syllables behind a family name are one: Jong-un."""
    if not person.given:
        return None
    return "".join(person.given) if _is_family_name_first(person) else person.given[0]


def _is_family_name_first(person: PersonName) -> bool:
    return person.tokens[:1] == person.surname and len(person.tokens) > 1


def _given_names_with_nicknames(persons: Iterable[PersonName]) -> set[str]:
    given = {name for p in persons if (name := _first_given_name(p))}
    return given | {name for g in given for name in lexicon().nicknames.get(g, ())}


def thing_profile(kind: str, words: Iterable[str], keys: Iterable[str]) -> Profile:
    """Make the profile that the names of a body or place make.

    Args:
        kind: its type.
        words: its names, folded.
        keys: the rows of the lexicon that it is.
    """
    names = tuple(sorted({bare(name) for name in words}))
    keys = tuple(sorted(set(keys)))
    return Profile(
        type=kind,
        form="name",
        names=names,
        keys=keys,
        acronyms=_possible_acronyms(names) if kind != "LOC" else (),
        state=not keys and any(_is_state_body(name) for name in names),
    )


def _possible_acronyms(names: Iterable[str]) -> tuple[str, ...]:
    """List the short names that may be acronyms, and those that the longer names make."""
    used = {name for name in names if " " not in name and 2 <= len(name) <= 7}
    made = {a for name in names for a in (acronym(name), acronym(name, small=True)) if len(a) > 2}
    return tuple(sorted(used | made))


_STATE_KINDS = frozenset("government parliament agency court military police".split())


def _is_state_body(name: str) -> bool:
    """Whether a name or phrase ends in, or is headed by, a word for a body of a state."""
    heads, words = lexicon().organisation_heads, fold(name).split()
    before_of = words[words.index("of") - 1 : words.index("of")] if "of" in words[1:] else []
    return any(heads.get(word) in _STATE_KINDS for word in (*before_of, *words[-1:]))


def is_generic(names: Iterable[str]) -> bool:
    """Whether every country may have what is called so.

    "Congress" too, whose country the article told.
    """
    told = list(names)
    return bool(told) and all(_is_generic_name(name) for name in told)


def _is_single_company(rows: Sequence[LexiconEntry]) -> bool:
    """Whether a short name has one bearer, which is of no state: "Amazon"."""
    return len(rows) == 1 and rows[0].kind in {"company", "international"}


_BETWEEN = frozenset("of for on the and".split())  # "ministry of labour and the interior"
# Of bodies that most states have; "investigation", "reserve", "labor statistics" belong to one.
_FIELDS = frozenset("commerce deputies election elections human rights sciences".split())


def _is_generic_name(name: str) -> bool:
    """Whether every country may have one: "ministry of justice", "social democrats"."""
    words = lexicon()
    if name in words.weak:
        return not _is_single_company(words.weak[name])
    tokens = [t for t in name.split() if t not in _BETWEEN]
    shared = words.common_words | (
        _FIELDS if words.organisation_heads.keys() & tokens else frozenset()
    )
    return bool(tokens) and all(t in words.organisation_heads or t in shared for t in tokens)
