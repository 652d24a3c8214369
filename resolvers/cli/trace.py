"""spantrail trace: from an entity, a mention or a claim down to the characters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import marked, marked_claim, table
from resolvers.cli.options import ledger_option, open_existing

if TYPE_CHECKING:
    from provenance.trail import ClaimView, Sighting

_MENTIONS = 8  # of a speaker's chain, unless --limit says otherwise


@click.command("trace")
@click.argument("what")
@click.option("--limit", type=click.IntRange(min=1), help="Print at most so many mentions.")
@ledger_option
def command(what: str, limit: int | None, ledger: Path) -> None:
    """Print every mention of an entity with its offsets, the text around it and what tied it there; or a claim's evidence.

    WHAT is an entity's id or name, a mention as ARTICLE:START-END, the words of a mention, or the
    key of a claim.

    Example:
      spantrail trace "Dmitry Peskov"
      spantrail trace article-1:120-139
      spantrail trace 710f6cab26d80ded
    """
    from provenance.exceptions import NotFoundError
    from provenance.trail.claiming import CLAIM

    with open_existing(ledger) as opened:
        if CLAIM.fullmatch(what):
            try:
                claim = opened.claim(what)
            except NotFoundError:
                claim = None  # a chain has a key of the same form
            if claim is not None:
                _print_claim(
                    claim, opened.trace(claim.chain) if claim.chain else [], limit or _MENTIONS
                )
                return
        found = opened.trace(what)
    table(
        f"Trail of {what}",
        ("mention", "source", "kind", "entity", "tied by", "probability", "text"),
        [
            (s.reference, s.source, s.kind, s.entity_name, s.cue, s.probability, marked(s))
            for s in found[:limit]
        ],
    )


def _print_speakers(claim: ClaimView) -> None:
    """Print who speaks, and with whom."""
    speaker = f"{claim.speaker_name} ({claim.speaker})"
    click.echo(f"speaker: {speaker}, probability {claim.probability:.2f}")
    for other in claim.speakers[1:]:
        click.echo(f"  together with {other.name} ({other.entity})")


def _print_claim(claim: ClaimView, sightings: list[Sighting], limit: int) -> None:
    """Print a claim as its article has it, who speaks and why, and where to read it."""
    click.echo(f"{claim.claim}  {claim.kind}, {claim.act}, {claim.stance}")
    click.echo(marked_claim(claim))
    found = f"found by the rule {claim.rule!r}, right {claim.score:.2f} of the time"
    if claim.speaker:
        _print_speakers(claim)
        click.echo(f"  {found}")
        click.echo(
            f"  {claim.described_as!r} leads to the chain by: {claim.speaker_cue} ({claim.step:.2f})"
        )
        click.echo(f"  the chain {claim.chain} is this entity ({claim.membership:.2f})")
        for s in sightings[:limit]:
            click.echo(
                f"    {s.reference}  {s.kind}, tied by {s.cue} ({s.probability:.2f})  {marked(s)}"
            )
        if len(sightings) > limit:
            click.echo(f"    and {len(sightings) - limit} more: spantrail trace {claim.chain}")
    else:
        described = (
            f"described as {claim.described_as!r}"
            if claim.described_as
            else "the text names nobody"
        )
        click.echo(f"speaker: unknown; {described}")
        click.echo(f"  {found}")
    if claim.parent:
        click.echo(f"inside the claim {claim.parent}")
    when = claim.published_at.date().isoformat() if claim.published_at else "no date"
    click.echo(
        f"article: {claim.article}, {claim.outlet or 'no outlet'}, {when}: {claim.title or 'no title'}"
    )
    if claim.link:
        click.echo(claim.link)
