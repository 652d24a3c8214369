"""The delta: which assertions came, went or changed since the index was last brought up to date."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from resolvers.matching.index.base import Index
from resolvers.matching.index.items import Items
from resolvers.matching.index.loading import Decided, Loaded, load_changed
from resolvers.matching.prepared import Prepared, items_of
from resolvers.matching.shares import StoryCounts
from resolvers.tables import in_blocks

_ARTICLES = 300  # read at a time, and stories: full-length ones assert about 8,000 times


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


def take_delta(index: Index, items: Items) -> Delta:
    """Bring the items of the index up to date, and return what that changes; what is loaded is kept in `items`."""
    articles = [number for (number,) in index.rows("touched_articles", upto=index.upto)]
    found = _Found()
    for block in in_blocks(articles, _ARTICLES):
        _take_articles(index, items, block, found)
    for stories in in_blocks(sorted(found.stories), _ARTICLES):
        _take_shares(index, items, stories, found)
    return Delta(
        changed=frozenset(found.changed),
        gone=frozenset(found.gone),
        before=frozenset(found.before),
    )


def _take_articles(index: Index, items: Items, articles: Sequence[int], found: _Found) -> None:
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
    rows = [(item, dict[str, int]()) for item in changed]
    _write(index, rows, before)
    items.keep(rows)


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


def _take_shares(index: Index, items: Items, stories: Sequence[str], found: _Found) -> None:
    """Count again what the assertions of stories share, and write those to which it makes a difference."""
    of_story: defaultdict[str, list[int]] = defaultdict(list)
    for number, story in index.rows("items_of_stories", stories=stories):
        of_story[story].append(number)
    loaded = items.of(number for numbers in of_story.values() for number in numbers)
    turned = [item for numbers in of_story.values() for item in _turned({number: loaded[number] for number in numbers})]
    if turned:
        changed = {item.number for item, _ in turned}
        found.before |= changed - found.changed
        found.changed |= changed
        _write(index, turned, changed)
        items.keep(turned)


def _turned(
    loaded: Mapping[int, tuple[Loaded, Prepared]],
) -> Iterator[tuple[Loaded, Mapping[str, int]]]:
    """Yield the items of one story whose shares are others than before, with those that they are now."""
    held = {number: items_of(item.said) for number, (item, _) in loaded.items()}
    counts = StoryCounts(held.values())
    for number, (item, prepared) in sorted(loaded.items()):
        shares = counts.shares(held[number])
        if shares != prepared.shares:
            yield item, shares
