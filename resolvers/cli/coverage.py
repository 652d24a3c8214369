"""spantrail coverage: one story from many sources, and how many of them are independent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.conflicts import print_conflicts
from resolvers.cli.console import json_of, table
from resolvers.cli.options import ledger_option, open_existing

if TYPE_CHECKING:
    from datetime import datetime

    from provenance.trail import Account, Copied, Coverage, StoryLine

_SHOWN = 80  # code points of a copied passage; its offsets lead to the rest


@click.command("coverage")
@click.argument("story", required=False)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print all that is known of STORY as JSON, its merged account too.",
)
@ledger_option
def command(story: str | None, ledger: Path, *, as_json: bool) -> None:
    """List the stories, or show one: its outlets in time, who copied whom, who says and denies what, and the conflicts.

    STORY is the id of a story, or of an article in it.

    Example:
      spantrail coverage
      spantrail coverage dispatch-1
    """
    with open_existing(ledger) as opened:
        found = opened.stories() if story is None else opened.coverage(story)
    if as_json:
        click.echo(json_of(found))
    elif isinstance(found, list):
        _list(found)
    else:
        _show(found)
        _show_account(found.account)


def _list(stories: list[StoryLine]) -> None:
    header = ("story", "articles", "origins", "sources", "first", "last", "headline")
    rows = [
        (
            s.story,
            s.articles,
            s.origins,
            s.sources,
            _time(s.first_published),
            _time(s.last_published),
            s.headline,
        )
        for s in stories
    ]
    table("Stories", header, rows)


def _show(found: Coverage) -> None:
    click.echo(
        f"{found.story}: {len(found.articles)} articles, which go back to {len(found.origins)} origins"
    )
    table(
        "Articles in time",
        ("published", "source", "article", "origin", "title"),
        [(_time(a.published_at), a.source, a.article, a.origin, a.title) for a in found.articles],
    )
    for copied in found.copies:
        print_copied(copied)
    for other, weight in found.follows:
        click.echo(
            f"follows up {other} (weight {weight:+.1f} without what the days between them say)"
        )
    for other, weight in found.followed_by:
        click.echo(
            f"is followed up by {other} (weight {weight:+.1f} without what the days between them say)"
        )


def _show_account(found: Account) -> None:
    """Print the matrix of what is said by whom, what several reportings share first, and the conflicts."""
    ordered = sorted(found.propositions, key=lambda p: not p.shared)
    rows = [
        (
            p.group,
            len(p.origins),
            "shared" if p.shared else "unique",
            *(p.stance(o) for o in found.outlets),
            p.words,
        )
        for p in ordered
    ]
    outlets = [outlet or "(no source)" for outlet in found.outlets]
    table("Who says what", ("group", "origins", "held", *outlets, "said first as"), rows)
    if found.conflicts:
        print_conflicts(list(found.conflicts))


def print_copied(copied: Copied) -> None:
    """Print what one article took from another, passage by passage."""
    credit = (
        f", credited at {copied.article}:{copied.credit.start}-{copied.credit.end}"
        if copied.credit
        else ""
    )
    click.echo(
        f"{copied.kind}: {copied.article} took {copied.share:.0%} of its words from {copied.from_article}"
        f" (told by {copied.direction}{credit})"
    )
    for p in copied.passages:
        words = " ".join(p.surface.split())
        shown = words if len(words) <= _SHOWN else words[: _SHOWN - 2] + " …"
        here = f"{copied.article}:{p.span.start}-{p.span.end}"
        there = f"{copied.from_article}:{p.from_span.start}-{p.from_span.end}"
        click.echo(f"  {here} = {there}  {shown}")


def _time(value: datetime | None) -> str | None:
    return value.strftime("%Y-%m-%d %H:%M") if value else None
