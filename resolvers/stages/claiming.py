"""Claiming: the claims of what was read are appended.

They are read anew after the rules changed, and corrected by decisions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from provenance.identifiers import content_hash
from provenance.records.articles import Version
from provenance.records.claims import Claim
from provenance.records.mentions import Chain
from provenance.spans import Span
from resolvers.stages.evidence import claims_in
from resolvers.stages.reader import GIVEN_CLAIMS, Reader
from resolvers.stages.runs import BATCH, make_run, now
from resolvers.storing import claims as storing

if TYPE_CHECKING:
    from provenance.ledger.store import Store
    from resolvers.annotations.claims import GivenClaim


def append_claims(
    ledger: Store, reader: Reader, versions: Sequence[Version], claims: Sequence[Claim]
) -> int:
    """Append the claims that were read in versions; return their number."""
    started, name = now(), claims_reader(reader)
    digest = content_hash(*[v.key for v in versions])
    run = make_run("claim", started, settings=name, digest=digest)
    texts = {v.key: v.text for v in versions}
    storing.append_claims(ledger.writer, run, reader=name, texts=texts, claims=claims)
    return len(claims)


def _claims_of_version(
    ledger: Store, reader: Reader, version: Version, chains: Sequence[Chain]
) -> list[Claim]:
    """Read a version for claims, or take those of a caller, from the ledger where he is away."""
    if reader.claims_name is not None:
        return claims_in(
            version, chains, _given_claims_of_version(ledger, reader.claims_name, version)
        )
    return claims_in(version, chains, given_to(reader, version))


def _given_claims_of_version(ledger: Store, giver: str, version: Version) -> list[GivenClaim]:
    """Return the claims of a version as a caller gave them, whatever was decided of them since."""
    from resolvers.annotations.claims import GivenClaim

    return [
        GivenClaim(
            content=Span(*row["content"]),
            source=Span(*row["source"]) if row["source"] else None,
            stance=row["stance"],
        )
        for row in ledger.records("given_claims", reader=giver, version=version.key)
    ]


def given_to(reader: Reader, version: Version) -> tuple[GivenClaim, ...] | None:
    """Return a caller's claims of a version; None where the caller gave none of any."""
    return None if reader.claims is None else tuple(reader.claims.get(version.key, ()))


def reread_claims(ledger: Store, reader: Reader, tell: Callable[[str, int, int], None]) -> int:
    """Read versions for claims whose chains are known: after the rules of claims have changed."""
    said = 0
    unclaimed = ledger.unclaimed(reader.name, claims_reader(reader))
    for start in range(0, len(unclaimed), BATCH):
        batch = unclaimed[start : start + BATCH]
        chains = ledger.chains_of([version.key for version in batch])
        claims = [
            claim for v in batch for claim in _claims_of_version(ledger, reader, v, chains[v.key])
        ]
        said += append_claims(ledger, reader, batch, claims)
        tell("claim", start + len(batch), len(unclaimed))
    return said


def correct_claims(ledger: Store, reader: Reader) -> int:
    """Read the claims again of which people say something else than before."""
    from resolvers.stages.correcting import corrected, corrections_due

    said = 0
    for due in corrections_due(ledger, claims_reader(reader)):
        started, key = now(), due.version.key
        chains = ledger.chains_of([key])[key]
        claims = corrected(
            _claims_of_version(ledger, reader, due.version, chains), chains, due.corrections
        )
        run = make_run("claim", started, settings=due.reader, digest=content_hash(key))
        texts = {key: due.version.text}
        storing.append_claims(ledger.writer, run, reader=due.reader, texts=texts, claims=claims)
        said += len(claims)
    return said


def claims_reader(reader: Reader) -> str:
    """Name who reads for claims: the rules of this code, or a caller, over a reader's chains."""
    from resolvers.annotations.claims import digest_of
    from resolvers.attribution.reading import claims_digest

    if reader.claims_name is not None:
        return reader.claims_name
    if reader.claims is not None:
        return f"{GIVEN_CLAIMS}{digest_of(reader.claims)[:12]} over {reader.name}"
    return f"claims-{claims_digest()} over {reader.name}"
