"""spantrail show: what is known of one entity or one article."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import print_answer, print_table, say
from resolvers.cli.decide import print_decisions
from resolvers.cli.options import open_existing, reading_options, say_bearers

if TYPE_CHECKING:
    from provenance.trail import ArticleView, EntityView


@click.command("show")
@click.argument("what", metavar="WHAT")
@reading_options
def command(what: str, ledger: Path, *, as_json: bool) -> None:
    """Show one entity's names, roles, members and ids, each with a place that states it.

    Or an article and whom it names.

    WHAT is an entity's id or name, an authority's id such as wikidata:Q76, or the id of an article.
    A name that several entities bear shows the most mentioned one, and lists the others.

    Example:
      spantrail show "Dmitry Peskov"
      spantrail show dispatch-1
    """
    from provenance.trail import ArticleView

    with open_existing(ledger) as opened:
        found = opened.describe(what)
        if not isinstance(found, ArticleView):
            say_bearers(opened, what)
    print_answer(found, _print_view, as_json=as_json)


def _print_view(found: EntityView | ArticleView) -> None:
    from provenance.trail import EntityView

    if isinstance(found, EntityView):
        _print_entity(found)
        print_decisions(found.decisions)
    else:
        _print_article(found)


def _print_entity(view: EntityView) -> None:
    from provenance.trail.tables import statements_table

    say(f"{view.name}  ({view.type}, {view.entity}, {view.status})")
    say(f"{view.mentions} mentions in {view.articles} articles of {view.sources} sources")
    if view.speaks_for:
        say(f"speaks for {view.speaks_for}")
    for entry in view.entries:
        say(
            f"{entry.reference}  {entry.names[0]}, {entry.locator}, probability {entry.probability:.3f}"
        )
    print_table(statements_table(view))
    for kind, from_ids, to_ids in view.events:
        say(
            f"{kind}: {' '.join(from_ids)} -> {' '.join(to_ids)}"
            if from_ids
            else f"{kind}: {' '.join(to_ids)}"
        )


def _print_article(view: ArticleView) -> None:
    from provenance.trail import ArticleEntity
    from provenance.trail.marking import minute
    from provenance.trail.tables import table_of

    say(f"{view.article}  {view.title or '(no title)'}")
    when = minute(view.published_at) or "no date"
    say(f"{view.source or 'no source'}, {when}, {view.byline or 'no byline'}")
    if view.url:
        say(view.url)
    say(f"version {view.version}, one of {view.versions}; {view.characters} characters")
    if view.story:
        say(f"story {view.story}, origin {view.origin}")
    if view.derived_from:
        say(f"copied from {', '.join(view.derived_from)}")
    say(f"{view.mentions} mentions, {view.claims} claims")
    say(" ".join(view.beginning.split()) + " …")
    print_table(table_of(view.entities, ArticleEntity))
