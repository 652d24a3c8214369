"""Runs: what each append says of itself."""

from __future__ import annotations

from datetime import UTC, datetime

from provenance.records.decisions import Run, code_version

BATCH = 500  # articles a transaction: a commit costs 1.2 ms, a stopped run loses a batch at most


def make_run(
    stage: str, started: datetime, *, settings: str = "", model: str = "", digest: str = ""
) -> Run:
    """Describe an append that ends now.

    Args:
        stage: what was done.
        started: when that began.
        settings: a name or hash of the settings.
        model: a hash of the model.
        digest: a hash of the keys of what went in.
    """
    return Run(
        stage=stage,
        code=code_version(),
        settings=settings,
        model=model,
        input_digest=digest,
        started_at=started,
        ended_at=now(),
    )


def now() -> datetime:
    """Return the time, with its zone."""
    return datetime.now(UTC)
