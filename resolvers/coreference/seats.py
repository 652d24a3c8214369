"""Seats and homes: the place that a person sits for or comes from, which tells namesakes apart.

"The member for Kilmore" is not the one for Ardagh, and "Ada Crane of Orrin" not she of Lomme. Only
places of one level are compared, since a town may lie in the state.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

import attrs

from provenance.spans import Span
from resolvers.coreference.appositions import APPOSITION
from resolvers.coreference.distinct import age_behind
from resolvers.coreference.groups import Group, StatedRole, stated
from resolvers.coreference.parties import TAG, parties_beside, parties_called
from resolvers.coreference.references.reference import Reference
from resolvers.lexicon.gazetteers import cities
from resolvers.lexicon.lexicon import LexiconEntry, lexicon
from resolvers.mention_detection.roles.phrases import RolePhrase, find_roles
from resolvers.text.folding import fold
from resolvers.text.words import word_set

Told = Mapping[str, frozenset[str]]  # what is told, such as "home in a town", to which

_HOME = re.compile(
    r"(?:,\s+(?:aged?\s+)?\d{1,3})?,?\s+(?:of|from)\s+"
    r"(?P<place>[A-Z][\w'’.-]*[\w](?:\s[A-Z][\w'’-]+){0,2})"
)
_FROM = re.compile(r"\s+from\s+(?P<place>[A-Z][\w'’.-]*[\w](?:\s[A-Z][\w'’-]+){0,2})")
_APPOSED = re.compile(APPOSITION)
_REACH = 90  # code points that a description beside a name may take
_LEVELS = {"city": "town", "state": "state", "country": "country"}
_LEGISLATOR = "legislator"
_LOCAL = word_set("mayor governor sheriff prefect")
_FOR_A_PLACE = re.compile(r"\bfor\s+(?:the\s+)?[A-Z]")
_OF_TOWNS = word_set("mayor")
_FOR_MEMBERS = word_set("member deputy delegate")


@attrs.frozen
class Seat:
    """Say where somebody sits or lives.

    Args:
        post: what has one place alone, such as "home in a town" or "mayor of a town".
        place: a row of the lexicon, else folded words.
        span: the words that tell it.
        sure: whether the words are a place's by themselves; else only if the article has that
            place.
    """

    post: str
    place: str
    span: Span
    sure: bool


def seats_of(group: Group, text: str, places: Collection[str]) -> list[Seat]:
    """List the seats and homes that an article tells of a person.

    Args:
        group: the person's references, and what they say.
        text: the article's.
        places: the folded names of its places; what tells two of one name apart is one, too.
    """
    full = [r.name for r in group.references if r.name and r.person and r.person.full]
    homes = list(_homes_behind_names(text, full))
    told = [
        seat
        for seat in (*homes, *_seats_of_roles(text, group.roles))
        if _is_confirmed_seat(seat, places)
    ]
    return list(dict.fromkeys((*homes, *told))) if group.apart else told


def _is_confirmed_seat(seat: Seat, places: Collection[str]) -> bool:
    return seat.sure or seat.place in places


def read_beside(reference: Reference, text: str) -> Told:
    """Gather what stands beside a name that tells its bearer from a namesake."""
    return _facts_beside_span(text, reference.span, reference.roles)


# Every nominal with a role asks of every name of whoever may hold it.
@lru_cache(maxsize=1024)
def _facts_beside_span(text: str, span: Span, own: tuple[RolePhrase, ...]) -> Told:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for seat in _seats_beside_name(text, span, own):
        found[seat.post].add(seat.place)
    if age := age_behind(text, span.end):
        found["age"].add(age.surface(text))
    for party, _ in parties_beside(text, span):
        found["party"] |= parties_called(party)
    return {post: frozenset(places) for post, places in found.items()}


def _seats_beside_name(text: str, span: Span, own: Iterable[RolePhrase]) -> Iterator[Seat]:
    """Yield the seats and homes that are told beside one name, whose own roles are given."""
    roles = [stated(text, phrase) for phrase in own]
    roles += _roles_beside_name(text, span)
    yield from (seat for seat in _seats_of_roles(text, roles) if seat.sure)
    yield from _homes_behind_names(text, [span])


def clash(one: Told, other: Told) -> bool:
    """Whether two people are spoken of: the same is told of both, and it differs."""
    return any(one[post].isdisjoint(other[post]) for post in one.keys() & other.keys())


def _roles_beside_name(text: str, name: Span) -> Iterator[StatedRole]:
    """Yield the roles that stand directly before or behind a name."""
    apposed = _APPOSED.match(text, name.end)
    behind = apposed.end() if apposed else -1
    for phrase in find_roles(text, *_bounds_around_name(text, name)):
        beside = phrase.span.end == name.start - 1 or phrase.span.start == behind
        if beside and not phrase.plural:
            yield stated(text, phrase)


def _bounds_around_name(text: str, name: Span) -> tuple[int, int]:
    """Return what is read around a name.

    The words within reach before it in its line, and behind.
    """
    far = name.start - _REACH
    start = max(text.rfind("\n", 0, name.start) + 1, far)
    start = text.rfind(" ", 0, start) + 1 if start == far else start
    return start, min(len(text), name.end + _REACH)


def _homes_behind_names(text: str, names: Iterable[Span]) -> Iterator[Seat]:
    """Yield the homes told behind full names."""
    return (seat for name in names if (seat := _home_behind_name(text, name)))


def _seats_of_roles(text: str, roles: Iterable[StatedRole]) -> Iterator[Seat]:
    """Yield the seats that roles tell."""
    return (seat for role in roles if (seat := _seat_of_role(role, text)))


def _home_behind_name(text: str, name: Span) -> Seat | None:
    """Read the place behind a full name.

    Such as "Crane of Orrin", "Crane, 43, from Lomme", "Crane (D-Ohio)".
    """
    tag = TAG.match(text, name.end)
    if tag and tag["state"]:
        return _home_at_place(tag["state"], Span(*tag.span("state")))
    found = _HOME.match(text, name.end)
    return _home_at_place(found["place"], Span(*found.span("place"))) if found else None


def _home_at_place(words: str, span: Span) -> Seat | None:
    """Make a home of the words of a place."""
    level, place, sure = _classify_place(fold(words))
    return Seat(_post_at_level("home", level), place, span, sure) if level else None


def _seat_of_role(role: StatedRole, text: str) -> Seat | None:
    """Read the place that an office is bound to.

    A mayor's town, a governor's state, a member's seat.
    """
    office = _place_bound_office(role, text)
    if not office:
        return None
    if not role.qualifier:
        return _home_of_member(role, text) if office == _LEGISLATOR else None
    level, place, sure = _classify_place(role.qualifier)
    if level in {"", "country"}:
        return None
    sure = sure or role.canonical in _OF_TOWNS or _is_seat_for_place(role, text)
    return Seat(_post_at_level(office, level), place, role.span, sure)


def _home_of_member(role: StatedRole, text: str) -> Seat | None:
    """Read where a legislator comes from, behind the office: "the senator from Ohio"."""
    behind = _FROM.match(text, role.span.end)
    return _home_at_place(behind["place"], Span(*behind.span("place"))) if behind else None


def _place_bound_office(role: StatedRole, text: str) -> str | None:
    """Name the office of a role that is bound to a place."""
    members = role.canonical in _FOR_MEMBERS
    if role.kind == _LEGISLATOR and not members:
        return _LEGISLATOR
    if members:
        return _LEGISLATOR if _is_seat_for_place(role, text) else None
    return role.canonical if role.canonical in _LOCAL else None


def _is_seat_for_place(role: StatedRole, text: str) -> bool:
    """Whether somebody sits for what is named: "the member for Kilmore"."""
    return role.canonical not in _LOCAL and bool(_FOR_A_PLACE.search(role.span.surface(text)))


def _post_at_level(office: str, level: str) -> str:
    """Name what has one place: whoever sits for a state is at home there, and not so in a town."""
    return f"home in a {level}" if level == "state" else f"{office} of a {level}"


def _classify_place(words: str) -> tuple[str, str, bool]:
    """Return the level of a place, its name, and whether the lexicon has it.

    There is no level where the name is no place's, or that of places on two levels.
    """
    rows = _place_rows(words)
    if not rows:
        city = tuple(words.split()) in cities().sizes
        return "" if _is_not_place(words) else "town", words.removesuffix(" city"), city
    levels = {_place_level(row) for row in (*rows, *_place_rows(fold(rows[0].name)))}
    return levels.pop() if len(levels) == 1 else "", rows[0].key, True


def _place_rows(words: str) -> list[LexiconEntry]:
    """List the rows of a name, of a state's too, or the one row of a key."""
    known = lexicon()
    row = known.row(words)
    if row:
        return [row]
    return [*known.known.get(words, ()), *known.known.get(f"{words} state", ())]


def _place_level(row: LexiconEntry) -> str:
    return _LEVELS.get(row.kind, "") if row.type == "LOC" else ""


def _is_not_place(words: str) -> bool:
    known = lexicon()
    return words in known.demonyms or words in known.weak or words in known.not_names
