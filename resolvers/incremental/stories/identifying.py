"""Identifying: touched groups get their ids, as identity decides them for entities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

import attrs

from provenance.identifiers import mint_origin_id, mint_story_id
from resolvers.clusters.ids import Identification, identify
from resolvers.clusters.states import states_after
from resolvers.incremental.stories.base import StoryIndex
from resolvers.incremental.stories.touched import FoundedId, TouchedText

_MINT: Mapping[str, Callable[[str], str]] = {"story": mint_story_id, "origin": mint_origin_id}


@attrs.frozen(kw_only=True)
class Decided:
    """Hold what identity decided of the touched groups of one sort.

    Args:
        identification: over articles.
        states: id, status and redirect, of those that are new or have changed.
        joined: article's number and name, and id, of the articles whose group is new or has
            changed.
    """

    identification: Identification
    states: tuple[tuple[str, str, str | None], ...]
    joined: tuple[tuple[int, str, str], ...]


def decide(
    index: StoryIndex,
    sort: str,
    parts: Sequence[Sequence[TouchedText]],
    founded: Iterable[FoundedId],
) -> Decided:
    """Assign every group of articles its id, which is founded by its first article.

    Args:
        index: the index.
        sort: story or origin.
        parts: the groups.
        founded: the ids of all sorts that were founded in touched texts.
    """
    members = list(chain.from_iterable(parts))
    order = {m.article: m.order for m in members}
    own = [f for f in founded if f.sort == sort and f.article in order]
    made = identify(
        [[m.article for m in part] for part in parts],
        order=order,
        known=[f.minted for f in own],
        before=list(_former_groups(sort, members)),
        first=1 + index.minted,
        mint=_MINT[sort],
    )
    return Decided(
        identification=made,
        states=tuple(_changed_states(made, own)),
        joined=tuple(_joined_articles(made, sort, members)),
    )


def _former_groups(sort: str, members: Iterable[TouchedText]) -> Iterator[tuple[str, str]]:
    """Yield the articles that were in a group before, with it."""
    for m in members:
        group = m.group_of(sort)
        if group is not None:
            yield m.article, group


def _changed_states(
    made: Identification, founded: Iterable[FoundedId]
) -> Iterator[tuple[str, str, str | None]]:
    """Yield the states of ids that are new or have changed."""
    before = {f.id: f.state for f in founded}
    for group, state in states_after(made).items():
        if before.get(group) != state:
            yield (group, *state)


def _joined_articles(
    made: Identification, sort: str, members: Iterable[TouchedText]
) -> Iterator[tuple[int, str, str]]:
    """Yield the articles whose group is new or another, with it."""
    for m in sorted(members, key=lambda m: m.article):
        group = made.entity_of[m.article]
        if group != m.group_of(sort):
            yield (m.article_id, m.article, group)
