"""Impact: what a decision would change among entities, found by carrying it out and taking that back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import attrs

from provenance.exceptions import LedgerError
from provenance.judgements import Decision
from resolvers.linking.model import Model, default_model
from resolvers.pipeline import score_and_identify
from resolvers.runs import make_run, now

if TYPE_CHECKING:
    from provenance.ledger import Store
    from resolvers.index.base import Index


@attrs.frozen(kw_only=True)
class Moved:
    """Say that the mentions of a chain are another entity's.

    Args:
        article: where they stand.
        name: what the article calls it there.
        mentions: how many they are.
        before: the entity's id.
        before_name: its name.
        after: the entity that they would be of; a new id where it did not exist.
        after_name: its name.
    """

    article: str
    name: str
    mentions: int
    before: str
    before_name: str
    after: str
    after_name: str


@attrs.frozen(kw_only=True)
class DecisionImpact:
    """Hold what decisions would change.

    Args:
        moved: chains that would be of another entity, in the order of their articles.
        renamed: ids with the name and type before and after.
        speakers: how many claims would be of another speaker.
    """

    moved: tuple[Moved, ...] = ()
    renamed: tuple[tuple[str, str, str], ...] = ()
    speakers: int = 0


def impact(
    ledger: Store, decisions: Iterable[Decision], *, model: Model | None = None
) -> DecisionImpact:
    """Say what decisions about entities would change, and change nothing.

    Decisions about claims and stories are looked at by the next resolve alone.

    Args:
        ledger: a ledger that was resolved since its last article.
        decisions: as `provenance.trail.draft` makes them; none of them is appended.
        model: parameters of one's own; the shipped ones otherwise.

    Raises:
        LedgerError: articles came since the last resolve, or another release made it.
    """
    from resolvers.index.base import Index

    chosen, given = model or default_model(), list(decisions)
    index = Index.open(ledger.connection, chosen.key)
    if index.has_news():
        raise LedgerError("the ledger has articles or decisions that wait; run: spantrail resolve")
    with ledger.tentatively():
        ledger.add_decisions(make_run("decide", now()), given)
        last = ledger.records("last_runs")[0]["last"]
        score_and_identify(index, ledger, chosen, lambda *_: None)
        return _found(index, last)


def _found(index: Index, last: int) -> DecisionImpact:
    """Read what has changed since a run, inside the transaction that changed it."""
    index.run("note_decided_moves", last=last)
    moved = tuple(_moved(row) for row in index.rows("decided_moves", last=last))
    renamed = tuple(index.rows("decided_names", last=last))
    ((speakers,),) = index.rows("count_decided_speakers")
    return DecisionImpact(moved=moved, renamed=renamed, speakers=speakers)


def _moved(row: tuple[Any, ...]) -> Moved:
    names = ("article", "name", "mentions", "before", "before_name", "after", "after_name")
    return Moved(**dict(zip(names, row, strict=True)))
