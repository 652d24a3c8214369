"""Counting: which profiles came, went, or are counted otherwise since the index was last brought up to date.

Only profiles that share a surname, an office or a word with one that was touched can be counted
otherwise. What is counted of those equals what `resolvers.linking.table.count` counts over the
whole ledger.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import attrs

from resolvers.index import entries
from resolvers.index.base import EntityIndex
from resolvers.index.postings import FAMILIES, OFFICES, WORDS, counted_rules
from resolvers.linking.posts import Published, find_posts
from resolvers.linking.profiles import Profile
from resolvers.linking.table import RARE, Counted, count_bearers, lay_out, leading_bearers
from resolvers.tables import Row


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
    new = _take_new(index, {key: (number, told) for number, key, told, new, _ in touched if new})
    gone = any(gone for *_, gone in touched)
    index.run("note_held")
    counted = _recounted(index, new, turned=bool(new) or gone)
    if counted:
        _keep(index, counted)
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


def _take_new(index: EntityIndex, found: Mapping[str, tuple[int, str]]) -> set[int]:
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


def _keep(index: EntityIndex, counted: Mapping[int, Counted]) -> None:
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
    number: int
    profile: Profile
    family: str | None
    answers: tuple[str, ...]
    counted: Counted


def _recounted(index: EntityIndex, new: set[int], *, turned: bool) -> dict[int, Counted]:
    """Count anew what may have changed, and give what did.

    Words only where a profile is new or gone.
    """
    before = {number: Counted() for number in new}
    rare: dict[int, tuple[str, ...]] = {}
    for number, *values, words in _shared_words(index) if turned else ():
        before[number], rare[number] = _counted(*values), tuple(words or ())
    told = _by_person(index)
    before |= {n.number: n.counted for n in told}
    after = before | {
        number: attrs.evolve(before[number], rare=words) for number, words in rare.items()
    }
    for n, counted in told.items():
        after[n.number] = attrs.evolve(counted, rare=after[n.number].rare)
    return {number: counted for number, counted in after.items() if counted != before[number]}


def _shared_words(index: EntityIndex) -> list[Row]:
    index.run("count_words", words=WORDS)
    found = index.rows("shared_words", words=WORDS, rare=RARE)
    index.run("take_words")
    return found


def _counted(bearers: int, leads: bool, posts: Iterable[str], rare: Iterable[str]) -> Counted:  # noqa: FBT001
    return Counted(bearers=bearers, leads=leads, posts=tuple(posts), rare=tuple(rare))


def _by_person(index: EntityIndex) -> dict[_Neighbour, Counted]:
    """Count over the touched surnames and offices; what belongs to others stays as it was."""
    index.run("note_neighbours", families=FAMILIES, offices=OFFICES)
    near: dict[str, _Neighbour] = {}
    families: set[str] = set()
    offices: set[str] = set()
    for number, key, features, touched, gone, family, answers, *values in index.rows("neighbours"):
        if touched:
            families |= {family} if family else set()
            offices.update(answers)
        if not gone:
            near[key] = _Neighbour(
                number, index.profile(features), family, tuple(answers), _counted(*values)
            )
    profiles, published = {key: n.profile for key, n in near.items()}, _published(index, near)
    bearers, leading, posts = (
        count_bearers(profiles.values()),
        leading_bearers(profiles, published),
        find_posts(profiles, published),
    )
    told: dict[_Neighbour, Counted] = {}
    for key, n in near.items():
        counted, held = n.counted, n.counted.posts
        if not offices.isdisjoint(n.answers):
            kept = [post for post in held if _office(post) not in offices]
            now = [post for post in posts.get(key, ()) if _office(post) in offices]
            held = tuple(sorted({*kept, *now}))
        if n.family in families:
            told[n] = Counted(
                bearers=bearers.get(n.family or "", 0),
                leads=key in leading,
                posts=held,
                rare=counted.rare,
            )
        else:
            told[n] = Counted(
                bearers=counted.bearers, leads=counted.leads, posts=held, rare=counted.rare
            )
    return told


def _published(index: EntityIndex, near: Mapping[str, _Neighbour]) -> Published:
    published: defaultdict[str, Counter[int | None]] = defaultdict(Counter)
    key_of = {n.number: key for key, n in near.items()}
    for number, month, articles in index.rows("months", ids=list(key_of)):
        published[key_of[number]][month] = articles
    return published


def _office(post: str) -> str:
    return post.rpartition("#")[0]
