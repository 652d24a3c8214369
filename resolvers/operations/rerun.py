"""Resolve as last: a decision counts without changing who reads, links and compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.exceptions import InputError, LedgerError
from resolvers.linking.model import Model, default_model
from resolvers.pipeline import Outcome, resolve
from resolvers.stages.matching import last_embedder
from resolvers.stages.reader import Reader

if TYPE_CHECKING:
    from provenance.ledger.store import Store
    from resolvers.claim_matching.embedding import Embedder


def resolve_again(
    ledger: Store, *, model: Model | None = None, embedder: Embedder | None = None
) -> Outcome:
    """Resolve as the ledger was resolved last, so that what was decided counts.

    Where a caller's mentions or another tagger's were read last, nothing is read, since neither is
    at hand; our own reader would take their place. Copies, stories and conflicts are left out where
    they were never found. Claims that a caller gave are corrected as they stand in the ledger.
    Propositions and conflicts wait for an embedder of one's own; `waiting` says so.

    Args:
        ledger: an open ledger.
        model: parameters of one's own; those that linked the ledger last otherwise.
        embedder: an embedder of one's own; that of the extra `encoder` is known where it was used.
    """
    from resolvers.incremental.stories.base import has_index

    was_resolved = bool(ledger.records("last_reader"))
    return resolve(
        ledger,
        reader=Reader.last(ledger),
        coverage=has_index(ledger.connection) or not was_resolved,
        model=model or last_model(ledger),
        embedder=embedder or last_embedder(ledger.connection),
    )


def last_model(ledger: Store) -> Model:
    """Return the model that linked a ledger last, which its index keeps.

    It is the shipped one where nothing was linked yet, or by another release, whose index does not
    fit and is made anew.
    """
    from resolvers.incremental.entities.base import is_made_with, kept_model

    content = kept_model(ledger.connection)
    if content is None:
        return default_model()
    try:
        kept = Model.from_json(content)
    except InputError as error:
        what = f"the index holds a model that cannot be read ({error})"
        raise LedgerError(f"{what}; run: spantrail resolve --rebuild") from error
    return kept if is_made_with(ledger.connection, kept.key) else default_model()


def waiting(ledger: Store) -> tuple[str, ...]:
    """Say, a sentence each, what `resolve_again` leaves for a run with what is not at hand.

    Articles wait for another reader, propositions and conflicts for an embedder.
    """
    return tuple(
        told
        for told in (_unread_articles_note(ledger), _uncompared_propositions_note(ledger))
        if told
    )


def _unread_articles_note(ledger: Store) -> str:
    reader = Reader.last(ledger)
    if not reader.is_away:
        return ""
    count = len(ledger.unread_numbers(reader.name, superseded=False))
    if not count:
        return ""
    return (
        f"{count} articles wait, since the last resolve was given its names, mentions or claims;"
        " give them again: spantrail resolve --help"
    )


def _uncompared_propositions_note(ledger: Store) -> str:
    embedder = last_embedder(ledger.connection)
    if not (embedder and embedder.is_away):
        return ""
    return (
        f"propositions and conflicts wait for the embedder {embedder.name!r}, of which the ledger"
        " has the name alone; run: resolvers.resolve(ledger, embedder=...)"
    )
