"""Names that bodies of several countries have, such as "Congress" and "the Greens".

The article's main country tells whose body is meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from resolvers.coreference.groups import Group
from resolvers.lexicon.lexicon import LexiconEntry


def settle_national(groups: list[Group]) -> None:
    """Tie short names of national bodies to the lexicon's row for the article's main country.

    Where that country has no such body, the one is taken that has and is spoken of most. A name is
    tied only if nothing else in the article told what it stands for.
    """
    kinds = _NATIONAL | _sport_body_kinds(groups)
    counts = count_countries(groups)
    counts += _deduce_main_country(groups, counts)
    holders = _groups_by_lexicon_row(groups)
    absorbed: set[int] = set()
    for group in groups:
        key = _choose_national_body(group, counts, kinds)
        if key is None:
            continue
        holder = holders.setdefault(key, group)
        if holder is group:
            group.key, group.key_span = key, next(iter(group.names.values())).name
        else:
            holder.absorb(group, "national name")
            absorbed.add(id(group))
    groups[:] = [group for group in groups if id(group) not in absorbed]


def _groups_by_lexicon_row(groups: Sequence[Group]) -> dict[str, Group]:
    """Map every row of the lexicon that the article names to the first group that has it."""
    holders: dict[str, Group] = {}
    for group in groups:
        for key in (*sorted(group.known_keys), group.key):
            if key:
                holders.setdefault(key, group)
    return holders


def count_countries(groups: Iterable[Group]) -> Counter[str]:
    """Count an article's mentions of each country, by its name, bodies, places and people."""
    counts: Counter[str] = Counter()
    for group in groups:
        counts.update(dict.fromkeys(group.country_codes, len(group.members)))
    return counts


def _deduce_main_country(groups: Sequence[Group], counts: Counter[str]) -> Counter[str]:
    """Find the one country that has all bodies which an article names, where it speaks of no other.

    Many countries have a Senate, and few Republicans or a House: one has all three.
    """
    having = [
        {known.country or "" for known in rows}
        for group in groups
        if (rows := _possible_national_bodies(group, _NATIONAL))
    ]
    if len(having) < _SEVERAL or any(counts[code] for codes in having for code in codes):
        return Counter()
    common = set.intersection(*having)
    return Counter(common) if len(common) == 1 else Counter()


_SEVERAL = 2


def _sport_body_kinds(groups: Iterable[Group]) -> frozenset[str]:
    """Let towns that are bodies be clubs where an article names another club in full."""
    return frozenset({"club"}) if any("club" in g.known_kinds for g in groups) else frozenset()


def _choose_national_body(group: Group, counts: Counter[str], kinds: Collection[str]) -> str | None:
    """Choose the row that all names of a group may stand for, of the country spoken of most.

    On a tie there is none.
    """
    ranked = sorted(
        _possible_national_bodies(group, kinds),
        key=lambda known: (-counts[known.country or ""], known.key),
    )
    spoken = [counts[known.country or ""] for known in ranked[:2]]
    if not spoken or not spoken[0] or spoken.count(spoken[0]) > 1:
        return None
    return ranked[0].key


def _possible_national_bodies(group: Group, kinds: Collection[str]) -> list[LexiconEntry]:
    """List the national bodies that all names of a group not known yet may stand for."""
    if group.type == "PER" or group.key is not None or group.known_keys or not group.names:
        return []
    first, *others = (set(reference.weak) for reference in group.names.values())
    common = first.intersection(*others)
    return [known for known in common if known.country and known.kind in kinds]


_NATIONAL = frozenset({"party", "parliament", "court"})
