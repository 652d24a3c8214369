"""spantrail claims: who said what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.claims import ACTS, STATEMENTS
from resolvers.cli.console import table
from resolvers.cli.options import ledger_option, open_existing

if TYPE_CHECKING:
    from provenance.trail import ClaimView


@click.command("claims")
@click.option("--by", metavar="ENTITY", help="Only what this entity said; an id or a name.")
@click.option("--about", metavar="ENTITY", help="Only what mentions this entity; an id or a name.")
@click.option("--text", metavar="WORDS", help="Only what has these words.")
@click.option(
    "--class",
    "acts",
    multiple=True,
    type=click.Choice([*ACTS, "all"]),
    help="Only what is of this class, or all; what is stated (said, wrote, asked, demands, evidence) otherwise.",
)
@click.option("--limit", type=click.IntRange(min=1), help="List at most so many, the oldest first.")
@ledger_option
def command(
    by: str | None,
    about: str | None,
    text: str | None,
    acts: tuple[str, ...],
    *,
    limit: int | None,
    ledger: Path,
) -> None:
    """List who said what, in the order of publication.

    A speaker that no article names is shown as the article describes it, without a probability.

    Example:
      spantrail claims --by "Emmanuel Macron"
      spantrail claims --about Ukraine --text soldiers
      spantrail claims --class believes --class plans
    """
    with open_existing(ledger) as opened:
        chosen = None if "all" in acts else acts or STATEMENTS
        found = opened.claims(by=by, about=about, text=text, acts=chosen, limit=limit)
    table(
        "Claims",
        ("claim", "article", "outlet", "kind", "class", "stance", "speaker", "probability", "said"),
        [
            (
                c.claim,
                c.reference,
                c.outlet,
                c.kind,
                c.act,
                c.stance,
                _speaker(c),
                c.probability,
                c.words,
            )
            for c in found
        ],
    )


def _speaker(claim: ClaimView) -> str | None:
    """Name all who say it, else give the words that describe the source."""
    if claim.speakers:
        return ", ".join(s.name or "?" for s in claim.speakers)
    return f"({claim.described_as})" if claim.described_as else None
