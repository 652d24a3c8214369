"""Crediting: whom texts credit, looked for where a text or a publisher is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from provenance.records.coverage import Credit
from provenance.spans import Span
from resolvers.incremental.stories.base import StoryIndex
from resolvers.incremental.stories.texts import Read, blocks, read_printed
from resolvers.reuse.credits import all_credits, creditable, publisher
from resolvers.reuse.derivation import Printed
from resolvers.storing.tables import Row

_CREDITABLE = {"text_id": "int64", "name": "string"}
_CREDIT = {
    "text_id": "int64",
    "kind": "string",
    "publisher": "string",
    "start": "int64",
    "end": "int64",
}


@attrs.frozen(kw_only=True)
class CreditChanges:
    """Hold the credits that were looked for.

    Args:
        found: version key to credits.
        again: numbers of the texts that are not new, and may credit a publisher who is.
    """

    found: Mapping[str, tuple[Credit, ...]]
    again: frozenset[int]


def credit_texts(
    index: StoryIndex, new: Sequence[int], gone: Sequence[int], read: Read
) -> CreditChanges:
    """Find the credits of new texts, and of those that may credit a publisher who is new.

    Args:
        index: the index.
        new: numbers of new texts.
        gone: numbers of those that are no longer current.
        read: reads texts.
    """
    if gone:
        index.run("drop_credits", "drop_creditable", dropped=gone)

    publishers, formed = _take_creditable_names(index, new, read)
    again = _drop_outdated_credits(index, publishers, new)

    found: dict[str, tuple[Credit, ...]] = {}
    for block in blocks(sorted(again | formed)):
        found |= _take_credits(index, read_printed(read, block))
    return CreditChanges(found=found, again=again)


def _take_creditable_names(
    index: StoryIndex, new: Sequence[int], read: Read
) -> tuple[set[str], frozenset[int]]:
    """Write the names in new texts that would be credits, were they publishers'.

    Return who publishes these texts, and the numbers of those in which anything has that form.
    """
    publishers: set[str] = set()
    formed: set[int] = set()
    for block in blocks(new):
        texts = read_printed(read, block)
        publishers.update(publisher(p.source) for p in texts.values() if p.source)
        rows = [row for number in texts for row in _creditable_rows(number, texts[number])]
        formed.update(number for number, _ in rows)
        if rows:
            index.give_rows("cover_creditable", _CREDITABLE, rows)
            index.run("take_creditable")
    return publishers, frozenset(formed)


def _creditable_rows(number: int, printed: Printed) -> Iterator[Row]:
    """Yield the names that would be credits where they stand."""
    return ((number, name) for name in sorted(creditable(printed.text, printed.byline)))


def _drop_outdated_credits(
    index: StoryIndex, publishers: set[str], new: Sequence[int]
) -> frozenset[int]:
    """Drop the credits of texts, not new ones, that may credit a publisher who is new.

    Return their numbers.
    """
    fresh = [name for (name,) in index.rows("new_publishers", names=sorted(publishers))]
    if not fresh:
        return frozenset()
    again = frozenset(number for (number,) in index.rows("recredited", names=fresh))
    again = again.difference(new)
    index.run("take_publishers", names=fresh)
    index.run("drop_credits", dropped=sorted(again))
    return again


def _take_credits(index: StoryIndex, texts: Mapping[int, Printed]) -> dict[str, tuple[Credit, ...]]:
    """Find the credits of texts, and write them; return them by the keys of versions."""
    names = _creditable_publishers(index, texts)
    found: dict[str, tuple[Credit, ...]] = {}
    rows: list[Row] = []
    for number, p in texts.items():
        found[p.key] = all_credits(p.text, p.byline, p.source, names[number])
        rows += [_credit_row(number, credit) for credit in found[p.key]]
    index.give_rows("cover_credit", _CREDIT, rows)
    index.run("take_credits")
    return found


def _creditable_publishers(index: StoryIndex, texts: Iterable[int]) -> defaultdict[int, list[str]]:
    """Return which publishers texts may credit."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    for number, name in index.rows("credited_publishers", asked=list(texts)):
        names[number].append(name)
    return names


def _credit_row(number: int, credit: Credit) -> Row:
    start, end = (credit.span.start, credit.span.end) if credit.span else (None, None)
    return (number, credit.kind, credit.publisher, start, end)


def credits_of(index: StoryIndex, texts: Mapping[int, Printed]) -> dict[str, list[Credit]]:
    """Return the credits of texts, by the keys of their versions."""
    found: defaultdict[str, list[Credit]] = defaultdict(list)
    for number, kind, name, start, end in index.rows("asked_credits", asked=list(texts)):
        span = None if start is None else Span(start, end)
        found[texts[number].key].append(Credit(span=span, kind=kind, publisher=name))
    return found
