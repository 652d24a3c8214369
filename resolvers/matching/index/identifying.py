"""Identifying: the touched groups get their ids, which stay where the words of their founders went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from provenance.identifiers import mint_claim_group_id
from resolvers.identity.entities import Identification, Minted, identify
from resolvers.matching.index.base import Index
from resolvers.matching.index.components import Clustered, Member
from resolvers.matching.index.loading import words_of


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


def identify_groups(index: Index, clustered: Clustered, gone: Iterable[int]) -> Identified:
    """Give every touched group its id.

    Args:
        index: the index.
        clustered: the touched items and their groups.
        gone: the numbers of assertions that are asserted no longer.
    """
    members = clustered.members
    first = 1 + next((number for (number,) in index.rows("highest_group")), 0)
    known, last = _known(index, members, gone) if first > 1 else ([], [])
    homes = _Homes(index, members, known, last)
    minted = [
        Minted(
            entity_id=k.id,
            founding_chain=k.founder_key,
            created=k.group_id,
            retired=k.status == "retired",
            home=homes.of(k),
        )
        for k in known
    ]
    touched = {m.key for m in members.values()}
    id_of = {k.group_id: k.id for k in known}
    found = identify(
        [[members[n].key for n in group] for group in clustered.groups],
        order={m.key: m.order for m in members.values()},
        known=[m for m in minted if m.home is None or m.home in touched],
        before=[(key, id_of[row.group_id]) for row in last if (key := homes.now(row)) is not None],
        first=first,
        mint=mint_claim_group_id,
    )
    return Identified(
        identification=found,
        number_of={k.id: k.group_id for k in known} | {m.entity_id: m.created for m in found.minted},
        states={k.id: (k.status, k.redirect) for k in known},
    )


def _known(index: Index, members: Mapping[int, Member], gone: Iterable[int]) -> tuple[list[_Known], list[_Last]]:
    """List the groups that may have their home in a touched item, and which groups their articles' assertions were in."""
    articles = {m.article_id for m in members.values()}
    articles |= {row[2] for row in index.rows("articles_of", ids=sorted(gone))}
    asked = sorted(articles)
    last = [_Last(*row) for row in index.rows("memberships_of_articles", articles=asked)]
    groups = sorted({row.group_id for row in last})
    known = [_Known(*row) for row in index.rows("founded", articles=asked, groups=groups)]
    return known, last


class _Homes:
    """Tell where groups live whose founder's text was superseded: where its words went, else with its group."""

    def __init__(
        self,
        index: Index,
        members: Mapping[int, Member],
        known: Sequence[_Known],
        last: Sequence[_Last],
    ) -> None:
        self._current = {m.number: m for m in members.values()}
        self._last = list(last)
        homeless = [k for k in known if not k.current]
        if homeless:
            self._load(index, homeless)
        else:
            numbers = {row.number for row in last} - self._current.keys()
            self._load_current(index, {row.article_id for row in last if row.number in numbers})
        self._words: dict[int, str] = {}
        self._by_words: dict[tuple[int, str], Member] = {}
        self._note_words(index, homeless)
        self._rest = self._first_members()

    def _load(self, index: Index, homeless: Sequence[_Known]) -> None:
        """Load all that were last in these groups, and what is asserted now in their articles."""
        groups = [k.group_id for k in homeless]
        rows = [_Last(*row) for row in index.rows("members_of_groups", groups=groups)]
        known = {row.number for row in self._last}
        self._last += [row for row in rows if row.number not in known]
        articles = {row.article_id for row in self._last} | {k.article_id for k in homeless}
        self._load_current(index, articles)

    def _load_current(self, index: Index, articles: set[int]) -> None:
        for row in index.rows("places_in_time", articles=sorted(articles)) if articles else ():
            self._current.setdefault(row[0], Member(*row))

    def _note_words(self, index: Index, homeless: Sequence[_Known]) -> None:
        """Note the words of what is asserted now, where something else may have had the same."""
        past = [row for row in self._last if row.number not in self._current]
        numbers = {row.number for row in past} | {k.founder for k in homeless}
        articles = {row.article_id for row in past} | {k.article_id for k in homeless}
        near = [m for m in self._current.values() if m.article_id in articles]
        if not numbers:
            return
        self._words = words_of(index, sorted(numbers | {m.number for m in near}))
        for member in sorted(near, key=lambda m: m.order):
            self._by_words.setdefault((member.article_id, self._words[member.number]), member)

    def _first_members(self) -> dict[int, Member]:
        """Return, for every group, the first of what is asserted now and was last in it."""
        found: dict[int, Member] = {}
        for row in self._last:
            member = self._now(row.number, row.article_id)
            if member is not None:
                first = found.get(row.group_id, member)
                found[row.group_id] = min(first, member, key=lambda m: m.order)
        return found

    def _now(self, number: int, article_id: int) -> Member | None:
        """Return what an assertion is now: itself, or what has its words in its article."""
        if number in self._current:
            return self._current[number]
        return self._by_words.get((article_id, self._words.get(number, "")))

    def now(self, row: _Last) -> str | None:
        """Return the key of what an assertion is now."""
        member = self._now(row.number, row.article_id)
        return None if member is None else member.key

    def of(self, known: _Known) -> str | None:
        """Return the key of the assertion in which a group lives now; None where it has none."""
        if known.current:
            return known.founder_key
        member = self._now(known.founder, known.article_id) or self._rest.get(known.group_id)
        return None if member is None else member.key
