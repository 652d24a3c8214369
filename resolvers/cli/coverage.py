"""spantrail coverage: one story from many sources, and how many of them are independent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from resolvers.cli.conflict_blocks import print_conflicts
from resolvers.cli.console import print_answer, print_list, print_table, say
from resolvers.cli.options import (
    list_options,
    open_existing,
    reading_options,
    scope_of,
    scope_options,
)

if TYPE_CHECKING:
    from provenance.trail import Account, Copied, Coverage

_SHOWN = 80  # code points of a copied passage; its offsets lead to the rest


@click.command("coverage")
@click.argument("what", metavar="[STORY]", required=False)
@scope_options
@list_options(("size", "origins", "time"), most="List at most so many stories.")
@reading_options
def command(
    *,
    what: str | None,
    ledger: Path,
    as_json: bool,
    **chosen: Any,  # noqa: ANN401  (the options of a list)
) -> None:
    """List the stories, or show one: its outlets in time, who copied whom, who says and denies what, and the conflicts.

    STORY is the id of a story, or of an article in it.

    Example:
      spantrail coverage
      spantrail coverage dispatch-1
    """
    within = scope_of(chosen)
    with open_existing(ledger) as opened:
        if what is None:
            found = opened.stories(within=within, **chosen)
        else:
            story = opened.coverage(what)
    if what is None:
        print_answer(found, print_list, as_json=as_json)
    else:
        print_answer(story, _print_coverage, as_json=as_json)


def _print_coverage(found: Coverage) -> None:
    from provenance.trail import StoryArticle
    from provenance.trail.tables import table_of

    say(
        f"{found.story}: {len(found.articles)} articles, which go back to {len(found.origins)} origins"
    )
    print_table(table_of(found.articles, StoryArticle))
    for copied in found.copies:
        print_copied(copied)
    for other, weight in found.follows:
        say(f"follows up {other} (weight {weight:+.1f} without what the days between them say)")
    for other, weight in found.followed_by:
        say(
            f"is followed up by {other} (weight {weight:+.1f} without what the days between them say)"
        )
    _print_account(found.account)


def _print_account(found: Account) -> None:
    """Print the matrix of what is said by whom, what several reportings share first, and the conflicts."""
    from provenance.trail.tables import matrix_table

    print_table(matrix_table(found))
    if found.conflicts:
        print_conflicts(found.conflicts)


def print_copied(copied: Copied) -> None:
    """Print what one article took from another, passage by passage."""
    credit = f", credited at {copied.credit.reference}" if copied.credit else ""
    say(
        f"{copied.kind}: {copied.article} took {copied.share:.0%} of its words from {copied.from_article}"
        f" (told by {copied.direction}{credit})"
    )
    for p in copied.passages:
        words = " ".join(p.surface.split())
        shown = words if len(words) <= _SHOWN else words[: _SHOWN - 2] + " …"
        say(f"  {p.span.reference} = {p.from_span.reference}  {shown}")
