"""spantrail claims: who said what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from provenance.kinds import ACTS, CLAIM_KINDS, STATEMENTS
from resolvers.cli.console import print_answer, print_list
from resolvers.cli.options import (
    list_options,
    open_existing,
    reading_options,
    scope_of,
    scope_options,
)


@click.command("claims")
@click.option("--by", metavar="ENTITY", help="Only what this entity said; an id or a name.")
@click.option("--about", metavar="ENTITY", help="Only what mentions this entity; an id or a name.")
@click.option("--text", metavar="WORDS", help="Only what has these words.")
@click.option(
    "--class",
    "acts",
    multiple=True,
    type=click.Choice([*ACTS, "all"]),
    help="Only what is of this class, or all; what is stated (said, wrote, asked, demands, evidence) otherwise.",
)
@click.option("--kind", type=click.Choice(CLAIM_KINDS), help="Only what is quoted like that.")
@scope_options
@list_options(("sure", "time"))
@reading_options
def command(
    *,
    acts: tuple[str, ...],
    ledger: Path,
    as_json: bool,
    **chosen: Any,  # noqa: ANN401  (the options of a list)
) -> None:
    """List who said what: what the most reportings have first, then what is surest.

    A speaker that no article names is shown as the article describes it, without a probability.
    `--sort time` lists in the order of publication.

    Example:
      spantrail claims --by "Emmanuel Macron"
      spantrail claims --about Ukraine --text soldiers
      spantrail claims --class believes --class plans
    """
    wanted = None if "all" in acts else acts or STATEMENTS
    within = scope_of(chosen)
    with open_existing(ledger) as opened:
        found = opened.claims(acts=wanted, within=within, **chosen)
    print_answer(found, print_list, as_json=as_json)
