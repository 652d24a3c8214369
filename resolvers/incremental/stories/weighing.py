"""Weighing: what texts say is weighed by the weeks before them.

It is weighed again where a count of those moves a level.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import attrs

from resolvers.incremental.stories.base import StoryIndex
from resolvers.incremental.stories.texts import Item, Read, blocks
from resolvers.reuse.derivation import Printed
from resolvers.stories.sketches import Sketch, StoryVersion, Telling, find_keys
from resolvers.storing.tables import Row, in_blocks
from resolvers.storing.times import microseconds_of, time_of
from resolvers.text.terms import UNWRITTEN, WEEKS, level, week_of

_ALL = ""  # the term that every text holds
_SPAN = 16  # weeks whose levels are compared at a time
_CHANGE = {"week": "int64", "term": "string", "change": "int64"}
_TERM = {"week": "int64", "term": "string"}
_KEY = {"text_id": "int64", "key": "string", "moment": "int64"}
_SKETCH = {"text_id": "int64", "written": "binary", "told": "binary"}
Changes = Mapping[int, Counter[str]]
_Terms = Mapping[int, set[str]]  # by week


def weigh_texts(
    index: StoryIndex, said: Sequence[Item], known: Iterable[int], gone: Sequence[int], read: Read
) -> set[int]:
    """Weigh texts that say something else now; return the numbers of all whose sketch has changed.

    Their rows are in `coverage.text`; their keys are put aside in `coverage.staged_key`. What a
    text holds does not depend on levels, so all counts are known before any level is compared, and
    texts that stay are looked at once, whatever number of weeks changed.

    Args:
        index: the index.
        said: the texts.
        known: numbers of those of them that said something before.
        gone: numbers of texts that are no longer current.
        read: reads texts.
    """
    again = frozenset(known)
    changes = _withdrawn_term_counts(index, [*again, *gone])
    if gone:
        index.run("drop_sketches", dropped=gone)
    if changes:
        _add_term_counts(index, changes)
    for week, due in _items_by_week(said):
        held = _weigh_items(index, due, again, read)
        if week is not None:
            changes[week].update(held)
            _add_term_counts(index, {week: held})
    numbers = {i.text_id for i in said}
    shifted = _texts_with_shifted_levels(index, changes, numbers.union(gone))
    _reweigh_texts(index, shifted)
    return numbers.union(shifted)


def _items_by_week(said: Iterable[Item]) -> Iterator[tuple[int | None, list[Item]]]:
    """Group texts by the week of their publication, in the order of time.

    Those without one come first.
    """
    found: defaultdict[int | None, list[Item]] = defaultdict(list)
    for item in said:
        found[item.week].append(item)
    for week in sorted(found, key=lambda week: (week is not None, week or 0)):
        yield week, found[week]


def _withdrawn_term_counts(index: StoryIndex, ids: Iterable[int]) -> defaultdict[int, Counter[str]]:
    """Count, as less than nothing, what texts held until now."""
    changes: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for block in blocks(sorted(ids)):
        for _, week, *row in index.rows("old_sketches", asked=block):
            if week is not None:
                changes[week].subtract([_ALL, *read_sketch(*row).held])
    return changes


def read_sketch(key: str, published: int | None, told: bytes, written: bytes) -> Sketch:
    """Read a sketch from the index."""
    return Sketch.read(Telling.read(key, time_of(published), told), written)


def _texts_with_shifted_levels(index: StoryIndex, changes: Changes, left: set[int]) -> list[int]:
    """Find the texts that hold a term whose level has moved in their week.

    Args:
        index: the index.
        changes: how counts have changed, by week.
        left: numbers of the texts that are weighed anyway.
    """
    standing = _unchanged_texts_by_week(index, changes.keys(), left)
    rows = _term_count_rows(changes)
    if not (standing and rows):
        return []
    index.give_rows("cover_change", _CHANGE, rows)
    found: list[int] = []
    for weeks in in_blocks(sorted(standing), _SPAN):
        moved = _moved_terms_by_week(index, weeks)
        named, worded = _split_entity_weeks(moved)
        found += _texts_naming_entities(index, named, left)
        numbers = sorted(number for week in worded for number in standing[week])
        found += _texts_holding_terms(index, numbers, moved)
    return found


def _split_entity_weeks(moved: _Terms) -> tuple[_Terms, _Terms]:
    """Part weeks: those in which the levels of entities alone have moved, and the others."""
    named = {week: terms for week, terms in moved.items() if all(map(_is_entity_term, terms))}
    return named, {week: terms for week, terms in moved.items() if week not in named}


def _moved_terms_by_week(index: StoryIndex, weeks: Sequence[int]) -> dict[int, set[str]]:
    """Map weeks to the terms whose level has moved in them."""
    moved: defaultdict[int, set[str]] = defaultdict(set)
    for week, term in index.rows("shifted", asked=weeks, weeks=WEEKS, unwritten=UNWRITTEN):
        moved[week].add(term)
    return moved


def _is_entity_term(term: str) -> bool:
    return term.startswith("@")


def _unchanged_texts_by_week(
    index: StoryIndex, changed: Collection[int], left: set[int]
) -> dict[int, list[int]]:
    """List the texts that stay as they are in the weeks whose levels a change may move, by week."""
    if not changed:
        return {}
    weeks = (week for (week,) in index.rows("weeks", first=min(changed)))
    reached = [week for week in weeks if _is_week_affected(changed, week)]
    found: defaultdict[int, list[int]] = defaultdict(list)
    for week, number in index.rows("week_texts", weeks=reached) if reached else ():
        if number not in left:
            found[week].append(number)
    return found


def _is_week_affected(changed: Iterable[int], week: int) -> bool:
    """Whether one of the changed weeks counts for a week."""
    return any(0 < week - other <= WEEKS for other in changed)


def _texts_naming_entities(
    index: StoryIndex, moved: Mapping[int, set[str]], left: set[int]
) -> list[int]:
    """Find the texts that name an entity whose level has moved.

    An entity is a key of each text that names it, so no sketch has to be read: where two entities
    became one among 300,000 mentions, reading them took .4 s of the 1.6.
    """
    rows = [(week, term) for week in sorted(moved) for term in sorted(moved[week])]
    if not rows:
        return []
    index.give_rows("cover_term", _TERM, rows)
    return [number for (number,) in index.rows("naming") if number not in left]


def _texts_holding_terms(
    index: StoryIndex, numbers: Sequence[int], moved: Mapping[int, set[str]]
) -> Iterator[int]:
    """Yield those texts that hold a term whose level has moved."""
    for block in blocks(numbers):
        for number, week, *row in index.rows("old_sketches", asked=block):
            if _ALL in moved[week] or moved[week] & read_sketch(*row).held:
                yield number


def _weigh_items(
    index: StoryIndex, due: Sequence[Item], known: Collection[int], read: Read
) -> Counter[str]:
    """Write the sketches and the keys of texts; return how many of them hold each term."""
    by_number = {item.text_id: item for item in due}
    held: Counter[str] = Counter()
    for block in blocks(sorted(by_number)):
        told = _reuse_former_tellings(index, [by_number[n] for n in block if n in known])
        told |= _read_tellings(by_number, [n for n in block if n not in told], read)
        _write_sketches(index, told)
        for telling in told.values():
            held.update([_ALL, *telling.held])
    return held


def _read_tellings(
    items: Mapping[int, Item], numbers: Sequence[int], read: Read
) -> dict[int, Telling]:
    """Read what texts say."""
    texts = read(numbers).items()
    return {
        number: _telling_of_item(items[number], printed, title)
        for number, (printed, title) in texts
    }


def _reuse_former_tellings(index: StoryIndex, items: Sequence[Item]) -> dict[int, Telling]:
    """Return what texts say that name others than before, and drop their sketches.

    A text has one number as long as no character of it changes, so only its entities are new.
    """
    if not items:
        return {}
    entities = {item.text_id: item.entities for item in items}
    rows = index.rows("old_tellings", asked=sorted(entities))
    index.run("drop_sketches", dropped=sorted(entities))
    return {
        number: attrs.evolve(Telling.read(key, time_of(at), written), entities=entities[number])
        for number, key, at, written in rows
    }


def _reweigh_texts(index: StoryIndex, due: Iterable[int]) -> None:
    """Write sketches and keys of texts that say what they said, whose words tell otherwise."""
    for block in blocks(sorted(due)):
        rows = index.rows("old_tellings", asked=block)
        told = {n: Telling.read(key, time_of(at), written) for n, key, at, written in rows}
        index.run("drop_sketches", dropped=block)
        _write_sketches(index, told)


def _write_sketches(index: StoryIndex, told: Mapping[int, Telling]) -> None:
    """Write what texts say, by number, weighed by the weeks before them."""
    rarities = _rarity_by_week(index, [(week_of(t.day), t) for t in told.values()])
    weighed = [(n, t, rarities[week_of(t.day)]) for n, t in sorted(told.items())]
    sketches = [(n, Sketch.of(t, rarity).write(), t.write()) for n, t, rarity in weighed]
    index.give_rows("cover_sketch", _SKETCH, sketches)
    index.give_rows("cover_key", _KEY, [key for w in weighed for key in _key_rows(*w)])
    index.run("take_sketches", "stage_keys")


def _key_rows(number: int, telling: Telling, rarity: Callable[[str], int]) -> Iterator[Row]:
    """Yield the keys of a text, with its time."""
    at = microseconds_of(telling.published)
    return ((number, key, at) for key in find_keys(telling, rarity))


def _telling_of_item(item: Item, printed: Printed, title: str | None) -> Telling:
    """Count what a text says."""
    return Telling.of(
        StoryVersion(
            key=printed.key,
            title=title,
            text=printed.text,
            published=printed.published,
            entities=item.entities,
        )
    )


def _rarity_by_week(
    index: StoryIndex, told: Iterable[tuple[int | None, Telling]]
) -> dict[int | None, Callable[[str], int]]:
    """Give, for each week, how rare a term was in the weeks before it.

    At an unknown time none has been seen.
    """
    asked: defaultdict[int | None, set[str]] = defaultdict(set)
    for week, telling in told:
        asked[week].update(telling.held)
    holding = _count_holding_texts(
        index, {week: terms for week, terms in asked.items() if week is not None}
    )
    return {week: _term_rarity(holding.get(week, {})) for week in asked}


def _count_holding_texts(
    index: StoryIndex, asked: Mapping[int, set[str]]
) -> dict[int | None, dict[str, int]]:
    """Count, for each week, the texts of the weeks before it that hold each term, and all texts."""
    rows = [(week, term) for week, terms in asked.items() for term in sorted({_ALL, *terms})]
    if not rows:
        return {}
    index.give_rows("cover_term", _TERM, rows)
    counts: defaultdict[int | None, dict[str, int]] = defaultdict(dict)
    for week, term, texts in index.rows("holding", weeks=WEEKS):
        counts[week][term] = texts
    return counts


def _term_rarity(holding: Mapping[str, int]) -> Callable[[str], int]:
    """Return the level of a term from how many texts hold it."""
    texts = holding.get(_ALL, 0)
    unseen = level(0, texts)
    levels = {term: level(count, texts) for term, count in holding.items()}
    return lambda term: levels.get(term, unseen)


def _add_term_counts(index: StoryIndex, changes: Changes) -> None:
    """Add to what the texts of weeks hold."""
    index.give_rows("cover_changing", _CHANGE, _term_count_rows(changes))
    index.run("count_held")


def _term_count_rows(changes: Changes) -> list[Row]:
    """Lay out the counts that have changed."""
    return [
        (week, term, change)
        for week, counts in sorted(changes.items())
        for term, change in sorted(counts.items())
        if change
    ]
