"""Texts: which current versions coverage has to look at again, and how they are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Protocol

import attrs

from provenance.identifiers import content_hash
from resolvers.incremental.stories.base import StoryIndex
from resolvers.reuse.credits import publisher
from resolvers.reuse.derivation import Printed
from resolvers.stories.sketches import StoryVersion
from resolvers.storing.tables import Row
from resolvers.storing.times import microseconds_of, time_of
from resolvers.text.terms import week_of

_BLOCK = 500  # texts read at a time
_TEXT = {
    "text_id": "int64",
    "version": "string",
    "article_id": "int64",
    "article": "string",
    "publisher": "string",
    "published": "int64",
    "tie": "int64",
    "week": "int64",
    "said": "string",
    "shingles": "int64",
}


class Read(Protocol):
    """Read texts by their numbers, as what copying depends on, with the title."""

    def __call__(self, ids: Iterable[int]) -> dict[int, tuple[Printed, str | None]]:
        """Give them by number."""


@attrs.frozen(kw_only=True)
class Item:
    """Hold what coverage depends on of a current version.

    Its text is left aside: the version's key says it.

    Args:
        tie: orders versions that were published at once.
    """

    text_id: int
    tie: int
    article_id: int
    article: str
    version: str
    source: str | None
    byline: str | None
    title: str | None
    published: datetime | None
    entities: frozenset[str] = frozenset()

    @property
    def said(self) -> str:
        """Hash all of it."""
        at = str(self.published)
        return content_hash(
            self.version, self.source, self.byline, self.title, at, *sorted(self.entities)
        )

    @property
    def week(self) -> int | None:
        """Return the number of the week of publication."""
        return week_of(self.published.timestamp() / 86_400 if self.published else None)


@attrs.frozen(kw_only=True)
class Delta:
    """Hold what is new since the last run.

    Args:
        new: versions that the index does not know.
        said: all versions of which something else is said now, the new ones among them.
        gone: numbers of the versions that are no longer current.
    """

    new: tuple[Item, ...]
    said: tuple[Item, ...]
    gone: tuple[int, ...]


def delta(index: StoryIndex) -> Delta:
    """Find out what is new."""
    texts = _touched_texts(index)
    gone = (text.before for text in texts if text.before is not None and text.is_new)
    return Delta(
        new=tuple(text.item for text in texts if text.is_new),
        said=tuple(text.item for text in texts if text.is_said),
        gone=tuple(sorted(gone)),
    )


def _touched_texts(index: StoryIndex) -> list[_NowAndBefore]:
    """Read the current versions of articles of which something may be new."""
    touched = [number for (number,) in index.rows("touched", upto=index.upto)]
    named: defaultdict[int, set[str]] = defaultdict(set)
    for number, entity in index.rows("touched_entities", touched=touched):
        named[number].add(entity)
    return [
        _NowAndBefore(_item_from_row(row, frozenset(named[row[0]])), *row[-2:])
        for row in index.rows("touched_texts", touched=touched)
    ]


@attrs.frozen
class _NowAndBefore:
    """Hold the current version of an article beside what the index knows of the article.

    Args:
        before: the number of the version that was current; None where there was none.
        said_before: what coverage depended on of it.
    """

    item: Item
    before: int | None
    said_before: str | None

    @property
    def is_new(self) -> bool:
        """Whether the index does not know this version."""
        return self.before != self.item.text_id

    @property
    def is_said(self) -> bool:
        """Whether something else is said now."""
        return self.is_new or self.said_before != self.item.said


def _item_from_row(row: Row, entities: frozenset[str]) -> Item:
    text_id, article_id, article, version, source, byline, title, published, _, _ = row
    return Item(
        text_id=text_id,
        tie=int(version[:15], 16),  # the key is a hash: its first digits order as it does
        article_id=article_id,
        article=article,
        version=version,
        source=source,
        byline=byline,
        title=title,
        published=time_of(published),
        entities=entities,
    )


def take(index: StoryIndex, items: Sequence[Item], counts: Mapping[int, int]) -> None:
    """Write what is known of texts now; what was known before is dropped.

    Args:
        index: the index.
        items: the texts.
        counts: how many shingles of texts were sampled; of a text that is known already it is what
            it was.
    """
    known: dict[int, int] = {}
    if any(i.text_id not in counts for i in items):
        known = dict(index.rows("shingle_counts", asked=[i.text_id for i in items]))
    if known:
        index.run("drop_texts", dropped=list(known))
    rows = [_text_row(i, counts.get(i.text_id, known.get(i.text_id, 0))) for i in items]
    index.give_rows("cover_text", _TEXT, rows)
    index.run("take_texts")


def _text_row(item: Item, shingles: int) -> Row:
    """Lay a text out as the index keeps it."""
    return (
        item.text_id,
        item.version,
        item.article_id,
        item.article,
        publisher(item.source) if item.source else None,
        microseconds_of(item.published),
        item.tie,
        item.week,
        item.said,
        shingles,
    )


def read_texts(index: StoryIndex, ids: Iterable[int]) -> dict[int, tuple[Printed, str | None]]:
    """Read texts from the ledger, as what copying depends on, with their titles."""
    return {
        number: (
            Printed(
                key=key,
                article=article,
                source=source,
                byline=byline,
                published=time_of(published),
                text=text,
            ),
            title,
        )
        for number, article, key, source, byline, title, published, text in index.rows(
            "asked_texts", asked=list(ids)
        )
    }


def read_printed(read: Read, ids: Iterable[int]) -> dict[int, Printed]:
    """Read what copying depends on of texts, their titles aside."""
    return {number: printed for number, (printed, _) in read(ids).items()}


def report(item: Item, text: str) -> StoryVersion:
    """Return what a story depends on of a version."""
    return StoryVersion(
        key=item.version,
        title=item.title,
        text=text,
        published=item.published,
        entities=item.entities,
    )


def blocks(ids: Iterable[int], size: int = _BLOCK) -> Iterator[list[int]]:
    """Cut numbers into blocks."""
    left = iter(ids)
    while block := list(islice(left, size)):
        yield block
