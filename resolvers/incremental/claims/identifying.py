"""Identifying: touched groups get their ids, which stay where the words of their founders went."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

import attrs

from provenance.identifiers import mint_claim_group_id
from resolvers.clusters.ids import Identification, Minted, identify
from resolvers.incremental.claims.base import MatchIndex
from resolvers.incremental.claims.components import Clustered, ClusteredItem
from resolvers.incremental.claims.loading import words_of


@attrs.frozen
class _Known:
    """Hold a group that exists already, as the statement `founded` gives it."""

    group_id: int
    id: str
    founder: int
    founder_key: str
    article_id: int
    status: str
    redirect: str | None
    current: bool  # the founder is asserted now

    def minted(self, home: str | None) -> Minted:
        """Describe it as identity knows it, with the assertion in which it lives."""
        return Minted(
            entity_id=self.id,
            founding_chain=self.founder_key,
            created=self.group_id,
            retired=self.status == "retired",
            home=home,
        )


@attrs.frozen
class _Last:
    """Say which group an assertion, current or not, was last in."""

    number: int
    key: str
    article_id: int
    group_id: int


@attrs.frozen(kw_only=True)
class Identified:
    """Hold what identity decided of the touched groups.

    Args:
        identification: over the keys of assertions.
        number_of: the ids of groups to their numbers.
        states: status and redirect of groups as they were, by id.
    """

    identification: Identification
    number_of: Mapping[str, int]
    states: Mapping[str, tuple[str, str | None]]


def identify_groups(index: MatchIndex, clustered: Clustered, gone: Iterable[int]) -> Identified:
    """Assign every touched group its id.

    Args:
        index: the index.
        clustered: the touched items and their groups.
        gone: the numbers of assertions that are asserted no longer.
    """
    members = clustered.members
    order = {m.key: m.order for m in members.values()}
    highest = next((number for (number,) in index.rows("highest_group")), 0)
    former = _Former.read(index, members, gone if highest else None)
    found = identify(
        clustered.groups_by_key,
        order=order,
        known=former.near_homes(order),
        before=former.memberships(),
        first=highest + 1,
        mint=mint_claim_group_id,
    )
    number_of = former.number_of | {m.entity_id: m.created for m in found.minted}
    return Identified(identification=found, number_of=number_of, states=former.states)


@attrs.frozen
class _Former:
    """Hold the groups that may have their home in a touched item, and who was in which.

    Args:
        known: the groups.
        last: which group touched items, and what had their words, were last in.
        homes: where groups live.
    """

    known: Sequence[_Known]
    last: Sequence[_Last]
    homes: _Homes

    @classmethod
    def read(
        cls, index: MatchIndex, members: Mapping[int, ClusteredItem], gone: Iterable[int] | None
    ) -> _Former:
        """Read them; `gone` is None where there is no group yet."""
        known, last = ([], []) if gone is None else _read_former_groups(index, members, gone)
        return cls(known, last, _Homes(index, members, known, last))

    @property
    def number_of(self) -> dict[str, int]:
        """Return the numbers of groups by their ids."""
        return {k.id: k.group_id for k in self.known}

    @property
    def states(self) -> dict[str, tuple[str, str | None]]:
        """Return status and redirect of groups by their ids."""
        return {k.id: (k.status, k.redirect) for k in self.known}

    def near_homes(self, touched: Container[str]) -> list[Minted]:
        """Describe the groups that live in a touched item, or nowhere."""
        minted = (k.minted(self.homes.of(k)) for k in self.known)
        return [m for m in minted if m.home is None or m.home in touched]

    def memberships(self) -> list[tuple[str, str]]:
        """List what is asserted now with the groups that it, or what had its words, was in."""
        id_of = {k.group_id: k.id for k in self.known}
        rows = ((self.homes.now(row), id_of[row.group_id]) for row in self.last)
        return [(key, group) for key, group in rows if key is not None]


def _read_former_groups(
    index: MatchIndex, members: Mapping[int, ClusteredItem], gone: Iterable[int]
) -> tuple[list[_Known], list[_Last]]:
    """List the groups that may have their home in a touched item.

    A group lives in its founder as long as that is asserted. So beside the touched items only what
    their articles asserted once, and do not now, can tell where a group lives; asking for all of
    these articles read seven times as many groups. Beside them stands which groups they were in.
    """
    places = {n: (m.key, m.article_id) for n, m in members.items()}
    places |= _past_assertions(index, {article for _, article in places.values()}, sorted(gone))
    rows = index.rows("last_groups", ids=list(places))
    last = [_Last(number, *places[number], group) for number, group, _ in rows]
    groups = sorted({row.group_id for row in last})
    known = index.rows("founded", founders=list(places), groups=groups)
    return [_Known(*row) for row in known], last


def _past_assertions(
    index: MatchIndex, articles: set[int], gone: Sequence[int]
) -> dict[int, tuple[str, int]]:
    """Return what these articles, and those of what is gone, asserted once and do not now.

    By number: the key and the article.
    """
    if gone:
        articles |= {row[2] for row in index.rows("articles_of", ids=gone)}
    rows = index.rows("past_assertions", articles=sorted(articles))
    return {number: (key, article) for number, key, article in rows}


class _Homes:
    """Tell where groups live whose founder's text was superseded.

    That is where its words went, else with its group.
    """

    def __init__(
        self,
        index: MatchIndex,
        members: Mapping[int, ClusteredItem],
        known: Sequence[_Known],
        last: Sequence[_Last],
    ) -> None:
        self._current = {m.number: m for m in members.values()}
        self._last = list(last)
        self._words: dict[int, str] = {}
        self._by_words: dict[tuple[int, str], ClusteredItem] = {}
        homeless = [k for k in known if not k.current]
        self._load_current_assertions(
            index,
            self._load_last_memberships(index, homeless)
            if homeless
            else self._articles_of_past_assertions(),
        )
        self._note_assertion_words(index, homeless)
        self._rest = self._first_group_members()

    def _articles_of_past_assertions(self) -> set[int]:
        """Return the articles of what is asserted no longer."""
        return {row.article_id for row in self._last if row.number not in self._current}

    def _load_last_memberships(self, index: MatchIndex, homeless: Sequence[_Known]) -> set[int]:
        """Load all that were last in these groups; return the articles of it and of founders."""
        groups = [k.group_id for k in homeless]
        known = {row.number for row in self._last}
        rows = (_Last(*row) for row in index.rows("members_of_groups", groups=groups))
        self._last += [row for row in rows if row.number not in known]
        return {row.article_id for row in self._last}.union(k.article_id for k in homeless)

    def _load_current_assertions(self, index: MatchIndex, articles: set[int]) -> None:
        for row in index.rows("places_in_time", articles=sorted(articles)) if articles else ():
            self._current.setdefault(row[0], ClusteredItem(*row))

    def _note_assertion_words(self, index: MatchIndex, homeless: Sequence[_Known]) -> None:
        """Note the words of what is asserted now, where something else may have had the same."""
        past = {r.number: r.article_id for r in self._last if r.number not in self._current}
        past |= {k.founder: k.article_id for k in homeless}
        if not past:
            return
        near = self._current_assertions_in(set(past.values()))
        self._words = words_of(index, sorted(past.keys() | {m.number for m in near}))
        for item in near:
            self._by_words.setdefault((item.article_id, self._words[item.number]), item)

    def _current_assertions_in(self, articles: set[int]) -> list[ClusteredItem]:
        """List what is asserted now in some articles, in the order of time."""
        near = [m for m in self._current.values() if m.article_id in articles]
        return sorted(near, key=lambda m: m.order)

    def _first_group_members(self) -> dict[int, ClusteredItem]:
        """Return, for every group, the first of what is asserted now and was last in it."""
        found: dict[int, ClusteredItem] = {}
        for row in self._last:
            member = self._current_item(row.number, row.article_id)
            if member is not None:
                first = found.get(row.group_id, member)
                found[row.group_id] = min(first, member, key=lambda m: m.order)
        return found

    def _current_item(self, number: int, article_id: int) -> ClusteredItem | None:
        """Return what an assertion is now: itself, or what has its words in its article."""
        if number in self._current:
            return self._current[number]
        return self._by_words.get((article_id, self._words.get(number, "")))

    def now(self, row: _Last) -> str | None:
        """Return the key of what an assertion is now."""
        member = self._current_item(row.number, row.article_id)
        return None if member is None else member.key

    def of(self, known: _Known) -> str | None:
        """Return the key of the assertion in which a group lives now; None where it has none."""
        if known.current:
            return known.founder_key
        member = self._current_item(known.founder, known.article_id) or self._rest.get(
            known.group_id
        )
        return None if member is None else member.key
