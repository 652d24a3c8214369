"""Rivals: two entries of one authority are two entities; a name that fits both alike is neither's.

Entries outnumber what the news speaks of, and many bear one name. So an entry is not given to the
first that fits, by some order of ids: of several that fit about as well, the one that held a stated
office at the time is meant, else none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from provenance.identifiers import Key, canonical_pair
from resolvers.linking.model import log_odds
from resolvers.linking.profiles import Profile
from resolvers.linking.tenures import also_called, first_and_last_day, tenures

CLEAR = 1.0  # log2 of the odds by which the best entry must lead: twice as likely

Pairs = Mapping[tuple[Key, Key], float]
RivalGroups = Mapping[Key, Sequence[Sequence[Key]]]


def find_rivals(
    pairs: Pairs[Key], authority: Mapping[Key, str], cut: float
) -> dict[Key, list[list[Key]]]:
    """Find what several entries of one authority fit about as well.

    Args:
        pairs: canonical pair to calibrated probability.
        authority: the members that are entries, with the authority of each.
        cut: pairs below it do not count.

    Returns:
        Member to its groups of rivals, one an authority, each sorted.
    """
    fitting: defaultdict[tuple[Key, str], dict[Key, float]] = defaultdict(dict)
    for member, entry, probability in _fitting_entries(pairs, authority, cut):
        fitting[member, authority[entry]][entry] = log_odds(probability)

    found: defaultdict[Key, list[list[Key]]] = defaultdict(list)
    for member, name in sorted(fitting):
        odds = fitting[member, name]
        least = max(odds.values()) - CLEAR
        near = sorted(entry for entry in odds if odds[entry] > least)
        if len(near) > 1:
            found[member].append(near)
    return dict(found)


def _fitting_entries(
    pairs: Pairs[Key], authority: Mapping[Key, str], least: float
) -> Iterator[tuple[Key, Key, float]]:
    """Yield members with the entries that fit them with a probability of at least so much."""
    for (a, b), probability in pairs.items():
        if probability >= least and (a in authority) != (b in authority):
            member, entry = (b, a) if a in authority else (a, b)
            yield member, entry, probability


def decide(
    rivals: RivalGroups[Key],
    profiles: Mapping[Key, Profile],
    months: Mapping[Key, Iterable[int]],
) -> set[tuple[Key, Key]]:
    """Decide between rivals by dated offices, and give the pairs that have no say any more.

    Args:
        rivals: what `find_rivals` found.
        profiles: the profiles of members and entries.
        months: member to the months in which its articles came out, counted as `count_months` does.

    Returns:
        Canonical pairs.
    """
    silent: set[tuple[Key, Key]] = set()
    for member, group in _rival_groups(rivals):
        stated, when = profiles[member], months.get(member, ())
        meant = [entry for entry in group if in_office(stated, profiles[entry], when)]
        kept = meant if len(meant) == 1 else []
        silent |= {canonical_pair(member, entry) for entry in group if entry not in kept}
    return silent


def _rival_groups(rivals: RivalGroups[Key]) -> Iterator[tuple[Key, Sequence[Key]]]:
    """Yield members with each group of entries that they fit alike."""
    for member, groups in rivals.items():
        for group in groups:
            yield member, group


def in_office(stated: Profile, entry: Profile, months: Iterable[int]) -> bool:
    """Whether an entry held a role that a profile states in some month of its articles.

    Of roles only the heads are compared: the senator of a state is one of the country.
    """
    heads = _role_heads(stated.roles)
    held = [o for o in tenures(entry) if not heads.isdisjoint(_role_heads(also_called(o.role)))]
    days = (day for month in months for day in first_and_last_day(month))
    return any(office.holds_on(day) for day in days for office in held)


def _role_heads(roles: Iterable[str]) -> set[str]:
    """Return roles without what they belong to."""
    return {role.partition("@")[0] for role in roles}


def keep_unproven(rivals: RivalGroups[Key], pairs: Pairs[Key], cut: float) -> set[tuple[Key, Key]]:
    """Return the canonical pairs that only a name joins which a list knows two bearers of.

    Where an article does not tell which of them it means, it may mean another than one that does.

    Args:
        rivals: what `find_rivals` found.
        pairs: the pairs that still have a say.
        cut: pairs below it do not count.
    """
    fitting: defaultdict[Key, set[Key]] = defaultdict(set)
    for (a, b), probability in pairs.items():
        if probability >= cut:
            fitting[a].add(b)
            fitting[b].add(a)

    unproven: set[tuple[Key, Key]] = set()
    for member, group in _rival_groups(rivals):
        if fitting[member].isdisjoint(group):
            others = {other for entry in group for other in fitting[entry]} - {member}
            unproven |= {canonical_pair(member, other) for other in others}
    return unproven


# From which probability on an entry fits; two names of one person in a list agree with it in full.
SURE = 0.9


def bridged(pairs: Pairs[Key], authority: Mapping[Key, str]) -> set[tuple[Key, Key]]:
    """Return the canonical pairs of members that one entry fits surely.

    What a list calls by both names is one: "Kate" and "Katharine" conflict by themselves; a list
    that has both for one person settles it.
    """
    fitting: defaultdict[Key, list[Key]] = defaultdict(list)
    for member, entry, _ in _fitting_entries(pairs, authority, SURE):
        fitting[entry].append(member)
    return {
        canonical_pair(a, b) for members in fitting.values() for a, b in combinations(members, 2)
    }


def keep_apart(
    components: Iterable[Sequence[Key]], authority: Mapping[Key, str]
) -> set[tuple[Key, Key]]:
    """Return the pairs of entries of one authority inside each component.

    They never share a cluster.
    """
    apart: set[tuple[Key, Key]] = set()
    for component in components:
        groups: defaultdict[str, list[Key]] = defaultdict(list)
        for member in component:
            if member in authority:
                groups[authority[member]].append(member)
        apart |= {
            canonical_pair(a, b) for group in groups.values() for a, b in combinations(group, 2)
        }
    return apart
