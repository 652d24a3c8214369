"""spantrail trace: from an entity, an article, a mention or a claim down to the characters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provenance.kinds import MENTION_KINDS
from resolvers.cli.console import print_answer, print_list, say
from resolvers.cli.options import (
    list_options,
    open_existing,
    reading_options,
    say_bearers,
    scope_of,
    scope_options,
)

if TYPE_CHECKING:
    from provenance.trail import ClaimTrail, ClaimView

_MENTIONS = 8  # of a speaker's chain, unless --limit says otherwise


@click.command("trace")
@click.argument("what")
@click.option("--kind", type=click.Choice(MENTION_KINDS), help="Only mentions of this kind.")
@scope_options
@list_options(("time", "sure"), most="Print at most so many mentions.")
@reading_options
def command(
    *,
    what: str,
    ledger: Path,
    as_json: bool,
    **chosen: Any,  # noqa: ANN401  (the options of a list)
) -> None:
    """Print every mention of an entity with its offsets, the text around it and what tied it there; or a claim's evidence.

    WHAT is an entity's id or name, a mention as ARTICLE:START-END, the words of a mention, the id
    of an article, or the key of a claim.

    Example:
      spantrail trace "Dmitry Peskov"
      spantrail trace article-1:120-139
      spantrail trace 710f6cab26d80ded
    """
    within = scope_of(chosen)
    with open_existing(ledger) as opened:
        trail = opened.follow_claim(what)
        if trail is None:
            say_bearers(opened, what)
            found = opened.trace(what, within=within, **chosen)
    if trail is None:
        print_answer(found, print_list, as_json=as_json)
    else:
        most = chosen["limit"] or _MENTIONS
        print_answer(trail, lambda trail: _print_claim(trail, most), as_json=as_json)


def _print_claim(trail: ClaimTrail, limit: int) -> None:
    """Print a claim as its article has it, who speaks and why, and where to read it."""
    from provenance.trail.marking import marked_claim

    claim = trail.claim
    say(f"{claim.claim}  {claim.kind}, {claim.act}, {claim.stance}")
    say(marked_claim(claim))
    found = f"found by the rule {claim.rule!r}, right {claim.score:.2f} of the time"
    if claim.speaker:
        _print_speakers(claim)
        say(f"  {found}")
        _print_chain(trail, limit)
    else:
        described = (
            f"described as {claim.described_as!r}"
            if claim.described_as
            else "the text names nobody"
        )
        say(f"speaker: unknown; {described}")
        say(f"  {found}")
    if claim.parent:
        say(f"inside the claim {claim.parent}")
    if claim.group:
        say(f"proposition: {claim.group}, stated by {claim.origins} reportings")
    when = claim.published_at.date().isoformat() if claim.published_at else "no date"
    say(
        f"article: {claim.article}, {claim.outlet or 'no outlet'}, {when}: {claim.title or 'no title'}"
    )
    say(f"version: {claim.content[0].version}")
    if claim.link:
        say(claim.link)


def _print_speakers(claim: ClaimView) -> None:
    """Print who speaks, and with whom."""
    speaker = f"{claim.speaker_name} ({claim.speaker})"
    say(f"speaker: {speaker}, probability {claim.probability:.2f}")
    for other in claim.speakers[1:]:
        say(f"  together with {other.name} ({other.entity})")


def _print_chain(trail: ClaimTrail, limit: int) -> None:
    """Print what leads from the source to the entity."""
    from provenance.trail.marking import marked

    claim, mentions = trail.claim, trail.mentions
    say(f"  {claim.described_as!r} leads to the chain by: {claim.speaker_cue} ({claim.step:.2f})")
    say(f"  the chain {claim.chain} is this entity ({claim.membership:.2f})")
    for s in mentions[:limit]:
        say(f"    {s.reference}  {s.kind}, tied by {s.cue} ({s.probability:.2f})  {marked(s)}")
    if len(mentions) > limit:
        say(f"    and {len(mentions) - limit} more: spantrail trace {claim.chain}")
