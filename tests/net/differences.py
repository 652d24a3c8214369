"""How the rows of a table differ between two versions: paired by their natural keys."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import attrs

Row = dict[str, Any]

# By what a row is the same row in two versions of the ledger; ids that were minted count as such.
NATURAL_KEYS = {
    "decisions": ("decision",),
    "articles": ("article",),
    "mentions": ("article", "start", "end"),
    "candidates": ("article", "start", "end", "entity"),
    "entities": ("entity",),
    "links": ("a", "b"),
    "claims": ("article", "claim"),
    "statements": ("article", "start", "end", "chain", "property", "value", "affiliation"),
    "stories": ("article",),
    "claim-groups": ("article", "claim"),
    "conflicts": ("group_a", "group_b", "kind"),
    "values": ("article", "claim", "start", "end", "kind"),
    "external-ids": ("entity", "authority", "external_id"),
}


def key_of(table: str, row: Row) -> str:
    """Return the natural key of a row as JSON; the whole row where the table has none."""
    columns = NATURAL_KEYS.get(table, ())
    if not columns or not all(column in row for column in columns):
        return canonical(row)
    return canonical([row[column] for column in columns])


def canonical(value: object) -> str:
    """Write a value in the one way that equal values share."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@attrs.frozen(kw_only=True)
class Difference:
    """The rows of a table that came and went, and the pairs of one key that changed."""

    came: Sequence[Row] = ()
    went: Sequence[Row] = ()
    changed: Sequence[tuple[Row, Row]] = ()

    @property
    def columns(self) -> Counter[str]:
        """Count the changed rows by the columns that changed."""
        return Counter(column for pair in self.changed for column in changed_columns(*pair))


def changed_columns(before: Row, after: Row) -> list[str]:
    """List the columns in which two rows differ, also those that one of them lacks."""
    names = list(dict.fromkeys([*before, *after]))
    missing = object()
    return [name for name in names if before.get(name, missing) != after.get(name, missing)]


def difference(table: str, before: Iterable[Row], after: Iterable[Row]) -> Difference:
    """Pair the rows of two versions of a table by their natural keys.

    Several rows of one key are paired in their canonical order, those that are equal first.
    """
    old, new = by_key(table, before), by_key(table, after)
    came, went, changed = [], [], []
    for key in sorted({*old, *new}):
        left, right = leftovers(old[key], new[key]), leftovers(new[key], old[key])
        paired = min(len(left), len(right))
        changed += zip(left[:paired], right[:paired], strict=True)
        went += left[paired:]
        came += right[paired:]
    return Difference(came=came, went=went, changed=changed)


def by_key(table: str, rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    """Group the rows of a table by their natural keys."""
    found = defaultdict(list)
    for row in sorted(rows, key=canonical):
        found[key_of(table, row)].append(row)
    return found


def leftovers(rows: Sequence[Row], others: Sequence[Row]) -> list[Row]:
    """List the rows that have no equal among others, each of which equals one."""
    there, left = Counter(map(canonical, others)), []
    for row in rows:
        line = canonical(row)
        if there[line]:
            there[line] -= 1
        else:
            left.append(row)
    return left
