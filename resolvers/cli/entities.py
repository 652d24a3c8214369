"""spantrail entities: list who and what the articles speak of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from provenance.kinds import ENTITY_TYPES
from resolvers.cli.console import print_answer, print_list
from resolvers.cli.options import (
    list_options,
    open_existing,
    reading_options,
    scope_of,
    scope_options,
)


@click.command("entities")
@click.option(
    "--type",
    "kind",
    type=click.Choice(ENTITY_TYPES),
    help="Only entities of this type; without it, what is `other` is left out.",
)
@click.option(
    "--named/--all",
    default=True,
    show_default=True,
    help="Leave out what one article speaks of and none names.",
)
@click.option(
    "--min-mentions", type=click.IntRange(min=1), default=1, help="Only what is mentioned so often."
)
@scope_options
@list_options(("mentions", "articles", "sources", "name", "first"))
@reading_options
def command(
    *,
    kind: str | None,
    named: bool,
    min_mentions: int,
    ledger: Path,
    as_json: bool,
    **chosen: Any,  # noqa: ANN401  (the options of a list)
) -> None:
    """List entities, the most mentioned first, with their roles, mentions, articles and sources.

    Example:
      spantrail entities --type PER --limit 20
      spantrail entities --outlet "Valley Dispatch" --since 2025-09-04
    """
    from provenance.trail import EntityFilter

    wanted = EntityFilter(
        type=kind,
        except_other=True,
        named=named,
        min_mentions=min_mentions,
        within=scope_of(chosen),
    )
    with open_existing(ledger) as opened:
        found = opened.entities(wanted, **chosen)
    print_answer(found, print_list, as_json=as_json)
