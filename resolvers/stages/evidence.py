"""Evidence: all that is read of one version at once, whichever process reads it.

Nothing here looks at a ledger, so that articles are read in any process and in any order. What is
known of all articles together (who is who, copies, which claims agree) is no part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

import attrs

from provenance.records.articles import Version
from provenance.records.claims import Claim
from provenance.records.matching import Narration
from provenance.records.mentions import Chain
from resolvers.linking.profiles import profiles_of
from resolvers.stages.reader import read_own
from resolvers.storing.tables import without_collecting
from resolvers.text.language import is_english

if TYPE_CHECKING:
    from resolvers.annotations.claims import GivenClaim

ProfileRow = tuple[str, str, str]  # chain, profile (content keys) and features (JSON)


@attrs.frozen(kw_only=True)
class VersionEvidence:
    """Hold what was read of one version.

    Args:
        version: its key.
        chains: who is who inside it.
        profiles: what the chains tell, as it is compared with other articles.
        claims: who says what.
        narrations: what the article asserts in its own voice; none where nobody asked.
        passed_over: whether it is in a language that is not read.
    """

    version: str
    chains: tuple[Chain, ...] = ()
    profiles: tuple[ProfileRow, ...] = ()
    claims: tuple[Claim, ...] = ()
    narrations: tuple[Narration, ...] = ()
    passed_over: bool = False


@attrs.frozen
class Task:
    """Say what is to be read.

    Args:
        version: the version.
        narrated: read what it asserts itself, too.
        claims: a caller's claims, in place of those that rules find.
    """

    version: Version
    narrated: bool = True
    claims: tuple[GivenClaim, ...] | None = None


class ReadElsewhere(Protocol):
    """Give what other processes or machines have read."""

    def read(
        self,
        tasks: Iterable[Task],
        otherwise: Callable[[Iterable[Task]], Iterator[VersionEvidence]],
    ) -> Iterator[VersionEvidence]:
        """Give the evidence of tasks, in their order; `otherwise` reads what is missing."""


def read_tasks(tasks: Sequence[Task]) -> list[VersionEvidence]:
    """Read versions by our own rules and tagger; processes are sent here."""
    with without_collecting():
        return [read_task(task) for task in tasks]


def read_task(task: Task) -> VersionEvidence:
    """Read one version by our own rules and tagger."""
    over = not is_english(task.version.text)
    return evidence_of(task, read_own(task.version), passed_over=over)


def evidence_of(task: Task, chains: Sequence[Chain], *, passed_over: bool) -> VersionEvidence:
    """Read the rest where the chains of a version are known."""
    version = task.version
    claims = claims_in(version, chains, task.claims)
    return VersionEvidence(
        version=version.key,
        chains=tuple(chains),
        profiles=_profile_rows(version, chains),
        claims=tuple(claims),
        narrations=_version_narrations(version, claims) if task.narrated else (),
        passed_over=passed_over,
    )


def claims_in(
    version: Version, chains: Sequence[Chain], given: Sequence[GivenClaim] | None
) -> list[Claim]:
    """Return the claims of a version: a caller's, else those that our rules find in English."""
    from resolvers.annotations.claims import claims_of
    from resolvers.attribution.reading import read_claims

    if given is not None:
        return claims_of(version, chains, given)
    return read_claims(version, chains) if is_english(version.text) else []


def _version_narrations(version: Version, claims: Sequence[Claim]) -> tuple[Narration, ...]:
    from resolvers.claim_matching.authorial_claims import narrated

    claimed = [span for claim in claims for span in claim.content]
    return tuple(narrated(version.key, version.text, claimed, version.published_at))


def _profile_rows(version: Version, chains: Sequence[Chain]) -> tuple[ProfileRow, ...]:
    profiles = profiles_of(chains, _publication_month(version.published_at))
    tied = zip(chains, profiles, strict=True)
    return tuple((chain.key, profile.key, profile.features) for chain, profile in tied)


def _publication_month(published: datetime | None) -> str | None:
    return published.astimezone(UTC).strftime("%Y-%m") if published else None
