"""Claims: who says what in versions, and who has read them for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from provenance.ledger import surrogate_keys
from provenance.records.claims import Claim
from provenance.records.decisions import Run
from provenance.sql.writing import Writer
from resolvers.storing.chains import note_reading, version_numbers


def append_claims(
    writer: Writer, run: Run, *, reader: str, texts: Mapping[str, str], claims: Sequence[Claim]
) -> None:
    """Append the claims that a reader found, and note what it has read.

    Args:
        writer: of the ledger.
        run: the run of the reading.
        reader: who read: a name for the code, the lexicon and the reader of the chains.
        texts: keys and texts of all versions read, those in which nothing was found among them.
        claims: what was found.
    """
    with writer.transaction(run) as number:
        ids = version_numbers(writer, list(texts))
        read = note_reading(writer, "claims", ids, reader, number)
        found = surrogate_keys.claim_rows(
            claims,
            texts=texts,
            versions=ids,
            chains=_chain_numbers(writer, ids),
            known=_stored_claims(writer, read, reader),
            count=writer.count,
            reader=reader,
            run=number,
        )
        writer.write(found.rows)


def _stored_claims(writer: Writer, versions: list[int], reader: str) -> surrogate_keys.StoredRows:
    """Look up the claims of versions that were read before, and those that this reader told."""
    known = dict(writer.rows("claim_numbers", versions=versions)) if versions else {}
    if not known:
        return surrogate_keys.StoredRows()
    told = writer.rows("told_claims", claims=list(known.values()), reader=reader)
    return surrogate_keys.StoredRows(chains=known, told=frozenset(claim for (claim,) in told))


def _chain_numbers(writer: Writer, versions: Mapping[str, int]) -> Mapping[str, int]:
    """Number the chains of versions; those that were appended last are numbered already."""
    if writer.known.chained == tuple(versions):
        return writer.known.chains
    return dict(writer.rows("chain_numbers", versions=list(versions.values())))
