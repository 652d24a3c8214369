"""Shared keys: which groups of an article can be one by their names, without comparing all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable

from resolvers.reading.chains.groups import Group


class SharedKeys:
    """Find the groups that carry a key. They come in the order in which they were first posted."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._groups: dict[int, Group] = {}
        self._posted: defaultdict[Hashable, dict[int, None]] = defaultdict(dict)

    def post(self, group: Group, keys: Iterable[Hashable]) -> None:
        """Post a group under more keys."""
        number = self._numbers.setdefault(id(group), len(self._numbers))
        self._groups[number] = group
        for key in keys:
            self._posted[key][number] = None

    def drop(self, group: Group) -> None:
        """Forget a group."""
        del self._groups[self._numbers[id(group)]]

    def __contains__(self, group: Group) -> bool:
        return self._numbers.get(id(group)) in self._groups

    def groups(self) -> list[Group]:
        """List all groups that were not dropped."""
        return [self._groups[number] for number in sorted(self._groups)]

    def number(self, group: Group) -> int:
        """Return the place of a group in the order of posting."""
        return self._numbers[id(group)]

    def carrying(self, keys: Iterable[Hashable]) -> list[Group]:
        """List the groups that carry one of several keys."""
        found: dict[int, None] = {}
        for key in keys:
            found.update(self._posted.get(key, {}))
        return [self._groups[number] for number in sorted(found) if number in self._groups]
