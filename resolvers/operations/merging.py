"""Merging ledgers: the evidence of several becomes that of one, and an ordinary run concludes anew.

The ids of all go on meaning what they meant: those that the run does not mint again redirect to
whatever holds now what they were founded in.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

import provenance
from provenance.exceptions import LedgerError
from provenance.ledger.merging import MergedEvidence, append_evidence, append_ids, evidence, minted
from resolvers.pipeline import Outcome, resolve
from resolvers.stages.runs import make_run, now

if TYPE_CHECKING:
    import pyarrow as pa

    from provenance.ledger.store import Store
    from resolvers.linking.model import Model
    from resolvers.stages.reading import Progress


@attrs.frozen(kw_only=True)
class Merged:
    """Hold what came of a merge.

    Args:
        evidence: what each ledger brought, in their order.
        outcome: what the run concluded.
        redirected: how many ids of the others redirect, or are retired.
    """

    evidence: tuple[MergedEvidence, ...]
    outcome: Outcome
    redirected: int


def merge(
    ledger: Store,
    others: Iterable[str | Path],
    *,
    jobs: int = 1,
    model: Model | None = None,
    coverage: bool = True,
    progress: Progress | None = None,
) -> Merged:
    """Take the evidence of other ledgers in, resolve, and redirect their ids.

    Articles, with every text, page and byte range, entries of authorities and decisions come over;
    a text that is here already changes nothing. Of two texts of one article the one that its ledger
    fetched later counts, else that of the ledger named later. Conclusions are drawn anew, so the
    result is what one ledger of all articles would say; what the others believed at some time is
    not taken over. Doing it twice changes nothing.

    Args:
        ledger: the ledger to merge into, whose ids survive where one entity has several.
        others: the files of the other ledgers; they are only read.
        jobs: processes that read.
        model: parameters of one's own for the linking.
        coverage: find copies, stories, same claims and conflicts too.
        progress: called with the stage, how much is done and how much there is.

    Raises:
        LedgerError: a file is no ledger, or is the one to merge into.
    """
    paths = [_existing_ledger_path(path) for path in others]
    brought = [_append_ledger_evidence(ledger, path) for path in paths]
    outcome = resolve(ledger, jobs=jobs, model=model, coverage=coverage, progress=progress)
    redirected = sum(
        append_ids(ledger.writer, make_run("merge", now()), known) for _, known in brought
    )
    if redirected:  # the indexes know of no ids but those that a run minted
        resolve(ledger, model=model, coverage=coverage, rebuild=True, progress=progress)
    came = tuple(told for told, _ in brought)
    return Merged(evidence=came, outcome=outcome, redirected=redirected)


def _append_ledger_evidence(ledger: Store, path: Path) -> tuple[MergedEvidence, pa.Table]:
    """Append the evidence of another ledger; return what it brought, and the ids that it has."""
    started = now()
    with provenance.open(path, read_only=True) as other:
        tables, known = evidence(other), minted(other)
    return append_evidence(ledger.writer, make_run("merge", started), tables), known


def _existing_ledger_path(path: str | Path) -> Path:
    if not Path(path).is_file():
        raise LedgerError(f"there is no ledger at {os.fspath(path)}")
    return Path(path)
