"""Posts: who holds an office about a month, by what the articles of that time say.

"The French president" means another person in 2010 than in 2020. A role without a name is therefore
compared with the names for which some article near its month states the office, and only where all
but a few of those articles agree on one person. Without such evidence the holder is unknown, and
the role stays an entity of its own.

An authority that knows the one holder of a whole month outranks the articles: then its entry
answers, and of the names those with the holder's surname. In a month of handover, or where entries
disagree, the articles decide as before.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

from provenance.records.authorities import Office
from resolvers.lexicon.lexicon import lexicon
from resolvers.linking.profiles import Profile, is_office

NEAR = 6  # months: an office stated of somebody is believed for half a year before and after
AGREED = 0.8  # of the articles near in time; a slip in one of many must not hide the holder

_RULERS = frozenset({"head_of_state", "head_of_government"})

# Profile to month to the number of its articles then.
Published = Mapping[str, Mapping[int | None, int]]


def count_months(month: str | None) -> int | None:
    """Count a year-month such as 2025-09 in months, so that two can be subtracted."""
    return int(month[:4]) * 12 + int(month[5:7]) if month else None


def first_and_last_day(month: int) -> tuple[str, str]:
    """Return the first and the last day (ISO 8601) of a month that `count_months` counted."""
    year, number = divmod(month - 1, 12)
    return (
        f"{year:04}-{number + 1:02}-01",
        f"{year:04}-{number + 1:02}-{monthrange(year, number + 1)[1]:02}",
    )


def find_posts(profiles: Mapping[str, Profile], published: Published) -> dict[str, list[str]]:
    """Assign every profile its posts, each an office and a month.

    A role alone asks for its own, a name answers.

    Args:
        profiles: profile key to profile; every profile of the ledger.
        published: the months in which the articles of a profile came out, with their number.

    Returns:
        Profile key to posts such as `president@country:FR#24308`, sorted; profiles without any are
        left out.
    """
    told = _Told()
    posts: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for key, profile in sorted(profiles.items()):
        if profile.form == "role":
            posts[key] = _posts_of_role(profile)
        else:
            told.enter(key, profile)

    for office, month in sorted({post for asked in posts.values() for post in asked}):
        for key in told.holders(office, month, published):
            posts[key].append((office, month))
    return {
        key: sorted(_post_key(*post) for post in found) for key, found in posts.items() if found
    }


def _posts_of_role(role: Profile) -> list[tuple[str, int]]:
    """List the offices that a role without a name asks for, each with its month."""
    month = count_months(role.month)
    return [] if month is None else [(office, month) for office in role.offices]


class _Told:
    """Gather what names, and entries of authorities, tell of offices.

    Each under every name of the office.
    """

    def __init__(self) -> None:
        self.stated: defaultdict[str, list[tuple[str, Profile]]] = defaultdict(list)
        self.coming: defaultdict[str, list[tuple[str, Profile]]] = defaultdict(list)
        self.dated: defaultdict[str, list[tuple[str, Profile, Office]]] = defaultdict(list)

    def enter(self, key: str, profile: Profile) -> None:
        """Take in what one profile tells."""
        for tenure in tenures(profile):
            for name in also_called(tenure.role) if is_unique(tenure.role) else ():
                self.dated[name].append((key, profile, tenure))
        for listed, offices in ((self.stated, profile.offices), (self.coming, profile.coming)):
            for office in offices:
                for name in also_called(office):
                    listed[name].append((key, profile))

    def holders(self, office: str, month: int, published: Published) -> list[str]:
        """List the profiles that answer for an office in a month."""
        stated = self.stated[office]
        known, surname = _holder_by_authority(self.dated[office], month)
        if known:
            named = [s for s in stated if s[1].surname == surname]
            return [*known, *_agreed_holders(named, published, month)]
        waiting = _elected_surnames(self.coming[office], published, month)
        in_office = [s for s in stated if s[1].surname not in waiting]
        return _agreed_holders(in_office, published, month)


def _holder_by_authority(
    dated: Iterable[tuple[str, Profile, Office]], month: int
) -> tuple[list[str], str | None]:
    """Return the entries that held an office for a whole month, and their surname.

    None where they are several people.

    Entries of several authorities may be one person; those of one name are.
    """
    started = [holder for holder in dated if holder[2].start]
    first, last = (
        {key: entry for key, entry, office in started if office.holds_on(day)}
        for day in first_and_last_day(month)
    )
    if first.keys() != last.keys() or not _may_be_one_holder(first.values()):
        return [], None
    return sorted(first), next(iter(first.values())).surname


def _may_be_one_holder(entries: Collection[Profile]) -> bool:
    """Whether entries have one surname, and are one at most of each authority."""
    one_each = len({e.known for e in entries}) == len({e.authority for e in entries})
    return one_each and len({e.surname for e in entries}) == 1


def tenures(entry: Profile) -> list[Office]:
    """Read the dated offices of an entry's profile."""
    found = []
    for tenure in entry.tenures:
        role, _, days = tenure.rpartition("#")
        start, _, end = days.partition("/")
        found.append(Office(role=role, start=start or None, end=end or None))
    return found


def is_unique(office: str) -> bool:
    """Whether an office, a role @ what it belongs to, has one holder at a time."""
    name, _, body = office.partition("@")
    row = lexicon().roles.get(name)
    return bool(body) and row is not None and is_office(row)


def answers(profile: Profile) -> list[str]:
    """List the offices over which a profile is counted: those it asks for, or may answer for."""
    if profile.form == "role":
        return sorted(profile.offices)
    if profile.known:
        return sorted(
            {name for o in tenures(profile) if is_unique(o.role) for name in also_called(o.role)}
        )
    return sorted(
        {name for office in (*profile.offices, *profile.coming) for name in also_called(office)}
    )


def also_called(office: str) -> list[str]:
    """Return the names of an office.

    A president of a country is its leader as well, and an acting one is called president.
    """
    if office.startswith("elect "):
        return [office]
    plain = office.removeprefix("acting ")
    role, _, body = plain.partition("@")
    row = lexicon().roles.get(role)
    led = [f"leader@{body}"] if row and row.kind in _RULERS and role != "leader" else []
    return list(dict.fromkeys([office, plain, *led]))


def _post_key(office: str, month: int) -> str:
    return f"{office}#{month}"


def _elected_surnames(
    coming: Iterable[tuple[str, Profile]], published: Published, month: int
) -> set[str]:
    """List the surnames of those whom articles of that month, or soon after it, call elected.

    They are not in office yet.
    """
    return {
        profile.surname or ""
        for key, profile in coming
        if any(m is not None and 0 <= m - month <= NEAR for m in published.get(key, {}))
    }


def _agreed_holders(
    stated: Iterable[tuple[str, Profile]], published: Published, month: int
) -> list[str]:
    """List the profiles of the one person whom the articles near a month agree on.

    Where they agree on one after another, that is the one in office by then.
    """
    articles: defaultdict[str, Counter[int]] = defaultdict(Counter)
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for key, profile in stated:
        near = _article_counts_near(published.get(key, {}), month)
        if near and profile.surname:
            articles[profile.surname] += near
            keys[profile.surname].append(key)
    surname = _agreed_surname(articles) or _incumbent_surname(articles, month)
    return keys[surname] if surname else []


def _agreed_surname(articles: Mapping[str, Counter[int]]) -> str | None:
    """Find whom all but a few of the articles name."""
    totals = {surname: near.total() for surname, near in articles.items()}
    surname = min(totals, key=lambda s: (-totals[s], s), default=None)
    enough = surname is not None and totals[surname] >= AGREED * sum(totals.values())
    return surname if enough else None


def _article_counts_near(published: Mapping[int | None, int], month: int) -> Counter[int]:
    """Count the articles of the months near one."""
    return Counter({m: n for m, n in published.items() if m is not None and abs(m - month) <= NEAR})


def _incumbent_surname(articles: Mapping[str, Mapping[int, int]], month: int) -> str | None:
    """Find who had taken office, and not yet handed it over, in a month.

    Nobody is found where the months of two people overlap, before the first of them, or in the
    month from which on articles speak of the next.
    """
    terms = sorted((min(months), max(months), surname) for surname, months in articles.items())
    if any(last >= first for (_, last, _), (first, _, _) in pairwise(terms)):
        return None
    begun = [term for term in terms if term[0] <= month]
    handed_over = len(begun) > 1 and begun[-1][0] == month
    return begun[-1][2] if begun and not handed_over else None
