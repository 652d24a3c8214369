"""Weighing: what texts say is weighed by the weeks before them, and again where a count of those moves a level."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from resolvers.coverage.index.base import Index
from resolvers.coverage.index.texts import Item, Read, blocks, microseconds, moment
from resolvers.coverage.stories import Report, Sketch, Telling, find_keys
from resolvers.coverage.terms import UNWRITTEN, WEEKS, level
from resolvers.tables import Row

_ALL = ""  # the term that every text holds
_FEW = 100  # texts that are kept in memory
_CHANGE = {"week": "int64", "term": "string", "change": "int64"}


def weigh_texts(
    index: Index, said: Sequence[Item], known: Iterable[int], gone: Sequence[int], read: Read
) -> set[int]:
    """Weigh texts that say something else now; give the numbers of all whose sketch has changed.

    Their rows are in `coverage.text`; their keys are put aside in `coverage.staged_key`.

    Args:
        index: the index.
        said: the texts.
        known: numbers of those of them that said something before.
        gone: numbers of texts that are no longer current.
        read: reads texts.
    """
    before = [*known, *gone]
    changes = _given_up(index, before)
    if before:
        index.run("drop_sketches", dropped=before)
    undated = [(i.text_id, i.entities) for i in said if i.week is None]
    _weigh(index, None, undated, read)
    by_week = _by_week(said)
    changed = {number for number, _ in undated}
    weeks = _weeks(index, {*by_week, *changes})
    standing = _Standing(index, weeks, {*gone, *(i.text_id for i in said)}, read)
    for week in weeks:
        items = [(i.text_id, i.entities) for i in by_week.get(week, ())]
        items += _shifted(index, week, changes, standing)
        held = _weigh(index, week, items, read, counted={i.text_id for i in by_week.get(week, ())})
        changed.update(number for number, _ in items)
        changes[week].update(held)
        _count(index, week, changes[week])
    return changed


def _by_week(said: Iterable[Item]) -> dict[int, list[Item]]:
    """Group the texts that have a time by the week of their publication."""
    found: defaultdict[int, list[Item]] = defaultdict(list)
    for item in said:
        if item.week is not None:
            found[item.week].append(item)
    return found


def _given_up(index: Index, ids: Iterable[int]) -> defaultdict[int, Counter[str]]:
    """Count, as less than nothing, what texts held until now."""
    changes: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for block in blocks(sorted(ids)):
        for _, key, published, week, written in index.rows("old_sketches", asked=block):
            if week is not None:
                changes[week].subtract([_ALL, *read_sketch(key, published, written).held])
    return changes


def read_sketch(key: str, published: int | None, written: str) -> Sketch:
    """Read a sketch from the index."""
    at = moment(published)
    return Sketch.read(key, at.timestamp() / 86_400 if at else None, written)


def _weeks(index: Index, changed: set[int]) -> list[int]:
    """List the weeks in which something changes, and those whose levels it may move, in the order of time."""
    held = [week for (week,) in index.rows("weeks", first=min(changed))] if changed else []
    return sorted(
        changed | {week for week in held if any(0 < week - other <= WEEKS for other in changed)}
    )


class _Standing:
    """Read the texts of weeks that stay as they are, those of all weeks at once where they are few.

    Args:
        index: the index.
        weeks: the weeks.
        left: numbers of the texts that do not stay.
        read: reads texts.
    """

    def __init__(self, index: Index, weeks: Sequence[int], left: set[int], read: Read) -> None:
        self._index, self._weeks, self._left, self._read = index, weeks, left, read

    @cached_property
    def _texts(self) -> dict[int, list[int]]:
        """The numbers of texts by week."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for week, number in self._index.rows("week_texts", weeks=self._weeks):
            if number not in self._left:
                found[week].append(number)
        return found

    @cached_property
    def _few(self) -> dict[int, Row] | None:
        """The sketches of all of them, where they are few."""
        numbers = [number for texts in self._texts.values() for number in texts]
        if len(numbers) > _FEW:
            return None
        self._read([*numbers, *self._left])  # it keeps them
        return {row[0]: row for row in self._index.rows("old_sketches", asked=sorted(numbers))}

    def sketches(self, week: int) -> Iterator[Row]:
        """Yield the sketches of a week, as the index has them."""
        texts = self._texts.get(week, [])
        if self._few is not None:
            yield from (self._few[number] for number in texts)
            return
        for block in blocks(texts):
            yield from self._index.rows("old_sketches", asked=block)


def _shifted(
    index: Index, week: int, changes: Mapping[int, Counter[str]], standing: _Standing
) -> list[tuple[int, frozenset[str]]]:
    """Find the texts of a week that hold a term whose level has moved, and that would not be weighed anyway."""
    near = [
        (w, t, n)
        for w, counts in changes.items()
        if 0 < week - w <= WEEKS
        for t, n in sorted(counts.items())
        if n
    ]
    if not near:
        return []
    index.give_rows("cover_change", _CHANGE, near)
    terms = {term for (term,) in index.rows("shifted", week=week, weeks=WEEKS, unwritten=UNWRITTEN)}
    found: list[tuple[int, frozenset[str]]] = []
    for number, key, published, _, written in standing.sketches(week) if terms else ():
        sketch = read_sketch(key, published, written)
        if _ALL in terms or terms & sketch.held:
            found.append((number, frozenset(sketch.entities)))
    return found


def _weigh(
    index: Index,
    week: int | None,
    items: Sequence[tuple[int, frozenset[str]]],
    read: Read,
    counted: set[int] = frozenset(),  # type: ignore[assignment]
) -> Counter[str]:
    """Write the sketches and the keys of texts of one week; give what the counted ones hold."""
    held: Counter[str] = Counter()
    entities = dict(items)
    for block in blocks(sorted(entities)):
        told: dict[int, Telling] = {}
        for number, (printed, title) in read(block).items():
            said = Report(
                key=printed.key,
                title=title,
                text=printed.text,
                published=printed.published,
                entities=entities[number],
            )
            told[number] = Telling.of(said)
        holding = _holding(index, week, told.values())
        texts = holding.pop(_ALL, 0)

        def rarity(term: str, holding: Mapping[str, int] = holding, texts: int = texts) -> int:
            return level(holding.get(term, 0), texts)

        _write(
            index,
            told.keys() - counted,
            {number: Sketch.of(t, rarity).write() for number, t in told.items()},
        )
        rows = [
            (n, key, microseconds(t.report.published))
            for n, t in told.items()
            for key in find_keys(t, rarity)
        ]
        index.give_rows("cover_key", {"text_id": "int64", "key": "string", "moment": "int64"}, rows)
        index.run("stage_keys")
        for number in counted.intersection(told):
            held.update([_ALL, *told[number].held])
    return held


def _holding(index: Index, week: int | None, told: Iterable[Telling]) -> dict[str, int]:
    """Count the texts of the weeks before one that hold what texts hold."""
    if week is None:
        return {}
    terms = {_ALL}.union(*(t.held for t in told))
    return dict(index.rows("holding", week=week, weeks=WEEKS, terms=sorted(terms)))


def _write(index: Index, again: Collection[int], written: Mapping[int, str]) -> None:
    """Write sketches; those that are written again are dropped first."""
    if again:
        index.run("drop_sketches", dropped=sorted(again))
    index.give_rows(
        "cover_sketch", {"text_id": "int64", "written": "string"}, sorted(written.items())
    )
    index.run("take_sketches")


def _count(index: Index, week: int, counts: Mapping[str, int]) -> None:
    """Add to what the texts of a week hold."""
    rows = [(week, term, change) for term, change in sorted(counts.items()) if change]
    index.give_rows("cover_changing", _CHANGE, rows)
    index.run("count_held")
