"""Rows: what was decided of touched groups, as the index keeps it and as the ledger appends it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from resolvers.coverage.index.base import Index
from resolvers.coverage.index.grouping import Decided


def keep(index: Index, decided: Mapping[str, Decided]) -> None:
    """Keep in the index what was decided, after the ledger has it; `decided` is by sort."""
    index.run("take_minted", highest=index.minted)
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


def by_sort(decided: Mapping[str, Decided]) -> defaultdict[str, list[tuple[object, ...]]]:
    """Lay out what was decided as rows for the ledger: groups, states, members and events."""
    rows: defaultdict[str, list[tuple[object, ...]]] = defaultdict(list)
    made = [
        (m.created, sort, m.entity_id, m.founding_chain)
        for sort, d in decided.items()
        for m in d.identification.minted
    ]
    rows["groups"] = [row[1:] for row in sorted(made)]
    for sort, d in sorted(decided.items()):
        rows["states"] += d.states
        rows["members"] += [(sort, article, i) for _, article, i in d.joined]
        rows["events"] += [
            (sort, e.kind, list(e.from_ids), list(e.to_ids), e.cause)
            for e in d.identification.events
        ]
    return rows
