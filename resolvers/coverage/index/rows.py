"""Rows: what was decided of touched groups, as the index keeps it and as the ledger appends it."""

from __future__ import annotations

from collections.abc import Mapping

from resolvers.coverage.index.base import StoryIndex
from resolvers.coverage.index.grouping import Decided
from resolvers.storing.coverage import GroupChanges


def keep(index: StoryIndex, decided: Mapping[str, Decided]) -> None:
    """Keep in the index what was decided, after the ledger has it; `decided` is by sort."""
    index.run("take_minted")
    minted = {m.entity_id for d in decided.values() for m in d.identification.minted}
    if states := [state for d in decided.values() for state in d.states if state[0] not in minted]:
        index.give_rows(
            "cover_state", dict.fromkeys(("id", "status", "redirect"), "string"), states
        )
        index.run("change_states")
    story, origin = (
        {article: i for article, _, i in decided[sort].joined} for sort in ("story", "origin")
    )
    kinds = {"article_id": "int64", "story": "string", "origin": "string"}
    rows = [
        (article, story.get(article), origin.get(article)) for article in sorted({*story, *origin})
    ]
    index.give_rows("cover_joined", kinds, rows)
    index.run("take_members")


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
