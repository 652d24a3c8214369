"""spantrail sources: who stands behind a claim, through which reportings, and who denies it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import json_of, table
from resolvers.cli.options import ledger_option, open_existing

if TYPE_CHECKING:
    from provenance.trail import Proposition

_HEADER = ("source", "kind", "does", "origin", "article", "outlet", "relation", "said")


@click.command("sources")
@click.argument("claim")
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
@ledger_option
def command(claim: str, ledger: Path, *, as_json: bool) -> None:
    """Tell who stands behind a claim, by which reportings, through which articles, and who denies it.

    CLAIM is the key of a claim, as `spantrail claims` lists them, or the id of a group of claims.
    Whoever is quoted by three
    outlets is one source, and an outlet that copied is none: count the sources and the origins, and
    not the articles.
    Unnamed sources of two reportings are two, by what they are called.

    Example:
      spantrail sources group-qgzkmhu5zcwuwhpx
    """
    with open_existing(ledger) as opened:
        found = opened.sources(claim)
    if as_json:
        click.echo(json_of(found))
        return
    click.echo(f"{found.group}: {_counts(found)}: {found.words}")
    table("Who says so", _HEADER, [*_for(found), *_against(found)])


def _counts(found: Proposition) -> str:
    """Count sources by their kind, origins and articles."""
    kinds = Counter(source.kind for source in found.sources)
    sorts = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    articles = {voice.article for voice in found.voices}
    return (
        f"{_several(len(found.sources), 'source')} ({sorts}), "
        f"{_several(len(found.origins), 'origin')}, {_several(len(articles), 'article')}"
    )


def _several(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _for(found: Proposition) -> Iterator[tuple[object, ...]]:
    for s in found.sources:
        for v in s.voices:
            yield s.name, s.kind, v.does, v.origin, v.reference, v.outlet, v.relation, v.words


def _against(found: Proposition) -> Iterator[tuple[object, ...]]:
    for o in found.against:
        v = o.voice
        does = f"{v.does}, against it ({o.kind})"
        yield v.speaker_name, "against", does, v.origin, v.reference, v.outlet, None, v.words
