"""Claiming: the claims of what was read are appended, read anew after the rules changed, and corrected by decisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from provenance.articles import Version
from provenance.claims import Claim
from provenance.identifiers import content_hash
from provenance.mentions import Chain
from resolvers.reader import Reader
from resolvers.runs import BATCH, make_run, now

if TYPE_CHECKING:
    from provenance.ledger import Store


def append_claims(
    ledger: Store, reader: Reader, read: Sequence[tuple[Version, Sequence[Chain]]]
) -> int:
    """Append the claims of versions; give their number."""
    started = now()
    claims = [claim for version, chains in read for claim in _claims(reader, version, chains)]
    name, digest = claims_reader(reader), content_hash(*[v.key for v, _ in read])
    ledger.add_claims(
        make_run("claim", started, settings=name, digest=digest),
        name,
        {v.key: v.text for v, _ in read},
        claims,
    )
    return len(claims)


def _claims(reader: Reader, version: Version, chains: Sequence[Chain]) -> list[Claim]:
    """Return the claims of a version: a caller's, else those that our rules find in English."""
    from resolvers.claims.reading import read_claims
    from resolvers.given_claims import claims_of
    from resolvers.reading.language import is_english

    if reader.claims is not None:
        return claims_of(version, chains, reader.claims.get(version.key, ()))
    return read_claims(version, chains) if is_english(version.text) else []


def reread_claims(ledger: Store, reader: Reader, tell: Callable[[str, int, int], None]) -> int:
    """Read versions for claims whose chains are known: after the rules of claims have changed."""
    said = 0
    unclaimed = ledger.unclaimed(reader.name, claims_reader(reader))
    for start in range(0, len(unclaimed), BATCH):
        batch = unclaimed[start : start + BATCH]
        chains = ledger.chains_of([version.key for version in batch])
        said += append_claims(ledger, reader, [(version, chains[version.key]) for version in batch])
        tell("claim", start + len(batch), len(unclaimed))
    return said


def correct_claims(ledger: Store, reader: Reader) -> int:
    """Read the claims again of which people say something else than before."""
    from resolvers.correcting import corrected, corrections_due

    said = 0
    for due in corrections_due(ledger, claims_reader(reader)):
        started, key = now(), due.version.key
        chains = ledger.chains_of([key])[key]
        claims = corrected(_claims(reader, due.version, chains), chains, due.corrections)
        run = make_run("claim", started, settings=due.reader, digest=content_hash(key))
        ledger.add_claims(run, due.reader, {key: due.version.text}, claims)
        said += len(claims)
    return said


def claims_reader(reader: Reader) -> str:
    """Name who reads for claims: the rules of this code, or a caller, over a reader's chains."""
    from resolvers.claims.reading import claims_digest
    from resolvers.given_claims import digest_of

    if reader.claims is not None:
        return f"given-claims-{digest_of(reader.claims)[:12]} over {reader.name}"
    return f"claims-{claims_digest()} over {reader.name}"
