"""Counting: which profiles came, went, or are counted otherwise since the index was brought up.

Only profiles that share a surname, an office or a word with one that was touched can be counted
otherwise. What is counted of those equals what `resolvers.linking.table.count` counts over the
whole ledger.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import attrs

from resolvers.incremental.entities import entries
from resolvers.incremental.entities.base import EntityIndex
from resolvers.incremental.entities.postings import FAMILIES, OFFICES, WORDS, counted_rules
from resolvers.linking.profiles import Profile
from resolvers.linking.table import RARE, Counted, count_bearers, lay_out, leading_bearers
from resolvers.linking.tenures import Published, find_posts
from resolvers.storing.tables import Row


@attrs.frozen
class Refreshed:
    """What came of taking in what was read.

    Args:
        fresh: the profiles to compare anew.
        gone: whether profiles went, and their pairs with them.
        keys: the keys of all that were touched.
    """

    fresh: Sequence[int]
    gone: bool
    keys: Sequence[str]


def refresh(index: EntityIndex) -> Refreshed:
    """Take in what was read since, and tell which profiles must be compared anew."""
    _take_chains(index)
    touched = index.rows("touched")
    new = _take_new_profiles(
        index, {key: (number, told) for number, key, told, new, _ in touched if new}
    )
    gone = any(gone for *_, gone in touched)
    index.run("note_held")
    counted = _recounted_profiles(index, new, turned=bool(new) or gone)
    if counted:
        _write_counts(index, counted)
    if gone:
        index.run("drop_profiles")
        index.run("drop_postings")
    return Refreshed(sorted(new | counted.keys()), gone, [key for _, key, *_ in touched])


def _take_chains(index: EntityIndex) -> None:
    """Take in the chains of what was read, and note the profiles that gained or lost one."""
    index.run("note_delta", upto=index.upto)
    if index.retied:
        index.run("note_retied", versions=index.retied)
    ((reread,),) = index.rows("count_reread")
    index.reread = index.upto == 0 or reread > 0
    index.run("note_dropped", "drop_chains", "take_chains")
    entries.take(index)
    index.run("note_touched", "take_said")
    if index.upto == 0:
        index.run("note_chainless")


def _take_new_profiles(index: EntityIndex, found: Mapping[str, tuple[int, str]]) -> set[int]:
    """Lay new profiles out, nothing counted yet."""
    import pyarrow as pa

    if not found:
        return set()
    rows = lay_out(
        {key: index.profile(features).compared for key, (_, features) in found.items()},
        dict.fromkeys(found, Counted()),
    )
    numbers = pa.array([found[key][0] for key in sorted(found)], pa.int64())
    index.give("row", rows.add_column(0, "profile_id", numbers))
    index.run("take_profiles")
    index.run("post_own")
    return {number for number, _ in found.values()}


def _write_counts(index: EntityIndex, counted: Mapping[int, Counted]) -> None:
    """Write what was counted otherwise."""
    kinds = {
        "profile_id": "int64",
        "bearers": "int64",
        "leads": "flag",
        "posts": "texts",
        "rare": "texts",
    }
    index.give_rows(
        "recounted",
        kinds,
        [(n, c.bearers, c.leads, c.posts, c.rare) for n, c in sorted(counted.items())],
    )
    index.run("recount")
    index.run("drop_counted_postings", **counted_rules())
    index.run("post_counted")


@attrs.frozen(eq=False)
class _Neighbour:
    """Hold a profile that shares a surname or an office with one that was touched."""

    number: int
    key: str
    profile: Profile
    touched: bool
    gone: bool
    family: str | None
    answers: tuple[str, ...]
    counted: Counted  # as of the last run


def _recounted_profiles(index: EntityIndex, new: set[int], *, turned: bool) -> dict[int, Counted]:
    """Count anew what may have changed, and give what did.

    Words only where a profile is new or gone.
    """
    shared = _count_shared_words(index) if turned else []
    told = _recount_neighbours(index)
    before = {number: Counted() for number in new}
    before |= {number: Counted.of(*values) for number, *values, _ in shared}
    before |= {n.number: n.counted for n, _ in told}

    after = before | {n.number: counted for n, counted in told}
    for number, *_, words in shared:
        after[number] = attrs.evolve(after[number], rare=tuple(words or ()))
    return {number: counted for number, counted in after.items() if counted != before[number]}


def _count_shared_words(index: EntityIndex) -> list[Row]:
    index.run("count_words", words=WORDS)
    found = index.rows("shared_words", words=WORDS, rare=RARE)
    index.run("take_words")
    return found


def _recount_neighbours(index: EntityIndex) -> list[tuple[_Neighbour, Counted]]:
    """Count over the touched surnames and offices; what belongs to others stays as it was."""
    met = _profile_neighbours(index)
    near = {n.key: n for n in met if not n.gone}
    tally = _Tally.over(near, _publication_months(index, near), [n for n in met if n.touched])
    return [(n, tally.counted(n)) for n in near.values()]


def _profile_neighbours(index: EntityIndex) -> list[_Neighbour]:
    """Read the profiles that share a surname or an office with one that was touched."""
    index.run("note_neighbours", families=FAMILIES, offices=OFFICES)
    return [
        _Neighbour(
            number,
            key,
            index.profile(features),
            touched,
            gone,
            family,
            tuple(answers),
            Counted.of(*values),
        )
        for number, key, features, touched, gone, family, answers, *values in index.rows(
            "neighbours"
        )
    ]


@attrs.frozen
class _Tally:
    """Hold what was counted over the neighbours of what was touched.

    It counts for the touched surnames and offices alone: of others some profiles are not among
    these neighbours.
    """

    families: set[str]  # the touched surnames
    offices: set[str]  # the touched offices
    bearers: Mapping[str, int]
    leading: frozenset[str]
    posts: Mapping[str, Sequence[str]]

    @classmethod
    def over(
        cls, near: Mapping[str, _Neighbour], published: Published, touched: Iterable[_Neighbour]
    ) -> _Tally:
        """Count over neighbours, given by their keys."""
        families: set[str | None] = set()
        offices: set[str] = set()
        for neighbour in touched:
            families.add(neighbour.family)
            offices.update(neighbour.answers)
        profiles = {key: n.profile for key, n in near.items()}
        return cls(
            {family for family in families if family},
            offices,
            count_bearers(profiles.values()),
            leading_bearers(profiles, published),
            find_posts(profiles, published),
        )

    def counted(self, neighbour: _Neighbour) -> Counted:
        """Return what is counted of a neighbour now."""
        before = neighbour.counted
        again = neighbour.family in self.families
        return Counted(
            bearers=self.bearers.get(neighbour.family or "", 0) if again else before.bearers,
            leads=neighbour.key in self.leading if again else before.leads,
            posts=self._neighbour_posts(neighbour),
            rare=before.rare,
        )

    def _neighbour_posts(self, neighbour: _Neighbour) -> tuple[str, ...]:
        """Return a neighbour's posts, those in touched offices as they are counted now."""
        held = neighbour.counted.posts
        if self.offices.isdisjoint(neighbour.answers):
            return held
        kept = [post for post in held if _office_of_post(post) not in self.offices]
        now = [p for p in self.posts.get(neighbour.key, ()) if _office_of_post(p) in self.offices]
        return tuple(sorted({*kept, *now}))


def _publication_months(index: EntityIndex, near: Mapping[str, _Neighbour]) -> Published:
    published: defaultdict[str, Counter[int | None]] = defaultdict(Counter)
    key_of = {n.number: key for key, n in near.items()}
    for number, month, articles in index.rows("months", ids=list(key_of)):
        published[key_of[number]][month] = articles
    return published


def _office_of_post(post: str) -> str:
    return post.rpartition("#")[0]
