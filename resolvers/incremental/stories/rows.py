"""Rows: what was decided of touched groups, as the index keeps it and as the ledger appends it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from resolvers.incremental.stories.base import StoryIndex
from resolvers.incremental.stories.identifying import Decided
from resolvers.storing.coverage import GroupChanges
from resolvers.storing.tables import Row

_STATE = {"id": "string", "status": "string", "redirect": "string"}
_JOINED = {"article_id": "int64", "story": "string", "origin": "string"}


def keep(index: StoryIndex, decided: Mapping[str, Decided]) -> None:
    """Keep in the index what was decided, after the ledger has it; `decided` is by sort."""
    index.run("take_minted")
    states = [state for found in decided.values() for state in _states_of_known_ids(found)]
    if states:
        index.give_rows("cover_state", _STATE, states)
        index.run("change_states")
    index.give_rows("cover_joined", _JOINED, _joined_articles(decided))
    index.run("take_members")


def _states_of_known_ids(decided: Decided) -> Iterator[tuple[str, str, str | None]]:
    """Yield the changed states of ids that are not new."""
    minted = {m.entity_id for m in decided.identification.minted}
    return (state for state in decided.states if state[0] not in minted)


def _joined_articles(decided: Mapping[str, Decided]) -> list[Row]:
    """List the articles whose story or origin is new or has changed, with both where they have."""
    story, origin = (
        {article: group for article, _, group in decided[sort].joined}
        for sort in ("story", "origin")
    )
    articles = sorted({*story, *origin})
    return [(article, story.get(article), origin.get(article)) for article in articles]


def changes(decided: Decided) -> GroupChanges:
    """Lay out what was decided of one sort as the ledger takes it."""
    found = decided.identification
    made = sorted((m.created, m.entity_id, m.founding_chain) for m in found.minted)
    return GroupChanges(
        minted=[(group, article) for _, group, article in made],
        states=decided.states,
        members=[(article, group) for _, article, group in decided.joined],
        events=found.events,
    )
