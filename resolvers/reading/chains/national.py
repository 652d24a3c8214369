"""Names that bodies of several countries have ("Congress", "the Greens"): whose it is, the article's main country tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from resolvers.reading.chains.groups import Group


def settle_national(groups: list[Group]) -> None:
    """Tie short names of national bodies to the row of the lexicon of the country that the article is about.

    Where that country has no such body, the one is taken that has and is spoken of most. A name is tied only if nothing else
    in the article told what it stands for.
    """
    counts = count_countries(groups)
    holders = {key: group for group in reversed(groups) for key in (*group.known_keys, group.key) if key}
    absorbed: set[int] = set()
    for group in [g for g in groups if counts and g.key is None and g.type != "PER"]:
        key = _row(group, counts)
        if key is None:
            continue
        if key in holders:
            holders[key].absorb(group, "national name")
            absorbed.add(id(group))
        else:
            group.key, group.key_span = key, next(r.name for r in group.references if r.name)
            holders[key] = group
    groups[:] = [group for group in groups if id(group) not in absorbed]


def count_countries(groups: Iterable[Group]) -> Counter[str]:
    """Count how much an article says of each country: by its name, its bodies and places, its people."""
    counts: Counter[str] = Counter()
    for group in groups:
        counts.update(dict.fromkeys(group.country_codes, len(group.members)))
    return counts


def _row(group: Group, counts: Counter[str]) -> str | None:
    """Choose the row that every name of the group may stand for, of the country spoken of most; none on a tie."""
    if not group.names or group.known_keys:
        return None
    first, *others = (set(r.weak) for r in group.names.values())
    rows = {known for known in first.intersection(*others) if known.country and known.kind in _NATIONAL}
    ranked = sorted(rows, key=lambda known: (-counts[known.country or ""], known.key))
    if not ranked or not counts[ranked[0].country or ""]:
        return None
    tied = len(ranked) > 1 and counts[ranked[1].country or ""] == counts[ranked[0].country or ""]
    return None if tied else ranked[0].key


_NATIONAL = frozenset({"party", "parliament", "court"})
