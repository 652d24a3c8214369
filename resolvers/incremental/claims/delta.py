"""The delta: which assertions came, went or changed since the index was last brought up to date."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import attrs

from resolvers.claim_matching.features import Prepared, items_of
from resolvers.claim_matching.shares import StoryCounts
from resolvers.incremental.claims.base import MatchIndex
from resolvers.incremental.claims.items import Items
from resolvers.incremental.claims.loading import Loaded, load_changed
from resolvers.storing.tables import in_blocks

_ARTICLES = 300  # read at a time, and stories: full-length ones assert about 8,000 times


@attrs.frozen(kw_only=True)
class AssertionDelta:
    """Hold what is to be compared anew.

    Args:
        changed: the numbers of items that are new, or compare otherwise.
        gone: the numbers of items that are asserted no longer.
        before: the numbers of items that were there before, of those that are changed or gone.
    """

    changed: frozenset[int]
    gone: frozenset[int]
    before: frozenset[int]

    @property
    def touched(self) -> frozenset[int]:
        """The numbers of items that are changed or gone."""
        return self.changed | self.gone

    @property
    def new(self) -> frozenset[int]:
        """The numbers of items that were not there before."""
        return self.changed - self.before


@attrs.define
class _Found:
    """Collect what a run finds, article by article."""

    changed: set[int] = attrs.field(factory=set)
    gone: set[int] = attrs.field(factory=set)
    before: set[int] = attrs.field(factory=set)
    stories: set[str] = attrs.field(factory=set)

    def note(
        self, changed: Iterable[Loaded], gone: set[int], story_of: Mapping[int, str | None]
    ) -> set[int]:
        """Note what changed or went; return the numbers of those that the index knows.

        Args:
            changed: what is new or says something else now.
            gone: the numbers of items that are asserted no longer.
            story_of: the items that the index knows to their stories as they were.
        """
        stories = {item.number: item.said.story for item in changed}
        before = gone | (stories.keys() & story_of.keys())
        self.gone |= gone
        self.changed |= stories.keys()
        self.before |= before
        touched = {*stories.values(), *(story_of[number] for number in before)}
        self.stories |= {story for story in touched if story is not None}
        return before

    def note_turned(self, items: Iterable[Loaded]) -> set[int]:
        """Note items that compare otherwise, since their stories changed; return their numbers."""
        turned = {item.number for item in items}
        self.before |= turned - self.changed
        self.changed |= turned
        return turned


def take_delta(index: MatchIndex, items: Items) -> AssertionDelta:
    """Bring the items of the index up to date, and return what that changes.

    What is loaded is kept in `items`.
    """
    articles = [number for (number,) in index.rows("touched_articles", upto=index.upto)]
    found = _Found()
    for block in in_blocks(articles, _ARTICLES):
        _take_article_assertions(index, items, block, found)
    for stories in in_blocks(sorted(found.stories), _ARTICLES):
        _recount_story_shares(index, items, stories, found)
    return AssertionDelta(
        changed=frozenset(found.changed),
        gone=frozenset(found.gone),
        before=frozenset(found.before),
    )


def _take_article_assertions(
    index: MatchIndex, items: Items, articles: Sequence[int], found: _Found
) -> None:
    """Compare what articles assert with what the index has of them, and write what differs."""
    known = index.rows("items_of_articles", articles=articles)
    asserted = [number for (number,) in index.rows("asserted", articles=articles)]
    changed = _changed_assertions(index, asserted, {number: said for number, _, said in known})
    story_of = {number: story for number, story, _ in known}
    before = found.note(changed, story_of.keys() - set(asserted), story_of)
    new = [(item, dict[str, int]()) for item in changed]
    _write_items(index, new, before)
    items.keep(new)


def _changed_assertions(
    index: MatchIndex, asserted: Sequence[int], hashes: Mapping[int, int]
) -> list[Loaded]:
    """Load what is asserted, and return what is not as the index has it.

    Args:
        index: the index.
        asserted: the numbers of assertions.
        hashes: those that the index knows to the hash of what they say there.
    """
    loaded = load_changed(index, asserted) if asserted else []
    return [item for item in loaded if hashes.get(item.number) != item.content_hash]


def _write_items(
    index: MatchIndex, items: Sequence[tuple[Loaded, Mapping[str, int]]], known: Iterable[int]
) -> None:
    """Write items; those that the index knows, and those that are gone, are dropped first."""
    dropped = sorted(known)
    if dropped:
        index.run("drop_items", ids=dropped)
    index.insert("claim_matching.item", [_item_row(item, shares) for item, shares in items])


def _item_row(item: Loaded, shares: Mapping[str, int]) -> tuple[object, ...]:
    said = item.said
    return (
        *(item.number, said.key, said.version, item.article_id, said.article, said.source),
        *(said.story, item.written),
        json.dumps(shares, ensure_ascii=False, sort_keys=True),
        *(item.content_hash, item.published, said.pieces[0][0].start, item.tie),
    )


def _recount_story_shares(
    index: MatchIndex, items: Items, stories: Sequence[str], found: _Found
) -> None:
    """Count again what the assertions of stories share; write those to which it matters."""
    of_story: defaultdict[str, list[int]] = defaultdict(list)
    for number, story in index.rows("items_of_stories", stories=stories):
        of_story[story].append(number)
    loaded = items.of(chain.from_iterable(of_story.values()))
    turned: list[tuple[Loaded, Mapping[str, int]]] = []
    for numbers in of_story.values():
        turned += _items_with_new_shares({number: loaded[number] for number in numbers})
    if turned:
        changed = found.note_turned(item for item, _ in turned)
        _write_items(index, turned, changed)
        items.keep(turned)


def _items_with_new_shares(
    loaded: Mapping[int, tuple[Loaded, Prepared]],
) -> Iterator[tuple[Loaded, Mapping[str, int]]]:
    """Yield the items of one story whose shares are not those of before, with the new ones."""
    held = {number: items_of(item.said) for number, (item, _) in loaded.items()}
    counts = StoryCounts(held.values())
    for number, (item, prepared) in sorted(loaded.items()):
        shares = counts.shares(held[number])
        if shares != prepared.shares:
            yield item, shares
