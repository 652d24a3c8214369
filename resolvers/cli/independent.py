"""spantrail independent: which reportings support a claim, and who denies it."""

from __future__ import annotations

from pathlib import Path

import click

from resolvers.cli.console import json_of, table
from resolvers.cli.options import ledger_option, open_existing

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
    header = ("stance", "origin", "article", "outlet", "speaker", "relation", "said")
    rows: list[tuple[object, ...]] = [
        (
            _SAYS.get(v.stance, v.stance),
            origin,
            v.reference,
            v.outlet,
            v.speaker_name,
            v.relation,
            v.words,
        )
        for origin, voices in found.origins
        for v in voices
    ]
    rows += [
        (
            f"denies ({o.kind})",
            o.voice.origin,
            o.voice.reference,
            o.voice.outlet,
            o.voice.speaker_name,
            None,
            o.voice.words,
        )
        for o in found.against
    ]
    table("Who says so", header, rows)
