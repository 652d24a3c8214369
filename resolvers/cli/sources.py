"""spantrail sources: who stands behind a claim, through which reportings, and who denies it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import print_answer, print_table, say
from resolvers.cli.decide import print_decisions
from resolvers.cli.options import open_existing, reading_options

if TYPE_CHECKING:
    from provenance.trail import Proposition


@click.command("sources")
@click.argument("claim")
@reading_options
def command(claim: str, ledger: Path, *, as_json: bool) -> None:
    """Tell who stands behind a claim, by which reportings, through which articles, and who denies it.

    CLAIM is the key of a claim, as `spantrail claims` lists them, or the id of a group of claims.
    Whoever is quoted by three outlets is one source, and an outlet that copied is none: count the
    sources and the origins, and not the articles. Unnamed sources of two reportings are two, by
    what they are called.

    Example:
      spantrail sources group-qgzkmhu5zcwuwhpx
    """
    with open_existing(ledger) as opened:
        found = opened.sources(claim)
    print_answer(found, _print_proposition, as_json=as_json)


def _print_proposition(found: Proposition) -> None:
    from provenance.trail.tables import sources_table

    say(f"{found.group}: {_source_counts(found)}: {found.words}")
    print_table(sources_table(found))
    print_decisions(found.decisions)


def _source_counts(found: Proposition) -> str:
    """Count sources by their kind, origins and articles."""
    kinds = Counter(source.kind for source in found.sources)
    sorts = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    articles = {voice.article for voice in found.voices}
    return (
        f"{_counted_noun(len(found.sources), 'source')} ({sorts}), "
        f"{_counted_noun(len(found.origins), 'origin')}, {_counted_noun(len(articles), 'article')}"
    )


def _counted_noun(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
