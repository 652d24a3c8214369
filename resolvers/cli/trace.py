"""spantrail trace: from an entity, an article, a mention or a claim down to the characters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provenance.kinds import MENTION_KINDS
from resolvers.cli.bytes_column import byte_places, page_lines
from resolvers.cli.console import print_answer, print_rest, print_table, say
from resolvers.cli.decide import print_decisions
from resolvers.cli.options import (
    list_options,
    open_existing,
    reading_options,
    say_bearers,
    scope_of,
    scope_options,
)

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.trail import Answers, ClaimTrail, ClaimView, DecisionView, Sighting

_ROLES = ("source", "cue", "content")
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
    """Print every mention of an entity with its offsets, the text around it and what tied it there.

    Or a claim's evidence.

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
            show = _mentions_printer(opened, found)
        else:
            lines = _claim_page_lines(opened, trail.claim)
    if trail is None:
        print_answer(found, show, as_json=as_json)
    else:
        most = chosen["limit"] or _MENTIONS
        print_answer(trail, partial(_print_claim, limit=most, lines=lines), as_json=as_json)


def _mentions_printer(
    opened: Ledger, found: Answers[Sighting]
) -> Callable[[Answers[Sighting]], None]:
    """Look up what is printed beside mentions: bytes of pages, and decisions."""
    pages = byte_places(opened, [(sighting.article, sighting.span) for sighting in found])
    return partial(_print_mentions, pages=pages, named=_decisions_naming_mentions(opened, found))


def _decisions_naming_mentions(opened: Ledger, found: Answers[Sighting]) -> list[DecisionView]:
    """List the decisions that name one of some mentions."""
    keys = {key for sighting in found for key in sighting.decisions}
    return [v for v in opened.decisions() if v.decision.key[:16] in keys] if keys else []


def _print_mentions(
    found: Answers[Sighting], *, pages: Sequence[str] | None, named: Sequence[DecisionView]
) -> None:
    """Print mentions, those of pages with their bytes, and the decisions that name them."""
    import attrs

    from provenance.trail.tables import table_of

    told = table_of(found, found.record)
    if pages is not None:
        rows = [(*row, page) for row, page in zip(told.rows, pages, strict=True)]
        told = attrs.evolve(told, columns=(*told.columns, "page"), rows=rows)
    print_table(told, first=True)
    print_rest(found)
    print_decisions(named)


def _claim_page_lines(opened: Ledger, claim: ClaimView) -> list[str]:
    """Say where the words of a claim stand in the page of its article.

    Nothing where it was none.
    """
    spots = [(role, span) for role in _ROLES for span in getattr(claim, role)]
    pages = byte_places(opened, [(claim.article, span) for _, span in spots])
    if pages is None:
        return []
    told = [f"  {role}: {page}" for (role, _), page in zip(spots, pages, strict=True)]
    return [*page_lines(opened, [claim.article]), *told]


def _print_claim(trail: ClaimTrail, *, limit: int, lines: Sequence[str]) -> None:
    """Print a claim as its article has it, who speaks and why, and where to read it."""
    from provenance.trail.marking import marked_claim

    claim = trail.claim
    say(f"{claim.claim}  {claim.kind}, {claim.act}, {claim.stance}")
    say(marked_claim(claim))
    _print_claim_source(trail, limit)
    if claim.parent:
        say(f"inside the claim {claim.parent}")
    if claim.group:
        say(f"proposition: {claim.group}, stated by {claim.origins} reportings")
    _print_claim_article(claim)
    for line in lines:
        say(line)
    print_decisions(trail.decisions)


def _print_claim_source(trail: ClaimTrail, limit: int) -> None:
    """Print who speaks and what leads there, and which rule found it."""
    claim = trail.claim
    found = f"  found by the rule {claim.rule!r}, right {claim.score:.2f} of the time"
    if claim.speaker:
        _print_speakers(claim)
        say(found)
        _print_speaker_chain(trail, limit)
        return
    words = claim.described_as
    say(f"speaker: unknown; {f'described as {words!r}' if words else 'the text names nobody'}")
    say(found)


def _print_claim_article(claim: ClaimView) -> None:
    """Print where to read a claim."""
    when = claim.published_at.date().isoformat() if claim.published_at else "no date"
    title = claim.title or "no title"
    say(f"article: {claim.article}, {claim.outlet or 'no outlet'}, {when}: {title}")
    say(f"version: {claim.content[0].version}")
    if claim.link:
        say(claim.link)


def _print_speakers(claim: ClaimView) -> None:
    """Print who speaks, and with whom."""
    speaker = f"{claim.speaker_name} ({claim.speaker})"
    say(f"speaker: {speaker}, probability {claim.probability:.2f}")
    for other in claim.speakers[1:]:
        say(f"  together with {other.name} ({other.entity})")


def _print_speaker_chain(trail: ClaimTrail, limit: int) -> None:
    """Print what leads from the source to the entity."""
    from provenance.trail.marking import marked

    claim, mentions = trail.claim, trail.mentions
    say(f"  {claim.described_as!r} leads to the chain by: {claim.speaker_cue} ({claim.step:.2f})")
    say(f"  the chain {claim.chain} is this entity ({claim.membership:.2f})")
    for s in mentions[:limit]:
        say(f"    {s.reference}  {s.kind}, tied by {s.cue} ({s.probability:.2f})  {marked(s)}")
    if len(mentions) > limit:
        say(f"    and {len(mentions) - limit} more: spantrail trace {claim.chain}")
