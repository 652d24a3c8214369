"""Correcting: what people say of single claims, carried out as one more reading of their articles.

A corrected reading has a name of its own, so that it is told from the reader's, counts while it is
the latest, and gives way to the reader's again when decisions are taken back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from provenance.identifiers import content_hash
from provenance.records.articles import Version
from provenance.records.claims import Claim
from provenance.records.judgements import NOBODY
from provenance.records.mentions import Chain

if TYPE_CHECKING:
    from provenance.ledger.store import Store

Words = tuple[int, int]  # where the words of a claim begin and end
Corrections = Mapping[Words, Mapping[str, str]]  # what is said of claims: speaker, stance, claim


@attrs.frozen(kw_only=True)
class Due:
    """Hold a version whose claims are to be read with corrections, or without any.

    Args:
        version: the version.
        reader: the name of that reading.
        corrections: what is said of its claims.
    """

    version: Version
    reader: str
    corrections: Corrections


def corrections_due(ledger: Store, base: str) -> list[Due]:
    """List the versions whose claims were last read with other corrections than are decided now.

    Args:
        ledger: the ledger.
        base: the name of the reader of claims.
    """
    if not ledger.records("decision_count")[0]["decisions"]:
        return []
    wanted = _decided_corrections(ledger)
    found: list[Due] = []
    for row in ledger.records("claim_readers", versions=sorted(wanted)):
        corrections = wanted.get(row["version_id"], {})
        reader = _corrected_reader_name(base, corrections)
        if row["reader"] != reader and row["reader"].partition("; decided ")[0] == base:
            (version,) = ledger.versions(row["article"])
            found.append(Due(version=version, reader=reader, corrections=corrections))
    return found


def _decided_corrections(ledger: Store) -> dict[int, dict[Words, dict[str, str]]]:
    """Return what is decided of claims, by version and words."""
    from provenance.trail.anchored import judged, settled_claim_values

    found: defaultdict[int, dict[Words, dict[str, str]]] = defaultdict(dict)
    for (place, what), (value, _) in settled_claim_values(judged(ledger)).values.items():
        if isinstance(place, tuple):
            version, start, end = place
            found[version].setdefault((start, end), {})[what] = value
    return found


def _corrected_reader_name(base: str, corrections: Corrections) -> str:
    if not corrections:
        return base
    said = sorted((*words, *pair) for words, some in corrections.items() for pair in some.items())
    return f"{base}; decided {content_hash(*said)[:16]}"


def corrected(
    claims: Iterable[Claim], chains: Sequence[Chain], corrections: Corrections
) -> list[Claim]:
    """Assign claims the speakers and stances that are decided, and leave out what is none."""
    chain_at = {
        (link.mention.span.start, link.mention.span.end): c.key for c in chains for link in c.links
    }
    found: list[Claim] = []
    gone: set[str] = set()
    for claim in claims:
        said = corrections.get(words_of(claim), {})
        if said.get("claim") == "none":
            gone.add(claim.key)
        else:
            found.append(_corrected_claim(claim, said, chain_at))
    return [attrs.evolve(c, parent=None) if c.parent in gone else c for c in found]


def words_of(claim: Claim) -> Words:
    """Return where the words of a claim begin and end."""
    return min(s.start for s in claim.content), max(s.end for s in claim.content)


def _corrected_claim(claim: Claim, said: Mapping[str, str], chain_at: Mapping[Words, str]) -> Claim:
    """Return one claim what is said of it."""
    if "stance" in said:
        claim = attrs.evolve(claim, stance=said["stance"])
    speaker = said.get("speaker")
    if speaker is None:
        return claim
    if speaker == NOBODY:
        return _claim_with_speaker(claim, None)
    start, _, end = speaker.partition("-")
    chain = chain_at.get((int(start), int(end)))
    # Where this reading finds no mention, the decision waits: nobody is no guess for somebody.
    return claim if chain is None else _claim_with_speaker(claim, chain)


def _claim_with_speaker(claim: Claim, chain: str | None) -> Claim:
    cue = None if chain is None else "decision"
    return attrs.evolve(claim, speaker=chain, speaker_cue=cue, speaker_weight=None, speakers=())
