"""Counting: which profiles came, went, or are counted otherwise since the index was last brought up to date.

Only profiles that share a surname, an office or a word with one that was touched can be counted otherwise. What is counted
of those equals what `resolvers.linking.table.count` counts over the whole ledger.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import attrs

from resolvers.index import entries
from resolvers.index.base import Index
from resolvers.index.postings import FAMILIES, OFFICES, WORDS, counted_rules
from resolvers.linking.posts import Published, find_posts
from resolvers.linking.profiles import Profile
from resolvers.linking.table import RARE, Counted, count_bearers, lay_out, leading_bearers


def refresh(index: Index) -> list[int]:
    """Take in what was read since, and give the numbers of the profiles that must be compared anew."""
    index.run("note_delta", upto=index.upto)
    for name in ("note_dropped", "drop_chains", "take_chains"):
        index.run(name)
    entries.take(index)
    index.run("note_touched")
    new = _take_new(index)
    index.run("count_words", words=WORDS)
    counted = _recounted(index, new)
    kinds = {"profile_id": "int64", "bearers": "int64", "leads": "flag", "posts": "texts", "rare": "texts"}
    index.give_rows("recounted", kinds, [(n, c.bearers, c.leads, c.posts, c.rare) for n, c in sorted(counted.items())])
    index.run("recount")
    index.run("drop_counted_postings", **counted_rules())
    index.run("post_counted")
    index.run("drop_profiles")
    index.run("drop_postings")
    return sorted(new | counted.keys())


def _take_new(index: Index) -> set[int]:
    """Lay new profiles out, nothing counted yet."""
    import pyarrow as pa

    found = {key: (number, index.profile(features)) for number, key, features in index.rows("new_profiles")}
    rows = lay_out({key: p for key, (_, p) in found.items()}, dict.fromkeys(found, Counted()))
    numbers = pa.array([found[key][0] for key in sorted(found)], pa.int64())
    index.give("row", rows.add_column(0, "profile_id", numbers))
    index.run("take_profiles")
    index.run("post_own")
    return {number for number, _ in found.values()}


@attrs.frozen
class _Neighbour:
    number: int
    profile: Profile
    family: str | None
    answers: tuple[str, ...]
    counted: Counted


def _recounted(index: Index, new: set[int]) -> dict[int, Counted]:
    """Count anew what may have changed, and give what did."""
    near = {
        key: _Neighbour(number, index.profile(features), family, tuple(answers), _counted(bearers, leads, posts, ()))
        for number, key, features, family, answers, bearers, leads, posts in index.rows(
            "neighbours", families=FAMILIES, offices=OFFICES
        )
    }
    index.give_ids("asked_id", [n.number for n in near.values()])
    published: defaultdict[str, Counter[int | None]] = defaultdict(Counter)
    for key, month, articles in index.rows("months"):
        published[key][month] = articles
    groups = index.rows("groups")
    told = _by_person(near, published, {f for f, _ in groups if f}, {office for _, answers in groups for office in answers})
    rare = {number: tuple(words or ()) for number, words in index.rows("shared_words", words=WORDS, rare=RARE)}
    index.give_ids("asked_id", [*told, *rare, *new])
    changed: dict[int, Counted] = {}
    for number, *values in index.rows("counted"):
        before = _counted(*values)
        after = attrs.evolve(before, rare=rare.get(number, before.rare))
        if number in told:
            after = attrs.evolve(after, bearers=told[number].bearers, leads=told[number].leads, posts=told[number].posts)
        if after != before:
            changed[number] = after
    return changed


def _counted(bearers: int, leads: bool, posts: Iterable[str], rare: Iterable[str]) -> Counted:  # noqa: FBT001
    return Counted(bearers=bearers, leads=leads, posts=tuple(posts), rare=tuple(rare))


def _by_person(
    near: Mapping[str, _Neighbour], published: Published, families: set[str], offices: set[str]
) -> dict[int, Counted]:
    """Count over the touched surnames and offices; what belongs to others stays as it was."""
    profiles = {key: n.profile for key, n in near.items()}
    bearers, leading, posts = (
        count_bearers(profiles.values()),
        leading_bearers(profiles, published),
        find_posts(profiles, published),
    )
    told: dict[int, Counted] = {}
    for key, n in near.items():
        counted = n.counted
        if n.family in families:
            counted = attrs.evolve(counted, bearers=bearers.get(n.family or "", 0), leads=key in leading)
        if offices.intersection(n.answers):
            kept = [post for post in counted.posts if _office(post) not in offices]
            now = [post for post in posts.get(key, ()) if _office(post) in offices]
            counted = attrs.evolve(counted, posts=tuple(sorted({*kept, *now})))
        told[n.number] = counted
    return told


def _office(post: str) -> str:
    return post.rpartition("#")[0]
