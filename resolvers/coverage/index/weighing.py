"""Weighing: what texts say is weighed by the weeks before them, and again where a count of those moves a level."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import attrs

from resolvers.coverage.derivation import Printed
from resolvers.coverage.index.base import Index
from resolvers.coverage.index.texts import Item, Read, blocks, microseconds, moment
from resolvers.coverage.stories import Report, Sketch, Telling, find_keys
from resolvers.coverage.terms import UNWRITTEN, WEEKS, level
from resolvers.tables import Row, in_blocks

_ALL = ""  # the term that every text holds
_SPAN = 16  # weeks whose levels are compared at a time
_CHANGE = {"week": "int64", "term": "string", "change": "int64"}
_TERM = {"week": "int64", "term": "string"}
_KEY = {"text_id": "int64", "key": "string", "moment": "int64"}
_SKETCH = {"text_id": "int64", "written": "string"}
Changes = Mapping[int, Counter[str]]


@attrs.frozen(kw_only=True)
class _Due:
    """Hold a text that is to be weighed.

    Args:
        number: its number.
        week: the week of its publication; None where that is not known.
        entities: whom it names.
    """

    number: int
    week: int | None
    entities: frozenset[str]


def weigh_texts(
    index: Index, said: Sequence[Item], known: Iterable[int], gone: Sequence[int], read: Read
) -> set[int]:
    """Weigh texts that say something else now; give the numbers of all whose sketch has changed.

    Their rows are in `coverage.text`; their keys are put aside in `coverage.staged_key`. What a
    text
    holds does not depend on levels, so all counts are known before any level is compared, and texts
    that stay are looked at once, whatever number of weeks changed.

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
        _count(index, changes)
    for week, due in _by_week(said):
        held = _weigh(index, due, read)
        if week is not None:
            changes[week].update(held)
            _count(index, {week: held})
    shifted = _shifted(index, changes, {*gone, *(i.text_id for i in said)})
    if shifted:
        index.run("drop_sketches", dropped=sorted(due.number for due in shifted))
        _weigh(index, shifted, read)
    return {i.text_id for i in said} | {due.number for due in shifted}


def _by_week(said: Iterable[Item]) -> Iterator[tuple[int | None, list[_Due]]]:
    """Group texts by the week of their publication, in the order of time; those without one come first."""
    found: defaultdict[int | None, list[_Due]] = defaultdict(list)
    for item in said:
        found[item.week].append(_Due(number=item.text_id, week=item.week, entities=item.entities))
    for week in sorted(found, key=lambda week: (week is not None, week or 0)):
        yield week, found[week]


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


def _shifted(index: Index, changes: Changes, left: set[int]) -> list[_Due]:
    """Find the texts that hold a term whose level has moved in their week.

    Args:
        index: the index.
        changes: how counts have changed, by week.
        left: numbers of the texts that are weighed anyway.
    """
    standing = _standing(index, changes.keys(), left)
    rows = _rows(changes)
    if not (standing and rows):
        return []
    index.give_rows("cover_change", _CHANGE, rows)
    found: list[_Due] = []
    for weeks in in_blocks(sorted(standing), _SPAN):
        moved: defaultdict[int, set[str]] = defaultdict(set)
        for week, term in index.rows("shifted", asked=weeks, weeks=WEEKS, unwritten=UNWRITTEN):
            moved[week].add(term)
        numbers = sorted(number for week in moved for number in standing[week])
        found += _holding_any(index, numbers, moved)
    return found


def _standing(index: Index, changed: Collection[int], left: set[int]) -> dict[int, list[int]]:
    """List the texts that stay as they are in the weeks whose levels a change may move, by week."""
    if not changed:
        return {}
    reached = [
        week
        for (week,) in index.rows("weeks", first=min(changed))
        if any(0 < week - other <= WEEKS for other in changed)
    ]
    found: defaultdict[int, list[int]] = defaultdict(list)
    for week, number in index.rows("week_texts", weeks=reached) if reached else ():
        if number not in left:
            found[week].append(number)
    return found


def _holding_any(
    index: Index, numbers: Sequence[int], moved: Mapping[int, set[str]]
) -> Iterator[_Due]:
    """Yield those texts that hold a term whose level has moved."""
    for block in blocks(numbers):
        for number, key, published, week, written in index.rows("old_sketches", asked=block):
            sketch = read_sketch(key, published, written)
            if _ALL in moved[week] or moved[week] & sketch.held:
                yield _Due(number=number, week=week, entities=frozenset(sketch.entities))


def _weigh(index: Index, due: Sequence[_Due], read: Read) -> Counter[str]:
    """Write the sketches and the keys of texts; give how many of them hold each term."""
    held: Counter[str] = Counter()
    by_number = {d.number: d for d in due}
    for block in blocks(sorted(by_number)):
        told = {
            number: _tell(by_number[number], printed, title)
            for number, (printed, title) in read(block).items()
        }
        rarities = _rarities(index, [(by_number[n].week, t) for n, t in told.items()])
        sketches: list[Row] = []
        keys: list[Row] = []
        for number, telling in told.items():
            rarity = rarities[by_number[number].week]
            at = microseconds(telling.report.published)
            sketches.append((number, Sketch.of(telling, rarity).write()))
            keys += [(number, key, at) for key in find_keys(telling, rarity)]
            held.update([_ALL, *telling.held])
        index.give_rows("cover_sketch", _SKETCH, sorted(sketches))
        index.give_rows("cover_key", _KEY, keys)
        index.run("take_sketches", "stage_keys")
    return held


def _tell(due: _Due, printed: Printed, title: str | None) -> Telling:
    """Count what a text says."""
    return Telling.of(
        Report(
            key=printed.key,
            title=title,
            text=printed.text,
            published=printed.published,
            entities=due.entities,
        )
    )


def _rarities(
    index: Index, told: Iterable[tuple[int | None, Telling]]
) -> dict[int | None, Callable[[str], int]]:
    """Give, for each week, how rare a term was in the weeks before it; at an unknown time none has been seen."""
    asked: defaultdict[int | None, set[str]] = defaultdict(set)
    for week, telling in told:
        asked[week].update(telling.held)
    rows = [
        (week, term)
        for week, terms in asked.items()
        if week is not None
        for term in sorted({_ALL, *terms})
    ]
    counts: defaultdict[int | None, dict[str, int]] = defaultdict(dict)
    if rows:
        index.give_rows("cover_term", _TERM, rows)
        for week, term, texts in index.rows("holding", weeks=WEEKS):
            counts[week][term] = texts
    return {week: _rarity(counts[week]) for week in asked}


def _rarity(holding: Mapping[str, int]) -> Callable[[str], int]:
    """Give the level of a term from how many texts hold it."""
    texts = holding.get(_ALL, 0)
    return lambda term: level(holding.get(term, 0), texts)


def _count(index: Index, changes: Changes) -> None:
    """Add to what the texts of weeks hold."""
    index.give_rows("cover_changing", _CHANGE, _rows(changes))
    index.run("count_held")


def _rows(changes: Changes) -> list[Row]:
    """Lay out the counts that have changed."""
    return [
        (week, term, change)
        for week, counts in sorted(changes.items())
        for term, change in sorted(counts.items())
        if change
    ]
