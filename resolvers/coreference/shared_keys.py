"""Shared keys: which groups of an article can be one by their names, found by key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable

from resolvers.coreference.groups import Group


class SharedKeys:
    """Find the groups that carry a key. They come in the order in which they were first posted."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._groups: list[Group] = []
        self._into: list[int] = []  # of every group, itself or the one that it was joined to
        self._posted: defaultdict[Hashable, dict[int, None]] = defaultdict(dict)

    def post(self, group: Group, keys: Iterable[Hashable]) -> None:
        """Post a group under more keys."""
        number = self._numbers.setdefault(id(group), len(self._groups))
        if number == len(self._groups):
            self._groups.append(group)
            self._into.append(number)
        for key in keys:
            self._posted[key][number] = None

    def join(self, group: Group, into: Group) -> None:
        """Hand the keys of a group to another, which absorbed it."""
        self._into[self.number(group)] = self.number(into)

    def __contains__(self, group: Group) -> bool:
        number = self.number(group)
        return self._into[number] == number

    def groups(self) -> list[Group]:
        """List all groups that were not joined to another."""
        return [group for number, group in enumerate(self._groups) if self._into[number] == number]

    def number(self, group: Group) -> int:
        """Return the place of a group in the order of posting."""
        return self._numbers[id(group)]

    def carrying(self, keys: Iterable[Hashable]) -> list[Group]:
        """List the groups that carry one of several keys."""
        posted = {number for key in set(keys) for number in self._posted.get(key, ())}
        holders = {self._root_group_number(number) for number in posted}
        return [self._groups[number] for number in sorted(holders)]

    def _root_group_number(self, number: int) -> int:
        """Follow a group to the one that holds its keys now."""
        holder = number
        while self._into[holder] != holder:
            holder = self._into[holder]
        while self._into[number] != holder:
            self._into[number], number = holder, self._into[number]
        return holder


class AllGroups(SharedKeys):
    """Find all groups whatever the keys, which are not even made: for few groups that is faster."""

    def post(self, group: Group, keys: Iterable[Hashable]) -> None:
        """Post a group."""
        del keys
        super().post(group, ())

    def carrying(self, keys: Iterable[Hashable]) -> list[Group]:
        """List all groups."""
        del keys
        return self.groups()
