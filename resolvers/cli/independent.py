"""spantrail independent: which reportings support a claim, and who denies it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import json_of, table
from resolvers.cli.options import ledger_option, open_existing

if TYPE_CHECKING:
    from provenance.trail import Proposition

_HEADER = ("stance", "origin", "article", "outlet", "speaker", "relation", "said")
_SAYS = {"asserts": "says"}


@click.command("independent")
@click.argument("claim")
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
@ledger_option
def command(claim: str, ledger: Path, *, as_json: bool) -> None:
    """Tell which origins support a claim, through which articles, and who denies it.

    CLAIM is the key of a claim, as `spantrail claims` lists them, or the id of a group of claims. An outlet that copied is
    no source of its own: count the origins.

    Example:
      spantrail independent group-qgzkmhu5zcwuwhpx
    """
    with open_existing(ledger) as opened:
        found = opened.independent(claim)
    if as_json:
        click.echo(json_of(found))
        return
    articles = {v.article for v in found.voices}
    click.echo(
        f"{found.group}: {len(found.origins)} origins, through {len(articles)} articles: {found.words}"
    )
    table("Who says so", _HEADER, [*_for(found), *_against(found)])


def _for(found: Proposition) -> Iterator[tuple[object, ...]]:
    for origin, voices in found.origins:
        for v in voices:
            stance = _SAYS.get(v.stance, v.stance)
            yield stance, origin, v.reference, v.outlet, v.speaker_name, v.relation, v.words


def _against(found: Proposition) -> Iterator[tuple[object, ...]]:
    for o in found.against:
        v = o.voice
        yield f"denies ({o.kind})", v.origin, v.reference, v.outlet, v.speaker_name, None, v.words
