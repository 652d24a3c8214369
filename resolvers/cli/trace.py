"""spantrail trace: from an entity, a mention or a claim down to the characters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.bytes_column import byte_places, page_lines
from resolvers.cli.console import marked, marked_claim, table
from resolvers.cli.options import ledger_option, open_existing

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.trail import ClaimView, Sighting

_ROLES = ("source", "cue", "content")
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
                _print_bytes(opened, claim)
                return
        found = opened.trace(what)[:limit]
        pages = byte_places(opened, [(s.article, s.span) for s in found])
    _print_mentions(what, found, pages)


def _print_mentions(what: str, found: list[Sighting], pages: list[str] | None) -> None:
    """Print mentions, those of pages with their bytes."""
    header = ["mention", "source", "kind", "entity", "tied by", "probability", "text"]
    rows: list[tuple[object, ...]] = [
        (s.reference, s.source, s.kind, s.entity_name, s.cue, s.probability, marked(s))
        for s in found
    ]
    if pages is not None:
        header.append("page")
        rows = [(*row, page) for row, page in zip(rows, pages, strict=True)]
    table(f"Trail of {what}", header, rows)


def _print_bytes(opened: Ledger, claim: ClaimView) -> None:
    """Print where the words of a claim stand in the page of its article."""
    spots = [(role, span) for role in _ROLES for span in getattr(claim, role)]
    pages = byte_places(opened, [(claim.article, span) for _, span in spots])
    if pages is None:
        return
    for line in page_lines(opened, [claim.article]):
        click.echo(line)
    for (role, _), page in zip(spots, pages, strict=True):
        click.echo(f"  {role}: {page}")


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
