"""The delta: which assertions came, went or changed since the index was last brought up to date."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

import attrs

from resolvers.matching.index.base import Index
from resolvers.matching.index.loading import Decided, Loaded, load_changed, load_known
from resolvers.matching.prepared import items_of
from resolvers.matching.shares import StoryCounts
from resolvers.tables import in_blocks

_ARTICLES = 500  # read at a time


@attrs.frozen(kw_only=True)
class Delta:
    """Hold what is to be compared anew.

    Args:
        changed: the numbers of items that are new, or compare otherwise.
        gone: the numbers of items that are asserted no longer.
        before: the numbers of items that were there before, of those that are changed or gone.
    """

    changed: frozenset[int]
    gone: frozenset[int]
    before: frozenset[int]


@attrs.define
class _Found:
    """Collect what a run finds, article by article."""

    changed: set[int] = attrs.field(factory=set)
    gone: set[int] = attrs.field(factory=set)
    before: set[int] = attrs.field(factory=set)
    stories: set[str] = attrs.field(factory=set)


def take_delta(index: Index) -> Delta:
    """Bring the items of the index up to date, and return what that changes."""
    articles = [number for (number,) in index.rows("touched_articles", upto=index.upto)]
    found = _Found()
    for block in in_blocks(articles, _ARTICLES):
        _take_articles(index, block, found)
    for stories in in_blocks(sorted(found.stories), _ARTICLES):
        _take_shares(index, stories, found)
    return Delta(
        changed=frozenset(found.changed),
        gone=frozenset(found.gone),
        before=frozenset(found.before),
    )


def _take_articles(index: Index, articles: Sequence[int], found: _Found) -> None:
    """Compare what articles assert with what the index has of them, and write what differs."""
    known = {row[0]: row[1:] for row in index.rows("items_of_articles", articles=articles)}
    asserted = [number for (number,) in index.rows("asserted", articles=articles)]
    gone = known.keys() - set(asserted)
    loaded = load_changed(index, asserted) if asserted else []
    changed = [i for i in loaded if i.number not in known or known[i.number][1] != i.content_hash]
    numbers = {item.number for item in changed}
    before = gone | (numbers & known.keys())
    found.gone |= gone
    found.changed |= numbers
    found.before |= before
    stories = {known[number][0] for number in before} | {item.said.story for item in changed}
    found.stories |= {story for story in stories if story is not None}
    _write(index, [(item, {}) for item in changed], before)


def _write(index: Index, items: Sequence[tuple[Loaded, Mapping[str, int]]], known: Iterable[int]) -> None:
    """Write items; those that the index knows, and those that are gone, are dropped first."""
    dropped = sorted(known)
    if dropped:
        index.run("drop_items", ids=dropped)
    index.insert("claim_matching.item", [_row(item, shares) for item, shares in items])


def _row(item: Loaded, shares: Mapping[str, int]) -> tuple[object, ...]:
    said = item.said
    decided = Decided(story=said.story, speaker=said.speaker, named=said.named)
    return (
        *(item.number, item.article_id, said.story, said.speaker, decided.write_named()),
        json.dumps(shares, ensure_ascii=False, sort_keys=True),
        *(item.content_hash, item.published, said.pieces[0][0].start, item.tie),
    )


def _take_shares(index: Index, stories: Sequence[str], found: _Found) -> None:
    """Count again what the assertions of stories share, and write those to which it makes a difference."""
    rows = index.rows("items_of_stories", stories=stories)
    loaded = load_known(index, [row[0] for row in rows])
    held: dict[str, dict[int, frozenset[str]]] = {story: {} for story in stories}
    for number, (item, _) in loaded.items():
        held[item.said.story or ""][number] = items_of(item.said)
    turned: list[tuple[Loaded, Mapping[str, int]]] = []
    for story in stories:
        counts = StoryCounts(held[story].values())
        for number, items in held[story].items():
            shares = counts.shares(items)
            if shares != loaded[number][1]:
                turned.append((loaded[number][0], shares))
    numbers = {item.number for item, _ in turned}
    found.before |= numbers - found.changed
    found.changed |= numbers
    if turned:
        _write(index, turned, numbers)
