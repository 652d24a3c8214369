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
    for group in [g for g in groups if counts and g.key is None and g.type != "PER"]:
        key = _row(group, counts)
        if key is None:
            continue
        holder = next((g for g in groups if g is not group and _is(g, key)), None)
        if holder:
            holder.absorb(group, "national name")
            groups.remove(group)
        else:
            group.key, group.key_span = key, next(r.name for r in group.references if r.name)


def count_countries(groups: Iterable[Group]) -> Counter[str]:
    """Count how much an article says of each country: by its name, its bodies and places, its people."""
    counts: Counter[str] = Counter()
    for group in groups:
        counts.update(dict.fromkeys(group.country_codes, len(group.members)))
    return counts


def _row(group: Group, counts: Counter[str]) -> str | None:
    """Choose the row that every name of the group may stand for, of the country spoken of most; none on a tie."""
    named = [r for r in group.references if r.name]
    if not named or any(r.known for r in named):
        return None
    rows = {known for known in named[0].weak if known.country and known.kind in _NATIONAL}
    rows &= {known for r in named for known in r.weak if all(known in other.weak for other in named)}
    ranked = sorted(rows, key=lambda known: (-counts[known.country or ""], known.key))
    if not ranked or not counts[ranked[0].country or ""]:
        return None
    tied = len(ranked) > 1 and counts[ranked[1].country or ""] == counts[ranked[0].country or ""]
    return None if tied else ranked[0].key


_NATIONAL = frozenset({"party", "parliament", "court"})


def _is(group: Group, key: str) -> bool:
    return group.key == key or any(r.known and r.known.key == key for r in group.references)
